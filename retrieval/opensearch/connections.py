"""A coverage in a cluster, as `Archive` opens it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from retrieval.errors import NothingIndexedError
from retrieval.index.cache import Cache
from retrieval.languages.detection import DEFAULT
from retrieval.model import Article
from retrieval.opensearch.address import ClusterAddress
from retrieval.opensearch.client import Cluster, RefusedError
from retrieval.opensearch.indices import missing
from retrieval.opensearch.reading.coverage import ClusterCoverage
from retrieval.opensearch.reading.lexicon import Lexicons
from retrieval.opensearch.reading.moment import Met
from retrieval.opensearch.refusals import too_old
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.shown import Shown
from retrieval.opensearch.state import Seen, State, shown_state
from retrieval.speakers.outlets import names_of_outlets
from retrieval.speakers.parties import Parties
from retrieval.spelling.aliases import Aliases, built_in
from retrieval.store.database import timestamp

if TYPE_CHECKING:
    from retrieval.opensearch.writing.writer import ClusterWriter
    from retrieval.reindex.soundness.doctor import Diagnosis
    from retrieval.reindex.soundness.repair import Repair
    from retrieval.reindex.upkeep.change import Change
    from retrieval.reindex.writers.writer import CoverageWriter
    from retrieval.snapshot import Snapshot


_LONG: Final = 3600.0
"""Seconds that a list of all may take."""
_HEALTH: Final = 1.2
"""Seconds in which it is known whether all parts are there: whoever asks waits two."""
_WHOLE: Final = 5.0
"""Seconds for which it is not looked again whether parts are there that were."""
_NAMED: Final = 3
"""Parts that an error names at most."""


class _Tables(NamedTuple):
    """What is read once of a generation, as of which it was seen and what has come out."""

    moment: tuple[Seen, int]
    snapshot: Snapshot
    met: Met


class ClusterConnections:
    """What `snapshot.Connections` is to a file. Raises ArchiveUnreachableError,
    ArchiveIncompleteError."""

    def __init__(
        self,
        address: ClusterAddress,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        password: str | None = None,
        ca: Path | None = None,
    ) -> None:
        self.address, self._now = address, now
        self.cluster = Cluster(address, password=password, ca=ca)
        self._tables: _Tables | None = None
        self._shown = Shown(self.cluster, address.name)
        self._lexicons = Lexicons(self.cluster)
        self._whole_until = 0.0

    def check(self) -> None:
        """Raises a DatabaseError for a cluster that cannot be used; nothing need be there."""
        if shown_state(self.cluster, self.address.name) is None:
            self._check_version()

    def _check_version(self) -> None:
        """Raises RefusedError for an OpenSearch that is too old; a user who may not ask which it
        is may ask the rest."""
        said: Reply = {}
        with suppress(RefusedError):
            said = self.cluster.call("GET", "/")
        if lacks := too_old(said):
            raise RefusedError(self.cluster.where, lacks)

    def close(self) -> None:
        """Closes all connections; a later question opens new ones."""
        self.cluster.close()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The coverage as it is now. Raises NothingIndexedError where there is none."""
        with self.cluster.question():
            seen = self._shown.now()
            if not seen.state.articles:
                raise NothingIndexedError(self.cluster.where)
            now = timestamp(self._now())
            moment = seen, sum(until <= now for until in seen.state.waiting)
            tables = self._tables
            if tables is None or tables.moment != moment:
                tables = self._tables = self._read(moment, now)
            lexicon = self._lexicons.of(seen)
            stored = replace(self._stored(seen, now, tables.met), lexicon=lexicon)
            yield tables.snapshot._replace(stored=stored)

    @contextmanager
    def whole(self) -> Iterator[Snapshot]:
        """See `snapshot`. Raises ArchiveIncompleteError where a part of the coverage is missing,
        whether a question needs it or not: it is looked whether all are there, if it was not a
        moment ago."""
        with self.cluster.question(_HEALTH), self.snapshot() as snapshot:
            if (began := time.monotonic()) > self._whole_until:
                gone: list[str] = []
                with suppress(RefusedError):  # who may not look may ask
                    gone = missing(self.cluster, self._shown.now().indices)
                if gone:
                    raise self.cluster.replies.incomplete(", ".join(gone[:_NAMED]))
                self._whole_until = began + _WHOLE
            yield snapshot

    def articles(self) -> Iterator[Article]:
        """See `snapshot.Connections.articles`."""
        from retrieval.opensearch.listing import articles_of

        return articles_of(self.cluster, self._shown.now())

    @contextmanager
    def writer(self, waiting: Callable[[str], None] | None) -> Iterator[CoverageWriter]:
        """See `snapshot.Connections.writer`."""
        from retrieval.opensearch.upkeep.changing import catch_up

        catch_up(self.cluster, self.address.name, self.writing)
        with self.writing(waiting) as writer:
            yield writer

    @contextmanager
    def changing(self, *, wipe: bool = False) -> Iterator[Change]:
        """What articles are taken out with, in one generation; with `wipe`, to the last byte."""
        from retrieval.opensearch.upkeep.changing import catch_up, changing

        catch_up(self.cluster, self.address.name, self.writing)
        with changing(self.cluster, self.address.name, self.writing, wipe=wipe) as change:
            yield change

    @contextmanager
    def unhurried(self) -> Iterator[Snapshot]:
        """See `snapshot`; what is asked inside may take long."""
        with self.cluster.question(_LONG), self.snapshot() as snapshot:
            yield snapshot

    @contextmanager
    def writing(self, waiting: Callable[[str], None] | None = None) -> Iterator[ClusterWriter]:
        """The same as `writer`, whatever was withdrawn since."""
        from retrieval.opensearch.writing.lock import exclusive
        from retrieval.opensearch.writing.patient import PatientCluster
        from retrieval.opensearch.writing.writer import ClusterWriter
        from retrieval.reindex.ledger.rows import ledger

        name = self.address.name
        with exclusive(self.cluster, name, waiting) as lock, ledger() as database:
            writer = ClusterWriter(PatientCluster(self.cluster), name, database, lock)
            try:
                yield writer
            finally:
                writer.close()
                self._shown.forget()

    def diagnose(
        self, progress: Callable[[int, int], None] | None, *, every: bool = True
    ) -> Diagnosis:
        """See `Archive.doctor`."""
        from retrieval.opensearch.examination import examined

        self._shown.forget()
        return examined(self.cluster, self._shown.now(), every=every, progress=progress)

    def repair(self) -> Repair:
        """Marks what the next reindex is to heal."""
        from retrieval.opensearch.upkeep.marking import repair_in

        try:
            return repair_in(self.cluster, self.address.name)
        finally:
            self._shown.forget()

    def _stored(self, seen: Seen, now: str, met: Met) -> ClusterCoverage:
        return ClusterCoverage(self.cluster, seen.indices, seen.state, now, met, self._shown)

    def _read(self, moment: tuple[Seen, int], now: str) -> _Tables:
        """What a generation's Snapshots share."""
        from retrieval.snapshot import OFFERED, Snapshot

        state, met = moment[0].state, Met()
        stored = self._stored(moment[0], now, met)
        if state.waiting and not stored.headlines(1):
            raise NothingIndexedError(self.cluster.where)
        tables = state.tables
        groups = [each for _, each in sorted(tables.get("aliases", {}).items())]
        names = [each for _, each in sorted(tables.get("parties", {}).items())]
        aliases = reduce(Aliases.joined, map(Aliases.from_json, groups), Aliases())
        aliases = aliases.over(built_in())
        parties = reduce(Parties.joined, map(Parties.from_json, names), Parties())
        outlets = names_of_outlets(stored.outlet_names(), aliases)
        countries, spoken = parties.with_countries(), languages(state)
        answered: Cache[bool] = Cache(OFFERED)
        shared = Snapshot(stored, aliases, countries, outlets, spoken, answered)
        return _Tables(moment, shared, met)


def languages(state: State) -> tuple[str, ...]:
    """The codes of the languages of a coverage, the most frequent first."""
    times = dict(state.languages)
    if state.articles > sum(times.values()) or not times:
        times[DEFAULT] = state.articles - sum(times.values())
    return tuple(sorted(times, key=lambda code: (-times[code], code)))
