"""Every command that prints something prints it for programs as well."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from bot.cli import nutgraf
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.readers.reports import keep_feedback
from retrieval.answers import Refusal
from tests.tools.commands import here

TALK = {"chat", "demo", "run", "schema", "service", "texts"}
"""Commands that talk with people, with Telegram, or print a file of one form."""


def said(folder: Path, *arguments: str) -> Any:
    done = here(*arguments, "--json", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["schema"] == 1
    return found


def test_each_command_that_prints_something_has_it() -> None:
    context = click.Context(nutgraf)
    for name in nutgraf.list_commands(context):
        command = nutgraf.get_command(context, name)
        assert command
        has = any("--json" in each.opts for each in command.params)
        assert has != (name in TALK), name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a question was asked in vain by three readers, and one wrote to the operator."""
    (tmp_path / "articles").mkdir()
    text = "A ferry\n\nThe ferry sailed from Oster to Lindholm on Monday.\n"
    (tmp_path / "articles" / "a.txt").write_text(text)
    (tmp_path / "config.toml").write_text('seeds = ["articles"]\n')
    with closing(Readers(tmp_path / "readers.db")) as readers:
        keep_feedback(readers, "More of the east, please.")
        for reader_id in range(3):
            refusal = Refusal("unknown_words", ("Kherson",))
            Counts(readers).question(7, refusal, ["kherson"], "Kherson?", reader_id=reader_id)
    return tmp_path


def test_watching_usage_and_copies_are_told_to_programs(folder: Path) -> None:
    watched = said(folder, "watch", "--once")
    assert {key: watched[key] for key in ("added", "changed", "removed")} == {
        "added": 1,
        "changed": 0,
        "removed": 0,
    }
    stats = said(folder, "stats")
    assert (stats["questions"], stats["refused"]) == (3, {"unknown_words": 3})
    assert stats["answered_within"] == {"half": 10, "ninety_nine": 10}
    assert [each["words"] for each in stats["newest_feedback"]] == ["More of the east, please."]
    assert stats["coverage"]["articles"] == 1
    [row] = said(folder, "unanswered")["questions"]
    assert (row["times"], row["terms"], row["unknown"]) == (3, "kherson", "Kherson")
    made = said(folder, "backup", "copy")
    assert set(made["files"]) == {"coverage.db", "readers.db"}
    back = said(folder, "restore", "copy")
    assert back["made_at"] == made["made_at"]
    assert back["files"]["coverage.db"] == str(folder / "coverage.db")
    assert back["left_out"] == []
