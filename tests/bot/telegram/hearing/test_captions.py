"""A caption is read as a text is; an album is spoken of once."""

from __future__ import annotations

import time

import pytest

from bot.locales.english import ENGLISH
from tests.telegram.server import Message, Reader, TelegramServer

MAKIIVKA = "How many died at Makiivka, and who says so?"
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


@pytest.mark.usefixtures("bot")
class TestACaption:
    def test_is_a_question_in_a_private_chat(self, telegram: TelegramServer, ada: Reader) -> None:
        ada.says(MAKIIVKA, photo=PHOTO)
        assert "89" in telegram.wait_for_message(ada).text

    @pytest.mark.parametrize("words", ["@nutgraf_test_bot {}", "/ask {}", "/says Russia {}"])
    def test_is_for_the_bot_in_a_group_that_calls_it(
        self, telegram: TelegramServer, ada: Reader, words: str
    ) -> None:
        telegram.privacy = False
        group = telegram.group("Newsroom", supergroup=True, members=[ada])
        ada.says(MAKIIVKA, chat=group, photo=PHOTO)
        ada.says(words.format(MAKIIVKA), chat=group, photo=PHOTO)
        assert "soldiers" in telegram.wait_for_message(group).text
        assert len(telegram.messages(group)) == 1

    def test_that_is_edited_has_its_answer_edited(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        question = ada.says(MAKIIVKA, photo=PHOTO)
        answer = telegram.wait_for_message(ada)
        ada.edits(question, "How many missiles hit the Moskva?")
        telegram.wait_for_edit(answer)
        assert "Moskva" in answer.text

    def test_holds_a_command_as_a_text_does(self, telegram: TelegramServer, ada: Reader) -> None:
        ada.says("/verify The Kakhovka dam broke on Tuesday.", photo=PHOTO)
        verified = telegram.wait_for_message(ada)
        assert any(verified.text.startswith(each) for each in ENGLISH.story.verdicts.values())


@pytest.mark.usefixtures("bot")
class TestAnAlbum:
    @pytest.mark.parametrize("at", [0, 3])
    def test_with_one_caption_gets_one_answer(
        self, telegram: TelegramServer, ada: Reader, at: int
    ) -> None:
        for number in range(4):
            ada.says(MAKIIVKA if number == at else "", photo=PHOTO, media_group_id="77")
        assert "89" in telegram.wait_for_message(ada).text
        last = ada.says("/help")
        telegram.wait_until_confirmed(last)
        assert [each.text == ENGLISH.only_text for each in settled(telegram, ada)] == [False] * 2

    @pytest.mark.slow
    def test_without_any_gets_one_notice(self, telegram: TelegramServer, ada: Reader) -> None:
        for album in ("77", "78"):
            for _ in range(4):
                ada.says("", photo=PHOTO, media_group_id=album)
        telegram.wait_for_message(ada, count=2)
        assert [each.text for each in settled(telegram, ada)] == [ENGLISH.only_text] * 2


def settled(telegram: TelegramServer, reader: Reader) -> list[Message]:
    """What the bot has sent once nothing more of an album may come."""
    time.sleep(1.3)
    return telegram.messages(reader)
