"""Outcomes -> figures; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import isfinite
from typing import Any, Final

import numpy as np

from retrieval.evaluation.metrics import (
    Figure,
    Flags,
    Floats,
    Indices,
    figure,
    hit_at,
    mrr_at,
    share,
)
from retrieval.evaluation.outcomes import DEPTH, Outcome
from retrieval.evaluation.refusal import (
    Bin,
    aurc,
    auroc,
    calibration_error,
    false_answers_at,
    reliability,
    risk_coverage,
)

Figures = Mapping[str, Figure | None]

RANKED: Final[Mapping[str, Callable[[Floats], float]]] = {
    **{f"hit@{k}": partial(hit_at, k=k) for k in (1, 3, DEPTH)},
    f"mrr@{DEPTH}": partial(mrr_at, k=DEPTH),
}
GAINED: Final = ("hit@1", f"mrr@{DEPTH}")
TOLERATED: Final = 0.1
"""False refusals at which the false answers are told."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one set of questions, by group and name; None where one cannot be told.

    Groups: `passage`, `article`, `rank_bm25`, `gain` (nutgraf less rank_bm25, paired), `sentence`,
    `refusal`; the last two of the rankings are empty where rank_bm25 was not asked.
    """

    name: str
    outcomes: Sequence[Outcome] = field(repr=False)
    groups: Mapping[str, Figures]
    milliseconds: Mapping[str, Mapping[str, float]]

    @property
    def answerable(self) -> int:
        """How many of the questions the coverage answers."""
        return sum(each.question.answerable for each in self.outcomes)

    @property
    def not_located(self) -> int:
        """How many of the answers stand nowhere in the coverage."""
        return sum(not each.located for each in self.outcomes)

    @property
    def misses(self) -> list[Outcome]:
        """Answerable questions whose first hit is wrong or that were refused, and unanswerable
        ones that were answered."""
        return [
            each
            for each in self.outcomes
            if each.answered != each.question.answerable
            or (each.question.answerable and each.rank != 1)
        ]

    @property
    def reliability(self) -> list[Bin]:
        """How often questions of about one confidence are answered rightly."""
        return reliability(_confidence(self.outcomes), _right(self.outcomes))

    @property
    def risk_coverage(self) -> tuple[Floats, Floats]:
        """Coverage, and the risk at it."""
        return risk_coverage(_confidence(self.outcomes), ~_right(self.outcomes))

    def as_json(self, *, misses: bool = False) -> dict[str, Any]:
        """The row as plain values."""
        coverage, risk = self.risk_coverage
        plain: dict[str, Any] = {
            "name": self.name,
            "questions": len(self.outcomes),
            "answerable": self.answerable,
            "not_located": self.not_located,
            **{
                group: {name: each and each._asdict() for name, each in figures.items()}
                for group, figures in self.groups.items()
                if figures
            },
            "milliseconds": self.milliseconds,
            "reliability": [each._asdict() for each in self.reliability],
            "risk_coverage": {"coverage": coverage.tolist(), "risk": risk.tolist()},
        }
        if misses:
            plain["misses"] = [_plain(each) for each in self.misses]
        return plain


def rows(sets: Sequence[tuple[str, Sequence[Outcome]]], *, seed: int = 0) -> list[Row]:
    """A row for each named set, and one named `total` over all of several."""
    found = [row(name, outcomes, seed=seed) for name, outcomes in sets]
    if len(sets) > 1:
        found.append(row("total", [each for _, those in sets for each in those], seed=seed))
    return found


def row(name: str, outcomes: Sequence[Outcome], *, seed: int = 0) -> Row:
    """The figures of `outcomes`, their intervals drawn with `seed`."""
    answerable = [each for each in outcomes if each.question.answerable]
    ranks = _floats([each.rank for each in answerable])
    others = _floats([each.baseline for each in answerable if each.baseline is not None])
    compared = len(others) == len(ranks)
    return Row(
        name,
        outcomes,
        groups={
            "passage": _ranking(ranks, seed),
            "article": _ranking(_floats([each.article_rank for each in answerable]), seed),
            "rank_bm25": _ranking(others, seed) if compared else {},
            "gain": _gain(ranks, others, seed) if compared else {},
            "sentence": _sentence(outcomes, seed),
            "refusal": _refusal(outcomes, seed),
        },
        milliseconds={
            "ask": _times([each.ask_ms for each in outcomes]),
            "search": _times([each.search_ms for each in outcomes]),
        },
    )


def _ranking(ranks: Floats, seed: int) -> Figures:
    def over(metric: Callable[[Floats], float], drawn: Indices) -> float:
        return metric(ranks[drawn])

    return {
        name: figure(partial(over, metric), len(ranks), seed=seed)
        for name, metric in RANKED.items()
    }


def _gain(ranks: Floats, others: Floats, seed: int) -> Figures:
    def over(metric: Callable[[Floats], float], drawn: Indices) -> float:
        return metric(ranks[drawn]) - metric(others[drawn])

    return {name: figure(partial(over, RANKED[name]), len(ranks), seed=seed) for name in GAINED}


def _sentence(outcomes: Sequence[Outcome], seed: int) -> Figures:
    told = [each.sentences for each in outcomes if each.sentences is not None]

    def held(within: int, drawn: Indices) -> float:
        return share(_flags([each[within] for each in told])[drawn])

    shown = _flags([each.shown for each in outcomes if each.shown is not None])
    return {f"@{n + 1}": figure(partial(held, n), len(told), seed=seed) for n in range(2)} | {
        "shown": figure(lambda drawn: share(shown[drawn]), len(shown), seed=seed)
    }


def _refusal(outcomes: Sequence[Outcome], seed: int) -> Figures:
    confidence = _confidence(outcomes)
    answerable = _flags([each.question.answerable for each in outcomes])
    answered = _flags([each.answered for each in outcomes])
    right = _right(outcomes)
    statistics: dict[str, Callable[[Indices], float]] = {
        "auroc": lambda at: auroc(confidence[at], answerable[at]),
        "false_answers": lambda at: share(answered[at][~answerable[at]]),
        "false_refusals": lambda at: share(~answered[at][answerable[at]]),
        "false_answers_at_10": lambda at: false_answers_at(
            confidence[at], answerable[at], false_refusals=TOLERATED
        ),
        "answered": lambda at: share(answered[at]),
        "risk": lambda at: share(~right[at][answered[at]]),
        "aurc": lambda at: aurc(confidence[at], ~right[at]),
        "ece": lambda at: calibration_error(confidence[at], right[at]),
    }
    return {
        name: figure(statistic, len(outcomes), seed=seed) for name, statistic in statistics.items()
    }


def _plain(outcome: Outcome) -> dict[str, Any]:
    question, first = outcome.question, outcome.first
    return {
        "id": question.id,
        "question": question.text,
        "answerable": question.answerable,
        "answered": outcome.answered,
        "confidence": outcome.confidence,
        "rank": _finite(outcome.rank),
        "article_rank": _finite(outcome.article_rank),
        "baseline": None if outcome.baseline is None else _finite(outcome.baseline),
        "first": first
        and {"article": first.article_id, "paragraph": first.paragraph, "text": first.text},
    }


def _finite(rank: float) -> int | None:
    return int(rank) if isfinite(rank) else None


def _times(milliseconds: Sequence[float]) -> dict[str, float]:
    return {
        "median": float(np.percentile(milliseconds, 50)),
        "p99": float(np.percentile(milliseconds, 99)),
    }


def _confidence(outcomes: Sequence[Outcome]) -> Floats:
    return _floats([each.confidence for each in outcomes])


def _right(outcomes: Sequence[Outcome]) -> Flags:
    return _flags([each.right for each in outcomes])


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _flags(values: Sequence[bool]) -> Flags:
    return np.array(values, dtype=np.bool_)
