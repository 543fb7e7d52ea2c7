"""Articles in a cluster, and what is known of them; see `stored.coverage.Articles`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from retrieval.errors import DatabaseError, NotACoverageError
from retrieval.model import Article, Attribution, Passage
from retrieval.opensearch.reading.finding import text_at
from retrieval.opensearch.reading.limits import after
from retrieval.opensearch.reading.moment import WINDOW, row_of
from retrieval.opensearch.reading.vocabulary import Vocabulary
from retrieval.store.copies.groups import MOST
from retrieval.store.corrections import KEPT, OF_AN_ARTICLE
from retrieval.store.database import after_timestamp
from retrieval.stored.articles import ArticleRow, Member, article_of
from retrieval.stored.coverage import Correction

_ROW: Final = [*ArticleRow._fields]


class Articles(Vocabulary):
    """Reads articles, whatever the limits."""

    def article_by_id(self, article_id: str) -> Article | None:
        """See `Articles.article_by_id`."""
        read = (row for row in self.read.rows.values() if row.id == article_id)
        row = next(read, None)
        return article_of(row) if row else self._article_where({"term": {"id": article_id}})

    def article_by_key(self, key: str) -> Article | None:
        """See `Articles.article_by_key`."""
        return self._article_where({"term": {"key": key}})

    def altered(self, article_id: str) -> DatabaseError:
        """See `Articles.altered`."""
        return NotACoverageError(
            self.cluster.where, f"{article_id} is not as it was indexed; run `nutgraf reindex`"
        )

    def path_of(self, article_id: str) -> str:
        """See `Articles.path_of`."""
        wanted = self.articles_shown([{"term": {"id": article_id}}])
        body = {"size": 1, "query": {"bool": {"filter": wanted}}, "_source": ["path"]}
        hits = self.hits("origins", body)
        return str(hits[0]["_source"]["path"]) if hits else ""

    def attributions(self, passage: Passage) -> Sequence[Attribution]:
        """See `Articles.attributions`."""
        place, said = (passage.article_id, passage.start), self.read.said
        if place not in said:
            self._texts_of(passage.article_id)
        return tuple(
            Attribution((scope, scope_end), (first, last), (verb, verb_end), stance)
            for verb, verb_end, first, last, scope, scope_end, stance in said.get(place, ())
        )

    def corrections(self, since: date | datetime, limit: int) -> list[Correction]:
        """See `Articles.corrections`."""
        moment = [after("moment", after_timestamp(since))]
        found = self._corrections(moment, limit)
        if max(Counter(each.article for each in found).values(), default=0) > OF_AN_ARTICLE:
            found = self._corrections(moment, WINDOW)
        met: Counter[str] = Counter()
        kept = []
        for each in found:
            met[each.article] += 1
            if met[each.article] <= OF_AN_ARTICLE:
                kept.append(each)
        return kept[:limit]

    def pairs_of(self, article_id: str) -> list[tuple[str, str]]:
        """See `Articles.pairs_of`."""
        found = self._corrections([{"term": {"article": article_id}}], OF_AN_ARTICLE)
        return [
            (each.before, each.after)
            for each in found
            if each.before is not None and each.after is not None
        ]

    def changes_after(self, article_id: str, moment: str) -> list[tuple[str, str]]:
        """See `Articles.changes_after`."""
        found = self._corrections([{"term": {"article": article_id}}], OF_AN_ARTICLE)
        return [
            (each.after, each.moment)
            for each in reversed(found)
            if each.after is not None and each.moment > moment
        ]

    def texts_of(self, article_ids: Iterable[str]) -> Mapping[str, int]:
        """See `Articles.texts_of`."""
        if not self.state.texts:
            return {}
        wanted = set(article_ids)
        known = {row.id: number for number, row in self.read.rows.items() if row.id in wanted}
        lacking = sorted(wanted - known.keys())
        for begin in range(0, len(lacking), WINDOW):
            some = lacking[begin : begin + WINDOW]
            shown = self.articles_shown([{"terms": {"id": some}}])
            body = {"size": len(some), "query": {"bool": {"filter": shown}}, "_source": ["id"]}
            found = self.hits("articles", body)
            self._rows([int(hit["_id"]) for hit in found])
            known |= {str(hit["_source"]["id"]): int(hit["_id"]) for hit in found}
        texts = {article_id: self.read.printed[number] for article_id, number in known.items()}
        return {article_id: text for article_id, text in texts.items() if text is not None}

    def members(self, text: int) -> list[Member]:
        """See `Articles.members`."""
        wanted = {"bool": {"filter": [{"term": {"text": text}}]}}
        body = {"size": WINDOW, "query": wanted, "sort": [{"article": "asc"}]}
        numbers = [
            hit["_source"]["article"]
            for hit in self.hits("texts", body)
            if text_at(hit["_source"], self.state.generation) == text
        ]
        shown = self.articles_shown([{"terms": {"number": numbers}}])
        order = [{"published": {"order": "asc", "missing": "_last"}}, {"id": "asc"}]
        fields = [*_ROW, "first"]
        body = {"size": MOST, "query": {"bool": {"filter": shown}}, "sort": order}
        hits = self.hits("articles", {**body, "_source": fields})
        return [Member(row_of(hit["_source"]), hit["_source"]["first"]) for hit in hits]

    def _article_where(self, where: Mapping[str, Any]) -> Article | None:
        shown = self.articles_shown([where])
        body = {"size": 1, "query": {"bool": {"filter": shown}}, "_source": _ROW}
        hits = self.hits("articles", body)
        return article_of(row_of(hits[0]["_source"])) if hits else None

    def _corrections(self, where: Sequence[Mapping[str, Any]], limit: int) -> list[Correction]:
        """The corrections that these filters leave, the newest first."""
        shown = [
            {"range": {"gen": {"lte": self.state.generation}}},
            {"range": {"number": {"gte": self.state.next_correction - KEPT}}},
            *where,
        ]
        body = {
            "query": {"bool": {"filter": shown}},
            "sort": [{"number": "desc"}],
        }
        found = (hit["_source"] for hit in self.pages("corrections", body, limit))
        return [
            Correction(each["article"], each["moment"], each["before"], each["after"])
            for each in found
        ]
