"""Feeds, RSS, RDF, Atom and JSON Feed -> a record for each item that has its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import urljoin

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.records import bytes_of, record, worded
from retrieval.articles.formats.exports.xml import (
    children,
    descendants,
    local,
    marked_up,
    tree_of,
    words_of,
)
from retrieval.articles.formats.markup import Worded
from retrieval.articles.formats.pages.notes import leads_away
from retrieval.articles.formats.rows import BRIEF
from retrieval.articles.formats.values.cut import cut_at
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked
from retrieval.languages.forms.page_words import GOES_ON

_LONG: Final = 120
"""Words from which on a description is an article, and no summary of one."""
_BRIEF: Final = 80
"""Words up to which a text may be a teaser of a page, though nothing in it says so."""
_ENDS_OPEN: Final = re.compile(r"(?:…|\.\.\.)\]?\s*$")
_SCHEME: Final = re.compile(r"[a-z][a-z\d+.-]*:", re.I)
_APPEARED: Final = re.compile(r"The post .{1,300} appeared first on .{1,200}\.?$", re.S)
_OF_SOUNDS: Final = re.compile(r"\{[^}]*(?:mrss|itunes|podcast|googleplay)[^}]*\}")
"""Names for pictures and recordings, with titles and descriptions of their own."""
_KIND: Final = "schemas.google.com/g/2005#kind"
_ONLY_A_SUMMARY: Final = (
    "no text but a summary in the feed; `summaries = true` in [[coverage]] reads it"
)


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The items of a feed. Raises ValueError with the remedy where it is none."""
    for number, item in enumerate(items_of(bytes_of(file), reading), start=1):
        yield unpacked(str(number), item, reading)


class Item(dict[str, str]):
    """What a feed says of an item: the fields of a record, with `content` and `summary`."""


def items_of(raw: bytes, reading: Reading) -> Iterator[Item]:
    """All items, also those without a text. Raises ValueError with the remedy where it is no
    feed."""
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _of_json(raw, reading)
    return _of_xml(raw, reading)


def unpacked(place: str, item: Item, reading: Reading) -> Unpacked:
    """The record of an item that has its text."""
    content, summary = item.pop("content", ""), item.pop("summary", "")
    marks = []
    blocks, described = _blocks(content), _blocks(summary)
    size = _size(blocks)
    is_brief = 0 < size < _BRIEF
    if blocks and size < _LONG and _size(described) >= size and _alike(blocks, described):
        marks.append("cut")  # what only tells of the article stands in both
    if not blocks:
        blocks = described
        if not _is_long(blocks):
            if not reading.summaries:
                return Unpacked(place, None, _ONLY_A_SUMMARY if blocks else "no text in the item")
            marks.append("summary")
    while len(blocks) > 1 and leads_away(blocks[-1]) and not GOES_ON.search(blocks[-1][1]):
        blocks.pop()
    while blocks and (at := cut_at(blocks[-1][1], _size(blocks))) is not None:
        blocks[-1] = (blocks[-1][0], blocks[-1][1][:at])
        blocks = [each for each in blocks if each[1]]
        marks = marks or ["cut"]
    if not blocks:
        return Unpacked(place, None, "no text in the item")
    found = record(blocks, marks=marks, **item)
    return Unpacked(place, found | ({BRIEF: True} if is_brief else {}))


def _size(blocks: list[Worded]) -> int:
    return sum(len(words.split()) for _, words in blocks)


def _alike(blocks: list[Worded], others: list[Worded]) -> bool:
    """Whether the texts begin with the same words, as far as the shorter goes."""
    ours, theirs = (" ".join(words for _, words in each).split() for each in (blocks, others))
    whole = min(len(ours), len(theirs)) - 2  # the last ones may be cut in two, or dots
    return whole > 0 and ours[:whole] == theirs[:whole]


def _blocks(text: str) -> list[Worded]:
    return [each for each in worded(text) if not _APPEARED.match(each[1])] if text.strip() else []


def _is_long(blocks: list[Worded]) -> bool:
    return _size(blocks) >= _LONG and not _ENDS_OPEN.search(blocks[-1][1])


def _of_xml(raw: bytes, reading: Reading) -> Iterator[Item]:
    tree = tree_of(raw, reading.encoding)
    channel = next(children(tree, "channel"), tree)
    outlet = words_of(next(children(channel, "title"), None))
    site = _site(channel) if reading.site is None else ""
    language = words_of(next(children(channel, "language"), None))
    language = language or tree.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    for element in descendants(tree, "item", "entry"):
        if not _is_article(element):
            continue
        item = _item(element)
        if site and item.get("url") and not _SCHEME.match(item["url"]):
            item["url"] = urljoin(site, item["url"])
        item.setdefault("outlet", outlet)
        item.setdefault("language", language)
        yield item


def _site(channel: Any) -> str:
    """The address of the site that the feed is of, which its relative addresses count from."""
    for link in children(channel, "link"):
        address = (link.get("href") or link.text or "").strip()
        if address.startswith("http") and link.get("rel", "alternate") == "alternate":
            return str(address)
    return str(channel.get("{http://www.w3.org/XML/1998/namespace}base") or "")


def _is_article(entry: Any) -> bool:
    """Whether an entry is no draft, comment, setting or template of Blogger's export."""
    named = [each for each in children(entry, "category") if _KIND in each.get("scheme", "")]
    draft = any(words_of(each) == "yes" for each in descendants(entry, "draft"))
    return not draft and (
        not named or any(each.get("term", "").endswith("#post") for each in named)
    )


def _item(element: Any) -> Item:
    texts: dict[str, str] = {}
    item = Item()
    for child in element:
        name = local(child)
        if _OF_SOUNDS.search(str(child.tag)):
            continue
        if name == "link":
            _add_link(item, child)
        elif name == "source":
            title = next(children(child, "title"), None)
            item["outlet"] = words_of(child if title is None else title)
        elif name:
            texts.setdefault(name, marked_up(child))
    item["headline"] = texts.get("title", "")
    bodies = (texts.get(each) for each in ("encoded", "content", "full-text", "fulltext", "body"))
    item["content"] = next(filter(None, bodies), "")
    item["summary"] = texts.get("description") or texts.get("summary", "")
    for name in ("pubDate", "published", "date", "issued", "updated"):
        if texts.get(name):
            item["published"] = texts[name].strip()
            break
    identity = (texts.get("guid") or texts.get("id") or "").strip()
    if not item.get("url") and identity.startswith("http"):
        item["url"] = identity
    item["id"] = identity or item.get("url", "")
    return Item({name: value for name, value in item.items() if value.strip()})


def _add_link(item: Item, link: Any) -> None:
    address = (link.get("href") or link.text or "").strip()
    if address and link.get("rel", "alternate") == "alternate":
        item.setdefault("url", address)


def _of_json(raw: bytes, reading: Reading) -> Iterator[Item]:
    try:
        feed = json.loads(decode_any(raw, reading.encoding).text)
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON; save the feed anew") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ValueError("a JSON Feed without items; save it anew")
    for given in items:
        entry = given if isinstance(given, dict) else {}
        names = {
            "headline": ("title",),
            "content": ("content_html", "content_text"),
            "summary": ("summary",),
            "url": ("url", "external_url"),
            "id": ("id", "url"),
            "published": ("date_published",),
            "language": ("language",),
        }
        item = Item()
        for name, wanted in names.items():
            texts = (entry.get(each) for each in wanted)
            item[name] = next((str(each) for each in texts if isinstance(each, str | int)), "")
        item["outlet"] = str(feed.get("title") or "")
        item["language"] = item["language"] or str(feed.get("language") or "")
        yield Item({name: value for name, value in item.items() if value.strip()})
