"""The parts of README.md and docs/ that commands print; `python -m tests.tools.readme` makes them.

A part stands between `<!-- made by python -m tests.tools.readme: NAME -->` and `<!-- end -->`:
`help` is the list of commands, `commands` each command's help; in the others a fence opens with
what is run, a shell command after `$ ` or a program in Python, and what it prints follows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from click.testing import CliRunner

from bot.cli import nutgraf
from retrieval import Archive

ROOT = Path(__file__).parents[2]
PAGES = tuple(
    ROOT / name for name in ("README.md", "docs/commands.md", "docs/json.md", "docs/library.md")
)

_PART = re.compile(
    r"(?P<open><!-- made by python -m tests\.tools\.readme: (?P<name>\w+) -->\n)"
    r"(?P<body>.*?)"
    r"(?P<close><!-- end -->\n)",
    re.DOTALL,
)
_CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n")
_PROGRAM = re.compile(r"```python\n(?P<program>.*?)```\n", re.DOTALL)
_WIDTH = 78  # what click uses of a terminal's 80 columns
_MOMENTS = (re.compile(r'(?<="indexed_at": ")[^"]+'), re.compile(r'(?<="seconds": )[0-9.]+'))


def parts(text: str) -> dict[str, str]:
    """The parts in a page's `text`, by name."""
    return {part["name"]: part["body"] for part in _PART.finditer(text)}


def refreshed(text: str) -> str:
    """The page's `text` with its parts as they come out now, over the seeds freshly indexed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder)
        return _PART.sub(
            lambda part: part["open"] + _made(part["name"], part["body"], folder) + part["close"],
            text,
        )


def _prepare(folder: Path) -> None:
    """Put the seeds, a coverage of them and the command `nutgraf` into the folder."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([folder / "seeds"])
    (folder / "nutgraf").symlink_to(ROOT / "bot" / "nutgraf")
    command = folder / "bin" / "nutgraf"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def _made(name: str, body: str, folder: Path) -> str:
    if name == "help":
        return _help()
    if name == "commands":
        return "\n".join(f"## nutgraf {each}\n\n{_help(each)}" for each in _names())
    if console := _CONSOLE.match(body):
        printed = _printed(["sh", "-c", console["command"]], folder)
        for moment in _MOMENTS:
            if known := moment.search(body):  # another moment alone is no news
                printed = moment.sub(known[0], printed)
        return f"{console[0]}{printed.rstrip()}\n```\n"
    if program := _PROGRAM.match(body):
        printed = _printed([sys.executable, "-c", program["program"]], folder)
        return f"{program[0]}\n```text\n{printed.rstrip()}\n```\n"
    raise ValueError(f"part {name}: opens with neither ```console, $ nor ```python")


def _names() -> list[str]:
    return nutgraf.list_commands(click.Context(nutgraf))


def _help(*arguments: str) -> str:
    """What `--help` prints in a terminal of 80 columns, in a fence."""
    done = CliRunner().invoke(
        nutgraf, [*arguments, "--help"], prog_name="nutgraf", terminal_width=_WIDTH
    )
    assert done.exit_code == 0, done.output
    command = " ".join(["nutgraf", *arguments, "--help"])
    return f"```console\n$ {command}\n{done.output.rstrip()}\n```\n"


def _printed(command: list[str], folder: Path) -> str:
    inherited = {name: value for name, value in os.environ.items() if "NUTGRAF" not in name.upper()}
    inherited["NUTGRAF_MEANING"] = "false"  # pages show what every installation prints
    inherited["NUTGRAF_CEILING"] = str(folder)
    path = os.pathsep.join([str(folder / "bin"), inherited.get("PATH", os.defpath)])
    done = subprocess.run(
        command,
        cwd=folder,
        env=inherited
        | {"PATH": path, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LANGUAGE": "en"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
