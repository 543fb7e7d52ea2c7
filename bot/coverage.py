"""The [[coverage]] tables of config.toml: what an operator says of files, feeds and indices."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.config import Config
    from retrieval import Described, Index, Reading

HOW_MUCH: Final = ("article", "paragraph", "sentence", "headline")
"""What of an article may be shown at once."""
_PLACES: Final = ("path", "feed", "opensearch")
_OF_AN_INDEX: Final = ("query", "password_file")


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


def subscribed(tables: Sequence[Mapping[str, Any]], folder: Path) -> tuple[Feed | Index, ...]:
    """The feeds and indices in tables that `described` has looked through."""
    return tuple(
        Feed(each["feed"], _reading(each)) if "feed" in each else _index(each, folder)
        for each in tables
        if "path" not in each
    )


def trusting(sources: tuple[Feed | Index, ...], ca: Path | None) -> tuple[Feed | Index, ...]:
    """The same, the indices' certificates signed by `ca` if there is one."""
    return tuple(
        each if isinstance(each, Feed) or ca is None else each._replace(ca=ca) for each in sources
    )


def _index(table: Mapping[str, Any], folder: Path) -> Index:
    from retrieval import Index

    fields = {key: said["field"] for key in _FIELDS if isinstance(said := table.get(key), dict)}
    said = {key: value for key, value in table.items() if key not in fields}
    file = table.get("password_file")
    return Index.at(table["opensearch"])._replace(
        reading=_reading(said),
        query=table.get("query"),
        outlet=fields.get("outlet"),
        language=fields.get("language"),
        password_file=folder / Path(file).expanduser() if file else None,
    )


def _described(table: Mapping[str, Any], folder: Path) -> Described:
    from retrieval import Described

    return Described(folder / Path(table["path"]).expanduser(), _reading(table))


def _reading(table: Mapping[str, Any]) -> Reading:
    from retrieval import Reading

    apart = (*_PLACES, *_OF_AN_INDEX, "convert")
    said = {key: value for key, value in table.items() if key not in apart}
    return Reading(**said, convert=tuple(sorted(table.get("convert", {}).items())))


def _check(table: Mapping[str, Any], number: int) -> None:
    for key, value in table.items():
        if key not in KEYS:
            raise CoverageError(number, key, f"no such key; there are {', '.join(KEYS)}")
        is_right, remedy = KEYS[key]
        if key == "opensearch":
            remedy = _why_no_index(value) or remedy
        try:
            right = is_right(value)
        except Exception:  # whatever a codec or a zone makes of nonsense
            right = False
        if not right:
            raise CoverageError(number, key, remedy)
    places = [each for each in _PLACES if each in table]
    if not places:
        raise CoverageError(number, "path", "is missing; it names a file, a folder or a pattern")
    place = {"opensearch": "an index"}.get(places[0], f"a {places[0]}")
    if len(places) > 1:
        remedy = f"stands beside {place}; write a table for each"
        raise CoverageError(number, places[1], remedy)
    if "convert" in table and places != ["path"]:
        raise CoverageError(number, "convert", f"stands beside {place}; files have a path")
    _check_index(table, number)


def _check_index(table: Mapping[str, Any], number: int) -> None:
    if "opensearch" in table:
        return
    for key in (*_OF_AN_INDEX, *_FIELDS):
        if key in table and (key in _OF_AN_INDEX or isinstance(table[key], dict)):
            raise CoverageError(number, key, "speaks of an index; name one as opensearch")


def _why_no_index(value: object) -> str:
    from retrieval import ArchiveAddressError, Index

    try:
        Index.at(value if isinstance(value, str) else "")
    except ArchiveAddressError as error:
        return error.reason
    return ""


def _is_index(value: Any) -> bool:
    return not _why_no_index(value)


def _query(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and bool(json.dumps(value))


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
_NAME: Final = (
    lambda value: _text(value) or (value.keys() == {"field"} and _text(value["field"])),
    'must be a text in quotes, or of an index such as {field = "brand"}',
)
_FIELDS: Final = ("outlet", "language")
"""What is the same of all articles, or stands in a field of an index."""
_YES: Final = (lambda value: isinstance(value, bool), "must be true or false")
KEYS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "path": (_text, "must be a file, a folder or a pattern, in quotes"),
    "feed": (_site, "must be an address such as https://oster.example/feed"),
    "opensearch": (_is_index, "must be an address such as https://search1:9200/articles"),
    "query": (_query, 'must be a query of the cluster, such as {term = {state = "published"}}'),
    "password_file": (_text, "must be the path of a file, in quotes"),
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
    from retrieval import Described, Reading

    fetched = fetched_beside(config)
    said = (*config.coverage, *(_of_source(fetched, each) for each in config.feeds))
    if not config.show:
        return said
    of_outlets: Any = tuple(sorted(config.show.items()))
    every = Described(Path(fetched.absolute().anchor), Reading())  # all other files
    return tuple(
        each._replace(reading=replace(each.reading, show_of=of_outlets)) for each in (*said, every)
    )


def _of_source(fetched: Path, source: Feed | Index) -> Described:
    from retrieval import Described, folder_of_source

    if isinstance(source, Feed):
        return Described(folder_of_source(fetched, source.url), source.reading)
    return Described(source.folder(fetched), source.read_as)


def fetched_beside(config: Config) -> Path:
    """The folder of what was fetched."""
    return beside(config).parent / "fetched"


def beside(config: Config) -> Path:
    """The file beside which what was fetched lies: the coverage's, or that of readers."""
    from retrieval import ClusterAddress

    return config.readers if isinstance(config.database, ClusterAddress) else config.database
