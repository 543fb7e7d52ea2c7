"""A page's tree -> the blocks of its article, as trafilatura finds them."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

from lxml.html import HtmlElement

from retrieval.articles.formats.markup import Worded
from retrieval.articles.formats.pages.cleaning import CAPTION, TIME
from retrieval.articles.formats.pages.notes import leads_away
from retrieval.articles.stated_days import stated_day
from retrieval.languages.forms.page_words import IS_A_BYLINE
from retrieval.model import BlockKind

_SPACES: Final = re.compile(r"\s+")
_MARKS: Final = re.compile(rf"\b(?:{CAPTION.strip()}|{TIME.strip()})\s*")
_STOP: Final = re.compile(r"[.!?…。！？؟۔]['\"’”“»)\]]*$")
_WIDE: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]")
"""Letters of scripts that say in one what others say in three."""
_MOST_BYLINE: Final = 12
_NEAR: Final = 6
"""Blocks at the top among which a byline may stand."""
_FEW: Final = 6
_SHORT_LINE: Final = 45
_DEEPEST: Final = 200
_SHORT: Final = 600
"""Letters of a text that trafilatura takes for none, and does not part."""
_MOST_COMPARED: Final = 400
"""Paragraphs that are compared with one another."""


def blocks_of(tree: HtmlElement, headline: str, *, whole: bool = False) -> list[Worded]:
    """The blocks of the article in the cleaned `tree`, without its headline and bylines; none where
    there is no article. `whole`: all that stands in its main part counts, as in a live blog."""
    found = _all_blocks(tree) if whole else _extracted(tree)
    if not whole and sum(_size(words) for _, words in found) < _SHORT and _is_one(tree):
        found = _all_blocks(tree)  # of a short text trafilatura makes one paragraph
    return _without_repeats(_without_what_heads_it(found, headline))


def _size(words: str) -> int:
    return len(words) + 2 * len(_WIDE.findall(words))


def _extracted(tree: HtmlElement) -> list[Worded]:
    import trafilatura  # takes a while, and most runs have no page

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=False, include_tables=True
    )
    found: Any = getattr(document, "body", None)
    return [] if found is None else _Blocks(found).found


def _all_blocks(tree: HtmlElement) -> list[Worded]:
    """What stands in the main part of the page, all of it, in its order."""
    for out in [*tree.iter("aside", "footer", "form", "nav")]:
        out.drop_tree()
    articles, mains = tree.xpath("//article"), tree.xpath("//main|//body")
    return _Blocks(articles[0] if len(articles) == 1 else mains[-1] if mains else tree).found


def _is_one(tree: HtmlElement) -> bool:
    """Whether the page says itself what its one article is."""
    return len(tree.xpath("//article")) == 1 or len(tree.xpath("//main")) == 1


class _Blocks:
    """The blocks of an element: of HTML, or of what trafilatura makes of it."""

    def __init__(self, element: Any) -> None:
        self.found: list[Worded] = []
        self._words: list[str] = []
        self._add(element, "paragraph", _DEEPEST)
        self._end("paragraph")

    def _add(self, element: Any, kind: BlockKind, deep: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT or not deep:
            return
        if element.tag in ("row", "tr"):
            self._end(kind)
            cells = (_line("".join(cell.itertext())) for cell in element)
            self._words.append(" | ".join(filter(None, cells)))
            self._end(kind)
            return
        own = "heading" if element.tag in _HEADINGS else kind
        if element.tag in _PARTING:
            self._end(kind)
        self._words.append(element.text or "")
        for child in element:
            self._add(child, own, deep - 1)
            self._words.append(child.tail or "")
        if element.tag in _PARTING:
            self._end(own)

    def _end(self, kind: BlockKind) -> None:
        words = _line("".join(self._words))
        self._words.clear()
        if words.startswith(CAPTION):
            kind = "caption"
        elif words.startswith(TIME):
            kind = "heading"
        if words := _line(_MARKS.sub("", words)):
            self.found.append((kind, words))


_HEADINGS: Final = frozenset("head h1 h2 h3 h4 h5 h6".split())
_NO_TEXT: Final = frozenset("script style title meta link svg iframe graphic img".split())
_PARTING: Final = _HEADINGS | frozenset(
    "p quote blockquote list item ul ol li dl dt dd table caption div section article main body lb "
    "br figure figcaption pre address header hr doc".split()
)


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _without_what_heads_it(found: list[Worded], headline: str) -> list[Worded]:
    """Without the headline, and the short lines above the first paragraph with a byline or day."""
    title = _letters(headline)
    kept: list[Worded] = []
    body_has_begun = False
    for number, (kind, words) in enumerate(found):
        if number < _NEAR and kind == "paragraph" and _is_byline(words):
            continue
        if not body_has_begun and (_letters(words) == title or _is_byline(words)):
            continue
        if not body_has_begun and kind == "paragraph" and _is_above(words):
            continue
        if kind != "caption" and len(words.split()) < 30 and _is_around(words):
            continue
        body_has_begun = body_has_begun or (kind == "paragraph" and bool(_STOP.search(words)))
        kept.append((kind, words))
    while kept and kept[-1][0] == "heading":
        kept.pop()
    return kept


def _is_around(words: str) -> bool:
    return leads_away(("paragraph", words))


def _is_above(words: str) -> bool:
    """Whether a line above the text is too short to be of it: a section, an outlet, a time."""
    return len(words.split()) <= _FEW and _size(words) <= _SHORT_LINE and not _STOP.search(words)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _is_byline(words: str) -> bool:
    if len(words.split()) > _MOST_BYLINE or _STOP.search(words):
        return False
    if IS_A_BYLINE.match(words):
        return True
    try:
        stated_day(re.sub(r"^\W*(?:published|updated|posted)\W*(?:on\s)?", "", words, flags=re.I))
    except (ValueError, OverflowError, ArithmeticError):
        return bool(re.fullmatch(r"\d{1,2}[- ]min(?:ute)?s?(?: read)?\W*", words, re.I))
    return True


def _without_repeats(found: list[Worded]) -> list[Worded]:
    """Each long text once: a pull quote repeats what the article says."""
    paragraphs = [words.casefold() for kind, words in found if kind == "paragraph"]
    if len(paragraphs) > _MOST_COMPARED:
        return found
    seen: set[str] = set()
    kept: list[Worded] = []
    for kind, words in found:
        letters = _letters(words)
        if kind == "paragraph" and len(letters) > 15:
            if letters in seen or _is_pulled(words, paragraphs):
                continue
            seen.add(letters)
        kept.append((kind, words))
    return kept


def _is_pulled(words: str, paragraphs: list[str]) -> bool:
    """Whether a short text stands in a longer paragraph, word for word."""
    bare = words.strip(" \"'“”‘’«»„‚.…").casefold()
    if len(bare) > 300:
        return False
    return any(len(other) > len(words) + 20 and bare in other for other in paragraphs)
