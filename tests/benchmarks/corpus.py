"""A made-up coverage that grows like a real one: the same seed gives the same articles.

Sentences are those of seeds/*.txt with every word that carries meaning replaced. The words that
replace them come from a Simon process (H. Simon, On a Class of Skew Distribution Functions, 1955):
a word is now and then new, else a copy of an earlier one, mostly from anywhere before, sometimes
from the same article or from the story that the article carries on. That gives Zipf's law, a
vocabulary that grows with the square root of the text (Heaps' law, as in Reuters RCV1), and words
that come in bursts. A smaller coverage is the beginning of a larger one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.words import Coiner, Frame, frames, when

SEEDS: Final = Path(__file__).parents[2] / "seeds"
PARAGRAPHS: Final = 25
"""Paragraphs, and so passages, of every article."""
BLOCK: Final = 40
"""Articles made at a time."""

_SAME_ARTICLE, _SAME_STORY = 0.20, 0.15  # shares of words taken from there
_STORY_REACH = 120  # articles back to the one that a story carries on, on average
_NEW_WORDS = 50  # the vocabulary grows by this times the square root of the words written
_LENGTH_MEDIAN, _LENGTH_SPREAD = 60, 0.45  # words of a paragraph, log-normal
_SHORTEST, _LONGEST = 12, 160
_ARTICLES_A_DAY, _FIRST_DAY = 25, date(2022, 2, 24)
_OUTLETS = ("Coast Post", "Island Wire", "Larnholm Gazette", "Sample Daily", "The Sample Times")
_HEADLINES = ("{} {} in {} as {} {}", "{}: {} and {} after {}", "Why {} {} the {} of {} in {}")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Article(NamedTuple):
    """A made-up article; `number` counts from 0 in the order of time, as its id does."""

    number: int
    headline: str
    paragraphs: list[str]
    outlet: str
    published: str

    @property
    def id(self) -> str:
        return f"a{self.number:07}"


def articles(seed: int, passages: int) -> Iterator[Article]:
    """The first articles of the coverage that `seed` makes, at least `passages` passages of them.

    Articles come in whole blocks of BLOCK x PARAGRAPHS = 1,000 passages.
    """
    maker = _Maker(seed, *frames(SEEDS))
    for block in range(-(-passages // (BLOCK * PARAGRAPHS))):
        yield from maker.block(block * BLOCK)


class _Maker:
    """Writes one block of articles after another."""

    def __init__(self, seed: int, frames: list[Frame], pool: list[str]) -> None:
        self.frames = frames
        self.bits = np.random.PCG64(seed)  # its raw stream is the same in every numpy
        self.words = list(dict.fromkeys(pool))
        self.coiner = Coiner(seed, pool)
        numbers = {word: number for number, word in enumerate(self.words)}
        self.text = np.empty(1 << 20, dtype=np.int32)  # the words written so far, by number
        self.text[: len(pool)] = [numbers[word] for word in pool]
        self.seeded = self.end = len(pool)
        self.starts: list[int] = []  # where in `text` each article starts

    def block(self, first: int) -> list[Article]:
        """The BLOCK articles from number `first` on."""
        plans = [self._plan() for _ in range(BLOCK)]
        ends = self._write([sum(f.slots for each in plan for f in each) for plan in plans])
        return [
            self._article(first + at, plan, self.text[start:end].tolist())
            for at, (plan, (start, end)) in enumerate(zip(plans, pairwise(ends), strict=True))
        ]

    def _uniform(self, count: int) -> Floats:
        raw = np.atleast_1d(np.asarray(self.bits.random_raw(count), dtype=np.uint64))
        shares: Floats = (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
        return shares

    def _plan(self) -> list[list[Frame]]:
        """The sentences of each paragraph of an article."""
        normal = np.sqrt(-2 * np.log(1 - self._uniform(PARAGRAPHS)))
        normal = normal * np.cos(2 * np.pi * self._uniform(PARAGRAPHS))
        lengths = np.clip(
            _LENGTH_MEDIAN * np.exp(_LENGTH_SPREAD * normal), _SHORTEST, _LONGEST
        ).tolist()
        choices = iter((self._uniform(PARAGRAPHS * 40) * len(self.frames)).astype(int).tolist())
        plan = []
        for length in lengths:
            paragraph = [self.frames[next(choices)]]
            words = paragraph[0].words
            while words < length - 8:
                frame = self.frames[next(choices)]
                if words + frame.words <= _LONGEST:
                    paragraph.append(frame)
                words += frame.words
            plan.append(paragraph)
        return plan

    def _write(self, sizes: list[int]) -> list[int]:
        """Writes so many words for each article; where in `text` they start, and the end."""
        begin, count = self.end, sum(sizes)
        while begin + count > len(self.text):
            self.text = np.concatenate([self.text, np.empty_like(self.text)])
        ends = [begin, *(begin + np.cumsum(sizes)).tolist()]
        sources, new = self._sources(sizes, ends)
        local = sources - begin  # where it is negative, the word stands before this block
        while True:
            inside = np.flatnonzero(local >= 0)
            further = local[local[inside]]
            if (further == local[inside]).all():
                break  # all of them are new words
            local[inside] = further
        coined = np.empty(count, dtype=np.int32)
        coined[new] = np.arange(len(self.words), len(self.words) + new.sum())
        before = local < 0
        written = coined[np.where(before, 0, local)]
        written[before] = self.text[local[before] + begin]
        self.words.extend(self.coiner.coin() for _ in range(int(new.sum())))
        self.text[begin : begin + count] = written
        self.end = begin + count
        return ends

    def _sources(self, sizes: list[int], ends: list[int]) -> tuple[Ints, NDArray[np.bool_]]:
        """For each word to write the place of the one it copies, its own where it is new."""
        begin, count = self.end, sum(sizes)
        here = np.arange(begin, begin + count)
        start = np.repeat(ends[:-1], sizes)
        kind, which = self._uniform(count), self._uniform(count)
        sources = (which * begin).astype(np.int64)
        told_before = self._stories(ends)
        story = np.repeat(told_before, sizes, axis=0)
        from_story = (kind < _SAME_ARTICLE + _SAME_STORY) & (story[:, 1] > 0)
        sources = np.where(from_story, story[:, 0] + (which * story[:, 1]).astype(int), sources)
        from_here = (kind < _SAME_ARTICLE) & (here > start)
        sources = np.where(from_here, start + (which * (here - start)).astype(int), sources)
        growth = _NEW_WORDS * (np.sqrt(begin + count) - np.sqrt(begin))
        new = self._uniform(count) < growth / count
        return np.where(new, here, sources), new

    def _stories(self, ends: list[int]) -> Ints:
        """For each new article the place and the length of the one that it carries on; 0, 0."""
        before = len(self.starts)
        self.starts += ends[:-1]
        bounds = [*self.starts, ends[-1]]
        back = (-np.log(1 - self._uniform(len(ends) - 1)) * _STORY_REACH).astype(int) + 1
        found = []
        for at, steps in enumerate(back.tolist()):
            told = before + at - steps
            found.append((bounds[told], bounds[told + 1] - bounds[told]) if told >= 0 else (0, 0))
        return np.array(found, dtype=np.int64)

    def _article(self, number: int, plan: list[list[Frame]], text: list[int]) -> Article:
        words = iter([self.words[word] for word in text])
        day = _FIRST_DAY + timedelta(days=number // _ARTICLES_A_DAY)
        paragraphs = []
        turn = count(number)
        for paragraph in plan:
            filled = [
                frame.template.format(
                    *(next(words) for _ in range(frame.slots)), d=when(day, next(turn))
                )
                for frame in paragraph
            ]
            paragraphs.append(" ".join(each[:1].upper() + each[1:] for each in filled))
        main = list(dict.fromkeys(self.words[word] for word in text[3:120:7]))
        headline = _HEADLINES[number % len(_HEADLINES)].format(*main)
        headline = headline[:1].upper() + headline[1:]
        return Article(
            number, headline, paragraphs, _OUTLETS[number % len(_OUTLETS)], day.isoformat()
        )
