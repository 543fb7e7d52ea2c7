"""Figures of refusing, and of the confidence behind it; pure.

All take one entry for each question. A question is answered where its confidence reaches a
threshold, and refused below it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from retrieval.evaluation.metrics import Flags, Floats

BINS: Final = 10


class Bin(NamedTuple):
    """Questions of about the same confidence: its mean, and the share answered rightly."""

    confidence: float
    right: float
    questions: int


def auroc(confidence: Floats, answerable: Flags) -> float:
    """The area under the ROC curve: how probably an answerable question has a higher confidence
    than one that is not, a tie counting half; NaN where either kind is missing.

    U / (n1 n0), with U = the sum of the answerable ones' mean ranks - n1 (n1 + 1) / 2 (Mann and
    Whitney 1947; Hanley and McNeil 1982).
    """
    positives = int(answerable.sum())
    negatives = len(answerable) - positives
    if not positives or not negatives:
        return float("nan")
    _, group, sizes = np.unique(confidence, return_inverse=True, return_counts=True)
    mean_rank = np.cumsum(sizes) - (sizes - 1) / 2
    u = mean_rank[group][answerable].sum() - positives * (positives + 1) / 2
    return float(u / (positives * negatives))


def false_answers_at(confidence: Floats, answerable: Flags, *, false_refusals: float) -> float:
    """The share of the unanswerable questions that are answered at the highest threshold which
    refuses at most the share `false_refusals` of the answerable; NaN where either is missing."""
    kept, other = np.sort(confidence[answerable]), confidence[~answerable]
    if not len(kept) or not len(other):
        return float("nan")
    threshold = kept[min(int(false_refusals * len(kept) + 1e-9), len(kept) - 1)]
    return float(np.mean(other >= threshold))


def risk_coverage(confidence: Floats, wrong: Flags) -> tuple[Floats, Floats]:
    """The risk-coverage curve: coverage k / n, and the risk there, the share of wrong answers
    among the k most confident, for k = 1 to n (El-Yaniv and Wiener 2010).

    Questions of one confidence come in no order: each counts as wrong as all of them on average.
    """
    _, group = np.unique(-confidence, return_inverse=True)
    sizes = np.bincount(group)
    wrongness = (np.bincount(group, weights=wrong) / np.maximum(sizes, 1))[np.sort(group)]
    answered = np.arange(1, len(confidence) + 1)
    return answered / max(len(confidence), 1), np.cumsum(wrongness) / answered


def aurc(confidence: Floats, wrong: Flags) -> float:
    """The area under the risk-coverage curve: the mean of its risks (Geifman and El-Yaniv 2017;
    Geifman, Uziel and El-Yaniv 2019); NaN of no questions."""
    _, risk = risk_coverage(confidence, wrong)
    return float(np.mean(risk)) if len(risk) else float("nan")


def reliability(confidence: Floats, right: Flags) -> list[Bin]:
    """Ten bins of confidence, equally wide, the last closed; empty ones are left out (DeGroot and
    Fienberg 1983)."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(
            confidence=float(np.mean(confidence[place == each])),
            right=float(np.mean(right[place == each])),
            questions=int(np.sum(place == each)),
        )
        for each in np.unique(place)
    ]


def calibration_error(confidence: Floats, right: Flags) -> float:
    """ECE: |share right - mean confidence| of each bin, weighted by its questions (Naeini, Cooper
    and Hauskrecht 2015); NaN of no questions."""
    bins = reliability(confidence, right)
    if not bins:
        return float("nan")
    return sum(each.questions * abs(each.right - each.confidence) for each in bins) / len(right)
