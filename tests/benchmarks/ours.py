"""nutgraf as the benchmark meets it, and the table of all engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.folder import Corpus, Extra, Question
from tests.benchmarks.peers import BM25S, FTS5, TOP, Engine, Growing, RankBM25, Ranked, Tantivy

_ASKED_ON: Final = date(2026, 11, 22)


class Nutgraf:
    """`bm25.top` on its own, in a read transaction for each question, as Archive has it."""

    def __init__(self, corpus: Corpus, index: Path) -> None:  # noqa: ARG002
        from retrieval.index import bm25
        from retrieval.index.statistics import read_statistics
        from retrieval.store import database as store

        self.path = index / "coverage.db"
        self.archive: Any = None
        self.database = store.connect(self.path)
        self.reading, self.top, self.statistics = store.reading, bm25.top, read_statistics
        self.known = read_statistics(self.database)

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        """The whole way: files -> articles -> terms -> postings, committed."""
        from retrieval import Archive

        with Archive(index / "coverage.db") as archive:
            summary = archive.reindex([corpus.articles])
        assert summary.passages == corpus.passages, summary

    def search(self, question: Question) -> Any:
        with self.reading(self.database):
            return self.top(self.database, self.known, question.terms, TOP)

    def ranked(self, found: Any) -> Ranked:
        from retrieval.sqlite.coverage import SqliteCoverage
        from tests.benchmarks.corpus import PARAGRAPHS

        stored = SqliteCoverage.of(self.database, self.known, ("en",))
        scored = stored.scored(*found)
        return [
            (int(passage.article_id.removeprefix("a")) * PARAGRAPHS + passage.number - 1, score)
            for (passage, _), score in zip(
                stored.passages(scored), scored.scores.tolist(), strict=True
            )
        ]

    def count(self, found: Any) -> int:
        positions, _ = found
        return len(positions)

    def add(self, extra: Extra) -> None:
        from retrieval import Archive

        self.archive = self.archive or Archive(self.path)
        self.archive.reindex([extra.path], prune=False)
        self.known = self.statistics(self.database)


class Ask:
    """`Archive.ask` with the question's text: spelling, days, re-ranking, the answer."""

    def __init__(self, corpus: Corpus, index: Path, name: str = "coverage.db") -> None:  # noqa: ARG002
        from retrieval import Archive

        self.archive = Archive(index / name)

    @staticmethod
    def build(corpus: Corpus, index: Path) -> None:
        Nutgraf.build(corpus, index)

    def search(self, question: Question) -> Any:
        return self.archive.ask(question.text, asked_on=_ASKED_ON)

    def ranked(self, found: Any) -> Ranked:  # noqa: ARG002 - its scores are not BM25's alone
        return []


GROWING: Final[dict[str, type[Growing]]] = {"nutgraf": Nutgraf, "tantivy": Tantivy, "fts5": FTS5}
ENGINES: Final[dict[str, type[Engine]]] = {
    "nutgraf": Nutgraf,
    "nutgraf_ask": Ask,
    "tantivy": Tantivy,
    "bm25s": BM25S,
    "fts5": FTS5,
    "rank_bm25": RankBM25,
}
INDEX: Final = {name: name.removesuffix("_ask") for name in ENGINES}
"""The folder of each engine's index: the two rows of nutgraf share one."""
NO_NUMPY: Final = ("tantivy", "fts5")
"""Engines that do not load numpy by themselves."""
NEEDS: Final = {"tantivy": "tantivy", "bm25s": "bm25s"}
"""Peers that are no dependency of nutgraf, by module."""
