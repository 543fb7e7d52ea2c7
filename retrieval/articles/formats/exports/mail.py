"""Letters of a newsletter, .eml and mbox -> a record for each; and pages that a browser saved as
one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import BinaryIO, Final

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.records import bytes_of, record, worded
from retrieval.articles.formats.markup import Worded
from retrieval.articles.formats.pages import page
from retrieval.articles.formats.pages.source_text import encoding_of
from retrieval.articles.reading import Reading
from retrieval.articles.source import LARGEST, LONGEST
from retrieval.articles.unpacking import Unpacked

_LETTER: Final = re.compile(rb"^From [^\n]{0,300}\d\d:\d\d[^\n]{0,80}\n", re.M)
_MOST_PARTS: Final = 500
_SHORT: Final = 12
_AROUND: Final = re.compile(
    r"\W*(?:unsubscribe|read (?:the |this )?(?:full|whole|entire|more)\b|continue reading|"
    r"view (?:this|it|the|in|online)|open in|manage (?:your )?(?:pref|subs)|"
    r"you(?:'re| are)? receiv|you received|this (?:e-?mail|message) was sent|update your|privacy|"
    r"forward(?:ed)? (?:this|to)|sent (?:from|by) |no longer want|відписатися|переглянути у|"
    r"отписаться|abmelden|newsletter abbestellen|im browser|se désabonner|se désinscrire|voir dans|"
    r"darse de baja|ver en|annulla l|cancelar inscrição|wypisz|avregistrera|afmelden|uitschrijven)",
    re.I,
)
_QUOTED: Final = re.compile(
    r"^[ \t]*>.*$|^[^\n]{0,200}\b(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|пише|писал)"
    r"[^\n]{0,80}:[ \t]*\n(?=\s*>)",
    re.M,
)
_FORWARDED: Final = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr|rv|i|fw|vs|sv|odp|enc)\s*:\s*)+", re.I)
"""What a letter's subject begins with when it is sent on."""
_SIGNATURE: Final = re.compile(r"^-- ?$.*", re.M | re.S)


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The letters of a file. Raises ValueError with the remedy where it is none."""
    raw = bytes_of(file).replace(b"\r\n", b"\n")
    if not _LETTER.match(raw):
        yield _letter("", raw, reading)
        return
    starts = [found.end() for found in _LETTER.finditer(raw) if _opens(raw, found.start())]
    ends = [raw.rfind(b"\nFrom ", 0, start) + 1 for start in starts[1:]] + [len(raw)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        letter = re.sub(rb"^>(>*From )", rb"\1", raw[start:end], flags=re.M)
        yield _letter(str(number), letter, reading)


def _opens(raw: bytes, place: int) -> bool:
    return place == 0 or raw[max(0, place - 2) : place] == b"\n\n"


def _letter(place: str, raw: bytes, reading: Reading) -> Unpacked:
    if len(raw) > LARGEST:
        return Unpacked(place, None, f"over {LARGEST >> 20} MB; no letter is that long")
    letter = message_from_bytes(raw, policy=default)
    try:
        location = letter.get("Snapshot-Content-Location")
        if location or "Saved by " in _header(letter, "From"):
            html = _part(letter, "text/html")
            return Unpacked(place, _named(page.record_of(html.encode(), url=str(location or ""))))
        return _read(place, letter, reading)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        reason = str(error) if isinstance(error, ValueError) else "a letter that is broken"
        return Unpacked(place, None, reason[:300] or "a letter that is broken")


def _read(place: str, letter: EmailMessage, reading: Reading) -> Unpacked:  # noqa: ARG001
    html, plain = _part(letter, "text/html"), _part(letter, "text/plain")
    blocks = page.all_blocks(html) if html.strip() else []
    if not blocks:
        blocks = _plain(plain)
    blocks = _without_what_is_around(blocks)
    headline = _FORWARDED.sub("", _header(letter, "Subject"))
    blocks = [each for each in blocks if each[1].casefold() != headline.casefold()]
    if not any(kind == "paragraph" for kind, _ in blocks):
        return Unpacked(place, None, "a letter without a text; leave it out")
    found = record(
        blocks,
        headline=headline,
        published=_header(letter, "Date"),
        outlet=_sender(letter),
        language=_header(letter, "Content-Language")[:10],
    )
    return Unpacked(place, found)


def _without_what_is_around(blocks: list[Worded]) -> list[Worded]:
    """The blocks without those that are of the letter, and short ones below the first such in its
    second half: who sent it, and where from."""
    kept: list[Worded] = []
    is_foot = False
    for number, (kind, words) in enumerate(blocks):
        size = len(words.split())
        if size <= 30 and _AROUND.match(words):
            is_foot = is_foot or 2 * number > len(blocks)
        elif not (is_foot and size <= _SHORT):
            kept.append((kind, words))
    return kept


def _part(letter: EmailMessage, kind: str) -> str:
    """The first part of this kind that is no attachment; nothing where there is none."""
    for number, part in enumerate(letter.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or len(payload) > LONGEST:
            continue
        charset = encoding_of(part.get_content_charset() or "utf-8")
        try:
            return decode_any(payload, charset).text
        except ValueError:
            return decode_any(payload).text
    return ""


def _plain(text: str) -> list[Worded]:
    text = _SIGNATURE.sub("", _QUOTED.sub("", text.replace("\r\n", "\n")))
    return [(kind, " ".join(words.split())) for kind, words in worded(text)]


def _sender(letter: EmailMessage) -> str:
    """The name before the address; the address's domain where there is none."""
    try:
        addresses = letter["From"].addresses
    except (AttributeError, ValueError, LookupError, TypeError):
        return ""
    if not addresses:
        return ""
    return str(addresses[0].display_name or addresses[0].domain)


def _header(letter: EmailMessage, name: str) -> str:
    try:
        value = letter.get(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return " ".join(str(value or "").split())


def _named(found: dict[object, object]) -> dict[str, object]:
    return {str(name): value for name, value in found.items()}
