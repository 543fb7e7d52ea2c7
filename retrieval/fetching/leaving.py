"""Articles whose outlet has taken them back, and which are to be withdrawn: of each a small file in
the folder of what was fetched, until it is withdrawn or stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from retrieval.fetching.shelf import FOLDER, read_state, write_state

_FOLDER: Final = ".leaving"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The article with this id, whose page at `url` answered with this status, is withdrawn at the
    moment `until`, in seconds; the people with these numbers were `told`."""

    url: str
    id: str
    status: int
    until: float
    told: tuple[int, ...] = ()


def leaving(database: Path) -> Iterator[Leaving]:
    """The articles that are to leave the coverage at `database`."""
    for path in sorted((database.parent / FOLDER / _FOLDER).glob("*.json")):
        found = read_state(path) or {}
        try:
            yield Leaving(
                str(found["url"]),
                str(found["id"]),
                int(found["status"]),
                float(found["until"]),
                tuple(map(int, found["told"])),
            )
        except (KeyError, TypeError, ValueError):
            continue  # of another version, or half of a disk that was full


def announce(database: Path, article: Leaving) -> None:
    """Keeps that the article is to leave; once."""
    if not _file(database, article.url).exists():
        write_state(_file(database, article.url), {"schema": 1, **asdict(article)})


def tell(database: Path, article: Leaving, person: int) -> None:
    """Keeps that this person was told."""
    path = _file(database, article.url)
    if found := read_state(path):
        told = sorted({*found.get("told", ()), person})
        write_state(path, {"schema": 1, **asdict(replace(article, told=tuple(told)))})


def call_off(database: Path, url: str) -> None:
    """Forgets that the article at the address was to leave: it has left, or stays."""
    _file(database, url).unlink(missing_ok=True)


def _file(database: Path, url: str) -> Path:
    name = sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return database.parent / FOLDER / _FOLDER / f"{name}.json"
