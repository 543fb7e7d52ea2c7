"""The front door: open a coverage's file, ask it, reindex it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from retrieval.analysis.near_duplicates import copies
from retrieval.analysis.terms import terms
from retrieval.answering import answer as answering
from retrieval.answering.excerpts import article_key_of, excerpt
from retrieval.answering.labels import labelled
from retrieval.answering.selection import ranked_sentences
from retrieval.answering.speakers import Voices
from retrieval.answers import Answer
from retrieval.catalogue import Catalogue
from retrieval.days.moment import Moment
from retrieval.days.opening import opening_day
from retrieval.errors import UnknownAddressError
from retrieval.history.corrections import corrections
from retrieval.index.filters import Limits, nothing_left, within
from retrieval.languages.english.courtesies import without_address
from retrieval.model import Hit
from retrieval.query.query import read
from retrieval.query.question import LONGEST, newest, understood
from retrieval.ranking.explanation import Explanation, explain
from retrieval.ranking.search import search
from retrieval.reindex.summary import Progress, Summary
from retrieval.speakers.asked import AskedParty, asked_party, opening_party, without_party
from retrieval.store import database as store
from retrieval.store import lock as locking
from retrieval.store.articles import article_by_id, article_by_key, number_of, said
from retrieval.store.catalogue import coverage, headlines
from retrieval.store.corrections import pairs_of

if TYPE_CHECKING:
    from retrieval.history.story import Timeline
    from retrieval.history.verification import Verification
    from retrieval.reindex.doctor import Diagnosis

MANY = 10_000
"""Passages that a reindex wrote, from which on it also empties the log that SQLite keeps of it."""
CANDIDATES = 30
"""Hits from which an answer's quotes are chosen."""
OF_PARTY = 200
"""Hits among which those with words of a party are sought."""


class Archive(Catalogue):
    """A coverage in one SQLite file; made, empty, where there is none.

    Answers are given from a confidence of `threshold` on, 0 to 1; below it `ask` refuses. A
    citation of an outlet among `labels` carries its label. `now` is the clock that says when
    something was indexed.
    May be shared between threads, and answers while it, or another process, reindexes: each
    question is answered from one moment of the coverage. Raises a DatabaseError for a file that
    cannot be used.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        threshold: float = answering.CONFIDENT,
        labels: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(path, labels=labels)
        self.threshold = threshold
        self.now = now

    def reindex(
        self,
        paths: Iterable[str | Path],
        *,
        prune: bool = True,
        progress: Callable[[Progress], None] | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> Summary:
        """Brings the coverage in step with the files at `paths`, all of it or nothing.

        A path is a file, a folder, or a pattern such as `news/**/*.jsonl`. With `prune`, articles
        whose file vanished from one of the `paths` are removed. `waiting` is told which other
        reindex is waited for. Raises MissingPathError, a DatabaseError, or WorkerError; files
        that are no articles are in the summary.
        """
        # the file formats take as long to import as a question to answer
        from retrieval.reindex.patterns import pattern
        from retrieval.reindex.reindex import Reindex

        wanted = [pattern(path) for path in paths]
        with locking.alone(self.path, waiting), self._to_write() as connection:
            with store.writing(connection) as database:
                run = Reindex(database, now=self.now(), progress=progress)
                summary = run.run(wanted, prune=prune)
            if summary.passages >= MANY:
                with suppress(sqlite3.OperationalError):
                    connection.execute("pragma wal_checkpoint(truncate)")
        return summary

    def doctor(self, progress: Callable[[int, int], None] | None = None) -> Diagnosis:
        """Whether all that is stored agrees with the articles; reads everything.

        `progress` is told how many steps are done, and of how many. Raises a DatabaseError for a
        file that cannot be read at all.
        """
        from retrieval.reindex.doctor import diagnose  # it reads articles as a reindex does

        with self._connected() as database, store.reading(database):
            return diagnose(database, progress=progress)

    def search(
        self, question: str, *, limit: int = 10, asked_on: date | None = None
    ) -> tuple[Hit, ...]:
        """The best passages for `question`, best first, whatever the confidence.

        Raises NothingIndexedError for an empty coverage.
        """
        with self._reading() as (database, known, aliases, _):
            read_as = understood(database, known, aliases, question, asked_on)
            found = search(database, known, read_as.query, read_as.moment, limit=limit)
        return found.hits

    def ask(
        self,
        question: str,
        *,
        limit: int = 3,
        asked_on: date | None = None,
        party: str | None = None,
        as_of: date | None = None,
        since: date | datetime | None = None,
    ) -> Answer:
        """The answer to `question`: up to `limit` quotes, or a refusal.

        `asked_on` is the day from which relative days count, `as_of` if None, else today. Only
        sentences of `party` are quoted, or of the side whose words the question asks for. `as_of`:
        only articles published by that day are asked, undated ones are not. `since`: only what is
        new since then (see `limits.Limits`), as in "what is new about the dam since Monday". Raises
        NothingIndexedError for an empty coverage, UnknownPartyError.
        """
        limits = Limits(as_of, since)
        with self._reading() as (database, known, aliases, parties):
            asked = None if party else asked_party(question[:LONGEST], parties)
            theirs = parties.known(party) if party else asked and asked.party
            words = asked.rest if asked else question
            read_as = understood(database, known, aliases, words, asked_on, limits)
            known = within(database, known, read_as.limits)
            best = max(limit, OF_PARTY if theirs else CANDIDATES)
            found = search(database, known, read_as.query, read_as.moment, limit=best)
            self._thread.hits = (question, read_as.limits, found.hits)  # `copies` mostly follows
            answer = answering.answer(
                replace(read_as, text=question),
                found,
                coverage=coverage(database),
                limit=limit,
                threshold=self.threshold,
                newest=() if found.hits else headlines(database, 3, as_of=as_of),
                voices=Voices(said(database), parties, theirs),
                nothing_left=nothing_left(known),
                corrections=corrections(database, read_as.query, read_as.limits),
            )
        return labelled(answer, self.labels)

    def says(self, words: str) -> AskedParty:
        """The party that opens `words`, and the question that follows it.

        Raises NothingIndexedError, UnknownPartyError.
        """
        with self._reading() as (*_, parties):
            return opening_party(words, parties)

    def copies(self, answer: Answer) -> Mapping[str, tuple[str, ...]]:
        """See `retrieval.analysis.near_duplicates`. Raises NothingIndexedError."""
        limits = Limits(answer.as_of, answer.since)
        question, within_, hits = getattr(self._thread, "hits", ("", None, ()))
        if (question, within_) != (answer.question, limits):
            self.ask(
                answer.question, asked_on=answer.asked_on, as_of=answer.as_of, since=answer.since
            )
            *_, hits = self._thread.hits
        return copies(answer.quotes, hits)

    def opening_day(
        self, text: str, lead: Literal["since", "until"], *, asked_on: date | None = None
    ) -> tuple[date, str] | None:
        """See `retrieval.days.opening`. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return opening_day(text, lead, asked_on or date.today(), latest=newest(database))

    def explain(self, question: str, address: str, *, asked_on: date | None = None) -> Explanation:
        """Why the passage at `address` stands where it does for `question`.

        Raises UnknownAddressError.
        """
        with self._reading() as (database, known, aliases, parties):
            article = article_by_key(database, article_key_of(address))
            if article is None:
                raise UnknownAddressError(address)
            passage = excerpt(article, address).passage
            words = without_party(question[:LONGEST], parties)
            read_as = understood(database, known, aliases, words, asked_on)
            number = number_of(database, article, passage)
            return explain(database, known, read_as.query, read_as.moment, passage, number)

    def verify(self, address: str | None = None, text: str | None = None) -> Verification:
        """What became of the passage at `address`, or of `text`, there or anywhere.

        Raises UnknownAddressError, NothingIndexedError.
        """
        from retrieval.history import verification as verifying  # hardly any process asks for it

        with self._reading() as (database, known, aliases, _):
            if address is not None:
                article = article_by_key(database, article_key_of(address))
                if article is None:
                    raise UnknownAddressError(address)
                found = verifying.at_address(article, address, text)
                if found.verdict == "changed":
                    found = verifying.before_change(found, address, pairs_of(database, article.id))
                return labelled(found, self.labels)
            words = verifying.searched((text or "")[:LONGEST])
            moment = Moment(date.min, None, newest=None)
            query = read(database, known, aliases, words, moment)
            hits = search(database, known, query, moment, limit=CANDIDATES).hits
            ids = [each.passage.article_id for each in hits]
            articles = [article_by_id(database, each) for each in ids]
        pairs = [(hit.passage, each) for hit, each in zip(hits, articles, strict=True) if each]
        return labelled(verifying.among(text or "", pairs), self.labels)

    def timeline(
        self, words: str, *, since: date | None = None, until: date | None = None
    ) -> Timeline:
        """The story of `words` day by day, from `since` to `until`. Raises NothingIndexedError."""
        from retrieval.history.timeline import timeline  # hardly any process asks for it

        with self._reading() as (database, known, aliases, parties):
            moment = Moment(date.min, None, newest=None)
            query = read(database, known, aliases, words[:LONGEST], moment)
            voices = Voices(said(database), parties)
            story = timeline(database, known, query, voices, since=since, until=until)
        return labelled(story, self.labels)

    def sentences(
        self, question: str, text: str, *, asked_on: date | None = None
    ) -> tuple[str, ...]:
        """The sentences of `text`, the one that answers `question` best first.

        Raises NothingIndexedError for an empty coverage.
        """
        with self._reading() as (database, known, aliases, _):
            read_as = understood(database, known, aliases, question, asked_on)
        spans = ranked_sentences(read_as.query, text)
        return tuple(text[slice(*span)] for span in spans)

    def terms(self, question: str) -> tuple[str, ...]:
        """The terms of the question, sorted."""
        return tuple(sorted(set(terms(without_address(question[:LONGEST])))))
