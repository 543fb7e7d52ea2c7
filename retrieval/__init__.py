"""Retrieval over a body of news coverage: `Archive` is the front door."""

from retrieval.archive import Archive
from retrieval.copies import near_copy
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
)
from retrieval.model import (
    Answer,
    Article,
    AskedDays,
    Block,
    Citation,
    Coverage,
    Excerpt,
    Figure,
    Hit,
    Offsets,
    Passage,
    Quote,
    ReadAs,
    Refusal,
)
from retrieval.shelf import Listed, Outlet
from retrieval.summary import Progress, Skipped, Summary

__all__ = [
    "Answer",
    "Archive",
    "Article",
    "ArticleFormError",
    "AskedDays",
    "Block",
    "Citation",
    "Coverage",
    "DatabaseError",
    "DatabaseLockedError",
    "DatabaseUnwritableError",
    "Diagnosis",
    "Excerpt",
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
    "Passage",
    "Progress",
    "Quote",
    "ReadAs",
    "Refusal",
    "Skipped",
    "Summary",
    "UnknownAddressError",
    "UnknownArticleError",
    "near_copy",
]
