"""Numbers that count nothing: parts of names, times, ages, ordinals, years, measures."""

from __future__ import annotations

import re
from typing import Final

_NAMED: Final = (
    "flight|route|highway|interstate|article|section|title|chapter|clause|rule|amendment|room|gate"
    "|runway|terminal|day|phase|level|category|type|mark|model|number|nos?|class|grade|division"
    "|group|game|season|episode|part|volume|page|paragraph|line|point|step|unit|reactor|block"
    "|pier|platform|track|covid|area|zone|sector|district|ward|precinct|boeing|airbus|cessna"
    "|tupolev|sukhoi|mig|ilyushin|antonov|embraer|bombardier|gulfstream|leopard|challenger|abrams"
    "|bradley|falcon|apollo|artemis|soyuz|iphone|windows|playstation|xbox|shahed|iskander|kinzhal"
    "|kalibr|neptune|patriot|himars|formula|mach|psalm|opus|euro|top|sars|agenda|studio|catch"
)
_MEASURES: Final = (
    "seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?"
    "|centur(?:y|ies)|stor(?:e?y|ey?s|ies)|floors?|met(?:re|er)s?|kilomet(?:re|er)s?|kms?|miles?"
    "|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|tons?|tonnes?|pounds?|kilos?|kilograms?"
    "|kgs?|ounces?|lit(?:re|er)s?|gallons?|degrees?|volts?|watts?|megawatts?|mph|kph|percent|per"
    "|percentage|points?|times|o['’]clock|a\\.?m|p\\.?m|dollars?|euros?|roubles?|rubles?|cents?"
)

PART_OF_A_NAME: Final = re.compile(rf"(?:\b(?:{_NAMED})\.?\s|#|№|\baged?\s)$", re.IGNORECASE)
"""Before a number: it belongs to a name ("flight 93"), or is an age."""

JOINED: Final = re.compile(r"(?:[^\W_]-|[0-9][:/–])$")
"""Before a number in digits: it belongs to a name ("Kh-101"), a time, a score, a range."""

MEASURE: Final = re.compile(
    r"(?:[\s-](?:hundred|thousand|million|billion))?"
    r"[\s-](?:(?:long|full|whole|straight|consecutive|more|further|square|cubic|metric|US)\s)?"
    rf"({_MEASURES})\b",
    re.IGNORECASE,
)
"""After a number: what it measures."""

NO_COUNT: Final = re.compile(r"\s?%|:[0-9]|[-–/][^\W_]")
"""After a number in digits: it is a share, a time, a score, a range, a part of a name."""

AGE: Final = re.compile(r",\s[1-9][0-9],")
"""Around a number: how old somebody is."""

ORDINAL_OR_YEAR: Final = re.compile(r"[0-9]+(?:st|nd|rd|th|s)|(?:1[5-9]|20)[0-9]{2}")

CURRENCY: Final = re.compile(r"[$£€¥₴]\s?$")
"""Before a number: it is money."""
