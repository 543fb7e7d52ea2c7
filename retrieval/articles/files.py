"""Where articles lie: folders -> files -> Sources, one for each article, not yet parsed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from retrieval.articles.folders import BAD_NAME, NO_FILE, Folder, is_utf8, opened, unread
from retrieval.articles.formats import jsonl, text
from retrieval.articles.skipped import Skipped, printable
from retrieval.articles.source import LARGEST, Source
from retrieval.model import Article


class Form(NamedTuple):
    """A form that articles come in: its files' suffixes, in lower case, and what reads them.

    `parse` makes an Article of a Source's bytes. `records` gives the Sources of a file that holds
    several articles, given its path, the path as shown to a person, and the file's id. What is
    `foreign` is parsed by a library that is trusted with nothing: in a worker process only.
    """

    suffixes: tuple[str, ...]
    parse: Callable[..., Article]
    records: Callable[[Path, str, str], Iterator[Source | Skipped]] | None = None
    foreign: bool = False


FORMS: Final = {
    "jsonl": Form((".jsonl.gz", ".jsonl"), jsonl.parse, jsonl.records),
    "text": Form((".text", ".txt"), text.parse),
}
SUFFIXES: Final = tuple(suffix for form in FORMS.values() for suffix in form.suffixes)
"""Of the files that are read in a folder, in lower case; a file's own may be in capitals."""

_OTHER_FORM = "not a form nutgraf reads (.txt, .jsonl, .jsonl.gz)"


def parse(source: Source) -> Article:
    """The article that `source` holds. Raises ArticleFormError where it holds none."""
    read = FORMS[source.form].parse
    return read(source.raw, article_id=source.id, path=source.path, reading=source.reading)


def files(path: Path) -> Iterator[Path | Skipped]:
    """The files to read at `path`: itself, or all below a folder in the order of their paths.

    A single file is taken whatever its suffix. In a folder, hidden files and folders, README* and
    *.toml are left out silently and other forms are Skipped; symbolic links are followed, but
    never back into a folder they stand in. What cannot be read is Unread. Never raises.
    """
    if not os.path.isdir(path):
        yield path
        return
    ahead: list[tuple[Path | None, Folder | Path | Skipped]] = [(None, Folder(path))]
    while ahead:
        at, entry = ahead.pop()
        if isinstance(entry, Folder):
            ahead += [each for each in entry.entries() if not _is_hidden(each[0])][::-1]
        elif at and is_left_out(at.name):
            continue
        elif at and at.name.lower().endswith(SUFFIXES):
            yield at
        else:
            yield Skipped(printable(entry), _OTHER_FORM) if isinstance(entry, Path) else entry


def _is_hidden(path: Path | None) -> bool:
    return path is not None and path.name.startswith(".")


def is_left_out(name: str) -> bool:
    """Whether a folder leaves the file out silently; hidden files aside."""
    return name.lower().startswith("readme") or name.lower().endswith(".toml")


def holds_many(path: Path) -> bool:
    """Whether a file of this name may hold several articles."""
    return FORMS[_form_of(path)].records is not None


def sources(path: Path, *, root: Path | None) -> Iterator[Source | Skipped]:
    """The articles' bytes in the one file `path`: itself, or each record in it.

    Ids count from the folder `root`. What holds none is Skipped with the remedy, Unread where it
    cannot be read: never raises.
    """
    shown = printable(path)
    try:
        form, reason = _form_of(path), _refused(path)
        if reason:
            yield Skipped(shown, reason)
        elif records := FORMS[form].records:
            yield from records(path, shown, _article_id(path, root))
        else:
            yield _whole(path, shown, _article_id(path, root), form)
    except OSError as error:
        yield unread(path, error)


def _refused(path: Path) -> str | None:
    """Why the file is none to be read, or None. Raises OSError where that cannot be told."""
    if not is_utf8(path):
        return BAD_NAME
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "a folder, not an article; name the files in it"
    return None if stat.S_ISREG(mode) else NO_FILE


def _form_of(path: Path) -> str:
    """The name of the file's form; `text` for a suffix that no form has."""
    name = path.name.lower()
    return next((form for form in FORMS if name.endswith(FORMS[form].suffixes)), "text")


def _whole(path: Path, shown: str, article_id: str, form: str) -> Source | Skipped:
    with opened(path) as file:
        raw = file.read(LARGEST + 1) or b""
    if len(raw) > LARGEST:
        return Skipped(shown, f"over {LARGEST >> 20} MB; one file holds one article: split it")
    return Source(article_id, shown, form, raw, len(raw))


def _article_id(path: Path, root: Path | None) -> str:
    """The path below `root`, or the name where there is none, without the suffix."""
    below = path.name
    if root is not None and path.is_relative_to(root):
        below = path.relative_to(root).as_posix()
    suffix = next((s for s in SUFFIXES if below.lower().endswith(s)), path.suffix)
    return normalize("NFC", below[: len(below) - len(suffix)] or below)
