"""Whose turn it is, who is left out, and what is done while the readers' file is in other hands."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from types import SimpleNamespace

import pytest
from telegram import Bot, Update

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.readers.inbox import Raw
from bot.telegram.turns import _OF_A_READER, ERRAND, Turns
from tests.telegram.model import Json
from tests.telegram.server import Reader, TelegramServer

ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


def written(number: int, chat: Json, sender: Json, **fields: object) -> Raw:
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": "x"}
    return {"update_id": number, "message": message | fields}


@pytest.mark.usefixtures("bot")
def test_inline_queries_that_are_left_out_are_answered_at_once(
    telegram: TelegramServer, ada: Reader
) -> None:
    with telegram.changed:
        asked = [ada.asks_inline("warehouse fire") for _ in range(_OF_A_READER + 25)]
    telegram.wait_for(lambda: len(telegram.inline_answers) == len(asked))
    assert {each.query_id for each in telegram.inline_answers} == set(asked)
    left_out = [
        each for each in telegram.calls_of("answerInlineQuery") if button_of(each.arguments)
    ]
    assert len(left_out) == 25
    assert all(each.arguments["cache_time"] == 0 for each in left_out)


def button_of(given: Json) -> bool:
    found: object = given["button"]["text"], given["results"]
    return found == (ENGLISH.too_fast_inline, [])


@pytest.mark.usefixtures("bot")
@pytest.mark.slow
def test_presses_that_are_left_out_are_answered_at_once(
    telegram: TelegramServer, ada: Reader
) -> None:
    answer = telegram.wait_for_message(ada, after=ada.says("What burned down in Larnholm?"))
    with telegram.changed:
        pressed = [ada.presses(answer, "up") for _ in range(_OF_A_READER + 25)]
    telegram.wait_for(lambda: len(telegram.callback_answers) == len(pressed))
    assert {each.query_id for each in telegram.callback_answers} == set(pressed)


async def test_an_anonymous_admin_who_never_stops_fills_no_place_of_another_sender(
    backend: Backend,
) -> None:
    chat, begun, left_out, go_on = {"id": -1007, "type": "supergroup"}, [], [], asyncio.Event()

    async def process(update: Update) -> None:
        begun.append(update.update_id)
        await go_on.wait()

    async def overflow(update: Update) -> None:
        left_out.append(update.update_id)

    turns = Turns(backend, Bot("1:a"), process, overflow)
    for number in range(1, _OF_A_READER + 3):
        turns.put(written(number, chat, ADMIN, sender_chat=chat))
    turns.put(written(99, chat, ADMIN, sender_chat={"id": -1009, "type": "channel"}))
    while len(begun) < 2 or not left_out:
        await asyncio.sleep(0.001)
    go_on.set()
    await turns.close(5)
    assert begun[:2] == [1, 99]
    assert left_out == [_OF_A_READER + 1]


@pytest.mark.parametrize("locked", ["before", "after"])
async def test_an_update_in_hand_waits_for_the_readers_file_as_long_as_that_takes(
    backend: Backend, monkeypatch: pytest.MonkeyPatch, locked: str
) -> None:
    began, asked = time.monotonic(), []
    fast = SimpleNamespace(monotonic=lambda: began + 10_000 * (time.monotonic() - began))
    monkeypatch.setattr("bot.telegram.turns.time", fast)
    monkeypatch.setattr("bot.telegram.turns._PAUSE", 0.005)
    backend.readers.rows("PRAGMA busy_timeout = 1")
    update = written(1, {"id": 8, "type": "private"}, {"id": 8, "is_bot": False, "first_name": "A"})
    backend.inbox.take([update])

    with closing(sqlite3.connect(backend.readers.path, isolation_level=None)) as other:

        async def process(given: Update) -> None:
            asked.append(given.update_id)
            if locked == "after":
                other.execute("begin immediate")

        turns = Turns(backend, Bot("1:a"), process, process)
        if locked == "before":
            other.execute("begin immediate")
        turns.put(update)
        await asyncio.sleep(0.2)
        assert backend.readers.rows("select 1 from updates where done_at is null")
        other.execute("rollback")
        await turns.close(5)
    assert asked == [1]
    assert backend.readers.rows("select 1 from updates where done_at is null") == []


async def test_the_errand_of_an_anonymous_admin_is_the_groups(backend: Backend) -> None:
    chat, found = {"id": -1007, "type": "supergroup", "title": "G"}, []

    async def process(_: Update) -> None:
        errand = ERRAND.get()
        found.append(errand and errand.reader and errand.reader.id)

    turns = Turns(backend, Bot("1:a"), process, process)
    for update in (written(1, chat, ADMIN, sender_chat=chat), written(2, chat, ADMIN)):
        turns.put(update)
    await turns.close(5)
    assert sorted(map(str, found)) == [str(-1007), str(ADMIN["id"])]
