"""A passage in another language -> who says what in it, or nothing where unsure; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from retrieval.analysis.finding.patterns import plain
from retrieval.analysis.sentences import sentences
from retrieval.model import Attribution, Span
from retrieval.speakers.worded.forms import Forms, forms
from retrieval.speakers.worded.names import CLOSING, ENDING, name_after, name_before

_QUOTE: Final = re.compile(
    '«[^«»]{1,2000}»|»[^«»]{1,2000}«|„[^„“”"]{1,2000}[“”"]|“[^“”]{1,2000}”|"[^"]{1,2000}"'
)
_BEFORE_VERB: Final = re.compile(r"(?:,|[.,!?…]?[»«“”\"][.,!?…]?)\s*(?:[–—-]\s*)?$|\s[–—-]\s*$")
_BETWEEN: Final = re.compile(r"[\s,.!?…–—:-]{0,6}")
_ENDS: Final = re.compile(r"\s?[.,;!?…]|$")
_MOST: Final = 64
"""Verbs of saying, and names, of one passage, that are looked at."""
_IN: Final = frozenset(("у", "в", "во"))
"""Before where something is said by nobody who is named."""


def attributed(text: str, language: str) -> tuple[Attribution, ...]:
    """Who says what in the passage `text` in the language of that code, in text order."""
    known = forms(language)
    if known is None:
        return ()
    quotes = [match.span() for match in _QUOTE.finditer(text)]
    shown = _unquoted(text, quotes)
    letters = plain(shown)
    found = [*_according(shown, letters, known)]
    starts = [start for start, _ in sentences(text, language)]
    for match in islice(known.verb.finditer(letters), _MOST):
        if one := _verb(shown, letters, match, known, quotes, starts):
            found.append(one)
    found.sort(key=lambda one: one.verb)
    return tuple(
        one for at, one in enumerate(found) if not at or one.verb[0] >= found[at - 1].verb[1]
    )


def _unquoted(text: str, quotes: list[Span]) -> str:
    """The text, as long, with nothing in its quotations."""
    parts, end = [], 0
    for start, close in quotes:
        parts += [text[end : start + 1], "•" * (close - start - 2), text[close - 1 : close]]
        end = close
    return "".join([*parts, text[end:]])


def _according(text: str, letters: str, known: Forms) -> Iterator[Attribution]:
    for match in islice(known.according.finditer(letters), _MOST):
        start, end = match.span()
        verb = known.verb.match(letters, end + 1)
        if speaker := name_after(text, verb.end() if verb else end, known):
            yield Attribution((start, end), speaker, (start, end), "according")
    for match in islice(known.behind.finditer(letters), _MOST):
        start, end = match.span()
        floor = max(0, start - 60)
        opening = max(letters.rfind(mark, floor, start) + 1 for mark in ".!?…,;") or floor
        if speaker := name_before(text, opening, start, known, opens=False):
            yield Attribution((start, end), speaker, (start, end), "according")


def _verb(
    text: str,
    letters: str,
    match: re.Match[str],
    known: Forms,
    quotes: list[Span],
    starts: list[int],
) -> Attribution | None:
    """Whose words the verb reports: of who is named behind it, after a comma or a quotation, or
    before it, where "that" follows, or "as" stands before the name."""
    start, end = match.span()
    stance = known.stances[" ".join(match.group().split())]
    opening = max((at for at in starts if at <= start), default=0)
    speaker = None
    as_said = known.as_said.search(letters, opening, start)
    if as_said or _BEFORE_VERB.search(text, opening, start):
        bare = CLOSING if as_said else ENDING if stance == "said" else ""
        speaker = name_after(text, _after_in(letters, end), known, bare=bare)
    if speaker is None and known.that.match(letters, end):
        speaker = name_before(text, opening, start, known)
    if speaker is None and (told := known.as_named.search(letters, opening, start)):
        speaker = name_before(text, told.end(), start, known) if _ENDS.match(text, end) else None
    if speaker is None:
        return None
    scope = _quoted(text, (start, end), speaker, quotes) or (start, end)
    return Attribution(scope, speaker, (start, end), stance)


def _after_in(letters: str, end: int) -> int:
    """Where a name may begin after a verb, past "in" of an institution."""
    word = re.compile(r"\s+(\w+)\s").match(letters, end)
    return word.end(1) if word and word[1] in _IN else end


def _quoted(text: str, verb: Span, speaker: Span, quotes: list[Span]) -> Span | None:
    """The quotation that stands beside the verb and the name."""
    first, last = min(verb[0], speaker[0]), max(verb[1], speaker[1])
    for start, end in quotes:
        if end <= first and _BETWEEN.fullmatch(text, end, first):
            return start, end
        if last <= start and text[last:start].rstrip().endswith(":") and start - last < 60:
            return start, end
    return None
