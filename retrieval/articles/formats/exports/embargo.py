"""What an agency says may not be published, or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from retrieval.articles.stated_days import stated_day

_NOT_USABLE: Final = frozenset(
    "withheld withhold canceled cancelled killed kill embargoed deleted withdrawn spiked".split()
)


def reason_to_wait(status: str, embargo: str) -> str | None:
    """Why an item of this status, with this embargo, is left out; None where it is not. One under
    an embargo whose end is stated is read: it waits for that (see `fields`)."""
    status, ends = status.strip().rpartition(":")[2].lower(), _is_stated(embargo)
    if status in _NOT_USABLE and not (status == "embargoed" and ends):
        return f"not to be published ({status}); it is left out"
    if embargo and not ends:
        return "under an embargo whose end is none that is read; it is left out"
    return None


def withheld(record: Mapping[object, object]) -> str | None:
    """Why a record such as one of ninjs is left out; None where it is not."""
    status = next((record[name] for name in ("pubstatus", "pubStatus") if name in record), "")
    embargo = next((record[name] for name in ("embargoed", "embargo") if name in record), "")
    if not isinstance(status, str) or not isinstance(embargo, str):
        return None
    return reason_to_wait(status, embargo)


def _is_stated(embargo: str) -> bool:
    try:
        return bool(embargo and stated_day(embargo))
    except (ValueError, OverflowError, ArithmeticError):
        return False
