"""Where the name of a speaker stands, after a place of a text or before it; none where unsure."""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.finding.patterns import plain
from retrieval.model import Span
from retrieval.speakers.worded.forms import Forms

_WORD: Final = re.compile(r"[^\W\d_](?:[\w'’ʼ-]*\w)?\.?|\S")
_LONGEST: Final = 9
"""Words of a name with what its bearer is."""
_BARE: Final = 2
"""Words of one without a capital letter: an office, or a body."""
_GAP: Final = 3
"""Small words between two with a capital letter of one name."""
_REACH: Final = 120
CLOSING: Final = ".,;:!?…)–—-"
"""The signs that part what is said from who says it."""
ENDING: Final = ".!?…"
"""The signs that end a sentence."""


class _Words:
    """Words of a stretch of a text, each with where it stands, as far as no sign parts them."""

    def __init__(self, text: str, span: Span, forms: Forms) -> None:
        self.text, self.forms = text, forms
        self.found: list[Span] = []
        self.end = ""
        for match in _WORD.finditer(text, *span):
            word = match.group()
            if not word[0].isalpha():
                self.end = word
                break
            start, end = match.span()
            if word.endswith(".") and not self._is_short(word):
                self.found.append((start, end - 1))
                self.end = "."
                break
            self.found.append((start, end))

    def _is_short(self, word: str) -> bool:
        return len(word) == 2 or plain(word[:-1]) in self.forms.short

    def is_ended(self, signs: str) -> bool:
        """Whether one of the signs, or the text, ends the words."""
        if self.end:
            return self.end in signs
        return bool(signs) and bool(self.found) and self.found[-1][1] >= len(self.text.rstrip())

    def plain(self, at: int) -> str:
        """The word as the language's file has it."""
        return plain(self.text[slice(*self.found[at])])

    def is_name(self, at: int) -> bool:
        """Whether the word has a capital letter, and is no little one."""
        start, _ = self.found[at]
        return self.text[start].isupper() and self.plain(at) not in self.forms.little

    def is_little(self, at: int) -> bool:
        """Whether no name has the word within."""
        word = self.plain(at)
        return word in self.forms.little and word not in self.forms.inside


def name_after(text: str, at: int, forms: Forms, *, bare: str = CLOSING) -> Span | None:
    """The name that begins at a place of `text`: with a capital letter, or ended by a sign of
    `bare`."""
    words = _Words(text, (at, min(len(text), at + _REACH)), forms)
    count = len(words.found)
    last = next((n for n in range(count) if words.is_little(n)), count)
    if last and words.plain(0) in forms.joining:
        return None
    names = [n for n in range(last) if words.is_name(n)]
    if names:
        return _with_capitals(words, names, last)
    if forms.verb_second and bare and last > 1 and _is_inside(words, 0):
        return _whole(words, 0, 1)
    small = sum(not _is_inside(words, n) for n in range(last))
    if last < count or not 0 < small <= _BARE:
        return None
    found = _whole(words, 0, last - 1)
    whole = _with_apposition(text, found, forms) if found and words.end == "," else found
    return whole if words.is_ended(bare) or whole != found else None


def _with_capitals(words: _Words, names: list[int], last: int) -> Span | None:
    """From the first word to the last of the `names` that no more than a few small ones part, of
    the words before the `last`; None where what follows may belong to it."""
    final, second = names[0], words.forms.verb_second
    if final > _GAP + 1:
        return None
    for name in names:
        between = range(final + 1, name)
        if len(between) > _GAP or (second and not all(_is_inside(words, n) for n in between)):
            break
        final = name
    parted = any(not (words.is_name(n) or _is_inside(words, n)) for n in range(names[0], final))
    closed = final == len(words.found) - 1 and words.is_ended(CLOSING)
    if not second and (final + 1 < last or (parted and not closed)):
        return None
    found = _whole(words, 0, final)
    if found and final == len(words.found) - 1 and not words.is_name(0) and words.end == ",":
        return _with_apposition(words.text, found, words.forms)
    return found


def _with_apposition(text: str, span: Span, forms: Forms) -> Span:
    """With the name of who bears an office, between commas behind it."""
    words = _Words(text, (span[1] + 1, min(len(text), span[1] + _REACH)), forms)
    count = len(words.found)
    if 2 <= count <= _BARE + 1 and words.end in (",", ".") and _are_names(words, range(count)):
        return span[0], words.found[-1][1]
    return span


def name_before(
    text: str, start: int, end: int, forms: Forms, *, opens: bool = True
) -> Span | None:
    """The name that ends before a verb at `end`, of the part of a sentence from `start` on, which
    it `opens`, or may stand in."""
    head = text[start:end].rstrip()
    comma = head.endswith(",")
    head = head.rstrip(", ")
    opening = start + max(head.rfind(mark) + 1 for mark in ',;:–—(«„“»”"')
    words = _Words(text, (opening, start + len(head)), forms)
    count = len(words.found)
    if not 0 < count <= _LONGEST or words.found[-1][1] != start + len(head):
        return None
    first = next((n for n in range(count) if words.plain(n) not in forms.little), count)
    if first == count or (
        forms.verb_second and not all(_is_inside(words, n) for n in range(first))
    ):
        return None
    opens = opens and not text[start:opening].strip(' «„“"–—')
    later = [n for n in range(first, count) if words.is_little(n)]
    first, opens = (later[-1] + 1, False) if later and later[-1] + 1 < count else (first, opens)
    if comma:
        named = not later and _are_names(words, range(first, count))
        return _whole(words, first, count - 1) if named else None
    if not words.is_name(count - 1) or (opens and count == 1):
        skipped = [words.plain(n) for n in range(first)]
        alone = count - first == 1 and all(
            word in forms.inside and word not in forms.joining for word in skipped
        )
        return _whole(words, first, count - 1) if opens and alone else None
    skipped = [words.plain(n) for n in range(first)]
    if opens and all(word in forms.inside or word in forms.apart for word in skipped):
        return _whole(words, first, count - 1)
    return _run_of_names(words, first)


def _run_of_names(words: _Words, first: int) -> Span | None:
    """The names with which the words end, from the `first` on; None where a preposition may have
    the first."""
    last = len(words.found) - 1
    at = last
    while at > first and (words.is_name(at - 1) or _is_inside(words, at - 1)):
        at -= 1
    while not words.is_name(at):
        at += 1
    before = words.plain(at - 1) if at else ""
    forms = words.forms
    if before in forms.little and before not in forms.inside | forms.joining | forms.apart:
        return None
    return _whole(words, at, last)


def _are_names(words: _Words, places: range) -> bool:
    return all(words.is_name(n) or words.text[words.found[n][1] - 1] == "." for n in places)


def _is_inside(words: _Words, at: int) -> bool:
    return words.plain(at) in words.forms.inside


def _whole(words: _Words, first: int, last: int) -> Span | None:
    """From the first word to the last, without small words of a name before it."""
    if not 0 <= first <= last:
        return None
    while first < last and words.plain(first) in words.forms.inside and not words.is_name(first):
        first += 1
    little = all(words.plain(n) in words.forms.little for n in range(first, last + 1))
    if little or words.plain(first) in words.forms.nobody:
        return None
    return words.found[first][0], words.found[last][1]
