"""A text in pages, as it comes from a PDF -> its article's lines, without the pages' own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from retrieval.articles.formats.lines.blocks import has_blank_between, lines_of
from retrieval.articles.formats.lines.columns import one_below_another, with_title_apart
from retrieval.articles.formats.lines.hyphens import Cut, hyphenated, without
from retrieval.articles.formats.lines.opening import is_byline, opening
from retrieval.articles.formats.lines.wrapping import STOP
from retrieval.languages.forms.newspaper_words import CONTINUED, PAGE
from retrieval.model import PAGES

_CONTINUED: Final = re.compile(
    rf"\n[ \t]*\n[ \t]*(?:{CONTINUED})[^\n]{{0,80}}\n[ \t]*\n", re.IGNORECASE
)
_GOES_ON: Final = re.compile(rf"(?:{CONTINUED})[^\n]{{0,80}}", re.IGNORECASE)
_HEAD: Final = re.compile(r"^[^\n]{0,60}\S[ \t]{3,}\S[^\n]{0,60}$\n?", re.MULTILINE)
_NUMBER: Final = re.compile(
    rf"\W*(?:(?:{PAGE})\W*)?\d{{1,4}}(?:\s*(?:/|[^\W\d_]{{1,4}})\s*\d{{1,4}})?\W*", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_EDGE: Final = 3
"""Lines at the top and at the foot of a page that may be its own."""
_LONGEST: Final = 120
"""Letters of such a line."""
_MOST: Final = 10_000
"""Pages; of more no numbers are told."""
_SCANNED: Final = "some of its pages hold no text: scanned; recognise the letters first: ocrmypdf"


class Paged(NamedTuple):
    """A text; where in it page 2 and each further one begin; what is to be said of how it was
    read, if anything."""

    text: str
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def marks(self, first: int) -> tuple[str, ...]:
        """The mark of an article whose body begins at this place of the text, if it has pages."""
        if not 0 < len(self.pages) < _MOST:
            return ()
        return (PAGES + ",".join(str(max(0, each - first)) for each in self.pages),)


def whole(text: str) -> Paged:
    """The text without the heads and feet of pages, where it has any; paragraphs and words that
    pages and lines part are whole again."""
    found = Paged(text)
    if "\f" in text:
        pages = _CONTINUED.sub("\n", text).removesuffix("\n").removesuffix("\f").split("\f")
        found = _joined(["\n".join(each) for each in _without_heads(pages)])
    elif _CONTINUED.search(text):
        found = Paged(_HEAD.sub("", _CONTINUED.sub("\n", text)))
    cuts, notes = hyphenated(found.text)
    if not cuts:
        return found
    moved = tuple(_moved(found.pages, cuts))
    return Paged(without(found.text, cuts), moved, (*found.notes, *notes))


def _moved(places: Sequence[int], cuts: Sequence[Cut]) -> Iterator[int]:
    """Where the places, in their order, are without the cuts."""
    gone = at = 0
    for place in places:
        while at < len(cuts) and cuts[at][1] <= place:
            gone += cuts[at][1] - cuts[at][0]
            at += 1
        inside = place - cuts[at][0] if at < len(cuts) else 0
        yield place - gone - max(0, inside)


def _joined(pages: Sequence[str]) -> Paged:
    """The pages as one text, a paragraph that goes on from page to page whole."""
    blank = any(has_blank_between(lines_of(page)) for page in pages)
    text, places = list[str](), list[int]()
    size, empty = 0, False
    for number, page in enumerate(each.strip("\n") for each in pages):
        if page and text:
            ends = STOP.search(text[-1][-12:].rstrip())
            text.append("\n\n" if blank and ends else "\n")
            size += len(text[-1])
        if number:
            places.append(size)
        empty = empty or not page
        if page:
            text.append(page)
            size += len(page)
    return Paged("".join(text), tuple(places), (_SCANNED,) if empty and text else ())


def _without_heads(pages: Sequence[str]) -> list[list[str]]:
    lines = [one_below_another([line.rstrip() for line in each.split("\n")]) for each in pages]
    keys = Counter(key for each in lines for key in _at_the_edges(each))
    often = max(2, len(pages) / 3)

    def is_again(line: str) -> bool:
        return keys[_key(line)] >= often and not STOP.search(line)

    kept = [_kept(each, is_again) for each in lines]
    if not any(line.strip() for each in kept for line in each):  # pages with the same words alone
        return [_kept(each, lambda _: False) for each in lines]
    again = [line for line in _top(lines[0]) if is_again(line)]
    if len(again) == 1 and not _is_opened("\n".join(kept[0])):
        # its headline is what stands above the other pages
        kept[0] = _kept(lines[0], lambda line: is_again(line) and line != again[0])
    kept[0] = with_title_apart(kept[0])
    return kept


def _kept(lines: list[str], is_again: Callable[[str], bool]) -> list[str]:
    """The lines without the page's own, and without what stands again on other pages, where a blank
    line parts that from the text."""
    numbers = range(len(lines))
    own = _own(lines, numbers, is_again) | _own(lines, reversed(numbers), is_again)
    return [line for number, line in enumerate(lines) if number not in own]


def _own(lines: list[str], order: Iterable[int], is_again: Callable[[str], bool]) -> set[int]:
    found, block = set[int](), list[int]()
    seen, inside = 0, False
    for number in order:
        line = lines[number]
        if not line.strip():
            found.update(block)
            block = []
            continue
        seen += 1
        if seen > _EDGE:
            break
        if _is_a_pages_own(lines, number) and (not inside or _is_alone(lines, number)):
            found.add(number)
        elif not inside and is_again(line):
            block.append(number)
        else:
            inside, block = True, []
    return found


def _at_the_edges(lines: Sequence[str]) -> set[str]:
    written = [key for line in lines if (key := _key(line))]
    return {each for each in (*written[:_EDGE], *written[-_EDGE:]) if len(each) <= _LONGEST}


def _top(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.strip()][:_EDGE]


def _is_alone(lines: Sequence[str], number: int) -> bool:
    return not any(each.strip() for each in _around(lines, number))


def _around(lines: Sequence[str], number: int) -> tuple[str, ...]:
    return (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])


def _is_a_pages_own(lines: Sequence[str], number: int) -> bool:
    """Whether the line has what belongs to a page alone; several with gaps are a table."""
    words = lines[number].strip()
    if _NUMBER.fullmatch(words) or _GOES_ON.fullmatch(words):
        return True
    return bool(_HEAD.match(words)) and not any(map(_HEAD.match, _around(lines, number)))


def _is_opened(text: str) -> bool:
    """Whether a headline stands at the beginning."""
    found = opening(text, lines_of(text)).headline
    return found is not None and not is_byline(found)


def _key(line: str) -> str:
    return " ".join(_DIGITS.sub("", line).casefold().split())
