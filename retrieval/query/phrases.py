"""Words in quotation marks, which must occur as such; pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.analysis.terms import fold, tokens
from retrieval.languages.detection import DEFAULT, language
from retrieval.model import Span

_PHRASE: Final = re.compile('["“„«]([^"“”„«»]{2,200})["”“»]')
_RUN: Final = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPELT_OUT: Final = "usa"
"""The term of US, too, which in small letters is another word."""


class Phrase(NamedTuple):
    """Words in quotation marks as the reader wrote them, where, and as `plain` has them."""

    written: str
    span: Span
    plain: str

    @property
    def terms(self) -> frozenset[str]:
        """Terms of any text that holds the phrase.

        Not of every word: "O" and "Brien" are one with the apostrophe between them.
        """
        written = ((self.written[slice(*each.span)], each.term) for each in tokens(self.written))
        return frozenset(term for word, term in written if term != _SPELT_OUT and is_whole(word))


def is_whole(written: str) -> bool:
    """Whether a word of a phrase is a word of each text that holds the phrase."""
    word = plain(written).strip()
    return word.isdigit() or (len(word) > 1 and word.isalpha())


def phrases(question: str) -> tuple[Phrase, ...]:
    """What must occur as such; nothing of a question in another language than the coverage's."""
    return quoted(question) if language(question) == DEFAULT else ()


def quoted(words: str) -> tuple[Phrase, ...]:
    """What stands in quotation marks, in any language."""
    found: dict[str, Phrase] = {}
    for each in _PHRASE.finditer(words):
        folded = plain(each.group(1))
        if folded.strip():
            found.setdefault(folded, Phrase(each.group(1).strip(), each.span(), folded))
    return tuple(found.values())


def _whole_number(run: str) -> str:
    return run.replace(",", "") if _THOUSANDS.fullmatch(run) else run


def is_quoted(wanted: Sequence[Phrase], at: int) -> bool:
    """Whether what stands at `at` of the question is in one of its phrases, given in its order."""
    before = bisect_right(wanted, at, key=lambda phrase: phrase.span[0] + 1)
    return before > 0 and at < wanted[before - 1].span[1]


def plain(text: str) -> str:
    """`text` as phrases are looked for in it: its words alone, folded, a space around each, and a
    number as one."""
    runs = _RUN.findall(fold(text))
    if "," in text:
        runs = [_whole_number(run) if "," in run else run for run in runs]
    return f" {' '.join(runs)} "
