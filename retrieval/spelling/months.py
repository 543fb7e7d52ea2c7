"""Months as languages name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import codes, language

_ENGLISH: Final = (
    "january february march april may june july august september october november december"
)
_TELLING: Final = 4
"""Letters of a form that means nothing but a month; others are short for one, or other words."""


@cache
def months_of(code: str) -> Mapping[str, int]:
    """The months' forms in the language, in small letters, each with which month it is."""
    return {form: month for month, forms in enumerate(_forms(code)) for form in forms}


@cache
def month_terms(code: str) -> Sequence[tuple[str, ...]]:
    """The terms of each month's forms in the language."""
    term = analyser(code).term
    return [tuple({term(form): None for form in forms if term(form)}) for forms in _forms(code)]


def _forms(code: str) -> Sequence[tuple[str, ...]]:
    if code == DEFAULT or code not in codes():
        return [(name,) if len(name) >= _TELLING else () for name in _ENGLISH.split()]
    return [
        tuple(form for form in forms if len(form) >= _TELLING)
        for forms in language(code).days.months
    ]
