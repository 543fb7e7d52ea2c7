"""An edit corrects a question, or makes one of what was none; where a command ends."""

from __future__ import annotations

import pytest

from bot.locales.english import ENGLISH
from tests.telegram.server import Group, Reader, TelegramServer

MAKIIVKA = "How many died at Makiivka, and who says so?"
MISSILES = "How many missiles hit the Moskva?"


@pytest.fixture
def group(telegram: TelegramServer, ada: Reader, ben: Reader) -> Group:
    telegram.privacy = False
    return telegram.group("Newsroom", supergroup=True, members=[ada, ben])


@pytest.mark.usefixtures("bot")
class TestAnEdit:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (f"/aks {MAKIIVKA}", f"/ask {MAKIIVKA}"),
            (MAKIIVKA, f"@nutgraf_test_bot {MAKIIVKA}"),
            (MAKIIVKA, f"/says Russia {MAKIIVKA}"),
        ],
    )
    def test_that_makes_a_question_for_the_bot_gets_a_first_answer(
        self, telegram: TelegramServer, ada: Reader, group: Group, before: str, after: str
    ) -> None:
        ada.edits(ada.says(before, chat=group), after)
        answer = telegram.wait_for_message(group)
        assert "soldiers" in answer.text
        assert answer.reply_to is not None

    def test_that_makes_one_in_a_private_chat_gets_a_first_answer_and_further_edits_another(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        message = ada.says(f"/aks {MAKIIVKA}")
        assert telegram.wait_for_message(ada).text == ENGLISH.unknown_command
        ada.edits(message, f"/ask {MAKIIVKA}")
        answer = telegram.wait_for_message(ada, count=2)
        assert "89" in answer.text
        ada.edits(message, f"/Ask {MISSILES}")
        telegram.wait_for_edit(answer)
        assert "Moskva" in answer.text
        assert len(telegram.messages(ada)) == 2

    def test_of_a_command_in_capitals_is_followed(
        self, telegram: TelegramServer, ada: Reader, group: Group
    ) -> None:
        question = ada.says(f"/Ask {MAKIIVKA}", chat=group)
        answer = telegram.wait_for_message(group)
        ada.edits(question, f"/Ask {MISSILES}")
        telegram.wait_for_edit(answer)
        assert "Moskva" in answer.text

    def test_that_mends_another_command_is_obeyed(
        self, telegram: TelegramServer, ada: Reader, group: Group
    ) -> None:
        message = ada.says("/veriyf The Kakhovka dam broke on Tuesday.", chat=group)
        ada.edits(message, "/verify The Kakhovka dam broke on Tuesday.")
        assert telegram.wait_for_message(group).text.startswith(ENGLISH.story.verdicts["stands"])

    @pytest.mark.parametrize(
        "after", ["How many died?", "/ask@other_bot who?", "thanks!", "/ask", "/nosuch words"]
    )
    def test_that_asks_the_bot_nothing_gets_nothing(
        self, telegram: TelegramServer, ada: Reader, group: Group, after: str
    ) -> None:
        ada.edits(ada.says("Something", chat=group), after)
        telegram.wait_until_confirmed(ada.says("/help"))
        assert telegram.messages(group) == []


@pytest.mark.usefixtures("bot")
class TestWhereACommandEnds:
    @pytest.mark.parametrize(
        "words", ["/ask:{}", "/ask: {}", "/ask, {}", "/ask@nutgraf_test_bot:{}"]
    )
    def test_the_words_after_it_are_all_asked(
        self, telegram: TelegramServer, ada: Reader, words: str
    ) -> None:
        ada.says(f"/ask {MAKIIVKA}")
        right = telegram.wait_for_message(ada)
        ada.says(words.format(MAKIIVKA))
        assert telegram.wait_for_message(ada, count=2).text == right.text

    @pytest.mark.parametrize(
        "words",
        ["@nutgraf_test_bot /ask {}", "@nutgraf_test_bot: /ask@nutgraf_test_bot {}"],
    )
    def test_a_command_behind_the_bots_name_is_no_part_of_the_question(
        self, telegram: TelegramServer, ada: Reader, group: Group, words: str
    ) -> None:
        ada.says(words.format(MAKIIVKA), chat=group)
        telegram.wait_for_message(group)
        ada.says("/ask and in Kherson?", chat=group)
        after = telegram.wait_for_message(group, count=2)
        assert "“ask”" not in after.text
        assert "/ask" not in after.text
