from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import Archive, NothingIndexedError
from retrieval.store.database import connect
from tests.tools.coverage_maker import archive, write

DRONES = ["The night", "Air defences shot down 41 drones over the city."]
BRIDGE = ["The bridge", "Engineers reopened the bridge at Marhanets."]


def delete(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def test_a_coverage_deleted_under_an_open_archive_is_empty(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONES}) as opened:
        assert opened.ask("How many drones?").answered
        delete(opened.path)
        with pytest.raises(NothingIndexedError, match="run `nutgraf reindex`"):
            opened.ask("How many drones?")


def test_a_coverage_deleted_and_made_anew_is_answered_from(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONES}) as opened:
        assert opened.ask("How many drones?").answered
        delete(opened.path)
        with Archive(opened.path) as other:
            other.reindex([write(tmp_path / "new", {"b": BRIDGE})])
        assert not opened.ask("How many drones?").answered
        assert opened.ask("Where did the bridge reopen?").answered


def test_a_reindex_after_the_file_was_deleted_fills_the_new_file(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONES}) as opened:
        delete(opened.path)
        assert opened.reindex([tmp_path / "articles"]).added == 1
        with Archive(opened.path) as other:
            assert other.ask("How many drones?").answered


def test_a_backup_put_in_place_is_answered_from(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONES}) as opened:
        with closing(connect(opened.path)) as connection:
            connection.execute("vacuum into ?", [str(tmp_path / "backup.db")])
        opened.reindex([write(tmp_path / "articles", {"b": BRIDGE})])
        assert opened.ask("Where did the bridge reopen?").answered
        delete(opened.path)
        shutil.move(tmp_path / "backup.db", opened.path)
        assert not opened.ask("Where did the bridge reopen?").answered


def test_a_failed_reindex_leaves_a_connection_that_the_next_can_use(tmp_path: Path) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    with archive(tmp_path, {"a": DRONES}) as opened:
        write(tmp_path / "articles", {"b": BRIDGE})
        with pytest.raises(KeyboardInterrupt):
            opened.reindex([tmp_path / "articles"], progress=fail)
        assert opened.reindex([tmp_path / "articles"]).added == 1
