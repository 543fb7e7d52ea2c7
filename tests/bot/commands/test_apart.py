"""What strangers wrote is never parsed by the process of the command, which knows the token."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import nutgraf
from retrieval.articles.source import Source
from retrieval.inversion import workers
from retrieval.model import Article


def test_one_small_file_is_parsed_in_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(source: Source) -> Article:
        raise AssertionError(f"{source.path} was parsed in the process of the command")

    monkeypatch.setattr(workers, "parse", parse)
    monkeypatch.setenv("NUTGRAF_DATABASE", str(tmp_path / "coverage.db"))
    (tmp_path / "ferry.txt").write_text("The ferry\n\nIt left the harbour.\n")
    done = CliRunner().invoke(nutgraf, ["reindex", str(tmp_path / "ferry.txt")])
    assert done.exit_code == 0
    assert done.output.startswith("1 added, ")
