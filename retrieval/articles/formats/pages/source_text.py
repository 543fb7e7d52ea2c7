"""The bytes of a page -> its HTML without what is no text, and no larger than a page may be."""

from __future__ import annotations

import codecs
import re
from typing import Final

from retrieval.articles.formats.decoding import Decoded, decode_any
from retrieval.articles.source import LONGEST

_DATA: Final = re.compile(rb"data:[\w.+-]{1,40}/[\w.+;=-]{1,80},[A-Za-z0-9+/=%_.~-]{60,}")
_BETWEEN: Final = tuple(
    (re.compile(opening, re.I), re.compile(closing, re.I))
    for opening, closing in (
        (rb"<style\b", rb"</style"),
        (rb"<svg\b", rb"</svg"),
        (rb"<script\b(?![^<>]{0,300}(?:ld\+json|__NEXT_DATA__))", rb"</script"),
    )
)
_CHARSET: Final = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML: Final = re.compile(r"\s*<\?xml[^<>]{0,300}\?>")
_XML_ENCODING: Final = re.compile(rb"\s*<\?xml[^<>]{0,200}encoding=[\"']([\w.:-]{2,40})")
_MOST_TAGS: Final = 40_000
_MOST_BREAKS: Final = 4_000
_WIDER: Final = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "unicode": "utf-8",
    "utf8": "utf-8",
}  # fmt: skip
"""What browsers read where a page declares the other."""
_NO_ENCODINGS: Final = frozenset(
    "idna punycode unicode_escape raw_unicode_escape undefined rot13 base64 bz2 hex quopri uu zlib "
    "utf-7 unicode-escape raw-unicode-escape mbcs oem".split()
)
_BREAK: Final = re.compile(rb"<br\b[^<>]{0,100}>", re.I)


def html_of(raw: bytes, encoding: str | None = None) -> Decoded:
    """The page's HTML, decoded as the operator says, it declares, or its bytes tell.

    Raises ValueError with the remedy where it is no page, or larger than one.
    """
    if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in raw[:4096]:
        raw = _without_other_than_text(raw)
    if len(raw) > LONGEST:
        raise ValueError(f"over {LONGEST >> 20} MB without its pictures; no page is that long")
    if len(_BREAK.findall(raw)) > _MOST_BREAKS:
        raw = _BREAK.sub(b"\n", raw)
    if raw.count(b"<") > _MOST_TAGS:
        raise ValueError(f"over {_MOST_TAGS:,} tags; save the article's words alone")
    text, note = _decoded(raw, encoding)
    return Decoded(_XML.sub("", text.replace("\0", ""), count=1), note)


def _without_other_than_text(raw: bytes) -> bytes:
    """Without pictures, fonts, styles and programs that were written into the page."""
    raw = _DATA.sub(b"data:,", raw)
    for opening, closing in _BETWEEN:
        parts, place = [], 0
        while found := opening.search(raw, place):
            end = closing.search(raw, found.end())
            if end is None:
                break
            parts.append(raw[place : found.start()])
            place = end.end()
            place = raw.find(b">", place) + 1 or place
        raw = b"".join((*parts, raw[place:]))
    return raw


def _decoded(raw: bytes, encoding: str | None) -> Decoded:
    if (
        encoding
        or b"\0" in raw[:4096]
        or raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    ):
        return decode_any(raw, encoding)
    try:
        return decode_any(raw, "utf-8")
    except ValueError:
        head = raw[:8192]
        declared = _CHARSET.search(head) or _XML_ENCODING.match(head)
        name = encoding_of(declared[1].decode("ascii") if declared else "")
        if name and name != "utf-8":
            try:
                return decode_any(raw, name)
            except ValueError:
                pass
        return decode_any(raw)


def encoding_of(name: str) -> str | None:
    """The encoding that a file names as its own, as browsers read it; None for what is none of a
    text."""
    name = name.strip().lower()
    name = _WIDER.get(name, name)
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return name if known not in _NO_ENCODINGS else None
