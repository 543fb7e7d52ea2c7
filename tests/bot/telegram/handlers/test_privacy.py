"""What readers are told of what is kept of them, get of it, and have deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from tests.bot.telegram.test_application import QUESTION, asked, pressed
from tests.conftest import Running
from tests.telegram.model import Json
from tests.telegram.server import Group, Message, Reader, TelegramServer
from tests.tools.until import until

SECRET = "Was the warehouse of Quagmirella burned down?"
WORDS = (b"quagmirel",)


def bytes_left(path: Path, *words: bytes) -> list[str]:
    """The files of the readers' that hold one of the words."""
    files = path.parent.glob(f"{path.name}*")
    return [file.name for file in files if any(word in file.read_bytes().lower() for word in words)]


@contextmanager
def open_read(path: Path) -> Iterator[None]:
    """A read of another program's that goes on for the block."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("begin")
        connection.execute("select count(*) from answers").fetchone()
        yield


@pytest.fixture
def group(telegram: TelegramServer, ada: Reader, ben: Reader) -> Group:
    return telegram.group("Newsroom", supergroup=True, members=[ada, ben])


def in_group(
    telegram: TelegramServer, group: Group, reader: Reader, text: str, to: Message | None = None
) -> Message:
    return telegram.wait_for_message(group, after=reader.says(text, chat=group, reply_to=to))


class TestForget:
    def test_leaves_no_byte_of_a_question_a_followed_story_or_an_update(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, bot: Backend
    ) -> None:
        for number in range(10):
            asked(telegram, ben, f"What burned down in Larnholm, and {number}?")
        asked(telegram, ada, SECRET)
        asked(telegram, ada, "/follow Quagmirella warehouse fire")
        assert bytes_left(bot.readers.path, *WORDS)
        asked(telegram, ada, "/forget Quagmirella")
        until(lambda: not bytes_left(bot.readers.path, *WORDS))
        assert bot.readers.rows("select count(*) from answers where reader_id = ?", [ben.id])
        assert bot.readers.rows("select * from stories") == []
        assert bot.readers.rows("select * from seen") == []

    def test_leaves_no_byte_once_a_read_that_was_open_has_ended_and_stops_nobody_meanwhile(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, bot: Backend
    ) -> None:
        asked(telegram, ada, SECRET)
        with open_read(bot.readers.path):
            asked(telegram, ada, "/forget")
            assert asked(telegram, ben).spans("blockquote")
            assert bytes_left(bot.readers.path, *WORDS)
        until(lambda: not bytes_left(bot.readers.path, *WORDS))

    def test_keeps_nothing_of_a_question_that_is_answered_only_after_it(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group, bot: Backend
    ) -> None:
        in_group(telegram, group, ben, "/help")
        with telegram.holding("sendMessage", group):
            in_group(telegram, group, ada, f"/ask {SECRET}")
            asked(telegram, ada, QUESTION)
            assert asked(telegram, ada, "/forget").text.startswith("Deleted: 1 question")
        last = in_group(telegram, group, ben, f"/ask {QUESTION}")
        until(lambda: bot.conversations.recall(group.id, last.message_id))
        until(lambda: not bytes_left(bot.readers.path, *WORDS))

    def test_takes_a_readers_words_out_of_what_is_kept_of_others(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group, bot: Backend
    ) -> None:
        hers = in_group(telegram, group, ada, f"/ask {SECRET}")
        until(lambda: bot.conversations.recall(group.id, hers.message_id))
        alone = "How many fire engines came from three towns?"
        his = in_group(telegram, group, ben, alone, hers)
        until(lambda: bot.conversations.recall(group.id, his.message_id))
        followed = in_group(telegram, group, ben, "and who said that?", hers)
        until(lambda: bot.conversations.recall(group.id, followed.message_id))
        words = ada.says("Quagmirella burned down?", chat=group)
        pointed = in_group(telegram, group, ben, "/ask", words)
        until(lambda: bot.conversations.recall(group.id, pointed.message_id))
        asked(telegram, ada, "/forget")
        until(lambda: not bytes_left(bot.readers.path, *WORDS))
        kept = bot.conversations.recall(group.id, his.message_id)
        assert kept is None or "Quagmirella" not in f"{kept}"
        assert bot.conversations.recall(group.id, pointed.message_id) is None

    def test_keeps_what_is_kept_of_others_in_a_group_that_an_anonymous_admin_forgets(
        self, telegram: TelegramServer, ada: Reader, group: Group, bot: Backend
    ) -> None:
        hers = in_group(telegram, group, ada, f"/ask {QUESTION}")
        until(lambda: bot.conversations.recall(group.id, hers.message_id))
        as_admin(telegram, group, "/forget")
        telegram.wait_for_message(group, after=hers)
        assert bot.conversations.recall(group.id, hers.message_id)

    def test_offers_to_delete_the_questions_and_answers_of_the_last_two_days(
        self, telegram: TelegramServer, ada: Reader, bot: Backend
    ) -> None:
        question = ada.says(QUESTION)
        answer = telegram.wait_for_message(ada, after=question)
        until(lambda: bot.conversations.recall(ada.id, answer.message_id))
        said = asked(telegram, ada, "/forget")
        texts = ENGLISH.about_privacy
        assert texts.rest in said.text
        assert pressed(telegram, ada, said, texts.delete_here) == texts.deleted_here
        assert question.deleted
        assert answer.deleted
        assert said.buttons == []
        again = asked(telegram, ada, "/forget")
        assert (again.text, again.buttons) == (ENGLISH.deleted_none, [])

    def test_in_a_group_deletes_the_answers_alone_and_for_its_reader_alone(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group, bot: Backend
    ) -> None:
        hers = in_group(telegram, group, ada, f"/ask {QUESTION}")
        until(lambda: bot.conversations.recall(group.id, hers.message_id))
        said = in_group(telegram, group, ada, "/forget")
        texts = ENGLISH.about_privacy
        assert pressed(telegram, ben, said, texts.delete_here) == texts.too_old
        assert not hers.deleted
        assert pressed(telegram, ada, said, texts.delete_here) == texts.deleted_here
        assert hers.deleted
        call = telegram.wait_for_call("deleteMessages")
        assert call.arguments["message_ids"] == [hers.message_id]

    @pytest.mark.usefixtures("bot")
    def test_without_a_sender_says_nothing(self, telegram: TelegramServer, ada: Reader) -> None:
        chat = telegram.group("News", supergroup=True).to_json()
        for text in ("/forget", "/settings", "/mydata"):
            entity = {"type": "bot_command", "offset": 0, "length": len(text)}
            telegram.push(
                {
                    "message": {
                        "message_id": 7,
                        "date": 1,
                        "chat": chat,
                        "text": text,
                        "entities": [entity],
                    }
                }
            )
        assert asked(telegram, ada).spans("blockquote")
        assert {each.arguments["chat_id"] for each in telegram.calls_of("sendMessage")} == {ada.id}


def as_admin(telegram: TelegramServer, group: Group, text: str) -> None:
    """What an anonymous admin of the group writes."""
    command = text.split()[0]
    message: Json = {
        "message_id": group.new_id(),
        "date": 1_700_000_000,
        "chat": group.to_json(),
        "from": {
            "id": 1087968824,
            "is_bot": True,
            "first_name": "Group",
            "username": "GroupAnonymousBot",
        },
        "sender_chat": group.to_json(),
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(command)}],
    }
    telegram.push({"message": message})


def test_an_anonymous_admin_is_known_by_the_group_alone(
    telegram: TelegramServer, group: Group, bot: Backend
) -> None:
    other = telegram.group("Another", supergroup=True)
    as_admin(telegram, group, "/settings Asia/Tokyo")
    as_admin(telegram, other, "/settings")
    assert "Asia/Tokyo" in str(telegram.wait_for_message(group).buttons)
    assert "Asia/Tokyo" not in str(telegram.wait_for_message(other).buttons)
    assert bot.readers.rows("select reader_id from settings") == [(group.id,)]


def test_buttons_of_an_answer_to_an_anonymous_admin_are_everyones(
    telegram: TelegramServer, ben: Reader, group: Group, bot: Backend
) -> None:
    as_admin(telegram, group, f"/ask {QUESTION}")
    answer = telegram.wait_for_message(group)
    until(lambda: bot.conversations.asker(group.id, answer.message_id) == group.id)
    assert pressed(telegram, ben, answer, "Read on") == ""
    assert answer.edits == 1


class TestMydata:
    def test_is_all_that_is_kept_of_the_reader_in_groups_too(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group, bot: Backend
    ) -> None:
        in_group(telegram, group, ada, f"/ask {SECRET}")
        asked(telegram, ada)
        asked(telegram, ben, "What is new in Benville?")
        asked(telegram, ada, "/follow warehouse fire")
        pressed(telegram, ada, asked(telegram, ada, "/settings"), "Time: UTC")
        until(lambda: len(bot.readers.of(ada.id)["answers"]) == 2)
        sent = asked(telegram, ada, "/mydata")
        assert sent.extra["caption"] == ENGLISH.about_privacy.mydata
        kept = json.loads(sent.raw)
        assert {each["question"] for each in kept["answers"]} == {SECRET, QUESTION}
        assert {each["chat_id"] for each in kept["conversations"]} == {ada.id, group.id}
        assert kept["settings"][0]["zone"] == "Europe/London"
        assert kept["stories"][0]["words"] == "warehouse fire"
        assert kept["updates"][0]["payload"]["message"]["text"] == "/mydata"
        assert "Benville" not in sent.raw

    @pytest.mark.usefixtures("bot")
    def test_is_not_shown_to_a_group(
        self, telegram: TelegramServer, ada: Reader, group: Group
    ) -> None:
        said = in_group(telegram, group, ada, "/mydata")
        assert said.text == ENGLISH.about_privacy.in_private
        assert not telegram.calls_of("sendDocument")


@pytest.mark.parametrize("texts", [ENGLISH, LANGUAGES["uk"]])
def test_the_command_is_in_the_list_and_the_help(texts: object) -> None:
    assert isinstance(texts, type(ENGLISH))
    assert "mydata" in dict(texts.commands)
    assert "/mydata" in texts.help
    assert "/mydata" in texts.privacy


@pytest.mark.parametrize(("days", "told"), [(30, "30 days"), (1, "1 day"), (7, "7 days")])
def test_privacy_says_for_how_long_and_whether_whole_questions_are_kept(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, days: int, told: str
) -> None:
    rules = Rules(keep_days=days, keep_questions=days == 7)
    texts = ENGLISH.about_privacy
    with running(telegram, replace(backend, rules=rules)):
        said = asked(telegram, ada, "/privacy").text
    assert "Telegram itself sees every question" in said
    assert f"deleted after {told}" in said
    assert (texts.whole_questions in said) == (days == 7)
    assert (texts.only_terms in said) == (days != 7)


def test_with_no_days_nothing_of_answers_is_kept_and_buttons_are_spent(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, group: Group
) -> None:
    with running(telegram, replace(backend, rules=Rules(keep_days=0))):
        answer = asked(telegram, ada)
        shared = in_group(telegram, group, ada, f"/ask {QUESTION}")
        for message in (answer, shared):
            pressed(telegram, ada, message, "…")
        for button in ("since", "tell"):
            assert pressed(telegram, ada, answer, button) == ENGLISH.forgotten
            assert pressed(telegram, ada, shared, button) == ENGLISH.forgotten
        told = asked(telegram, ada, "/privacy").text
        assert ENGLISH.about_privacy.not_kept["answers lenders"] in told
        assert "30 days, " not in told
    for table in ("answers", "lenders", "conversations"):
        assert backend.readers.rows(f"select * from {table}") == []
