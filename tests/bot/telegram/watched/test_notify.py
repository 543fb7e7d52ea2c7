"""What a service manager is told of the bot."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.telegram.watched.notify import Manager
from tests.telegram.server import TelegramServer
from tests.tools.bots import Bots


@pytest.fixture
def heard() -> Iterator[socket.socket]:
    """Where a service manager listens; a socket's path must be short."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as found:
        found.bind(str(Path(folder, "notify")))
        found.settimeout(20)
        yield found


def said(heard: socket.socket) -> str:
    return heard.recv(4096).decode()


def silent(heard: socket.socket, seconds: float) -> bool:
    """Whether nothing more is said, once what was has been heard."""
    heard.settimeout(0.05)
    try:
        while True:
            said(heard)
    except TimeoutError:
        heard.settimeout(seconds)
    try:
        said(heard)
    except TimeoutError:
        return True
    return False


def test_a_bot_says_when_it_is_up_and_then_that_it_is_not_stuck(
    telegram: TelegramServer, bots: Bots, heard: socket.socket
) -> None:
    process = bots.start(NOTIFY_SOCKET=heard.getsockname(), WATCHDOG_USEC="200000")
    assert said(heard) == f"READY=1\nSTATUS=answering as @{telegram.username}"
    assert [said(heard) for _ in range(3)] == ["WATCHDOG=1"] * 3
    process.send_signal(signal.SIGSTOP)
    assert silent(heard, 0.5)
    process.send_signal(signal.SIGCONT)
    assert said(heard) == "WATCHDOG=1"
    assert bots.stop(process) == 0
    assert heard.recv(4096) in (b"WATCHDOG=1", b"STOPPING=1")


@pytest.mark.slow
def test_a_bot_whose_token_is_rejected_never_says_that_it_is_up(
    bots: Bots, heard: socket.socket
) -> None:
    wrong = "123456789:AAF-some_other_token_of_length_35xx"
    process = bots.start(
        polling=False, NUTGRAF_TOKEN=wrong, NOTIFY_SOCKET=heard.getsockname(), WATCHDOG_USEC="1"
    )
    assert process.wait(timeout=30) == 78
    assert said(heard) == "STOPPING=1"


def test_the_bots_own_processes_are_not_told_where_to_say_it() -> None:
    given = {"NOTIFY_SOCKET": "@name", "WATCHDOG_USEC": "3000000", "HOME": "/"}
    assert Manager.taken(given) == Manager("@name", 1.5)
    assert given == {"HOME": "/"}


@pytest.mark.parametrize(
    ("given", "interval"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "nonsense"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "2000000", "WATCHDOG_PID": str(os.getpid())}, 1.0),
    ],
)
def test_it_is_said_as_often_as_is_wanted(given: dict[str, str], interval: float | None) -> None:
    assert Manager.taken({"NOTIFY_SOCKET": "/s", **given}) == Manager("/s", interval)


def test_nobody_who_listens_is_nobody_to_wait_for(tmp_path: Path) -> None:
    assert Manager.taken({"NOTIFY_SOCKET": "vsock:2:1"}) is None
    began = time.monotonic()
    Manager(str(tmp_path / "none"), None).tell("READY=1")
    Manager("@nobody-listens-here", None).tell("READY=1")
    assert time.monotonic() - began < 1
