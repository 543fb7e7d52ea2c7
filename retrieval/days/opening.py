"""A day that opens a command, and "what is new ... since ..."; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from retrieval.days.asked import asked
from retrieval.days.moment import day_of
from retrieval.languages.detection import DEFAULT
from retrieval.languages.detection import language as language_told
from retrieval.languages.language import codes, language
from retrieval.languages.written import of_script, script_of

_READ: Final = 400
"""Characters in which a day that opens a text is looked for."""
_REST: Final = re.compile(r"[\s,:;.–-]*(.*)", re.DOTALL)


Lead = Literal["since", "until"]


def opening_day(
    text: str,
    lead: Lead,
    asked_on: date,
    *,
    latest: date | None,
    languages: Iterable[str] = (DEFAULT,),
) -> tuple[date, str] | None:
    """The day that `text` opens with, as if it stood after `lead`, and the rest of the text; said
    in English, in one of the `languages`, or in the text's own.

    None where it opens with none. For weekdays and the like see `asked_days.asked`.
    """
    asked_on = day_of(asked_on)
    found = _in_english(text, lead, asked_on, latest)
    script = script_of(text)
    others = of_script(script) if script != "Latin" else ()
    for code in dict.fromkeys((*languages, language_told(text), *others)):
        if found is None and code != DEFAULT and code in codes():
            found = _opening(text, lead, asked_on, latest, code)
    return found


def _opening(
    text: str, lead: Lead, asked_on: date, latest: date | None, code: str
) -> tuple[date, str] | None:
    """The day in that language, after a word such as its "since" or without."""
    found = asked(text[:_READ], asked_on, latest=latest, language=code)
    if found is None:
        return None
    said = language(code).days
    before = text[: found.span[0]].strip().casefold()
    day = (found.first or found.last) if lead == "since" else (found.last or found.first)
    rest = _REST.fullmatch(text[found.span[1] :])
    opens = not before or before in (*said.since, *said.until, *said.before)
    return (day, rest[1]) if opens and day and rest else None


def _in_english(
    text: str, lead: Lead, asked_on: date, latest: date | None
) -> tuple[date, str] | None:
    opened = re.sub(r"^\s*(?:since|until|by|on|from)\s", "", text, flags=re.IGNORECASE).strip()
    with_lead = f"{lead} {opened}"
    found = asked(with_lead[:_READ], asked_on, latest=latest)
    if found is None or found.span[0] > 0:
        return None
    day = found.first if lead == "since" else found.last
    rest = _REST.fullmatch(with_lead[found.span[1] :])
    return (day, rest[1]) if day and rest else None
