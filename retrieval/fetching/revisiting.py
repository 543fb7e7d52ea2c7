"""Pages looked at again, ever more seldom: corrections are taken, what is gone is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from retrieval.articles.formats.rows import BLOCKS
from retrieval.articles.reading import AS_IT_IS
from retrieval.errors import FetchError
from retrieval.fetching.asking.fetcher import Fetcher
from retrieval.fetching.looking import Looker, has_text
from retrieval.fetching.shelf import Page, Shelf

_HOUR: Final = 3_600.0
_AGAIN: Final = tuple(hours * _HOUR for hours in (1, 3, 12, 24, 72, 168, 336, 720))
"""Seconds until a page is looked at again: an hour, at last a month."""
_MISSING_TWICE: Final = 2


@dataclass(frozen=True, slots=True)
class Visited:
    """What became of a page: the article's file if it has `changed`; whether it is `gone`, with the
    status that says so; whether it is `back`, though its article was leaving."""

    page: Page
    changed: Path | None = None
    gone: int = 0
    back: bool = False


def first_look(now: float) -> float:
    """When a page that was fetched just now is looked at again."""
    return now + _AGAIN[0]


def visit(
    fetcher: Fetcher, looker: Looker, shelf: Shelf, page: Page, *, now: Callable[[], float]
) -> Visited:
    """Looks at the page again. 410, and 404 twice, say that it is gone; that is not kept, and its
    file stays as it is.

    What has its text from a feed is corrected by the feed alone. Never raises.
    """
    back = page.leaving > 0
    later = replace(page, looks=page.looks + 1, missing=0, leaving=0.0)
    later = replace(later, next=now() + _AGAIN[min(later.looks, len(_AGAIN) - 1)])
    try:
        found = fetcher.get(page.url, etag=page.etag, modified=page.modified)
        if found.status == 304:
            shelf.put(later)
            return Visited(later, back=back)
        if found.status in (404, 410):
            return _missing(shelf, page, found.status, now())
        later = replace(later, etag=found.etag, modified=found.modified)
        changed = None
        if page.text == "page":
            looked = looker.look(found, AS_IT_IS)
            changed = looked.items[0] if looked.items and has_text(looked.items[0]) else None
    except FetchError as error:
        wait = max(error.wait or 0.0, _HOUR)
        shelf.put(replace(page, next=now() + wait))
        return Visited(page)
    old = shelf.record(page.url)
    if changed is None or old is None:
        shelf.put(later)
        return Visited(later, back=back)
    record = {**old, BLOCKS: changed[BLOCKS]}
    if changed.get("headline"):
        record["headline"] = changed["headline"]
    if record != old:  # what is corrected once is likelier to be corrected again
        later = replace(later, looks=0, next=first_look(now()))
    return Visited(later, shelf.put(later, record), back=back)


def _missing(shelf: Shelf, page: Page, status: int, now: float) -> Visited:
    missing = page.missing + 1
    if page.kept:
        kept = replace(page, next=now + _AGAIN[-1])
        shelf.put(kept)
        return Visited(kept)
    if status == 410 or missing >= _MISSING_TWICE:
        return Visited(replace(page, gone=status, missing=missing), gone=status)
    again = replace(page, missing=missing, next=now + _HOUR)
    shelf.put(again)
    return Visited(again)
