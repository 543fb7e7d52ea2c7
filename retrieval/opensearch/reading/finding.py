"""Passages found in a cluster, and what is known of them; see `stored.passages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from retrieval.days.calendar import Days
from retrieval.index.postings import K1, Floats, impact
from retrieval.languages.detection import DEFAULT
from retrieval.model import Article, Passage
from retrieval.opensearch.reading.moment import Moment, row_of
from retrieval.opensearch.reading.of_days import leads, ranked_of_days
from retrieval.opensearch.reading.places import with_places
from retrieval.opensearch.reading.scoring import candidates
from retrieval.opensearch.reading.scoring.article_scores import article_scores
from retrieval.opensearch.reading.scoring.candidates import frequencies
from retrieval.opensearch.reading.with_words import holding, with_words
from retrieval.opensearch.replies import Reply
from retrieval.stored.articles import ArticleRow
from retrieval.stored.passages import Placed
from retrieval.stored.scored import Scored
from retrieval.stored.terms import Term

_TEXT: Final = ["kind", "place", "section", "start", "end", "text", "said", "worded"]
_READ: Final = 30
"""Texts that are read at first, as far as is asked for; then four times so many."""


class Finding(Moment):
    """Finds passages, and reads them."""

    def best(self, terms: Sequence[Term], k: int) -> Scored:
        """See `Passages.best`."""
        return candidates.best(self, terms, k)

    def best_and_of_days(self, terms: Sequence[Term], k: int, days: Days) -> Scored:
        """See `Passages.best_and_of_days`."""
        return candidates.best_and_of_days(self, terms, k, days)

    def of_days(self, days: Days, k: int) -> Scored:
        """See `Passages.of_days`."""
        return ranked_of_days(self, days, k)

    def leads(self, first: date | None, last: date | None, k: int) -> Scored:
        """See `Passages.leads`."""
        return leads(self, first, last, k)

    def last(self, k: int) -> Scored:
        """See `Passages.last`."""
        query = {"bool": {"filter": self.passages_left()}}
        body = {"query": query, "sort": [{"number": "desc"}]}
        return self.scored(self.passages_in_order(body, k))

    def with_words(
        self, wanted: Sequence[frozenset[str]], terms: Sequence[Term], k: int, days: Days | None
    ) -> Scored:
        """See `Passages.with_words`."""
        return with_words(self, wanted, terms, k, days)

    def holding(self, terms: Sequence[str]) -> Scored:
        """See `Passages.holding`."""
        return holding(self, terms)

    def place_of(self, article: Article, passage: Passage) -> Scored:
        """See `Passages.place_of`."""
        [number] = [
            each
            for each, said in self._texts_of(article.id).items()
            if said["kind"] == passage.kind and said["start"] == passage.start
        ]
        return self.scored(self.known([number]))

    def is_left(self, number: int) -> bool:
        """See `Passages.is_left`."""
        return self._count([{"term": {"number": number}}]) > 0

    def is_empty(self) -> bool:
        """See `Passages.is_empty`."""
        if not self.filters and all(until <= self.now for until in self.state.waiting):
            return self.state.passages == 0
        return self._count([]) == 0

    def frequencies(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """See `Passages.frequencies`."""
        return frequencies(terms, self.known(scored.numbers.tolist()))

    def shares(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """See `Passages.shares`."""
        found = self.known(scored.numbers.tolist())
        lengths = found.lengths.astype(np.float64)
        idf = np.array([[term.idf] for term in terms]).reshape(-1, 1)
        shares: Floats = idf * (K1 + 1) * impact(frequencies(terms, found), lengths, self.average)
        return shares

    def article_scores(self, terms: Sequence[Term], scored: Scored) -> Floats:
        """See `Passages.article_scores`."""
        return article_scores(self, terms, scored)

    def days_spoken_of(self, scored: Scored) -> list[Sequence[Days]]:
        """See `Passages.days_spoken_of`."""
        return [
            [(date.fromordinal(first), date.fromordinal(last)) for first, last in spoken]
            for spoken in self.known(scored.numbers.tolist()).days()
        ]

    def languages_of(self, articles: Iterable[int]) -> Mapping[int, str]:
        """See `Passages.languages_of`."""
        wanted = sorted(set(articles)) if self.state.languages else []
        self._rows(wanted)
        spoken = {each: self.read.analysed[each] for each in wanted}
        return {each: code for each, code in spoken.items() if code != DEFAULT}

    def passages(self, scored: Scored) -> list[tuple[Passage, ArticleRow]]:
        """See `Passages.passages`."""
        where = list(zip(scored.numbers.tolist(), scored.articles.tolist(), strict=True))
        self._read(where, rows=True)
        return [
            (self._passage(number, article), self.read.rows[article]) for number, article in where
        ]

    def passages_with_places(self, scored: Scored, terms: Mapping[str, str]) -> list[Placed]:
        """See `Passages.passages_with_places`."""
        return with_places(self, scored, self.passages(scored), terms)

    def texts(self, scored: Scored) -> Iterator[tuple[int, str]]:
        """See `Passages.texts`."""
        where = list(zip(scored.numbers.tolist(), scored.articles.tolist(), strict=True))
        at, much = 0, _READ
        while at < len(where):
            some = where[at : at + much]
            self._read(some)
            for number, _ in some:
                said = self.read.texts[number]
                yield said["end"], said["text"]
            at, much = at + much, 4 * much

    def whole_text(self, article: int) -> str:
        """See `Passages.whole_text`."""
        [row] = self._rows([article])
        return f"{row.headline}\n{row.body}"

    def _passage(self, number: int, article: int) -> Passage:
        said, row = self.read.texts[number], self.read.rows[article]
        code = self.read.analysed[article]
        start, end = said["start"], said["end"]
        return Passage(
            row.id, said["kind"], said["place"], said["section"], start, end, said["text"], code
        )

    def _read(self, where: Sequence[tuple[int, int]], *, rows: bool = False) -> None:
        """Reads the words of passages, by their and their articles' numbers; with `rows`, their
        articles too: all that lacks in one call."""
        kept = self.read
        lacking = [each for each in dict.fromkeys(where) if each[0] not in kept.texts]
        articles = dict.fromkeys(each for _, each in where if each not in kept.rows) if rows else ()
        wanted = [
            {
                "_index": self.indices.of("passages"),
                "_id": str(number),
                "routing": str(article),
            }
            for number, article in lacking
        ]
        found = self._documents_of(wanted, [*articles])
        ids = self.known(number for number, _ in lacking).article_ids()
        for (number, _), article_id, document in zip(lacking, ids, found, strict=True):
            said = document["_source"]
            kept.texts[number] = said
            kept.said[article_id, said["start"]] = said.get("said", ())

    def _rows(self, articles: Sequence[int]) -> list[ArticleRow]:
        """The rows of these articles."""
        self._documents_of([], [each for each in articles if each not in self.read.rows])
        return [self.read.rows[each] for each in articles]

    def _documents_of(
        self, wanted: Sequence[Mapping[str, Any]], articles: Sequence[int]
    ) -> Sequence[Reply]:
        """The documents that are wanted; the rows of these articles are kept, and which text they
        print with others, if any do."""
        kept = self.read
        rows = [_place(self.indices.of("articles"), each) for each in articles]
        texts = [_place(self.indices.of("texts"), each) for each in articles if self.state.texts]
        if not (wanted or rows):
            return ()
        found = self.shown.documents([*wanted, *rows, *texts])
        must = self.there(found[: len(wanted) + len(rows)])
        for number, document in zip(articles, must[len(wanted) :], strict=True):
            kept.rows[number] = row_of(document["_source"])
            kept.analysed[number] = document["_source"]["analysed"]
        for number, document in zip(articles, found[len(must) :], strict=False):
            said = document["_source"] if document["found"] else None
            kept.printed[number] = text_at(said, self.state.generation)
        return must[: len(wanted)]

    def _texts_of(self, article_id: str) -> dict[int, Mapping[str, Any]]:
        """The words of all passages of an article, by number."""
        query = {"bool": {"filter": [{"term": {"article_id": article_id}}, *self._all()]}}
        body = {"query": query, "_source": _TEXT, "sort": [{"number": "asc"}]}
        hits = self.pages("passages", body, self.state.next_passage)
        found = {hit["sort"][0]: hit["_source"] for hit in hits}
        self.read.texts.update(found)
        self.read.said.update(
            ((article_id, said["start"]), said.get("said", ())) for said in found.values()
        )
        return found

    def _all(self) -> list[Mapping[str, Any]]:
        """The filters of passages that are shown, whatever the limits."""
        left = len(self.passages_left()) - len(self.filters)
        return self.passages_left()[:left]

    def _count(self, more: Sequence[Mapping[str, Any]]) -> int:
        query = {"bool": {"filter": self.passages_left(more)}}
        found = self.search("passages", {"size": 0, "track_total_hits": 1, "query": query})
        return int(found["hits"]["total"]["value"])


def _place(index: str, number: int) -> dict[str, str]:
    """A document as it is kept: to choose fields of it costs a cluster more than to send all."""
    return {"_index": index, "_id": str(number)}


def text_at(said: Mapping[str, Any] | None, gen: int) -> int | None:
    """The text that an article prints with others, as of the generation."""
    if said and said["gen"] > gen:
        said = said.get("before")
    return said["text"] if said else None
