"""Bytes -> text whose newlines are `\\n`, or the reason why they are none."""

from __future__ import annotations

import codecs
import re

_BINARY = "binary file; save the article's words as plain text"
_MARKUP = ("<!doctype html", "<html", "<?xml", "{\\rtf")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.02
"""The share of control characters above which a file is no text."""
_WESTERN = re.compile(r"[\x00-\x7f\xa0£©«®°·»¿¡½€‘’‚“”„…–—•™ÀÂÄÇÈÉÊÑÓÖÜßàáâäçèéêëíîïñóôöùúûüœ]*")
_BROKEN = 0.1
"""The share of broken characters, of those beyond ASCII, that damaged UTF-8 may have."""


def decode(raw: bytes) -> str:
    """The text in `raw`: UTF-8, UTF-16 with a byte order mark, or charset-normalizer's guess.

    Raises ValueError with the reason and the remedy where it is no plain text.
    """
    text = newlines(_decode(raw).removeprefix("\ufeff"))
    if "\0" in text or len(text) - len(_CONTROL.sub("", text)) > _MOST_CONTROL * len(text):
        raise ValueError(_BINARY)
    if text[:200].lstrip().lower().startswith(_MARKUP):
        raise ValueError("marked-up text; save the article's words alone as plain text")
    return text


def decoded_text(raw: bytes, encoding: str | None = None) -> str:
    """The text in `raw`, of whatever form, its newlines `\\n`; in that `encoding` where it is said.

    Raises ValueError with the remedy where it is none.
    """
    if encoding:
        try:
            return newlines(raw.decode(encoding).removeprefix("\ufeff"))
        except (LookupError, ValueError):
            raise ValueError(f"not {encoding}, as `encoding` says; name another") from None
    return newlines(_decode(raw).removeprefix("\ufeff"))


def newlines(text: str) -> str:
    """`text` with each CRLF and lone CR as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise ValueError("not whole UTF-16; save it as UTF-8") from None
    if b"\0" in raw or raw.startswith(b"%PDF-"):
        raise ValueError(_BINARY)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _damaged_utf8(raw) or _western(raw) or _guess(raw)


def _damaged_utf8(raw: bytes) -> str | None:
    """UTF-8 with a character or two cut in half, each shown as U+FFFD: not another encoding."""
    text = raw.decode(errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text if broken <= _BROKEN * beyond_ascii else None


def _western(raw: bytes) -> str | None:
    """Windows-1252 where every character is usual in English, French, German or Spanish: too few
    such bytes mislead a guess by frequency."""
    text = raw.decode("cp1252", errors="replace")
    return text if _WESTERN.fullmatch(text) else None


def _guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None:
        raise ValueError(_BINARY)
    return str(best)
