"""Strangers at the webhook: they cost little, are shown out, and never shut Telegram out."""

from __future__ import annotations

import resource
import socket
import sqlite3
import sys
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """A bot that listens, and what knocks at its door."""

    def __init__(self, telegram: TelegramServer, bots: Bots) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        place = f"127.0.0.1:{self.port}"
        self.process = bots.start(
            *("--webhook", f"http://{place}/hook", "--listen", place), polling=False
        )
        hook = telegram.wait_for(lambda: telegram.updates.webhook, timeout=20)
        assert hook
        assert hook.secret
        self.secret = hook.secret

    def knock(self, words: bytes = b"") -> socket.socket:
        """A connection that has said so much."""
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        opened.sendall(words)
        return opened

    def post(self, body: str, secret: bytes) -> int:
        """What the bot says to a post."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("POST", "/hook", body, {HEADER: secret})
            return connection.getresponse().status

    def megabytes(self) -> float:
        """What the bot holds in memory."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize() / 2**20


@pytest.fixture
def hook(telegram: TelegramServer, bots: Bots) -> Hook:
    return Hook(telegram, bots)


def answered(telegram: TelegramServer, reader: Reader) -> bool:
    question = reader.says(QUESTION)
    return bool(telegram.wait_for_message(reader, after=question).spans("bold"))


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed it by now."""
    try:
        while connection.recv(4096):
            continue
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.slow
def test_a_thousand_idle_connections_shut_nobody_out_and_fill_no_log(
    telegram: TelegramServer, bots: Bots, hook: Hook, ada: Reader
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    try:
        with ExitStack() as opened:
            for _ in range(1_005):
                opened.enter_context(hook.knock())
            assert answered(telegram, ada)
        assert answered(telegram, ada)
        assert len(bots.log()) < 2_000
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_body_without_the_secret_is_not_taken_in(
    telegram: TelegramServer, hook: Hook, ada: Reader
) -> None:
    assert answered(telegram, ada)
    before = hook.megabytes()
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: wrong\r\nContent-Length: 1048000\r\n\r\n"
    with ExitStack() as opened:
        knocking = [opened.enter_context(hook.knock(head.encode())) for _ in range(150)]
        first = knocking[0].recv(4096)
        assert first.startswith(b"HTTP/1.1 403 ")  # before a byte of the body has been sent
        for each in knocking:
            each.setblocking(False)
            try:
                each.send(b" " * 1_000_000)
            except OSError:
                continue
        assert answered(telegram, ada)
        assert hook.megabytes() < before + 30


def test_a_wrong_secret_and_what_is_no_update_are_refused_whatever_they_are(hook: Hook) -> None:
    secrets = ("", "wrong", "né", "\xff" * 200)
    assert [hook.post("{}", each.encode("latin-1")) for each in secrets] == [403] * 4
    bodies = ("[" * 100_000, "null", "[]", '{"update_id": 1e3}', '{"a": 1}')
    assert [hook.post(each, hook.secret.encode()) for each in bodies] == [400] * 5
    assert hook.process.poll() is None


@pytest.mark.slow
def test_who_is_slow_is_shown_out(telegram: TelegramServer, hook: Hook, ada: Reader) -> None:
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {hook.secret}\r\nContent-Length: 99\r\n"
    began = time.monotonic()
    with hook.knock(b"POST /hook") as idle, hook.knock(f"{head}\r\nx".encode()) as slow:
        for each in (slow, idle):
            each.settimeout(40)
            assert is_closed(each)
    assert time.monotonic() - began < 40
    assert answered(telegram, ada)


@pytest.mark.slow
def test_a_readers_file_in_other_hands_makes_telegram_deliver_again(
    telegram: TelegramServer, bots: Bots, hook: Hook, ada: Reader
) -> None:
    with closing(sqlite3.connect(bots.folder / "readers.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        question = ada.says(QUESTION)
        time.sleep(6)
        other.execute("rollback")
    assert telegram.wait_for_message(ada, after=question, timeout=20).spans("blockquote")
    assert "deliver it again" in bots.log()
    assert hook.process.poll() is None
