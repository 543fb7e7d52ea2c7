from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from retrieval import Archive, DatabaseLockedError, MissingPathError, Progress
from retrieval.analysis import terms as analysis
from retrieval.store.database import connect, writing
from tests.tools.coverage_maker import archive, write

DRONE = ["The", "A drone fell on the harbour."]
FERRY = ["The", "A ferry left the harbour."]


def found(opened: Archive, question: str) -> list[str]:
    return [hit.passage.article_id for hit in opened.search(question)]


def test_a_second_reindex_leaves_everything_unchanged(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE, "b": FERRY})
    before = opened.coverage()
    summary = opened.reindex([tmp_path / "articles"])
    assert (summary.added, summary.changed, summary.removed, summary.unchanged) == (0, 0, 0, 2)
    assert opened.coverage() == before


def test_a_changed_article_replaces_its_passages(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE, "b": FERRY})
    write(tmp_path / "articles", {"a": ["The", "A medal was found.", "Snow fell."]})
    summary = opened.reindex([tmp_path / "articles"])
    assert (summary.changed, summary.unchanged, summary.passages) == (1, 1, 2)
    assert found(opened, "drone") == []
    assert found(opened, "medal") == ["a"]
    assert opened.coverage().passages == 3


def test_a_vanished_article_goes_unless_pruning_is_off(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE, "b": FERRY})
    (tmp_path / "articles" / "a.txt").unlink()
    assert opened.reindex([tmp_path / "articles"], prune=False).removed == 0
    assert found(opened, "drone") == ["a"]
    assert opened.reindex([tmp_path / "articles"]).removed == 1
    assert found(opened, "drone") == []


def test_pruning_leaves_articles_of_roots_that_were_not_named(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    write(one, {"a": DRONE})
    write(other, {"b": FERRY})
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([one, other])
        (one / "a.txt").unlink()
        assert opened.reindex([other]).removed == 0
        assert opened.reindex([one]).removed == 1
        assert opened.coverage().articles == 1


def test_a_file_named_alone_keeps_the_id_it_has_in_its_folder(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"sub/a": DRONE, "b": FERRY})
    write(tmp_path / "articles", {"sub/a": FERRY})
    summary = opened.reindex([tmp_path / "articles" / "sub" / "a.txt"])
    assert (summary.added, summary.changed, summary.removed) == (0, 1, 0)
    assert opened.article("sub/a").body == FERRY[1]


def test_of_two_files_with_one_id_the_first_stays_and_the_other_is_named(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    write(one, {"a": DRONE})
    write(other, {"a": FERRY})
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([one])
        (skipped,) = opened.reindex([other]).skipped
        assert skipped.path == str(other / "a.txt")
        assert str(one / "a.txt") in skipped.reason
        assert found(opened, "drone") == ["a"]


def test_a_moved_folder_is_taken_over_under_its_new_path(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    (tmp_path / "articles").rename(tmp_path / "moved")
    summary = opened.reindex([tmp_path / "moved"])
    assert (summary.added, summary.unchanged, summary.skipped) == (0, 1, ())
    (tmp_path / "moved" / "a.txt").unlink()
    assert opened.reindex([tmp_path / "moved"]).removed == 1


def test_an_article_that_cannot_be_read_any_more_stays_as_it_was(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    (tmp_path / "articles" / "a.txt").write_bytes(b"\0\1\2")
    summary = opened.reindex([tmp_path / "articles"])
    assert "binary" in summary.skipped[0].reason
    assert summary.removed == 0
    assert found(opened, "drone") == ["a"]


def test_what_is_no_article_is_skipped_with_a_line_each_and_the_rest_is_indexed(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "articles", {"good": DRONE})
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "lonely.txt").write_text("A headline and nothing else\n")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    with Archive(tmp_path / "coverage.db") as opened:
        summary = opened.reindex([folder])
    assert summary.added == 1
    assert [Path(each.path).name for each in summary.skipped] == [
        "binary.txt",
        "dangling.txt",
        "empty.txt",
        "lonely.txt",
    ]


def test_a_missing_path_changes_nothing(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    with pytest.raises(MissingPathError, match="nowhere: no such file or folder"):
        opened.reindex([tmp_path / "nowhere"])
    assert found(opened, "drone") == ["a"]


def test_progress_reaches_the_total(tmp_path: Path) -> None:
    reports: list[Progress] = []
    write(tmp_path / "articles", {"a": DRONE, "b": FERRY})
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "articles"], progress=reports.append)
    assert reports[-1].done == reports[-1].total > 0
    assert (reports[-1].articles, reports[-1].passages) == (2, 2)


def test_progress_within_one_archive_goes_by_the_articles_that_are_in_the_store(
    tmp_path: Path,
) -> None:
    reports: list[Progress] = []
    lines = [
        json.dumps({"headline": "The", "text": f"A drone {number:02}. " * 3_000})
        for number in range(20)
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "all.jsonl"], progress=reports.append)
    done = [at.done for at in reports]
    assert done == sorted(done)
    for at in reports:
        assert at.total == (tmp_path / "all.jsonl").stat().st_size
        assert at.done / at.total == pytest.approx(at.articles / 20, abs=0.01)
    assert {at.articles for at in reports} == set(range(1, 21))


def test_an_open_archive_answers_from_what_another_process_indexed(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    assert found(opened, "ferry") == []
    write(tmp_path / "articles", {"b": FERRY})
    script = "import sys, retrieval; retrieval.Archive(sys.argv[1]).reindex([sys.argv[2]])"
    subprocess.run([sys.executable, "-c", script, opened.path, tmp_path / "articles"], check=True)
    assert found(opened, "ferry") == ["b"]


def test_questions_are_answered_from_the_old_coverage_while_a_reindex_writes(
    tmp_path: Path,
) -> None:
    opened = archive(tmp_path, {"a": DRONE})
    database = connect(opened.path)
    with writing(database):
        database.execute("delete from articles")
        assert found(opened, "drone") == ["a"]
    database.close()


def test_a_second_writer_is_told_that_the_file_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.store.database.READ_WAIT", 0.05)
    opened = archive(tmp_path, {"a": DRONE})
    database = connect(opened.path)
    with writing(database), pytest.raises(DatabaseLockedError, match="another process is writing"):
        opened.reindex([tmp_path / "articles"])
    database.close()


def test_one_archive_answers_many_threads(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": DRONE, "b": FERRY})
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(found(opened, "harbour"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(sorted(each) == ["a", "b"] for each in answers)


def test_a_changed_analysis_is_applied_to_what_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = archive(tmp_path, {"a": DRONE, "b": FERRY})
    monkeypatch.setattr("retrieval.analysis.terms.VERSION", "next")
    monkeypatch.setattr("retrieval.analysis.terms._terms", analysis._Terms())
    monkeypatch.setattr("retrieval.analysis.terms._stem", lambda word: f"{word}-next")
    reports: list[Progress] = []
    summary = opened.reindex([tmp_path / "articles"], progress=reports.append)
    assert (summary.rebuilt, summary.unchanged, summary.passages) == (True, 2, 0)
    assert [at.done for at in reports if at.phase == "rebuilding"] == [1, 2]
    assert not opened.reindex([tmp_path / "articles"]).rebuilt
    monkeypatch.undo()
    database = connect(opened.path)
    stored = {term for (term,) in database.execute("select term from terms")}
    database.close()
    assert "harbor-next" in stored
    assert "harbour" not in stored


def test_a_changed_analysis_is_applied_on_all_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = archive(
        tmp_path, {f"a{n}": ["The", f"Drone {n} fell on harbour {n % 9}."] for n in range(60)}
    )
    before = [opened.search(f"drone {n} harbour") for n in range(60)]
    monkeypatch.setattr("retrieval.inversion.workers.WORTHWHILE", 1)
    monkeypatch.setattr("retrieval.inversion.workers.BATCH", 100)
    monkeypatch.setattr(
        "retrieval.reindex.writers.file.Inverter.invert", None
    )  # nothing is left to do here
    with sqlite3.connect(opened.path) as database:
        database.execute("update meta set value = 'of before' where key = 'analysis'")
    database.close()
    assert opened.reindex([tmp_path / "articles"]).rebuilt
    assert [opened.search(f"drone {n} harbour") for n in range(60)] == before
    monkeypatch.undo()
    assert not opened.doctor().findings


KILLED = """
import os, signal, sys, retrieval, retrieval.index.merging, retrieval.index.segments
import retrieval.inversion.workers, retrieval.reindex.writers.file
where, path, articles = sys.argv[1:]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
module, name = where.rsplit(".", 1)
setattr(sys.modules[module], name, die)
retrieval.Archive(path).reindex([articles])
"""


@pytest.mark.parametrize(
    "where",
    [
        "retrieval.reindex.writers.file.insert_article",
        "retrieval.index.segments.write_segment",
        "retrieval.reindex.writers.file.stamp",
        *(
            pytest.param(where, marks=pytest.mark.slow)
            for where in (
                "retrieval.inversion.workers.parse",
                "retrieval.reindex.writers.file.remove_article",
                "retrieval.reindex.writers.file.merge_where_it_pays",
            )
        ),
    ],
)
def test_a_killed_reindex_keeps_the_old_coverage(tmp_path: Path, where: str) -> None:
    opened = archive(tmp_path, {"a": DRONE, "b": FERRY})
    before = opened.ask("harbour").as_json()
    write(tmp_path / "articles", {"a": FERRY, "c": DRONE})
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, where, opened.path, tmp_path / "articles"], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with Archive(opened.path) as reopened:
        assert reopened.ask("harbour").as_json() == before
        assert reopened.reindex([tmp_path / "articles"]).added == 1
        assert found(reopened, "drone") == ["c"]


@pytest.mark.skipif(os.name != "posix", reason="folders are made unreadable the POSIX way")
def test_a_folder_that_links_back_into_itself_is_read_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "articles", {"a": DRONE})
    (folder / "again").symlink_to(folder)
    with Archive(tmp_path / "coverage.db") as opened:
        assert opened.reindex([folder]).added == 1


def test_workers_give_the_same_coverage_as_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {
        f"a{number:03}": [f"The {number}", f"A drone {number}.", "Snow."] for number in range(90)
    }
    alone = archive(tmp_path / "alone", many)
    monkeypatch.setattr("retrieval.inversion.workers.WORTHWHILE", 0)
    monkeypatch.setattr("retrieval.inversion.workers.BATCH", 300)
    write(tmp_path / "alone" / "articles", {"empty": [""]})
    with Archive(tmp_path / "workers.db") as opened:
        summary = opened.reindex([tmp_path / "alone" / "articles"])
        assert (summary.added, len(summary.skipped)) == (90, 1)
        assert opened.search("drone 7 snow") == alone.search("drone 7 snow")
