"""Guest mode: a question with the bot's name in a chat that it is not in."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from tests.bot.telegram.test_application import QUESTION, asked
from tests.conftest import Running
from tests.telegram.server import InlineAnswer, Reader, TelegramServer

NUMBERS = count(1)


def mentions(telegram: TelegramServer, reader: Reader, words: str) -> str:
    """Write the bot's name and the words in a chat of others; the guest query's identifier."""
    name, query = f"@{telegram.username}", f"guest-{next(NUMBERS)}"
    message: dict[str, Any] = {
        "message_id": 5,
        "date": 1_700_000_000,
        "chat": {"id": -1_001_234_567_890, "type": "supergroup", "title": "Others"},
        "from": reader.user_json(),
        "text": f"{name} {words}",
        "entities": [{"type": "mention", "offset": 0, "length": len(name)}],
        "guest_query_id": query,
    }
    telegram.open_queries[query] = "guest"
    telegram.push({"guest_message": message})
    return query


def answers(telegram: TelegramServer, query: str) -> list[InlineAnswer]:
    return [each for each in telegram.inline_answers if each.query_id == query]


@pytest.mark.usefixtures("bot")
def test_is_answered_in_one_message_that_leads_to_the_quote(
    telegram: TelegramServer, ada: Reader
) -> None:
    query = mentions(telegram, ada, QUESTION)
    (answer,) = telegram.wait_for(lambda: answers(telegram, query))
    text = answer.texts["guest"]
    assert text.text.startswith("The hospital · Island Wire, 6 Mar 2024\nThree people")
    ((button,),) = answer.results[0]["reply_markup"]["inline_keyboard"]
    assert button["url"] == f"https://t.me/{telegram.username}?start=unzy4bd4375c-1-b015"


def test_gets_nothing_for_small_talk_nor_if_the_reader_is_blocked(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    ben = telegram.user("Ben")
    with running(telegram, replace(backend, rules=Rules(blocked=frozenset({ben.id})))):
        queries = [mentions(telegram, ada, "thanks!"), mentions(telegram, ben, QUESTION)]
        asked(telegram, ada)
    assert [answers(telegram, query) for query in queries] == [[], []]
