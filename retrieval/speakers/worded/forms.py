"""What says who speaks, in a language by its file -> patterns for a text of plain letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from retrieval.analysis.finding.patterns import any_of, plain
from retrieval.analysis.finding.runs import holds_any
from retrieval.languages.language import Language, Speech, language
from retrieval.model import Stance

_SHORT = 3
_STANCES: tuple[Stance, ...] = ("said", "claimed", "confirmed", "denied", "ordered")


@dataclass(frozen=True, slots=True)
class Forms:
    """The patterns of a language: verbs, with their classes, and "according to" before a name or
    `behind` it; "as" before a verb, or before a name and its verb; `that` after one.

    No name begins with `little` words; those `inside` stand within one, those `joining` part two,
    and those `apart` stand before one without being of it. `nobody` does not speak; what is `short`
    ends with a stop. `verb_second` is as in the language's file."""

    stances: dict[str, Stance]
    verb: re.Pattern[str]
    according: re.Pattern[str]
    behind: re.Pattern[str]
    as_said: re.Pattern[str]
    as_named: re.Pattern[str]
    that: re.Pattern[str]
    about: re.Pattern[str]
    little: frozenset[str]
    inside: frozenset[str]
    nobody: frozenset[str]
    joining: frozenset[str]
    apart: frozenset[str]
    short: frozenset[str]
    verb_second: bool


@cache
def forms(code: str) -> Forms | None:
    """The forms of the language; None where its file has none."""
    of = language(code)
    speech = of.speech
    if not (speech.according or speech.according_behind):
        return None
    stances = {plain(form): stance for stance in _STANCES for form in _verbs(speech, stance)}
    that = any_of(speech.that)
    return Forms(
        stances=stances,
        verb=re.compile(any_of(stances)),
        according=re.compile(any_of(speech.according)),
        behind=re.compile(any_of(speech.according_behind)),
        as_said=re.compile(rf"{any_of(speech.as_said)}\s+$"),
        as_named=re.compile(rf"{any_of(speech.as_said)}\s+(?=(?:[^\W\d][\w'-]*\s+){{1,5}}$)"),
        that=re.compile(rf"(?:\s+[^\W\d]+){{0,3}}?,?\s+{that}|:\s*(?=[«„“\"»])"),
        about=re.compile(any_of(speech.about)),
        little=_little(of),
        inside=frozenset(map(plain, speech.inside)),
        nobody=frozenset(map(plain, speech.nobody)),
        joining=frozenset(map(plain, of.days.listed)),
        apart=_named_days(of) | frozenset(map(plain, speech.adverbs)),
        short=frozenset(map(plain, of.sentences.abbreviations)),
        verb_second=speech.verb_second,
    )


@cache
def may_report(code: str) -> Callable[[str], bool]:
    """Whether a run of a text in the language may be a part of what says who speaks."""
    found = forms(code)
    if found is None:
        return _never
    speech = language(code).speech
    verbs = (form for stance in _STANCES for form in _verbs(speech, stance))
    phrases = (*verbs, *speech.according, *speech.according_behind)
    return holds_any(max(phrase.split(), key=len) for phrase in phrases)


def _never(_: str) -> bool:
    return False


def _verbs(speech: Speech, stance: Stance) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(speech, stance)
    return found


def _little(of: Language) -> frozenset[str]:
    """Words that no name of a speaker begins with."""
    days = of.days
    numbers = (form for forms in of.numbers.words for form in forms)
    before = (*days.since, *days.until, *days.before, *days.after, *days.between)
    words = (*numbers, *before, *days.at, *of.speech.adverbs, *of.analysis.stop_words)
    return _named_days(of) | frozenset(map(plain, words))


def _named_days(of: Language) -> frozenset[str]:
    days = of.days
    forms = (form for forms in (*days.months, *days.weekdays) for form in forms)
    named = (form for form in forms if len(form) > _SHORT)  # Jan is a name
    return frozenset(map(plain, (*days.today, *days.yesterday, *days.tomorrow, *named)))
