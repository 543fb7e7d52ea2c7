"""What a shell completes, by the real command: it is right, quick, silent, and makes no file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval import Archive, NothingIndexedError, beginnings
from tests.tools.commands import here

ROOT = Path(__file__).parents[2]
SPEAKERS = '[sides]\nIsland = ["islanders"]\n"Coast League" = ["league"]\n'


@pytest.fixture(scope="module")
def folder(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coverage with parties, two folders and an odd outlet; nobody has it open."""
    folder = tmp_path_factory.mktemp("completed")
    shutil.copytree(articles, folder / "news" / "2024")
    (folder / "news" / "speakers.toml").write_text(SPEAKERS)
    odd = "---\nheadline: Odd\noutlet: 'Oster, \"the\" Post: $HOME'\n---\n\nA gull sat on a pole.\n"
    (folder / "news" / "old" / "a").mkdir(parents=True)
    (folder / "news" / "old" / "a" / "odd.txt").write_text(odd)
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([folder / "news"])
    for log in folder.glob("coverage.db-*"):
        log.unlink()
    return folder


def completed(folder: Path, line: str, shell: str = "bash", **variables: str) -> list[str]:
    """What is offered at the end of the line, each as the shell reads it."""
    before = sorted(folder.iterdir())
    words = line.split(" ")
    position = str(len(words) - 1) if shell != "fish" else words[-1]
    done = here(
        folder=folder,
        _NUTGRAF_COMPLETE=f"{shell}_complete",
        COMP_WORDS=line,
        COMP_CWORD=position,
        **variables,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(folder.iterdir()) == before
    return done.stdout.splitlines() if done.stdout.strip() else []


def test_commands_and_options_are_completed_with_what_they_do(folder: Path) -> None:
    assert completed(folder, "nutgraf re") == ["plain,reindex", "plain,remove", "plain,restore"]
    assert "plain,--party" in completed(folder, "nutgraf ask --p")
    assert completed(folder, "nutgraf ask", "fish") == [
        "plain,ask\tAnswer QUESTION from the coverage."
    ]
    assert completed(folder, "nutgraf sh", "zsh")[:2] == ["plain", "show"]
    assert completed(folder, "nutgraf nonsense --") == ["plain,--version", "plain,--help"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ask --outlet ", ["Coast Post", "Island Wire", "Larnholm Gazette"]),
        ("ask --outlet coast", ["Coast Post"]),
        ("timeline --outlet=Isl", ["Island Wire"]),
        ("list --outlet L", ["Larnholm Gazette"]),
        ("ask --party ", ["Coast League", "Island"]),
        ("ask --party isl", ["Island"]),
        ("ask --path ", ["2024", "old"]),
        ("ask --path old/", ["old/a"]),
        ("timeline --path 2024/h", ["2024/harbour", "2024/harbour-later"]),
        ("remove --id 2024/b", ["2024/bridge"]),
        ("remove --outlet Is", ["Island Wire"]),
        ("withdraw old", ["old/a/odd"]),
        ("ask --limit ", []),
        ("ask --outlet Zz", []),
        ("service r", ["reindex"]),
        ("run --log j", ["json"]),
        ("add https://oster.example --back ", ["all"]),
    ],
)
def test_values_are_those_of_the_coverage(folder: Path, line: str, offered: list[str]) -> None:
    found = [each.removeprefix("plain,") for each in completed(folder, f"nutgraf {line}")]
    assert [each for each in found if not each.startswith("Oster")] == offered


def test_an_address_is_that_of_a_first_passage(folder: Path) -> None:
    offered = completed(folder, "nutgraf show ", "zsh")
    addresses = dict(zip(offered[1::3], offered[2::3], strict=True))
    assert "Third person injured in Larnholm fire" in addresses.values()
    address = next(iter(addresses))
    assert completed(folder, f"nutgraf verify {address[:6]}") == [f"plain,{address}"]
    with Archive(folder / "coverage.db") as archive:
        assert archive.show(address).passage.address == address


@pytest.mark.parametrize(
    "line",
    [
        "ask --config ",
        "reindex ",
        "remove n",
        "eval ",
        "run --key ",
        "eval a --plot ",
        "init --config x",
    ],
)
def test_a_file_is_completed_as_a_file(folder: Path, line: str) -> None:
    (offered,) = completed(folder, f"nutgraf {line}")
    assert offered.startswith("file,")


def test_a_folder_is_completed_as_a_folder(folder: Path) -> None:
    assert completed(folder, "nutgraf backup ") == ["dir,"]


def test_the_configuration_says_which_coverage(folder: Path, tmp_path: Path) -> None:
    assert completed(tmp_path, "nutgraf ask --outlet ") == []
    (tmp_path / "other.toml").write_text(f'database = "{(folder / "coverage.db").as_posix()}"\n')
    assert "plain,Coast Post" in completed(tmp_path, "nutgraf ask --config other.toml --outlet ")
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "other.toml").rename(tmp_path / "config.toml")
    assert "plain,Coast Post" in completed(below, "nutgraf ask --outlet ")


def test_whatever_is_wrong_nothing_is_said(folder: Path, tmp_path: Path) -> None:
    for database in (b"no coverage", b"", None):
        if database is not None:
            (tmp_path / "coverage.db").write_bytes(database)
        assert completed(tmp_path, "nutgraf ask --party ") == []
        (tmp_path / "coverage.db").unlink(missing_ok=True)
    os.mkfifo(tmp_path / "coverage.db")
    assert completed(tmp_path, "nutgraf show ") == []
    (tmp_path / "config.toml").write_text("no = toml = at all")
    assert completed(tmp_path, "nutgraf ask --outlet ") == []
    assert completed(folder, "nutgraf ask --outlet ", NUTGRAF_QUTES="3") == []
    assert completed(folder, "nutgraf ask 'an open quote") == []
    with pytest.raises(NothingIndexedError):
        beginnings(tmp_path / "none.db", "outlet", "")


def test_a_running_reindex_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "coverage.db", tmp_path)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.coverage()  # from now on somebody reads
        assert "plain,Coast Post" in completed(tmp_path, "nutgraf ask --outlet C")


def in_bash(folder: Path, words: str) -> str:
    """What a real bash puts on the line for these words, the last of which is completed."""
    command = folder.parent / "bin" / "nutgraf"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    command.chmod(0o755)
    script = f"""
        eval "$(_NUTGRAF_COMPLETE=bash_source nutgraf)"
        COMP_WORDS=(nutgraf {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _nutgraf_completion nutgraf 2>/dev/null; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PATH": path},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_bash_gets_a_name_of_several_words_as_one_word(folder: Path) -> None:
    odd = 'Oster\\,\\ \\"the\\"\\ Post:\\ \\$HOME'
    assert in_bash(folder, "ask --outlet O") == odd


@pytest.mark.slow
def test_a_quotation_mark_holds_a_name_and_the_shell_waits_less_than_half_a_second(
    folder: Path,
) -> None:
    assert in_bash(folder, "ask --outlet '\"Coast P'") == "Coast Post"
    for line in ("nutgraf ", "nutgraf ask --outlet ", "nutgraf show ", "nutgraf remove --id "):
        variables = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
        took = []
        for _ in range(5):
            before = os.times()
            subprocess.run(
                [sys.executable, "-m", "bot"],
                cwd=folder,
                env=os.environ
                | {"PYTHONPATH": str(ROOT), "_NUTGRAF_COMPLETE": "bash_complete"}
                | variables,
                stdout=subprocess.DEVNULL,
                check=True,
            )
            after = os.times()  # of the processor's: others may be at work
            took.append(sum(after[2:4]) - sum(before[2:4]))
        assert min(took) < 0.5, line
