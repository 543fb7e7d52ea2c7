"""A passage -> who says what in it: the speaker and the verb, verbatim, or nothing where unsure.

A sentence has a speaker where a verb of saying has one, or "according to" or "reported by" name
one, outside quotation marks; so has a quotation of several sentences, and the sentences of a
quotation that goes on in the same passage. Where the outlet itself asserts, nobody is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.speaking.reporting_verbs import (
    BARE,
    BY,
    CONTINUING,
    INVERTED,
    VERBS,
)
from retrieval.languages.english.word_classes import BARRED, BE, CHARGES
from retrieval.model import Attribution, Passage, Span
from retrieval.speakers.clauses import report_at
from retrieval.speakers.names import Named
from retrieval.speakers.tokens import (
    FORMS,
    brackets,
    pieces,
    quotations,
    reporting,
    spans,
    statements,
    statements_with,
)
from retrieval.speakers.worded import reports as worded

Speaking = tuple[int, int, int, int, int, int, str]
"""Where in the article's body a verb of saying stands, its speaker and what is said, each from and
to, and the verb's class."""


VERSION: Final = 6
"""Rises when the rules find other speakers; the next reindex then looks for them anew."""


MOST_VERBS: Final = 16
"""Verbs of saying in one sentence, of more than which nobody is named for any: of 51,000 sentences
of news with a speaker none has more than 6."""
MOST_PIECES: Final = 400
"""The same of words, quotations and marks; none has more than 150."""

_ENDS: Final = ("", ",", ".", ":", ";")
_WEAK: Final = frozenset(
    form for form, verb in VERBS.items() if verb.need in ("words", "quote", "blame")
)
_ONLY_QUOTES: Final = frozenset(form for form, verb in VERBS.items() if verb.need == "quote")
_PAIRED: Final = frozenset(form for form, verb in VERBS.items() if verb.need in ("of", "at"))
_OPENING: Final = frozenset(("Said", "According", "Reported"))
"""The few that open a sentence."""
_FORMS: Final = (
    {form + end: form for form in (FORMS - _PAIRED) | _OPENING for end in _ENDS}
    | {form: form for form in _PAIRED}
    | {f"{mark}{form}": form for form in INVERTED for mark in ('"', "”")}
)
MAY_REPORT: Final = frozenset(_FORMS)
"""A reporting verb as it stands between two spaces, or behind a mark that closes a quotation."""
_NEEDY: Final = _WEAK | _PAIRED
"""Those that need `that`, a quotation or another word."""
_CHARGE: Final = re.compile(rf"\b(?:{'|'.join(sorted(CHARGES))})\b")
_QUOTING: Final = re.compile(rf"\bthat\b|[\"“”«»:]| of | by | at \d|{_CHARGE.pattern}")
_MARK: Final = re.compile('["“”«»„]')
_CONTINUING: Final = re.compile(rf"\b(?:{'|'.join(sorted(CONTINUING))})\s+to\s+$")
_BACK: Final = 14  # characters of "continuing to "
_NEAR: Final = 160  # characters: more than the words that may part a verb from what it reports
_TO: Final = re.compile(r"\s+to\b")
_NEEDED: Final = {
    form: re.compile(r"\s+of\b") for form in _PAIRED if VERBS[form].need == "of"
} | dict.fromkeys(("according", "According"), _TO)
"""What must come after these at once."""
_AT: Final = re.compile(r"\sat\s+\d")
_FIGURED: Final = frozenset(form for form in _PAIRED if VERBS[form].need == "at")
"""Those after which it must come sometime."""
_LOOKING_BACK: Final = frozenset(
    run for run, form in _FORMS.items() if form in VERBS and VERBS[form].need == "person"
)
"""Where a word is before them, no more than the next word is needed to know who speaks."""
_REFUSING: Final = frozenset(form for form, verb in VERBS.items() if verb.need == "blame")
_PAST: Final = frozenset(form for form, verb in VERBS.items() if verb.form == "past")
"""After a form of to be, these do not say what somebody says."""


def speaking(passage: Passage, runs: Sequence[str]) -> list[Speaking]:
    """Who says what in a passage, as it is stored; `runs`: see `attributed`."""
    at = passage.start
    if passage.language == DEFAULT:
        found = attributed(passage.text, runs)
    else:
        found = worded.attributed(passage.text, passage.language)
    return [
        (at + start, at + end, at + first, at + last, at + opening, at + closing, stance)
        for (opening, closing), (first, last), (start, end), stance in found
    ]


def attributed(text: str, runs: Sequence[str] | None = None) -> tuple[Attribution, ...]:
    """Who says what in the passage `text`, in text order; `runs` is what stands between its
    spaces, at least all that MAY_REPORT. Never raises."""
    places = _places(text, text.split() if runs is None else runs)
    if not places:
        return ()
    quotes = quotations(text)
    whole = brackets(text, quotes)
    if not quotes:
        found = statements_with(text, places)
        return tuple(each for span, verbs in found for each in _in(text, span, verbs, whole))
    places = list(_outside(places, quotes))
    whole = sorted([*quotes, *whole])
    return tuple(_quoting(text, places, quotes, whole)) if places else ()


def _places(text: str, runs: Iterable[str]) -> list[int]:
    """Where verbs in `runs` stand that may report, in order: neither after what parts a verb from
    its subject ("the said", "of reported") nor without the word that they need."""
    met = MAY_REPORT.intersection(runs)
    if not met:
        return []
    forms = {_FORMS[run] for run in met}
    if forms <= _NEEDY and met <= _NEEDY and not _QUOTING.search(text):
        return []
    found: list[int] = []
    marked = not _WEAK.isdisjoint(forms) and bool(_MARK.search(text))
    figure = -1  # where the last is
    if not _FIGURED.isdisjoint(forms):
        figure = max((match.start() for match in _AT.finditer(text)), default=-1)
    for form in forms:
        at = text.find(form)
        while at >= 0:
            in_time = form not in _FIGURED or at + len(form) <= figure
            if in_time and _may_report(text, form, at, marked=marked):
                found.append(at)
            at = text.find(form, at + 1)
    return sorted(found)


def _may_report(text: str, form: str, at: int, *, marked: bool) -> bool:
    needed, end = _NEEDED.get(form), at + len(form)
    if needed and not needed.match(text, end):
        return False
    last = text[text.rfind(" ", 0, max(0, at - 1)) + 1 : max(0, at - 1)]
    if last in BARRED:
        continues = last == "to" and _CONTINUING.search(text, max(0, at - _BACK), at)
        return needed is _TO or bool(continues)
    if form in BARE:
        return False
    if last in BE and form in _PAST:
        return text.startswith((" by", " as"), end)
    if form not in _WEAK or (form in BY and text.startswith(" by ", end)):
        return True
    if form in _ONLY_QUOTES:
        return marked and bool(_MARK.search(text, end, end + _NEAR))
    if marked and _MARK.search(text, max(0, at - _NEAR), end + _NEAR):
        return True
    return not last[-1:].isalnum() or _is_reported(text, form, end)


def _is_reported(text: str, form: str, end: int) -> bool:
    """Whether it may be that words are reported by a verb that ends here and needs such, where no
    quotation marks are."""
    near = text[end : end + _NEAR]
    if form in _REFUSING and _CHARGE.search(near):
        return True
    return "that" in near or ":" in near or not near[:1].isspace()


def _outside(places: Sequence[int], spans: Iterable[Span]) -> Iterator[int]:
    """Those of the `places`, which ascend, that are in none of the `spans`, in order too."""
    at = 0
    for start, end in spans:
        while at < len(places) and places[at] < start:
            yield places[at]
            at += 1
        while at < len(places) and places[at] < end:
            at += 1
    yield from places[at:]


def _quoting(
    text: str, places: Sequence[int], quotes: Sequence[Span], whole: Sequence[Span]
) -> list[Attribution]:
    """As `attributed`, of a passage with quotations."""
    found: list[Attribution] = []
    previous = ends = (
        0  # of the last statement, and of the last if that named a speaker or belongs to one
    )
    at = 0
    for start, end in statements(text, quotes):
        first, at = at, bisect_left(places, end, at)
        new = _in(text, (start, end), places[first:at], whole) if first < at else []
        opened = bisect_left(quotes, (start, start))
        quoted = quotes[opened : bisect_left(quotes, (end, end), opened)]
        if new:
            if quoted:
                scope = quoted[0][0], quoted[-1][1]
                new = [
                    Attribution(scope, speaker, verb, stance) for _, speaker, verb, stance in new
                ]
            found += new
            ends = end
        elif found and ends == previous and quoted == [(start, end)]:
            found[-1] = found[-1]._replace(scope=(found[-1].scope[0], end))
            ends = end
        previous = end
    return found


def _in(text: str, span: Span, places: Sequence[int], whole: Sequence[Span]) -> list[Attribution]:
    """Who says what in the sentence at `span`, with verbs at `places`; `whole` are the quotations
    and brackets."""
    if len(places) > MOST_VERBS:
        return []
    words = pieces(text, (span[0], _last_that_matters(text, span, places)), whole)
    found: list[Attribution] = []
    if len(words) > MOST_PIECES:
        return found
    earlier: Named | None = None
    stand: list[Span] = []
    for at in reporting(words):
        named, stance = report_at(words, at, earlier)
        if named and stance:
            earlier = named
            stand = stand or spans(text, span, words)
            start, end = stand[at]
            speaker = stand[named.first][0], stand[named.last - 1][1]
            if named.first == at + 2 and words[at + 1].lower in ("to", "by"):
                end = stand[at + 1][1]
            found.append(Attribution((start, end), speaker, (start, end), stance))
    return found


def _last_that_matters(text: str, span: Span, places: Sequence[int]) -> int:
    """Where those words of the sentence at `span` end that tell who speaks by the verbs at
    `places`."""
    place, end = places[0], span[1]
    behind = text.find(" ", place)
    alone = len(places) == 1 and place > 1 and text[place - 2].isalnum()
    if not alone or text[place:behind] not in _LOOKING_BACK:
        return end
    then = text.find(" ", behind + 1)
    last = text[behind + 1 : then]
    return then if 0 < behind < then < end and last != "by" and last not in _FORMS else end
