"""Small talk, /start from anywhere: no question, and never looked up."""

from __future__ import annotations

import pytest

from bot.backend.backend import Backend
from bot.conversation.small_talk import small_talk
from bot.locales.english import ENGLISH
from tests.telegram.server import Group, Message, Reader, TelegramServer

WELCOME = "Ask about the news.\nI answer"
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
    def test_thanks_get_a_reaction_and_the_like_one_short_line(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, words: str, in_reply: bool
    ) -> None:
        answer = asked(telegram, ada, MISSILES)
        said = ada.says(words, reply_to=answer if in_reply else None)
        if small_talk(words) == "thanks":
            telegram.wait_for(lambda: said.reactions)
        else:
            assert telegram.wait_for_message(ada, after=said).text == ENGLISH.ask_on
        assert len(telegram.messages(ada)) == (1 if said.reactions else 2)
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
        assert bot.counts.unanswered(9) == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("hello", ENGLISH.screen.hello),
        ("Hi!", ENGLISH.screen.hello),
        ("привіт", ENGLISH.screen.hello),
        ("who are you?", ENGLISH.screen.hello),
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
    assert telegram.wait_for_message(group, count=3).text.startswith(ENGLISH.screen.hello)


@pytest.mark.usefixtures("bot")
def test_under_a_greeting_stand_a_question_to_try_the_newest_and_help(
    telegram: TelegramServer, ada: Reader
) -> None:
    hello = asked(telegram, ada, "hi")
    assert hello.buttons == [["Ask that", "What is new", "Help"]]
    ada.presses(hello, "Ask that")
    answer = telegram.wait_for_message(ada, after=hello)
    assert answer.spans("italic") == hello.spans("italic")
    assert answer.spans("blockquote")
    ada.presses(hello, "What is new")
    newest = telegram.wait_for_message(ada, after=answer)
    assert newest.text.startswith(ENGLISH.newest)
    ada.presses(hello, "Help")
    assert telegram.wait_for_message(ada, after=newest).text == ENGLISH.help


@pytest.mark.usefixtures("bot")
def test_thanks_where_reactions_are_forbidden_get_a_word(
    telegram: TelegramServer, ada: Reader
) -> None:
    telegram.fail("setMessageReaction", status=400, description="Bad Request: REACTION_INVALID")
    assert asked(telegram, ada, "thanks").text == ENGLISH.welcome_back


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("payload", ["true", "newsletter_2026", "start", "A" * 64, "inline", "1-2"])
def test_start_with_what_is_no_address_gets_the_welcome(
    telegram: TelegramServer, ada: Reader, group: Group, payload: str
) -> None:
    assert asked(telegram, ada, f"/start {payload}").text.startswith(WELCOME)
    ada.says(f"/start@nutgraf_test_bot {payload}", chat=group)
    assert telegram.wait_for_message(group).text.startswith(WELCOME)
