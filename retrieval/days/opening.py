"""A day that opens a command, and "what is new ... since ..."; pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from retrieval.days.asked import asked

_READ: Final = 400
"""Characters in which a day that opens a text is looked for."""
_REST: Final = re.compile(r"[\s,:;.–-]*(.*)", re.DOTALL)


def opening_day(
    text: str, lead: Literal["since", "until"], asked_on: date, *, latest: date | None
) -> tuple[date, str] | None:
    """The day that `text` opens with, as if it stood after `lead`, and the rest of the text.

    None where it opens with none. For weekdays and the like see `asked_days.asked`.
    """
    opened = re.sub(r"^\s*(?:since|until|by|on|from)\s", "", text, flags=re.IGNORECASE).strip()
    with_lead = f"{lead} {opened}"
    found = asked(with_lead[:_READ], asked_on, latest=latest)
    if found is None or found.span[0] > 0:
        return None
    day = found.first if lead == "since" else found.last
    rest = _REST.fullmatch(with_lead[found.span[1] :])
    return (day, rest[1]) if day and rest else None
