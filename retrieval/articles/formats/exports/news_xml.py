"""What agencies send, NITF and NewsML -> a record for each item that may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from retrieval.articles.formats.exports.embargo import reason_to_wait
from retrieval.articles.formats.exports.records import bytes_of, record, worded
from retrieval.articles.formats.exports.xml import (
    children,
    descendants,
    first,
    local,
    tree_of,
    words_of,
)
from retrieval.articles.formats.markup import Worded
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked

_PARAGRAPHS: Final = frozenset(
    ("p", "hl2", "li", "tr", "pre", "media-caption", "figcaption", "h2", "h3", "h4")
)
_NOT_INSIDE: Final = frozenset(
    "body.head body.end docdata head header nav media-metadata media-producer".split()
)
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The items of a file. Raises ValueError with the remedy where it is none."""
    tree = tree_of(bytes_of(file), reading.encoding)
    if local(tree).lower() == "nitf":
        yield _one("", tree, _of_nitf)
        return
    items = [each for each in tree.iter() if local(each) in ("newsItem", "NewsItem")]
    for number, item in enumerate(items, start=1):
        place = str(number) if len(items) > 1 else ""
        yield _one(place, item, _of_g2 if local(item) == "newsItem" else _of_newsml1)


def _one(place: str, item: Any, read: Any) -> Unpacked:
    fields, blocks = read(item)
    status, embargo = fields.pop("status", ""), fields.get("embargo", "")
    if reason := reason_to_wait(status, embargo):
        return Unpacked(place, None, reason)
    if not any(kind == "paragraph" for kind, _ in blocks):
        return Unpacked(place, None, "no text in the item; an article needs one")
    return Unpacked(place, record(blocks, **fields))


def _of_nitf(tree: Any) -> tuple[dict[str, str], list[Worded]]:
    data, head = first(tree, "docdata"), first(tree, "body.head")
    data = tree if data is None else data
    published = _norm(data, "date.issue") or _norm(data, "date.release")
    paper = first(tree, "pubdata")
    identity = first(data, "doc-id")
    above = tree if head is None else head
    headline = words_of(first(above, "hl1")) or words_of(first(above, "hedline"))
    owner = first(data, "doc.copyright")
    outlet = (
        (paper.get("name", "") if paper is not None else "")
        or words_of(first(above, "distributor"))
        or (owner.get("holder", "") if owner is not None else "")
    )
    language = tree.get(_LANGUAGE, "")
    fields = {
        "headline": headline or words_of(first(tree, "title")),
        "published": published or (paper.get("date.publication", "") if paper is not None else ""),
        "outlet": outlet,
        "language": language,
        "url": paper.get("ex-ref", "") if paper is not None else "",
        "id": identity.get("id-string", "") if identity is not None else "",
        "status": data.get("management-status", ""),
        "embargo": _norm(data, "date.release"),
    }
    content = first(tree, "body.content", "body")
    return fields, _blocks(tree if content is None else content)


def _of_g2(item: Any) -> tuple[dict[str, str], list[Worded]]:
    meta = first(item, "itemMeta")
    about = first(item, "contentMeta")
    meta, about = (item if each is None else each for each in (meta, about))
    provider = first(meta, "provider")
    language = first(about, "language")
    status = first(meta, "pubStatus")
    fields = {
        "headline": words_of(first(about, "headline")) or words_of(first(item, "headline", "hl1")),
        "published": words_of(first(about, "contentCreated"))
        or words_of(first(meta, "firstCreated", "versionCreated")),
        "outlet": _named(first(about, "infoSource")) or _named(provider),
        "language": language.get("tag", "") if language is not None else item.get(_LANGUAGE, ""),
        "id": item.get("guid", ""),
        "status": status.get("qcode", "").rpartition(":")[2] if status is not None else "",
        "embargo": words_of(first(meta, "embargoed")),
    }
    found: list[Worded] = []
    for content in descendants(item, "inlineXML"):
        found += _blocks(content)
    for content in descendants(item, "inlineData"):
        found += worded(content.text or "")
    return fields, found


def _of_newsml1(item: Any) -> tuple[dict[str, str], list[Worded]]:
    status = first(item, "Status")
    released = first(item, "StatusWillChange")
    language = first(item, "Language")
    fields = {
        "headline": words_of(first(item, "HeadLine", "hl1", "title")),
        "published": words_of(first(item, "FirstCreated", "ThisRevisionCreated", "DateAndTime")),
        "outlet": _party(item),
        "language": language.get("FormalName", "") if language is not None else "",
        "id": words_of(first(item, "PublicIdentifier")),
        "status": status.get("FormalName", "") if status is not None else "",
        "embargo": words_of(first(released, "DateAndTime")) if released is not None else "",
    }
    found: list[Worded] = []
    for content in descendants(item, "DataContent"):
        found += _blocks(content) if len(content) else worded(content.text or "")
    return fields, found


def _blocks(content: Any) -> list[Worded]:
    """The paragraphs, headings and captions in an element, from NITF's or HTML's body."""
    inner = first(content, "body.content", "body")
    found: list[Worded] = []
    _add(content if inner is None else inner, found)
    if not found and (words := words_of(content)):
        found.append(("paragraph", words))
    return found


def _add(element: Any, found: list[Worded]) -> None:
    for child in element:
        name = local(child)
        if name in _NOT_INSIDE or not name:
            continue
        if name in _PARAGRAPHS and not any(
            local(each) in _PARAGRAPHS for each in child.iterdescendants()
        ):
            words = " | ".join(map(words_of, child)) if name == "tr" else words_of(child)
            if words:
                heading = bool(re.fullmatch(r"h[2-4]|hl2", name))
                found.append(
                    (
                        "heading" if heading else "caption" if "caption" in name else "paragraph",
                        words,
                    )
                )
        else:
            _add(child, found)


def _norm(data: Any, name: str) -> str:
    element = first(data, name)
    if element is None:
        return ""
    return element.get("norm", "") or words_of(element)


def _named(element: Any | None) -> str:
    """The name of a party in G2: in an element, as a literal, or the end of a code."""
    if element is None:
        return ""
    name = next(children(element, "name"), None)
    return words_of(name) or element.get("literal", "")


def _party(item: Any) -> str:
    for name in ("Source", "Provider", "SentFrom"):
        if (element := first(item, name)) is not None:
            party = first(element, "Party")
            if party is not None and party.get("FormalName"):
                return str(party.get("FormalName"))
    return ""
