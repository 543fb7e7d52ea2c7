"""A passage in another language -> who says what in it, or nothing where unsure; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

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
_NEAR: Final = 80
"""Characters before a verb in which what makes it a report stands."""
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
    for match in islice(known.verb.finditer(letters), _MOST):
        if one := _verb(_Text(text, shown, letters, language), match, known, quotes):
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


class _Text(NamedTuple):
    """A passage, what is shown of it without its quotations, that in plain letters, and the code of
    its language."""

    whole: str
    shown: str
    letters: str
    language: str

    def opening(self, at: int) -> int:
        """Where the sentence begins that stands there."""
        starts = (start for start, _ in sentences(self.whole, self.language))
        return max((start for start in starts if start <= at), default=0)


def _verb(
    text: _Text, match: re.Match[str], known: Forms, quotes: list[Span]
) -> Attribution | None:
    """Whose words the verb reports: of who is named behind it, after a comma or a quotation, or
    before it, where "that" follows, or "as" stands before the name."""
    start, end = match.span()
    stance = known.stances[" ".join(match.group().split())]
    near = max(0, start - _NEAR)
    speaker = None
    as_said = known.as_said.search(text.letters, near, start)
    if as_said or _BEFORE_VERB.search(text.shown, near, start):
        bare = CLOSING if as_said else ENDING if stance == "said" else ""
        speaker = name_after(text.shown, _after_in(text.letters, end), known, bare=bare)
    if speaker is None and known.that.match(text.letters, end):
        speaker = name_before(text.shown, text.opening(start), start, known)
    told = known.as_named.search(text.letters, near, start) if speaker is None else None
    if told and _ENDS.match(text.shown, end):
        speaker = name_before(text.shown, told.end(), start, known)
    if speaker is None:
        return None
    scope = _quoted(text.shown, (start, end), speaker, quotes) or (start, end)
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
