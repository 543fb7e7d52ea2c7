"""How a language asks for a number, a day, a name or a cause, and how it gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from retrieval.languages.detection import DEFAULT
from retrieval.languages.english import cues as english
from retrieval.languages.language import Language, codes, language

_NEVER: Final = re.compile("(?!)")
_YEAR = r"\b(?:1[5-9]|20)[0-9]{2}(?![0-9])"
_NUMERIC_DAY = r"\b[0-9]{1,2}[./][0-9]{1,2}[./](?:[0-9]{2}){1,2}\b"
_WORD: Final = re.compile(r"[^\W\d_][^\W_]*")
_STOPS: Final = '.!?…:"“„«»()'
_UNCASED: Final = frozenset("zh ja th ko ar he fa hi".split())
"""Languages without capital letters, which tell no name."""
_NOUNS_CAPITALISED: Final = frozenset({"de"})


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions ask: for a number (`counts`: how many), a date, a name, a wording, a cause; in
    `any` way, but in English."""

    number: re.Pattern[str]
    counts: re.Pattern[str]
    date: re.Pattern[str]
    name: re.Pattern[str]
    wording: re.Pattern[str]
    cause: re.Pattern[str]
    why: re.Pattern[str]
    any: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Giving:
    """How texts give what is asked for. `names` are the words of a text that have a capital letter
    though no sentence begins there."""

    is_number: re.Pattern[str]
    has_number: re.Pattern[str]
    dates: re.Pattern[str]
    weekday_or_month: re.Pattern[str]
    month: re.Pattern[str]
    cause: re.Pattern[str]
    names: Callable[[str], Iterable[str]]


@cache
def asking(code: str) -> Asking:
    """How questions in the language ask."""
    if code == DEFAULT or code not in codes():
        return _ENGLISH_ASKING
    words = language(code).questions
    names = (*words.who, *words.where, *words.which)
    counts, date, name, why = map(_any, (words.how_many, words.when, names, words.why))
    number = _any((*words.how_many, *words.how_large))
    every = (*words.how_many, *words.when, *names, *words.why, *words.what)
    return Asking(
        number,
        counts,
        date,
        name,
        _NEVER,
        _NEVER,
        why,
        re.compile(_either(every) + r"|\?", re.IGNORECASE),
    )


@cache
def giving(code: str) -> Giving:
    """How texts in the language give what is asked for."""
    if code == DEFAULT or code not in codes():
        return _ENGLISH_GIVING
    of = language(code)
    numbers = [form for forms in of.numbers.words for form in forms] + [*of.numbers.large]
    spelt = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True))) or "(?!)"
    months = _either(form for forms in of.days.months for form in forms)
    weekdays = _either(form for forms in of.days.weekdays for form in forms)
    return Giving(
        is_number=re.compile(rf"[0-9].*|{spelt}", re.IGNORECASE),
        has_number=re.compile(rf"[0-9]|\b(?:{spelt})\b", re.IGNORECASE),
        dates=re.compile(_dates(of, months), re.IGNORECASE),
        weekday_or_month=re.compile(rf"{months}|{weekdays}", re.IGNORECASE),
        month=re.compile(months, re.IGNORECASE),
        cause=_any(of.questions.causes),
        names=_no_names if code in _UNCASED | _NOUNS_CAPITALISED else _inner_names,
    )


def tells_names(code: str) -> bool:
    """Whether capital letters tell names in the language."""
    return code not in _UNCASED | _NOUNS_CAPITALISED


def _dates(of: Language, months: str) -> str:
    if of.code in ("zh", "ja", "ko"):
        return rf"{_YEAR}|[0-9]{{1,2}}\s?[月월]\s?[0-9]{{1,2}}\s?[日일]|[0-9]{{4}}\s?[年년]"
    return (
        rf"\b[0-9]{{1,2}}(?:\.|er|º|ª)?\s(?:de\s)?{months}|{months},?\s(?:de\s)?[0-9]{{1,4}}\b"
        rf"|{_YEAR}|{_NUMERIC_DAY}"
    )


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_either(phrases), re.IGNORECASE)


def _either(phrases: Iterable[str]) -> str:
    """Any of the phrases, as whole words where their script parts words by spaces."""
    found = []
    for phrase in sorted(phrases, key=len, reverse=True):
        written = re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’ʼ]")
        found.append(rf"(?<!\w){written}(?!\w)" if _is_spaced(phrase) else written)
    return f"(?:{'|'.join(found) or '(?!)'})"


def _is_spaced(phrase: str) -> bool:
    return not re.search("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", phrase)


def _inner_names(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()].rstrip()
        if match.group()[0].isupper() and before and before[-1] not in _STOPS:
            yield match.group()


def _no_names(_: str) -> Iterator[str]:
    return iter(())


def _english_names(text: str) -> Iterator[str]:
    return (match.group() for match in english.INNER_NAME.finditer(text))


_ENGLISH_ASKING: Final = Asking(
    number=english.ASKS_NUMBER,
    counts=english.COUNTS,
    date=english.ASKS_DATE,
    name=english.ASKS_NAME,
    wording=english.ASKS_WORDING,
    cause=english.ASKS_CAUSE,
    why=english.WHY,
    any=_NEVER,
)
_ENGLISH_GIVING: Final = Giving(
    is_number=english.IS_NUMBER,
    has_number=english.HAS_NUMBER,
    dates=english.DATES,
    weekday_or_month=english.WEEKDAY_OR_MONTH,
    month=english.MONTH_NAME,
    cause=english.GIVES_CAUSE,
    names=_english_names,
)
