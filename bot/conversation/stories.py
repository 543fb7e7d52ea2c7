"""What the coverage has of a story: a month of it, or the passages that are known by now."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from retrieval import Archive, NothingIndexedError, Timeline

UNDATED = "undated"


def of_month(archive: Archive, words: str, month: str) -> tuple[Timeline, tuple[str, ...], str]:
    """The story in that month, else in its latest; all of its months, and which this one is."""
    timeline = archive.timeline(words, since=date.max)  # which months there are
    months = (*timeline.months, *([UNDATED] if timeline.undated else []))
    if month not in months:
        month = timeline.months[-1] if timeline.months else UNDATED
    if month == UNDATED:
        return timeline, months, month
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    paged = archive.timeline(words, since=first, until=last)
    return paged, months, month


def known(archive: Archive, words: str, limit: int) -> list[tuple[str, str]]:
    """The best passages, by address, that the coverage has for the words now."""
    try:
        hits = archive.search(words, limit=limit)
    except NothingIndexedError:
        return []
    return [(hit.passage.address, hit.passage.text) for hit in hits]
