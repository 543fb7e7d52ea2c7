"""What an agency says may not be published, or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from retrieval.articles.stated_days import stated_day

_NOT_USABLE: Final = frozenset(
    "withheld withhold canceled cancelled killed kill embargoed deleted withdrawn spiked".split()
)
_NONE: Final = ("", "0", "no", "none", "null", "false", "n", "-")
_UNPUBLISHED: Final = ("draft", "private", "pending", "future", "trash", "scheduled", "auto-draft")


def plain(record: Mapping[object, object]) -> Mapping[object, object]:
    """The record; one of ninjs 2, whose headlines and bodies are lists, as one of ninjs 1."""
    found = dict(record)
    for name, plural in (("headline", "headlines"), ("body_html", "bodies")):
        given = record.get(plural)
        if isinstance(given, list) and name not in record:
            values = [each.get("value") for each in given if isinstance(each, dict)]
            if texts := [each for each in values if isinstance(each, str) and each.strip()]:
                found[name] = texts[0]
    return found


def reason_to_wait(status: str, embargo: str) -> str | None:
    """Why an item of this status, with this embargo, is left out; None where it is not. One under
    an embargo whose end is stated is read: it waits for that (see `fields`)."""
    status, ends = status.strip().rpartition(":")[2].lower(), _is_stated(embargo)
    if status in _NOT_USABLE and not (status == "embargoed" and ends):
        return f"not to be published ({status}); it is left out"
    if embargo.strip().lower() not in _NONE and not ends:
        return "under an embargo whose end is none that is read; it is left out"
    return None


def withheld(record: Mapping[object, object]) -> str | None:
    """Why a record such as one of ninjs is left out; None where it is not."""
    status = next((record[name] for name in ("pubstatus", "pubStatus") if name in record), "")
    embargo = next((record[name] for name in ("embargoed", "embargo") if name in record), "")
    said = (record.get("status"), record.get("post_status"))
    if record.get("draft") is True or any(each in _UNPUBLISHED for each in said):
        return "not published (a draft or the like); it is left out"
    if record.get("post_password"):
        return "not published (protected); it is left out"
    if not isinstance(status, str) or not isinstance(embargo, str):
        return None
    return reason_to_wait(status, embargo)


def _is_stated(embargo: str) -> bool:
    try:
        return bool(embargo and stated_day(embargo))
    except (ValueError, OverflowError, ArithmeticError):
        return False
