"""What a passage must hold to answer: a number for "how many", a date for "when", a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from retrieval.analysis import term, terms, tokens
from retrieval.model import Span
from retrieval.query import Query

NUMBER: Final = 0.05
"""What a number anywhere counts for "how many", of the question's idf."""
COUNTED: Final = 0.3
"""What a number counts besides that stands within BESIDE words of all that is counted, of the same;
less beside a part of it."""
BESIDE: Final = 4
DATE: Final = 2.0
"""What a date counts for "when"; a bare weekday or month counts half."""
NAME: Final = 1.0
"""What a name that the question lacks counts for "who" and "where"."""

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_NAME: Final = re.compile(_MONTH)
_DATE: Final = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b|\b{_MONTH}\s[0-9]{{1,2}}\b|\b{_MONTH},?\s[0-9]{{4}}\b"
    r"|\b(?:1[5-9]|20)[0-9]{2}\b"
)
_DAY: Final = re.compile(rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b{_MONTH}\b")
_NUMBERS: Final = (
    "[0-9].*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?"
    "|thousands?|millions?|billions?|half|several|no"
)
_NUMBER: Final = re.compile(_NUMBERS, re.IGNORECASE)
_ANY_NUMBER: Final = re.compile(rf"\b(?:{_NUMBERS.replace('.*', '')})", re.IGNORECASE)
_INNER_NAME: Final = re.compile(r"(?<=[a-z]\s)[A-Z][^\W_]+")
_WORD: Final = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_ASKS_NUMBER: Final = re.compile(r"\bhow (?:many|much|long|far|old|large|big)\b", re.IGNORECASE)
_COUNTS: Final = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
_ASKS_DATE: Final = re.compile(r"\bwhen\b|\bwhat (?:day|date|year|month)\b", re.IGNORECASE)
_ASKS_NAME: Final = re.compile(r"\b(?:who|whom|whose|where)\b", re.IGNORECASE)


_REPORTING: Final = frozenset(terms("say tell report claim according count figure number"))
"""Terms that ask who says so, not what is counted."""


class _Word(NamedTuple):
    """A word of a passage, where it begins, and the question's term it stands for, "" if none."""

    written: str
    start: int
    owner: str


def cue(query: Query) -> Callable[[str], float]:
    """What a passage's text gains for holding what the question asks for."""
    if asks_number(query):
        counted = _counted(query)
        mass = query.mass
        return lambda text: mass * _number(query, text, counted)
    if _ASKS_DATE.search(query.text):
        return lambda text: DATE * (1.0 if _DATE.search(text) else 0.5 * bool(_DAY.search(text)))
    if _ASKS_NAME.search(query.text):
        return lambda text: NAME * _has_new_name(query, text)
    return lambda _: 0.0


def _words(query: Query, text: str) -> list[_Word]:
    owner = query.owner
    return [
        _Word(each.group(), each.start(), owner.get(term(each.group()), ""))
        for each in _WORD.finditer(text)
    ]


def asks_number(query: Query) -> bool:
    """Whether the question is a "how many"."""
    return bool(_ASKS_NUMBER.search(query.text))


def lacks_figure(query: Query, text: str) -> bool:
    """Whether a "how many" finds no number in `text` beside what it counts."""
    return bool(_COUNTS.search(query.text)) and figure(query, text) is None


def figure(query: Query, text: str) -> Span | None:
    """The number in `text` that stands beside most of what a "how many" question counts."""
    found = list(_figures(_words(query, text), _counted(query)))
    if not found:
        return None
    _, word = max(found, key=lambda each: each[0])
    return word.start, word.start + len(word.written)


def _counted(query: Query) -> dict[str, float]:
    """What a "how many" counts: the first two terms after it that are no names, with their idf."""
    asks = _COUNTS.search(query.text)
    after = (token.term for token in tokens(query.text[asks.end() :])) if asks else ()
    terms_of = [t for t in after if t in query.idf and t not in query.names and t not in _REPORTING]
    return {each: query.idf[each] for each in list(dict.fromkeys(terms_of))[:2]}


def _number(query: Query, text: str, counted: Mapping[str, float]) -> float:
    if not _ANY_NUMBER.search(text):
        return 0.0
    figures = _figures(_words(query, text), counted) if counted else ()
    return NUMBER + COUNTED * max((share for share, _ in figures), default=0.0)


def _figures(words: Sequence[_Word], counted: Mapping[str, float]) -> Iterator[tuple[float, _Word]]:
    """The numbers, but for those of dates, beside what is counted, and how much of it, 0 to 1."""
    whole = sum(counted.values())
    for index, word in enumerate(words):
        beside = [each.written for each in words[max(0, index - 1) : index + 2]]
        if not _NUMBER.fullmatch(word.written) or any(map(_MONTH_NAME.fullmatch, beside)):
            continue
        near = words[max(0, index - BESIDE) : index + BESIDE + 1]
        owners = {other.owner for other in near if other is not word}
        if share := sum(idf for each, idf in counted.items() if each in owners):
            yield share / whole, word


def _has_new_name(query: Query, text: str) -> bool:
    return any(term(each.group()) not in query.owner for each in _INNER_NAME.finditer(text))
