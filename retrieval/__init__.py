"""Retrieval over a body of news coverage: `Archive` is the front door."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.answers import (
        Answer,
        AskedDays,
        Correction,
        Coverage,
        Excerpt,
        Figure,
        ReadAs,
        Refusal,
    )
    from retrieval.archive import Archive
    from retrieval.copies import near_copy
    from retrieval.diffing import Part
    from retrieval.doctor import Diagnosis, Finding
    from retrieval.errors import (
        ArticleFormError,
        DatabaseError,
        DatabaseLockedError,
        DatabaseUnwritableError,
        MissingPathError,
        NewerCoverageError,
        NotACoverageError,
        NothingIndexedError,
        NutgrafError,
        UnknownAddressError,
        UnknownArticleError,
        WorkerError,
    )
    from retrieval.explaining import Explanation, Share
    from retrieval.model import Article, Block, Citation, Hit, Offsets, Passage, Quote
    from retrieval.shelf import Listed, Outlet
    from retrieval.story import Day, Timeline
    from retrieval.summary import Progress, Skipped, Summary
    from retrieval.verifying import Standing, Verification

__all__ = [
    "Answer",
    "Archive",
    "Article",
    "ArticleFormError",
    "AskedDays",
    "Block",
    "Citation",
    "Correction",
    "Coverage",
    "DatabaseError",
    "DatabaseLockedError",
    "DatabaseUnwritableError",
    "Day",
    "Diagnosis",
    "Excerpt",
    "Explanation",
    "Figure",
    "Finding",
    "Hit",
    "Listed",
    "MissingPathError",
    "NewerCoverageError",
    "NotACoverageError",
    "NothingIndexedError",
    "NutgrafError",
    "Offsets",
    "Outlet",
    "Part",
    "Passage",
    "Progress",
    "Quote",
    "ReadAs",
    "Refusal",
    "Share",
    "Skipped",
    "Standing",
    "Summary",
    "Timeline",
    "UnknownAddressError",
    "UnknownArticleError",
    "Verification",
    "WorkerError",
    "near_copy",
]

_HOMES = (
    "errors",
    "model",
    "answers",
    "story",
    "diffing",
    "summary",
    "explaining",
    "doctor",
    "shelf",
    "copies",
    "verifying",
    "archive",
)


def __getattr__(name: str) -> object:
    """A name is imported when it is asked for: a worker of a reindex, which needs none of them,
    starts in half the time."""
    for home in _HOMES if name in __all__ else ():
        module = import_module(f"retrieval.{home}")
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
