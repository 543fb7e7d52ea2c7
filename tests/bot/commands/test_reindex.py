"""`nutgraf reindex`: what it says to people and to programs, on a terminal and without one."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.terminal.progress import Lines, left_of
from retrieval import Archive, Progress
from tests.tools.commands import here
from tests.tools.coverage_maker import archive, write

ROOT = Path(__file__).parents[3]
DRONE = ["The", "A drone fell on the harbour."]
LARGE = {f"b{number}": ["Ferry", *([f"Ferry {number} sank."] * 9)] for number in range(9)}
INTERRUPTED = """
import os, signal, sys, retrieval, retrieval.reindex.writers.file
signal.signal(signal.SIGINT, signal.default_int_handler)
where = sys.argv.pop(1)
module, name = where.rsplit(".", 1)
original = getattr(sys.modules[module], name)
def interrupted(*arguments, **named):
    os.kill(os.getpid(), signal.SIGINT)
    return original(*arguments, **named)
setattr(sys.modules[module], name, interrupted)
import bot.cli
bot.cli.main()
"""


def command(*program: str, database: Path) -> tuple[list[str], dict[str, str]]:
    settings = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "TERM": "xterm"}
    return [sys.executable, *program], os.environ | settings | {"NUTGRAF_DATABASE": str(database)}


def run(*program: str, database: Path) -> subprocess.CompletedProcess[str]:
    arguments, settings = command(*program, database=database)
    return subprocess.run(
        arguments, cwd=database.parent, env=settings, capture_output=True, text=True, check=False
    )


def reindex(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return here("reindex", *arguments, folder=database.parent, NUTGRAF_DATABASE=database)


def as_json(database: Path, *arguments: str, code: int = 0) -> dict[str, object]:
    done = reindex(database, "--json", *arguments)
    assert (done.returncode, done.stderr) == (code, "")
    said: dict[str, object] = json.loads(done.stdout)
    return said


def outdate(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("update meta set value = 'older' where key = 'analysis'")


def test_json_says_what_was_done_and_how_far_the_coverage_goes(tmp_path: Path) -> None:
    database, folder = tmp_path / "coverage.db", write(tmp_path / "articles", {"a": DRONE})
    (folder / "empty.txt").touch()
    said = as_json(database, "articles")
    assert isinstance(said.pop("seconds"), float)
    held = said.pop("coverage")
    assert isinstance(held, dict)
    assert held.pop("indexed_at").endswith("Z")
    assert held == {"articles": 1, "passages": 1, "oldest": None, "newest": None}
    reason = "empty file; an article needs a headline and a paragraph"
    assert said == {
        "schema": 1,
        "added": 1,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
        "passages": 1,
        "skipped": [{"path": "articles/empty.txt", "reason": reason}],
        "rebuilt": False,
        "unread": [],
        "kept": 0,
        "held": True,
        "left_out": 0,
        "older": 0,
        "notes": [],
        "mappings": [],
    }


def test_json_of_an_empty_coverage_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    said = as_json(tmp_path / "coverage.db", "articles", code=3)
    assert said["held"] is False
    assert said["coverage"] == {
        "articles": 0,
        "passages": 0,
        "oldest": None,
        "newest": None,
        "indexed_at": None,
    }


def test_with_json_an_error_is_a_line_on_standard_error_and_exit_1(tmp_path: Path) -> None:
    done = reindex(tmp_path / "coverage.db", "--json", "*.txt")
    assert (done.returncode, done.stdout) == (1, "")
    remedy = "name articles, folders of them, or a pattern"
    assert done.stderr == f"error: *.txt: nothing matches this pattern; {remedy}\n"


def test_an_empty_path_does_not_index_the_folder_one_is_in(tmp_path: Path) -> None:
    write(tmp_path, {"a": DRONE})
    done = reindex(tmp_path / "coverage.db", "")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: .: an empty name; name articles, ")


def test_patterns_may_stand_in_the_configured_seeds(tmp_path: Path) -> None:
    write(tmp_path / "news", {"2023/a": DRONE, "2024/a": DRONE, "b": DRONE})
    (tmp_path / "config.toml").write_text('seeds = ["news/*/*.txt"]\n')
    assert as_json(tmp_path / "coverage.db")["added"] == 2


def test_a_changed_analysis_rebuilds_by_itself_and_says_so(tmp_path: Path) -> None:
    with archive(tmp_path, {"a": DRONE}) as opened:
        database = opened.path
    outdate(database)
    with Archive(database) as outdated:
        assert outdated.ask("drone").answered
    first, second = run("-m", "bot", "reindex", "articles", database=database).stdout.splitlines()
    assert first.startswith("0 added, 0 changed, 0 removed, 1 unchanged: 1 article, 1 passage in ")
    assert second == "the analysis of words has changed: all articles were analysed anew"
    outdate(database)
    assert as_json(database, "articles")["rebuilt"] is True
    assert as_json(database, "articles")["rebuilt"] is False


def test_a_terminal_shows_a_bar_with_rate_and_time_left(tmp_path: Path) -> None:
    write(tmp_path / "articles", LARGE)
    arguments, settings = command(
        "-m", "bot", "reindex", "articles", database=tmp_path / "coverage.db"
    )
    outer, inner = pty.openpty()
    with subprocess.Popen(
        arguments, cwd=tmp_path, env=settings, stdout=subprocess.PIPE, stderr=inner
    ) as process:
        os.close(inner)
        shown = b""
        while more := _read(outer):  # first: what nobody reads of it holds the process up
            shown += more
        os.close(outer)
        assert process.stdout
        assert process.stdout.read().startswith(b"9 added, ")
    assert b"100%" in shown
    assert b"9 articles, 81 passages" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux: the other side is closed
        return b""


def test_without_a_terminal_there_is_a_line_now_and_then() -> None:
    said: list[str] = []
    lines = Lines(said.append, every=0)
    for done in (0, 50, 100):
        lines(Progress(done, 100, done * 30, done * 600))
    assert said[0] == "reading: 0%, 0 articles, 0 passages"
    assert said[1].startswith("reading: 50%, 1,500 articles (")
    assert said[1].endswith("/s), 30,000 passages, 0:00:00 left")
    assert said[2] == "reading: 100%, 3,000 articles, 60,000 passages"
    said.clear()
    lines = Lines(said.append)
    lines(Progress(1, 100, 30, 600))
    assert said == []


@pytest.mark.parametrize(
    ("share", "seconds", "left"),
    [(0.5, 90.0, "0:01:30"), (0.75, 3.0, "0:00:01"), (0.0, 9.0, ""), (1.0, 9.0, "")],
)
def test_the_time_left_follows_from_the_share_that_is_done(
    share: float, seconds: float, left: str
) -> None:
    assert left_of(share, seconds) == left


@pytest.mark.parametrize(
    "where",
    [
        "retrieval.reindex.writers.file.insert_article",
        pytest.param("retrieval.reindex.writers.file.merge_where_it_pays", marks=pytest.mark.slow),
        pytest.param("retrieval.reindex.writers.file.stamp", marks=pytest.mark.slow),
    ],
)
def test_control_c_keeps_the_old_coverage_and_says_so_in_one_line(
    tmp_path: Path, where: str
) -> None:
    with archive(tmp_path, {"a": DRONE}) as opened:
        database = opened.path
        before = opened.coverage()
    write(tmp_path / "articles", LARGE)
    done = run("-c", INTERRUPTED, where, "reindex", "articles", database=database)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "interrupted; the coverage is as it was\n"
    with Archive(database) as opened:
        assert opened.coverage() == before
        assert opened.doctor().findings == ()
        assert opened.reindex([tmp_path / "articles"]).added == 9


@pytest.mark.skipif(os.name != "posix", reason="names are bytes the POSIX way")
def test_a_database_or_a_path_whose_name_is_not_utf8_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "articles", {"a": DRONE})
    for database, path in (("c\udcff.db", "articles"), ("c.db", "a\udcff"), ("c.db", "a\nb")):
        done = reindex(tmp_path / database, path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("error: ")


def test_what_was_not_read_is_said_with_exit_3_and_the_rest_is_indexed(tmp_path: Path) -> None:
    database, folder = tmp_path / "coverage.db", write(tmp_path / "articles", {"a": DRONE})
    (tmp_path / "share").mkdir()
    (folder / "share").symlink_to(tmp_path / "share")
    write(tmp_path / "share", {"b": DRONE, "c": DRONE})
    assert reindex(database, "articles").returncode == 0
    (tmp_path / "share").rename(tmp_path / "away")
    done = reindex(database, "articles")
    assert (done.returncode, done.stderr) == (3, "")
    said, line = done.stdout.splitlines()
    assert said.startswith("0 added, 0 changed, 0 removed, 1 unchanged: 3 articles, 3 passages ")
    reason = "a link to nothing; remove it, or put the file back; its 2 articles are kept"
    assert line == f"not read articles/share: {reason}"
    told = as_json(database, "articles", code=3)
    assert told["unread"] == told["skipped"] == [{"path": "articles/share", "reason": reason}]
    assert told["kept"] == 2


def test_a_folder_from_which_no_article_is_held_is_exit_3(tmp_path: Path) -> None:
    database, folder = tmp_path / "coverage.db", tmp_path / "articles"
    folder.mkdir()
    (folder / "empty.txt").touch()
    done = reindex(database, "articles")
    assert done.returncode == 3
    assert done.stdout.splitlines()[1] == "no article is held from what was named"
    write(folder, {"a": DRONE})
    assert reindex(database, "articles").returncode == 0


@pytest.mark.parametrize("written", ["a = " + "[" * 100_000, "quotes = " + "9" * 5_000])
def test_a_configuration_that_no_parser_ends_is_one_line(tmp_path: Path, written: str) -> None:
    (tmp_path / "config.toml").write_text(written)
    done = reindex(tmp_path / "coverage.db")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "not TOML" in done.stderr
