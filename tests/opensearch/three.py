"""Three nodes of OpenSearch with a coverage that a file holds too, and what is asked of both."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from retrieval import (
    Archive,
    ArchiveIncompleteError,
    ArchiveUnreachableError,
    DatabaseLockedError,
)
from tests.opensearch.cluster import Node, lacks, nodes
from tests.opensearch.made_up import asked_of, everywhere, some, told, written
from tests.opensearch.parts import divide, opened
from tests.tools.equal import Asked

PASSAGES: Final = 3_000
QUESTIONS: Final = 30
_RECOVERS: Final = 180.0


class Three:
    """Three nodes, a file with the same coverage, and what is asked of both."""

    def __init__(self, folder: Path, started: list[Node], copies: int) -> None:
        self.folder, self.nodes = folder, started
        self.address = everywhere(started, "news")
        divide(self.address, 6, copies)
        before = some(PASSAGES)
        self.source = written(folder / "articles.jsonl", before)
        self.questions: list[Asked] = asked_of(before, QUESTIONS)
        self.file, self.cluster = Archive(folder / "coverage.db"), Archive(self.address)
        for at in (self.file, self.cluster):
            at.reindex([self.source])

    def told(self, some: int = QUESTIONS) -> Counter[str]:
        """See `made_up.told`."""
        return told(self.file, self.cluster, self.questions[:some])

    def manager(self) -> Node:
        """The node that manages the others."""
        with opened(self.address) as cluster:
            found = cluster.call("GET", "/_cluster/state/nodes,cluster_manager_node")
        name = found["nodes"][found["cluster_manager_node"]]["name"]
        return self.nodes[int(name[1:]) - 1]

    def other(self) -> Node:
        """A node that does not."""
        return next(each for each in self.nodes if each != self.manager())

    def unanswered(self) -> int:
        """How many questions are not answered as the file does, however often they are asked."""
        left, until = self.questions, time.monotonic() + _RECOVERS
        while left and time.monotonic() < until:
            left = [each for each in left if not told(self.file, self.cluster, [each])["same"]]
        return len(left)

    def close(self) -> None:
        """Closes both."""
        self.file.close()
        self.cluster.close()


@contextmanager
def three(folder: Path, copies: int, *, line: int = 3) -> Iterator[Three]:
    """Three nodes, with so many copies of each of six parts."""
    if reason := lacks(line):
        pytest.skip(f"no OpenSearch {line} to test with: {reason}")
    with nodes(folder, 3, line=line) as started:
        made = Three(folder, started, copies)
        try:
            yield made
        finally:
            made.close()


def is_clear(line: str) -> bool:
    """Whether an operator is told what it is."""
    told = ("a part of the archive does not answer (", "none of its hosts can be reached")
    return line.startswith(told)


def put_in_step(archive: Archive, source: Path) -> None:
    """Reindexes, however often a cluster that has just lost a node must be asked to, and for as
    long as one that failed holds its lock."""
    until = time.monotonic() + _RECOVERS
    while True:
        try:
            archive.reindex([source])
            return
        except (ArchiveIncompleteError, ArchiveUnreachableError, DatabaseLockedError):
            if time.monotonic() > until:
                raise


def until_it_answers(archive: Archive) -> None:
    """Waits until a cluster answers again."""
    until = time.monotonic() + _RECOVERS
    while True:
        try:
            archive.ask("What about it?")
            return
        except (ArchiveIncompleteError, ArchiveUnreachableError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
