"""Who is not let in gets nothing, also when the refusal cannot be sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.readers.database import Readers
from tests.bot.telegram.test_application import QUESTION, asked
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer

CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
CHANNEL_ID = -1009
CHANNEL = {"id": CHANNEL_ID, "type": "channel", "title": "Blocked News"}


@contextmanager
def ruled(
    running: Running, telegram: TelegramServer, backend: Backend, rules: Rules
) -> Iterator[None]:
    with running(telegram, replace(backend, rules=rules)):
        yield


class TestOneWhoIsNotLetIn:
    @pytest.mark.parametrize(
        "fault",
        [
            {"status": 400, "description": "Bad Request: not enough rights"},
            {"status": 403, "description": "Forbidden: bot was blocked by the user"},
            {"status": 500, "description": "Internal Server Error"},
        ],
        ids=str,
    )
    def test_is_not_answered_when_the_refusal_cannot_be_sent(
        self,
        running: Running,
        telegram: TelegramServer,
        backend: Backend,
        ada: Reader,
        ben: Reader,
        fault: dict[str, object],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        with ruled(running, telegram, backend, Rules(allowed=frozenset({ada.id}))):
            telegram.fail("sendMessage", chat=ben.id, times=9, **fault)  # type: ignore[arg-type]
            question = ben.says(QUESTION)
            telegram.wait_until_confirmed(question)
            assert asked(telegram, ada).spans("blockquote")
        assert telegram.messages(ben) == []
        assert "could not be told so" in caplog.text
        assert QUESTION not in caplog.text

    def test_turns_no_page_by_a_press_that_telegram_has_given_up(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, ben: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules()):
            answer = asked(telegram, ben)
        with ruled(running, telegram, backend, Rules(blocked=frozenset({ben.id}))):
            stale = "Bad Request: query is too old and response timeout expired"
            telegram.fail("answerCallbackQuery", status=400, description=stale)
            ben.presses(answer, "Read on")
            assert asked(telegram, ada).spans("blockquote")
        assert answer.edits == 0

    def test_gets_no_cards_that_telegram_would_keep_for_others(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, ben: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules(allowed=frozenset({ada.id}))):
            query = ben.asks_inline("warehouse fire")
            (given,) = telegram.wait_for(
                lambda: [each for each in telegram.inline_answers if each.query_id == query]
            )
        (call,) = telegram.calls_of("answerInlineQuery")
        assert given.results == []
        assert call.arguments["is_personal"] is True
        assert call.arguments["cache_time"] == 0

    def test_is_not_let_in_by_an_edit(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, ben: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules()):
            question = ben.says(QUESTION)
            answer = telegram.wait_for_message(ben)
        with ruled(running, telegram, backend, Rules(blocked=frozenset({ben.id}))):
            ben.edits(question, "How many bridges are closed?")
            assert asked(telegram, ada).spans("blockquote")
        assert answer.edits == 0

    def test_is_a_channel_that_writes_in_a_group_under_its_own_number(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
    ) -> None:
        group = telegram.group("Newsroom", supergroup=True, members=[ada])
        with ruled(running, telegram, backend, Rules(blocked=frozenset({CHANNEL_ID}))):
            telegram.push(
                {
                    "message": {
                        "message_id": 900,
                        "date": 1_700_000_000,
                        "chat": group.to_json(),
                        "from": CHANNEL_BOT,
                        "sender_chat": CHANNEL,
                        "text": f"/ask {QUESTION}",
                        "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
                    }
                }
            )
            assert asked(telegram, ada).spans("blockquote")
        assert telegram.messages(group) == []


def test_a_blocked_group_stays_blocked_under_the_numbers_that_it_gets_later(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    group = telegram.group("Newsroom", members=[ada])
    with ruled(running, telegram, backend, Rules(blocked=frozenset({group.id}))):
        after = telegram.migrate(group)
        ada.says(f"/ask {QUESTION}", chat=after)
        assert asked(telegram, ada).spans("blockquote")
    assert telegram.messages(after)[1:] == []


def test_a_group_has_all_the_numbers_that_it_had(tmp_path: Path) -> None:
    readers = Readers(tmp_path / "readers.db")
    readers.move(-1, -2)
    readers.move(-2, -3)
    assert sorted(readers.earlier(-3)) == [-2, -1]
    readers.close()
