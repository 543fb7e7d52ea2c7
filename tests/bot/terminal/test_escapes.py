"""What an article, a file's name or a reader says cannot steer the terminal that shows it."""

from __future__ import annotations

import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.cli import nutgraf
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.readers.reports import keep_feedback
from bot.terminal.screen import Screen
from bot.terminal.verifications import show_verification
from bot.text import visible
from retrieval import Archive, Refusal

CLEAR, TITLE, CSI, TURN = "\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\u202e"
STEERING = f"{CLEAR}{TITLE}{CSI}{TURN}\x08\x7f"
SEEN = "␛[2J␛]0;owned␇�31m�␈␡"
PARAGRAPH = f"The harbour of Larnholm{STEERING} burned on Monday night."
ARTICLE = {"headline": f"Fire in Larnholm{STEERING}", "text": PARAGRAPH}


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a coverage and readers who would steer a terminal."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "fire.jsonl").write_text(json.dumps(ARTICLE), encoding="utf-8")
    (seeds / f"empty{CLEAR}\n.txt").write_text("")
    for name, file in (("DATABASE", "coverage.db"), ("READERS", "readers.db"), ("SEEDS", "seeds")):
        monkeypatch.setenv(f"NUTGRAF_{name}", str(tmp_path / file))
    return tmp_path


def steers(text: str) -> list[str]:
    return [
        each for each in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\x08", "\x7f", TURN) if each in text
    ]


def test_each_sign_takes_one_place_and_words_stay() -> None:
    assert visible(STEERING) == SEEN
    assert len(visible(STEERING)) == len(STEERING)
    assert visible("one\u2028line\u2029") == "one�line�"
    plain = "Щит 🚀\ta\nb العربية \u200f\u200b"
    assert visible(plain) == plain


@pytest.mark.parametrize("terminal", [True, False])
def test_quotes_passages_timelines_and_checks_show_signs(hostile: Path, terminal: bool) -> None:
    out = io.StringIO()
    screen = Screen(Console(file=out, force_terminal=terminal, width=60, highlight=False))
    with Archive(hostile / "coverage.db") as archive:
        archive.reindex([hostile / "seeds"])
        answer = archive.ask("What burned in Larnholm?")
        screen.answer(answer)
        screen.excerpt(archive.show(answer.quotes[0].address))
        screen.timeline(archive.timeline("harbour Larnholm"))
        show_verification(
            screen, archive.verify(text="The harbour of Larnholm burned on Friday night.")
        )
        screen.answer(archive.ask(f"Who won in Zanzibar{STEERING}?"))
    assert steers(out.getvalue()) == []
    assert "␛[2J" in out.getvalue()


def test_commands_show_signs(hostile: Path) -> None:
    indexed = CliRunner().invoke(nutgraf, ["reindex"]).output
    (skipped,) = [
        line for line in indexed.splitlines() if "empty" in line
    ]  # its name has a line end
    assert skipped.startswith("skipped ")
    refusal = Refusal("unknown_words", (f"Zanzibar{STEERING}",))
    with closing(Readers(hostile / "readers.db")) as readers:
        keep_feedback(readers, f"Good{STEERING}")
        for reader_id in range(3):
            Counts(readers).question(
                3, refusal, ["zanzibar"], "Who?" + STEERING, reader_id=reader_id
            )
    printed = [
        CliRunner().invoke(nutgraf, arguments).output
        for arguments in (["stats"], ["unanswered"], ["doctor"], ["ask", "What burned?"])
    ]
    assert steers("".join([indexed, *printed])) == []
    assert f"Good{SEEN}" in printed[0]
    assert f"such as: Who?{SEEN}" in printed[1]


@pytest.mark.usefixtures("hostile")
def test_json_stays_verbatim() -> None:
    CliRunner().invoke(nutgraf, ["reindex"])
    told = CliRunner().invoke(nutgraf, ["ask", "--json", "What burned in Larnholm?"]).stdout
    assert json.loads(told)["quotes"][0]["text"] == PARAGRAPH
    assert steers(told) == []
    assert "\\u009b31m" in told
