"""A passage -> who says what in it: the speaker and the verb, verbatim, or nothing where unsure.

A sentence has a speaker where a verb of saying has one, or "according to" or "reported by" name
one, outside quotation marks; so has a quotation of several sentences, and the sentences of a
quotation that goes on in the same passage. Where the outlet itself asserts, nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from retrieval.model import Passage, Span
from retrieval.naming import Named
from retrieval.reporting_verbs import BY, QUOTED, VERBS
from retrieval.reports import report_at
from retrieval.speaker import Stance
from retrieval.wording import (
    Piece,
    brackets,
    pieces,
    place,
    quotations,
    spread,
    statements,
    stretches,
)

if TYPE_CHECKING:
    from retrieval.inverted import Speaking

VERSION: Final = 1
"""Rises when the rules find other speakers; the next reindex then looks for them anew."""


class Said(NamedTuple):
    """Who says something, with the verb and its class, and the `scope` of the quotations that
    belong to it, the verb alone where there is none; spans count from the passage's beginning."""

    scope: Span
    speaker: Span
    verb: Span
    stance: Stance


_ENDS: Final = ("", ",", ".", ":", ";")
_WEAK: Final = frozenset(form for form, verb in VERBS.items() if verb.need == "words")
_PAIRED: Final = frozenset(form for form, verb in VERBS.items() if verb.need in ("of", "at"))
_FORMS: Final = frozenset((*VERBS, *BY, *QUOTED, "according"))
_OPENING: Final = frozenset(("Said", "According", "Reported"))
"""The few that open a sentence."""
TRIGGERS: Final = frozenset(
    form + end for form in (_FORMS - _WEAK - _PAIRED) | _OPENING for end in _ENDS
)
"""A reporting verb as it stands between two spaces."""
WEAK: Final = frozenset(form + end for form in _WEAK for end in _ENDS) | _PAIRED
"""One that needs `that`, a quotation or another word."""
_EITHER: Final = TRIGGERS | WEAK
_QUOTING: Final = re.compile(r"\bthat\b|[\"“”«»:]| of | at \d")


def may_report(runs: Sequence[str], text: str) -> bool:
    """Whether the passage `text` may say who says it; `runs` stand between its spaces."""
    if not TRIGGERS.isdisjoint(runs):
        return True
    return not WEAK.isdisjoint(runs) and bool(_QUOTING.search(text))


def speaking(passage: Passage, runs: Sequence[str] | None) -> list[Speaking]:
    """Who says what in a passage, as it is stored; `runs` is what stands between its spaces."""
    runs = runs or passage.text.split()
    start = passage.start
    return [
        (
            start + each.verb[0],
            start + each.verb[1],
            start + each.speaker[0],
            start + each.speaker[1],
            start + each.scope[0],
            start + each.scope[1],
            each.stance,
        )
        for each in attributed(passage.text, runs)
    ]


def attributed(text: str, runs: Sequence[str] | None = None) -> tuple[Said, ...]:
    """Who says what in the passage `text`, in text order; `runs` is what stands between its
    spaces. Never raises."""
    if not may_report(text.split() if runs is None else runs, text):
        return ()
    found: list[Said] = []
    quotes = quotations(text)
    whole = sorted([*quotes, *brackets(text, quotes)])
    previous = ends = (
        0  # of the last statement, and of the last if that named a speaker or belongs to one
    )
    for start, end in statements(text, quotes):
        parts = stretches(text, (start, end), whole)
        new: list[Said] = []
        if any(isinstance(part, list) and not _EITHER.isdisjoint(part) for part in parts):
            new = _of(text, (start, end), pieces(text, parts))
        quoted = [each for each in quotes if start <= each[0] < end]
        if new:
            scope = (quoted[0][0], quoted[-1][1]) if quoted else None
            found += [each._replace(scope=scope or each.verb) for each in new]
            ends = end
        elif found and ends == previous and quoted == [(start, end)]:
            found[-1] = found[-1]._replace(scope=(found[-1].scope[0], end))
            ends = end
        previous = end
    return tuple(found)


def speaker_of(found: Sequence[Said], span: Span) -> Said | None:
    """Who says the sentence at `span`: who is named in it, else whose quotation it belongs to."""
    start, end = span
    inside = [each for each in found if start <= each.verb[0] < end]
    if inside:
        return inside[0]
    around = [each for each in found if each.scope[0] <= start and end <= each.scope[1]]
    return around[0] if len({each.speaker for each in around}) == 1 else None


def _of(text: str, scope: Span, words: Sequence[Piece]) -> list[Said]:
    """Who says what in the sentence at `scope`."""
    reports: list[tuple[int, Named, Stance]] = []
    for at in [at for at, piece in enumerate(words) if piece.lower in _FORMS]:
        named, stance = report_at(words, at, reports[-1][1] if reports else None)
        if named and stance:
            reports.append((at, named, stance))
    if not reports:
        return []
    found = []
    for at, named, stance in reports:
        start, end = place(text, scope, words, at)
        speaker = spread(text, (start, end), words, at, (named.first, named.last))
        if named.first == at + 2 and words[at + 1].lower in ("to", "by"):
            end = text.find(words[at + 1].text, end) + len(words[at + 1].text)
        found.append(Said(scope, speaker, (start, end), stance))
    return found
