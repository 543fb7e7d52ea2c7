"""The token may lie in a file; what is wrong with it is one line that shows neither."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load
from bot.token import token_of
from tests.telegram.server import TelegramServer

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAG-a_token_of_thirty-five_letters0"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a token, which is configured."""
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    path.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NUTGRAF_TOKEN_FILE", "token")
    return path


def read() -> tuple[str, list[str]]:
    warnings: list[str] = []
    return token_of(load(), warn=warnings.append), warnings


@pytest.mark.parametrize("written", [TOKEN, f"{TOKEN}\n", f"\ufeff  {TOKEN} \r\n\n"])
def test_the_token_is_what_the_file_holds_without_spaces_around(file: Path, written: str) -> None:
    file.write_text(written, encoding="utf-8")
    assert read() == (TOKEN, [])


def test_the_path_counts_from_the_folder_of_the_configuration(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NUTGRAF_TOKEN_FILE")
    folder = file.parent / "etc"
    folder.mkdir()
    (folder / "config.toml").write_text('token_file = "../token"')
    assert token_of(load(folder / "config.toml"), warn=print) == TOKEN


@pytest.mark.skipif(os.name != "posix", reason="has permissions of another kind")
def test_a_file_that_everyone_may_read_is_warned_of(file: Path) -> None:
    file.chmod(0o644)
    token, (warning,) = read()
    assert token == TOKEN
    assert warning == (
        "NUTGRAF_TOKEN_FILE: everyone on this machine may read the file; chmod 600 it"
    )


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (b"", "NUTGRAF_TOKEN_FILE: the file is empty; write the token into it"),
        (b" \n", "NUTGRAF_TOKEN_FILE: the file is empty; write the token into it"),
        (f"NUTGRAF_TOKEN={TOKEN}".encode(), "NUTGRAF_TOKEN_FILE: the file must hold a token as"),
        (f"{TOKEN}\n{TOKEN}".encode(), "NUTGRAF_TOKEN_FILE: the file must hold a token as"),
        (b"\xff\xfe\x00" * 9_000, "NUTGRAF_TOKEN_FILE: the file must hold a token as"),
    ],
)
def test_a_file_without_a_token_is_one_line_without_its_words(
    file: Path, written: bytes, line: str
) -> None:
    file.write_bytes(written)
    assert refused().startswith(line)


def refused() -> str:
    with pytest.raises(ConfigError) as caught:
        read()
    line = str(caught.value)
    assert TOKEN not in line
    assert "\n" not in line
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return line


@pytest.mark.parametrize("named", ["missing", ".", f"{TOKEN}", "x" * 5_000, "token/below"])
def test_what_is_no_file_is_one_line_without_its_name(
    file: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    assert file.exists()
    monkeypatch.setenv("NUTGRAF_TOKEN_FILE", named)
    line = refused()
    assert line.startswith("NUTGRAF_TOKEN_FILE: ")
    assert named == "." or named not in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_not_waited_for(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    assert refused() == "NUTGRAF_TOKEN_FILE: not a file; it must name one that holds the token"


def test_a_token_and_a_file_of_it_are_one_line(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_TOKEN", TOKEN)
    assert file.exists()
    assert refused() == "token and token_file: both are set; keep one"


def test_without_either_the_remedy_is_named() -> None:
    with pytest.raises(ConfigError, match="no token: get one from @BotFather"):
        token_of(Config(), warn=print)


@pytest.mark.slow
def test_the_bot_runs_with_the_token_of_a_file(
    telegram: TelegramServer, file: Path, coverage: Path
) -> None:
    file.write_text(telegram.token)
    variables = {"NUTGRAF_TELEGRAM_API": telegram.url, "NUTGRAF_DATABASE": str(coverage)}
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env=os.environ | variables | {"NUTGRAF_TOKEN_FILE": str(file)} | _readers(file),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        telegram.wait_until_polling(60)
    finally:
        bot.terminate()
        _, said = bot.communicate(timeout=30)
    assert bot.returncode == 0
    assert telegram.token not in said


def _readers(file: Path) -> dict[str, str]:
    return {"NUTGRAF_READERS": str(file.parent / "readers.db")}
