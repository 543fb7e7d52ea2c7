"""What an agency says may not be published, or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from retrieval.articles.stated_days import stated_day

_NOT_USABLE: Final = frozenset(
    "withheld withhold canceled cancelled killed kill embargoed deleted withdrawn spiked".split()
)


def reason_to_wait(status: str, embargo: str) -> str | None:
    """Why an item of this status, with this embargo, is left out now; None where it is not."""
    status = status.strip().rpartition(":")[2].lower()
    if status in _NOT_USABLE and not (status == "embargoed" and embargo):
        return f"not to be published ({status}); it is left out"
    if embargo and _lies_ahead(embargo):
        return "under an embargo that has not ended; it is left out until then"
    return None


def withheld(record: Mapping[object, object]) -> str | None:
    """Why a record such as one of ninjs is left out now; None where it is not."""
    status = next((record[name] for name in ("pubstatus", "pubStatus") if name in record), "")
    embargo = next((record[name] for name in ("embargoed", "embargo") if name in record), "")
    if not isinstance(status, str) or not isinstance(embargo, str):
        return None
    return reason_to_wait(status, embargo)


def _lies_ahead(embargo: str) -> bool:
    try:
        moment = datetime.fromisoformat(stated_day(embargo))
    except (ValueError, OverflowError, ArithmeticError):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment > datetime.now(UTC)
