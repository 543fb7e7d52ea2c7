"""Hits -> Answer: the sentence that answers, what else is quoted, or why nothing is; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from math import exp
from typing import Final

from retrieval.analysis.terms import terms, tokens
from retrieval.answering.selection import best_sentences, chosen, figures
from retrieval.answering.speakers import Voices
from retrieval.answers import Answer, AskedDays, Correction, Coverage, ReadAs, Reason, Refusal
from retrieval.days.asked import Asked
from retrieval.index.filters import Limits
from retrieval.languages.detection import language
from retrieval.model import Article, Hit, Offsets, Quote, Span
from retrieval.query.query import Query
from retrieval.query.question import Question
from retrieval.ranking.cues import lacks_figure
from retrieval.ranking.search import Found
from retrieval.store.articles import ArticleRow, cite

CONFIDENT: Final = 0.4
"""The confidence from which on an answer is given, unless the operator sets another."""
HEARD: Final = 30
"""Hits with words of a party from which an answer's quotes are chosen."""
UNDATED: Final = 0.3
"""The nearness in days of a passage of which nothing tells the day."""
BIAS, BY_SHARE, BY_WEIGHT, BY_DAY, UNCOUNTED = -8.2, 3.14, 0.5, 3.9, -1.2
"""The confidence's logistic regression: fitted on the questions of rtqa-2022, many of them asked
after the coverage ended, and on those about seeds/; see docs/architecture.md."""
ABSENT: Final = -4.0
"""What is added where the coverage never uses a name or a number of the question."""


def answer(
    question: Question,
    found: Found,
    *,
    coverage: Coverage,
    limit: int,
    threshold: float = CONFIDENT,
    newest: Sequence[str] = (),
    voices: Voices | None = None,
    nothing_left: bool = False,
    corrections: Sequence[Correction] = (),
) -> Answer:
    """The answer that what was found gives, in words of the party that `voices` may ask for.

    Below a confidence of `threshold` it is a refusal. `newest` are headlines to suggest where no
    hit gives any; `nothing_left`: the question's limits leave nothing to be asked.
    """
    voices = voices or Voices()
    silent = False
    if voices.party is not None:
        found, silent = _of_party(question.query, found, voices)
    spoken = language(question.query.text)
    articles = found.articles
    sure = _sure(question.query, found) if found.hits else 0.0
    reason = _reason(question, spoken, found, sure=sure >= threshold, nothing_left=nothing_left)
    if silent and not reason:
        reason = "party_silent"
    refusal: Refusal | None = None
    quotes: tuple[Quote, ...] = ()
    if reason:
        refusal = _refusal(question, found, reason, newest, voices.party)
    else:
        best = chosen(question.query, found.hits, articles, limit)
        quotes = tuple(
            quoted(question.query, hit, articles[hit.passage.article_id], number, voices=voices)
            for number, hit in enumerate(best, start=1)
        )
    return Answer(
        question=question.text,
        asked_on=question.moment.asked_on,
        language=spoken,
        confidence=round(sure, 4),
        quotes=quotes,
        refusal=refusal,
        coverage=coverage,
        read_as=tuple(ReadAs(*each) for each in question.query.read_as),
        days=_asked_days(question.moment.asked),
        figures=figures(question.query, quotes),
        party=voices.party,
        as_of=question.limits.as_of,
        since=question.limits.since,
        corrections=tuple(corrections),
    )


def _of_party(query: Query, found: Found, voices: Voices) -> tuple[Found, bool]:
    """What was found with a sentence of the party; all of it, and True, where there is none."""
    heard = tuple(islice(voices.heard(query, found.hits, found.articles), HEARD))
    if not heard:
        return found, bool(found.hits)
    match = found.match + heard[0].score - found.hits[0].score
    return replace(found, hits=heard, match=match), False


def _refusal(
    question: Question, found: Found, reason: Reason, newest: Sequence[str], party: str | None
) -> Refusal:
    nearest = [found.articles[hit.passage.article_id].headline for hit in found.hits]
    asked, unreached = question.moment.asked, reason == "day_not_covered"
    return Refusal(
        reason,
        unknown=_unknown(question.query, found),
        day=_limit(question.limits, reason) or (_day(asked) if asked and unreached else None),
        suggestions=tuple(dict.fromkeys(filter(None, [*nearest, *newest])))[:3],
        party=party if reason == "party_silent" else None,
    )


def _unknown(query: Query, found: Found) -> tuple[str, ...]:
    """The words, and where none of the hits has them the phrases, that the coverage never uses."""
    phrases = [phrase.written for phrase in query.phrases] if found.unphrased else []
    return (*phrases, *(w for w in query.unknown if not any(w in each for each in phrases)))


def confidence(query: Query, found: Found) -> float:
    """The probability that the best passage answers, by its score and its day.

    The score's share of the question's idf says whether what was asked is there, its share of the
    rarest word's idf whether that is worth anything; a passage near the day that the question is
    about, or asked on, answers more often.
    """
    weight = BIAS + BY_SHARE * found.match / (query.mass or query.rarest)
    near = UNDATED if found.nearness is None else max(0.0, found.nearness)
    weight += BY_WEIGHT * found.match / query.rarest + BY_DAY * near
    weight += ABSENT * query.lacks_decisive
    weight += UNCOUNTED * lacks_figure(query, found.hits[0].passage.text)
    return 1 / (1 + exp(-weight))


def _sure(query: Query, found: Found) -> float:
    """The confidence in the best hit.

    A question that is its headline is surely answered, one that asks for a day alone by what
    speaks of that day.
    """
    if query.day_terms.issuperset(query.idf):
        return found.nearness or 0.0
    headline = set(terms(found.articles[found.hits[0].passage.article_id].headline))
    return 1.0 if headline and headline == set(query.idf) else confidence(query, found)


def _limit(limits: Limits, reason: Reason) -> str | None:
    """The day or moment beyond which there is nothing, where that is the reason."""
    limit = {"nothing_by_then": limits.as_of, "nothing_since": limits.since}.get(reason)
    return limit.isoformat() if limit else None


def _reason(
    question: Question, spoken: str, found: Found, *, sure: bool, nothing_left: bool
) -> Reason | None:
    """Why to refuse; None where an answer may be given."""
    asks = question.query.idf or question.moment.asked or question.limits.since
    if not asks:
        return "empty_question"
    if nothing_left and question.limits.as_of and not question.limits.since:
        return "nothing_by_then"
    if question.limits.since and not found.hits:
        return "nothing_since"
    if found.outside or question.moment.beyond:
        return "day_not_covered"
    if found.unphrased:
        return "unknown_words"
    if found.hits and sure:
        return None
    if spoken != "en":
        return "other_language"
    if not found.hits:
        return "no_match"
    return "unknown_words" if question.query.unknown else "low_confidence"


def _day(asked: Asked) -> str | None:
    """The asked day, or the first of them, or the last where there is no first."""
    day = asked.first or asked.last
    return day.isoformat() if day else None


def _asked_days(asked: Asked | None) -> AskedDays | None:
    if asked is None:
        return None
    first, last = (day.isoformat() if day else None for day in (asked.first, asked.last))
    return AskedDays(first, last, asked.kind, asked.written)


def quoted(
    query: Query,
    hit: Hit,
    article: Article | ArticleRow,
    number: int,
    *,
    sentence: Span | None = None,
    voices: Voices | None = None,
) -> Quote:
    """The quote `number` of a passage of `article`, with the best sentence if none is given."""
    passage, voices, second = hit.passage, voices or Voices(), None
    if sentence is None and voices.party is None:
        sentence, second = best_sentences(query, passage.text)
    span = sentence or voices.sentence(query, passage, article.body)
    assert span, "a hit without a sentence of the party is none of its hits"
    start, end = span
    matched = [
        (passage.start + token.span[0], passage.start + token.span[1])
        for token in tokens(passage.text)
        if token.term in query.owner
    ]
    return Quote(
        sentence=passage.text[start:end],
        text=passage.text,
        score=round(hit.score, 6),
        matched=tuple(article.body[slice(*span)] for span in matched),
        offsets=Offsets(
            text=(passage.start, passage.end),
            sentence=(passage.start + start, passage.start + end),
            matched=tuple(matched),
            second=second and (passage.start + second[0], passage.start + second[1]),
        ),
        address=passage.address,
        citation=cite(article, passage, number),
        speaker=voices.speaker(passage, span, article.body),
        second=second and passage.text[slice(*second)],
    )
