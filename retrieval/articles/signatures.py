"""What a file is, told by its first bytes; its name decides only between forms that look alike."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final, NamedTuple

from retrieval.articles.formats.decoding import utf16
from retrieval.articles.formats.packing import first_bytes
from retrieval.articles.recognition.shapes import (
    BEFORE_JSON,
    has_tags,
    heads_a_text,
    is_bundle,
    is_mail,
    is_markdown,
    is_table,
)

HEAD: Final = 64 * 2**10
"""Bytes that are looked at."""


class Recognised(NamedTuple):
    """The name of the form, as in `files.FORMS`; or, for a form that is not read, None and what it
    is with the remedy."""

    form: str | None
    reason: str = ""


_CONVERT: Final = "save its words as plain text, or convert it"
_OR_SAY: Final = "save its words as plain text, or say in [[coverage]] convert"
_MAGIC: Final = (
    (b"%PDF-", f'a PDF; {_OR_SAY} = {{".pdf" = "pdftotext -layout {{}} -"}}'),
    (b"{\\rtf", f"RTF; {_CONVERT}: libreoffice --convert-to txt FILE"),
    (b"\xd0\xcf\x11\xe0", f"an old Office file; {_CONVERT}: libreoffice --convert-to docx FILE"),
    (b"PAR1", "a Parquet table; convert it to JSON Lines: duckdb -c \"copy 'F' to 'F.jsonl'\""),
    (b"SQLite format 3\0", "a database; export its articles as JSON Lines or CSV"),
    (b"Rar!", "a packed folder (RAR); unpack it"),
    (b"7z\xbc\xaf", "a packed folder (7z); unpack it"),
    (b"\xfd7zXZ\0", "packed with xz; unpack it: xz -d FILE"),
    (b"\x89PNG", "a picture; no words are read from it"),
    (b"\xff\xd8\xff", "a picture; no words are read from it"),
    (b"GIF8", "a picture; no words are read from it"),
    (b"II*\0", "a picture; no words are read from it"),
    (b"MM\0*", "a picture; no words are read from it"),
    (b"ID3", "a recording; write down what is said in it"),
    (b"OggS", "a recording; write down what is said in it"),
    (b"RIFF", "a recording or a picture; no words are read from it"),
    (b"\x7fELF", "a program"),
    (b"version https://git-lfs", "a Git LFS pointer; fetch the real file: git lfs pull"),
)
_ZIPS: Final = (
    (b"word/", "docx", ""),
    (b"application/epub+zip", None, f'an EPUB; {_OR_SAY} = {{".epub" = "pandoc {{}} -t plain"}}'),
    (b"opendocument.text", None, f'an ODT; {_OR_SAY} = {{".odt" = "pandoc {{}} -t plain"}}'),
    (b"archive/", "wacz", ""),
    (b"xl/", None, "a spreadsheet; save it as CSV"),
    (b"ppt/", None, f"slides; {_CONVERT}"),
)
_COMMENTS: Final = re.compile(r"(?:\s+|<\?xml[^<>]{0,300}\?>|<\?[^<>]{0,500}\?>|<!--.*?-->)+", re.S)
_DOCTYPE: Final = re.compile(
    r"<!doctype\s+(\w+)[^<>]{0,400}(?:\[.{0,2000}?\]\s*)?>\s*", re.I | re.S
)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_XML: Final = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "channel": "feed", "nitf": "nitf",
    "newsitem": "newsml", "newsmessage": "newsml", "newsml": "newsml",
}  # fmt: skip
_HTML_ROOTS: Final = frozenset(
    "html head body div p article section main h1 h2 h3 span a b i em strong ul ol table header "
    "figure img meta title br center font blockquote".split()
)
_NOT_ARTICLES: Final = {
    "urlset": "a sitemap; `nutgraf add URL` reads what it lists",
    "sitemapindex": "a sitemap; `nutgraf add URL` reads what it lists",
    "opml": "a list of feeds; `nutgraf add URL` adds one",
    "svg": "a picture; no words are read from it",
}
_TELEGRAM: Final = re.compile(r'"date_unixtime"\s*:|"type"\s*:\s*"(?:public|private)_channel"')
_BUNDLED: Final = re.compile(
    r"class=[\"']article \w\wArticle|class=[\"']enHeadline|>\s*\d+ of \d+ DOCUMENTS?\s*<"
)
_QUOTED_NAMES: Final = re.compile(r"\[?\s*\{\s*'\w[^'\n]{0,60}'\s*:\s*\S")
"""Python's way to write what JSON is near to."""
_JSON_LINES: Final = (".jsonl", ".ndjson", ".jl", ".gz", ".bz2", ".zst")
_PROGRAMS: Final = frozenset(
    ".css .js .mjs .ts .py .rb .php .go .rs .c .h .cpp .java .sh .bat .ps1 .sql .ini .cfg .conf "
    ".log .yml .yaml .lock .map .svg .woff .woff2 .ttf .ico .bak .tmp .swp .part .crdownload "
    ".sha256 .md5 .bib .tex .srt .vtt".split()
)


def recognised(head: bytes, name: str) -> Recognised:
    """What the file of this `name`, in lower case, is, whose first HEAD bytes are `head`."""
    if not head.strip():
        return Recognised(_by_suffix(name) or "text")
    packed = first_bytes(head, HEAD)
    if packed is not None:
        inner = recognised(packed, name) if packed else Recognised(_by_suffix(name))
        return inner if inner.form in _PACKED or inner.reason else _packed_otherwise()
    if head.startswith(b"WARC/1."):
        return Recognised("warc")
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            return Recognised(None, reason)
    if head.startswith(b"PK\x03\x04"):
        return _zip(head)
    if head[4:8] == b"ftyp" or head[257:262] == b"ustar":
        return Recognised(None, "no text; a recording, a picture or a packed folder: unpack it")
    text = _as_text(head)
    if text is None:
        return Recognised(None, "binary file; save the article's words as plain text")
    return _written(text, name)


_PACKED: Final = frozenset(("jsonl", "json", "csv", "warc", "feed"))
"""Forms that are read though they are packed with gzip, bzip2 or zstandard."""


def _by_suffix(name: str) -> str | None:
    """The form that a name states, where what is in the file does not tell."""
    name = name.removesuffix(".gz").removesuffix(".bz2").removesuffix(".zst")
    forms = {".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json", ".csv": "csv"}
    return next((form for suffix, form in forms.items() if name.endswith(suffix)), None)


def _packed_otherwise() -> Recognised:
    return Recognised(None, "packed; unpack it")


def _zip(head: bytes) -> Recognised:
    for inside, form, reason in _ZIPS:
        if inside in head:
            return Recognised(form, reason)
    return Recognised(None, "a packed folder (ZIP); unpack it")


def _as_text(head: bytes) -> str | None:
    """The first characters, near enough to look at; None where they are none."""
    if utf16(head) == "utf-32":
        return head[: len(head) & ~3].decode("utf-32", "replace")
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    if head[:4096].count(0):
        if wide := utf16(head[: len(head) & ~1]):
            return head[: len(head) & ~1].decode(wide, "replace")
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if 3 * head[first:4096:2].count(0) > len(head[:4096]) // 2:
                return head[: len(head) & ~1].decode(encoding, "replace")
        return None
    return head.removeprefix(BOM_UTF8).decode("utf-8", "replace")


def _written(text: str, name: str) -> Recognised:
    opening = text.lstrip()
    suffix = name[name.rindex(".") :] if "." in name else ""
    if opening.startswith("<"):
        if found := _marked_up(opening):
            return found
    elif opening.startswith(("{", "[")) and (found := _json(opening, text, suffix)):
        return found
    elif BEFORE_JSON.match(opening) or _QUOTED_NAMES.match(opening):
        return Recognised("json")
    if is_mail(text):
        return Recognised("eml")
    if is_bundle(text):
        return Recognised("bundle")
    if suffix in (".csv", ".tsv", ".tab") or is_table(text):
        return Recognised("csv")
    if suffix in (".md", ".markdown", ".mdown", ".mdx", ".qmd") or is_markdown(text):
        return Recognised("markdown")
    if has_tags(text) and suffix not in _PROGRAMS:
        return Recognised("html")
    if suffix in _PROGRAMS:
        return Recognised(None, "no article by its name; name it .txt if it is one")
    return Recognised("text")


def _marked_up(opening: str) -> Recognised | None:
    """XML or HTML; None for a text that happens to begin with <."""
    rest = _COMMENTS.sub("", opening, count=1) if opening.startswith(("<?", "<!--")) else opening
    if found := _DOCTYPE.match(rest):
        if found[1].lower() == "html":
            return _html(opening)
        rest = _COMMENTS.sub("", rest[found.end() :], count=1)
    root = _ROOT.match(rest)
    if root is None:
        return None
    which = root[1].lower()
    if which == "rss" and "wordpress.org/export" in opening:
        return Recognised("wxr")
    if which in _XML:
        return Recognised(_XML[which])
    if which in _NOT_ARTICLES:
        return Recognised(None, _NOT_ARTICLES[which])
    if which in _HTML_ROOTS:
        return _html(opening)
    if opening.startswith("<?xml") or "</" in opening:
        return Recognised(None, f"XML that is not read (<{root[1][:40]}>); save its words as text")
    return None


def _html(opening: str) -> Recognised:
    if 'class="page_wrap"' in opening and 'class="message ' in opening:
        return Recognised("telegram")
    if _BUNDLED.search(opening):
        return Recognised("bundle")
    return Recognised("html")


def _json(opening: str, text: str, suffix: str) -> Recognised | None:
    if not re.match(r"[{\[]\s*(?:[\"{\[}\]]|$)", opening) or heads_a_text(opening):
        return None
    if _TELEGRAM.search(opening[:4096]) and '"messages"' in opening:
        return Recognised("telegram")
    if "jsonfeed.org/version" in opening[:4096]:
        return Recognised("feed")
    if opening.startswith("[") and re.match(r"\[\s*(?:[{\[]|$)", opening):
        return Recognised("json")
    lines = [line.strip() for line in text.splitlines()]
    whole = [line for line in lines if line.startswith("{") and line.endswith("}")]
    utf8 = sum("\ufffd" not in line for line in whole)
    if whole and 2 * utf8 >= len(whole) and (suffix != ".json" or len(whole) > 1):
        return Recognised("jsonl")
    return Recognised("jsonl" if suffix in _JSON_LINES and len(text) >= HEAD else "json")
