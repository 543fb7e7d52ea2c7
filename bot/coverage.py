"""The [[coverage]] tables of config.toml: what an operator says of files."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.config import Config
    from retrieval import Described, Reading

HOW_MUCH: Final = ("article", "paragraph", "sentence", "headline")
"""What of an article may be shown at once."""
_RESERVED: Final = ("opensearch",)


class Feed(NamedTuple):
    """A feed or sitemap at `url`, and how what it gives is read."""

    url: str
    reading: Reading


class CoverageError(ValueError):
    """`key` of the table with this number, from 1, cannot be used; `remedy`, without its value."""

    def __init__(self, number: int, key: str, remedy: str) -> None:
        super().__init__(f"[[coverage]] {number}: {key}: {remedy}")


def described(tables: object, folder: Path) -> tuple[Described, ...]:
    """What the tables say of files, their paths counted from `folder`. Raises CoverageError."""
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise CoverageError(1, "path", "write a table with path and what is said of it")
    for at, each in enumerate(tables, start=1):
        _check(each, at)
    return tuple(_described(each, folder) for each in tables if "path" in each)


def subscribed(tables: Sequence[Mapping[str, Any]]) -> tuple[Feed, ...]:
    """The feeds in tables that `described` has looked through."""
    return tuple(Feed(each["feed"], _reading(each)) for each in tables if "feed" in each)


def _described(table: Mapping[str, Any], folder: Path) -> Described:
    from retrieval import Described

    return Described(folder / Path(table["path"]).expanduser(), _reading(table))


def _reading(table: Mapping[str, Any]) -> Reading:
    from retrieval import Reading

    said = {key: value for key, value in table.items() if key not in ("path", "feed", "convert")}
    return Reading(**said, convert=tuple(sorted(table.get("convert", {}).items())))


def _check(table: Mapping[str, Any], number: int) -> None:
    for key, value in table.items():
        if key in _RESERVED:
            raise CoverageError(number, key, "this nutgraf does not read it; name files as path")
        if key not in KEYS:
            raise CoverageError(number, key, f"no such key; there are {', '.join(KEYS)}")
        is_right, remedy = KEYS[key]
        try:
            right = is_right(value)
        except Exception:  # whatever a codec or a zone makes of nonsense
            right = False
        if not right:
            raise CoverageError(number, key, remedy)
    if "path" in table and "feed" in table:
        raise CoverageError(number, "feed", "stands beside a path; write a table for each")
    if "convert" in table and "feed" in table:
        raise CoverageError(number, "convert", "stands beside a feed; files have a path")
    if "path" not in table and "feed" not in table:
        raise CoverageError(number, "path", "is missing; it names a file, a folder or a pattern")


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _one_of(names: Sequence[str]) -> tuple[Callable[[Any], bool], str]:
    return names.__contains__, f"must be one of {', '.join(names)}"


def _zone(value: Any) -> bool:
    return _text(value) and bool(ZoneInfo(value))


def _encoding(value: Any) -> bool:
    return _text(value) and codecs.lookup(value)._is_text_encoding


def _site(value: Any) -> bool:
    return urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)


def _convert(value: Any) -> bool:
    from retrieval import Reading

    return bool(value) and bool(Reading(convert=tuple(value.items())))


_FIELD: Final = (_text, "must be the name of a field or column, in quotes")
_NAME: Final = (_text, "must be a text in quotes")
_YES: Final = (lambda value: isinstance(value, bool), "must be true or false")
KEYS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "path": (_text, "must be a file, a folder or a pattern, in quotes"),
    "feed": (_site, "must be an address such as https://oster.example/feed"),
    **dict.fromkeys(("headline", "text", "published", "url", "id"), _FIELD),
    "outlet": _NAME,
    "language": _NAME,
    "encoding": (_encoding, "no such encoding; write it as cp1252"),
    "date_order": _one_of(("dmy", "mdy", "ymd")),
    "timezone": (_zone, "no such zone; write it as Europe/Kyiv"),
    "site": (_site, "must be an address such as https://oster.example"),
    "day_from_name": _YES,
    "summaries": _YES,
    "convert": (
        _convert,
        'must be such as {".pdf" = "pdftotext -layout {} -"}: the program, and {} for the file; no '
        "shell reads it",
    ),
    "show": _one_of(HOW_MUCH),
}
"""What a table may say: whether a value is right, and the remedy where it is not."""


def paths_of(config: Config) -> list[str | Path]:
    """What a reindex reads that is not told what: seeds, what [[coverage]] names, and what was
    fetched."""
    fetched = fetched_beside(config)
    return [
        *config.seeds,
        *(each.path for each in config.coverage),
        *([fetched] if fetched.is_dir() else []),
    ]


def readings_of(config: Config) -> tuple[Described, ...]:
    """How files are read, those that were fetched among them, and what is shown of outlets."""
    if not config.feeds and not config.show:
        return config.coverage
    from retrieval import (
        Described,
        Reading,
        folder_of_source,  # brings httpx: files need not wait for it
    )

    fetched = fetched_beside(config)
    said = (
        *config.coverage,
        *(Described(folder_of_source(fetched, each.url), each.reading) for each in config.feeds),
    )
    if not config.show:
        return said
    of_outlets: Any = tuple(sorted(config.show.items()))
    every = Described(Path(fetched.absolute().anchor), Reading())  # all other files
    return tuple(
        each._replace(reading=replace(each.reading, show_of=of_outlets)) for each in (*said, every)
    )


def fetched_beside(config: Config) -> Path:
    """The folder of what was fetched: beside the coverage's file, or that of readers."""
    from retrieval import ClusterAddress

    file = config.readers if isinstance(config.database, ClusterAddress) else config.database
    return file.parent / "fetched"
