"""Which runs of a text in a language by its file are signs of a day, so that days are looked for in
texts with such alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from retrieval.analysis.finding.patterns import is_spaced
from retrieval.analysis.finding.runs import holds_any
from retrieval.languages.language import Language, language

_FIGURES: Final = r"\d[./-]\d{1,2}[./-]\d"


@cache
def is_sign(code: str) -> Callable[[str], bool]:
    """Whether a run of a text in the language, as its analyser makes them, is a sign of a day."""
    return holds_any(_signs(language(code)), _FIGURES)


def _signs(of: Language) -> Iterator[str]:
    """A word of each form of a day, or the beginning of it where words have no ends."""
    days = of.days
    kind, _, size = of.analysis.terms.partition(" ")
    words = [*days.today, *days.yesterday, *days.before_yesterday, *days.last_year]
    for form in (form for forms in (*days.months, *days.weekdays) for form in forms):
        words.append(form)
    for form in (*words, *days.week, *days.day):
        if kind == "grams" and not is_spaced(form):
            yield re.sub(r"^\d+\s*", "", form)[: int(size)]
        else:
            yield max(form.split(), key=len)
