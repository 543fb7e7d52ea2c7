"""How well speakers are found: sentences with known speakers, and the figures over them.

JSON Lines: `{"id", "before", "sentence", "after", "speakers": [{"speaker", "stance", "party",
"where"}]}`, `where` is "in" the sentence or beside it; a party is a letter (see `PARTIES`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.answering.speakers import speaker_of
from retrieval.articles.folders import opened
from retrieval.evaluation.questions import QuestionsError
from retrieval.languages.english.word_classes import PRONOUNS
from retrieval.model import Attribution
from retrieval.speakers.attribution import attributed
from retrieval.speakers.parties import Parties

PARTIES: Final = {
    "U": "Ukraine",
    "R": "Russia",
    "T": "third country",
    "I": "international body",
    "X": "no side",
    "N": "unnamed",
}
"""What the letters stand for in a table of speakers."""
STANCES: Final = {"acknowledged": "confirmed", "announced": "said"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its neighbours and its known speakers, each with class and party."""

    id: str
    text: str
    span: tuple[int, int]
    inside: Mapping[str, tuple[frozenset[str], str]]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a sentence: `inside`, speaker by class and party; `beside`, if it has
    no speaker of its own."""

    labelled: Labelled
    inside: Mapping[str, tuple[str, str | None]]
    beside: str | None

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Speakers found that overlap known ones, each with that."""
        for found in self.inside:
            known = next((each for each in self.labelled.inside if _overlap(found, each)), None)
            if known is not None:
                yield found, known

    @property
    def wrong(self) -> list[str]:
        """What is wrong, each in words."""
        known, right = self.labelled.inside, dict(self.pairs)
        lines = [f"not found: {each}" for each in known if each not in right.values()]
        lines += [f"nobody's: {each}" for each in self.inside if each not in right]
        lines += [f"{each}, not {of}" for each, of in right.items() if each != of]
        if self.beside and self.beside not in self.labelled.beside:
            lines.append(f"beside it, nobody's: {self.beside}")
        for found, of in right.items():
            (stance, party), (stances, letter) = self.inside[found], known[of]
            if stance not in stances:
                lines.append(f"{found}: {stance}, not {' or '.join(sorted(stances))}")
            if party != PARTIES.get(letter):
                lines.append(f"{found}: {party or 'no party'}, not {PARTIES.get(letter)}")
        return lines


def read_labelled(path: Path) -> list[Labelled]:
    """The sentences in the file. Raises QuestionsError."""
    try:
        with opened(path) as file:
            lines = file.read().decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError(path, None, f"cannot be read ({error})") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                found.append(_labelled(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = "no sentence with `id`, `sentence` and `speakers`"
            raise QuestionsError(path, number, reason) from error
    if not found:
        raise QuestionsError(path, None, "holds no sentences")
    return found


def judge(labelled: Labelled, parties: Parties) -> Judged:
    """What the rules find in a sentence."""
    said = attributed(labelled.text)
    start, end = labelled.span
    inside: dict[str, tuple[str, str | None]] = {}
    for each in said:
        if start <= each.verb[0] < end:
            text = _text(labelled, each)
            inside.setdefault(text, (each.stance, parties.of(text)))
    beside = None if inside else speaker_of(said, labelled.span)
    return Judged(labelled, inside, _text(labelled, beside) if beside else None)


def figures(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Each figure as so many of so many."""
    pairs = [(each, *pair) for each in judged for pair in each.pairs]
    known = sum(len(each.labelled.inside) for each in judged)
    found = sum(len(each.inside) for each in judged)
    exact = sum(one == other for _, one, other in pairs)
    recalled = sum(len({known for _, known in each.pairs}) for each in judged)
    nobody = [each for each in judged if not each.labelled.inside and not each.labelled.beside]
    beside = [each for each in judged if each.beside]
    stances = [each.inside[one][0] in each.labelled.inside[of][0] for each, one, of in pairs]
    return {
        "speaker: precision": (len(pairs), found),
        "speaker: recall": (recalled, known),
        "overlapping span: F1": (2 * len(pairs), found + known),
        "exact span: F1": (2 * exact, found + known),
        "nobody named, kept": (sum(not (e.inside or e.beside) for e in nobody), len(nobody)),
        "beside: precision": (
            sum(each.beside in each.labelled.beside for each in beside),
            len(beside),
        ),
        "class": (sum(stances), len(stances)),
        **_parties(pairs),
    }


def _parties(pairs: Sequence[tuple[Judged, str, str]]) -> dict[str, tuple[int, int]]:
    """The figures for parties, over speakers found."""
    named = [
        (each.inside[one][1], PARTIES.get(each.labelled.inside[of][1]), one.lower())
        for each, one, of in pairs
    ]
    sides = {PARTIES["U"], PARTIES["R"]}
    answered = [(party, known) for party, known, _ in named if party]
    nouns = [party for party, _, speaker in named if speaker not in PRONOUNS]
    return {
        "party: right": (sum(party == known for party, known in answered), len(answered)),
        "party: abstains": (len(named) - len(answered), len(named)),
        "... but for pronouns": (nouns.count(None), len(nouns)),
        "party: sides swapped": (
            sum({party, known} == sides for party, known in answered),
            len(answered),
        ),
    }


def _labelled(record: Mapping[str, Any]) -> Labelled:
    before, sentence, after = (record.get(key) or "" for key in ("before", "sentence", "after"))
    if not sentence:
        raise KeyError("sentence")
    start = len(before) + 1 if before else 0
    inside: dict[str, tuple[frozenset[str], str]] = {}
    for each in record["speakers"]:
        if each["where"] == "in":
            stance = STANCES.get(each["stance"], each["stance"])
            stances, party = inside.get(each["speaker"], (frozenset(), each["party"]))
            inside[each["speaker"]] = stances | {stance}, party
    beside = tuple(each["speaker"] for each in record["speakers"] if each["where"] != "in")
    text = " ".join(filter(None, (before, sentence, after)))
    return Labelled(record["id"], text, (start, start + len(sentence)), inside, beside)


def _text(labelled: Labelled, said: Attribution) -> str:
    return labelled.text[slice(*said.speaker)]


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one
