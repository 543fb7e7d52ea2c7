"""The log, for people and for programs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot import masking
from bot.telegram import log

TOKEN = "123456789:AAG-a_token_of_thirty-five_letters0"


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is set up and hidden is of one test."""
    monkeypatch.setattr(masking, "_hidden", {})
    root, bot = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, bot.level
    yield
    root.handlers, root.level = before[0], before[1]
    bot.setLevel(before[2])


def test_a_line_of_json_holds_an_object_without_the_token(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("json")
    logger = logging.getLogger("bot.telegram.polling")
    logger.info("Марія asked %s\x1b[2J \u2028 %r", "twice\n", {"token": TOKEN})
    try:
        raise OSError(f"https://ada:pass@host/bot{TOKEN}/getMe")
    except OSError:
        logger.exception("failed")
    logger.debug("not said")
    lines = capsys.readouterr().err.splitlines()
    assert all(line.isascii() and TOKEN[10:] not in line for line in lines)
    first, second = map(json.loads, lines)
    assert set(first) == {"time", "level", "logger", "message"}
    assert first["message"] == "Марія asked twice\n\x1b[2J \u2028 {'token': 'TOKEN'}"
    assert (first["level"], first["logger"]) == ("INFO", "bot.telegram.polling")
    assert first["time"].endswith("+00:00")
    assert second["error"].startswith("Traceback")
    assert "pass" not in second["error"]


def set_up(form: str, level: int = logging.INFO) -> None:
    logging.getLogger().handlers = []  # those of the tests' own
    log.set_up(TOKEN, form, level)


@pytest.mark.parametrize(
    ("level", "said"),
    [(logging.DEBUG, "debug info warning"), (logging.INFO, "info warning"), (30, "warning")],
)
def test_how_much_is_said_is_up_to_the_operator(
    level: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("text", level)
    for each in ("debug", "info", "warning"):
        getattr(logging.getLogger("bot.x"), each)(each)
    lines = capsys.readouterr().err.splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == said.split()
    assert logging.getLogger("httpx").getEffectiveLevel() == logging.WARNING
