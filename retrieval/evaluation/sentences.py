"""The order in which an answer would show a passage's sentences."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from retrieval import store
from retrieval.aliases import Aliases
from retrieval.analysis import terms
from retrieval.archive import Archive
from retrieval.model import Span
from retrieval.query import Query, read
from retrieval.sentences import sentences
from retrieval.statistics import statistics


class SentenceRanking:
    """Ranks sentences for questions to one archive; a context manager."""

    def __init__(self, archive: Archive) -> None:
        self._database = store.connect(archive.path)
        self._known = statistics(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def ranked(self, question: str, text: str) -> list[str]:
        """The sentences of `text`, the one that answers `question` best first."""
        query = read(self._database, self._known, Aliases(), question)
        return [text[slice(*span)] for span in ranked_sentences(query, text)]


def ranked_sentences(query: Query, text: str) -> list[Span]:
    """The sentences of `text`, by the question's idf that they hold, the first of equals first."""
    spans = sentences(text) or [(0, len(text))]
    return sorted(spans, key=lambda span: -query.held(terms(text[slice(*span)])))
