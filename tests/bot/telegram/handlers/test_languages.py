"""A reader gets every message and button in the language of his Telegram, and none in English."""

from __future__ import annotations

import pytest

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.locales.tables import messages
from tests.telegram.server import TelegramServer

SENT = (
    *(
        "/start",
        "/help",
        "/about",
        "/settings",
        "/following",
        "/feedback",
        "/ask",
        "/says",
        "/asof",
    ),
    *(
        "/since",
        "/verify",
        "/timeline",
        "/follow",
        "/article",
        "/outlets",
        "/latest",
        "/frobnicate",
    ),
    *("How many people were injured in the warehouse fire?", "Who won the chess cup in Zanzibar?"),
    *("/new", "/forget"),
)
OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.mark.slow
@pytest.mark.usefixtures("bot")
def test_all_that_a_reader_is_told_is_in_the_readers_language(telegram: TelegramServer) -> None:
    english = {form for message in messages(ENGLISH) for form in message.forms if " " in form}
    for code in OTHERS:
        reader = telegram.user(code, language_code=code)
        for words in SENT:
            said = telegram.wait_for_message(reader, after=reader.says(words))
            assert "{" not in said.text, (code, words)
            told = {said.text, *said.text.split("\n"), *(b for row in said.buttons for b in row)}
            assert not english & told, (code, words)
