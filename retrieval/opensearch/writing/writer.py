"""A run over a coverage in a cluster: written beside what is there, and shown by one document."""

from __future__ import annotations

import time
from functools import partial
from typing import Final

from sqlite_utils import Database

from retrieval.errors import DatabaseLockedError
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.model import SHOW
from retrieval.opensearch.client import Cluster, ConflictError
from retrieval.opensearch.state import State, write_state
from retrieval.opensearch.upkeep.run import ClusterRun
from retrieval.opensearch.writing import rest
from retrieval.opensearch.writing.cleaning import delete_articles, delete_out
from retrieval.opensearch.writing.copying import take_alike, take_texts, text_lines
from retrieval.opensearch.writing.documents import Kept
from retrieval.opensearch.writing.filling.merging import merge
from retrieval.opensearch.writing.filling.speed import make_for_a_load, settle
from retrieval.opensearch.writing.loading import Done, Lengths, Loading, forget_batches
from retrieval.opensearch.writing.lock import Lock
from retrieval.opensearch.writing.opening import opened
from retrieval.opensearch.writing.taking_out import TakenOut
from retrieval.opensearch.writing.words import write_words
from retrieval.reindex.article_rows import remove_article
from retrieval.reindex.copies import find_copies
from retrieval.reindex.ledger import renewal
from retrieval.reindex.ledger import rows as ledger
from retrieval.reindex.ledger.tally import Tally
from retrieval.reindex.summary import Progress
from retrieval.reindex.writers.writer import Begun, Report
from retrieval.store.origins import Known, Origin
from retrieval.stored.articles import marks_of

GRACE: Final = 3.0
"""Seconds for which what was shown stays: who began to ask before has an answer by then."""


class ClusterWriter(ClusterRun):
    """See `CoverageWriter`. What it writes has a generation that nobody is shown before `commit`;
    a first load that is killed goes on from its last whole batch."""

    def __init__(self, cluster: Cluster, name: str, database: Database, lock: Lock) -> None:
        self.lock, self._tally = lock, Tally(database)
        self.indices, self._seen, done = opened(cluster, name, database, self._tally)
        super().__init__(cluster, name, database, self.indices if self._seen else None)
        self._state = state = self._seen.state if self._seen else State()
        self._texts = take_texts(database, cluster, self.indices) if self._seen else {}
        self._hidden: list[int] = list(done.removed) if done else []  # nobody was shown them
        self._moved: dict[int, Origin] = {}
        self._loaded: set[int] = set()
        self._goes_on = done is not None
        self._headlines: list[str] = []  # ids of articles of which no earlier words are kept
        if done:
            self._state = state.but(
                next_article=done.next_article, next_passage=done.next_passage, terms=done.terms
            )
        self._first = self._state.next_article  # that this run puts
        self._out = TakenOut(self.indices, state, lock.run)
        lengths = Lengths(state.average, state.usual) if self._seen else None
        self._loading = self._load(lengths, done)

    def close(self) -> None:
        """Ends what still writes."""
        self._loading.bulk.close()

    @property
    def gen(self) -> int:
        """The generation that is written."""
        return self._state.generation + 1

    @property
    def next_passage(self) -> int:
        """See `CoverageWriter`."""
        return self._state.next_passage

    def begin(self, moment: str, progress: Report | None) -> Begun:  # noqa: ARG002
        """See `CoverageWriter`; what a clock that ran ahead has left is not looked for here."""
        shown = self.shown
        if shown is None or self._state.versions == ledger.versions(self.database):
            return Begun(mended=False, rebuilt=None)
        self.close()
        self.indices, self._texts = shown.next(), {}
        make_for_a_load(self.cluster, self.indices)
        self._state = self._state.but(next_passage=0, terms=0)
        self._loading = self._load(None, None)
        renewal.begin_anew(self.database)
        stored = rest.analysed_anew(self.cluster, shown, self._state, self.old)
        for at, (said, new, words) in enumerate(stored, 1):
            if not ledger.is_known(self.database, number := said["number"]):
                continue  # nothing says any more where it came from
            self._loading.room(self._done)
            renewal.renew(self.database, new, number, self._state.next_passage)
            ledger.keep_stayed(self.database, number, said.get("stayed", ()))
            origin = ledger.origin_of(self.database, number)
            self._keep(new, words, number, origin, said["since"], said.get("until"))
            if progress:
                total, made = self._state.articles, self._state.next_passage
                progress(Progress(at, total, at, made, "rebuilding"))
        renewal.forget_lost(self.database)
        return Begun(mended=False, rebuilt=self._state.next_passage)

    def load(self, number: int) -> None:
        """See `CoverageWriter`."""
        if number in self._loaded:
            return
        put = number >= self._first
        if put:
            self._loading.flush()
        indices = self.indices if put or not self.shown else self.shown
        [found] = self.cluster.documents([{"_index": indices.of("articles"), "_id": str(number)}])
        if not found["found"]:
            raise self.cluster.replies.incomplete(f"article {number} is not there")
        ledger.complete(self.database, number, found["_source"])
        self._loaded.add(number)

    def move(self, number: int, origin: Origin) -> None:
        """See `CoverageWriter`."""
        super().move(number, origin)
        self._moved[number] = origin

    def put(
        self,
        new: Inverted,
        words: TermNumbers,
        origin: Origin,
        *,
        moment: str,
        until: str | None,
    ) -> int:
        """See `CoverageWriter`."""
        self._loading.room(self._done)
        number = self._state.next_article
        self._state = self._state.but(next_article=number + 1)
        ledger.add(self.database, new, number, self._state.next_passage, origin, moment, until)
        if f"{SHOW}headline" in marks_of(new.article):
            self._headlines.append(new.article.id)
        self._keep(new, words, number, origin, moment, until)
        return number

    def bury(self, known: Known) -> Inverted | None:
        """See `CoverageWriter`."""
        buried = self.again(known)
        self._tally.add(buried, self.old.words, -1)
        self._state = self._state.but(terms=self._state.terms - int(buried.lengths.sum()))
        if known.number >= self._first or self.indices is not self.shown:
            self._hidden.append(known.number)
        else:
            self._out.add(self.database, known.number, buried, self.old, self._loading.bulk)
        remove_article(self.database, known.number, buried.alike)
        self._loaded.discard(known.number)
        self._moved.pop(known.number, None)
        return buried

    def flush(self) -> None:
        """Articles are read from where they were written."""
        self._loading.flush()

    def commit(self, moment: str, *, passages_added: int, changed: bool) -> None:  # noqa: ARG002
        """See `CoverageWriter`."""
        if not (changed or self._moved or self._goes_on):
            return
        bulk, indices, before = self._loading.bulk, self.indices, self.shown
        self._loading.end_batch(self._done)
        take_alike(self.database, self.cluster, before or indices, self._state.generation)
        find_copies(self.database, self.load)
        bulk.add(text_lines(indices, self._texts, ledger.texts(self.database), self.gen))
        first = self._state.next_correction
        changes = rest.write_corrections(
            self.database, bulk, before, indices, self.gen, first=first, shut=self._headlines
        )
        bulk.add(rest.move_lines(indices, self._moved))
        fresh = before is not indices
        write_words(self._tally, self.cluster, indices, bulk, self.gen, fresh=fresh)
        bulk.flush()
        if fresh:
            settle(self.cluster, indices)
        indices.refresh(self.cluster)
        lengths = self._loading.lengths or Lengths(1.0, 1.0)
        self._commit(
            self._state.but(
                generation=self.gen,
                versions=ledger.versions(self.database),
                indexed_at=moment,
                began=self._state.began or moment,
                next_correction=first + changes,
                average=lengths.average,
                usual=lengths.usual,
                **ledger.extent(self.database, moment),
                **ledger.said_in_tables(self.database),
            )
        )

    def _commit(self, state: State) -> None:
        """Shows what was written, then deletes what is shown no more."""
        before, indices = self.shown, self.indices
        anew = before is not indices
        delete_articles(self.cluster, indices, sorted(self._hidden))
        shows = self._out.said_in(state)
        self.lock.renew()
        try:
            seen = write_state(self.cluster, indices, shows, None if anew else self._seen)
        except ConflictError:
            raise DatabaseLockedError(
                self.cluster.where, "another reindex was quicker; run this one again"
            ) from None
        if anew:
            indices.show(self.cluster)
        if shows.out("number") or (before and anew):
            time.sleep(GRACE)
        delete_out(self.cluster, seen)
        if anew:
            forget_batches(self.cluster, indices)
            merge(self.cluster, indices)
        if before and anew:
            before.remove(self.cluster)

    def _load(self, lengths: Lengths | None, done: Done | None) -> Loading:
        return Loading(
            self.cluster,
            self.indices,
            self.gen,
            self._tally,
            self.lock.may_write,
            lengths=lengths,
            begun=done,
        )

    def _keep(
        self,
        new: Inverted,
        words: TermNumbers,
        number: int,
        origin: Origin,
        moment: str,
        until: str | None,
    ) -> None:
        first, state = self._state.next_passage, self._state
        stayed = partial(ledger.stayed_of, self.database, number)
        self._loading.add(Kept(new, words, number, first, origin, moment, stayed, until))
        self._tally.add(new, words)
        self._state = state.but(
            next_passage=first + len(new.passages), terms=state.terms + int(new.lengths.sum())
        )

    def _done(self) -> Done:
        at, lengths = self._state, self._loading.lengths or Lengths(1.0, 1.0)
        return Done(0, at.next_article, at.next_passage, at.terms, tuple(self._hidden), lengths)
