"""The front door: open a coverage's file, ask it, reindex it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval import answering, locking, shelf, store
from retrieval.analysis import terms
from retrieval.asked_party import AskedParty, asked_party, opening_party
from retrieval.asking import LONGEST, question_of
from retrieval.choosing import ranked_sentences
from retrieval.connections import Connections
from retrieval.copies import copies
from retrieval.errors import UnknownAddressError, UnknownArticleError
from retrieval.excerpts import article_key_of, excerpt
from retrieval.explaining import Explanation, explain
from retrieval.extent import coverage, headlines
from retrieval.model import Answer, Article, Citation, Coverage, Excerpt, Hit
from retrieval.rows import article_by_id, article_by_key, number_of, said_in
from retrieval.search import search
from retrieval.summary import Progress, Summary
from retrieval.voices import Voices

if TYPE_CHECKING:
    from retrieval.doctor import Diagnosis

MANY = 10_000
"""Passages that a reindex wrote, from which on it also empties the log that SQLite keeps of it."""
CANDIDATES = 30
"""Hits from which an answer's quotes are chosen."""
OF_PARTY = 200
"""Hits among which those with words of a party are sought."""


class Archive(Connections):
    """A coverage in one SQLite file; made, empty, where there is none.

    Answers are given from a confidence of `threshold` on, 0 to 1; below it `ask` refuses. A
    citation of an outlet among `labels` carries its label.
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
    ) -> None:
        super().__init__(path)
        self.threshold = threshold
        self.labels = labels or {}

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
        from retrieval.patterns import pattern
        from retrieval.reindex import Reindex

        wanted = [pattern(path) for path in paths]
        with locking.alone(self.path, waiting), self._connected() as database:
            with store.writing(database):
                summary = Reindex(database, progress=progress).run(wanted, prune=prune)
            if summary.passages >= MANY:
                with suppress(sqlite3.OperationalError):
                    database.execute("pragma wal_checkpoint(truncate)")
        return summary

    def doctor(self, progress: Callable[[int, int], None] | None = None) -> Diagnosis:
        """Whether all that is stored agrees with the articles; reads everything.

        `progress` is told how many steps are done, and of how many. Raises a DatabaseError for a
        file that cannot be read at all.
        """
        from retrieval.doctor import diagnose  # it reads articles as a reindex does

        with self._connected() as database, store.reading(database):
            return diagnose(database, progress=progress)

    def search(
        self, question: str, *, limit: int = 10, asked_on: date | None = None
    ) -> tuple[Hit, ...]:
        """The best passages for `question`, best first, whatever the confidence.

        Raises NothingIndexedError for an empty coverage.
        """
        with self._reading() as (database, known, aliases, _):
            read_as = question_of(database, known, aliases, question, asked_on)
            found = search(database, known, read_as.query, read_as.moment, limit=limit)
        return found.hits

    def ask(
        self,
        question: str,
        *,
        limit: int = 3,
        asked_on: date | None = None,
        party: str | None = None,
    ) -> Answer:
        """The answer to `question`: up to `limit` quotes, or a refusal.

        `asked_on` is the day from which relative days count, today if None. Only sentences of
        `party` are quoted, or of the side whose words the question asks for. Raises
        NothingIndexedError for an empty coverage, UnknownPartyError.
        """
        with self._reading() as (database, known, aliases, parties):
            asked = None if party else asked_party(question[:LONGEST], parties)
            theirs = parties.known(party) if party else asked and asked.party
            words = asked.rest if asked else question
            read_as = question_of(database, known, aliases, words, asked_on)
            read_as = replace(read_as, text=question)
            best = max(limit, OF_PARTY if theirs else CANDIDATES)
            found = search(database, known, read_as.query, read_as.moment, limit=best)
            self._thread.hits = (question, found.hits)  # `copies` mostly follows
            answer = answering.answer(
                read_as,
                found,
                coverage=coverage(database),
                limit=limit,
                threshold=self.threshold,
                newest=() if found.hits else headlines(database, 3),
                voices=Voices(partial(said_in, database), parties, theirs),
            )
        quotes = (replace(each, citation=self._labelled(each.citation)) for each in answer.quotes)
        return replace(answer, quotes=tuple(quotes)) if self.labels else answer

    def _labelled(self, citation: Citation) -> Citation:
        return replace(citation, label=self.labels.get(citation.outlet or ""))

    def says(self, words: str) -> AskedParty:
        """The party that opens `words`, and the question that follows it.

        Raises NothingIndexedError, UnknownPartyError.
        """
        with self._reading() as (*_, parties):
            return opening_party(words, parties)

    def explain(self, question: str, address: str, *, asked_on: date | None = None) -> Explanation:
        """Why the passage at `address` stands where it does for `question`.

        Raises UnknownAddressError.
        """
        with self._reading() as (database, known, aliases, _):
            article = article_by_key(database, article_key_of(address))
            if article is None:
                raise UnknownAddressError(address)
            passage = excerpt(article, address).passage
            read_as = question_of(database, known, aliases, question, asked_on)
            number = number_of(database, article, passage)
            return explain(database, known, read_as.query, read_as.moment, passage, number)

    def sentences(
        self, question: str, text: str, *, asked_on: date | None = None
    ) -> tuple[str, ...]:
        """The sentences of `text`, the one that answers `question` best first.

        Raises NothingIndexedError for an empty coverage.
        """
        with self._reading() as (database, known, aliases, _):
            read_as = question_of(database, known, aliases, question, asked_on)
        spans = ranked_sentences(read_as.query, text)
        return tuple(text[slice(*span)] for span in spans)

    def show(self, address: str) -> Excerpt:
        """The passage at `address` in its place, where its words stand now.

        Raises UnknownAddressError.
        """
        with self._reading() as (database, *_):
            article = article_by_key(database, article_key_of(address))
        if article is None:
            raise UnknownAddressError(address)
        found = excerpt(article, address)
        return replace(found, citation=self._labelled(found.citation))

    def article(self, article_id: str) -> Article:
        """The article as indexed. Raises UnknownArticleError."""
        with self._reading() as (database, *_):
            article = article_by_id(database, article_id)
        if article is None:
            raise UnknownArticleError(article_id)
        return article

    def coverage(self) -> Coverage:
        """How far the coverage goes. Raises NothingIndexedError for an empty one."""
        with self._reading() as (database, *_):
            return coverage(database)

    def headlines(self, limit: int = 3) -> tuple[str, ...]:
        """The headlines of the newest articles, undated ones last."""
        with self._reading() as (database, *_):
            return headlines(database, limit)

    def copies(self, answer: Answer) -> Mapping[str, tuple[str, ...]]:
        """See `retrieval.copies`. Raises NothingIndexedError."""
        question, hits = getattr(self._thread, "hits", ("", ()))
        if question != answer.question:
            hits = self.search(answer.question, limit=CANDIDATES, asked_on=answer.asked_on)
        return copies(answer.quotes, hits)

    def latest(self, *, limit: int = 10, offset: int = 0) -> tuple[shelf.Listed, ...]:
        """The newest articles, undated ones last. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return shelf.latest(database, limit=limit, offset=offset)

    def listed(self, article_id: str) -> shelf.Listed:
        """The article as it stands in a list. Raises UnknownArticleError, NothingIndexedError."""
        return shelf.listed(self.article(article_id))

    def outlets(self) -> tuple[shelf.Outlet, ...]:
        """All outlets, those with most articles first. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return shelf.outlets(database)

    def generation(self) -> int:
        """A number that every reindex that changes anything changes. Raises NothingIndexedError."""
        with self._reading() as (_, known, *_tables):
            return known.generation

    def digests(self) -> Mapping[str, bytes]:
        """For each article's id the digest of its source. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return shelf.digests(database)

    def terms(self, question: str) -> tuple[str, ...]:
        """The terms of the question, sorted."""
        return tuple(sorted(set(terms(question[:LONGEST]))))

    def nearest(self, word: str) -> str | None:
        """The coverage's word that looks most like `word`. Raises NothingIndexedError."""
        with self._reading() as (database, *_):
            return shelf.nearest(database, word)
