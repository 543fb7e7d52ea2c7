"""Merging segments, so that a question reads few lists, and lists hold few dead passages.

Segments fall into classes by size, each FACTOR times the last; a class with more than FULL of them
is merged into one. Below LARGE there are three classes, so N passages stand in at most
18 + N / LARGE segments.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
from sqlite_utils import Database

from retrieval.index.external_sort import BATCH, PostingBatch
from retrieval.index.postings import decode
from retrieval.index.segments import end_of_passages, write_segment

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

FULL: Final = 6
FACTOR: Final = 12
SMALL: Final = 2_000
LARGE: Final = 120_000
"""Passages; segments of this size or more are merged only to bury their dead."""
DEAD_SHARE: Final = 0.25

Ints: TypeAlias = "NDArray[np.int32]"


class SegmentToMerge(NamedTuple):
    """A segment as merging sees it: `live` marks which of its passages are not dead."""

    number: int
    base: int
    lengths: NDArray[np.uint32]
    live: NDArray[np.bool_]


def merge_where_it_pays(database: Database) -> None:
    """Merges segments that piled up and rewrites those with many dead passages."""
    while group := _group(_sizes(database)):
        _merge(database, [_segment(database, number) for number in group])


def _sizes(database: Database) -> list[tuple[int, int, int]]:
    """Of each segment its number, and how many passages it has, living or dead, and dead."""
    return database.execute(
        "select number, size, (select count(*) from dead where passage >= base "
        "and passage < base + size) from segments order by number"
    ).fetchall()


def _segment(database: Database, number: int) -> SegmentToMerge:
    base, size, lengths = database.execute(
        "select base, size, lengths from segments where number = ?", [number]
    ).fetchone()
    dead = database.execute(
        "select passage from dead where passage >= ? and passage < ?", [base, base + size]
    ).fetchall()
    live = np.ones(size, dtype=np.bool_)
    live[[passage - base for (passage,) in dead]] = False
    return SegmentToMerge(number, base, np.frombuffer(lengths, dtype="<u4"), live)


def _group(sizes: list[tuple[int, int, int]]) -> list[int]:
    """Segments that should become one; [] when all is well."""
    by_class: dict[int, list[int]] = {}
    for number, size, dead in sizes:
        if dead > DEAD_SHARE * size:
            return [number]
        if size < LARGE:
            step = int(log(max(1.0, size / SMALL)) / log(FACTOR)) + (size > SMALL)
            by_class.setdefault(step, []).append(number)
    for step in sorted(by_class):
        if len(by_class[step]) > FULL:
            return by_class[step]
    return []


def _merge(database: Database, group: list[SegmentToMerge]) -> None:
    """Puts one segment in the place of `group`; its passages get new numbers, the dead none."""
    base = end_of_passages(database)
    places, at = {}, 0
    for segment in group:
        places[segment.number] = np.cumsum(segment.live, dtype=np.int32) - 1 + np.int32(at)
        at += int(segment.live.sum())
        end = segment.base + len(segment.live)
        firsts = database.execute(
            "select first from articles where first >= ? and first < ?", [segment.base, end]
        ).fetchall()
        database.conn.executemany(
            "update articles set first = ? where first = ?",
            (
                (base + int(places[segment.number][first - segment.base]), first)
                for (first,) in firsts
            ),
        )
    if at:
        lengths = np.concatenate([segment.lengths[segment.live] for segment in group])
        postings = _batches(_lists(database, group, places))
        write_segment(database, base=base, lengths=lengths, postings=postings)
    for segment in group:
        end = segment.base + len(segment.live)
        database.execute("delete from postings where segment = ?", [segment.number])
        database.execute("delete from segments where number = ?", [segment.number])
        database.execute("delete from dead where passage >= ? and passage < ?", [segment.base, end])


def _lists(
    database: Database, group: list[SegmentToMerge], places: dict[int, Ints]
) -> Iterator[tuple[int, Ints, Ints]]:
    """The merged list of each term: its number, passages of the new segment, units."""
    live = {segment.number: segment.live for segment in group}
    rows = merge(
        *(
            database.conn.execute(
                "select term, segment, most, passages, impacts, frequencies, exceptions "
                "from postings where segment = ? order by term",
                [segment.number],
            )
            for segment in group
        ),
        key=lambda row: row[:2],
    )
    for term, lists in groupby(rows, key=lambda row: row[0]):
        parts = []
        for _, segment, *columns in lists:
            passages, units = decode(*columns).all()
            kept = live[segment][passages]
            parts.append((places[segment][passages[kept]], units[kept]))
        merged = np.concatenate([passages for passages, _ in parts])
        if len(merged):
            yield term, merged, np.concatenate([units for _, units in parts])


def _batches(lists: Iterator[tuple[int, Ints, Ints]]) -> Iterator[PostingBatch]:
    """The lists, some of them at a time, BATCH postings or a little more."""
    batch: list[tuple[int, Ints, Ints]] = []
    gathered = 0
    for each in lists:
        batch.append(each)
        gathered += len(each[1])
        if gathered >= BATCH:
            yield _joined(batch)
            batch, gathered = [], 0
    if batch:
        yield _joined(batch)


def _joined(lists: list[tuple[int, Ints, Ints]]) -> PostingBatch:
    counts = [len(passages) for _, passages, _ in lists]
    return PostingBatch(
        np.repeat(np.array([term for term, *_ in lists], dtype=np.int32), counts),
        np.concatenate([passages for _, passages, _ in lists]),
        np.concatenate([units for *_, units in lists]),
    )
