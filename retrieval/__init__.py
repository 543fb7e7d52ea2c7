"""Retrieval over a body of news coverage: `Archive` is the front door."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from retrieval.homes import HOMES

if TYPE_CHECKING:
    from retrieval.analysis.near_duplicates import near_copy
    from retrieval.analysis.word_diff import Part
    from retrieval.answering.answer import Answered
    from retrieval.answering.showing.bounds import pieces_shown
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
    from retrieval.articles.reading import Described, Reading
    from retrieval.articles.skipped import Skipped
    from retrieval.errors import (
        AmbiguousNameError,
        ArchiveAddressError,
        ArchiveIncompleteError,
        ArchiveUnreachableError,
        ArticleFormError,
        DatabaseError,
        DatabaseLockedError,
        DatabaseUnwritableError,
        FetchError,
        KeptOutError,
        MissingPathError,
        NewerCoverageError,
        NotACoverageError,
        NothingIndexedError,
        NutgrafError,
        UnknownAddressError,
        UnknownArticleError,
        UnknownOutletError,
        UnknownPartyError,
        UnknownWordsError,
        WorkerError,
    )
    from retrieval.fetching.asking.pace import Pace
    from retrieval.fetching.asking.urls import shown
    from retrieval.fetching.leaving import Leaving, announce, call_off, leaving, tell
    from retrieval.fetching.past import Plan
    from retrieval.fetching.polling import Polled
    from retrieval.fetching.shelf import Page, folder_of_source
    from retrieval.fetching.web import Found, Web
    from retrieval.history.mentions import Mention, mentions
    from retrieval.history.story import Day, MonthOf, Timeline
    from retrieval.history.verification import Standing, Verification
    from retrieval.keeping.kept_out import KeptOut
    from retrieval.languages.english.courtesies import without_courtesies
    from retrieval.meaning.embedder import Embedder, has_model
    from retrieval.meaning.making import Making, made_so_far, make_meanings
    from retrieval.model import (
        Article,
        Block,
        Citation,
        Copy,
        Hit,
        Offsets,
        Passage,
        Quote,
        Speaker,
        article_key,
    )
    from retrieval.opensearch.address import ClusterAddress, cluster_address
    from retrieval.opensearch.listing import entries_in
    from retrieval.opensearch.taking.taking import Index
    from retrieval.opensearch.upkeep.glances import beginnings_in
    from retrieval.ranking.explanation import Explanation, Share
    from retrieval.reindex.mappings import Mapping
    from retrieval.reindex.soundness.altered import Finding
    from retrieval.reindex.soundness.doctor import Diagnosis
    from retrieval.reindex.soundness.repair import Repair
    from retrieval.reindex.summary import Note, Progress, Summary
    from retrieval.reindex.upkeep.rehearsal import Rehearsal
    from retrieval.reindex.upkeep.removal import Removal
    from retrieval.reindex.upkeep.withdrawal import Withdrawal
    from retrieval.speakers.asked import AskedParty
    from retrieval.store.catalogue import Entry, entries
    from retrieval.store.glances.beginnings import Kind, Named, beginnings
    from retrieval.store.lock import exclusive
    from retrieval.stored.catalogue import Listed, Outlet
    from retrieval.stored.limits import Limits
    from retrieval.tending import (
        copy_kept_out,
        enforce,
        join_kept_out,
        kept_out,
        rehearse,
        remove,
        repair,
        undo,
        withdraw,
    )

__version__ = "0.2.0"
"""Of all of nutgraf: pyproject.toml and the commands read it here."""

__all__ = [
    "AmbiguousNameError",
    "Answer",
    "Answered",
    "Archive",
    "ArchiveAddressError",
    "ArchiveIncompleteError",
    "ArchiveUnreachableError",
    "Article",
    "ArticleFormError",
    "AskedDays",
    "AskedParty",
    "Block",
    "Citation",
    "ClusterAddress",
    "Copy",
    "Correction",
    "Coverage",
    "DatabaseError",
    "DatabaseLockedError",
    "DatabaseUnwritableError",
    "Day",
    "Described",
    "Diagnosis",
    "Embedder",
    "Entry",
    "Excerpt",
    "Explanation",
    "FetchError",
    "Figure",
    "Finding",
    "Found",
    "Hit",
    "Index",
    "KeptOut",
    "KeptOutError",
    "Kind",
    "Leaving",
    "Limits",
    "Listed",
    "Making",
    "Mapping",
    "Mention",
    "MissingPathError",
    "MonthOf",
    "Named",
    "NewerCoverageError",
    "NotACoverageError",
    "Note",
    "NothingIndexedError",
    "NutgrafError",
    "Offsets",
    "Outlet",
    "Pace",
    "Page",
    "Part",
    "Passage",
    "Plan",
    "Polled",
    "Progress",
    "Quote",
    "ReadAs",
    "Reading",
    "Refusal",
    "Rehearsal",
    "Removal",
    "Repair",
    "Share",
    "Skipped",
    "Speaker",
    "Standing",
    "Summary",
    "Timeline",
    "UnknownAddressError",
    "UnknownArticleError",
    "UnknownOutletError",
    "UnknownPartyError",
    "UnknownWordsError",
    "Verification",
    "Web",
    "Withdrawal",
    "WorkerError",
    "announce",
    "article_key",
    "beginnings",
    "beginnings_in",
    "call_off",
    "cluster_address",
    "copy_kept_out",
    "enforce",
    "entries",
    "entries_in",
    "exclusive",
    "folder_of_source",
    "has_model",
    "join_kept_out",
    "kept_out",
    "leaving",
    "made_so_far",
    "make_meanings",
    "mentions",
    "near_copy",
    "pieces_shown",
    "rehearse",
    "remove",
    "repair",
    "shown",
    "tell",
    "undo",
    "withdraw",
    "without_courtesies",
]

if not TYPE_CHECKING:  # what checks types finds a name that is misspelt

    def __getattr__(name: str) -> object:
        """A name's module is imported when the name is asked for: a question needs few of them, a
        worker of a reindex none."""
        for home, names in HOMES.items():
            if name in names:
                return getattr(import_module(f"retrieval.{home}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
