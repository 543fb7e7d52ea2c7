"""A text -> its sentences with offsets: the one adapter of syntok.

syntok says where a sentence may start; this module keeps the cuts that stand after a stop, mends
what syntok is known to get wrong in news (titles such as `Lt.`, a closing quotation mark after a
space, a lone ` .`, a sentence that starts with a large number), and returns exact spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from retrieval.model import Span

REMEMBERED = 64
"""Texts whose sentences are kept: an answer asks for those of a passage more than once."""
LONGEST = 20_000
"""Characters; a longer text is cut at its stops by a plain rule, in linear time."""

_QUOTES = "\"'’‘”“»«›‹"
_CLOSERS = re.escape(_QUOTES + ")]}")
_STOPS = ".!?…‼⁇⁈⁉‽。！？｡"

_STOP_INSIDE = re.compile(rf"[{_STOPS}]\W{{0,99}}\w")
_AFTER_A_STOP = re.compile(rf"[{_STOPS}][{_CLOSERS}\s]{{0,99}}$")
_STRAY_CLOSERS = re.compile(rf"\s{{0,9}}[{_CLOSERS}]{{1,9}}(?=\s|$)")
_PLAIN_CUT = re.compile(rf"[{_STOPS}][{_CLOSERS}]{{0,9}}\s+(?=[^\s])")
_BEFORE_A_NUMBER = re.compile(rf"([^\W\d_]{{1,40}})[.!?][{_CLOSERS}]{{0,9}}\s+(?=\d)")
_FULL_WIDTH_STOP = re.compile(r"[。！？｡]{1,9}[」』”’）]{0,9}(?=[^\s。！？｡」』”’）])")
_EXCLAIMED = re.compile(r"[!?]{1,9}[\"'’”»]{1,3}\s*$")
_SPEECH = re.compile(
    r"(?:[^\W\d_][\w.’'-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|replied|declared|exclaimed|insisted)\b"
)

_TITLE = re.compile(
    r"\b(?:adm|brig|capt|cmdr|col|cpl|dr|ft|gen|gov|hon|lt|maj|messrs|mr|mrs|ms|mt|pres|prof|pvt"
    r"|reps?|rev|sens?|sgt|st|supt|vs)\.\s{0,99}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:approx|art|circa|figs?|nos?|para|pp?|pt|ref|sec|vol"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.\s{0,99}$",
    re.IGNORECASE,
)
"""What a number follows in the same sentence."""


@lru_cache(maxsize=REMEMBERED)
def sentences(text: str) -> tuple[Span, ...]:
    """The spans of the sentences of `text`, in order.

    A span is (start, end) in characters, with no space at either end. The spans are disjoint and
    hold every non-space character; a text of spaces alone has none. Never raises.
    """
    if len(text) > LONGEST:
        cuts = list(_plain_cuts(text))
    elif _STOP_INSIDE.search(text):
        cuts = sorted({*_syntok_cuts(text), *_further_cuts(text)})
    else:
        cuts = []
    return tuple(_spans(text, cuts))


def _plain_cuts(text: str) -> Iterator[int]:
    """Where a stop and a space are followed by anything but a lower-case letter."""
    for match in _PLAIN_CUT.finditer(text):
        if not text[match.end()].islower():
            yield match.end()


def _syntok_cuts(text: str) -> Iterator[int]:
    """Where syntok starts a sentence, as far as the text agrees."""
    segmenter, tokenizer = _syntok()
    for tokens in segmenter.segment(tokenizer.tokenize(text)):
        first = tokens[0]
        # Hyphens and underscores are not tokens: they hide in the spacing before one.
        cut = first.offset - len(first.spacing.lstrip())
        stray = _STRAY_CLOSERS.match(text, cut)
        if stray and _closes(text, cut, stray.group()):
            cut = stray.end()
        if 0 < cut < len(text) and _ends_a_sentence(text, cut):
            yield cut


def _further_cuts(text: str) -> Iterator[int]:
    """The cuts syntok never makes: before a large number, and where no spaces are written."""
    for match in _BEFORE_A_NUMBER.finditer(text):
        word = match.group(1)
        if len(word) > (2 if word.islower() else 4) and _ends_a_sentence(text, match.end()):
            yield match.end()
    for match in _FULL_WIDTH_STOP.finditer(text):
        yield match.end()


def _closes(text: str, cut: int, marks: str) -> bool:
    """Whether quotation marks after a stop and a space belong to the sentence before them."""
    if '"' in marks:
        return text.count('"', 0, cut) % 2 == 1
    return True


def _ends_a_sentence(text: str, cut: int) -> bool:
    """Whether what stands before `cut` is the end of a sentence, not a title or a question
    that somebody is said to have asked."""
    before = text[max(0, cut - 200) : cut]
    if not _AFTER_A_STOP.search(before):
        return False
    if _TITLE.search(before) or text[cut : cut + 99].lstrip()[:1].islower():
        return False
    if _NUMBERED.search(before) and text[cut : cut + 99].lstrip()[:1].isdigit():
        return False
    return not (_EXCLAIMED.search(before) and _SPEECH.match(text, cut))


def _spans(text: str, cuts: list[int]) -> list[Span]:
    """The trimmed stretches between the cuts; one without a letter or digit joins its neighbour."""
    spans: list[Span] = []
    opening: int | None = None
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        trimmed = piece.strip()
        if not trimmed:
            continue
        start += len(piece) - len(piece.lstrip())
        end = start + len(trimmed)
        if any(character.isalnum() for character in trimmed):
            spans.append((start if opening is None else opening, end))
            opening = None
        elif spans:
            spans[-1] = (spans[-1][0], end)
        elif opening is None:
            opening = start
    if opening is not None:
        spans.append((opening, len(text.rstrip())))
    return spans


@cache
def _syntok() -> tuple[Any, Any]:
    """syntok's segmenter and a tokenizer that changes no words; imported at first use (50 ms)."""
    from syntok import segmenter
    from syntok.tokenizer import Tokenizer

    return segmenter, Tokenizer(replace_not_contraction=False)
