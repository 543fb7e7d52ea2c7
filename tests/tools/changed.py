"""Articles as they change from one reindex to the next, of a file or a folder that is read."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final

from retrieval.articles.formats.frontmatter import part
from tests.tools.enlarged import Row, Words, copied, moved, rows_of, written

PART: Final = 10
"""One article in so many is added, one changed, one removed."""
_SENTENCE: Final = re.compile(r"[^.!?\n]{20,}[.!?]")
_GAP: Final = "\n\n"
_DAYS: Final = 20


class Source:
    """A copy of a corpus in the folder `at`, which reindexes read: JSON Lines, packed or not, or a
    folder of texts, what else it has staying as it is."""

    def __init__(self, corpus: Path, at: Path) -> None:
        self.path = at / corpus.name
        if corpus.is_dir():
            shutil.copytree(corpus, self.path)
            self.rows = [_row_of(each) for each in sorted(self.path.glob("*.txt"))]
        else:
            self.rows = rows_of(Path(shutil.copyfile(corpus, self.path)))

    def write(self, rows: Sequence[Row]) -> None:
        """These are its articles from now on."""
        self.rows = [*rows]
        if not self.path.is_dir():
            written(self.path, rows)
            return
        for each in self.path.glob("*.txt"):
            each.unlink()
        for row in rows:
            (self.path / f"{row['id']}.txt").write_text(_text_of(row), encoding="utf-8")


def changed(rows: Sequence[Row], seed: int, ahead: str) -> list[Row]:
    """The articles with a tenth of them gone, a tenth altered, some of which wait for the moment
    `ahead`, and a tenth of new ones among them. The same articles and seed give the same."""
    chance, words = Random(seed), Words(rows)
    order = chance.sample(range(len(rows)), len(rows))
    some = max(1, len(rows) // PART)
    gone, others = set(order[:some]), order[some : some + max(len(_WAYS), some)]
    ways = {at: _WAYS[number % len(_WAYS)] for number, at in enumerate(others)}
    found = [
        {**row, **ways[at](row, words, chance, ahead)} if at in ways else row
        for at, row in enumerate(rows)
        if at not in gone
    ]
    for new in copied([rows[at] for at in order[-some:]], words, seed):
        found.insert(chance.randrange(len(found) + 1), new)
    return found


def _row_of(path: Path) -> Row:
    fields, text = part(path.read_text(encoding="utf-8"))
    return {"id": path.stem, "text": text, **{str(name): each for name, each in fields.items()}}


def _text_of(row: Row) -> str:
    fields = {name: str(each) for name, each in row.items() if name not in ("id", "text")}
    lines = [f"{name}: {json.dumps(each, ensure_ascii=False)}" for name, each in fields.items()]
    return "\n".join(["---", *lines, "---", row["text"]] if lines else [row["text"]])


def _sentence(row: Row, words: Words, chance: Random, _: str) -> Row:
    """A sentence is in other words."""
    text = row["text"]
    found = [*_SENTENCE.finditer(text)]
    if not found:
        return {"text": f"{text}{_GAP}So it was told again."}
    start, end = chance.choice(found).span()
    altered = words.altered(text[start:end], chance.randrange(PART), chance)
    return {"text": text[:start] + altered + text[end:]}


def _headline(row: Row, words: Words, chance: Random, _: str) -> Row:
    """The headline, or the line that is one, is in other words."""
    if "headline" in row:
        headline = words.altered(row["headline"], chance.randrange(PART), chance)
        return {"headline": f"{headline} again".strip()}
    first, *others = row["text"].split("\n")
    return {"text": "\n".join([f"{first} again", *others])}


def _day(row: Row, _: Words, chance: Random, __: str) -> Row:
    """The day is another one; of an undated article, one."""
    published = row.get("published") or "2022-06-01"
    return {"published": moved(published, chance.randrange(1, _DAYS))}


def _waits(_: Row, __: Words, ___: Random, ahead: str) -> Row:
    """It is not to be out before a moment."""
    return {"embargo": ahead}


def _shorter(row: Row, _: Words, chance: Random, __: str) -> Row:
    """A paragraph is gone."""
    paragraphs = row["text"].split(_GAP)
    if len(paragraphs) > 2:
        del paragraphs[chance.randrange(1, len(paragraphs))]
    return {"text": _GAP.join(paragraphs)}


_WAYS: Final[tuple[Callable[[Row, Words, Random, str], Row], ...]] = (
    _sentence,
    _headline,
    _day,
    _waits,
    _shorter,
)
