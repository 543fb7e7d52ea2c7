"""A coverage's articles, inverted anew one by one: what comes out must be what the passages, days,
lengths, counts and posting lists say."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from sqlite3 import Connection
from typing import Final

import numpy as np

from retrieval.inversion.inverted import Inverted
from retrieval.inversion.inverter import Inverter
from retrieval.reindex.soundness.altered import Finding, altered
from retrieval.reindex.soundness.keys import Keys
from retrieval.reindex.soundness.recount import DEAD, FREE, LIVE, Marked, Recount
from retrieval.reindex.soundness.repair import MARK
from retrieval.store.articles import article_by_number
from retrieval.store.database import meta
from retrieval.store.faults import NONSENSE
from retrieval.store.meaning.state import are_kept
from retrieval.store.traits.worded import packed

Report = Callable[[int, int], None]
_COLUMNS: Final = 7
"""A passage's columns, its terms not counted, which a file from before lacks."""
_UNREADABLE: Final = (*NONSENSE, sqlite3.OperationalError)


class Examination:
    """One examination of a file that SQLite finds whole."""

    def __init__(self, database: Connection, progress: Report | None) -> None:
        self.database = database
        self.progress = progress
        self.recount = Recount(database)
        self.inverter = Inverter()
        self.segments: list[Marked] = []
        self.done = self.total = 0  # passages, as the articles' and as the segments'
        self.keys = Keys(database)

    def findings(self) -> Iterator[Finding]:
        yield from altered(self.database)
        yield from self._segments()
        yield from self._dead()
        yield from self._articles()
        yield from self._free()
        yield from self._rows_of_nothing()
        yield from self.keys.findings()
        yield from self._terms()
        yield from self._meta()

    def _segments(self) -> Iterator[Finding]:
        rows = self.database.execute(
            "select number, base, size, average, total, lengths from segments order by base"
        )
        for number, base, size, average, total, blob in rows:
            if len(blob) != 4 * size:
                yield Finding(f"segment {number}", f"has {len(blob) / 4:g} lengths, not {size}")
                continue
            lengths = np.frombuffer(blob, dtype="<u4")
            if total != lengths.sum(dtype=np.int64):
                yield Finding(f"segment {number}", "its total is not that of its lengths")
            marks = np.full(size, FREE, dtype=np.uint8)
            self.segments.append(Marked(number, base, average, lengths, marks))
            self.total += size
        (passages,) = self.database.execute("select total(passages) from articles").fetchone()
        self.total += int(passages)
        for one, other in pairwise(self.segments):
            if one.base + len(one.marks) > other.base:
                yield Finding(f"segment {other.number}", f"overlaps segment {one.number}")

    def _dead(self) -> Iterator[Finding]:
        for (number,) in self.database.execute("select passage from dead order by passage"):
            if segment := self._segment_of(number, 1):
                segment.marks[number - segment.base] = DEAD
            else:
                yield Finding(f"dead passage {number}", "stands in no segment")

    def _articles(self) -> Iterator[Finding]:
        rows = self.database.execute(
            "select number, cast(id as blob), passages, key, paragraphs, first from articles "
            "where digest != ? order by number",
            [MARK],
        )
        for number, article_id, passages, *columns in rows:
            try:
                article = article_by_number(self.database, number)
                assert article is not None, f"article {number} vanished inside its transaction"
                [new] = self.inverter.invert([article])
                faults = list(self._article(new, number, passages, *columns))
            except _UNREADABLE as error:
                faults = [f"cannot be read ({error})"]
            where = f"article {article_id.decode(errors='replace')}"
            yield from (Finding(where, fault) for fault in faults)
            self._report(passages if isinstance(passages, int) else 0)

    def _article(
        self,
        new: Inverted,
        number: int,
        passages: int,
        key: str,
        paragraphs: int,
        first: int | None,
    ) -> Iterator[str]:
        """What is wrong with an article, given its row and what it should be."""
        if key != new.article.key:
            yield f"its key is {key}, not {new.article.key}"
        if paragraphs != new.article.paragraphs:
            yield f"counts {paragraphs} paragraphs, has {new.article.paragraphs}"
        self.keys.take(number, new.alike)
        yield from self._passages(new, number)
        days = self.database.execute(
            "select ordinal, first, last from passage_days where article = ?", [number]
        ).fetchall()
        if set(days) != set(new.days):
            yield "its days are not those that its text speaks of"
        speaking = self.database.execute(
            "select verb, verb_end, speaker, speaker_end, scope, scope_end, class from speakers "
            "where article = ? order by verb",
            [number],
        ).fetchall()
        if speaking != list(new.speaking):
            yield "its speakers are not those that its text names"
        if passages != len(new.passages) or first is None:
            yield f"counts {passages} passages, has {len(new.passages)}"
            return
        yield from self._place(new, first)
        if unknown := self.recount.take(new, self.inverter.words, first):
            yield f"the vocabulary lacks {len(unknown)} of its terms, such as {unknown[0]!r}"

    def _passages(self, new: Inverted, number: int) -> Iterator[str]:
        rows = self.database.execute(
            "select * from passages where article = ? order by ordinal", [number]
        ).fetchall()
        terms = [row[_COLUMNS:] for row in rows]
        rows = [row[1:_COLUMNS] for row in rows]
        if rows != [(ordinal, *row) for ordinal, row in enumerate(new.passages)]:
            yield "its passages are not those of its text"
        elif any(kept not in own for kept, own in zip(terms, self._terms_of(new), strict=True)):
            yield "its passages' terms are not those of its text"
        body = new.article.body
        for ordinal, *_, start, end in rows:
            if not (0 <= start < end <= len(body) and body[start:end].strip()):
                yield f"nothing can be quoted from its passage {ordinal + 1}"

    def _terms_of(self, new: Inverted) -> Iterator[tuple[tuple[bytes | None, ...], ...]]:
        """What may be kept as the terms of each passage: theirs, or nothing, as before."""
        words = self.inverter.words.terms
        numbers = self.recount.numbers_of([words[each] for each in new.numbers.tolist()])
        return (((each,), (None,), ()) for each in packed(numbers[new.worded], new.lengths))

    def _place(self, new: Inverted, first: int) -> Iterator[str]:
        """Marks an article's passages as live; they must be free, and in one segment."""
        segment = self._segment_of(first, len(new.passages))
        if segment is None:
            yield "its passages do not stand in one segment"
            return
        at = slice(first - segment.base, first - segment.base + len(new.passages))
        if (segment.marks[at] == LIVE).any():
            yield "its passages have the numbers of another article's"
        if (segment.marks[at] == DEAD).any():
            yield "its passages are live and dead at once"
        if not np.array_equal(segment.lengths[at], new.lengths):
            yield "its passages' lengths are not those of its text"
        segment.marks[at] = LIVE

    def _segment_of(self, first: int, passages: int) -> Marked | None:
        """The segment that holds so many passages from number `first` on."""
        at = bisect_right(self.segments, first, key=lambda each: each.base) - 1
        if at < 0:
            return None
        segment = self.segments[at]
        return segment if first + passages <= segment.base + len(segment.marks) else None

    def _free(self) -> Iterator[Finding]:
        for segment in self.segments:
            if free := int((segment.marks == FREE).sum()):
                yield Finding(f"segment {segment.number}", f"{free} passages of no article")

    def _rows_of_nothing(self) -> Iterator[Finding]:
        vectors = (("meanings", "article", "articles"), ("sentence_vectors", "article", "articles"))
        for table, column, other in (
            *(vectors if are_kept(self.database) else ()),
            ("passages", "article", "articles"),
            ("passage_days", "article", "articles"),
            ("speakers", "article", "articles"),
            ("postings", "segment", "segments"),
            ("counts", "term", "terms"),
        ):
            (rows,) = self.database.execute(
                f"select count(*) from {table} where {column} not in (select number from {other})"
            ).fetchone()
            if rows:
                yield Finding(f"table {table}", f"{rows} rows of no {column}")

    def _terms(self) -> Iterator[Finding]:
        for segment in self.segments:
            self.recount.read_lists(segment)
            self._report(len(segment.marks))
        for what, terms, such_as in self.recount.faults():
            yield Finding(f"{terms} terms, such as {such_as}", what)

    def _meta(self) -> Iterator[Finding]:
        true = self.database.execute(
            "select count(*), (select count(*) from passages), "
            "substr(min(published), 1, 10), substr(max(published), 1, 10) from articles"
        ).fetchone()
        for key, value in zip(("articles", "passages", "oldest", "newest"), true, strict=True):
            said = meta(self.database, key)
            if (said or None) != (value or None):
                yield Finding("table meta", f"{key} is {said}, not {value}")

    def _report(self, passages: int) -> None:
        self.done += passages
        if self.progress:
            self.progress(self.done, self.total)
