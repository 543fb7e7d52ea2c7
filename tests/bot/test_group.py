"""How the commands are listed, and what is said of one that does not exist."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import nutgraf
from tests.tools.commands import here

NAMES = nutgraf.list_commands(click.Context(nutgraf))


def test_no_line_of_the_help_is_cut_at_80_columns() -> None:
    printed = CliRunner().invoke(nutgraf, ["--help"], terminal_width=78).output.splitlines()
    lines = [line.split(maxsplit=1) for line in printed if line.startswith("  ")]
    told = {name: does for name, does in lines if name in NAMES}
    assert set(told) == set(NAMES)
    assert all(does.endswith(".") for does in told.values())


def test_each_command_is_in_one_section_and_told_by_its_own_line() -> None:
    context = click.Context(nutgraf)
    for name in NAMES:
        command = nutgraf.get_command(context, name)
        assert command
        assert command.help
        assert command.get_short_help_str(62) == command.short_help


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("aks", " Did you mean 'ask'?"),
        ("re-index", " Did you mean 'reindex'?"),
        ("ASK", " Did you mean 'ask'?"),
        ("zzz", ""),
    ],
)
def test_a_command_that_does_not_exist_is_wrong_usage_and_names_what_is_near(
    tmp_path: Path, written: str, meant: str
) -> None:
    done = here(written, "x", folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == f"Error: No such command {written!r}.{meant}"


def test_nutgraf_alone_shows_its_help(tmp_path: Path) -> None:
    done = here(folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == here("--help", folder=tmp_path).stdout


def test_each_command_may_be_quiet_or_say_what_it_uses(tmp_path: Path, coverage: Path) -> None:
    context = click.Context(nutgraf)
    for name in NAMES:
        command = nutgraf.get_command(context, name)
        assert command
        options = [each.opts for each in command.params]
        assert options.count(["--quiet"]) == options.count(["--verbose"]) == 1, name
    words = ("search", "--all", "warehouse")
    said = here(*words, folder=tmp_path, NUTGRAF_DATABASE=coverage)
    assert said.stderr == "4 passages in 2 articles\n"
    for quiet in (["--quiet", *words], [*words, "--quiet"]):
        done = here(*quiet, folder=tmp_path, NUTGRAF_DATABASE=coverage)
        assert (done.returncode, done.stdout, done.stderr) == (0, said.stdout, "")
    (tmp_path / "config.toml").write_text("quotes = 2\n")
    for verbose in (["--verbose", "list"], ["list", "--verbose"]):
        done = here(*verbose, folder=tmp_path, NUTGRAF_DATABASE=coverage)
        assert done.stderr == f"configuration: {tmp_path / 'config.toml'}\n"
    for wrong in (["--quiet", "list", "--verbose"], ["list", "--quiet", "--verbose"]):
        assert here(*wrong, folder=tmp_path).returncode == 2


def test_a_quiet_error_is_still_said(tmp_path: Path) -> None:
    done = here("ask", "--quiet", "Who?", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
