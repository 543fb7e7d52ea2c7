"""Made-up articles as several outlets print them: copies of many grades, and what only looks alike.

Each paragraph keeps its `origin`, a number, and `changed`: whether it says something else than the
agency's. All is drawn from a seed; no word is anybody's but ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from tests.tools.invented import FRAMES, NAMES, PARAGRAPHS, WORDS

OUTLETS = (
    "Oster Post",
    "Kurier",
    "Daily Nadir",
    "Strait Herald",
    "Larn Gazette",
    "Tern Weekly",
    "Harbour News",
)


@dataclass(frozen=True)
class Paragraph:
    """`origin`: the paragraph of which it is a print; `changed`: it says something else."""

    text: str
    origin: int
    changed: bool = False


@dataclass(frozen=True)
class Print:
    """An article; those of one `text` are copies of each other, unless that is None."""

    id: str
    headline: str
    outlet: str
    day: date
    paragraphs: tuple[Paragraph, ...]
    text: int | None
    grade: str = "agency"

    def as_row(self) -> dict[str, str]:
        """The article as a record of JSON Lines."""
        return {
            "id": self.id,
            "headline": self.headline,
            "outlet": self.outlet,
            "published": self.day.isoformat(),
            "url": f"https://{self.outlet.lower().replace(' ', '-')}.example/{self.id}",
            "text": "\n\n".join(each.text for each in self.paragraphs),
        }


@dataclass
class Press:
    """Makes articles; `prints` are those made so far."""

    random: random.Random
    prints: list[Print] = field(default_factory=list)
    _origins: Iterator[int] = field(default_factory=count)

    def invented(self, template: str) -> str:
        """The template with names and figures of nobody's."""
        draw = self.random

        def fill(match: re.Match[str]) -> str:
            kind = match.group(1)
            if kind == "number":
                return f"{draw.randint(13, 997)}"
            if kind == "thousands":
                return f"{draw.randint(1, 97)},{draw.randint(100, 999)}"
            return draw.choice(NAMES[kind])

        return re.sub(r"\{(\w+)\}", fill, template)

    def written(self, templates: list[str]) -> tuple[Paragraph, ...]:
        """New paragraphs."""
        return tuple(Paragraph(self.invented(each), next(self._origins)) for each in templates)

    def agency(self, number: int) -> Print:
        """A text of its own."""
        day = date(2023, 1, 1) + timedelta(days=self.random.randint(0, 300))
        paragraphs = self.written(self.random.sample(PARAGRAPHS, self.random.randint(5, 10)))
        made = Print(f"{number}-agency", self.headline(), OUTLETS[0], day, paragraphs, number)
        return self.kept(made)

    def headline(self) -> str:
        return self.invented(self.random.choice(WORDS["headlines"]))

    def kept(self, article: Print) -> Print:
        self.prints.append(article)
        return article

    def copy(self, of: Print, grade: str, outlet: str) -> Print:
        """Another outlet's print of it, that day or on the next ones."""
        paragraphs = GRADES[grade](self, list(of.paragraphs))
        return self.kept(
            replace(
                of,
                id=f"{of.text}-{grade}",
                headline=of.headline if grade == "exact" else self.headline(),
                outlet=outlet,
                day=of.day + timedelta(days=self.random.choice((0, 0, 1, 3))),
                paragraphs=tuple(paragraphs),
                grade=grade,
            )
        )

    def lookalikes(self, number: int) -> None:
        """Several days of what is printed in one frame, by one outlet or by several."""
        day = date(2023, 1, 1) + timedelta(days=self.random.randint(0, 300))
        for frame, templates in FRAMES.items():
            standing = self.written(templates["standing"])
            for after in range(3):
                outlet = OUTLETS[(number + after * (number % 2)) % len(OUTLETS)]
                new = self.written(templates["daily"])
                name = f"{number}-{frame}-{after}"
                on = day + timedelta(days=after if frame != "regions" else 0)
                self.kept(Print(name, self.headline(), outlet, on, (*new, *standing), None, frame))

    def follow_up(self, of: Print, outlet: str) -> None:
        """Another article that takes two paragraphs from it, and a round-up that has all of it."""
        new = self.written(self.random.sample(PARAGRAPHS, 6))
        on = of.day + timedelta(days=1)
        some = (*new, *of.paragraphs[1:3])
        self.kept(Print(f"{of.text}-later", self.headline(), outlet, on, some, None, "later"))
        items = [self.written(self.random.sample(PARAGRAPHS, 6)) for _ in range(9)]
        every = (*sum(items[:4], ()), *of.paragraphs, *sum(items[4:], ()))
        self.kept(Print(f"{of.text}-blog", self.headline(), outlet, on, every, None, "blog"))


Grade = Callable[[Press, list[Paragraph]], list[Paragraph]]


def _exact(_: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    return paragraphs


def _credited(press: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    first, last = paragraphs[0], paragraphs[-1]
    place = press.random.choice(NAMES["place"])
    first = replace(first, text=f"{place.upper()}, March 4 (Straits Agency) — {first.text}")
    return [first, *paragraphs[1:-1], replace(last, text=f"{last.text} (Straits Agency)")]


def _cut(_: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    return paragraphs[: -(-len(paragraphs) * 6 // 10)]


def _short(_: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    return paragraphs[:2]


def _styled(_: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    styles = WORDS["styles"]
    found = []
    for each in paragraphs:
        text = re.sub(r"(\d),(\d{3})", r"\1\2", each.text)
        for one, other in zip(styles[::2], styles[1::2], strict=True):
            text = text.replace(one, other)
        found.append(replace(each, text=text))
    return found


def _framed(press: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    lead, background = press.written(press.random.sample(PARAGRAPHS, 2))
    return [lead, *paragraphs, background]


def _merged(_: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    first, second, *rest = paragraphs
    return [replace(first, text=f"{first.text} {second.text}"), *rest]


def _figure(press: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    having = [at for at, each in enumerate(paragraphs) if re.search(r"\d", each.text)]
    at = press.random.choice(having)
    text = re.sub(r"\d+(?=\D*$)", lambda found: str(int(found.group()) + 1), paragraphs[at].text)
    paragraphs[at] = replace(paragraphs[at], text=text, changed=True)
    return paragraphs


def _word(press: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A word is another one, or a "not" comes in."""
    swaps = WORDS["swaps"]
    pairs = [*zip(swaps[::2], swaps[1::2], strict=True)]
    having = [
        (at, pair)
        for at, each in enumerate(paragraphs)
        for pair in pairs
        if f" {pair[0]} " in each.text
    ]
    at, (one, other) = press.random.choice(having)
    text = paragraphs[at].text.replace(f" {one} ", f" {other} ", 1)
    paragraphs[at] = replace(paragraphs[at], text=text, changed=True)
    return paragraphs


def _rewritten(_: Press, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Of four paragraphs one in other words."""
    for at in range(1, len(paragraphs), 4):
        lead, rest = paragraphs[at].text.split(" ", 1)
        text = f"As was reported, {lead.lower()} {rest} This could not be verified."
        paragraphs[at] = replace(paragraphs[at], text=text, changed=True)
    return paragraphs


GRADES: dict[str, Grade] = {
    "exact": _exact,
    "credited": _credited,
    "cut": _cut,
    "short": _short,
    "styled": _styled,
    "framed": _framed,
    "merged": _merged,
    "figure": _figure,
    "word": _word,
    "rewritten": _rewritten,
}


def made(seed: int, texts: int) -> list[Print]:
    """All prints of so many texts, three or four copies of each, and what looks alike."""
    press = Press(random.Random(seed))
    for number in range(texts):
        agency = press.agency(number)
        grades = press.random.sample([*GRADES], 4)
        for grade, outlet in zip(grades, OUTLETS[1:], strict=False):
            press.copy(agency, grade, outlet)
        press.follow_up(agency, OUTLETS[-1])
        press.lookalikes(number)
    press.random.shuffle(press.prints)
    return press.prints
