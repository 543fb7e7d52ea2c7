"""Which `<aside>` of a page belongs to its article: a box of facts, not what leads elsewhere."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from retrieval.languages.forms.page_words import (
    IS_AROUND,
    IS_ELSEWHERE,
    IS_OF_AUTHORS,
    OPENS_ELSEWHERE,
)

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6", "summary")
_OF_THE_SITE: Final = re.compile(
    r"(?:^|[\s_-])(?:author\w*|bio|byline|contributors?|profile|social|share|sharing|promo|teaser\w*|"
    r"advert\w*|ads?|banner|sponsor\w*|widget|sidebar|navigation|toc|related\w*|newsletters?|"
    r"recommend\w*|comments?|donat\w*|support\w*|subscri\w*|poll|quiz|weather|podcast|player)"
    r"(?:$|[\s_-])",
    re.I,
)
_FACTS: Final = re.compile(r"fact|info-?box|explain|background|hintergrund|довідка|справка", re.I)
_STOP: Final = re.compile(r"[.!?…。][\"'’”»)\]]*(?:\s|$)")
_LEAST: Final = 12
"""Words of a box of facts."""
_MOST_LINKS: Final = 0.3
"""The share of its letters that may be links."""
_SHORT: Final = 80
"""Words of what an author, or a newsletter, says of itself."""


def keep_facts(tree: HtmlElement) -> None:
    """Makes a stretch of the article of each aside that is its own; one with a heading, which would
    head what follows, goes behind the text that it stands in."""
    for aside in list(tree.iter("aside")):
        inside = next(aside.iterancestors("article", "main"), None)
        if inside is None or next(aside.iterancestors("aside"), None) is not None:
            continue
        if not _is_of_facts(aside):
            continue
        parent = aside.getparent()
        aside.tag = "div"
        aside.attrib.clear()
        if parent is not None and next(aside.iter(*_HEADINGS), None) is not None:
            tail, aside.tail = aside.tail, None
            before = aside.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + (tail or "")
            else:
                parent.text = (parent.text or "") + (tail or "")
            parent.append(aside)


def _is_of_facts(aside: HtmlElement) -> bool:
    named = f"{aside.get('class', '')} {aside.get('id', '')}"
    if _OF_THE_SITE.search(named) and not _FACTS.search(named):
        return False
    words = " ".join("".join(aside.itertext()).split())
    count = len(words.split())
    links = sum(len("".join(each.itertext()).strip()) for each in aside.iter("a"))
    if count < _LEAST or links > _MOST_LINKS * len(words) or not _STOP.search(words):
        return False
    heading = next(aside.iter(*_HEADINGS), None)
    title = "" if heading is None else " ".join("".join(heading.itertext()).split())
    for opening in (title, words):
        if opening and (
            OPENS_ELSEWHERE.match(opening)
            or IS_ELSEWHERE.fullmatch(opening)
            or IS_AROUND.match(opening)
        ):
            return False
    return count > _SHORT or not (IS_AROUND.search(words) or IS_OF_AUTHORS.search(words))
