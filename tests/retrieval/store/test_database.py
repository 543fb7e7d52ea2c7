from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from retrieval import Archive, DatabaseUnwritableError, NewerCoverageError, NotACoverageError
from retrieval.store.database import PAGE, connect, writing
from retrieval.store.faults import explained
from retrieval.store.schema import STEPS
from tests.tools.coverage_maker import archive

ARTICLE = ["The", "A drone fell."]


def test_a_text_file_is_no_coverage_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, by no means a database " * 40)
    with pytest.raises(NotACoverageError, match=r"notes\.txt: no coverage, or a damaged one"):
        Archive(path)
    assert path.read_text().startswith("my notes")


def test_a_folder_is_no_coverage(tmp_path: Path) -> None:
    with pytest.raises(NotACoverageError, match="this is a folder"):
        Archive(tmp_path)


def test_an_sqlite_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bank.db"
    with sqlite3.connect(path) as other:
        other.execute("create table money(amount)")
    other.close()
    with pytest.raises(NotACoverageError, match="another program"):
        Archive(path)


def test_a_coverage_of_a_newer_nutgraf_is_left_alone(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ARTICLE})
    opened.close()
    with sqlite3.connect(opened.path) as database:
        database.execute("pragma user_version = 999")
    database.close()
    with pytest.raises(NewerCoverageError, match="update this one"):
        Archive(opened.path)


def test_a_coverage_of_before_its_steps_were_kept_is_answered_from_and_not_written_to(
    tmp_path: Path,
) -> None:
    opened = archive(tmp_path, {"a": ARTICLE})
    opened.close()
    with sqlite3.connect(opened.path) as database:
        database.execute("drop table _sqlite_migrations")
    database.close()
    before = opened.path.read_bytes()
    with Archive(opened.path) as older:
        assert older.ask("drone").answered
        assert opened.path.read_bytes() == before
        assert older.reindex([tmp_path / "articles"]).unchanged == 1
        assert older.doctor().findings == ()


def test_steps_that_a_coverage_lacks_are_taken_once(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ARTICLE})
    with writing(connect(opened.path)) as database:
        taken = [step.name for step in STEPS.applied(database)]
        assert taken == [
            "make_tables",
            "cover_days_of_passages",
            "keep_checksums",
            "index_outlets",
            "keep_what_waits",
            "keep_languages",
            "keep_copies",
            "show_what_is_kept",
            "keep_terms_of_passages",
            "keep_generations",
        ]
        database["_sqlite_migrations"].drop()
        STEPS.apply(database)
        assert STEPS.pending(database) == []
    assert opened.ask("drone").answered


def test_a_damaged_coverage_is_named_with_the_remedy(tmp_path: Path) -> None:
    opened = archive(tmp_path, {f"a{n}": ["The", "A drone fell. " * 40] for n in range(60)})
    opened.close()
    size = opened.path.stat().st_size
    with opened.path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * (size - PAGE))
    with Archive(opened.path) as damaged, pytest.raises(NotACoverageError, match="reindex"):
        damaged.ask("drone")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        Archive(tmp_path / "file" / "coverage.db") as opened,
        pytest.raises(DatabaseUnwritableError, match="its folder cannot be made"),
    ):
        opened.reindex([tmp_path])


def test_a_full_disk_keeps_the_old_coverage_and_says_so(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ARTICLE})
    database = connect(opened.path)
    (pages,) = database.execute("pragma page_count").fetchone()
    database.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(DatabaseUnwritableError, match="disk is full"), explained(opened.path):
        database.execute("insert into meta values ('big', zeroblob(1000000))")
    database.close()
    assert opened.ask("drone").answered


def test_an_error_that_is_no_ones_fault_is_not_explained_away(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), explained(tmp_path):
        sqlite3.connect(":memory:").execute("select nonsense")
