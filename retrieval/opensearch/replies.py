"""What a cluster replied: all of it, or an error that names the part that is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from retrieval.errors import ArchiveIncompleteError, ArchiveUnreachableError
from retrieval.opensearch.refusals import FOREIGN

Reply = Mapping[str, Any]
_MISSING: Final = re.compile(r"\[\[?([^\[\]\s]+)\]\[(\d+)\]")
_MISSED: Final = re.compile(r"No shard available for \[\w+ \[([^\[\]\s]+)\]")
_NAMED: Final = 3
"""Parts that an error names at most."""


class Replies:
    """Checks the replies of the cluster at `where`: never a part of them is taken for the whole.
    `of` says what is asked for."""

    def __init__(self, where: str, of: str = "the archive") -> None:
        self.where, self.of = where, of

    def whole(self, reply: Reply) -> Reply:
        """A reply to one search, which all shards answered, in time. Raises
        ArchiveIncompleteError."""
        if "error" in reply:
            raise self.incomplete(lacking(reply))
        shards = self.said(reply, "_shards")
        if shards["failed"] or shards["successful"] < shards["total"]:
            answered = f"{shards['successful']} of {shards['total']} parts answered"
            named = _shards_named(shards.get("failures", ()))
            raise self.incomplete(f"{answered}{named and f'; not {named}'}")
        if self.said(reply, "timed_out"):
            raise self.incomplete("it took too long")
        return reply

    def items(self, reply: Reply, count: int) -> Sequence[Reply]:
        """The documents of a reply to a mget, as many as were asked for, found or not. Raises
        ArchiveIncompleteError for one that could not be read."""
        found: Sequence[Reply] = self.said(reply, "docs")
        for each in found:
            if "error" in each:
                raise self.incomplete(f"{each['_index']}: {_kind(each['error'])}")
        if len(found) != count:
            raise self.incomplete(f"{len(found)} of {count} documents came")
        return found

    def refreshed(self, reply: Reply) -> None:
        """A reply to a refresh: what was written is found by all. Raises
        ArchiveIncompleteError."""
        shards = reply["_shards"]
        if shards["failed"]:
            named = _shards_named(shards.get("failures", ()))
            raise self.incomplete(f"{shards['failed']} parts were not refreshed {named}".rstrip())

    def said(self, reply: Reply, name: str) -> Any:
        """What a reply says under the name. Raises ArchiveUnreachableError for one without it."""
        if name not in reply:
            raise ArchiveUnreachableError(self.where, FOREIGN)
        return reply[name]

    def incomplete(self, what: str) -> ArchiveIncompleteError:
        """The error that a part is missing."""
        return ArchiveIncompleteError(
            self.where, f"a part of {self.of} does not answer ({what}); try again"
        )


def lacking(reply: object) -> str:
    """Which parts are missing, by what a cluster says of its error; never a reader's words."""
    error = reply.get("error") if isinstance(reply, Mapping) else None
    if not isinstance(error, Mapping):
        return "no reason given"
    failed = _shards_named(error.get("failed_shards", ()))
    said = " ".join(_reasons(error))
    missing = failed or _named(f"part {shard} of {name}" for name, shard in _MISSING.findall(said))
    missed = missing or _named(f"a part of {name}" for name in _MISSED.findall(said))
    return missed or f"{_kind(error)}{_of_index(error)}"


def _reasons(error: Mapping[str, Any]) -> Iterator[str]:
    """The texts of an error, and of what has caused it."""
    for each in (error, *error.get("root_cause", ())):
        while isinstance(each, Mapping):
            yield str(each.get("reason", ""))
            each = each.get("caused_by")


def _of_index(error: Mapping[str, Any]) -> str:
    return f" of {error['index']}" if error.get("index") else ""


def _shards_named(failures: Iterable[Mapping[str, Any]]) -> str:
    return _named(
        f"part {each.get('shard')} of {each.get('index')}: {_kind(each.get('reason'))}"
        for each in failures
    )


def _named(parts: Iterable[str]) -> str:
    each = [*dict.fromkeys(parts)]
    more = [f"and {len(each) - _NAMED} more"] if len(each) > _NAMED else []
    return ", ".join(each[:_NAMED] + more)


def _kind(error: object) -> str:
    """The kind of an error, without its text."""
    return str(error.get("type", "unknown")) if isinstance(error, Mapping) else "unknown"
