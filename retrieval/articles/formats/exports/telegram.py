"""Telegram's exports of a channel, JSON or HTML -> a record for each post with a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from lxml import html as lxml_html
from lxml.etree import LxmlError

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.records import bytes_of, plain, record
from retrieval.articles.formats.markup import Worded
from retrieval.articles.formats.rows import MARKS
from retrieval.articles.reading import Reading
from retrieval.articles.stated_days import stated_day
from retrieval.articles.unpacking import Unpacked
from retrieval.model import EDITED

_CHANNELS: Final = frozenset(("public_channel", "private_channel"))
_NO_CHANNEL: Final = "a chat, no channel: what people write there is no article"
_MOST_HEADLINE: Final = 25
"""Words of a post's bold first line."""
_CLASS: Final = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"


class _Post(NamedTuple):
    number: str
    when: str
    outlet: str
    bold: str
    text: str
    has_media: bool
    edited: str = ""


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The posts of a channel. Raises ValueError with the remedy where it is none."""
    text = decode_any(bytes_of(file), reading.encoding).text
    posts = _of_json(text) if text.lstrip().startswith("{") else _of_html(text)
    for each in _joined(posts):
        blocks = plain(each.text)
        headline = _headline(each, blocks)
        if headline and len(blocks) > 1:
            blocks = blocks[1:]
        if blocks:
            found = record(blocks, headline=headline, published=each.when, outlet=each.outlet)
            if marks := _marks(each, reading):
                found[MARKS] = marks
            yield Unpacked(each.number, found)


def _marks(post: _Post, reading: Reading) -> list[str]:
    """That the post was edited after it was published, and on which day."""
    try:
        sent, edited = (stated_day(each, zone=reading.zone) for each in (post.when, post.edited))
    except ValueError:
        return []
    return [f"{EDITED}{edited[:10]}"] if edited > sent else []


def _headline(post: _Post, blocks: list[Worded]) -> str | None:
    """The post's first paragraph, where it is bold, short and not all of it."""
    if not blocks or len(blocks) < 2:
        return None
    first = " ".join(blocks[0][1].split())
    is_bold = " ".join(post.bold.split()).startswith(first)
    return first if is_bold and len(first.split()) <= _MOST_HEADLINE else None


def _joined(posts: Iterator[_Post]) -> Iterator[_Post]:
    """The posts with a text; an album's pictures are one post."""
    before: _Post | None = None
    for post in posts:
        same = before and post.when == before.when and post.outlet == before.outlet
        if before and same and post.has_media and before.has_media:
            texts = [each for each in (before.text, post.text) if each.strip()]
            bold = before.bold or post.bold
            edited = max(before.edited, post.edited)
            before = before._replace(text="\n\n".join(texts), bold=bold, edited=edited)
            continue
        if before and before.text.strip():
            yield before
        before = post
    if before and before.text.strip():
        yield before


def _of_json(text: str) -> Iterator[_Post]:
    try:
        export = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON; export the channel anew") from error
    chats = export.get("chats", {}).get("list") if isinstance(export.get("chats"), dict) else None
    channels = [
        each
        for each in (chats if isinstance(chats, list) else [export])
        if isinstance(each, dict) and each.get("type") in _CHANNELS
    ]
    if not channels:
        raise ValueError(_NO_CHANNEL)
    for channel in channels:
        messages = channel.get("messages")
        for message in messages if isinstance(messages, list) else []:
            if isinstance(message, dict) and message.get("type") == "message":
                yield _of_message(message, str(channel.get("name") or ""), len(channels) > 1)


def _of_message(message: dict[str, Any], channel: str, several: bool) -> _Post:
    parts = message.get("text")
    parts = parts if isinstance(parts, list) else [parts]
    words = [_of_part(part) for part in parts]
    bold = ""
    for part, text in zip(parts, words, strict=True):
        if text.strip() and not (isinstance(part, dict) and part.get("type") == "bold"):
            break
        bold += text
    number = str(message.get("id", ""))
    forwarded = message.get("forwarded_from")
    return _Post(
        f"{channel}/{number}" if several else number,
        str(message.get("date_unixtime") or message.get("date") or ""),
        forwarded if isinstance(forwarded, str) else channel,
        bold,
        _parted("".join(words)),
        any(name in message for name in ("photo", "file", "media_type")),
        str(message.get("edited_unixtime") or message.get("edited") or ""),
    )


def _of_part(part: object) -> str:
    text = part.get("text") if isinstance(part, dict) else part
    return text if isinstance(text, str) else ""


def _parted(text: str) -> str:
    """A post's text with a paragraph for each of its lines: the phone shows them so."""
    return re.sub(r"\n+", "\n\n", text).strip()


def _of_html(text: str) -> Iterator[_Post]:
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"))
    except (LxmlError, ValueError) as error:
        raise ValueError("a page without words; export the channel anew") from error
    channel = _first(tree, "page_header", "text")
    outlet = channel
    for message in tree.xpath(f"//div[{_CLASS.format('message')}]"):
        if "service" in (message.get("class") or "").split():
            continue
        author = _first(message, "body", "from_name")
        if author and channel and author != channel:
            raise ValueError(_NO_CHANNEL)
        date = message.xpath(f".//div[{_CLASS.format('date')}]/@title")
        forwarded = message.xpath(f".//div[{_CLASS.format('forwarded')}]")
        source = _first(forwarded[0], "from_name") if forwarded else ""
        body = message.xpath(f".//div[{_CLASS.format('text')}]")
        words = _html_text(body[0]) if body else ""
        bold = "".join(body[0].xpath("(./strong)[1]//text()")) if body else ""
        yield _Post(
            re.sub(r"\D", "", message.get("id") or ""),
            str(date[0]) if date else "",
            re.sub(r"\s+\d\d\.\d\d\.\d{4}.*$", "", source) or outlet,
            bold if words.startswith(bold.strip()) else "",
            words,
            bool(message.xpath(f".//*[{_CLASS.format('media_wrap')}]")),
        )


def _html_text(element: Any) -> str:
    for line in element.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return _parted("".join(element.itertext()))


def _first(element: Any, *classes: str) -> str:
    path = "".join(f"//div[{_CLASS.format(each)}]" for each in classes)
    found = element.xpath(f".{path}")
    return " ".join("".join(found[0].itertext()).split()) if found else ""
