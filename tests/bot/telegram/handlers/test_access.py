"""In groups: short answers, /ask in reply, whose buttons they are, and a group that migrates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from tests.bot.telegram.test_application import QUESTION, asked, pressed
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer


@pytest.mark.usefixtures("bot")
class TestInAGroup:
    def test_an_answer_is_short_and_has_further_pages(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        group = telegram.group("Newsroom", members=[ada])
        ada.says(f"/ask {QUESTION}", chat=group)
        answer = telegram.wait_for_message(group)
        assert len(answer.links()) == 1
        pressed(telegram, ada, answer, "More quotes")
        assert answer.text.startswith("2  ")

    def test_ask_in_reply_answers_the_question_in_that_message(
        self, telegram: TelegramServer, ada: Reader, ben: Reader
    ) -> None:
        forum = telegram.group("Forum", forum=True, members=[ada, ben])
        topic = forum.topic("Harbour")
        question = ben.says(QUESTION, chat=forum, thread=topic)
        assert question.update_id is None
        ada.says("/ask", chat=forum, reply_to=question)
        answer = telegram.wait_for_message(forum)
        assert "injured" in answer.spans("blockquote")[0]
        assert answer.thread == topic
        ada.says("/ask", chat=forum, reply_to=answer)
        assert telegram.wait_for_message(forum, count=2).text == ENGLISH.ask_what
        ada.says("/ask", chat=forum, thread=topic)
        assert telegram.wait_for_message(forum, count=3).text == ENGLISH.ask_what

    def test_buttons_are_for_the_asker_and_admins_alone(
        self, telegram: TelegramServer, ada: Reader, ben: Reader
    ) -> None:
        owner = telegram.user("Olga")
        group = telegram.group("Newsroom", supergroup=True, members=[owner, ada, ben])
        ada.says(f"/ask {QUESTION}", chat=group)
        answer = telegram.wait_for_message(group)
        for button in ("More quotes", "👎", "Follow 🔔", "…"):
            assert pressed(telegram, ben, answer, button) == ENGLISH.not_yours
        assert pressed(telegram, ben, answer, "Read on") == ""
        opened = telegram.callback_answers[-1].url
        assert opened == f"https://t.me/{telegram.username}?start=unzy4bd4375c-1-b015"
        assert answer.edits == 0
        assert pressed(telegram, ada, answer, "More quotes") == ""
        assert pressed(telegram, owner, answer, "← Back") == ""
        assert answer.edits == 2

    @pytest.mark.parametrize(
        ("words", "button"),
        [(f"/ask {QUESTION}", "page:1"), ("/timeline Larnholm", "month:undated:0")],
    )
    def test_a_press_before_telegram_has_told_the_bot_of_its_answer_is_still_not_the_askers(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, words: str, button: str
    ) -> None:
        group = telegram.group("Newsroom", supergroup=True, members=[telegram.user("Olga"), ada])
        group.join(ben)
        with telegram.holding("sendMessage", group):
            ada.says(words, chat=group)
            answer = telegram.wait_for_message(group)
            query = ben.presses(answer, button)
            asked(telegram, telegram.user("Cyd"))  # so long does the bot look at the press
        found = telegram.wait_for(
            lambda: [each for each in telegram.callback_answers if each.query_id == query]
        )
        assert found[0].text == ENGLISH.not_yours
        assert answer.edits == 0

    def test_a_reply_before_telegram_has_told_the_bot_of_its_answer_is_read_with_its_question(
        self, telegram: TelegramServer, ada: Reader, ben: Reader
    ) -> None:
        group = telegram.group("Newsroom", supergroup=True, members=[ada, ben])
        with telegram.holding("sendMessage", group):
            ada.says("/ask What burned down in Zanzibar?", chat=group)
            answer = telegram.wait_for_message(group)
            ben.says("and in Larnholm?", chat=group, reply_to=answer)
            asked(telegram, telegram.user("Cyd"))
        after = telegram.wait_for_message(group, count=2)
        kept = ENGLISH.kept.format(question="What burned down in Larnholm?")
        assert after.text.startswith(kept)


def test_a_group_that_becomes_a_supergroup_stays_let_in_and_keeps_its_conversation(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    group = telegram.group("Newsroom", members=[ada])
    with running(telegram, replace(backend, rules=Rules(allowed=frozenset({group.id})))):
        ada.says("/ask What burned down in Zanzibar?", chat=group)
        telegram.wait_for_message(group)
        larger = telegram.migrate(group)
        ada.says("/ask and in Larnholm?", chat=larger)
        answer = telegram.wait_for_message(larger)
    assert answer.spans("blockquote")
    assert answer.text.startswith(ENGLISH.kept.format(question="What burned down in Larnholm?"))
