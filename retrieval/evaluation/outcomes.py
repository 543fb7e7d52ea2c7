"""Questions put to an archive -> what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from time import perf_counter
from typing import Final

from retrieval.answers import Answer
from retrieval.archive import Archive
from retrieval.articles.passages import split
from retrieval.errors import UnknownArticleError
from retrieval.evaluation.baseline import Baseline
from retrieval.evaluation.questions import Question
from retrieval.evaluation.typos import misspelt
from retrieval.model import Hit, Passage

DEPTH: Final = 10
"""Hits in which the answer is looked for."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are put: with so many `typos`, which `seed` decides, and each on its day of
    asking, or not."""

    seed: int = 0
    typos: int = 0
    asked_on: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question as asked, and what came back.

    Ranks count from 1 and are infinite where the first ten hold no gold passage, or none of a
    gold article; `baseline` is rank_bm25's, None if it was not asked. `right`: the first quote
    (of a refusal: the first hit) answers. `sentences`: whether the best sentence, and one of the
    best two, of a right first hit holds the answer's words; None where that cannot be told.
    `shown`: whether one of the sentences that the answer offers does; None also for a refusal.
    `located`: whether the coverage has the gold passage; if not, file and coverage do not match.
    """

    question: Question
    rank: float
    article_rank: float
    baseline: float | None
    sentences: tuple[bool, bool] | None
    shown: bool | None
    answered: bool
    confidence: float
    right: bool
    located: bool
    first: Passage | None
    search_ms: float
    ask_ms: float


def outcomes(
    archive: Archive,
    questions: Sequence[Question],
    asking: Asking,
    *,
    baseline: Baseline | None = None,
) -> Iterator[Outcome]:
    """What becomes of each question. Raises NothingIndexedError."""
    for number, question in enumerate(questions):
        asked = _as_asked(question, asking)
        if number == 0:
            archive.ask(asked.text)  # not timed: it loads what all others share
        yield _outcome(archive, asked, baseline)


def _as_asked(question: Question, asking: Asking) -> Question:
    text = misspelt(question.text, typos=asking.typos, seed=asking.seed, question_id=question.id)
    return replace(question, text=text, asked_on=question.asked_on if asking.asked_on else None)


def _outcome(archive: Archive, question: Question, baseline: Baseline | None) -> Outcome:
    began = perf_counter()
    answer = archive.ask(question.text, asked_on=question.asked_on)
    answered = perf_counter()
    hits = archive.search(question.text, limit=DEPTH, asked_on=question.asked_on)
    searched = perf_counter()
    passages = [hit.passage for hit in hits]
    articles = {gold.article for gold in question.gold}
    other = baseline.search(question.text, limit=DEPTH) if baseline and question.gold else None
    sentences = _sentences(question, answer, hits, archive)
    return Outcome(
        question=question,
        rank=_rank(_holds(question, passage) for passage in passages),
        article_rank=_rank(passage.article_id in articles for passage in passages),
        baseline=None if other is None else _rank(_holds(question, each) for each in other),
        sentences=sentences,
        shown=_shown(question, answer, passages[0]) if sentences else None,
        answered=answer.answered,
        confidence=answer.confidence,
        right=_right(question, answer, archive, passages),
        located=_located(question, archive),
        first=passages[0] if passages else None,
        search_ms=1000 * (searched - answered),
        ask_ms=1000 * (answered - began),
    )


def _holds(question: Question, passage: Passage) -> bool:
    return any(gold.holds(passage) for gold in question.gold)


def _located(question: Question, archive: Archive) -> bool:
    articles = []
    for gold in question.gold:
        with suppress(UnknownArticleError):
            articles.append(archive.article(gold.article))
    passages = (passage for article in articles for passage in split(article))
    return not question.answerable or any(_holds(question, passage) for passage in passages)


def _rank(found: Iterable[bool]) -> float:
    return next((rank for rank, hit in enumerate(found, start=1) if hit), inf)


def _right(
    question: Question, answer: Answer, archive: Archive, passages: Sequence[Passage]
) -> bool:
    if answer.quotes:
        return _holds(question, archive.show(answer.quotes[0].address).passage)
    return bool(passages) and _holds(question, passages[0])


def _sentences(
    question: Question, answer: Answer, hits: Sequence[Hit], archive: Archive
) -> tuple[bool, bool] | None:
    if not hits or not question.answer or not _holds(question, hits[0].passage):
        return None
    passage, wanted = hits[0].passage, question.answer.casefold()
    if wanted not in passage.text.casefold():
        return None
    shown = [quote.sentence for quote in answer.quotes if quote.address == passage.address]
    best = list(dict.fromkeys([*shown, *archive.sentences(question.text, passage.text)]))[:2]
    held = [wanted in sentence.casefold() for sentence in best]
    return held[0], any(held)


def _shown(question: Question, answer: Answer, passage: Passage) -> bool | None:
    for quote in answer.quotes:
        if quote.address == passage.address:
            offered = f"{quote.sentence}\n{quote.second or ''}"
            return question.answer.casefold() in offered.casefold()
    return None
