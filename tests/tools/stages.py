"""What happens to a coverage in its life, to one in a file and one in a cluster alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from unittest.mock import patch

from retrieval import Archive
from retrieval.analysis import terms
from retrieval.reindex.summary import Summary
from tests.opensearch.parts import expunge, merge
from tests.tools.changed import PART, Source, changed

_HOUR: Final = timedelta(hours=1)
_AHEAD: Final = timedelta(days=2)


class Clock:
    """What the two take for now: the moment at which it was made, until it is moved on."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.moment

    @property
    def ahead(self) -> str:
        """A moment that is not there before `pass_by`."""
        return (self.moment + _AHEAD).isoformat().replace("+00:00", "Z")

    def pass_by(self) -> None:
        """What was ahead is not any more."""
        self.moment += 2 * _AHEAD


class Pair:
    """A coverage in a `file` and one in a `cluster`, both of which read the `source`."""

    def __init__(self, file: Archive, cluster: Archive, source: Source, clock: Clock) -> None:
        self.file, self.cluster, self.source, self.clock = file, cluster, source, clock
        self._seed = 0

    def reindex(self) -> Summary:
        """What both did, which is the same."""
        one, other = (at.reindex([self.source.path]) for at in (self.file, self.cluster))
        assert one == other, f"file {one}, cluster {other}"
        return one

    def change(self) -> None:
        """A tenth of the articles is added, a tenth changed, a tenth removed."""
        self._seed += 1
        self.clock.moment += _HOUR
        before = len(self.source.rows)
        self.source.write(changed(self.source.rows, self._seed, self.clock.ahead))
        done = self.reindex()
        assert min(done.added, done.changed, done.removed) >= max(1, before // (2 * PART))

    def stages(self) -> Iterator[str]:
        """Each stage once it is reached; the analysis is another one for as long as the last ones
        are looked at."""
        self.reindex()
        yield "as loaded"
        self.change()
        yield "a tenth added, changed, removed"
        expunge(self.cluster.place)
        yield "the deleted expunged"
        merge(self.cluster.place)
        yield "merged into one segment"
        with patch.object(terms, "VERSION", f"{terms.VERSION}-next"):
            assert self.reindex().rebuilt
            yield "all analysed anew"
            self.change()
            merge(self.cluster.place)
            yield "changed again, and merged"
            self.clock.pass_by()
            yield "what waited is out"
