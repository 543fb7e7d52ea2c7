"""What can go wrong and be mended by a person. Each message names the thing and the remedy.

NutgrafError
├── NothingIndexedError      an empty coverage was asked
├── UnknownArticleError      no article has this id
├── UnknownWordsError        an article has not the words that are to go
├── AmbiguousNameError       a name is both a path and an id
├── UnknownAddressError      no passage has this address
├── UnknownPartyError        no table of speakers has this party
├── UnknownOutletError       no article names this outlet
├── MissingPathError         a path to index does not exist, or nothing matches it
├── WorkerError              a process that helps a reindex ended
├── KeptOutError             the file of what stays out cannot be used
├── FetchError               an address of the web gives nothing that can be read
├── ArticleFormError         a file (or a line of one) is no article; reindex skips it
├── TableError               an operator's table cannot be used; reindex skips it
├── ArchiveAddressError      the address of a cluster is none
└── DatabaseError            the coverage's file, or its cluster, cannot be used
    ├── NotACoverageError    it is something else, or damaged
    ├── NewerCoverageError   a newer nutgraf wrote it
    ├── DatabaseLockedError  another process is writing to it
    ├── DatabaseUnwritableError   no permission, no folder, or a full disk
    ├── ArchiveUnreachableError   no node of the cluster answers, or lets us in
    └── ArchiveIncompleteError    a part of the cluster does not answer: try again
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_OUTLETS = 12
"""Outlets that an error names at most."""


class NutgrafError(Exception):
    """The base of all: `str(error)` is one line that a person can act on."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled, for another process, as it is, whatever its class is made of."""
        return _again, (type(self), self.args, vars(self))


class NothingIndexedError(NutgrafError):
    """The coverage at `path`, a file or an address, holds no article."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{path}: nothing indexed yet; run `nutgraf reindex`")
        self.path = path


class UnknownArticleError(NutgrafError):
    """No article of the coverage has the id `article_id`."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"{article_id}: no such article; an id is a path below the indexed folder, "
            "without the suffix"
        )
        self.article_id = article_id


class UnknownWordsError(NutgrafError):
    """The words that are to be withdrawn do not stand in the article `article_id`."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"{article_id}: these words do not stand in it; copy them from `nutgraf show`"
        )
        self.article_id = article_id


class AmbiguousNameError(NutgrafError):
    """Articles are known from the path `name`, and another one by the id `name`."""

    exit_code = 2

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: both a path and an id; say which with --path or --id")
        self.name = name


class UnknownAddressError(NutgrafError):
    """No passage of the coverage has the address `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address}: no passage has this address; copy it whole from an answer, "
            "such as k5x2m7qwzt4a-12-9f3c"
        )
        self.address = address


class MissingPathError(NutgrafError):
    """A path that was to be indexed does not exist, or is a pattern that nothing matches."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}; name articles, folders of them, or a pattern")
        self.path = path
        self.problem = problem


class ArticleFormError(NutgrafError):
    """The file at `path` (or a line of it) cannot be read as an article, for `reason`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class TableError(NutgrafError):
    """The operator's table at `path` (aliases.toml, speakers.toml) cannot be used, for `reason`;
    `unread`: the system does not let it be read."""

    def __init__(self, path: Path, reason: str, *, unread: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.unread = unread


class WorkerError(NutgrafError):
    """A worker process of a reindex ended, or was stopped, before its work was done."""

    def __init__(
        self,
        what: str = "a worker process ended, perhaps for want of memory; "
        "free some and run it again",
    ) -> None:
        super().__init__(what)


class KeptOutError(NutgrafError):
    """The file `path`, which says what was removed and withdrawn, cannot be used, for `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class FetchError(NutgrafError):
    """What lies at `url` cannot be had, for `reason`. The server gave this `status`, if any, and
    asks to `wait` so many seconds."""

    def __init__(
        self, url: str, reason: str, *, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status
        self.wait = wait


class DatabaseError(NutgrafError):
    """The coverage's file `path`, or the cluster at this address, cannot be used, for `reason`."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NotACoverageError(DatabaseError):
    """The file is no coverage, or is damaged."""


class NewerCoverageError(DatabaseError):
    """The file was written by a newer nutgraf."""


class DatabaseLockedError(DatabaseError):
    """Another process is writing to the file."""


class DatabaseUnwritableError(DatabaseError):
    """The file or its folder cannot be written, or the disk is full."""


class ArchiveUnreachableError(DatabaseError):
    """The cluster does not answer, or refuses to, for `reason`."""


class ArchiveIncompleteError(DatabaseError):
    """A part of the cluster did not answer, or not in time: what it says is no answer, and the same
    question may be answered in a moment. `reason` names the part."""


class ArchiveAddressError(NutgrafError):
    """The address of a cluster cannot be used, for `reason`; what was given is never shown, for it
    may hold a password."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the address of the cluster: {reason}")
        self.reason = reason


class UnknownPartyError(NutgrafError):
    """No table of speakers knows the party `written`; it knows `parties`."""

    def __init__(self, written: str, parties: Sequence[str]) -> None:
        known = (
            f"known are {', '.join(parties)}"
            if parties
            else "no indexed folder has a speakers.toml that names any"
        )
        super().__init__(f"{written}: no such party; {known}")
        self.written = written
        self.parties = tuple(parties)


class UnknownOutletError(NutgrafError):
    """The coverage has no article of the outlet `written`; it has those of `outlets`."""

    def __init__(self, written: str, outlets: Sequence[str]) -> None:
        known = ", ".join(outlets[:_OUTLETS]) + (" ..." if len(outlets) > _OUTLETS else "")
        has = f"the coverage has {known}" if outlets else "no article of the coverage names one"
        super().__init__(f"{written}: no such outlet; {has}")
        self.written = written
        self.outlets = tuple(outlets)


def _again(
    kind: type[NutgrafError], args: tuple[Any, ...], attributes: dict[str, Any]
) -> NutgrafError:
    error = kind.__new__(kind)
    error.args = args
    vars(error).update(attributes)
    return error
