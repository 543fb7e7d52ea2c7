"""Hits -> Answer: the sentence that answers, what else is quoted, or why nothing is; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Final

from retrieval.analysis import terms, tokens
from retrieval.language import language
from retrieval.model import (
    Answer,
    Article,
    Citation,
    Coverage,
    Hit,
    Offsets,
    Passage,
    Quote,
    Reason,
    Refusal,
    Span,
)
from retrieval.query import Query
from retrieval.sentences import sentences

CONFIDENT: Final = 0.5
"""The confidence from which on an answer is given."""
BIAS, BY_SHARE, BY_WEIGHT = -5.64, 3.0, 0.6
"""The confidence's logistic regression, fitted on questions asked after a coverage ended and on
those about seeds/; the command stands in docs/architecture.md."""
FURTHER: Final = 0.5
"""Of the first quote's score, what a further quote must reach."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, the day it was asked on, and its terms."""

    text: str
    asked_on: date
    query: Query


def answer(
    question: Question,
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    *,
    coverage: Coverage,
    limit: int,
    newest: Sequence[str] = (),
) -> Answer:
    """The answer that `hits`, best first, give; `articles` holds theirs by id.

    `newest` are headlines to suggest where no hit gives any.
    """
    spoken = language(question.text)
    sure = confidence(question.query, hits[0].score) if hits else 0.0
    reason = _reason(question.query, spoken, sure, found=bool(hits))
    refusal: Refusal | None = None
    quotes: tuple[Quote, ...] = ()
    if reason:
        nearest = [articles[hit.passage.article_id].headline for hit in hits]
        suggestions = tuple(dict.fromkeys([*nearest, *newest]))[:3]
        refusal = Refusal(reason, unknown=question.query.unknown, suggestions=suggestions)
    else:
        chosen = _chosen(hits, limit)
        quotes = tuple(
            _quote(question.query, hit, articles[hit.passage.article_id], number)
            for number, hit in enumerate(chosen, start=1)
        )
    return Answer(
        question=question.text,
        asked_on=question.asked_on,
        language=spoken,
        confidence=round(sure, 4),
        quotes=quotes,
        refusal=refusal,
        coverage=coverage,
    )


def cite(article: Article, passage: Passage, number: int = 1) -> Citation:
    """The citation of a passage of `article`, as an answer's quote `number`."""
    return Citation(
        number=number,
        article=article.id,
        headline=article.headline,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        section=passage.section,
        kind=passage.kind,
        paragraph=passage.paragraph,
        paragraphs=article.paragraphs,
    )


def confidence(query: Query, score: float) -> float:
    """The probability that the passage with this score answers, by two shares of the score.

    Of the question's idf (did it find what was asked?), and of the idf of the rarest words (is
    what it found worth anything?).
    """
    weight = BIAS + BY_SHARE * score / query.mass + BY_WEIGHT * score / query.rarest
    return 1 / (1 + exp(-weight))


def _reason(query: Query, spoken: str, sure: float, *, found: bool) -> Reason | None:
    """Why to refuse; None where an answer may be given."""
    if not query.idf:
        return "empty_question"
    if found and sure >= CONFIDENT:
        return None
    if spoken != "en":
        return "other_language"
    if not found:
        return "no_match"
    return "unknown_words" if query.unknown else "low_confidence"


def _chosen(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """The best hit, then others near to it in score: first from other articles, none twice."""
    near = [hit for hit in hits if hit.score >= FURTHER * hits[0].score]
    first_of: dict[str, Hit] = {}
    texts: set[str] = set()
    rest = []
    for hit in near:
        if hit.passage.text in texts:
            continue
        texts.add(hit.passage.text)
        if first_of.setdefault(hit.passage.article_id, hit) is not hit:
            rest.append(hit)
    return [*first_of.values(), *rest][:limit]


def _quote(query: Query, hit: Hit, article: Article, number: int) -> Quote:
    passage = hit.passage
    start, end = _best_sentence(query, passage.text)
    matched = [
        (passage.start + token.span[0], passage.start + token.span[1])
        for token in tokens(passage.text)
        if token.term in query.owner
    ]
    return Quote(
        sentence=passage.text[start:end],
        text=passage.text,
        score=hit.score,
        matched=tuple(article.body[slice(*span)] for span in matched),
        offsets=Offsets(
            text=(passage.start, passage.end),
            sentence=(passage.start + start, passage.start + end),
            matched=tuple(matched),
        ),
        address=passage.address,
        citation=cite(article, passage, number),
    )


def _best_sentence(query: Query, text: str) -> Span:
    """The sentence that holds most of the question's idf, the first of equals."""
    spans = sentences(text) or [(0, len(text))]
    return max(spans, key=lambda span: query.held(terms(text[slice(*span)])))
