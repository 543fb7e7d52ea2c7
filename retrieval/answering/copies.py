"""The same text in several articles: it is quoted once, with all that print it beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final, TypeAlias

from retrieval.analysis.same_text import Wording
from retrieval.answers import Answer
from retrieval.articles.passages import split
from retrieval.days.asked import Asked
from retrieval.model import Copy, Hit, Passage, Quote
from retrieval.query.question import Question
from retrieval.snapshot import Snapshot
from retrieval.stored.articles import ArticleRow, Member, article_of

Texts: TypeAlias = Mapping[str, int]
"""For the ids of articles that print a text which others print too, the text's number."""
NO_TEXTS: Final[Texts] = {}


def folded(
    hits: Iterable[Hit], articles: Mapping[str, ArticleRow], texts: Texts, limit: int
) -> list[Hit]:
    """The first hits, so many as the limit, without those whose words stand, nearly as they are,
    in the passage of an earlier one, of an article that prints the same text."""
    wording = cache(lambda article_id: Wording(articles[article_id].body))
    kept: list[Hit] = []
    for hit in hits:
        if len(kept) == limit:
            break
        text = texts.get(hit.passage.article_id)
        same = [
            each.passage
            for each in kept
            if text is not None and texts.get(each.passage.article_id) == text
        ]
        if not any(
            _repeats(hit.passage, each, wording(each.article_id))
            for each in same
            if each.article_id != hit.passage.article_id
        ):
            kept.append(hit)
    return kept


def with_copies(snapshot: Snapshot, question: Question, given: Answer, texts: Texts) -> Answer:
    """The answer, each quote with the other articles that have its words."""
    finding = _Finding(snapshot, question, texts)
    return replace(
        given,
        quotes=tuple(map(finding.beside, given.quotes)),
        nearest=tuple(map(finding.beside, given.nearest)),
    )


class _Finding:
    """Looks for quoted words in the articles of a text, as far as the question's limits reach."""

    def __init__(self, snapshot: Snapshot, question: Question, texts: Texts) -> None:
        asked = question.moment.asked
        self.asked = asked if asked and asked.kind != "on" else None
        self.texts = texts
        self.left = snapshot.stored.within(question.limits)
        self.members = cache(snapshot.stored.members)
        self.wording = cache(Wording)

    def beside(self, quote: Quote) -> Quote:
        """The quote with its copies."""
        text = self.texts.get(quote.citation.article)
        if text is None:
            return quote
        found = [
            copy
            for each in self.members(text)
            if each.article.id != quote.citation.article and (copy := self._copy(quote, each))
        ]
        return replace(quote, copies=tuple(found))

    def _copy(self, quote: Quote, member: Member) -> Copy | None:
        """The quote's words in another article of its text."""
        row = member.article
        if _is_within(quote.citation.published, self.asked) > _is_within(row.published, self.asked):
            return None
        passages = split(article_of(row))
        at = next((at for at, each in enumerate(passages) if each.text == quote.text), None)
        if at is None:
            span = self.wording(row.body).standing(quote.text)
            at = span and next(
                (at for at, each in enumerate(passages) if each.start <= span[0] < each.end), None
            )
        if at is None or not self.left.is_left(member.first + at):
            return None
        address = passages[at].address
        return Copy(row.id, row.headline, row.outlet, row.url, _day(row.published), address)


def _repeats(passage: Passage, other: Passage, wording: Wording) -> bool:
    """Whether the passage's words stand in the `other` one, of an article with this `wording`."""
    span = wording.standing(passage.text)
    return span is not None and span[0] < other.end and other.start < span[1]


def _is_within(published: str | None, asked: Asked | None) -> bool:
    """Whether an article of that day is of the asked days; also where nothing tells."""
    if asked is None or published is None:
        return True
    day = date.fromisoformat(published[:10])
    return (asked.first or day) <= day <= (asked.last or day)


def _day(published: str | None) -> str | None:
    return published[:10] if published else None
