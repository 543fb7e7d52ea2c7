"""Fetched bytes -> what they are and hold, told by a process that may do nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from retrieval.articles.formats.rows import BLOCKS, BRIEF, MARKS
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.unpacker import Unpacker
from retrieval.articles.unpacking import Asked
from retrieval.errors import FetchError
from retrieval.fetching.asking.fetcher import Fetched
from retrieval.fetching.asking.urls import shown

_KINDS: Final = ("feed", "sitemap", "sitemaps", "page", "posts", "api")
_MOST_ITEMS: Final = 100_000
_LONGEST: Final = 2_000

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at `url`: its `kind`, what it calls itself, where it goes on, the feeds that a
    page names, and its `items`, each a record with a `url`. Of a page that is no article,
    `reason` says why; `api` is where a page says that WordPress's interface is."""

    url: str
    kind: str
    title: str = ""
    next: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    items: tuple[Record, ...] = field(default=(), repr=False)
    reason: str = ""
    api: str = ""


class Looker:
    """Has bytes looked at, in one process after another where they end it."""

    def __init__(self) -> None:
        self._unpacker = Unpacker()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Ends the process."""
        self._unpacker.close()

    def look(self, found: Fetched, reading: Reading = AS_IT_IS) -> Looked:
        """What was fetched. Raises FetchError where it is nothing that leads to articles."""
        asked = Asked("web", found.url, len(found.raw), reading)
        with self._lock:
            records = self._unpacker.records_in(BytesIO(found.raw), asked)
            unpacked = [each for each, _ in records]
        first = unpacked[0] if unpacked else None
        if first is None or first.record is None or first.record.get("kind") not in _KINDS:
            reason = first.reason if first and first.reason else "nothing in it"
            raise FetchError(shown(found.url), f"neither a page nor a feed: {reason}")
        said = first.record
        return Looked(
            found.url,
            str(said["kind"]),
            str(said.get("title") or ""),
            address(str(said.get("next") or ""), found.url),
            tuple(_feeds(said.get("feeds"), found.url)),
            tuple(_items([each.record for each in unpacked[1:]], found.url)),
            next((each.reason for each in unpacked[1:] if each.reason), ""),
            address(str(said.get("api") or ""), found.url),
        )


def has_text(record: Record) -> bool:
    """Whether the record has the article's text, and all of it."""
    return is_whole(record) and not record.get(BRIEF)


def is_whole(record: Record) -> bool:
    """The same, also where it is so short that the article's page may have more."""
    marks = record.get(MARKS) or ()
    return bool(record.get(BLOCKS)) and "summary" not in marks and "cut" not in marks


def size_of(record: Record) -> int:
    """How many words its text has."""
    return sum(len(str(words).split()) for _, words in record.get(BLOCKS) or ())


def address(link: str, base: str) -> str:
    """The link as a whole web address without a fragment; nothing for what is none."""
    if not link.strip():
        return ""
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    if not fine or len(joined) > _LONGEST or "@" in parts.netloc:
        return ""
    return quote(parts._replace(fragment="").geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def _feeds(given: object, base: str) -> Iterator[tuple[str, str]]:
    for each in given if isinstance(given, list) else ():
        if isinstance(each, dict) and (url := address(str(each.get("url")), base)):
            yield url, str(each.get("title") or "")


def _items(records: list[Record | None], base: str) -> Iterator[Record]:
    for record in records[:_MOST_ITEMS]:
        if record is None:
            continue
        link = str(record.get("url") or "")
        url = address(link, base)
        if url:
            own = {"id": url} if record.get("id") == link else {}
            yield {**record, "url": url, **own}
        elif has_text(record):
            yield record
