"""How saved pages are read: `python -m tests.tools.saved_pages [SHAPE]`.

Made-up articles in several languages, a page of each in the shapes that sites have. A paragraph
counts from 90 % likeness. With a SHAPE, what is wrong on its pages is printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from statistics import fmean, median, quantiles
from typing import Final, NamedTuple

from retrieval.articles.files import prepare
from retrieval.articles.formats.pages.page import parse
from retrieval.errors import ArticleFormError
from retrieval.model import Article
from tests.tools.saved_pages.articles import LANGUAGES, Made, made
from tests.tools.saved_pages.no_articles import NO_ARTICLES
from tests.tools.saved_pages.other_shapes import OTHER_SHAPES, UNDATED
from tests.tools.saved_pages.shapes import SHAPES, Shape
from tests.tools.saved_pages.third_shapes import THIRD_SHAPES
from tests.tools.saved_pages.walls import WALLS

ALL: Final = SHAPES | OTHER_SHAPES | WALLS | THIRD_SHAPES
ALIKE: Final = 0.9


class Read(NamedTuple):
    """How one page was read, each from 0 to 1; `day` is None where none was declared and none
    read."""

    name: str
    precision: float
    recall: float
    headline: bool
    day: bool | None
    outlet: bool
    seconds: float

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read(name: str, shape: Shape, given: Made, *, told: bool = False) -> Read:
    """What is read of the article's page in this shape; `told`: what is wrong is printed."""
    raw = shape(given).encode()
    start = time.process_time()
    try:
        article = parse(raw, article_id=name, path=name)
    except ArticleFormError as error:
        if told:
            print(f"{name} {given.language.code}: {error.reason}")
        return Read(name, 0, 0, False, False, False, time.process_time() - start)
    seconds = time.process_time() - start
    found, wanted = paragraphs(article), given.paragraphs
    right = [each for each in found if is_among(each, wanted)]
    missed = [each for each in wanted if not is_among(each, found)]
    headline = article.headline == given.headline
    if told:
        for each in found:
            if each not in right:
                print(f"{name} {given.language.code} + {each[:150]}")
        for each in missed:
            print(f"{name} {given.language.code} - {each[:150]}")
        if not headline:
            print(f"{name} {given.language.code} headline {article.headline!r}")
    declared = None if name in UNDATED else given.published
    stated = declared or article.published
    day = None if not stated else (article.published or "")[:10] == (declared or "?")[:10]
    precision = len(right) / len(found) if found else 0.0
    recall = 1 - len(missed) / len(wanted)
    outlet = article.outlet == given.language.outlet
    return Read(name, precision, recall, headline, day, outlet, seconds)


def paragraphs(article: Article) -> list[str]:
    """The words of its paragraphs."""
    blocks = [each for each in article.blocks if each.kind == "paragraph"]
    return [article.body[each.start : each.end] for each in blocks]


def is_among(words: str, others: Sequence[str]) -> bool:
    """Whether one of the others is at least 90 % like it."""
    if words in others:
        return True
    return any(
        SequenceMatcher(None, words, each, autojunk=False).ratio() >= ALIKE for each in others
    )


def refused(name: str, given: Made) -> bool:
    """Whether a page without an article is read as none."""
    try:
        parse(NO_ARTICLES[name](given).encode(), article_id=name, path=name)
    except ArticleFormError:
        return True
    return False


def line(name: str, found: Sequence[Read]) -> str:
    """The figures of some pages."""
    days = [each.day for each in found if each.day is not None]
    day = f"{fmean(days):.2f}" if days else "-"
    return (
        f"| {name} | {len(found)} | {fmean(each.precision for each in found):.3f} / "
        f"{fmean(each.recall for each in found):.3f} / {fmean(each.f for each in found):.3f} | "
        f"{fmean(each.headline for each in found):.2f} | {day} | "
        f"{fmean(each.outlet for each in found):.2f} |"
    )


def main(wanted: str | None) -> None:
    """Prints the figures of each shape and of all."""
    prepare()
    made_up = [made(language, seed) for language in LANGUAGES for seed in range(2)]
    read("warm", SHAPES["wordpress"], made_up[0])
    print(
        "| shape | pages | paragraphs P / R / F | headline | day | outlet |\n"
        "|---|---|---|---|---|---|"
    )
    everything: list[Read] = []
    for name, shape in ALL.items():
        if wanted in (None, name):
            found = [read(name, shape, each, told=bool(wanted)) for each in made_up]
            print(line(name, found))
            everything += found
    print(line("all", everything))
    times = sorted(1000 * each.seconds for each in everything)
    print(f"ms a page: median {median(times):.0f}, p95 {quantiles(times, n=20)[-1]:.0f}")
    gates = [refused(name, each) for name in NO_ARTICLES for each in made_up]
    print(f"pages without an article: {sum(gates)} of {len(gates)} read as none")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
