"""What was removed or withdrawn, in a small file beside the coverage's, which outlives it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, Literal, NamedTuple

from retrieval.errors import KeptOutError
from retrieval.keeping.words import Withdrawn, mark

Kind = Literal["path", "id", "outlet"]
_MODE: Final = 0o600


class Removed(NamedTuple):
    """All articles from the file or folder at an absolute path, with an id, or of an outlet."""

    kind: Kind
    name: str


@dataclass
class KeptOut:
    """What the file `path` keeps out. `removed` comes back when it is lifted; `gone` are the marks
    of articles that were withdrawn, `words` those withdrawn from others: neither their names nor
    their words are kept, but what a secret `key` makes of them."""

    path: Path
    key: str
    removed: set[Removed] = field(default_factory=set)
    gone: dict[str, set[str]] = field(default_factory=dict)
    words: tuple[Withdrawn, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.gone or self.words)

    @property
    def digest(self) -> str:
        """What tells what was withdrawn from what was withdrawn before; nothing where none was."""
        gone = sorted((key, *sorted(marks)) for key, marks in self.gone.items())
        said = repr((gone, self.words)) if self.gone or self.words else ""
        return said and blake2b(said.encode(), digest_size=16).hexdigest()

    def leaves_out(self, *, article_id: str, path: str) -> bool:
        """Whether an article from the file at this absolute path, with this id, stays out."""
        return (
            Removed("id", article_id) in self.removed
            or self.is_gone(article_id)
            or any(
                path == name or path.startswith(f"{name.rstrip(os.sep)}{os.sep}")
                for kind, name in self.removed
                if kind == "path"
            )
        )

    def leaves_out_of(self, *, outlet: str | None, url: str | None) -> bool:
        """Whether an article of this outlet, or at this address, stays out."""
        return Removed("outlet", outlet or "") in self.removed or self.is_gone(url)

    def is_gone(self, name: str | None) -> bool:
        """Whether the article whose id or address `name` is was withdrawn."""
        return bool(name) and any(
            mark(key, name or "") in marks for key, marks in self.gone.items()
        )

    def withdraw(self, names: Iterable[str]) -> None:
        """Takes an article's id and address."""
        marks = self.gone.setdefault(self.key, set())
        marks |= {mark(self.key, each) for each in names}

    def said(self) -> dict[str, Any]:
        """All of it, as JSON has it and `from_said` takes it."""
        return {
            "schema": 1,
            "key": self.key,
            "removed": sorted(self.removed),
            "gone": {key: sorted(marks) for key, marks in self.gone.items()},
            "words": self.words,
        }

    def save(self) -> None:
        """Writes the file: at any moment the old one or the new one is there."""
        said = self.said()
        part = self.path.with_name(f".{self.path.name}.part")
        try:
            new = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
            with os.fdopen(new, "w", encoding="utf-8") as to:
                json.dump(said, to, ensure_ascii=False, indent=1)
                to.flush()
                os.fsync(to.fileno())
            os.replace(part, self.path)
        except OSError as error:
            raise KeptOutError(
                self.path, f"cannot be written: {error.strerror}; nothing was done"
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def beside(database: Path) -> Path:
    """Where the file of the coverage at `database` lies."""
    whole = database.resolve()
    return whole.with_name(f"{whole.stem}-kept-out.json")


def kept_out(database: str | Path) -> KeptOut:
    """What is kept out of the coverage at `database`. Raises KeptOutError for a file that is not
    as it was written: nothing may come back because of that."""
    return read(beside(Path(database)))


def read(path: Path) -> KeptOut:
    """The same of the file at `path`, or its copy."""
    try:
        return _read(path, path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return KeptOut(path, token_hex(16))
    except OSError as error:
        raise KeptOutError(path, f"cannot be read: {error.strerror}") from error


def _read(path: Path, text: str) -> KeptOut:
    try:
        return from_said(path, json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeptOutError(
            path, "not as nutgraf wrote it; put it back, for it says what stays out"
        ) from error


def from_said(path: Path, said: Mapping[str, Any]) -> KeptOut:
    """What `KeptOut.said` gave, kept at `path`. Raises ValueError, KeyError, TypeError,
    AttributeError where it did not."""
    return KeptOut(
        path,
        said["key"],
        {Removed(kind, name) for kind, name in said["removed"]},
        {key: set(marks) for key, marks in said["gone"].items()},
        tuple(
            Withdrawn(tuple(articles), words, value, key)
            for articles, words, value, key in said["words"]
        ),
    )


def copied(out: KeptOut, path: Path) -> KeptOut:
    """The same, kept in the file at `path`."""
    return from_said(path, out.said())


def joined(mine: KeptOut, other: KeptOut) -> KeptOut:
    """What stays out by either, kept where `mine` is."""
    words = tuple(dict.fromkeys((*mine.words, *other.words)))
    gone = {
        key: mine.gone.get(key, set()) | other.gone.get(key, set())
        for key in mine.gone | other.gone
    }
    return replace(mine, removed=mine.removed | other.removed, gone=gone, words=words)
