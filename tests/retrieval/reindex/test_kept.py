"""A reindex never loses what it could not read."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from retrieval import Archive, MissingPathError, Summary
from retrieval.reindex.gathering import mounts
from tests.tools.coverage_maker import archive, write

DRONE = ["The", "A drone fell on the harbour."]
FERRY = ["The", "A ferry left the harbour."]
NOBODY = 65_534

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and modes are the POSIX way")


def ids(opened: Archive) -> set[str]:
    return set(opened.digests())


def said(summary: Summary) -> list[str]:
    return [f"{Path(each.path).name}: {each.reason}" for each in summary.unread]


def records(path: Path, *names: str) -> None:
    lines = [json.dumps({"id": name, "headline": name, "text": f"{name} fell."}) for name in names]
    path.write_text("".join(f"{line}\n" for line in lines))


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """As a user whom modes bind, to whom the folder belongs."""
    if os.geteuid():
        yield
        return
    for each in (folder, *folder.rglob("*")):
        os.chown(each, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder elsewhere with two articles, to which articles/share is a link."""
    write(tmp_path / "share", {"a": DRONE, "deep/b": FERRY})
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "share").symlink_to(tmp_path / "share")
    return tmp_path / "share"


@pytest.mark.parametrize("named", ["shut", "shut/*.txt", "shut/deep", "shut/deep/b.txt"])
def test_a_named_path_in_a_closed_folder_keeps_its_articles(named: str) -> None:
    with tempfile.TemporaryDirectory() as name, Archive(Path(name) / "c.db") as opened:
        folder = write(Path(name) / "news", {"shut/c": DRONE, "shut/deep/b": FERRY})
        opened.reindex([folder])
        with as_nobody(Path(name)):
            opened.close()
            (folder / "shut").chmod(0)
            summary = opened.reindex([folder / named])
            (folder / "shut").chmod(0o700)
        assert ids(opened) == {"shut/c", "shut/deep/b"}
        assert (summary.removed, summary.held) == (0, True)
        assert [line for line in said(summary) if "Permission denied" in line]


@pytest.mark.parametrize("closed", ["shut", "shut/deep", "shut/deep/b.txt"])
@pytest.mark.parametrize("mode", [0o000, 0o400])
@pytest.mark.parametrize("named", ["", "*", "**/*.txt", "s*/*/*"])
def test_what_is_closed_to_us_keeps_its_articles(closed: str, mode: int, named: str) -> None:
    with tempfile.TemporaryDirectory() as name, Archive(Path(name) / "c.db") as opened:
        folder = write(Path(name) / "news", {"a": DRONE, "shut/c": DRONE, "shut/deep/b": FERRY})
        opened.reindex([folder])
        with as_nobody(Path(name)):
            opened.close()
            readable = mode == 0o400 and closed.endswith(".txt")
            before = (folder / closed).stat().st_mode
            (folder / closed).chmod(mode)
            summary = opened.reindex([folder / named])
            (folder / closed).chmod(before)
        assert ids(opened) == {"a", "shut/c", "shut/deep/b"}
        assert summary.removed == 0
        assert bool(summary.unread) != readable
        assert all("Permission denied" in each.reason for each in summary.unread)
        assert readable or summary.kept > 0


@pytest.mark.parametrize("named", ["", "*", "*/*.txt", "**/[ab].txt"])
def test_a_link_to_a_share_that_is_away_keeps_its_articles(
    tmp_path: Path, share: Path, named: str
) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "articles"])
        share.rename(tmp_path / "away")
        summary = opened.reindex([tmp_path / "articles" / named])
        assert ids(opened) == {"share/a", "share/deep/b"}
        (line,) = said(summary)
        assert line.startswith("share: a link to nothing; ")
        assert line.endswith(("; its article is kept", "; its 2 articles are kept"))
        share.mkdir()
        (line,) = said(opened.reindex([tmp_path / "articles" / named]))
        assert line.startswith("share: a link to an empty folder; ")
        share.rmdir()
        (tmp_path / "away").rename(share)
        assert opened.reindex([tmp_path / "articles" / named]).unread == ()


def test_an_empty_folder_that_was_always_linked_to_is_no_fault(tmp_path: Path) -> None:
    folder = write(tmp_path / "articles", {"a": DRONE})
    (tmp_path / "empty").mkdir()
    (folder / "link").symlink_to(tmp_path / "empty")
    with Archive(tmp_path / "coverage.db") as opened:
        assert opened.reindex([folder]).unread == ()


def test_a_link_that_was_removed_takes_its_articles_with_it(tmp_path: Path, share: Path) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "articles"])
        (tmp_path / "articles" / "share").unlink()
        summary = opened.reindex([tmp_path / "articles"])
        assert (summary.removed, summary.unread) == (2, ())
        assert summary.held is False
        assert share.exists()


@pytest.mark.parametrize("named", ["away", "away/*.txt", "away/**", "away/a.txt"])
def test_a_root_that_is_not_there_keeps_its_articles_and_others_are_indexed(
    tmp_path: Path, named: str
) -> None:
    write(tmp_path / "away", {"a": DRONE})
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "away"])
        shutil.rmtree(tmp_path / "away")
        here = write(tmp_path / "here", {"b": FERRY})
        summary = opened.reindex([tmp_path / named, here])
        assert (summary.added, summary.removed, summary.kept) == (1, 0, 1)
        (line,) = said(summary)
        assert line.endswith("put it back, or no longer name it; its article is kept")
        assert ids(opened) == {"a", "b"}
        with pytest.raises(MissingPathError):
            opened.reindex([tmp_path / "nowhere"])


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Folders that count as mounted, for a test may not mount any."""
    there: set[str] = set()
    monkeypatch.setattr(mounts, "is_mounted", lambda folder, _: folder in there)
    return there


@pytest.mark.parametrize("at", ["news", "news/share"])
@pytest.mark.parametrize("named", ["news", "news/**/*.txt"])
@pytest.mark.parametrize("missing", [False, True])
def test_an_empty_mount_point_keeps_its_articles_and_tables(
    tmp_path: Path, mounted: set[str], at: str, named: str, missing: bool
) -> None:
    write(tmp_path / "news" / "share", {"a": DRONE})
    (tmp_path / at / "aliases.toml").write_text('same = [["drone", "shahed"]]\n')
    mounted.add(str(tmp_path / at))
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "news"])
        mounted.clear()
        shutil.rmtree(tmp_path / at)
        if not missing:
            (tmp_path / at).mkdir()
        here = write(tmp_path / "here", {"b": FERRY})
        summary = opened.reindex([tmp_path / named, here])
        assert (summary.added, summary.removed, summary.kept) == (1, 0, 1)
        (line,) = said(summary)
        assert line.startswith(("news: ", "share: "))
        assert opened.search("drone")
        if at == "news":
            assert opened.ask("What did the shahed fall on?").answered


def test_what_moved_from_a_mounted_folder_to_this_disk_is_read_and_pruned_as_any(
    tmp_path: Path, mounted: set[str]
) -> None:
    folder = write(tmp_path / "news", {"a": DRONE, "b": FERRY})
    mounted.add(str(folder))
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([folder])
        mounted.clear()
        (folder / "a.txt").unlink()
        assert opened.reindex([folder]).removed == 1
        (folder / "b.txt").unlink()
        assert opened.reindex([folder]).removed == 1


def test_a_mounted_folder_is_told_from_one_on_the_same_device() -> None:
    assert mounts.is_mounted("/proc", frozenset())
    assert mounts.is_mounted("/proc", mounts.mount_points())
    assert not mounts.is_mounted("/proc/self", mounts.mount_points())
    assert not mounts.is_mounted("/nowhere/at/all", mounts.mount_points())


@pytest.mark.parametrize(("old", "new"), [("a", "b"), ("b", "a")])
def test_a_record_that_moved_to_another_file_keeps_its_article(
    tmp_path: Path, old: str, new: str
) -> None:
    first, then = tmp_path / "n" / f"{old}.jsonl", tmp_path / "n" / f"{new}.jsonl"
    first.parent.mkdir()
    records(first, "drone", "ferry")
    records(then, "medal")
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "n"])
        records(first, "ferry")
        records(then, "medal", "drone")
        summary = opened.reindex([tmp_path / "n"])
        assert (summary.added, summary.removed, summary.skipped) == (0, 0, ())
        assert ids(opened) == {"drone", "ferry", "medal"}
        first.unlink()
        assert opened.reindex([tmp_path / "n"]).removed == 1


def test_a_record_that_moved_to_the_only_file_that_is_named_is_taken_over(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    records(one, "drone", "ferry")
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([one])
        records(one, "ferry")
        records(other, "drone", "ferry")
        (skipped,) = opened.reindex([other]).skipped
        assert skipped.reason == f"its id ferry is that of {one}; rename one of the two"
        assert opened.reindex([one]).removed == 0
        assert ids(opened) == {"drone", "ferry"}


def test_of_two_files_with_one_record_the_one_that_had_it_stays(tmp_path: Path) -> None:
    records(tmp_path / "b.jsonl", "drone")
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "b.jsonl"])
        records(tmp_path / "a.jsonl", "drone")
        summary = opened.reindex([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
        assert [Path(each.path).name for each in summary.skipped] == ["a.jsonl:1"]
        assert summary.unchanged == 1


def test_an_id_of_a_share_that_is_away_is_not_taken_by_another_file(
    tmp_path: Path, share: Path
) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "articles"])
        other = write(tmp_path / "other", {"share/a": FERRY})
        shutil.rmtree(share)
        summary = opened.reindex([other])
        assert (summary.changed, len(summary.skipped)) == (0, 1)
        assert opened.article("share/a").body == DRONE[1]


def test_an_article_whose_file_is_there_but_left_out_of_its_folder_stays(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"a": DRONE, "README": FERRY})
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([folder / "README.txt", folder])
        assert opened.reindex([folder]).removed == 0
        (folder / "README.txt").unlink()
        assert opened.reindex([folder]).removed == 1


@pytest.mark.parametrize("ahead", ["articles", "all"])
def test_a_clock_that_ran_ahead_once_is_made_good(tmp_path: Path, ahead: str) -> None:
    with archive(tmp_path, {"a": DRONE}) as opened:
        path = opened.path
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update articles set indexed_at = '2130-01-01T00:00:00Z'")
        if ahead == "all":
            keys = "key in ('began', 'indexed_at')"
            database.execute(f"update meta set value = '2130-01-01T00:00:00Z' where {keys}")
    with Archive(path) as opened:
        opened.reindex([tmp_path / "articles"])
        assert not (opened.coverage().indexed_at or "").startswith("2130")
        moment = opened.now()
        write(tmp_path / "articles", {"b": FERRY})
        opened.now = lambda: moment.replace(year=moment.year + 1)
        opened.reindex([tmp_path / "articles"])
        answer = opened.ask("What left the harbour, or fell on it?", since=moment)
        assert {quote.citation.article for quote in answer.quotes} == {"b"}
