"""The bot's conversations: the real Application against the stand-in for Telegram."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.backend.backend import Backend
from bot.conversation.asked import Asked
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers
from retrieval import Answered, Archive
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.until import until

QUESTION = "How many people were injured in the warehouse fire?"
UNKNOWN = "/start aaaaaaaaaaaa-1-0000"
Running = Callable[[TelegramServer, Backend], AbstractContextManager[None]]


def asked(telegram: TelegramServer, reader: Reader, text: str = QUESTION) -> Message:
    before = reader.says(text)
    return telegram.wait_for_message(reader, after=before)


def pressed(telegram: TelegramServer, reader: Reader, message: Message, button: str) -> str:
    """The text that the press was answered with."""
    query = reader.presses(message, button)
    found = telegram.wait_for(
        lambda: [each for each in telegram.callback_answers if each.query_id == query]
    )
    return found[0].text


def read_on(telegram: TelegramServer, reader: Reader, answer: Message, number: int) -> str:
    """Show the quote of that number in its place; what the last press was answered with."""
    notice = pressed(telegram, reader, answer, "Read on")
    return pressed(telegram, reader, answer, f"Read {number}") if notice else notice


@pytest.mark.usefixtures("bot")
class TestAQuestion:
    def test_is_answered_with_sentence_citation_and_passage(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada)
        sentence = answer.spans("blockquote")[0]
        assert "injured in the warehouse fire" in sentence
        assert answer.text.startswith(
            "Figures in the coverage\n\n1  The hospital · Island Wire, 6 Mar 2024\nThree people"
        )
        assert answer.spans("bold")[:5] == ["Figures in the coverage", "1", "Three", "2", "Two"]

    def test_is_answered_as_a_reply_without_link_preview(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        question = ada.says(QUESTION)
        answer = telegram.wait_for_message(ada)
        assert answer.reply_to is not None
        assert answer.reply_to.message_id == question.message_id
        assert answer.link_preview_options == {"is_disabled": True}

    def test_cites_pages_where_there_are_and_the_bot_itself_where_not(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        links = dict(asked(telegram, ada).links())
        page = links["Coast Post"]
        assert page.startswith("https://coast-post.example/2024/03/05/harbour-fire#:~:text=Two%20")
        itself = links["Island Wire"]
        assert itself.startswith(f"https://t.me/{telegram.username}?start=")

    @pytest.mark.parametrize(
        "question",
        [
            "\0warehouse\0 fire",
            "\u202ewarehouse\u200f fire",
            '"warehouse" AND (fire* OR NOT ^)',
            "warehouse 🚀👩‍👩‍👧‍👦 " * 150,
            "warehouse fire " * 270,
        ],
    )
    def test_however_odd_is_answered(
        self, telegram: TelegramServer, ada: Reader, question: str
    ) -> None:
        answer = asked(telegram, ada, question)
        assert "warehouse" in answer.spans("blockquote")[0]

    def test_keeps_words_that_look_like_markup(self, telegram: TelegramServer, ada: Reader) -> None:
        answer = asked(telegram, ada, "What did harbour master Ida Brandt say?")
        assert "the harbour master <Ida Brandt> said & confirmed." in answer.text

    def test_is_what_follows_ask_too(self, telegram: TelegramServer, ada: Reader) -> None:
        assert asked(telegram, ada, f"/ask {QUESTION}").text == asked(telegram, ada).text
        assert asked(telegram, ada, "/ask").text == ENGLISH.ask_what

    def test_that_is_not_answered_says_why_and_offers_others(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        refusal = asked(telegram, ada, "Who won the chess cup in Zanzibar?")
        assert "3 articles, 5 Mar 2024 – 6 Mar 2024. It can answer:" in refusal.text
        assert not refusal.spans("blockquote")
        pressed(telegram, ada, refusal, "1")
        answer = telegram.wait_for_message(ada, after=refusal)
        assert f"1  {answer.spans('italic')[0]}" in refusal.text
        assert answer.spans("blockquote")


@pytest.mark.usefixtures("bot")
class TestAButton:
    def test_shows_the_quote_among_its_neighbours_and_leads_back(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada)
        words, entities, markup = answer.text, answer.entities, answer.reply_markup
        assert pressed(telegram, ada, answer, "Read on") == "Read on in which quote?"
        labels = [label for row in answer.buttons for label in row]
        reads = [f"Read {number}" for number in range(1, len(answer.links()) + 1)]
        assert (answer.text, labels) == (words, [*reads, "← Back"])
        pressed(telegram, ada, answer, "← Back")
        assert answer.reply_markup == markup
        assert read_on(telegram, ada, answer, 1) == ""
        assert "\nThe warehouse had stored paint" in answer.text
        assert answer.buttons == [["After →"], ["Copy", "← Back"]]
        assert pressed(telegram, ada, answer, "back:0") == ""
        assert (answer.text, answer.entities, answer.reply_markup) == (words, entities, markup)

    def test_leads_back_to_a_question_with_half_a_character(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada, f"\ud800{QUESTION}\udfff")
        words = answer.text
        assert read_on(telegram, ada, answer, 1) == ""
        assert pressed(telegram, ada, answer, "back:0") == ""
        assert answer.text == words

    def test_why_these_says_it_in_words_before_figures_and_leads_back(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada)
        words, markup = answer.text, answer.reply_markup
        pressed(telegram, ada, answer, "…")
        assert [len(row) for row in answer.buttons] == [3, 3]
        pressed(telegram, ada, answer, "Why these")
        assert answer.text.startswith("Why these quotes\n\n1  Has “")
        assert "\nScore " in answer.text
        pressed(telegram, ada, answer, "← Back")
        assert (answer.text, answer.reply_markup) == (words, markup)

    def test_why_this_passage_under_an_answer_of_an_older_version_is_a_short_notice(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada)
        assert answer.reply_markup is not None
        old = {"text": "Why this passage", "callback_data": "why:unzy4bd4375c-1-b015"}
        answer.reply_markup["inline_keyboard"].append([old])
        notice = pressed(telegram, ada, answer, "Why this passage")
        assert notice.startswith("Has “")
        assert len(notice) <= 200
        assert not telegram.callback_answers[-1].show_alert

    def test_pressed_twice_changes_nothing(self, telegram: TelegramServer, ada: Reader) -> None:
        answer = asked(telegram, ada)
        pressed(telegram, ada, answer, "Read on")
        assert answer.reply_markup is not None
        asking = answer.reply_markup["inline_keyboard"]
        read = answer.button("Read 1")["callback_data"]
        pressed(telegram, ada, answer, read)
        assert answer.edits == 2
        answer.reply_markup["inline_keyboard"] += asking
        assert pressed(telegram, ada, answer, read) == ""

    def test_back_is_kind_when_the_question_is_forgotten(
        self, telegram: TelegramServer, ada: Reader, bot: Backend
    ) -> None:
        answer = asked(telegram, ada)
        read_on(telegram, ada, answer, 1)
        until(lambda: bot.conversations.recall(ada.id, answer.message_id))
        with bot.readers.writing() as connection:
            connection.execute("delete from answers")
        assert pressed(telegram, ada, answer, "back:0") == ENGLISH.forgotten

    @pytest.mark.parametrize("data", ["", "at:", "at:no-such-address", "what"])
    def test_with_data_of_another_time_is_answered_kindly(
        self, telegram: TelegramServer, ada: Reader, data: str
    ) -> None:
        answer = asked(telegram, ada)
        assert answer.reply_markup is not None
        answer.reply_markup["inline_keyboard"].append([{"text": "x", "callback_data": data}])
        notice = pressed(telegram, ada, answer, "x")
        assert notice in (ENGLISH.old_button, ENGLISH.unknown_address)

    def test_under_a_message_that_is_gone_is_answered_kindly(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        telegram.open_queries["77"] = "callback"
        gone = {"chat": ada.to_json(), "message_id": 1, "date": 0}
        telegram.push(
            {
                "callback_query": {
                    "id": "77",
                    "from": ada.user_json(),
                    "chat_instance": "1",
                    "data": "back",
                    "message": gone,
                }
            }
        )
        telegram.wait_for_call("answerCallbackQuery")
        assert telegram.callback_answers[0].text == ENGLISH.old_button


def test_buttons_work_after_a_restart(
    running: Running, telegram: TelegramServer, ada: Reader, archive: Archive, tmp_path: Path
) -> None:
    def backend() -> Backend:
        return Backend(archive, Readers(tmp_path / "kept.db"))

    with closing(backend()) as first:
        with running(telegram, first):
            answer = asked(telegram, ada)
            words = answer.text
            read_on(telegram, ada, answer, 1)
        first.readers.close()
    with closing(backend()) as second:
        with running(telegram, second):
            pressed(telegram, ada, answer, "back:0")
            assert answer.text == words
        second.readers.close()


@pytest.mark.usefixtures("bot")
class TestACommand:
    def test_start_offers_only_questions_that_are_answered(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        greeting = asked(telegram, ada, "/start")
        assert "3 articles, 5 Mar 2024 – 6 Mar 2024. For example:" in greeting.text
        assert greeting.buttons == [["1", "2", "3"], ["What is new", "Help"]]
        offered = [line[3:] for line in greeting.text.splitlines()[-3:]]
        assert offered[0] == "What burned down in Larnholm?"
        assert "Who won the chess cup in Zanzibar?" not in offered
        for number in range(3):
            pressed(telegram, ada, greeting, f"ask:{number}")
        last = telegram.wait_for_message(ada, after=greeting, count=3)
        assert last.spans("italic")[0] == offered[2]
        assert all(message.spans("blockquote") for message in telegram.messages(ada)[1:])

    def test_start_with_an_address_opens_the_passage(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        links = asked(telegram, ada).links()
        url = next(url for _, url in links if "?start=" in url)
        before = ada.opens(url.partition("=")[2])
        passage = telegram.wait_for_message(ada, after=before)
        assert "Three people were injured" in passage.spans("blockquote")[0]
        assert "back:" not in str(passage.reply_markup)

    def test_start_with_an_unknown_address_says_so(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        assert asked(telegram, ada, UNKNOWN).text == ENGLISH.unknown_address

    def test_help_about_and_unknown_ones_are_answered(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        assert asked(telegram, ada, "/help").text == ENGLISH.help
        about = asked(telegram, ada, "/about").text
        assert "5 March 2024 to 6 March 2024" in about
        assert about.endswith(ENGLISH.privacy)
        assert asked(telegram, ada, "/frobnicate").text == ENGLISH.unknown_command


@pytest.mark.usefixtures("bot")
class TestWhatIsNoQuestion:
    def test_a_photo_gets_a_kind_line(self, telegram: TelegramServer, ada: Reader) -> None:
        photo = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
        push(telegram, ada, photo=[photo])
        assert telegram.wait_for_message(ada).text == ENGLISH.only_text

    def test_is_ignored(self, telegram: TelegramServer, ada: Reader) -> None:
        robot = ada.user_json() | {"is_bot": True}
        pin = {"message_id": 1, "date": 1, "chat": ada.to_json(), "text": "x"}
        ada.edits(ada.says("/ask@other_bot who?"), "/ask@other_bot What burned down?")
        push(telegram, ada, text=QUESTION, **{"from": robot})
        push(telegram, ada, text=QUESTION, via_bot=robot)
        push(telegram, ada, pinned_message=pin)
        last = ada.says("/help")
        assert telegram.wait_for_message(ada).text == ENGLISH.help
        telegram.wait_until_confirmed(last)
        assert len(telegram.messages(ada)) == 1


@pytest.mark.usefixtures("bot")
class TestInAGroup:
    def test_only_who_speaks_to_the_bot_is_answered(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        telegram.privacy = False
        group = telegram.group("Newsroom", supergroup=True, members=[ada])
        ada.says(QUESTION, chat=group)
        ada.says("/frobnicate", chat=group)
        ada.says(f"@someone_else {QUESTION}", chat=group)
        ada.says(f"/ask {QUESTION}", chat=group)
        first = telegram.wait_for_message(group)
        ada.says("What did the warehouse store?", chat=group, reply_to=first)
        second = telegram.wait_for_message(group, after=first)
        assert "paint and paper" in second.text
        ada.says(f"@{telegram.username} when do its pillars date from?", chat=group)
        assert "1911" in telegram.wait_for_message(group, after=second).text
        assert len(telegram.messages(group)) == 3

    def test_answers_stay_in_their_topic(self, telegram: TelegramServer, ada: Reader) -> None:
        forum = telegram.group("Forum", forum=True, members=[ada])
        topic = forum.topic("Harbour")
        ada.says(f"/ask {QUESTION}", chat=forum, thread=topic)
        answer = telegram.wait_for_message(forum)
        assert answer.thread == topic
        words = answer.text
        pressed(telegram, ada, answer, "Read on")
        pressed(telegram, ada, answer, "back:0")
        assert answer.text == words


class TestWhenThingsGoWrong:
    @pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
    @pytest.mark.usefixtures("bot")
    def test_too_many_requests_only_delay_the_answer(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        telegram.fail("sendMessage", retry_after=1)
        assert asked(telegram, ada).spans("blockquote")
        assert len(telegram.messages(ada)) == 1

    @pytest.mark.usefixtures("bot")
    def test_a_reader_who_blocked_the_bot_makes_no_fuss(
        self, telegram: TelegramServer, ada: Reader, caplog: pytest.LogCaptureFixture
    ) -> None:
        ben = telegram.user("Ben")
        ben.says(QUESTION)
        ben.blocks_bot()
        assert asked(telegram, ada).spans("blockquote")
        telegram.wait_for_call("sendMessage", count=2)
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]

    def test_a_bug_is_logged_without_the_question_and_the_reader_told(
        self,
        running: Running,
        telegram: TelegramServer,
        ada: Reader,
        backend: Backend,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        class Broken(Archive):
            def answered(self, question: str, **_: Any) -> Answered:
                raise KeyError(question)

        with (
            Broken(backend.archive.path) as broken,
            running(telegram, replace(backend, archive=broken)),
        ):
            assert asked(telegram, ada, "a secret question").text == ENGLISH.sorry
        assert "KeyError" in caplog.text
        assert "test_application.py" in caplog.text
        assert "secret" not in caplog.text

    def test_an_empty_coverage_is_admitted(
        self,
        running: Running,
        telegram: TelegramServer,
        ada: Reader,
        backend: Backend,
        tmp_path: Path,
    ) -> None:
        with Archive(tmp_path / "new.db") as new, running(telegram, replace(backend, archive=new)):
            assert ENGLISH.nothing_indexed in asked(telegram, ada, "/start").text
            assert asked(telegram, ada).text == ENGLISH.nothing_indexed
            assert ENGLISH.nothing_indexed in asked(telegram, ada, "/about").text
            assert asked(telegram, ada, UNKNOWN).text == ENGLISH.unknown_address

    def test_commands_that_cannot_be_set_stop_nothing(
        self, running: Running, telegram: TelegramServer, ada: Reader, backend: Backend
    ) -> None:
        telegram.fail("setMyCommands", status=400)
        with running(telegram, backend):
            assert asked(telegram, ada).spans("blockquote")

    @pytest.mark.usefixtures("bot")
    def test_a_broken_connection_loses_no_answer(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        telegram.fail("sendMessage", drop=True)
        answer = asked(telegram, ada)
        assert answer.spans("blockquote")
        telegram.fail("editMessageText", status=502)
        assert read_on(telegram, ada, answer, 1) == ""
        assert len(telegram.messages(ada)) == 1

    @pytest.mark.usefixtures("bot")
    @pytest.mark.slow
    def test_an_outage_that_outlasts_the_patience_only_delays_the_answer(
        self, telegram: TelegramServer, ada: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.telegram.attempts.PAUSES", (0.1, 0.1))
        telegram.fail("sendMessage", drop=True, times=4)
        question = ada.says(QUESTION)
        assert telegram.wait_for_message(ada, after=question).spans("blockquote")
        ada.says("/help")
        telegram.wait_for_message(ada, count=2)
        assert len(telegram.messages(ada)) == 2

    @pytest.mark.slow
    def test_an_outage_of_telegram_loses_no_question(
        self, running: Running, telegram: TelegramServer, ada: Reader, backend: Backend
    ) -> None:
        telegram.fail("getMe", drop=True)
        telegram.fail("getUpdates", status=502)
        with running(telegram, backend):
            assert asked(telegram, ada).spans("blockquote")


def test_commands_and_descriptions_are_set_once(
    running: Running, telegram: TelegramServer, backend: Backend
) -> None:
    for _ in range(2):
        with running(telegram, backend):
            pass
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        calls = [each for each in telegram.calls_of(method) if "scope" not in each.arguments]
        set_for = [call.arguments.get("language_code") for call in calls]
        assert set_for == [None, *list(LANGUAGES)[1:]]


def test_typing_shows_only_while_an_answer_takes_long(
    running: Running, telegram: TelegramServer, ada: Reader, backend: Backend
) -> None:
    class Slow(Archive):
        def answered(self, question: str, **how: Any) -> Answered:
            if "slow" in question:
                telegram.wait_for_call("sendChatAction")
            return super().answered(question, **how)

    with Slow(backend.archive.path) as slow, running(telegram, replace(backend, archive=slow)):
        asked(telegram, ada)
        assert not telegram.calls_of("sendChatAction")
        asked(telegram, ada, f"slow: {QUESTION}")
        assert telegram.calls_of("sendChatAction")[0].arguments["action"] == "typing"


def test_readers_do_not_wait_for_each_other_and_one_gets_answers_in_order(
    running: Running, telegram: TelegramServer, ada: Reader, backend: Backend
) -> None:
    ben = telegram.user("Ben")

    class Held(Archive):
        def answered(self, question: str, **how: Any) -> Answered:
            if "held" in question:
                telegram.wait_for_message(ben)
            return super().answered(question, **how)

    with Held(backend.archive.path) as held, running(telegram, replace(backend, archive=held)):
        first = ada.says(f"held: {QUESTION}")
        second = ada.says("When do the pillars date from?")
        ben.says(QUESTION)
        telegram.wait_for_message(ada, count=2)
    replies = [message.reply_to for message in telegram.messages(ada)]
    assert [reply.message_id for reply in replies if reply] == [
        first.message_id,
        second.message_id,
    ]


def test_a_question_is_kept_with_its_answer_or_refusal(
    telegram: TelegramServer, ada: Reader, bot: Backend
) -> None:
    answer = asked(telegram, ada)
    refusal = asked(telegram, ada, "Who won the chess cup in Zanzibar?")
    until(lambda: bot.conversations.recall(ada.id, refusal.message_id))
    kept = bot.conversations.recall(ada.id, answer.message_id)
    assert kept is not None
    assert kept == Asked(QUESTION, kept.asked_on)
    assert asked(telegram, ada, "/help").message_id
    assert bot.conversations.answer_to(ada.id, refusal.message_id - 1) == refusal.message_id


def push(telegram: TelegramServer, reader: Reader, **fields: Any) -> None:
    """A message with fields that readers of the stand-in cannot write."""
    message = {
        "message_id": reader.new_id(),
        "date": int(time.time()),
        "chat": reader.to_json(),
        "from": reader.user_json(),
    }
    telegram.push({"message": message | fields})
