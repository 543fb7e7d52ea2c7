"""Small talk, /start from anywhere: no question, and never looked up."""

from __future__ import annotations

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from tests.telegram.server import Group, Message, Reader, TelegramServer

MISSILES = "How many missiles hit the Moskva?"
IDLE = (
    "thanks!",
    "Thank you",
    "Дякую!",
    "спасибо большое",
    "ok",
    "lol",
    "good bot",
    "great",
    "and?",
    "👍",
    "❤️🙏",
    "ok thanks",
)
SOURCE = ("source?", "link please", "Really?", "джерело?", "is that true?")


def asked(telegram: TelegramServer, reader: Reader, words: str, **where: Message) -> Message:
    before = reader.says(words, reply_to=where.get("reply_to"))
    return telegram.wait_for_message(reader, after=before)


@pytest.fixture
def group(telegram: TelegramServer, ada: Reader) -> Group:
    return telegram.group("Newsroom", supergroup=True, members=[ada])


@pytest.mark.parametrize("in_reply", [True, False])
class TestInAPrivateChat:
    @pytest.mark.parametrize("words", IDLE)
    def test_thanks_and_the_like_get_one_short_line(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, words: str, in_reply: bool
    ) -> None:
        answer = asked(telegram, ada, MISSILES)
        said = asked(telegram, ada, words, **({"reply_to": answer} if in_reply else {}))
        assert said.text in (ENGLISH.welcome_back, ENGLISH.ask_on)
        assert bot.counts.unanswered(9) == []
        assert bot.counts.since()["question"] == 1

    @pytest.mark.parametrize("words", SOURCE)
    def test_a_question_for_the_source_gets_it(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, words: str, in_reply: bool
    ) -> None:
        assert asked(telegram, ada, words).text == ENGLISH.nothing_cited
        answer = asked(telegram, ada, MISSILES)
        if in_reply:
            asked(telegram, ada, "How many died at Makiivka?")
        said = asked(telegram, ada, words, **({"reply_to": answer} if in_reply else {}))
        assert said.links()[0] == answer.links()[0]
        assert "paragraph" in said.text
        assert bot.counts.unanswered(9) == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("hello", ENGLISH.welcome),
        ("Hi!", ENGLISH.welcome),
        ("привіт", ENGLISH.welcome),
        ("who are you?", ENGLISH.welcome),
        ("what can you do?", ENGLISH.help),
        ("summarise", ENGLISH.no_summary),
        ("latest news", ENGLISH.newest),
        ("What’s new?", ENGLISH.newest),
    ],
)
def test_the_obvious_first_words_are_understood(
    telegram: TelegramServer, ada: Reader, words: str, opening: str
) -> None:
    assert asked(telegram, ada, words).text.startswith(opening)


@pytest.mark.usefixtures("bot")
def test_thanks_behind_ask_are_no_question_either(telegram: TelegramServer, ada: Reader) -> None:
    for words in ("thanks!", "great"):
        assert asked(telegram, ada, f"/ask {words}").text == ENGLISH.ask_what


@pytest.mark.usefixtures("bot")
def test_in_a_group_thanks_are_answered_by_silence(
    telegram: TelegramServer, ada: Reader, group: Group
) -> None:
    telegram.privacy = False
    ada.says(f"/ask {MISSILES}", chat=group)
    answer = telegram.wait_for_message(group)
    for words in (*IDLE, "hello"):
        ada.says(words, chat=group, reply_to=answer)
        if words != "hello":
            ada.says(f"@nutgraf_test_bot {words}", chat=group)
    ada.says("source?", chat=group, reply_to=answer)
    said = telegram.wait_for_message(group, count=2)
    assert said.links()[0] == answer.links()[0]
    ada.says("@nutgraf_test_bot hello", chat=group)
    assert telegram.wait_for_message(group, count=3).text.startswith(ENGLISH.welcome)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("payload", ["true", "newsletter_2026", "start", "A" * 64, "inline", "1-2"])
def test_start_with_what_is_no_address_gets_the_welcome(
    telegram: TelegramServer, ada: Reader, group: Group, payload: str
) -> None:
    assert asked(telegram, ada, f"/start {payload}").text.startswith(ENGLISH.welcome)
    ada.says(f"/start@nutgraf_test_bot {payload}", chat=group)
    assert telegram.wait_for_message(group).text.startswith(ENGLISH.welcome)
