"""What an operator does with a coverage, be it in a file or in a cluster: the same by one name.

Each takes a path, or a cluster's address, as `Archive` does; the cluster's user has a `password`,
its certificate is signed by `ca`. What reads or writes a cluster raises ArchiveUnreachableError and
ArchiveIncompleteError too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from retrieval.errors import UnknownArticleError
from retrieval.keeping.kept_out import KeptOut, Kind, copied, joined, read
from retrieval.keeping.kept_out import kept_out as kept_out_of_file
from retrieval.opensearch.address import ClusterAddress, cluster_address
from retrieval.store.lock import exclusive

if TYPE_CHECKING:
    from retrieval.articles.reading import Described
    from retrieval.opensearch.connections import ClusterConnections
    from retrieval.reindex.soundness.repair import Repair
    from retrieval.reindex.upkeep.change import Change
    from retrieval.reindex.upkeep.rehearsal import Rehearsal
    from retrieval.reindex.upkeep.removal import Removal
    from retrieval.reindex.upkeep.withdrawal import Withdrawal
    from retrieval.reindex.writers.writer import Report

Place: TypeAlias = str | PathLike[str] | ClusterAddress


def remove(
    path: Place,
    name: str,
    *,
    kind: Kind | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> Removal:
    """Takes the articles that `name` names out of the coverage at `path`, and keeps them out.

    Without a `kind` the name is a path, else an id. Raises AmbiguousNameError where it is both,
    UnknownArticleError where it is neither, NothingIndexedError, a DatabaseError, KeptOutError.
    For `password` and `ca` see `Archive`.
    """
    from retrieval.reindex.upkeep.removal import take_out

    with _changing(path, password, ca) as change:
        return take_out(change, name, kind)


def undo(
    path: Place,
    name: str,
    *,
    kind: Kind | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> tuple[Kind, ...]:
    """Lifts a removal: the next reindex reads these articles again. By which kinds of name they
    were removed. Raises UnknownArticleError where none was, KeptOutError. For `password` and `ca`
    see `Archive`."""
    from retrieval.reindex.upkeep.removal import lift

    if not kept_out(path, password=password, ca=ca):
        raise UnknownArticleError(name)
    with _kept_out(path, password, ca, alone=True) as out:
        return lift(out, name, kind)


def withdraw(
    path: Place,
    name: str,
    *,
    words: str | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> Withdrawal:
    """Deletes the article whose id, address on the web, or passage's address `name` is, or `words`
    of it, from the coverage at `path`: text, old wordings, index, to the last byte; and from all
    that a reindex reads from now on.

    Raises UnknownArticleError, UnknownWordsError, NothingIndexedError, a DatabaseError,
    KeptOutError. For `password` and `ca` see `Archive`.
    """
    from retrieval.reindex.upkeep.withdrawal import delete

    with _changing(path, password, ca, wipe=True) as change:
        done = delete(change, name, words)
    return replace(done, wiped=change.wiped)


def enforce(path: Place, *, password: str | None = None, ca: Path | None = None) -> tuple[str, ...]:
    """Takes out of the coverage at `path` what was removed or withdrawn, as after a restore; the
    ids of the articles that this changed. Raises as `withdraw` does. For `password` and `ca` see
    `Archive`."""
    from retrieval.reindex.upkeep.withdrawal import enforce_in

    if not kept_out(path, password=password, ca=ca):
        return ()
    with _changing(path, password, ca, wipe=True) as change:
        return enforce_in(change)


def kept_out(path: Place, *, password: str | None = None, ca: Path | None = None) -> KeptOut:
    """What is kept out of the coverage at `path`. Raises KeptOutError for what is not as it was
    written: nothing may come back because of that. For `password` and `ca` see `Archive`."""
    with _kept_out(path, password, ca) as out:
        return out


def copy_kept_out(
    path: Place, copy: Path, *, password: str | None = None, ca: Path | None = None
) -> None:
    """Copies what is kept out of the coverage at `path`, or deletes an old `copy` where nothing is.
    Raises KeptOutError. For `password` and `ca` see `Archive`."""
    if out := kept_out(path, password=password, ca=ca):
        copied(out, copy).save()
    else:
        copy.unlink(missing_ok=True)


def join_kept_out(
    path: Place, copy: Path, *, password: str | None = None, ca: Path | None = None
) -> None:
    """Keeps what the `copy` says out of the coverage at `path` too. Raises KeptOutError. For
    `password` and `ca` see `Archive`."""
    if copy.exists():
        with _kept_out(path, password, ca) as out:
            joined(out, read(copy)).save()


def rehearse(
    path: Place,
    paths: str | Path | Iterable[str | Path],
    *,
    coverage: Iterable[Described] = (),
    prune: bool = True,
    progress: Report | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> Rehearsal:
    """What `Archive.reindex` would do with the same `paths`, `coverage`, `prune` and `progress` to
    the coverage at `path`, which stays as it is; nothing is made. Raises as that does. For
    `password` and `ca` see `Archive`."""
    from retrieval.reindex.upkeep.rehearsal import Rehearsed, rehearsed_in_file

    what = Rehearsed(paths, coverage, prune, progress)
    address = cluster_address(str(path))
    if address is None:
        return rehearsed_in_file(Path(str(path)), what)
    from retrieval.opensearch.upkeep.trying import trying

    with (
        _connected(address, password, ca) as connections,
        trying(connections.cluster, address.name) as writer,
    ):
        return what.over(writer)


def repair(path: Place, *, password: str | None = None, ca: Path | None = None) -> Repair:
    """Marks what is damaged in the coverage at `path`, while no reindex is running. Raises
    NothingIndexedError, and a DatabaseError for what no mark can heal. For `password` and `ca` see
    `Archive`."""
    address = cluster_address(str(path))
    if address is None:
        from retrieval.reindex.soundness.repair import repair as repair_file

        return repair_file(str(path))
    with _connected(address, password, ca) as connections:
        return connections.repair()


@contextmanager
def _changing(
    path: Place, password: str | None, ca: Path | None, *, wipe: bool = False
) -> Iterator[Change]:
    """All of what is changed inside, or nothing."""
    address = cluster_address(str(path))
    if address is None:
        from retrieval.reindex.upkeep.in_file import changing

        with changing(Path(str(path)), wipe=wipe) as change:
            yield change
        return
    with (
        _connected(address, password, ca) as connections,
        connections.changing(wipe=wipe) as change,
    ):
        yield change


@contextmanager
def _kept_out(
    path: Place, password: str | None, ca: Path | None, *, alone: bool = False
) -> Iterator[KeptOut]:
    """What is kept out of the coverage; if `alone`, while no reindex is running."""
    address = cluster_address(str(path))
    if address is None:
        with exclusive(str(path)) if alone else nullcontext():
            yield kept_out_of_file(str(path))
        return
    from retrieval.opensearch.upkeep.kept_out import kept_out_in
    from retrieval.opensearch.writing.lock import exclusive as exclusive_in

    with _connected(address, password, ca) as connections:
        cluster, name = connections.cluster, address.name
        with exclusive_in(cluster, name) if alone else nullcontext():
            yield kept_out_in(cluster, name)


def _connected(
    address: ClusterAddress, password: str | None, ca: Path | None
) -> AbstractContextManager[ClusterConnections]:
    from retrieval.opensearch.connections import ClusterConnections  # files need none of it

    return closing(ClusterConnections(address, password=password, ca=ca))
