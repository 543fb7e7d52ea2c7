"""What changed since a generation is told without looking at all, over a file and a cluster."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.backend.backend import Backend
from bot.backend.news import look
from bot.backend.rules import Rules
from bot.readers.database import Readers
from retrieval import Archive
from retrieval.analysis import terms
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.writing import writer
from retrieval.store.traits import generations
from tests.opensearch.contract.corpus import BEGAN, Clock

Made = Callable[..., Archive]
RAIN = {"id": "rain", "headline": "Rain", "text": "Rain fell on the budget of Oster."}
BUDGET = {"id": "budget", "headline": "Budget", "text": "The budget of Oster grows by 4 million."}
PRIZE = {
    "id": "prize",
    "headline": "Prize",
    "text": "The prize of Oster eats half of the budget.",
    "embargo": "2024-03-02T10:00:00Z",
}
FAIR = {"text": "The budget of Oster pays for the spring fair in its harbour."}
SPRING = PRIZE | {"id": "spring", "embargo": "2024-03-02T11:00:00Z"}


@pytest.fixture(params=["file", pytest.param("cluster", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a coverage may be kept; nothing is there."""
    if request.param == "file":
        return tmp_path / "coverage.db"
    port = request.getfixturevalue("node").port
    return f"opensearch+http://127.0.0.1:{port}/g{uuid4().hex[:12]}"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(writer, "GRACE", 0)
    return Clock(BEGAN)


@pytest.fixture
def archive(place: Path | str, clock: Clock) -> Iterator[Archive]:
    with Archive(place, now=clock, threshold=0.0) as opened:
        yield opened


def reindex(archive: Archive, folder: Path, *rows: dict[str, str]) -> int:
    """Makes these the coverage's articles; the generation then."""
    folder.mkdir(exist_ok=True)
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (folder / "articles.jsonl").write_text(lines, encoding="utf-8")
    archive.reindex([folder])
    return archive.generation()


def test_what_comes_changes_and_comes_out_is_told(
    archive: Archive, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    first = reindex(archive, folder, RAIN, BUDGET)
    assert archive.digests(first) == {}
    assert {*archive.digests()} == {*archive.digests(0)} == {"rain", "budget"}
    clock.now += timedelta(hours=1)
    second = reindex(archive, folder, RAIN, BUDGET | {"headline": "Budgets"}, PRIZE, SPRING)
    assert {*archive.digests(first)} == {"budget"}
    assert archive.digests(second) == {}
    clock.now = datetime(2024, 3, 2, 10, tzinfo=BEGAN.tzinfo)
    out = archive.generation()
    assert out != second
    assert {*archive.digests(second)} == {"prize"}
    assert archive.digests(out) == {}
    clock.now += timedelta(hours=1)
    assert {*archive.digests(out)} == {"spring"}
    assert {*archive.digests(second)} == {"prize", "spring"}
    assert {*archive.digests(first)} == {"budget", "prize", "spring"}
    clock.now += timedelta(hours=1)
    third = reindex(archive, folder, BUDGET, PRIZE, SPRING)
    assert {"budget"} <= {*archive.digests(out)} <= {"budget", "prize", "spring"}
    assert {*archive.digests(second)} >= {"budget", "prize", "spring"}
    assert archive.digests(third) == {}
    assert {*archive.digests(third + 1)} == {"budget", "prize", "spring"}


def test_runs_of_one_second_and_of_a_clock_that_goes_back_are_told_apart(
    archive: Archive, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    first = reindex(archive, folder, RAIN)
    second = reindex(archive, folder, RAIN, BUDGET)
    assert {"budget"} <= {*archive.digests(first)}
    clock.now -= timedelta(hours=5)
    reindex(archive, folder, RAIN, BUDGET, PRIZE | {"embargo": "2020-01-01"})
    assert {"prize"} <= {*archive.digests(second)}
    assert {"budget", "prize"} <= {*archive.digests(first)}


async def test_followers_are_told_once_whatever_becomes_of_the_coverage(
    archive: Archive,
    place: Path | str,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "articles"
    with (
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Readers(tmp_path / "others.db")) as others,
        closing(Backend(archive, readers, examples=(), rules=Rules())) as at,
        closing(Backend(archive, others, examples=(), rules=Rules())) as beside,
    ):
        for each in (at, beside):  # two bots over one archive
            each.stories.follow(1, 1, "the budget of Oster", [])
        reindex(archive, folder, RAIN)
        assert await look(at) == await look(beside) == 0
        clock.now += timedelta(hours=1)
        reindex(archive, folder, RAIN, BUDGET)
        clock.now += timedelta(hours=1)
        reindex(archive, folder, RAIN, BUDGET, PRIZE)  # two runs between looks
        assert await look(at) == 1
        clock.now = datetime(2024, 3, 2, 10, tzinfo=BEGAN.tzinfo)
        assert await look(at) == 1
        assert await look(at) == 0
        assert await look(beside) == 2  # it has slept until now
        clock.now += timedelta(hours=1)
        reindex(archive, folder, RAIN, PRIZE)
        assert await look(at) == 0
        monkeypatch.setattr(terms, "VERSION", f"{terms.VERSION}-next")
        reindex(archive, folder, RAIN, PRIZE)
        assert await look(at) == 0
        clock.now += timedelta(hours=1)
        forget(place)
        reindex(archive, folder, RAIN)
        reindex(archive, folder, RAIN, PRIZE)
        reindex(
            archive,
            folder,
            RAIN,
            PRIZE,
            SPRING | {"text": "The budget of Oster pays for the spring fair in its harbour."},
        )
        assert await look(at) == await look(beside) == 1
        assert await look(at) == await look(beside) == 0


def forget(place: Path | str) -> None:
    """Deletes the coverage."""
    if isinstance(place, Path):
        for each in place.parent.glob(f"{place.name}*"):
            each.unlink()
        return
    address = parsed(place)
    with closing(Cluster(address)) as cluster:
        for suffix in range(1, 4):
            Indices(address.name, f"{suffix:06}").remove(cluster)


def test_of_a_file_of_before_and_of_long_ago_all_is_told(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = tmp_path / "coverage.db", tmp_path / "articles"
    with Archive(path, now=clock) as archive:
        first = reindex(archive, folder, RAIN)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("drop table generations")
        database.execute("delete from _sqlite_migrations where name = 'keep_generations'")
    with Archive(path, now=clock) as archive:
        assert archive.digests(first) == {}
        assert {*archive.digests(first - 1)} == {"rain"}
        clock.now += timedelta(hours=1)
        second = reindex(archive, folder, RAIN, BUDGET)
        assert {*archive.digests(first)} == {"budget"}
        assert {*archive.digests(first - 1)} == {"rain", "budget"}
        monkeypatch.setattr(generations, "KEPT", 1)
        clock.now += timedelta(hours=1)
        reindex(archive, folder, RAIN, BUDGET, PRIZE | {"embargo": "2020-01-01"})
        assert {*archive.digests(second)} == {"prize", "rain", "budget"}
