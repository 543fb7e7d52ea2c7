"""What in a page leads to other articles by its form: cards, and lists of nothing but links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_TOPS: Final = frozenset(("html", "body", "main"))
_MOST_CARD: Final = 60
"""Words of a headline with its teaser."""
_LEFT: Final = 8
"""Words that may head what held cards."""
_FEWEST: Final = 2
_MOST: Final = 400
_STOP: Final = re.compile(r"[.!?…。！？؟][\"'’”“»)\]]*$")


def drop_what_leads_away(tree: HtmlElement, url: str) -> None:
    """Takes the cards and the lists of links out of the page at this address."""
    for links in [*tree.iter("ul", "ol")]:
        if _is_of_links(links):
            links.drop_tree()
    cards = list(_cards(tree, urlsplit(url).path.rstrip("/")))
    kinds = Counter(card.tag for card in cards)
    for card in cards:
        parent = card.getparent()
        if kinds[card.tag] < _FEWEST or parent is None:
            continue
        card.drop_tree()
        if parent.tag not in _TOPS and _few(parent, _LEFT) and parent.find(".//h1") is None:
            for each in list(parent):
                parent.remove(each)


def _cards(tree: HtmlElement, path: str) -> Iterator[HtmlElement]:
    """What holds one heading that is a link to another page, and few words more."""
    seen: set[HtmlElement] = set()
    for number, heading in enumerate([*tree.iter(*_HEADINGS)]):
        if number > _MOST:
            return
        if not _leads_to_another(heading, path):
            continue
        card = heading
        for parent in heading.iterancestors():
            if parent.tag in _TOPS or not _few(parent, _MOST_CARD) or _headings(parent) > 1:
                break
            card = parent
        if card is not heading and card not in seen and card.tag != "a":
            seen.add(card)
            yield card


def _leads_to_another(heading: HtmlElement, path: str) -> bool:
    words = _words(heading)
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    if not words or len(links) != 1 or not _words(links[0]).startswith(words):
        return False
    address = (links[0].get("href") or "").strip()
    if not address or address.startswith("#"):
        return False
    try:
        there = urlsplit(address)
    except ValueError:
        return False
    return not (path and there.path.rstrip("/").startswith(path))


def _headings(element: HtmlElement) -> int:
    return sum(1 for _ in element.iter("h1", *_HEADINGS))


def _is_of_links(links: HtmlElement) -> bool:
    items = [each for each in links if each.tag == "li"]
    return len(items) >= _FEWEST and all(map(_is_link, items))


def _is_link(item: HtmlElement) -> bool:
    words = _words(item)
    linked = sum(len(_words(each)) for each in item.iter("a"))
    return linked >= 0.9 * len(words) and not _STOP.search(words)


def _few(element: HtmlElement, most: int) -> bool:
    size = 0
    for text in element.itertext():
        size += len(text.split())
        if size > most:
            return False
    return True


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
