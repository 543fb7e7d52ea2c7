"""The commands, as a person or a program runs them."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import cli
from retrieval import Archive
from tests.tools.commands import here

ROOT = Path(__file__).parents[2]
QUESTION = "How many people were injured in the warehouse fire?"
COMMANDS = ("reindex", "ask", "show", "chat", "run")


def environment(**variables: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | variables


class Nutgraf:
    """Runs commands in a folder of their own."""

    def __init__(self, folder: Path, coverage: Path) -> None:
        self.folder = folder
        self.coverage = coverage

    def __call__(
        self, *arguments: str, given: str = "", code: int = 0, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """In this process: that saves starting one."""
        variables = {"NUTGRAF_DATABASE": str(self.coverage)} | variables
        done = here(*arguments, folder=self.folder, given=given, **variables)
        assert done.returncode == code, done.stderr
        return done

    def alone(
        self, *arguments: str, given: str = "", code: int = 0, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """In a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=environment(NUTGRAF_DATABASE=str(self.coverage), **variables),
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=30,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    def fails(self, *arguments: str, **variables: str) -> str:
        """The one line of an error that a person can mend."""
        return one_line(self(*arguments, code=1, **variables))


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that failed says, which is one line."""
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.fixture
def nutgraf(tmp_path: Path, coverage: Path) -> Nutgraf:
    return Nutgraf(tmp_path, coverage)


def test_every_command_explains_itself(nutgraf: Nutgraf) -> None:
    listed = nutgraf.alone("--help").stdout
    for command in COMMANDS:
        assert f"  {command} " in listed
        assert "--config FILE" in CliRunner().invoke(cli.nutgraf, [command, "--help"]).output


def test_reindex_says_what_it_did_and_what_it_skipped(
    nutgraf: Nutgraf, articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    for article in articles.iterdir():
        (tmp_path / "seeds" / article.name).write_bytes(article.read_bytes())
    for number in range(22):
        (tmp_path / "seeds" / f"empty-{number:02}.txt").touch()
    nutgraf.coverage = tmp_path / "new.db"
    done = nutgraf.alone("reindex", "seeds")
    first, *skipped = done.stdout.splitlines()
    assert first.startswith("3 added, 0 changed, 0 removed, 0 unchanged: 3 articles, 7 passages in")
    assert len(skipped) == 21
    assert skipped[0].startswith("skipped ")
    assert "empty-00.txt: " in skipped[0]
    assert skipped[-1] == "and 2 more skipped"
    assert done.stderr == ""
    (tmp_path / "seeds" / "bridge.txt").unlink()
    assert nutgraf("reindex", "seeds", "--no-prune").stdout.startswith(
        "0 added, 0 changed, 0 removed"
    )
    assert nutgraf("reindex", "seeds").stdout.startswith(
        "0 added, 0 changed, 1 removed, 2 unchanged"
    )


def test_ask_takes_words_and_answers_for_people(nutgraf: Nutgraf) -> None:
    quoted, unquoted = nutgraf.alone("ask", QUESTION), nutgraf("ask", *QUESTION.split())
    assert quoted.stdout == unquoted.stdout
    assert "\n    Three people were injured in the warehouse fire" in quoted.stdout


def test_ask_json_is_what_the_library_answers(nutgraf: Nutgraf, archive: Archive) -> None:
    done = nutgraf.alone("ask", "--json", "--limit", "1", "--asked-on", "2024-03-07", QUESTION)
    answer = archive.ask(QUESTION, limit=1, asked_on=date(2024, 3, 7))
    assert json.loads(done.stdout) == json.loads(json.dumps({"schema": 1} | answer.as_json()))


def test_ask_says_why_each_passage_was_chosen(nutgraf: Nutgraf) -> None:
    told = nutgraf("ask", "--explain", QUESTION).stdout
    assert "[1] Has “" in told
    assert "\n    Score " in told
    assert "injured " in told
    explained = json.loads(nutgraf("ask", "--explain", "--json", QUESTION).stdout)
    assert [each["address"] for each in explained["explanations"]] == [
        quote["address"] for quote in explained["quotes"]
    ]


def test_a_threshold_of_one_refuses_what_is_not_sure(nutgraf: Nutgraf) -> None:
    refused = json.loads(nutgraf("ask", "--json", QUESTION, NUTGRAF_THRESHOLD="1.0").stdout)
    assert not refused["answered"]


def test_show_opens_a_citation(nutgraf: Nutgraf, archive: Archive) -> None:
    address = archive.ask(QUESTION).quotes[0].address
    assert "paint and paper" in nutgraf("show", address).stdout
    assert "no passage has this address" in nutgraf.fails("show", "nowhere")


def test_chat_answers_each_line_and_ends(nutgraf: Nutgraf) -> None:
    done = nutgraf.alone("chat", given=f"{QUESTION}\n\n/1\nexit\nnever read\n")
    assert done.stdout.startswith(f"? {QUESTION}\nFigures in the coverage\n\n[1] The hospital · ")
    assert "\n? /1\n" in done.stdout
    assert "never read" not in done.stdout
    assert nutgraf("chat", given="").stdout == ""


def test_chat_in_a_terminal_prompts_and_ends_at_control_d(nutgraf: Nutgraf) -> None:
    shown = _in_a_terminal(nutgraf, b"What burned down in Larnholm?\n", b"\x04")
    assert b"Ctrl-D ends" in shown
    assert b"warehouse" in shown
    assert b"\x1b[1m" in shown


def test_an_ascii_terminal_is_no_error(nutgraf: Nutgraf) -> None:
    assert "Larnholm" in nutgraf.alone("ask", QUESTION, PYTHONIOENCODING="ascii").stdout


@pytest.mark.parametrize("command", [["ask", "who?"], ["chat"], ["show", "k5x2m7qwzt4a-12-9f3c"]])
def test_an_empty_coverage_is_one_clear_line(
    nutgraf: Nutgraf, tmp_path: Path, command: list[str]
) -> None:
    nutgraf.coverage = tmp_path / "new.db"
    assert "nothing indexed yet; run `nutgraf reindex`" in nutgraf.fails(*command)


def test_what_a_person_can_mend_is_one_line_and_exit_1(nutgraf: Nutgraf, tmp_path: Path) -> None:
    assert "no-such: no such file or folder" in one_line(
        nutgraf.alone("reindex", "no-such", code=1)
    )
    assert "no.toml: no such file" in nutgraf.fails("chat", "--config", "no.toml")
    assert "NUTGRAF_TOKN: no such setting" in nutgraf.fails("ask", "x", NUTGRAF_TOKN="secret")
    nutgraf.coverage = tmp_path / "config.db"
    nutgraf.coverage.write_bytes(b"no database at all, but long enough for a header" * 50)
    assert "config.db: " in nutgraf.fails("ask", "who?")
    nutgraf.coverage = tmp_path / "config.db" / "coverage.db"
    assert "coverage.db: " in nutgraf.fails("ask", "who?")


def test_run_without_a_token_says_where_to_get_one(nutgraf: Nutgraf) -> None:
    line = one_line(nutgraf.alone("run", code=1))
    for hint in ("@BotFather", "NUTGRAF_TOKEN", "config.toml", "make chat"):
        assert hint in line
    assert "SECRET" not in nutgraf.fails("run", NUTGRAF_TOKEN="SECRET")


def test_wrong_usage_is_exit_2(nutgraf: Nutgraf) -> None:
    assert "Usage: " in nutgraf.alone("ask", code=2).stderr
    for wrong in (["ask", "--limit", "0", "x"], ["ask", "--asked-on", "x", "x"], ["frobnicate"]):
        assert CliRunner().invoke(cli.nutgraf, wrong).exit_code == 2


def test_a_reader_of_the_output_may_leave_early(nutgraf: Nutgraf) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        cwd=nutgraf.folder,
        env=environment(NUTGRAF_DATABASE=str(nutgraf.coverage)),
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_control_c_ends_a_command_quietly(nutgraf: Nutgraf) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=nutgraf.folder,
        env=environment(NUTGRAF_DATABASE=str(nutgraf.coverage)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"/help\n/help\n")
        process.stdin.write(b"\n" * 9000)  # past the reader's buffer, so that it answers now
        process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert b"Traceback" not in process.stderr.read()


def _in_a_terminal(nutgraf: Nutgraf, *typed: bytes) -> bytes:
    """What `nutgraf chat` shows in a terminal, each line typed at a prompt of its own."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=nutgraf.folder,
        env=environment(NUTGRAF_DATABASE=str(nutgraf.coverage), TERM="xterm"),
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    ) as process:
        os.close(inner)
        shown = b""
        for prompts, line in enumerate(typed, 1):
            while shown.count(b"? ") < prompts:
                shown += os.read(outer, 4096)
            os.write(outer, line)
        while True:
            try:
                more = os.read(outer, 4096)
            except OSError:  # Linux: the other side is closed
                break
            if not more:
                break
            shown += more
        assert process.wait(timeout=20) == 0
    os.close(outer)
    return shown
