"""Where articles lie: folders -> files -> Sources, one for each article, not yet parsed."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple
from unicodedata import normalize

from retrieval.articles.conversion.command import command_of
from retrieval.articles.conversion.to_convert import to_convert
from retrieval.articles.copies.archivebox import copy_in, holds_all, is_of_snapshots
from retrieval.articles.folders import BAD_NAME, NO_FILE, Folder, is_utf8, opened, unhidden, unread
from retrieval.articles.formats import json_records, jsonl, packing, rows, tables, text
from retrieval.articles.formats.fields import Flat, id_of
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.signatures import HEAD, Recognised, recognised
from retrieval.articles.skipped import Skipped, printable
from retrieval.articles.source import LARGEST, Source
from retrieval.articles.unpacker import Unpacker
from retrieval.articles.unpacking import Asked, Unpacked
from retrieval.keeping.parts import as_kept
from retrieval.model import Article


class Form(NamedTuple):
    """A form that articles come in: its files' suffixes, in lower case, and what reads them.

    `parse` makes an Article of a Source's bytes. `records` gives the Sources of a file that holds
    several articles, given its path, the path as shown to a person, the file's id, and how it is
    to be read. What is `foreign` is parsed by a library that is trusted with nothing: in a worker
    process only.
    `unpack` gives the records of a file's bytes, be they one, in a process of its own.
    """

    suffixes: tuple[str, ...]
    parse: Callable[..., Article] = rows.parse
    records: Callable[[Path, str, str, Reading], Iterator[Source | Skipped]] | None = None
    foreign: bool = False
    unpack: Callable[[BinaryIO, str, Reading], Iterator[Unpacked]] | None = None


def _later(module: str, name: str) -> Callable[..., Any]:
    """The function of that name in a module of `formats`, which is imported when it is called: it
    brings a large library, and most runs need none."""

    def read(*given: object, **named: object) -> Any:
        found = import_module(f"retrieval.articles.formats.{module}")
        return getattr(found, name)(*given, **named)

    return read


FORMS: Final = {
    "jsonl": Form(jsonl.SUFFIXES, jsonl.parse, jsonl.records),
    "json": Form((".json.gz", ".json.zst", ".json"), unpack=json_records.unpack),
    "csv": Form((".csv.gz", ".csv.zst", ".csv", ".tsv", ".tab"), unpack=tables.unpack),
    "row": Form(()),
    "html": Form((".html", ".htm", ".xhtml"), _later("pages.page", "parse"), foreign=True),
    "markdown": Form(
        (".markdown", ".mdown", ".mdx", ".md", ".qmd"),
        _later("sites.markdown", "parse"),
        foreign=True,
    ),
    "feed": Form((".rss", ".atom", ".xml", ".rdf"), unpack=_later("exports.feed", "unpack")),
    "wxr": Form((), unpack=_later("exports.wxr", "unpack")),
    "telegram": Form((), unpack=_later("exports.telegram", "unpack")),
    "eml": Form((".eml", ".mbox", ".mht", ".mhtml"), unpack=_later("exports.mail", "unpack")),
    "bundle": Form((), unpack=_later("exports.bundle", "unpack")),
    "nitf": Form((".nitf",), unpack=_later("exports.news_xml", "unpack")),
    "newsml": Form((".newsml",), unpack=_later("exports.news_xml", "unpack")),
    "docx": Form((".docx",), unpack=_later("exports.docx", "unpack")),
    "warc": Form((".warc.gz", ".warc"), unpack=_later("exports.warc", "unpack")),
    "wacz": Form((".wacz",), unpack=_later("exports.warc", "unpack")),
    "web": Form((), unpack=_later("web.look", "unpack")),
    "converted": Form((), text.parse),
    "text": Form((".text", ".txt"), text.parse),
}
SUFFIXES: Final = tuple(suffix for form in FORMS.values() for suffix in form.suffixes)
"""Of the files that are read in a folder, in lower case; a file's own may be in capitals."""

_UNKNOWN: Final = "no article by its name; name it .txt if it is one"


def prepare() -> None:
    """Loads the libraries that need the system's own, which a confined process cannot open; in 30
    ms. What is Python alone is loaded when it is needed."""
    import lxml.etree  # noqa: F401

    packing.prepare()


def parse(source: Source) -> Article:
    """The article that `source` holds. Raises ArticleFormError where it holds none."""
    read = FORMS[source.form].parse
    article = read(source.raw, article_id=source.id, path=source.path, reading=source.reading)
    return as_kept(article, source.withdrawn, source.reading.shown(article.outlet))


def files(path: Path, wanted: Callable[[Path], bool] = lambda _: False) -> Iterator[Path | Skipped]:
    """The files to read at `path`: itself, or all below a folder in the order of their paths.

    In a folder, hidden files and folders, README* and *.toml are left out silently, and so is what
    a browser saved beside a page, and all but one copy of a snapshot of ArchiveBox's; a text by
    another name than .txt is Skipped, but where it is `wanted`. Symbolic links are followed, but
    never back into a folder they stand in. What cannot be read is Unread. Never raises.
    """
    if not os.path.isdir(path):
        yield path
        return
    ahead: list[tuple[Path | None, Folder | Path | Skipped]] = [(None, Folder(path))]
    while ahead:
        at, entry = ahead.pop()
        if isinstance(entry, Folder):
            inside = list(entry.entries())
            names = {at.name for at, _ in inside if at}
            if copy := copy_in(entry.path, names):
                yield copy
                continue
            if holds_all(names):
                inside = [each for each in inside if not each[0] or is_of_snapshots(each[0].name)]
            ahead += unhidden(inside)[::-1]
        elif at and is_left_out(at.name):
            continue
        elif at and at.name.lower().endswith(SUFFIXES):
            yield at
        elif isinstance(entry, Path):
            yield entry if wanted(entry) or _is_known(entry) else _unknown(entry)
        else:
            yield entry


def _unknown(path: Path) -> Skipped:
    return Skipped(printable(path), _UNKNOWN, kind=path.suffix.lower())


def _is_known(path: Path) -> bool:
    """Whether the file has more than a text's form by what is in it; so has one that cannot be
    read."""
    try:
        return _form_of(path).form != "text"
    except OSError:
        return True


def is_left_out(name: str) -> bool:
    """Whether a folder leaves the file out silently; hidden files aside."""
    return name.lower().startswith("readme") or name.lower().endswith(".toml")


def holds_many(path: Path) -> bool:
    """Whether the file may hold several articles; one that cannot be read holds none."""
    try:
        form = FORMS[_form_of(path).form or "text"]
    except OSError:
        return False
    return bool(form.records or form.unpack)


def sources(
    path: Path,
    *,
    root: Path | None,
    reading: Reading = AS_IT_IS,
    unpacker: Unpacker | None = None,
) -> Iterator[Source | Skipped]:
    """The articles' bytes in the one file `path`, read as `reading` says: itself, or each record.

    Ids count from the folder `root`. What holds none is Skipped with the remedy, Unread where it
    cannot be read: never raises. Without an `unpacker`, one is started where it is needed.
    """
    shown, article_id = printable(path), _article_id(path, root)
    try:
        if reason := _refused(path):
            yield Skipped(shown, reason)
            return
        form, reason = _form_of(path)
        own = form in (None, "text") or path.name.lower().endswith(FORMS[form].suffixes)
        if own and (command := command_of(path, reading.convert)):
            yield to_convert(path, command, shown=shown, article_id=article_id, reading=reading)
        elif form is None:
            yield Skipped(shown, reason, kind=path.suffix.lower())
        elif records := FORMS[form].records:
            yield from records(path, shown, article_id, reading)
        elif FORMS[form].unpack:
            asked = Asked(form, path.name, path.stat().st_size, reading)
            with closing(Unpacker()) if unpacker is None else nullcontext(unpacker) as unpack:
                yield from _unpacked(unpack.records(path, asked), shown, article_id, reading)
        else:
            yield _whole(path, shown, article_id, form, reading)
    except OSError as error:
        yield unread(path, error)


def _unpacked(
    found: Iterator[tuple[Unpacked, int]], shown: str, stem: str, reading: Reading
) -> Iterator[Source | Skipped]:
    """The records of a file as sources; ids are those that they state, else the file's with the
    record's place."""
    empty = True
    for (place, record, reason), end in found:
        empty = False
        where, fallback = (f"{shown}:{place}", f"{stem}#{place}") if place else (shown, stem)
        if record is None:
            yield Skipped(where, reason)
            continue
        raw = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        yield Source(id_of(Flat(record), reading) or fallback, where, "row", raw, end, reading)
    if empty:
        yield Skipped(shown, "no article in it")


def _refused(path: Path) -> str | None:
    """Why the file is none to be read, or None. Raises OSError where that cannot be told."""
    if not is_utf8(path):
        return BAD_NAME
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "a folder, not an article; name the files in it"
    return None if stat.S_ISREG(mode) else NO_FILE


def _form_of(path: Path) -> Recognised:
    """What the file is. Raises OSError."""
    with opened(path) as file:
        head = file.read(HEAD) or b""
    found = recognised(head, path.name.lower())
    if found.form is None or found.form in FORMS:
        return found
    return Recognised(None, f"{found.form}, a form that is not read; save its words as plain text")


def _whole(
    path: Path, shown: str, article_id: str, form: str, reading: Reading
) -> Source | Skipped:
    with opened(path) as file:
        raw = file.read(LARGEST + 1) or b""
    if len(raw) > LARGEST:
        return Skipped(shown, f"over {LARGEST >> 20} MB; one file holds one article: split it")
    return Source(article_id, shown, form, raw, len(raw), reading)


def _article_id(path: Path, root: Path | None) -> str:
    """The path below `root`, or the name where there is none, without the suffix."""
    below = path.name
    if root is not None and path.is_relative_to(root):
        below = path.relative_to(root).as_posix()
    suffix = next((s for s in SUFFIXES if below.lower().endswith(s)), path.suffix)
    return normalize("NFC", below[: len(below) - len(suffix)] or below)
