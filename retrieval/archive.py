"""The front door: open a coverage's file, ask it, look through it, reindex it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from retrieval.analysis.terms import terms
from retrieval.answering.answer import CONFIDENT, Answered, answered
from retrieval.answering.excerpts import article_at, excerpt
from retrieval.answering.heard.whose import words_searched
from retrieval.answering.labels import labelled
from retrieval.answering.showing.bounds import excerpt_at
from retrieval.answers import Answer, Coverage, Excerpt
from retrieval.days.opening import opening_day
from retrieval.errors import UnknownArticleError
from retrieval.languages.english.courtesies import without_courtesies
from retrieval.meaning.embedder import Embedder
from retrieval.model import Article, Hit
from retrieval.opening import connections
from retrieval.opensearch.address import ClusterAddress
from retrieval.query.question import LONGEST, understood
from retrieval.query.vocabulary import nearest
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.explanation import Explanation, explain
from retrieval.ranking.meant import found_for
from retrieval.reindex.summary import Progress, Summary
from retrieval.speakers.asked import AskedParty, opening_party
from retrieval.stored.catalogue import Listed, Outlet, listed
from retrieval.stored.limits import Limits

if TYPE_CHECKING:
    from retrieval.articles.reading import Described
    from retrieval.history.story import Timeline
    from retrieval.history.verification import Verification
    from retrieval.reindex.soundness.doctor import Diagnosis


class Archive:
    """A coverage in one SQLite file, which the first reindex makes, or in an OpenSearch cluster,
    whose address, as text, stands for the path: docs/scaling.md.

    Answers are given from a confidence of `threshold` on, 0 to 1; below it `ask` refuses. What
    names an outlet among `labels` carries its label. `now` is the clock that says when something
    was indexed. `meaning`: whether what texts mean counts (docs/meaning.md), or by which model.
    A cluster's user has a `password`; its certificate is signed by `ca`, a file, or a known one.
    May be shared between threads, and answers while it, or another process, reindexes: each
    question is answered from one moment of the coverage. Raises a DatabaseError for a file that
    cannot be used, at once unless `check` is False; what reads an empty coverage, or one that is
    not there, raises NothingIndexedError.
    """

    def __init__(
        self,
        path: str | PathLike[str] | ClusterAddress,
        *,
        threshold: float = CONFIDENT,
        labels: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        check: bool = True,
        meaning: bool | Embedder = True,
        password: str | None = None,
        ca: Path | None = None,
    ) -> None:
        self.place, self.path = str(path), Path(str(path))
        self.access, self.threshold, self.labels = (password, ca), threshold, labels or {}
        self.now, self.meaning = now, meaning
        self._connections = connections(self.place, now, meaning=meaning, password=password, ca=ca)
        self._snapshot = self._connections.snapshot
        if check:
            self._connections.check()

    def __repr__(self) -> str:
        return f"Archive({self.place!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections of all threads; a later question opens a new one."""
        self._connections.close()

    def reindex(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        coverage: Iterable[Described] = (),
        prune: bool = True,
        apart: bool = False,
        progress: Callable[[Progress], None] | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> Summary:
        """Brings the coverage in step with the files at `paths`, all of it or nothing.

        A path is a file, a folder, or a pattern such as `news/**/*.jsonl`. Files that `coverage`
        names are read as it says, the first that names them. With `prune`, articles whose file
        vanished from one of the `paths` are removed, if what it was in could be read. With `apart`,
        no article is parsed in this process, however few they are. `progress` is told how far it
        is, `waiting` which other reindex is waited for. Raises MissingPathError, a DatabaseError,
        WorkerError; files that are no articles, or cannot be read, are in the summary.
        """
        from retrieval.reindex.reindex import Reindex  # imports formats as long as an answer takes

        with self._connections.writer(waiting) as writer:
            run = Reindex(writer, now=self.now(), coverage=coverage, progress=progress, apart=apart)
            return run.run(paths, prune=prune)

    def doctor(
        self, progress: Callable[[int, int], None] | None = None, *, every: bool = True
    ) -> Diagnosis:
        """Whether what is stored agrees with the articles: `every` one, or some of a cluster's.
        `progress` is told of steps done, and of all. Raises a DatabaseError."""
        return self._connections.diagnose(progress, every=every)

    def search(
        self, question: str, *, limit: int = 10, asked_on: date | None = None
    ) -> tuple[Hit, ...]:
        """The `limit` best passages for `question`, best first, whatever the confidence."""
        with self._snapshot() as snapshot:
            read_as = understood(snapshot, question, asked_on)
            return found_for(snapshot, read_as.query, read_as.moment, limit=max(0, limit)).hits

    def ask(
        self,
        question: str,
        *,
        limit: int = 3,
        asked_on: date | None = None,
        party: str | None = None,
        as_of: date | None = None,
        since: date | datetime | None = None,
        outlet: str | None = None,
        path: str | None = None,
    ) -> Answer:
        """The answer to `question`: up to `limit` quotes, 30 at most, or a refusal.

        Relative days count from `asked_on`, if None from `as_of`, else from today. Only sentences
        of `party` are quoted, or of the side whose words the question asks for. `as_of`: only what
        was published by that day is asked, nothing undated. `since`: only what is new since then
        (see Limits). `outlet`: only its articles; `path`: only that with this id, or those with ids
        below it. Raises UnknownPartyError, UnknownOutletError.
        """
        limits = Limits(as_of, since, outlet, path)
        found = self.answered(question, limit=limit, asked_on=asked_on, party=party, limits=limits)
        return found.answer

    def answered(
        self,
        question: str,
        *,
        limit: int = 3,
        asked_on: date | None = None,
        party: str | None = None,
        limits: Limits,
    ) -> Answered:
        """As `ask`, within `limits`, with the hits its quotes were chosen of; raises as it does."""
        with self._snapshot() as snapshot:
            found = answered(
                snapshot,
                question,
                limit=limit,
                threshold=self.threshold,
                asked_on=asked_on,
                party=party,
                limits=limits,
            )
        return found._replace(answer=labelled(found.answer, self.labels))

    def copies(self, answer: Answer) -> Mapping[str, tuple[str, ...]]:
        """See Answered.copies: asks the question of `answer` again."""
        limits = Limits(answer.as_of, answer.since, answer.outlet, answer.path)
        again = self.answered(answer.question, asked_on=answer.asked_on, limits=limits)
        return again._replace(answer=answer).copies()

    def says(self, words: str) -> AskedParty:
        """The party that opens `words`, and the question after it. Raises UnknownPartyError."""
        with self._snapshot() as snapshot:
            return opening_party(words, snapshot.parties)

    def opening_day(
        self, text: str, lead: Literal["since", "until"], *, asked_on: date | None = None
    ) -> tuple[date, str] | None:
        """The day with which `text` opens, as if behind `lead`, and the rest; None without one."""
        with self._snapshot() as snapshot:
            latest, spoken = snapshot.stored.newest_day(), snapshot.languages
        return opening_day(text, lead, asked_on or date.today(), latest=latest, languages=spoken)

    def explain(self, question: str, address: str, *, asked_on: date | None = None) -> Explanation:
        """Why the passage at `address` has its score for it. Raises UnknownAddressError."""
        with self._snapshot() as snapshot:
            article = article_at(snapshot.stored, address)
            passage = excerpt(article, address).passage
            words = words_searched(snapshot, question, asked_on, self.threshold)
            return explain(snapshot, words, article, passage, asked_on=asked_on)

    def verify(self, address: str | None = None, text: str | None = None) -> Verification:
        """Whether the passage at `address`, or `text`, still stands. Raises UnknownAddressError."""
        from retrieval.history.verification import verify  # hardly any process asks for it

        with self._snapshot() as snapshot:
            return labelled(verify(snapshot, address, text), self.labels)

    def timeline(
        self,
        words: str,
        *,
        since: date | None = None,
        until: date | None = None,
        outlet: str | None = None,
        path: str | None = None,
    ) -> Timeline:
        """The story of `words` day by day, from `since` to `until`. Raises UnknownOutletError."""
        from retrieval.history.timeline import timeline  # hardly any process asks for it

        with self._snapshot() as snapshot:
            limits = Limits(outlet=outlet, path=path)
            told = timeline(snapshot, words, since=since, until=until, limits=limits)
        return labelled(told, self.labels)

    def sentences(
        self, question: str, text: str, *, asked_on: date | None = None
    ) -> tuple[str, ...]:
        """The sentences of `text`, the one that answers `question` best first."""
        with self._snapshot() as snapshot:
            found = Candidates(understood(snapshot, question, asked_on).query)
        ranked = found.ranked(found.read(text, found.query.language))
        return tuple(sentence.text for _, sentence in ranked)

    def terms(self, question: str) -> tuple[str, ...]:
        """The terms of the question, as they are indexed, sorted, each once."""
        return tuple(sorted(set(terms(without_courtesies(question[:LONGEST])))))

    def show(self, address: str) -> Excerpt:
        """The passage at `address` in its place, as it stands now. Raises UnknownAddressError."""
        with self._snapshot() as snapshot:
            return labelled(excerpt_at(snapshot.stored, address), self.labels)

    def article(self, article_id: str) -> Article:
        """The article as indexed. Raises UnknownArticleError."""
        with self._snapshot() as snapshot:
            article = snapshot.stored.article_by_id(article_id)
        if article is None:
            raise UnknownArticleError(article_id)
        return article

    def articles(self) -> Iterator[Article]:
        """All articles as indexed, by id, those that are not out yet too."""
        return self._connections.articles()

    def coverage(self, *, whole: bool = False) -> Coverage:
        """How far the coverage goes; if `whole`, an error where a part of a cluster is missing."""
        with self._connections.whole() if whole else self._snapshot() as snapshot:
            return snapshot.stored.coverage()

    def headlines(self, limit: int = 3) -> tuple[str, ...]:
        """The headlines of the `limit` newest articles, undated ones last."""
        with self._snapshot() as snapshot:
            return tuple(snapshot.stored.headlines(limit))

    def latest(self, *, limit: int = 10, offset: int = 0) -> tuple[Listed, ...]:
        """The `limit` newest articles behind the first `offset`, undated ones last."""
        with self._snapshot() as snapshot:
            found = tuple(map(listed, snapshot.stored.latest(limit, offset)))
        return labelled(found, self.labels)

    def listed(self, article_id: str) -> Listed:
        """The article as it stands in a list. Raises UnknownArticleError."""
        return labelled(listed(self.article(article_id)), self.labels)

    def outlets(self) -> tuple[Outlet, ...]:
        """All outlets, those with most articles first."""
        with self._snapshot() as snapshot:
            return labelled(tuple(snapshot.stored.outlets()), self.labels)

    def languages(self) -> tuple[str, ...]:
        """The languages that articles are in, as ISO 639-1 codes, that of most of them first."""
        with self._snapshot() as snapshot:
            return snapshot.languages

    def generation(self) -> int:
        """A number that every reindex that changes anything changes."""
        with self._snapshot() as snapshot:
            return snapshot.stored.extent.generation

    def digests(self, since: int = -1) -> Mapping[str, bytes]:
        """By id of each article that is out, or at least new `since` then, its source's SHA-256."""
        with self._snapshot() as snapshot:
            return snapshot.stored.changed_since(since)

    def nearest(self, word: str) -> str | None:
        """The coverage's word that looks most like `word`; None where none does."""
        with self._snapshot() as snapshot:
            return nearest(snapshot.stored, word)
