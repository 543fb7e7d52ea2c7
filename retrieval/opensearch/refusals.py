"""What it means that something is there, and is no cluster that does what it is asked: a line that
says what to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

FOREIGN: Final = (
    "what answers there is no OpenSearch; is the address right, and what stands before it?"
)
"""Of a reply that is not JSON, or has not what such a reply has."""
FULL: Final = "the disk of a node is full, and nothing is written there; make room, or add a node"
GONE: Final = "what stands before it answers {status}, for no node does; is one running?"
_MOVED: Final = "a node has restarted while it was read from; run this again"
_CLOSED: Final = "its index {0} is closed; open it, by POST {0}/_open"
_LONGEST: Final = 200
_OLDEST: Final = (2, 19)
"""The oldest version of OpenSearch that has all that is asked for."""
_OLD: Final = "it is OpenSearch {}; nutgraf takes {} or later: update the cluster"
_LET_IN: Final = "it does not let the user in ({}); check the user's name, password and role"
_ELSEWHERE: Final = "it answers {}, that it is elsewhere; write the address where it is"
_LARGE: Final = (
    "what stands before it takes no request of this size (413); let it take 32 MB, as by nginx's "
    "client_max_body_size"
)
_REFUSED: Final[Mapping[int | str, str]] = {
    **{status: _LET_IN.format(status) for status in (401, 403)},
    **{status: _ELSEWHERE.format(status) for status in (301, 302, 303, 307, 308)},
    413: _LARGE,
}
"""By the status of a reply what is to be mended."""
_UNTRUSTED: Final = (
    "its certificate is not trusted; name the authority that signed it in archive_ca"
)
_DISTRUSTED: Final = (
    (r"certificate has expired", "its certificate has expired; give it a new one"),
    (r"not yet valid", "its certificate is not valid yet; is the clock of this machine right?"),
    (
        r"mismatch|doesn't match",
        "its certificate is another host's; write the host as it stands in the certificate",
    ),
    (r"certificate verify failed", _UNTRUSTED),
    (r"wrong version number|record layer", "it does not speak TLS there; is the port right?"),
)


def remedy(status: int | str, said: object) -> str | None:
    """What is to be mended where a reply has this status and says this; None where it is not
    told."""
    if is_full(str(said)):
        return FULL
    if status == 404 and "context_missing" in str(said):
        return _MOVED
    if closed := _closed(said):
        return _CLOSED.format(closed)
    return _REFUSED.get(status)


def unnamed(said: object) -> str:
    """What is to be mended where there is no index of a name."""
    name = _error_in(said).get("index")
    return f"there is no {f'index {name}' if name else 'such index'}; mend its name"


def why_refused(said: object) -> str:
    """The cluster's own words for why it does not do what it is asked; they may be a reader's."""
    error = _error_in(said)
    first = next(iter(error.get("root_cause") or ()), error)
    return str(first.get("reason") or "")[:_LONGEST]


def _closed(said: object) -> str | None:
    """The index that is closed, if that is the error."""
    error = _error_in(said)
    return str(error.get("index")) if error.get("type") == "index_closed_exception" else None


def _error_in(said: object) -> Mapping[str, Any]:
    error = said.get("error") if isinstance(said, Mapping) else None
    return error if isinstance(error, Mapping) else {}


def distrust(said: str) -> str:
    """Why there is no connection by TLS, by what OpenSSL says of it."""
    found = (why for pattern, why in _DISTRUSTED if re.search(pattern, said, re.IGNORECASE))
    return next(found, _UNTRUSTED)


def is_missing(status: int | str, said: object) -> bool:
    """Whether a cluster says that it has no such thing; of others that say so nothing is known."""
    if status != 404 or not isinstance(said, Mapping):
        return False
    error = said.get("error")
    whose = isinstance(error, Mapping) or str(error).startswith(("alias [", "aliases ["))
    return whose or any(each in said for each in ("found", "result", "pits"))


def too_old(said: Mapping[str, Any]) -> str:
    """Why an OpenSearch that says this of itself cannot be asked; nothing where it can, or where it
    is something else of the kind."""
    version = said.get("version")
    if not isinstance(version, Mapping) or version.get("distribution") != "opensearch":
        return ""
    number = str(version.get("number"))
    parts = tuple(map(int, re.findall(r"\d+", number)[:2]))
    least = ".".join(map(str, _OLDEST))
    return "" if parts >= _OLDEST else _OLD.format(number, least)


def is_full(said: str) -> bool:
    """Whether a reason that the cluster gives is that it writes nothing more to a full disk."""
    return "flood-stage watermark" in said
