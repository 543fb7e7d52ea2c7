"""Retrieval over a body of news coverage: `Archive` is the front door."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
    from retrieval.keeping.kept_out import KeptOut, copy_kept_out, join_kept_out, kept_out
    from retrieval.languages.english.courtesies import without_courtesies
    from retrieval.meaning.embedder import Embedder
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
    from retrieval.ranking.explanation import Explanation, Share
    from retrieval.reindex.mappings import Mapping
    from retrieval.reindex.soundness.altered import Finding
    from retrieval.reindex.soundness.doctor import Diagnosis
    from retrieval.reindex.soundness.repair import Repair, repair
    from retrieval.reindex.summary import Note, Progress, Summary
    from retrieval.reindex.upkeep.rehearsal import Rehearsal, rehearse
    from retrieval.reindex.upkeep.removal import Removal, remove, undo
    from retrieval.reindex.upkeep.withdrawal import Withdrawal, enforce, withdraw
    from retrieval.speakers.asked import AskedParty
    from retrieval.store.catalogue import Entry, entries
    from retrieval.store.glances.beginnings import Kind, Named, beginnings
    from retrieval.store.lock import exclusive
    from retrieval.stored.catalogue import Listed, Outlet
    from retrieval.stored.limits import Limits

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
    "call_off",
    "cluster_address",
    "copy_kept_out",
    "enforce",
    "entries",
    "entries_in",
    "exclusive",
    "folder_of_source",
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

_HOMES = {
    "answering.answer": ("Answered",),
    "languages.english.courtesies": ("without_courtesies",),
    "answers": "Answer AskedDays Correction Coverage Excerpt Figure ReadAs Refusal".split(),
    "archive": ("Archive",),
    "fetching.asking.urls": ("shown",),
    "fetching.asking.pace": ("Pace",),
    "fetching.past": ("Plan",),
    "fetching.polling": ("Polled",),
    "fetching.leaving": ("Leaving", "announce", "call_off", "leaving", "tell"),
    "fetching.shelf": ("Page", "folder_of_source"),
    "fetching.web": ("Found", "Web"),
    "articles.reading": ("Described", "Reading"),
    "reindex.mappings": ("Mapping",),
    "speakers.asked": ("AskedParty",),
    "analysis.near_duplicates": ("near_copy",),
    "answering.showing.bounds": ("pieces_shown",),
    "analysis.word_diff": ("Part",),
    "reindex.soundness.altered": ("Finding",),
    "reindex.soundness.doctor": ("Diagnosis",),
    "reindex.soundness.repair": ("Repair", "repair"),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "meaning.embedder": ("Embedder",),
    "meaning.making": ("Making", "made_so_far", "make_meanings"),
    "opensearch.address": ("ClusterAddress", "cluster_address"),
    "opensearch.listing": ("entries_in",),
    "opensearch.taking.taking": ("Index",),
    "ranking.explanation": ("Explanation", "Share"),
    "model": "Article Block Citation Copy Hit Offsets Passage Quote Speaker article_key".split(),
    "store.catalogue": ("Entry", "entries"),
    "stored.catalogue": ("Listed", "Outlet"),
    "stored.limits": ("Limits",),
    "store.glances.beginnings": ("Kind", "Named", "beginnings"),
    "store.lock": ("exclusive",),
    "keeping.kept_out": ("KeptOut", "copy_kept_out", "join_kept_out", "kept_out"),
    "reindex.upkeep.rehearsal": ("Rehearsal", "rehearse"),
    "reindex.upkeep.removal": ("Removal", "remove", "undo"),
    "reindex.upkeep.withdrawal": ("Withdrawal", "enforce", "withdraw"),
    "reindex.summary": ("Note", "Progress", "Skipped", "Summary"),
    "history.mentions": ("Mention", "mentions"),
    "history.story": ("Day", "MonthOf", "Timeline"),
    "history.verification": ("Standing", "Verification"),
}

if not TYPE_CHECKING:  # what checks types finds a name that is misspelt

    def __getattr__(name: str) -> object:
        """A name's module is imported when the name is asked for: a question needs few of them, a
        worker of a reindex none."""
        for home, names in _HOMES.items():
            if name in names:
                return getattr(import_module(f"retrieval.{home}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
