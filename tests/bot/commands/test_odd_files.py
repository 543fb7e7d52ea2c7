"""Commands that are given pipes, devices, another program's file, or a backup of a stranger's."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import nutgraf
from bot.readers.copies.backup import BackupError, checked
from bot.readers.database import Readers
from bot.readers.file import ReadersError
from retrieval.evaluation.attributions import read_labelled
from retrieval.evaluation.corpus import is_database
from retrieval.evaluation.questions import QuestionsError, read

DIGEST = "0" * 64


@pytest.mark.skipif(os.name != "posix", reason="pipes lie in folders the POSIX way")
@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "toml"])
def test_nobody_waits_for_a_pipe_or_a_device_of_questions(tmp_path: Path, suffix: str) -> None:
    pipe, device = tmp_path / f"pipe.{suffix}", tmp_path / f"zero.{suffix}"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path in (pipe, device):
        with pytest.raises(QuestionsError, match="not a file that can be read again"):
            read(path)
        with pytest.raises(QuestionsError, match="not a file that can be read again"):
            read_labelled(path)
        assert not is_database(path)


@pytest.mark.parametrize(
    "manifest",
    [
        "[" * 30_000,
        "{",
        "[]",
        '{"files": 1}',
        '{"files": {"coverage.db": {}}}',
        '{"files": {}}',
        "\x00",
        json.dumps({"files": {"coverage.db": {"sha256": DIGEST}}, "made_at": "x" * 70_000}),
    ],
)
def test_a_manifest_of_any_content_is_one_line(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(BackupError, match=r"manifest\.json is damaged; name another folder"):
        checked(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="pipes lie in folders the POSIX way")
def test_a_manifest_that_is_a_pipe_is_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "manifest.json")
    with pytest.raises(BackupError, match=r"manifest\.json is damaged"):
        checked(tmp_path)


@pytest.mark.parametrize("name", ["../coverage.db", "/etc/passwd", "a\n\x1b[2J", ""])
def test_a_manifest_that_names_what_is_not_in_its_folder_is_one_line(
    tmp_path: Path, name: str
) -> None:
    made = {"files": {name: {"sha256": DIGEST}}, "made_at": "2024-03-07"}
    (tmp_path / "manifest.json").write_text(json.dumps(made))
    with pytest.raises(BackupError, match="is missing; name another folder"):
        checked(tmp_path)


def test_another_programs_file_as_readers_is_one_line_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "readers.db"
    with closing(sqlite3.connect(path)) as other:
        other.executescript("create table bookmarks(url); insert into bookmarks values ('x');")
    before = path.read_bytes()
    monkeypatch.setenv("NUTGRAF_DATABASE", str(tmp_path / "coverage.db"))
    monkeypatch.setenv("NUTGRAF_READERS", str(path))
    with pytest.raises(ReadersError, match="an SQLite file of another program; name another"):
        Readers(path)
    for command in (["stats"], ["unanswered"], ["backup", str(tmp_path / "copies")]):
        assert CliRunner().invoke(nutgraf, command).exit_code == 1
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["readers.db"]


def test_a_backup_in_a_folder_whose_name_would_steer_a_terminal_shows_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry\n\nIt left the harbour.\n")
    monkeypatch.setenv("NUTGRAF_DATABASE", str(tmp_path / "coverage.db"))
    monkeypatch.setenv("NUTGRAF_READERS", str(tmp_path / "\u202ereaders.db"))
    monkeypatch.setenv("NUTGRAF_SEEDS", str(tmp_path / "ferry.txt"))
    run = CliRunner().invoke
    assert run(nutgraf, ["reindex"]).exit_code == 0
    copies = str(tmp_path / "copies\u202e\x1b[2J\u2028")
    printed = [run(nutgraf, ["backup", copies]), run(nutgraf, ["restore", copies])]
    assert [each.exit_code for each in printed] == [0, 0]
    assert not set("".join(each.output for each in printed)) & set("\u202e\x1b\u2028")
