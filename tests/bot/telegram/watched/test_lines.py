"""With `--log json`, each line on standard error is an object, whoever writes it."""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import masking
from bot.config import ConfigError
from bot.telegram import log
from bot.telegram.polling import TokenRejectedError
from bot.telegram.watched.lines import lines_of
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots
from tests.tools.until import until

TOKEN = "123456789:AAG-a_token_of_thirty-five_letters0"
CHILD = f"""
import os, sys
os.write(2, b"ready\\n\\xff is no text\\nerror: no disk\\n")
os.write(2, b"a question failed: KeyError\\n  File x\\n    y = z\\n")
os.write(2, b"warning: {TOKEN} \\x1b[2J\\nthe end, without a stop")
"""


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is set up and hidden is of one test."""
    monkeypatch.setattr(masking, "_hidden", {})
    loggers = [logging.getLogger(name) for name in ("", "bot", "nutgraf")]
    before = [each.level for each in loggers], loggers[0].handlers[:]
    yield
    for each, level in zip(loggers, before[0], strict=True):
        each.setLevel(level)
    loggers[0].handlers = before[1]


def set_up() -> None:
    logging.getLogger().handlers = []  # those of the tests' own
    log.set_up(TOKEN, "json")


def objects(text: str) -> list[dict[str, Any]]:
    """Each line, which is an object with a time, a level and a message."""
    found = [json.loads(line) for line in text.splitlines()]
    assert all({"time", "level", "logger", "message"} <= each.keys() for each in found)
    return found


class Falls:
    """Fails when it is taken apart, where nobody can be told."""

    def __del__(self) -> None:
        raise ValueError(TOKEN)


def fail() -> None:
    raise OSError("away")


def test_what_processes_threads_and_python_itself_write_is_an_object_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up()
    with lines_of("json") as lines:
        pipe = lines.pipe("watch", logging.INFO)
        subprocess.run([sys.executable, "-S", "-c", CHILD], stderr=pipe, check=True)
        lines.warn("the watch has ended")
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        Falls()
        gc.collect()
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("old", UserWarning, stacklevel=1)
    said = capsys.readouterr().err
    found = objects(said)
    assert TOKEN[10:] not in said
    levels = {each["message"].partition("\n")[0]: each["level"] for each in found}
    assert levels["ready"] == levels["\\xff is no text"] == "INFO"
    assert levels["error: no disk"] == "ERROR"
    assert levels["warning: TOKEN \x1b[2J"] == levels["the watch has ended"] == "WARNING"
    assert levels["the end, without a stop"] == "INFO"
    (failed,) = (each for each in found if each["message"].startswith("a question"))
    assert failed["message"].endswith("\n    y = z")
    assert sum("Traceback" in each.get("error", "") for each in found) == 2
    assert any(each["logger"] == "py.warnings" for each in found)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (TokenRejectedError(), 78, "token: rejected by Telegram"),
        (ConfigError("x: wrong\nand more"), 1, "x: wrong\nand more"),
        (OSError(28, "No space left on device", "/data"), 1, "No space left"),
        (KeyError(TOKEN), 1, "the bot has ended"),
    ],
)
def test_what_ends_the_bot_is_the_last_object(
    error: Exception, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up()
    with pytest.raises(SystemExit) as ended, lines_of("json"):
        raise error
    assert ended.value.code == code
    (last,) = objects(capsys.readouterr().err)
    assert (last["level"], TOKEN in str(last)) == ("CRITICAL", False)
    assert said in last["message"]
    assert ("error" in last) == isinstance(error, KeyError)


def test_in_text_lines_are_as_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    with lines_of("text") as lines:
        assert lines.pipe("watch", logging.INFO) is None
        lines.warn("the file may be read by all")
    with pytest.raises(TokenRejectedError), lines_of("text"):
        raise TokenRejectedError
    assert capsys.readouterr().err == "warning: the file may be read by all\n"


@pytest.mark.slow
def test_a_bot_that_meets_trouble_writes_nothing_but_objects(
    telegram: TelegramServer, whole_bots: Bots, ada: Reader
) -> None:
    bots = whole_bots
    (bots.folder / "articles").mkdir()
    (bots.folder / "articles" / "broken.json").write_text("{", encoding="utf-8")
    feed = '[[coverage]]\nfeed = "http://127.0.0.1:9/feed"\n'
    (bots.folder / "config.toml").write_text(f'seeds = ["articles"]\n{feed}', encoding="utf-8")
    (bots.folder / "token").write_text(telegram.token, encoding="utf-8")
    (bots.folder / "token").chmod(0o644)
    process = bots.start(
        "--watch",
        "--log",
        "json",
        polling=False,
        NUTGRAF_TOKEN="",
        NUTGRAF_TOKEN_FILE="token",
        NUTGRAF_PRIVATE_ADDRESSES="true",
        PYTHONWARNINGS="default",
    )
    telegram.wait_until_polling(60)
    until(lambda: "watching 1 paths and 1 feeds" in bots.log())
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for each in map(int, children):
        os.kill(each, signal.SIGKILL)
    telegram.wait_for_message(ada, after=ada.says(QUESTION))
    until(lambda: "has ended (-9)" in bots.log())
    assert bots.stop(process) == 0
    found = objects(bots.log())
    assert {each["logger"] for each in found} >= {"nutgraf.watch", "nutgraf"}
    assert any("everyone on this machine" in each["message"] for each in found)

    wrong = "123456789:AAF-some_other_token_of_length_35xx"
    rejected = bots.start("--log", "json", polling=False, NUTGRAF_TOKEN=wrong)
    assert rejected.wait(timeout=60) == 78
    last = objects(bots.log())[-1]
    assert (last["level"], last["logger"]) == ("CRITICAL", "nutgraf")
