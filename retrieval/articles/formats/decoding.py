"""Bytes -> text whose newlines are `\\n`, or the reason why they are none."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from retrieval.articles.formats.encodings import guessed

_BINARY: Final = "binary file; save the article's words as plain text"
_MARKUP: Final = ("<!doctype html", "<html", "<?xml", "{\\rtf")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL: Final = 0.02
"""The share of control characters above which a file is no text."""
_BROKEN: Final = 0.1
"""The share of broken characters, of those beyond ASCII, that damaged UTF-8 may have."""
_TWICE: Final = re.compile(r"[Â-ô][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]")
"""What a letter of UTF-8 looks like in windows-1252."""
_OFTEN: Final = 3
_IF_WRONG: Final = "say `encoding` in [[coverage]] if that is wrong"
_REPAIRED: Final = "decoded twice (Ã¤ for ä), which was undone; save it anew if that is wrong"


class Decoded(NamedTuple):
    """A text whose newlines are `\\n`, and what is to be said of how it was read, if anything."""

    text: str
    note: str = ""


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """The plain text in `raw`: in that `encoding` where it is said, else UTF-8, UTF-16, or the
    encoding in which it is words of one language.

    Raises ValueError with the reason and the remedy where it is no plain text.
    """
    if raw.startswith(b"%PDF-"):
        raise ValueError(_BINARY)
    found = decode_any(raw, encoding)
    text = found.text
    if "\0" in text or len(text) - len(_CONTROL.sub("", text)) > _MOST_CONTROL * len(text):
        raise ValueError(_BINARY)
    if text[:200].lstrip().lower().startswith(_MARKUP):
        raise ValueError("marked-up text; save the article's words alone as plain text")
    return found


def decode_any(raw: bytes, encoding: str | None = None) -> Decoded:
    """The same of what may be marked up. Raises ValueError where it is no text."""
    if encoding:
        try:
            text, note = raw.decode(encoding), ""
        except (LookupError, ValueError):
            raise ValueError(f"not {encoding}, as `encoding` says; name another") from None
    else:
        text, note = _decoded(raw)
    return Decoded(newlines(text.removeprefix("\ufeff")), note)


def newlines(text: str) -> str:
    """`text` with each CRLF and lone CR as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes) -> tuple[str, str]:
    if b"\x1b$" in raw[:4096] and guessed(raw) == "iso2022_jp":
        return raw.decode("iso2022_jp", "replace"), ""
    if wide := utf16(raw):
        try:
            return raw.decode(wide), ""
        except UnicodeDecodeError:
            raise ValueError("not whole UTF-16; save it as UTF-8") from None
    if b"\0" in raw:
        raise ValueError(_BINARY)
    try:
        return _once(raw.decode())
    except UnicodeDecodeError:
        return _damaged_utf8(raw) or _old(raw)


def utf16(raw: bytes) -> str | None:
    """The kind of UTF-16 or UTF-32, told by its mark, or by the spaces and newlines in it."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = raw[:4096]
    if b"\0" not in head or len(raw) % 2:
        return None
    pairs = [head[at : at + 2] for at in range(0, len(head), 2)]
    ends = {"utf-16-le": (b" \0", b"\n\0"), "utf-16-be": (b"\0 ", b"\0\n")}
    counts = {each: sum(pair in signs for pair in pairs) for each, signs in ends.items()}
    best = max(counts, key=lambda each: counts[each])
    return best if 50 * counts[best] > len(pairs) else None


def _once(text: str) -> tuple[str, str]:
    """The text, repaired where it was UTF-8 that was taken for windows-1252: decoded twice."""
    if len(_TWICE.findall(text)) < _OFTEN:
        return text, ""
    repaired = "\n".join(map(_undone, text.split("\n")))
    return (repaired, _REPAIRED) if repaired != text else (text, "")


def _undone(line: str) -> str:
    if not _TWICE.search(line):
        return line
    for encoding in ("cp1252", "latin-1"):
        try:
            return line.encode(encoding).decode()
        except UnicodeError:
            continue
    return line


def _damaged_utf8(raw: bytes) -> tuple[str, str] | None:
    """UTF-8 with some characters cut in half, each shown as U+FFFD, or with lines in another
    encoding, which are read in theirs; None for what is no UTF-8."""
    text = raw.decode(errors="replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    if text.count("\ufffd") <= _BROKEN * beyond_ascii and not _has_a_line_of_it(text):
        return text, "it has broken characters, shown as \ufffd"
    lines = raw.split(b"\n")
    others = b"\n".join(line for line in lines if not _is_utf8(line))
    encoding = guessed(others)
    if encoding is None or not any(_is_utf8(line) and not line.isascii() for line in lines):
        return None
    text = "\n".join(
        line.decode() if _is_utf8(line) else line.decode(encoding, "replace") for line in lines
    )
    return text, f"lines that are not UTF-8 were read as {_shown(encoding)}; {_IF_WRONG}"


def _has_a_line_of_it(text: str) -> bool:
    """Whether a line has more broken characters than letters beyond ASCII."""
    return any(
        line.count("\ufffd") > 2 * sum("\x7f" < each < "\ufffd" for each in line)
        for line in text.split("\n")
        if "\ufffd" in line
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _old(raw: bytes) -> tuple[str, str]:
    encoding = guessed(raw)
    if encoding is None:
        from charset_normalizer import from_bytes

        best = from_bytes(raw).best()
        if best is None:
            raise ValueError(_BINARY)
        encoding = best.encoding
    return raw.decode(encoding, "replace"), f"read as {_shown(encoding)}, by a guess; {_IF_WRONG}"


def _shown(encoding: str) -> str:
    return encoding.replace("cp125", "windows-125").replace("_", "-")
