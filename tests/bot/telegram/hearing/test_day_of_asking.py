"""The day of asking is that on which the message was written, where the reader lives."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.backend.backend import Backend
from bot.conversation.asked import today
from bot.readers.settings import Settings, save, zone
from tests.bot.telegram.test_application import pressed, push
from tests.telegram.server import Reader, TelegramServer
from tests.tools.until import until

FAR = ("Pacific/Kiritimati", "Etc/GMT+12")
"""Where it is another day than somewhere else, at every hour."""


def day_of(bot: Backend, telegram: TelegramServer, reader: Reader, count: int = 1) -> date:
    """The day on which the question was asked whose answer comes next."""
    answer = telegram.wait_for_message(reader, count=count)
    asked = None
    while asked is None:
        asked = bot.conversations.recall(reader.id, answer.message_id)
    return asked.asked_on


@pytest.mark.parametrize("where", ["", *FAR])
class TestTheDayOfAsking:
    def test_is_that_of_the_message_though_it_has_waited(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, where: str
    ) -> None:
        save(bot.readers, ada.id, Settings(zone=where))
        written = datetime.now() - timedelta(days=2)
        push(telegram, ada, text="What happened yesterday?", date=int(written.timestamp()))
        expected = written.astimezone(zone(where)).date()
        assert day_of(bot, telegram, ada) == expected

    def test_is_that_where_the_reader_lives(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, where: str
    ) -> None:
        if where:
            ada.says(f"/settings {where}")
            telegram.wait_for_message(ada)
        ada.says("What happened today?")
        expected = datetime.now().astimezone(zone(where)).date()
        assert day_of(bot, telegram, ada, count=2 if where else 1) == expected

    def test_of_a_button_is_that_where_the_reader_lives(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, where: str
    ) -> None:
        save(bot.readers, ada.id, Settings(zone=where))
        ada.says("/start")
        pressed(telegram, ada, telegram.wait_for_message(ada), "ask:0")
        assert day_of(bot, telegram, ada, count=2) == today(zone(where))

    def test_of_an_edit_is_that_of_the_message(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, where: str
    ) -> None:
        save(bot.readers, ada.id, Settings(zone=where))
        question = ada.says("What happened today?")
        answer = telegram.wait_for_message(ada)
        question.date -= 2 * 86400
        ada.edits(question, "What happened yesterday?")
        telegram.wait_for_edit(answer)
        written = datetime.fromtimestamp(question.date).astimezone(zone(where))
        until(lambda: day_of(bot, telegram, ada) == written.date())
