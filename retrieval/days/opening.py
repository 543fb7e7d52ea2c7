"""A day that opens a command, and "what is new ... since ..."; pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from retrieval.days.asked import asked
from retrieval.languages.detection import language
from retrieval.languages.written import of_script, script_of

_READ: Final = 400
"""Characters in which a day that opens a text is looked for."""
_REST: Final = re.compile(r"[\s,:;.–-]*(.*)", re.DOTALL)


def opening_day(
    text: str, lead: Literal["since", "until"], asked_on: date, *, latest: date | None
) -> tuple[date, str] | None:
    """The day that `text` opens with, as if it stood after `lead`, and the rest of the text.

    None where it opens with none, in English or in the language of the text. For weekdays and the
    like see `asked_days.asked`.
    """
    opened = re.sub(r"^\s*(?:since|until|by|on|from)\s", "", text, flags=re.IGNORECASE).strip()
    with_lead = f"{lead} {opened}"
    found = asked(with_lead[:_READ], asked_on, latest=latest)
    if found is None or found.span[0] > 0:
        return _in_own_language(opened, lead, asked_on, latest)
    day = found.first if lead == "since" else found.last
    rest = _REST.fullmatch(with_lead[found.span[1] :])
    return (day, rest[1]) if day and rest else None


def _in_own_language(
    text: str, lead: Literal["since", "until"], asked_on: date, latest: date | None
) -> tuple[date, str] | None:
    """As `opening_day`, where the text is in another language than English."""
    own, script = language(text), script_of(text)
    others = of_script(script) if script != "Latin" else ()
    for code in dict.fromkeys((own, *others)):
        found = asked(text[:_READ], asked_on, latest=latest, language=code)
        if found and found.span[0] == 0:
            day = found.first or found.last if lead == "since" else found.last or found.first
            rest = _REST.fullmatch(text[found.span[1] :])
            return (day, rest[1]) if day and rest else None
    return None
