"""The words and the sentences of the made-up coverage: taken from the seeds, or coined alike."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from retrieval.analysis.terms import terms

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NO_DAYS = ("the whole", "the spot", "the record")
_PART = re.compile(
    rf"(?P<date>(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)})\b(?: \d{{4}})?|(?:{'|'.join(_WEEKDAYS)})\b)"
    r"|(?P<word>\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")


class Frame(NamedTuple):
    """A sentence without its words of meaning: a format string with `slots` {}s and any {d}."""

    template: str
    slots: int
    words: int


def frames(seeds: Path) -> tuple[list[Frame], list[str]]:
    """The sentences of the articles in `seeds`, and the words of meaning taken out of them."""
    found, pool = [], []

    def slot(part: re.Match[str]) -> str:
        if part["date"]:
            return "{d}"
        if not terms(part["word"]):
            return part["word"]
        pool.append(part["word"])
        return "{}"

    for path in sorted(seeds.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for sentence in _SENTENCE_END.split(line):
                if sentence.endswith((".", "?", "!")) and not set(sentence) & set("{}"):
                    template = _PART.sub(slot, sentence)
                    found.append(Frame(template, template.count("{}"), len(sentence.split())))
    return found, pool


class Coiner:
    """Makes up words: letters that follow each other as in the words it learned from."""

    def __init__(self, seed: int, words: list[str]) -> None:
        self.random = random.Random(seed)
        self.known = set(words)
        self.next: dict[str, list[str]] = {}
        for word in words:
            if word.isalpha() and len(word) > 3:
                letters = f"^^{word.casefold()}$"
                for at in range(2, len(letters)):
                    self.next.setdefault(letters[at - 2 : at], []).append(letters[at])

    def coin(self) -> str:
        """A word never made before: a name, a common word or, one in twelve, a number."""
        kind = self.random.random()
        word = ""
        while len(word) < 4 or word in self.known:
            if kind < 1 / 12:
                word = str(int(10 ** (3 + 5 * self.random.random())))
            else:
                word += self._letters()
                word = word.capitalize() if kind < 1 / 2 else word
        self.known.add(word)
        return word

    def _letters(self) -> str:
        made = "^^"
        while not made.endswith("$"):
            following = self.next[made[-2:]]
            made += following[int(self.random.random() * len(following))]
        return made[2:-1]


def when(day: date, turn: int) -> str:
    """What stands where a seed has a date: in turn a day lately, a weekday or, mostly, no day at
    all: seeds speak of days twice as often as real coverage (8 times in 1,000 words)."""
    spoken = day - timedelta(days=turn % 11)
    if turn % 7 == 0:
        return f"{spoken.day} {_MONTHS[spoken.month - 1]} {spoken.year}"
    return _WEEKDAYS[spoken.weekday()] if turn % 7 == 1 else _NO_DAYS[turn % 3]
