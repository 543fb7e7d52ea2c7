"""What a message points at: the part that it quotes, or somebody's message that it replies to."""

from __future__ import annotations

from typing import Any

import pytest

from bot.locales.english import ENGLISH
from tests.bot.telegram.test_application import push
from tests.telegram.server import Group, Message, Reader, TelegramServer

CLAIM = "Makiivka: 89 Russian soldiers were killed by Ukrainian rockets."
DAM = "The Kakhovka dam broke on Tuesday."
MISSILES = "How many missiles hit the Moskva?"
POLL: dict[str, Any] = dict.fromkeys(
    ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"),
    False,
) | {"id": "1", "options": [], "total_voter_count": 0, "type": "regular"}
FILLING = "Nothing of this is to be found anywhere, whatever you may look for. "


@pytest.fixture
def group(telegram: TelegramServer, ada: Reader, ben: Reader) -> Group:
    telegram.privacy = False
    return telegram.group("Newsroom", supergroup=True, members=[ada, ben])


@pytest.mark.usefixtures("bot")
class TestSomebodysMessage:
    @pytest.mark.parametrize(
        "words",
        [
            "/ask",
            "@nutgraf_test_bot",
            "@nutgraf_test_bot?",
            "@nutgraf_test_bot is this true?",
            "/ask is this true?",
            "Is this true, @nutgraf_test_bot?",
            "@nutgraf_test_bot who says so?",
            "@nutgraf_test_bot check this",
            "@nutgraf_test_bot fact check please",
            "@nutgraf_test_bot це правда?",
            "@nutgraf_test_bot source?",
        ],
    )
    def test_is_the_question_of_words_that_do_not_stand_on_their_own(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group, words: str
    ) -> None:
        claim = ben.says(CLAIM, chat=group)
        ada.says(words, chat=group, reply_to=claim)
        answer = telegram.wait_for_message(group)
        assert "89" in answer.spans("blockquote")[0]
        assert "Did you mean" not in answer.text

    def test_is_what_other_short_words_are_about(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        claim = ben.says("The Moskva sank after a fire, they say.", chat=group)
        ada.says("@nutgraf_test_bot how many missiles?", chat=group, reply_to=claim)
        assert "Moskva" in telegram.wait_for_message(group).text

    def test_does_not_change_a_question_that_stands_on_its_own(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        claim = ben.says(CLAIM, chat=group)
        ada.says(f"@nutgraf_test_bot {MISSILES}", chat=group, reply_to=claim)
        assert "missile" in telegram.wait_for_message(group).spans("blockquote")[0]

    @pytest.mark.parametrize("private", [True, False])
    def test_may_be_a_poll(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group, private: bool
    ) -> None:
        chat = None if private else group
        poll = (ada if private else ben).says("", chat=chat, poll=POLL | {"question": CLAIM})
        if private:
            assert telegram.wait_for_message(ada).text == ENGLISH.only_text
        answer, verified = (
            telegram.wait_for_message(
                chat or ada, after=ada.says(command, chat=chat, reply_to=poll)
            ).text
            for command in ("/ask", "/verify")
        )
        assert "89" in answer
        assert verified != ENGLISH.story.verify_what

    def test_is_not_asked_by_who_does_not_call_the_bot(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        claim = ben.says(CLAIM, chat=group)
        telegram.wait_until_confirmed(ada.says("is this true?", chat=group, reply_to=claim))
        assert telegram.messages(group) == []

    def test_of_a_channel_that_is_long_is_asked_by_its_first_sentences(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        post = ben.says(f"{CLAIM} {FILLING * 40}", chat=group)
        ada.says("/ask", chat=group, reply_to=post)
        answer = telegram.wait_for_message(group)
        assert "89" in answer.text
        assert answer.spans("italic")[0].startswith(CLAIM)

    def test_forwarded_to_the_bot_is_asked_by_its_first_sentences(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        channel = {"id": -1009, "type": "channel", "title": "News"}
        origin = {"type": "channel", "date": 1, "chat": channel, "message_id": 5}
        ada.says(f"{CLAIM}\n\n{FILLING * 40}"[:4000], forward_origin=origin)
        assert "89" in telegram.wait_for_message(ada).text

    def test_typed_at_such_length_is_told_what_else_there_is(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        ada.says(FILLING * 20)
        told = telegram.wait_for_message(ada).text
        assert told == ENGLISH.too_long.format(most=1000)
        assert "/verify" in told


@pytest.mark.usefixtures("bot")
class TestAQuote:
    def test_of_a_long_message_is_what_is_verified(
        self, telegram: TelegramServer, ada: Reader, backend: Any
    ) -> None:
        sentence = backend.archive.ask("When did the Kakhovka dam break?").quotes[0].sentence
        post = ada.says(f"{FILLING * 20}{sentence}")
        telegram.wait_for_message(ada)
        ada.says("/verify", reply_to=post, quote=sentence)
        verified = telegram.wait_for_message(ada, count=2)
        assert verified.text.startswith(ENGLISH.story.verdicts["stands"])

    def test_is_the_story_that_is_told_or_followed(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        post = ben.says(f"{FILLING}{CLAIM}", chat=group)
        ada.says("/timeline", chat=group, reply_to=post, quote="Makiivka")
        assert "Day by day: Makiivka" in telegram.wait_for_message(group).text
        ada.says("/follow", chat=group, reply_to=post, quote="Makiivka")
        followed = telegram.wait_for_message(group, count=2).text
        assert followed == ENGLISH.follows.format(words="Makiivka")

    def test_of_a_long_message_is_what_is_asked(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        post = ben.says(f"{FILLING * 20}{MISSILES}", chat=group)
        ada.says("/ask", chat=group, reply_to=post, quote=MISSILES)
        assert "missile" in telegram.wait_for_message(group).spans("blockquote")[0]

    @pytest.mark.parametrize("command", ["/ask", "/verify"])
    def test_of_a_message_in_another_chat_is_taken(
        self, telegram: TelegramServer, ada: Reader, command: str
    ) -> None:
        channel = {"id": -1009, "type": "channel", "title": "News"}
        origin = {"type": "channel", "date": 1, "chat": channel, "message_id": 5}
        push(
            telegram,
            ada,
            text=command,
            entities=[{"type": "bot_command", "offset": 0, "length": len(command)}],
            external_reply={"origin": origin, "chat": channel, "message_id": 5},
            quote={"text": MISSILES, "position": 0, "is_manual": True},
        )
        said = telegram.wait_for_message(ada).text
        assert said not in (ENGLISH.ask_what, ENGLISH.story.verify_what)
        assert command != "/ask" or "missile" in said

    def test_of_an_answer_that_is_no_longer_known_is_what_is_meant(
        self, telegram: TelegramServer, ada: Reader, backend: Any
    ) -> None:
        ada.says("Who controls Soledar?")
        answer = telegram.wait_for_message(ada)
        ada.says(DAM)
        telegram.wait_for_message(ada, count=2)
        forgotten(backend, answer)
        ada.says("who holds it?", reply_to=answer, quote="Soledar")
        assert "Soledar" in telegram.wait_for_message(ada, count=3).text
        ada.says("who holds it?", reply_to=answer)
        assert telegram.wait_for_message(ada, count=4).text == ENGLISH.forgotten
        ada.says(MISSILES, reply_to=answer)
        assert "missile" in telegram.wait_for_message(ada, count=5).text


def forgotten(backend: Any, answer: Message) -> None:
    """Keep no longer which question the answer had."""
    with backend.readers.writing() as connection:
        connection.execute("delete from answers where message_id = ?", [answer.message_id])
