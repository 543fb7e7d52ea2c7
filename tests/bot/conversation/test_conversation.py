"""A conversation: follow-ups, edits, replies, lists, settings, thumbs, and its end."""

from __future__ import annotations

import re

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from tests.bot.telegram.test_application import QUESTION, asked, pressed, read_on
from tests.telegram.server import Message, Reader, TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

UNANSWERED = "Who won the chess cup in Zanzibar?"


def kept(question: str) -> str:
    return ENGLISH.kept.format(question=question)


class TestAFollowUp:
    def test_keeps_what_the_last_question_was_about_and_says_so_in_one_line(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        asked(telegram, ada, "What did the warehouse in Larnholm store?")
        answer = asked(telegram, ada, "since when?")
        assert answer.text.startswith(kept("since when warehouse Larnholm store?"))
        assert "1998" in answer.spans("blockquote")[0]

    def test_takes_another_place(self, telegram: TelegramServer, ada: Reader) -> None:
        asked(telegram, ada, "What burned down in Zanzibar?")
        answer = asked(telegram, ada, "and in Larnholm?")
        assert answer.text.startswith(kept("What burned down in Larnholm?"))
        assert answer.spans("blockquote")

    def test_keeps_nothing_of_what_was_said_to_the_bot(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        asked(telegram, ada, "Hi, can you tell me what burned down in Zanzibar?")
        answer = asked(telegram, ada, "thanks! and in Larnholm?")
        assert answer.text.startswith(kept("what burned down in Larnholm?"))

    def test_keeps_nothing_after_new(self, telegram: TelegramServer, ada: Reader) -> None:
        asked(telegram, ada)
        assert asked(telegram, ada, "/new").text == ENGLISH.afresh
        assert "Read as" not in asked(telegram, ada, "when?").text

    def test_of_another_reader_keeps_nothing(self, telegram: TelegramServer, ada: Reader) -> None:
        asked(telegram, ada)
        assert "Read as" not in asked(telegram, telegram.user("Ben"), "when?").text

    def test_that_replies_to_an_answer_asks_about_that_one(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        about_bridge = asked(telegram, ada, "When do the pillars of the old bridge date from?")
        asked(telegram, ada)
        ada.says("who measured it?", reply_to=about_bridge)
        answer = telegram.wait_for_message(ada, count=3)
        assert "Read as “who measured it pillars" in answer.text
        assert "engineers measured" in answer.spans("blockquote")[0]

    def test_turned_to_its_next_page_and_back_still_says_what_was_kept(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        asked(telegram, ada, "What burned down in Zanzibar?")
        answer = asked(telegram, ada, "and in Larnholm?")
        words = answer.text
        read_on(telegram, ada, answer, 1)
        pressed(telegram, ada, answer, "back:0")
        assert answer.text == words


class TestAnEditedQuestion:
    def test_edits_its_answer(self, telegram: TelegramServer, ada: Reader) -> None:
        question = ada.says(UNANSWERED)
        answer = telegram.wait_for_message(ada)
        assert not answer.spans("blockquote")
        ada.edits(question, QUESTION)
        telegram.wait_for_edit(answer)
        assert "injured" in answer.spans("blockquote")[0]
        read_on(telegram, ada, answer, 1)
        pressed(telegram, ada, answer, "back:0")
        assert "injured" in answer.spans("blockquote")[0]
        assert len(telegram.messages(ada)) == 1

    def test_that_is_a_follow_up_is_read_with_the_question_before_it(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        asked(telegram, ada, "What burned down in Zanzibar?")
        follow_up = ada.says("and in Lrnhlm?")
        answer = telegram.wait_for_message(ada, count=2)
        ada.edits(follow_up, "and in Larnholm?")
        telegram.wait_for_edit(answer)
        assert answer.text.startswith(kept("What burned down in Larnholm?"))

    def test_after_ask_in_a_group_edits_its_answer_too(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        group = telegram.group("Newsroom", members=[ada])
        question = ada.says(f"/ask {UNANSWERED}", chat=group)
        answer = telegram.wait_for_message(group)
        ada.edits(question, f"/ask {QUESTION}")
        telegram.wait_for_edit(answer)
        assert answer.spans("blockquote")


class TestTheShelf:
    def test_latest_lists_the_newest_articles_which_open_at_their_first_passage(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        shelf = asked(telegram, ada, "/latest")
        assert shelf.text.splitlines() == [
            ENGLISH.newest,
            "",
            "1. Third person injured in Larnholm fire · Island Wire · 6 Mar 2024",
            "2. Fire in the harbour of Larnholm & what is known · Coast Post · 5 Mar 2024",
            "3. The old bridge of Larnholm is closed · Larnholm Gazette · no date",
        ]
        pressed(telegram, ada, shelf, "3")
        passage = telegram.wait_for_message(ada, after=shelf)
        assert "closed to lorries" in passage.spans("blockquote")[0]

    def test_article_finds_one_by_its_words(self, telegram: TelegramServer, ada: Reader) -> None:
        found = asked(telegram, ada, "/article pillars bridge")
        assert found.text.splitlines()[2].startswith("1. The old bridge of Larnholm is closed")
        assert asked(telegram, ada, "/article Zanzibar").text == ENGLISH.no_article
        assert asked(telegram, ada, "/article").text == ENGLISH.which_article

    def test_outlets_are_named_with_their_articles(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        assert asked(telegram, ada, "/outlets").text.splitlines() == [
            "Coast Post: 1 article, newest 5 March 2024",
            "Island Wire: 1 article, newest 6 March 2024",
            "Larnholm Gazette: 1 article, no date",
        ]


class TestSettings:
    def test_are_changed_by_their_buttons_and_heeded(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        chosen = asked(telegram, ada, "/settings")
        assert [row[0] for row in chosen.buttons] == [
            "Quotes in an answer: 3",
            "Language: as in Telegram",
            "Time: UTC",
            "Silent at night: no",
        ]
        for button in (
            "Quotes in an answer: 3",
            "Quotes in an answer: 5",
            "Quotes in an answer: 10",
        ):
            pressed(telegram, ada, chosen, button)
        pressed(telegram, ada, chosen, "Silent at night: no")
        assert chosen.buttons[3] == ["Silent at night: 22:00–7:00"]
        assert chosen.buttons[0] == ["Quotes in an answer: 1"]
        assert len(asked(telegram, ada).links()) == 1
        assert len(asked(telegram, telegram.user("Ben")).links()) > 1

    def test_take_a_time_zone_by_its_name(self, telegram: TelegramServer, ada: Reader) -> None:
        chosen = asked(telegram, ada, "/settings Asia/Kathmandu")
        assert chosen.buttons[2] == ["Time: Asia/Kathmandu"]
        assert asked(telegram, ada, "/settings Atlantis").text == ENGLISH.unknown_zone

    def test_choose_the_language_of_the_bots_own_words(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        chosen = asked(telegram, ada, "/settings")
        pressed(telegram, ada, chosen, chosen.buttons[1][0])
        pressed(telegram, ada, chosen, chosen.buttons[1][0])
        assert chosen.buttons[1] == ["Мова: Українська"]
        pressed(telegram, ada, chosen, chosen.buttons[1][0])
        assert chosen.buttons[0] == ["як у Telegram", "English"]
        assert "✓ Українська" in chosen.buttons[1]
        pressed(telegram, ada, chosen, "← Назад")
        assert chosen.buttons[1] == ["Мова: Українська"]
        assert asked(telegram, ada, "/help").text == LANGUAGES["uk"].help


class TestWhatIsKept:
    def test_is_all_deleted_by_forget(
        self, telegram: TelegramServer, ada: Reader, bot: Backend
    ) -> None:
        ben = telegram.user("Ben")
        asked(telegram, ben)
        answer = asked(telegram, ada)
        pressed(telegram, ada, asked(telegram, ada, "/settings"), "Time: UTC")
        said = asked(telegram, ada, "/forget").text
        assert said.startswith("Deleted: 1 question, 0 followed stories, your settings")
        for table in ("answers", "conversations", "settings"):
            readers = bot.readers.rows(f"select reader_id from {table}")
            assert (ada.id,) not in readers
        assert bot.readers.rows("select reader_id from answers") == [(ben.id,)]
        assert pressed(telegram, ada, answer, "up") == ENGLISH.forgotten
        assert asked(telegram, ada, "/forget").text == ENGLISH.deleted_none

    def test_of_a_thumb_is_the_passage_and_a_hash_of_the_questions_terms(
        self, telegram: TelegramServer, ada: Reader, bot: Backend
    ) -> None:
        answer = asked(telegram, ada)
        assert pressed(telegram, ada, answer, "👍") == ENGLISH.thanks
        assert pressed(telegram, ada, answer, "👎") == ENGLISH.thanks
        rows = bot.readers.rows("select terms, address, up, down from votes")
        ((terms, address, up, down),) = rows
        assert (up, down) == (0, 1)
        assert re.fullmatch("[0-9a-f]{32}", terms)
        assert bot.archive.show(address).passage.text

    def test_of_feedback_is_not_who_gave_it(
        self, telegram: TelegramServer, ada: Reader, bot: Backend
    ) -> None:
        assert asked(telegram, ada, "/feedback More pictures!").text == ENGLISH.feedback_kept
        ((words,),) = bot.readers.rows("select words from feedback")
        assert words == "More pictures!"
        assert asked(telegram, ada, "/feedback").text == ENGLISH.feedback_what

    def test_is_said_by_privacy(self, telegram: TelegramServer, ada: Reader) -> None:
        assert asked(telegram, ada, "/privacy").text == ENGLISH.privacy


def test_a_reader_whose_telegram_is_ukrainian_is_answered_so(telegram: TelegramServer) -> None:
    olha = telegram.user("Olha", language_code="uk")
    greeting: Message = asked(telegram, olha, "/start")
    assert greeting.text.startswith(LANGUAGES["uk"].welcome)
    assert "3 статті, 5 березня 2024 – 6 березня 2024. Наприклад:" in greeting.text
    answer = asked(telegram, olha)
    assert "injured in the warehouse fire" in answer.spans("blockquote")[0]
    assert answer.text.startswith("Числа у статтях\n")
