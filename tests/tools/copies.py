"""How surely copies of one text are found, over made-up articles.

    python -m tests.tools.copies [--seed N] [--texts N]

Prints, for pairs of articles, precision and recall by grade; and, for quotes that `Archive.ask`
gives to a question in a paragraph's own words, how many other prints of the paragraph are named
beside it, how many that say something else, and how many of these are quoted themselves.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory
from typing import NamedTuple

from retrieval import Archive
from tests.tools.printed import Print, made


class Figures(NamedTuple):
    """Found among there were, by grade; the pairs, or names, that are wrong."""

    found: Counter[str]
    there: Counter[str]
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.there.total())

    @property
    def precision(self) -> float:
        return self.found.total() / max(1, self.found.total() + len(self.wrong))

    def lines(self) -> str:
        by_grade = ", ".join(f"{g} {self.found[g]}/{self.there[g]}" for g in sorted(self.there))
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({by_grade})" + "".join(
            f"\n  wrong: {each}" for each in self.wrong[:10]
        )


def reindexed(folder: Path, prints: Sequence[Print]) -> Archive:
    """An archive of the prints."""
    rows = folder / "prints.jsonl"
    rows.write_text("".join(json.dumps(each.as_row()) + "\n" for each in prints), "utf-8")
    archive = Archive(folder / "coverage.db")
    archive.reindex([rows])
    return archive


def pairs(path: Path, prints: Sequence[Print]) -> Figures:
    """Of which pairs of articles it was found that they print one text."""
    with connect(path) as database:
        text = dict(
            database.execute(
                "select id, text from copies join articles on number = article"
            ).fetchall()
        )
    found, there, wrong = Counter[str](), Counter[str](), []
    for one, other in combinations(prints, 2):
        joined = text.get(one.id, one.id) == text.get(other.id, other.id)
        grade = "+".join(sorted({one.grade, other.grade} - {"agency"}))
        if one.text is not None and one.text == other.text:
            if "agency" in (one.grade, other.grade):
                there[grade] += 1
                found[grade] += joined
        elif joined:
            wrong.append(f"{one.id} and {other.id}")
    return Figures(found, there, tuple(wrong))


def quotes(archive: Archive, prints: Sequence[Print]) -> tuple[Figures, Figures]:
    """Which prints of quoted paragraphs are named; and which wordings of paragraphs that say
    something else somewhere are quoted each by itself, not folded into another."""
    printed = defaultdict[int, list[tuple[Print, bool, str]]](list)
    for article in prints:
        for each in article.paragraphs:
            printed[each.origin].append((article, each.changed, each.text))
    by_text = {each.text: each for article in prints for each in article.paragraphs}
    texts = {article.id: article.text for article in prints}
    found, there, wrong = Counter[str](), Counter[str](), []
    apart, wordings = Counter[str](), Counter[str]()
    for origin, those in printed.items():
        of_texts = [each for each in those if each[0].text is not None]
        if len({article.id for article, *_ in of_texts}) < 2:
            continue
        answer = archive.ask(those[0][2], limit=30)
        quoted = {each.text for each in answer.quotes}
        for article, changed, text in of_texts:
            if changed:
                wordings[article.grade] += 1
                apart[article.grade] += text in quoted
        for quote in answer.quotes:
            paragraph = by_text.get(quote.text)
            if paragraph is None or paragraph.origin != origin:
                continue
            if texts[quote.citation.article] is None:
                continue
            named = {copy.article for copy in quote.copies}
            for article, changed, text in of_texts:
                if article.id == quote.citation.article:
                    continue
                if changed == paragraph.changed and (not changed or text == quote.text):
                    there[article.grade] += 1
                    found[article.grade] += article.id in named
                elif article.id in named:
                    wrong.append(f"{quote.citation.article} {article.id}: {quote.text[:60]}")
    return Figures(found, there, tuple(wrong)), Figures(apart, wordings, ())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=60)
    given = parser.parse_args()
    prints = made(given.seed, given.texts)
    with TemporaryDirectory() as folder, reindexed(Path(folder), prints) as archive:
        of_pairs = pairs(archive.path, prints)
        named, apart = quotes(archive, prints)
    print(f"{len(prints)} articles of {given.texts} texts")
    print("pairs of articles:", of_pairs.lines())
    print("prints named beside quotes:", named.lines())
    print(f"other wordings quoted by themselves: {apart.recall:.3f} of {apart.there.total()}")


if __name__ == "__main__":
    main()
