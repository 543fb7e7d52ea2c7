"""Whatever Telegram delivers, the bot lives, logs no word of it, and answers who asks next."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bot.readers.database import Readers
from bot.readers.inbox import Inbox
from tests.telegram.model import Json
from tests.telegram.odd import Odd
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots

pytestmark = pytest.mark.beside

FIRST = 1_000
COUNTS = [pytest.param(count, marks=pytest.mark.slow) for count in (100, 20_000)]
TOKEN_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def bots(
    request: pytest.FixtureRequest, telegram: TelegramServer, coverage: Path, tmp_path: Path
) -> Iterator[Bots]:
    telegram.updates.go_on_after(100_000_000)
    slow = request.node.get_closest_marker("slow") is not None
    with Bots(telegram, coverage, tmp_path, whole=slow) as started:
        yield started
    telegram.violations = [each for each in telegram.violations if "thread not" in each]
    assert "secret" not in bots_log(tmp_path)


def bots_log(folder: Path) -> str:
    return "".join(log.read_text("utf-8", "replace") for log in folder.glob("bot-*.log"))


def odd(count: int) -> list[Json]:
    return list(Odd(count).updates(count, first=FIRST))


def answered(telegram: TelegramServer, ada: Reader, timeout: float) -> bool:
    question = ada.says(QUESTION)
    return bool(telegram.wait_for_message(ada, after=question, timeout=timeout).spans("blockquote"))


def left(folder: Path) -> int:
    with closing(Readers(folder / "readers.db")) as readers:
        rows = readers.rows("select count(*) from updates where done_at is null")
        return int(rows[0][0])


@pytest.mark.parametrize("count", COUNTS)
def test_fetched_ones_are_confirmed_and_done_with(
    telegram: TelegramServer, bots: Bots, count: int
) -> None:
    process = bots.start()
    with telegram.changed:
        telegram.updates.pending |= {each["update_id"]: each for each in odd(count)}
        telegram.changed.notify_all()
    assert answered(telegram, telegram.user("Ada"), 30 + count / 50)
    assert bots.stop(process) == 0
    assert not telegram.updates.pending
    assert left(bots.folder) < 100


@pytest.mark.parametrize("count", COUNTS)
def test_posted_ones_are_accepted_and_done_with(
    telegram: TelegramServer, bots: Bots, count: int
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    listening = ("--webhook", f"http://127.0.0.1:{port}/hook", "--listen", f"127.0.0.1:{port}")
    process = bots.start(*listening, polling=False)
    hook = telegram.wait_for(lambda: telegram.updates.webhook, timeout=20)
    assert hook
    assert hook.secret
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        for update in odd(count):
            connection.request("POST", "/hook", json.dumps(update), {TOKEN_HEADER: hook.secret})
            reply = connection.getresponse()
            reply.read()
            assert reply.status == 200, update
    assert answered(telegram, telegram.user("Ada"), 30 + count / 50)
    assert bots.stop(process) == 0


@pytest.mark.parametrize("count", COUNTS)
def test_those_that_an_earlier_run_left_are_done_with(
    telegram: TelegramServer, bots: Bots, count: int
) -> None:
    with closing(Readers(bots.folder / "readers.db")) as readers:
        assert len(Inbox(readers).take(odd(count))) == count
    process = bots.start()
    assert answered(telegram, telegram.user("Ada"), 30 + count / 50)
    assert bots.stop(process) == 0
    assert left(bots.folder) < 100


POLL = {
    "id": "1",
    "question": "secret?",
    "options": [{"text": "secret", "voter_count": 0}, {"text": "b", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
UNREACHABLE = {"message_id": 3, "date": 0, "chat": {"id": -1001, "type": "supergroup"}}
OPTION = {"option_persistent_id": "1", "option_text": "secret", "poll_message": UNREACHABLE}


UNREADABLE: list[Json] = [
    {"pinned_message": UNREACHABLE},
    {"poll_option_added": OPTION},
    {"poll_option_deleted": OPTION},
    {"poll": POLL},
    {"text": "secret", "date": 2**52},
    {"text": "secret", "date": "secret"},
    {"text": ["secret"]},
    {"text": "/settings", "from": None},
]


def test_those_that_cannot_be_read_hold_nobody_up(telegram: TelegramServer, bots: Bots) -> None:
    process = bots.start()
    cyd = {"id": 8, "is_bot": False, "first_name": "secret name", "username": "secretive"}
    chat = {"id": 8, "type": "private", "first_name": "secret name"}
    numbers = range(7, 7 + len(UNREADABLE))
    with telegram.changed:
        for number, fields in zip(numbers, UNREADABLE, strict=True):
            message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": cyd}
            update = {"update_id": number, "message": message | fields}
            telegram.updates.pending[number] = update
        telegram.changed.notify_all()
    assert answered(telegram, telegram.user("Ada"), 10)
    assert bots.stop(process) == 0
    assert telegram.updates.pending.keys().isdisjoint(numbers)
    for number in numbers:
        lines = [line for line in bots.log().splitlines() if f"update {number} " in line]
        assert len(lines) <= 1
        assert all("(message)" in line for line in lines)
