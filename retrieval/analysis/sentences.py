"""A text -> its sentences with offsets: the one adapter of sentencex.

sentencex says where a sentence may start; this module keeps the cuts that stand after a stop, mends
what sentencex is known to get wrong in news (sentences in quotation marks or at a bracket's end,
titles such as `Lt.`, `7 p.m. Friday`, a closing quotation mark after a space, a lone ` .`), and
returns exact spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from retrieval.languages.abbreviations import inside_sentences
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.abbreviations import (
    BEGINS_A_SPEECH_TAG,
    ENDS_BEFORE_A_NUMBER,
    ENDS_IN_A_TITLE,
)
from retrieval.model import Span

REMEMBERED = 64
"""Texts whose sentences are kept: an answer asks for those of a passage more than once."""
LONGEST = 20_000
"""Characters; a longer text is cut at its stops by a plain rule, in linear time."""

_QUOTES = "\"'’‘”“»«›‹"
_CLOSERS = re.escape(_QUOTES + ")]}")
_STOPS = ".!?…‼⁇⁈⁉‽。！？｡।॥؟۔"

_ENDS = _QUOTES + ")]} \t\n\r\u00a0"
_GAP = _QUOTES + " \t\n\r\u00a0"
_HIDDEN = '\n\r"“”„«»‹›'
_NEAR, _LAST = 200, 16  # characters before a cut

_STOP_INSIDE = re.compile(rf"[{_STOPS}]\W{{0,99}}\w")
_CLOSING = re.compile(rf"[{_CLOSERS}]{{0,9}}\s{{0,99}}")
_STRAY_CLOSERS = re.compile(rf"\s{{0,9}}[{_CLOSERS}]{{1,9}}(?=\s|$)")
_PLAIN_CUT = re.compile(rf"[{_STOPS}][{_CLOSERS}]{{0,9}}\s+(?=[^\s])")
_SINGLE_QUOTE = re.compile(r"['‘’](?:(?!\w)|(?<!\w.))")
_BEFORE_A_NUMBER = re.compile(rf"(?:[^\W\d_]{{5}}|[^\W\d_]{{2}}[a-z])[.!?][{_CLOSERS}]{{0,9}}$")
_FORGOTTEN = re.compile(rf"[a-z\d][.!?][{_CLOSERS}]{{0,9}}$")
_AFTER_A_WORD = re.compile(
    rf"(?:(?<=[\s/])(?:May|etc|me|[Nn]o|[gklmnpstxy])\.|\.{{3}}|[.?][{_CLOSERS}]?[)\]])"
    rf"[{_CLOSERS}]{{0,9}}\s{{1,99}}(?=\w)"
)
_FULL_WIDTH_STOP = re.compile(r"[。！？｡]{1,9}[」』”’）]{0,9}(?=[^\s。！？｡」』”’）])")
_EXCLAIMED = re.compile(r"[!?]{1,9}[\"'’”»]{1,3}$")

_INITIALS = re.compile(r"\b(?!U\.[KNS]|E\.U|D\.C|L\.A|N\.[CDHJMY])(?:[A-Z]\.){2}$")
_HOUR = re.compile(r"\d\s?[ap]\.m\.$")
_OF_AN_HOUR = re.compile(
    r"[ECMP][SD]?T\b|GMT|UTC|BST|CES?T\b|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[\w.]{1,12} time\b"
)
_LISTED = re.compile(r"\W{0,9}\d{1,3}\.")


@lru_cache(maxsize=REMEMBERED)
def sentences(text: str, language: str = DEFAULT) -> tuple[Span, ...]:
    """The spans of the sentences of `text`, in the language of that code, in order.

    A span is (start, end) in characters, with no space at either end. The spans are disjoint and
    hold every non-space character; a text of spaces alone has none. Never raises.
    """
    if len(text) > LONGEST:
        cuts = list(_plain_cuts(text))
    elif _STOP_INSIDE.search(text):
        cuts = sorted({*_sentencex_cuts(text, language), *_further_cuts(text)})
        if language != DEFAULT:
            inside = inside_sentences(language)
            cuts = [cut for cut in cuts if not inside(text, cut)]
    else:
        cuts = []
    return tuple(_spans(text, cuts))


def _plain_cuts(text: str) -> Iterator[int]:
    """Where a stop and a space are followed by anything but a lower-case letter."""
    for match in _PLAIN_CUT.finditer(text):
        if not text[match.end()].islower():
            yield match.end()


def _sentencex_cuts(text: str, language: str) -> Iterator[int]:
    """Where sentencex starts a sentence, as far as the text agrees."""
    from sentencex import segment  # a reindex and a refusal need none

    end = 0
    for piece in segment(language, _plain(text)):
        end += len(piece)
        before = text[max(0, end - _NEAR) : end]
        closing = _CLOSING.match(text, end - len(before) + len(before.rstrip(_GAP)))
        cut = closing.end() if closing else end
        stray = _STRAY_CLOSERS.match(text, cut)
        if stray and _closes(text, cut, stray.group()):
            cut = stray.end()
        if 0 < cut < len(text) and _ends_a_sentence(text, cut):
            yield cut


def _plain(text: str) -> str:
    """The text without quotation marks, lines and lone surrogates: sentencex takes what stands in
    marks for one sentence, a new line for an end, and no surrogate. As long as the text."""
    for mark in _HIDDEN:
        text = text.replace(mark, " ")
    return _SINGLE_QUOTE.sub(" ", text).encode(errors="replace").decode()


def _further_cuts(text: str) -> Iterator[int]:
    """The cuts sentencex never makes: after a word that could be cut short, after a sentence in
    brackets, and where no spaces are written."""
    for match in _AFTER_A_WORD.finditer(text):
        if text[match.end()].isupper():
            yield match.end()
    for match in _FULL_WIDTH_STOP.finditer(text):
        yield match.end()


def _closes(text: str, cut: int, marks: str) -> bool:
    """Whether quotation marks after a stop and a space belong to the sentence before them."""
    if '"' in marks:
        return text.count('"', 0, cut) % 2 == 1
    return True


def _ends_a_sentence(text: str, cut: int) -> bool:
    """Whether what stands before `cut` is the end of a sentence, not a title, the hour of a day or
    a question that somebody is said to have asked."""
    before = text[max(0, cut - _NEAR) : cut].rstrip()
    stop = before.rstrip(_ENDS)[-1:]
    if not stop or stop not in _STOPS or not _stands_apart(text, cut, before):
        return False
    last, after = before[-_LAST:], text[cut : cut + 99].lstrip()
    if after[:1].islower() or ENDS_IN_A_TITLE.search(last) or _INITIALS.search(last):
        return False
    if after[:1].isdigit() and (
        ENDS_BEFORE_A_NUMBER.search(last) or not _BEFORE_A_NUMBER.search(last)
    ):
        return False
    if _HOUR.search(last) and _OF_AN_HOUR.match(after):
        return False
    return not (
        (len(before) < _LAST and _LISTED.fullmatch(text[:cut].strip()))
        or (_EXCLAIMED.search(last) and BEGINS_A_SPEECH_TAG.match(text, cut))
    )


def _stands_apart(text: str, cut: int, before: str) -> bool:
    """Whether a space stands at the cut, or was forgotten between two sentences."""
    if text[cut - 1].isspace() or text[cut].isspace():
        return True
    return text[cut].isupper() and _FORGOTTEN.search(before[-_LAST:]) is not None


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
