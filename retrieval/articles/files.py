"""Where articles lie: folders -> files -> Sources, one for each article, not yet parsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from retrieval.articles.formats import jsonl, text
from retrieval.articles.skipped import Skipped
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
_BAD_NAME = "its name is not UTF-8; rename it"


def parse(source: Source) -> Article:
    """The article that `source` holds. Raises ArticleFormError where it holds none."""
    return FORMS[source.form].parse(source.raw, article_id=source.id, path=source.path)


def files(path: Path) -> Iterator[Path | Skipped]:
    """The files to read at `path`: itself, or all below a folder in the order of their paths.

    A single file is taken whatever its suffix. In a folder, hidden files and folders, README* and
    *.toml are left out silently and other forms are Skipped; symbolic links are followed, but
    never back into a folder they stand in. Never raises.
    """
    if os.path.isdir(path):
        yield from _files_below(path, ())
    else:
        yield path


def is_left_out(name: str) -> bool:
    """Whether a folder leaves the file out silently; hidden files aside."""
    return name.lower().startswith("readme") or name.lower().endswith(".toml")


def sources(path: Path, *, root: Path | None) -> Iterator[Source | Skipped]:
    """The articles' bytes in the one file `path`: itself, or each record in it.

    Ids count from the folder `root`. What cannot be read is Skipped with the remedy: never raises.
    """
    shown = _printable(path)
    try:
        reason, form = _unreadable(path), _form_of(path)
        if reason:
            yield Skipped(shown, reason)
        elif records := FORMS[form].records:
            yield from records(path, shown, _article_id(path, root))
        else:
            yield _whole(path, shown, _article_id(path, root), form)
    except OSError as error:
        yield Skipped(
            shown, f"cannot be read ({error.strerror or error}); mend it, or leave it out"
        )


def _files_below(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | Skipped]:
    try:
        status = folder.stat()
        here = (status.st_dev, status.st_ino)
        if here in above:
            return
        entries = sorted(
            (f"{entry.name}/" if os.path.isdir(entry) else entry.name, entry)
            for entry in folder.iterdir()
            if not entry.name.startswith(".")
        )
    except OSError as error:
        yield Skipped(
            _printable(folder), f"cannot be read ({error.strerror}); mend its permissions"
        )
        return
    for name, entry in entries:
        if name.endswith("/"):
            yield from _files_below(entry, (*above, here))
        elif is_left_out(name):
            continue
        elif name.lower().endswith(SUFFIXES):
            yield entry
        else:
            yield Skipped(_printable(entry), _OTHER_FORM)


def _unreadable(path: Path) -> str | None:
    if not _is_utf8(path):
        return _BAD_NAME
    if path.is_dir():
        return "a folder, not an article; name the files in it"
    if path.is_symlink() and not path.exists():
        return "a link to nothing; remove it, or put the file back"
    if not path.exists():
        return "no such file; it may have been moved"
    if not path.is_file():
        return "not a file that can be read again; save it as one"
    return None


def _form_of(path: Path) -> str:
    """The name of the file's form; `text` for a suffix that no form has."""
    name = path.name.lower()
    return next((form for form in FORMS if name.endswith(FORMS[form].suffixes)), "text")


def _whole(path: Path, shown: str, article_id: str, form: str) -> Source | Skipped:
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
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


def _is_utf8(name: Path | str) -> bool:
    try:
        str(name).encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode(errors="replace")
