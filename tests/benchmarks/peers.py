"""The engines that nutgraf is measured against, each at its best known setting.

All are given the same analysed terms and the same postings: a headline's terms belong to each of
its article's passages. Imports stand in functions, so that a process loads one engine alone.
"""

from __future__ import annotations

import sqlite3
from math import log
from pathlib import Path
from typing import Any, Final, Protocol

from tests.benchmarks.folder import Corpus, Extra, Passage, Question

TOP: Final = 10
Ranked = list[tuple[int, float]]
"""Rows of the corpus with their scores, best first."""


class Engine(Protocol):
    """An index that is open."""

    def __init__(self, corpus: Corpus, index: Path) -> None: ...

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        """Makes the index of `corpus` in the empty folder `index`."""

    def search(self, question: Question) -> Any:
        """The engine's own answer, its ten best passages, in whatever form; this is timed."""

    def ranked(self, found: Any) -> Ranked:
        """What `search` found as rows of the corpus."""


class Growing(Engine, Protocol):
    """An index that takes a further article without being built anew."""

    def add(self, extra: Extra) -> None:
        """Adds an article, on disk for good; the next `search` knows of it."""

    def count(self, found: Any) -> int:
        """How many passages `search` found."""


class RankBM25:
    """rank_bm25.BM25Plus with nutgraf's parameters, every passage scored; lives in memory.

    A headline's term counts one half, as in nutgraf; one that no body holds takes df 1.
    """

    def __init__(self, corpus: Corpus, index: Path) -> None:  # noqa: ARG002 - it has no files
        import numpy
        from rank_bm25 import BM25Plus

        self.numpy = numpy
        same: dict[str, str] = {}  # one object for equal terms, or a million passages take 8 GB
        bodies = (
            [same.setdefault(term, term) for term in passage.body] for passage in corpus.terms()
        )
        self.model = BM25Plus(bodies, k1=0.9, b=0.4, delta=0)
        unheard = log(self.model.corpus_size + 1)
        for row, passage in enumerate(corpus.terms()):
            frequencies = self.model.doc_freqs[row]
            for term in passage.headline:
                frequencies[same.setdefault(term, term)] = frequencies.get(term, 0) + 0.5
                self.model.idf.setdefault(same[term], unheard)

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        RankBM25(corpus, index)

    def search(self, question: Question) -> Any:
        scores = self.model.get_scores(question.terms)
        if len(scores) <= TOP:
            return scores, self.numpy.arange(len(scores))
        kth = self.numpy.partition(scores, -TOP)[-TOP]
        return scores, self.numpy.flatnonzero(scores >= kth)

    def ranked(self, found: Any) -> Ranked:
        scores, rows = found
        ranked = sorted((-float(scores[row]), int(row)) for row in rows if scores[row] > 0)
        return [(row, -score) for score, row in ranked[:TOP]]


class BM25S:
    """bm25s without numba (which takes seconds to start), its arrays mapped from files."""

    def __init__(self, corpus: Corpus, index: Path) -> None:  # noqa: ARG002
        import bm25s

        self.model = bm25s.BM25.load(str(index), mmap=True, show_progress=False)

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        import bm25s

        numbers: dict[str, int] = {}
        ids = [
            [numbers.setdefault(term, len(numbers)) for term in passage.body + passage.headline]
            for passage in corpus.terms()
        ]
        model = bm25s.BM25(k1=0.9, b=0.4, backend="numpy")
        model.index((ids, numbers), show_progress=False)
        model.save(str(index), show_progress=False)

    def search(self, question: Question) -> Any:
        return self.model.retrieve([question.terms], k=TOP, show_progress=False)

    def ranked(self, found: Any) -> Ranked:
        rows, scores = found
        return [(int(row), float(s)) for row, s in zip(rows[0], scores[0], strict=True) if s > 0]


class Tantivy:
    """tantivy; its k1 of 1.2 and b of 0.75 are fixed. Terms are kept without positions."""

    def __init__(self, corpus: Corpus, index: Path) -> None:  # noqa: ARG002
        import tantivy

        self.query, self.should = tantivy.Query, tantivy.Occur.Should
        self.document = tantivy.Document
        self.index = tantivy.Index.open(str(index))
        self.schema = self.index.schema
        self.searcher = self.index.searcher()
        self.writer: Any = None

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        schema.add_unsigned_field("row", stored=True)
        made = tantivy.Index(schema.build(), path=str(index))
        writer = made.writer()
        for row, passage in enumerate(corpus.terms()):
            document = tantivy.Document(terms=_joined(passage))
            document.add_unsigned("row", row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def search(self, question: Question) -> Any:
        parts = [
            (self.should, self.query.term_query(self.schema, "terms", term, "freq"))
            for term in question.terms
        ]
        return self.searcher.search(self.query.boolean_query(parts), TOP, count=False).hits

    def ranked(self, found: Any) -> Ranked:
        return [(int(self.searcher.doc(at)["row"][0]), score) for score, at in found]

    def count(self, found: Any) -> int:
        return len(found)

    def add(self, extra: Extra) -> None:
        self.writer = self.writer or self.index.writer()
        for passage in extra.passages:
            document = self.document(terms=_joined(passage))
            document.add_unsigned("row", 0)
            self.writer.add_document(document)
        self.writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()


class FTS5:
    """SQLite's own full-text index, contentless, `order by rank`; k1 1.2 and b 0.75 are fixed.

    With detail=none its ranks would be wrong.
    """

    def __init__(self, corpus: Corpus, index: Path) -> None:  # noqa: ARG002
        self.database = sqlite3.connect(index / "fts5.db", isolation_level=None)
        self.database.execute("pragma mmap_size = 268435456")
        self.database.execute("pragma synchronous = normal")

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        database = sqlite3.connect(index / "fts5.db", isolation_level=None)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.execute(
            "create virtual table passages using fts5(terms, content='', "
            "tokenize=\"unicode61 remove_diacritics 0 tokenchars '.,'\")"
        )
        database.execute("begin")
        database.executemany(
            "insert into passages(rowid, terms) values (?, ?)",
            ((row + 1, _joined(passage)) for row, passage in enumerate(corpus.terms())),
        )
        database.execute("insert into passages(passages) values ('optimize')")
        database.execute("commit")
        database.execute("pragma wal_checkpoint(truncate)")
        database.close()

    def search(self, question: Question) -> Any:
        match = " OR ".join(f'"{term}"' for term in question.terms)
        return self.database.execute(
            "select rowid, rank from passages where passages match ? order by rank limit ?",
            (match, TOP),
        ).fetchall()

    def ranked(self, found: Any) -> Ranked:
        return [(row - 1, -rank) for row, rank in found]

    def count(self, found: Any) -> int:
        return len(found)

    def add(self, extra: Extra) -> None:
        self.database.execute("begin")
        self.database.executemany(
            "insert into passages(terms) values (?)",
            [(_joined(each),) for each in extra.passages],
        )
        self.database.execute("commit")


def _joined(passage: Passage) -> str:
    return " ".join(passage.body + passage.headline)
