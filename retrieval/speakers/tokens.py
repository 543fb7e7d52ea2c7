"""A passage's words as the rules for speakers read them: quotations and brackets are one piece."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, count
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from retrieval.languages.english.speaking.reporting_verbs import BARE, BY, QUOTED, VERBS
from retrieval.languages.english.word_classes import SHORTENED, TURNED_ON
from retrieval.model import Span

Kind = Literal["word", "quote", "bracket", "mark"]


class Piece(NamedTuple):
    """A word, a quotation, a bracket with what it holds, or another mark."""

    kind: Kind
    text: str
    lower: str
    capital: bool
    plain: bool = False
    reports: bool = False


FORMS: Final = frozenset((*VERBS, *BARE, *BY, *QUOTED, "according"))
"""Words that may report."""
_reports: Final = itemgetter(Piece._fields.index("reports"))
_QUOTE: Final = re.compile(
    r"""["“”«»„](?:(?<=“)[^”"]*(?:[”"]|$)|(?<=«)[^»]*(?:»|$)|(?<=„)[^“”]*(?:[“”]|$)
      |(?<=”)(?<!\S”)(?=\w)[^”]*(?:”|$)|(?<=")(?<![\w.,!?…’']")[^"”]*(?:["”]|$)|)""",
    re.VERBOSE,
)
_STOP: Final = re.compile(r"[.!?…][.!?…)\]\"”»’']*+(?=(\s+[^a-z\s])?)")
"""A run of stops and what closes; it ends a sentence where the group is there. Each run is read
once, from its first stop on."""
_PIECE: Final = re.compile(
    r"""[^\W\d_]\.(?:[^\W\d_]\.)+
      |[^\W_][\w&/\u0300-\u036f]*
       (?:[-’'‘](?=[^\W_])[\w&/\u0300-\u036f]+|\.(?=[a-z0-9])[\w&/\u0300-\u036f]+)*
       (?:(?<=s)[’'])?
      |-{2,}|\.{2,}|\S""",
    re.VERBOSE,
)
_INFLECTED: Final = ("ly", "ed", "ing", "'s", "’s", "‘s")
_LAST_WORD: Final = re.compile(r"([^\W_][\w.]*)$")
REMEMBERED: Final = 50_000
"""What is kept of words that have been met: some 15 MB."""
_SHORT: Final = 4  # letters of a word in capitals that is no word in small letters: US, WHO, IT
_BRACKET: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def quotations(text: str) -> list[Span]:
    """Where `text` quotes; what stands before a closing mark without an opening one is quoted."""
    if not ('"' in text or "”" in text or "“" in text or "»" in text or "„" in text):
        return []
    found: list[Span] = []
    for match in _QUOTE.finditer(text):
        start, end = match.span()
        if end - start == 1 and start:
            start = found[-1][1] if found else 0
        found.append((start, end))
    return found


def brackets(text: str, quotes: Sequence[Span]) -> list[Span]:
    """Where words stand in brackets, outside quotations."""
    if "(" not in text and "[" not in text:
        return []
    found = [match.span() for match in _BRACKET.finditer(text)]
    if not quotes:
        return found
    ends = [last for _, last in quotes]
    return [
        (start, end)
        for start, end in found
        if (at := bisect_right(ends, start)) == len(quotes) or quotes[at][0] >= end
    ]


def statements(text: str, quotes: Sequence[Span]) -> Iterator[Span]:
    """The sentences outside quotations, each with the quotations in it."""
    first = 0
    for end in _ends(text, quotes):
        yield first, end
        first = end
        while text[first : first + 1].isspace():
            first += 1
    if text[first:].strip():
        yield first, len(text.rstrip())


def statements_with(text: str, places: Sequence[int]) -> Iterator[tuple[Span, Sequence[int]]]:
    """Of the sentences of a text without quotations, those with some of the `places`, which ascend,
    and these; spaces belong to the sentence after them."""
    first = at = 0
    for match in _STOP.finditer(text):
        start, end = match.span()
        if match[1] is None:
            continue
        if text[start] == "." and _is_shortened(text[max(0, start - 12) : start]):
            continue
        if places[at] < end:
            begin, at = at, bisect_left(places, end, at)
            yield (first, end), places[begin:at]
            if at == len(places):
                return
        first = end
    yield (first, len(text)), places[at:]


def _ends(text: str, quotes: Sequence[Span]) -> Iterator[int]:
    """Where a sentence ends, outside quotations or with one."""
    left = iter(quotes)
    quote = next(left, None)
    for match in _STOP.finditer(text):
        start, end = match.span()
        if match[1] is None:
            continue
        while quote and quote[1] <= start:
            quote = next(left, None)
        if quote and quote[0] <= start:
            if quote[1] <= end and (text[start] == "." or not _speech(text[end : end + 60])):
                yield end
        elif text[start] != "." or not _is_shortened(text[max(0, start - 12) : start]):
            yield end


def _is_shortened(before: str) -> bool:
    """Whether a stop after this ends no sentence: an initial, Mr, U.S."""
    word = before.rpartition(" ")[2]
    if not word.isalnum():
        last = _LAST_WORD.search(before)
        if last is None:
            return False
        word = last[1]
    return (len(word) == 1 and word.isupper()) or word.lower() in SHORTENED


def _speech(after: str) -> bool:
    """Whether a verb of saying follows before the sentence ends."""
    words = re.split(r"[.!?]", after, maxsplit=1)[0].split()
    return any(word.strip(",:;").lower() in VERBS for word in words[:6])


def pieces(text: str, span: Span, whole: Sequence[Span]) -> list[Piece]:
    """The pieces of `text` at `span`; `whole`, in order, are its quotations and brackets."""
    start, end = span
    found: list[Piece] = []
    for at in range(bisect_left(whole, (start, start)) if whole else 0, len(whole)):
        first, last = whole[at]
        if first >= end:
            break
        if start <= first:
            found += _loose(text[start:first])
            start = min(last, end)
            kind: Kind = "bracket" if text[first] in "([" else "quote"
            found.append(Piece(kind, text[first:start], "", False))
    found += _loose(text[start:end])
    return found


def _loose(text: str) -> Iterable[Piece]:
    return chain.from_iterable(map(_KNOWN.__getitem__, text.split()))


def reporting(words: Sequence[Piece]) -> Iterator[int]:
    """Which of the `words` may report."""
    return compress(count(), map(_reports, words))


def spans(text: str, span: Span, words: Iterable[Piece]) -> list[Span]:
    """Where in `text` the pieces of its stretch at `span` stand."""
    end = span[0]
    found: list[Span] = []
    for piece in words:
        start = text.find(piece.text, end)
        end = start + len(piece.text)
        found.append((start, end))
    return found


class _Known(dict[str, tuple[Piece, ...]]):
    """The pieces of what stands between two spaces; most of it recurs."""

    def __missing__(self, run: str) -> tuple[Piece, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[run] = _pieces(run)
        return found


def _pieces(run: str) -> tuple[Piece, ...]:
    if run.isalpha():
        return (_word(run),)
    mark = _ENDING.get(run[-1])
    if mark and run[:-1].isalpha():
        return _word(run[:-1]), mark
    return tuple(
        _word(each) if each[0].isalnum() else Piece("mark", each, "", False)
        for each in _PIECE.findall(run)
    )


def _word(written: str) -> Piece:
    lower = written.lower()
    if lower == written and written[0].islower():
        small, lower = True, written  # one string in memory
    else:
        first = written[0]
        if first.isdigit():
            return Piece("word", written, lower, False)
        small = first.islower()
        if not small and 1 < len(written) <= _SHORT and written.isupper():
            lower = written  # US is no us, WHO no who
    plain = lower not in TURNED_ON and not lower.endswith(_INFLECTED)
    return _piece(Piece, ("word", written, lower, not small, plain, lower in FORMS))


_piece: Final = tuple.__new__  # a tenth of the time of the call of Piece
_ENDING: Final = {mark: Piece("mark", mark, "", False) for mark in ",."}
_KNOWN: Final = _Known()
