"""Paragraphs of made-up news, with places for names and figures."""

from __future__ import annotations

NAMES = {
    "place": "Larnholm Ostmark Ternholt Naderby Velmar Ostrava-on-Sea Grimsund Halmberg "
    "Corvin Sandmouth Brackwater Ellingen Marrow Fennick Dorvale Skarn".split(),
    "person": [
        f"{first} {last}"
        for first in "Ida Anders Maja Jonas Tilda Bram Signe Oskar Runa Elias".split()
        for last in "Brandt Holm Falk Lund Vestergaard Morrow Pell Quist Ravn Stroud".split()
    ],
    "body": [
        "the coast guard",
        "the admiralty",
        "the harbour board",
        "the ministry of works",
        "the fire service",
        "the grain exchange",
        "the water company",
        "the court of appeal",
    ],
    "thing": "ferry bridge dyke lighthouse refinery granary tunnel sawmill cannery wharf".split(),
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}

PARAGRAPHS = [
    "A {thing} near {place} caught fire on {day}, and {number} people were killed before boats "
    "could reach the quay, {body} said in the evening.",
    "{person}, who leads the inquiry, said {number} witnesses had been heard and that the papers "
    "of the {thing} would not be made public before the hearing in {place}.",
    "The damage is put at {thousands} crowns. “We shall rebuild the {thing} before winter,” said "
    "{person}, the mayor of {place}, to applause from those who had come.",
    "In {place} the schools stayed closed for a second day while {body} pumped water out of the "
    "cellars of {number} houses along the old canal.",
    "{person} denied that the {thing} had been overloaded, and said the register of {body} showed "
    "{thousands} tonnes, well below what its papers allow.",
    "Opposition members walked out of the chamber in {place} when {person} refused to name the "
    "company that had been paid {thousands} crowns for the {thing}.",
    "The neighbouring towns of {place} and {place} sent {number} volunteers, some of whom had "
    "worked through the night with lanterns and hand pumps.",
    "Trade through {place} fell by {number} tonnes in the quarter, {body} reported, and the price "
    "of salted herring rose to its highest since the blockade.",
    "“Nobody told us anything,” said {person}, a baker whose shop stands opposite the {thing} and "
    "who has lived in {place} for {number} years.",
    "A first convoy with {thousands} sacks of flour left {place} on {day} under the flag of "
    "{body}, after talks that had lasted for {number} hours.",
    "The labour union of the {thing} called its {number} members out on strike from {day}, asking "
    "for the eight-hour shift that {person} had promised in spring.",
    "Divers found the wreck of the {thing} at a depth of {number} metres off {place}, where the "
    "current had carried it since it went down on {day}.",
    "{body} will publish its findings in {number} days; until then the road between {place} and "
    "{place} remains closed to everything but ambulances.",
    "It is the third accident at a {thing} in the province this year. In the two before it "
    "{number} workers were wounded, none of them badly, according to {person}.",
    "Grain merchants in {place} honour the old contracts at {number} crowns a sack, although the "
    "harvest behind the {thing} failed for want of rain.",
    "Asked about the colour of the smoke, {person} said it was the varnish in the stores of the "
    "{thing}, of which {thousands} barrels had been organised in rows.",
]

FRAMES = {
    "briefing": {
        "daily": [
            "The general staff of Larnholm counted {number} clashes along the strait on {day}, and "
            "{number} boats of the enemy were sunk near {place}.",
            "The total losses of the enemy since the first day amount to {thousands} sailors, "
            "{number} boats and {number} guns, the general staff said in its morning report.",
            "Most of the shelling fell on {place}, where {number} houses were hit; in {place} the "
            "alarm lasted for {number} minutes.",
        ],
        "standing": [
            "The war of the straits began when the fleet of Sidra closed the passage to Larnholm "
            "and its islands. Neither side gives losses of its own, and neither side's figures "
            "can be checked by those who report from the coast.",
            "Larnholm asks its friends for boats, guns and grain; Sidra calls all of these "
            "targets, wherever they are unloaded, and warns crews to keep away from the harbours.",
        ],
    },
    "weather": {
        "daily": [
            "{day} brings {number} millimetres of rain to {place}, with wind from the west and "
            "highs of {number} degrees in the valleys behind the coast.",
            "On the islands it stays dry until noon; boats off {place} must expect waves of "
            "{number} centimetres and a water level of {number} at the old gauge.",
            "The night is clear with lows of {number} degrees, and mist rises in {place}.",
        ],
        "standing": [
            "Drivers are asked to take care on bridges, and those who keep boats in the open to "
            "look after their ropes. The next report is printed tomorrow.",
        ],
    },
    "regions": {
        "daily": [
            "In the district of {place} {number} per cent of the votes have been counted, and "
            "{person} leads with {thousands} of them.",
            "Turnout in {place} was {number} in a thousand at noon, {number} fewer than four years "
            "ago, the returning officer {person} said.",
        ],
        "standing": [
            "Polls closed at eight in all districts. Results become final when the returning "
            "officers have met, which the law allows them three days for.",
        ],
    },
    "bulletin": {
        "daily": [
            "{number} people fell ill in {place} since {day}, {body} counted, and {thousands} "
            "since the outbreak began; {number} of them are in the hospital of {place}."
        ],
        "standing": [
            "The fever comes with the water of shallow wells. Who has it should drink much, keep "
            "to the house for nine days and send for a nurse when the rash appears.",
            "Wells are tested in the order in which they were named to the town halls. The list "
            "is renewed every morning and hangs beside the doors of all schools.",
        ],
    },
    "live": {
        "daily": [
            "{number} minutes past the hour: {body} says the {thing} at {place} is under control, "
            "and that {number} people were brought to safety.",
            "{person} arrives in {place} and speaks to {number} families in the gymnasium.",
            "The road to {place} is open again for {number} lorries an hour, says {body}.",
            "A ship with {thousands} blankets has left {place}.",
        ],
        "standing": [
            "The blackout began when the line over the strait was cut on the first morning, and "
            "the whole of the coast has been without power since then.",
            "The cabinet meets twice a day. It has asked everybody to boil water before drinking "
            "it, and to leave the telephone lines to those who are in need.",
            "Those who look for relatives are asked to go to the town halls, where the lists hang.",
        ],
    },
}

WORDS = {
    "headlines": [
        "Fire at the {thing} of {place}",
        "{person}: what we know",
        "{place} counts its losses",
        "After the {thing}: {place} waits",
        "Questions for {person}",
    ],
    "styles": ["“", '"', "”", '"', "harbour", "harbor", "labour", "labor", "honour", "honor",
               "colour", "color", "metres", "meters", "organised", "organized"],
    "swaps": ["killed", "wounded", "were", "were not", "opposite", "behind", "denied", "said",
              "fell", "rose", "remains", "is never", "first", "second", "will", "will not",
              "found", "sought", "third", "fourth", "put", "not put", "had", "had not",
              "failed", "grew", "sent", "refused", "stayed", "were", "called", "never called",
              "walked", "ran"],
}  # fmt: skip
