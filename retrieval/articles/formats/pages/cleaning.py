"""What stands in a page's article and is none of its words is taken out; captions, notes and times
are marked, so that they are known again when the body is found."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from retrieval.articles.formats.pages.asides import keep_facts
from retrieval.articles.formats.pages.elsewhere import drop_what_leads_away
from retrieval.articles.formats.pages.notes import is_note
from retrieval.languages.forms.page_words import (
    IS_AROUND,
    IS_ELSEWHERE,
    IS_OF_AN_AUTHOR,
    OPENS_ELSEWHERE,
)

CAPTION: Final = "nutgrafcaption "
TIME: Final = "nutgraftime "
_TEXTS: Final = frozenset(
    "p div li h2 h3 h4 h5 h6 span aside section em footer small strong".split()
)
_BOX: Final = re.compile(
    r"(?:^|[\s_-])(?:related|newsletters?|read-?(?:more|also|next)|recommend\w*|taboola|outbrain|"
    r"paywall|cookies?|consent|signup|sign-up|subscribe|breadcrumbs?|comments?|most-?read|trending|"
    r"twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed|reddit-embed|"
    r"affiliate\w*|sponsored|anzeige|see-?also|skip-?link|sr-only|visually-hidden|screen-reader\w*)(?:$|[\s_-])",
    re.I,
)
"""How what stands beside an article is called; up to `_MOST_BOX` words, without a first heading."""
_STRIP: Final = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|promo|advert\w*|ad-?slot|tags|more-?(?:on|from)|"
    r"authors?|author-?(?:bio|box|info)|byline|meta|posted-?(?:on|by|in)|labels|topics?(?:-list)?|"
    r"timestamp|read(?:ing)?-?time|(?:post|entry)-?footer|pagination|post-?navigation|wm-ipp|"
    r"bottom-of-article|about-the-author)(?:$|[\s_-])",
    re.I,
)
"""The same for what has hardly words."""
_MOST_BOX: Final = 250
_MOST_STRIP: Final = 40
_MOST_NOTE: Final = 150
_NOTE: Final = re.compile(
    r"(?:^|[\s_-])(?:corrections?|clarification|editors?-?note|erratum|article-update)(?:$|[\s_-])",
    re.I,
)
_NAMES: Final = ("class", "id", "data-component", "data-testid", "data-module", "data-area")
"""Attributes in which sites call a part of a page by its name."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SENTENCE_END: Final = re.compile(r"[.!?…。！？:;]['\"’”»)\]]*\s*$")
_CLOCK: Final = re.compile(r"\d{1,2}[:.h]\d\d(?:\s*[ap]\.?m\.?)?(?: [A-Z]{2,5})?", re.I)
_MOST_AROUND: Final = 30
"""Words of what leads elsewhere or belongs to the site."""
_MOST_CAPTIONS: Final = 500
_CONTROLS: Final = frozenset(
    "button select textarea input nav dialog noscript template del s strike".split()
)
"""What is no text, or was struck out."""


def cleaned(tree: HtmlElement, *, live: bool = False, url: str = "") -> tuple[list[str], bool]:
    """Takes out of `tree` what is none of the article's words; the notes that it held, and whether
    it is made of updates, as it says (`live`) or looks."""
    notes = []
    for program in list(tree.iter("script", "style")):
        program.drop_tree()
    keep_facts(tree)
    body = tree.find("body")
    ahead = [tree if body is None else body]
    while ahead:
        for element in list(ahead.pop()):
            named = " ".join(filter(None, map(element.get, _NAMES)))
            words = _short(element, _MOST_NOTE) if element.tag in _TEXTS else ""
            if _is_out(element, named) or (words and _leads_away(element, words)):
                element.drop_tree()
            elif words and _is_note(element, named, words):
                notes.append(words)
                element.drop_tree()
            else:
                ahead.append(element)
    drop_what_leads_away(tree, url)
    _drop_repeated_headings(tree)
    _keep_captions(tree)
    live = live or _is_live(tree)
    if live:
        _keep_times(tree)
    _unfold_layout(tree)
    _unfold_fonts(tree)
    _mend_breaks(tree)
    return list(dict.fromkeys(notes)), live


def _is_live(tree: HtmlElement) -> bool:
    """Whether the page is made of updates, each below the time of day of it."""
    found = 0
    for time in tree.iter("time"):
        parent = time.getparent()
        if parent is not None and _CLOCK.fullmatch(words_of(time)):
            places = (parent, parent.getparent())
            found += any(
                len(words_of(each).split()) > 7
                for place in places[: 2 if places[1] is not None else 1]
                for each in place.findall("p")
            )
    return found > 2


def words_of(element: HtmlElement) -> str:
    """The element's words on one line."""
    return " ".join("".join(element.itertext()).split())


def _is_out(element: HtmlElement, named: str) -> bool:
    if element.tag in _CONTROLS or element.get("role") in ("dialog", "alertdialog"):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style", "")):
        return True
    if not named or element.tag in ("body", "main", "article"):
        return False
    most = _MOST_BOX if _BOX.search(named) else _MOST_STRIP if _STRIP.search(named) else 0
    return bool(most) and element.find(".//h1") is None and _short(element, most) is not None


def _leads_away(element: HtmlElement, words: str) -> bool:
    if words.count(" ") >= _MOST_AROUND:
        return False
    if OPENS_ELSEWHERE.match(words) or IS_AROUND.match(words):
        return True
    links = "".join(words_of(each) for each in element.iter("a"))
    if any(IS_OF_AN_AUTHOR.match(words_of(each)) for each in element.iter("a")):
        return True
    if element.tag in ("p", "div") and len(links) >= 0.9 * len(words) > 20:
        return not _SENTENCE_END.search(words)
    return len(links) > len(words) // 2 and bool(IS_ELSEWHERE.match(words))


def _short(element: HtmlElement, most: int) -> str | None:
    """The element's words on one line; None where there are more than so many."""
    parts, size = [], 0
    for text in element.itertext():
        parts.append(text)
        size += len(text.split())
        if size > most:
            return None
    return " ".join("".join(parts).split())


def _is_note(element: HtmlElement, named: str, words: str) -> bool:
    """Whether it is a note of the outlet's, and nothing else."""
    if named and _NOTE.search(named):
        return words.count(" ") > 2
    return is_note(words) and sum(1 for _ in element.iter("p", "li")) <= 1


def _keep_captions(tree: HtmlElement) -> None:
    """What stands under a picture becomes a paragraph with the word for it in front."""
    for caption in list(tree.iter("figcaption"))[:_MOST_CAPTIONS]:
        words = words_of(caption)
        figure = next(caption.iterancestors("figure"), None)
        for inside in list(caption):
            caption.remove(inside)
        caption.tag, caption.text = "p", f"{CAPTION}{words}" if words else None
        caption.attrib.clear()
        if figure is not None:
            figure.tag = "div"
            figure.attrib.clear()
            _drop_credits(figure, caption)
            for link in list(figure.iter("a")):
                link.drop_tag()


def _drop_repeated_headings(tree: HtmlElement) -> None:
    """Takes out headings whose words are a paragraph again, such as a lead that is set large."""
    texts = {words_of(each) for each in tree.iter("p")}
    for heading in list(tree.iter("h2", "h3", "h4", "h5")):
        if heading.getparent() is not None and words_of(heading) in texts:
            heading.drop_tree()


def _drop_credits(figure: HtmlElement, caption: HtmlElement) -> None:
    """Takes out who made a picture and the like, where they stand beside the words below it."""
    if figure.xpath(".//p[not(@class)][2]|.//table|.//pre|.//blockquote"):
        return
    held = {figure, caption, *caption.iterancestors(), *caption.iterdescendants()}
    for each in [*figure.iter("span", "div", "small", "cite", "p")]:
        if each not in held and each.getparent() is not None and not each.xpath(".//figcaption"):
            each.drop_tree()


def _keep_times(tree: HtmlElement) -> None:
    """The time above an update heads it; with its own heading, where it has one, on one line."""
    for time in list(tree.iter("time")):
        words = words_of(time)
        if (
            not words
            or len(words) > 40
            or any(True for _ in time.iterancestors("p", "header", "h1"))
        ):
            continue
        following = time.getnext()
        if following is not None and following.tag in ("h2", "h3", "h4"):
            title = words_of(following)
            following.drop_tree()
            words = f"{words} {title}"
        for inside in list(time):
            time.remove(inside)
        time.tag, time.text = "h3", f"{TIME}{words}"
        time.attrib.clear()


def _unfold_layout(tree: HtmlElement) -> None:
    """A table that the page is laid out with is no table."""
    for table in list(tree.iter("table")):
        inner = table.xpath(".//h1|.//table|.//td[count(.//p) > 1]|.//td[count(.//br) > 3]")
        if inner:
            for each in (table, *table.iter("tbody", "tr", "td", "th")):
                each.tag = "div"


def _unfold_fonts(tree: HtmlElement) -> None:
    """What says how words look, and has paragraphs in it, is taken off them."""
    for font in list(tree.iter("font", "center", "big", "b", "i", "em", "strong", "span", "u")):
        if font.tag in ("font", "center") or any(True for _ in font.iter("p", "div", "table")):
            font.drop_tag()
    for outer in list(tree.iter("p")):
        if any(True for _ in outer.iterdescendants("p", "div", "table", "ul", "blockquote")):
            outer.tag = "div"
            if (outer.text or "").strip():
                first = outer.makeelement("p")
                first.text, outer.text = outer.text, None
                outer.insert(0, first)


def _mend_breaks(tree: HtmlElement) -> None:
    """A new line in a sentence is a space; several, or one after a sentence, end a paragraph."""
    for broken in list(tree.iter("br")):
        before = broken.getprevious()
        text = (broken.getparent().text if before is None else before.tail) or ""
        after = broken.getnext()
        several = not (broken.tail or "").strip() and after is not None and after.tag == "br"
        follows = before is not None and before.tag == "br" and not text.strip()
        if text.strip() and not several and not follows and not _SENTENCE_END.search(text):
            broken.tail = f" {broken.tail or ''}"
            broken.drop_tree()
