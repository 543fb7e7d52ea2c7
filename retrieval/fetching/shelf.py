"""The folder of what was fetched: an article a file, which a reindex reads, and beside it, hidden,
what is known of its page; of each source, how it is asked next time."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import Any, Final, Literal, Self
from urllib.parse import urlsplit

from retrieval.fetching.asking.urls import shown
from retrieval.fetching.looking import Record

FOLDER: Final = "fetched"
"""Its name, beside the coverage's file."""
_NAME: Final = 24


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an article's page at `url`: the digest of the `item` that led there; by
    which `etag`, or since when `modified`, it is asked whether it has changed; when it is looked at
    `next`, after so many `looks`; how often in a row it was `missing`; whether it is `gone`, and
    when its article is `leaving` for that; whether the operator has it `kept`. `text` says where
    the text is from, `failed` why there is none."""

    url: str
    item: str = ""
    text: Literal["", "feed", "page"] = ""
    etag: str | None = None
    modified: str | None = None
    next: float = 0.0
    looks: int = 0
    missing: int = 0
    gone: int = 0
    leaving: float = 0.0
    kept: bool = False
    failed: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a feed or sitemap: how it is asked whether it has changed, how often it has
    `failed` in a row, and when it is asked `next`."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failed: int = 0
    next: float = 0.0

    @property
    def afresh(self) -> Self:
        """To be asked for all that it has."""
        return replace(self, etag=None, modified=None)


class Shelf:
    """What was fetched from one `source`, in a folder of its host inside `folder`: no other can
    overwrite its articles."""

    def __init__(self, folder: Path, source: str) -> None:
        self.folder = folder_of_source(folder, source)
        self.source = source

    def path(self, url: str) -> Path:
        """The file of the article at the address."""
        name = _name(url)
        return self.folder / name[:2] / f"{name}.json"

    def page(self, url: str) -> Page | None:
        """What is known of the article's page."""
        return _page(_beside(self.path(url)))

    def holds(self, url: str) -> bool:
        """Whether the article's file is there, and not empty."""
        try:
            return self.path(url).stat().st_size > 0
        except OSError:
            return False

    def record(self, url: str) -> Record | None:
        """The article as it was fetched last."""
        return _read(self.path(url))

    def put(self, page: Page, record: Record | None = None) -> Path | None:
        """Keeps what is known of the page, and the article, whose file's path is given back if that
        has changed."""
        path, changed = self.path(page.url), False
        path.parent.mkdir(parents=True, exist_ok=True)
        if record is not None and record != self.record(page.url):
            _write(path, record)
            changed = True
        _write(_beside(path), {"schema": 1, **asdict(page)})
        return path if changed else None

    def asked(self) -> Source:
        """How the source is asked next."""
        found = _read(self.folder / f".{_name(self.source)}.source.json")
        return Source(**_known(Source, found)) if found else Source(shown(self.source))

    def keep(self, source: Source) -> None:
        """Keeps how it is asked next."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f".{_name(self.source)}.source.json"
        _write(path, {"schema": 1, **asdict(source)})

    def past(self) -> Path:
        """The file of how the source's past is read."""
        return self.folder / f".{_name(self.source)}.past.json"

    def past_done(self) -> Path:
        """The file of how far it was read."""
        return self.folder / f".{_name(self.source)}.past-done.json"


def folder_of_source(folder: Path, source: str) -> Path:
    """Where in the folder of what was fetched lies what this source gave."""
    host = (urlsplit(source).hostname or "").lower()
    return folder / (re.sub(r"[^a-z0-9.-]", "-", host).strip(".-") or "host")


def pages(folder: Path) -> Iterator[tuple[Path, Page]]:
    """All pages that are known in the folder of what was fetched, with their hosts' folders."""
    for path in sorted(folder.glob("*/??/.*.json")):
        if page := _page(path):
            yield path.parents[1], page


def read_state(path: Path) -> dict[str, Any] | None:
    """A file that `write_state` wrote; None where there is none that can be read."""
    return _read(path)


def write_state(path: Path, state: dict[str, Any]) -> None:
    """Writes it whole, or leaves what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, state)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}")


def _name(url: str) -> str:
    return sha256(shown(url).encode("utf-8", "surrogatepass")).hexdigest()[:_NAME]


def _page(path: Path) -> Page | None:
    found = _read(path)
    return Page(**_known(Page, found)) if found and "url" in found else None


def _known(kind: type[Page | Source], found: dict[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in found.items() if name in names}


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write(path: Path, content: dict[str, Any]) -> None:
    """Another process sees the old file or the new one. What a power cut empties is fetched anew:
    see `Shelf.holds`."""
    new = path.with_name(f".{path.name.lstrip('.')}.{os.getpid()}-{get_ident()}.new")
    new.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", errors="replace")
    os.replace(new, path)
