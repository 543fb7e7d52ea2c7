"""What every run over a cluster does alike, be it kept or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted
from retrieval.inversion.inverter import Inverter
from retrieval.keeping.kept_out import KeptOut
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.scan import scan
from retrieval.opensearch.upkeep.kept_out import kept_out_in
from retrieval.opensearch.writing.cleaning import delete
from retrieval.reindex.ledger import rows as ledger
from retrieval.reindex.writers.writer import Wording
from retrieval.store.articles import article_by_number
from retrieval.store.origins import Known, Origin

_AT_ONCE: Final = 10_000


class ClusterRun:
    """See `CoverageWriter`. Wordings are those of the coverage that is `shown`; they are deleted
    at once, before what else is done with their articles is shown."""

    def __init__(
        self, cluster: Cluster, name: str, database: Database, shown: Indices | None
    ) -> None:
        self.cluster, self.name, self.database, self.shown = cluster, name, database, shown
        self.old = Inverter()  # of what is there already

    def load(self, number: int) -> None:
        """See `CoverageWriter`."""
        raise NotImplementedError

    def load_at(self, url: str) -> None:
        """See `CoverageWriter`."""
        for number in ledger.numbers_at(self.database, url):
            self.load(number)

    def move(self, number: int, origin: Origin) -> None:
        """See `CoverageWriter`."""
        ledger.move(self.database, number, origin)

    def again(self, known: Known) -> Inverted:
        """The article that is there, inverted once more."""
        self.load(known.number)
        article = article_by_number(self.database.conn, known.number)
        assert article is not None, f"article {known.number} vanished inside its run"
        [buried] = self.old.invert([article])
        return buried

    def kept_out(self) -> KeptOut:
        """See `CoverageWriter`."""
        return kept_out_in(self.cluster, self.name)

    def wordings(self, article_ids: Iterable[str] | None = None) -> list[Wording]:
        """See `CoverageWriter`."""
        if self.shown is None:
            return []
        index = self.shown.of("corrections")
        if article_ids is None:
            return self._found(index, {"match_all": {}})
        ids = [*article_ids]
        some = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
        return [each for part in some for each in self._found(index, {"terms": {"article": part}})]

    def drop_wordings(self, numbers: Iterable[int]) -> None:
        """See `CoverageWriter`."""
        keys = [str(each) for each in numbers]
        for at in range(0, len(keys), _AT_ONCE):
            assert self.shown is not None
            some = {"ids": {"values": keys[at : at + _AT_ONCE]}}
            delete(self.cluster, self.shown.of("corrections"), some)

    def _found(self, index: str, query: object) -> list[Wording]:
        hits = scan(self.cluster, index, {"query": query}, by="number")
        said = (hit["_source"] for hit in hits)
        return [
            Wording(each["number"], each["article"], each["before"], each["after"]) for each in said
        ]
