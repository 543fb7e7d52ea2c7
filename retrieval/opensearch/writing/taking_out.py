"""What a run takes out: some articles the state lists, all others are marked where they stand."""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted
from retrieval.inversion.inverter import Inverter
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.state import State
from retrieval.opensearch.writing.bulk import Bulk
from retrieval.opensearch.writing.documents import Documents, Kept
from retrieval.reindex.ledger.kept import as_kept

LISTED: Final = 60_000
"""Articles that the state lists at most: each search leaves them out by their numbers, of which a
cluster takes 65,536."""


class TakenOut:
    """Takes articles out of what `state` shows in these indices. Until a state says that the `run`
    counts, its marks hide nothing; of a run that was killed they never will."""

    def __init__(self, indices: Indices, state: State, run: str) -> None:
        self.run = run
        self.listed: list[int] = []
        self.marked = 0
        self._documents = Documents(
            indices, state.generation, state.average, state.usual, taken_out_by=run
        )

    def add(
        self, database: Database, number: int, article: Inverted, by: Inverter, bulk: Bulk
    ) -> None:
        """Takes the article out, which was inverted `by` another, and the ledger still has; one
        that is not listed is written once more, with a mark."""
        if len(self.listed) < LISTED:
            self.listed.append(number)
            return
        first, origin, moment, until, stayed = as_kept(database, number)
        kept = Kept(article, by.words, number, first, origin, moment, lambda: stayed, until)
        bulk.add(self._documents.lines(kept))
        self.marked += 1

    def said_in(self, state: State) -> State:
        """The state that shows none of them."""
        return state.but(removed=self.listed, taken_out_by=[self.run] if self.marked else [])
