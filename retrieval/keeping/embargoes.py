"""When an article comes out whose day, or embargo, lies ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from retrieval.model import UNTIL

_AROUND: Final = timedelta(days=1)
"""No place's day is further from that of UTC."""


def comes_out(
    published: str | None, marks: Iterable[str], *, zone: str | None, moment: str
) -> str | None:
    """The moment in UTC, in the coverage's form, at which an article comes out, if that is after
    this moment. A day, or a time, without a zone is one in `zone`, else where this machine is."""
    early = (datetime.fromisoformat(moment) - _AROUND).date().isoformat()
    stated = [published or "", *(each[len(UNTIL) :] for each in marks if each.startswith(UNTIL))]
    ahead = [begin(each, zone) for each in stated if each >= early]
    last = max(ahead, default="")
    return last if last > moment else None


def begin(stated: str, zone: str | None) -> str:
    """The moment in UTC at which a stated day, or moment, begins."""
    moment = datetime.fromisoformat(stated)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment.astimezone()
    text = moment.astimezone(UTC).isoformat(timespec="seconds")
    return text.replace("+00:00", "Z")
