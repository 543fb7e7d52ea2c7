"""A feed, or a sitemap, asked for what is new: items -> articles on the shelf."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from retrieval.articles.reading import Reading
from retrieval.articles.stated_days import stated_day
from retrieval.errors import FetchError
from retrieval.fetching.asking.fetcher import Fetcher
from retrieval.fetching.asking.urls import shown
from retrieval.fetching.looking import Looked, Looker, Record, has_text, is_whole, size_of
from retrieval.fetching.revisiting import first_look
from retrieval.fetching.shelf import Page, Shelf, Source

MOST_PAGES: Final = 200
"""Pages that one poll fetches; others wait for the next."""
_RETRIES: Final = (0.0, 600.0, 3_600.0, 6 * 3_600.0, 86_400.0)
"""Seconds between attempts at a page that fails; then it is given up until its item changes."""
_RECENT: Final = 30 * 86_400
"""Seconds: what a sitemap lists that is older is of the past."""
_LASTING: Final = (401, 402, 403, 407, 451)
_EARLIER: Final = "published before that day"
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FIELDS: Final = ("headline", "published", "language", "outlet")


@dataclass
class Polled:
    """What a source gave: how many `items`, the files that are new or `changed`, how many articles
    are `waiting` for a later poll, how many are `without` a text, by the reason; where the source
    has `moved` to; its `title`; the `days` of its items, as 2026-11-22."""

    url: str
    title: str = ""
    items: int = 0
    changed: list[Path] = field(default_factory=list)
    waiting: int = 0
    without: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list, repr=False)
    moved: str | None = None


class Poller:
    """Polls sources, and tells `progress` how many of how many articles it has been through."""

    def __init__(
        self,
        fetcher: Fetcher,
        looker: Looker,
        folder: Path,
        *,
        most_pages: int = MOST_PAGES,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.fetcher = fetcher
        self.looker = looker
        self.folder = folder
        self.most_pages = most_pages
        self.progress = progress
        self.since = ""  # the day before which what was published is left out
        self.keeps_known = False  # what is on the shelf is as good as what is listed
        self.now = fetcher.pace.clock.now

    def poll(self, url: str, reading: Reading) -> Polled:
        """Asks the source for what is new, and fetches it. Raises FetchError."""
        shelf = Shelf(self.folder, url)
        asked = shelf.asked()
        found = self.fetcher.get(url, etag=asked.etag, modified=asked.modified)
        if found.status == 304:
            shelf.keep(replace(asked, failed=0))
            return Polled(shown(url), moved=found.moved)
        if found.status != 200:
            raise FetchError(shown(url), f"is gone ({found.status})", status=found.status)
        looked = self.looker.look(found, reading)
        polled = self.take(shelf, looked, reading)
        polled.moved = found.moved
        source = Source(shown(url), found.etag, found.modified)
        # what waits is in an answer that says again what the source holds
        shelf.keep(source.afresh if polled.waiting else source)
        return polled

    def take(self, shelf: Shelf, looked: Looked, reading: Reading) -> Polled:
        """Puts what the source lists onto its shelf."""
        items = looked.items
        if looked.kind == "sitemap":
            since = datetime.fromtimestamp(self.now() - _RECENT, UTC).date().isoformat()
            items = tuple(each for each in items if _day(each) >= since)
        polled = Polled(shown(looked.url), looked.title, len(items))
        left = self.most_pages
        for number, item in enumerate(items, start=1):
            if published := item.get("published"):
                with suppress(ValueError, OverflowError, ArithmeticError):
                    polled.days.append(stated_day(str(published))[:10])
            told = _told(item, looked.title, reading.outlet)
            left -= self.put(shelf, told, reading, polled, may_fetch=left > 0)
            if self.progress:
                self.progress(number, len(items))
        return polled

    def put(
        self,
        shelf: Shelf,
        item: Record,
        reading: Reading,
        polled: Polled,
        *,
        may_fetch: bool = True,
    ) -> bool:
        """Puts one item onto the shelf; whether its page was fetched for it."""
        url = str(item.get("url") or item.get("id") or "")
        if not url:
            polled.without["neither an address nor an id"] += 1
            return False
        digest = _digest(item)
        known = shelf.page(url) or Page(url)
        if known.text and not known.gone and not shelf.holds(url):
            known = replace(known, text="", item="")
        if known.text and self.keeps_known:
            return False
        if known.gone or (known.item == digest and (known.text or not self._is_due(known))):
            if known.failed and not known.text:
                polled.without[known.failed] += 1
                polled.waiting += known.looks < len(_RETRIES)
            return False
        known = replace(known, id=known.id or str(item.get("id") or url))
        if known.item != digest:
            known = replace(known, looks=0, failed="")
        if has_text(item) or not item.get("url"):
            page = replace(known, item=digest, text="feed", failed="", next=self._first_look())
            self._keep(shelf, page, {**item, "id": known.id}, polled)
            return False
        if not may_fetch:
            polled.waiting += 1
            return False
        self._fetch(shelf, replace(known, item=digest), item, reading, polled)
        return True

    def _fetch(
        self, shelf: Shelf, page: Page, item: Record, reading: Reading, polled: Polled
    ) -> None:
        """Takes the text from the item's page; the feed's summary where the operator wants it and
        the page has none, or no more than that."""
        try:
            found = self.fetcher.get(page.url)
            looked = self.looker.look(found, reading) if found.status == 200 else None
            if looked and looked.items and self._is_earlier(looked.items[0]):
                shelf.put(replace(page, failed=_EARLIER, looks=len(_RETRIES)))
                polled.without[_EARLIER] += 1
                return
            if looked is None or not looked.items or not has_text(looked.items[0]):
                reason = looked.reason if looked else f"its page is gone ({found.status})"
                raise FetchError(page.url, reason or "no article on its page", status=404)
        except FetchError as error:
            self._without(shelf, page, item, reading, error, polled)
            return
        if is_whole(item) and size_of(item) >= size_of(looked.items[0]):
            self._keep(shelf, replace(page, text="feed"), {**item, "id": page.id}, polled)
            return
        record = _merged(looked.items[0], item, page.id)
        page = replace(
            page,
            text="page",
            etag=found.etag,
            modified=found.modified,
            next=self._first_look(),
            looks=0,
            failed="",
        )
        self._keep(shelf, page, record, polled)

    def _without(
        self,
        shelf: Shelf,
        page: Page,
        item: Record,
        reading: Reading,
        error: FetchError,
        polled: Polled,
    ) -> None:
        lasting = error.status in _LASTING or "robots.txt asks" in error.reason
        looks = len(_RETRIES) if lasting else page.looks + 1
        wait = error.wait or _RETRIES[min(looks, len(_RETRIES) - 1)]
        page = replace(page, failed=error.reason, looks=looks, next=self.now() + wait)
        is_all = is_whole(item) and (looks >= len(_RETRIES) or error.status == 404)
        if is_all or (reading.summaries and item.get("nutgraf:blocks")):
            self._keep(shelf, replace(page, text="feed"), {**item, "id": page.id}, polled)
            return
        shelf.put(page)
        polled.without[error.reason] += 1
        polled.waiting += looks < len(_RETRIES)

    def _is_due(self, page: Page) -> bool:
        return page.looks < len(_RETRIES) and page.next <= self.now()

    def _is_earlier(self, record: Record) -> bool:
        published = str(record.get("published") or "")
        return bool(_ISO.match(published)) and published[:10] < self.since

    def _first_look(self) -> float:
        return first_look(self.now())

    def _keep(self, shelf: Shelf, page: Page, record: Record, polled: Polled) -> None:
        if path := shelf.put(page, record):
            polled.changed.append(path)


def _day(item: Record) -> str:
    """When the sitemap says that a page was changed, as 2026-11-22; nothing where it does not."""
    return str(item.get("changed") or item.get("published") or "")[:10]


def _told(item: Record, title: str, outlet: str | None) -> Record:
    """The item with the operator's outlet, else what the feed calls itself, where it names none of
    its own."""
    named = item.get("outlet")
    found = outlet or title
    return {**item, "outlet": found} if found and named in (None, "", title) else item


def _merged(page: Record, item: Record, article_id: str) -> Record:
    """The article as its page has it; what that does not say, the feed does."""
    said = {name: item[name] for name in _FIELDS if item.get(name) and not page.get(name)}
    return {**page, **said, "id": article_id, "url": item["url"]}


def _digest(item: Record) -> str:
    raw = json.dumps(item, sort_keys=True, ensure_ascii=True).encode()
    return sha256(raw).hexdigest()[:24]
