"""The manual pages: one for each command, which the typesetter reads without a warning."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click
import pytest

from bot.cli import nutgraf
from tests.tools.man import write


def test_each_command_has_a_page_that_is_read_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709596800")
    pages = {page.stem: page.read_text(encoding="utf-8") for page in write(tmp_path)}
    names = nutgraf.list_commands(click.Context(nutgraf))
    assert set(pages) == {"nutgraf", *(f"nutgraf-{name}" for name in names)}
    assert all(f"nutgraf\\-{name}" in pages["nutgraf"] for name in names)
    assert ' 1 2024-03-05 "nutgraf ' in pages["nutgraf-ask"]
    assert (
        "\n.TP\n\\fB\\-\\-party PARTY\\fP\nQuote only what this party says.\n"
        in pages["nutgraf-ask"]
    )
    assert "until\\-eof" not in pages["nutgraf-watch"]  # an option that is hidden
    assert write(tmp_path)[0].read_text(encoding="utf-8") == pages["nutgraf"]
    if shutil.which("groff"):
        files = [tmp_path / "share" / "man" / "man1" / f"{name}.1" for name in pages]
        done = subprocess.run(
            ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", *map(str, files)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
