"""One moment of a coverage's file, and passages by where they stand in its index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

import numpy as np

from retrieval.index.postings import Floats, Positions
from retrieval.index.statistics import Statistics, articles_at
from retrieval.model import Attribution, Passage
from retrieval.stored.scored import Scored


@dataclass(frozen=True)
class Moment:
    """A read transaction, what is known of the index then, the languages of the articles, and who
    says what in a passage, each read once."""

    database: Connection
    statistics: Statistics
    languages: tuple[str, ...]
    said: Callable[[Passage], Sequence[Attribution]]

    def scored(self, positions: Positions, scores: Floats | None = None) -> Scored:
        """The passages at these positions, with these scores, or with none."""
        articles = articles_at(self.database, self.statistics)
        rows = articles.rows_of(positions)
        return Scored(
            self.statistics.numbers(positions),
            np.zeros(len(positions)) if scores is None else scores,
            articles.numbers[rows],
            positions - articles.starts[rows],
            articles.published[rows].astype(np.int64),
        )

    def positions(self, scored: Scored) -> Positions:
        """Where these passages stand."""
        return self.statistics.positions_of(scored.numbers)
