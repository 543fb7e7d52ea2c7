"""Retrieval over a body of news coverage: `Archive` is the front door."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.addressing import without_address
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
    from retrieval.asked_party import AskedParty
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
        UnknownPartyError,
        WorkerError,
    )
    from retrieval.explaining import Explanation, Share
    from retrieval.model import Article, Block, Citation, Hit, Offsets, Passage, Quote, Speaker
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
    "AskedParty",
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
    "Speaker",
    "Standing",
    "Summary",
    "Timeline",
    "UnknownAddressError",
    "UnknownArticleError",
    "UnknownPartyError",
    "Verification",
    "WorkerError",
    "near_copy",
    "without_address",
]

_HOMES = {
    "addressing": ("without_address",),
    "answers": (
        "Answer",
        "AskedDays",
        "Correction",
        "Coverage",
        "Excerpt",
        "Figure",
        "ReadAs",
        "Refusal",
    ),
    "archive": ("Archive",),
    "asked_party": ("AskedParty",),
    "copies": ("near_copy",),
    "diffing": ("Part",),
    "doctor": ("Diagnosis", "Finding"),
    "errors": (
        "ArticleFormError",
        "DatabaseError",
        "DatabaseLockedError",
        "DatabaseUnwritableError",
        "MissingPathError",
        "NewerCoverageError",
        "NotACoverageError",
        "NothingIndexedError",
        "NutgrafError",
        "UnknownAddressError",
        "UnknownArticleError",
        "UnknownPartyError",
        "WorkerError",
    ),
    "explaining": ("Explanation", "Share"),
    "model": ("Article", "Block", "Citation", "Hit", "Offsets", "Passage", "Quote", "Speaker"),
    "shelf": ("Listed", "Outlet"),
    "story": ("Day", "Timeline"),
    "summary": ("Progress", "Skipped", "Summary"),
    "verifying": ("Standing", "Verification"),
}


def __getattr__(name: str) -> object:
    """A name's module is imported when the name is asked for: a question needs few of them, a
    worker of a reindex none."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"retrieval.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
