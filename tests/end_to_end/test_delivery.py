"""What cannot be delivered is kept and tried again; what never can be is one line in the log."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing

import pytest

from bot.locales.english import ENGLISH
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots

pytestmark = pytest.mark.beside

CLOSED = (
    "Bad Request: not enough rights to send text messages to the chat",
    "Bad Request: TOPIC_CLOSED",
    "Bad Request: CHAT_RESTRICTED",
    "Bad Request: message thread not found",
    "Bad Request: chat not found",
    "Bad Request: CHAT_GUEST_SEND_FORBIDDEN",
    "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
    "Bad Request: ALLOW_PAYMENT_REQUIRED",
    "Forbidden: bot was kicked from the supergroup chat",
)


def asked_by_all(readers: list[Reader]) -> list[tuple[Reader, Message]]:
    return [(each, each.says(QUESTION)) for each in readers]


def check_each_has_one(telegram: TelegramServer, asked: list[tuple[Reader, Message]]) -> None:
    for reader, question in asked:
        telegram.wait_for_message(reader, after=question, timeout=30)
    for reader, _ in asked:
        assert len([each for each in telegram.messages(reader) if each.spans("blockquote")]) == 1


@pytest.mark.parametrize(
    "how", ["drop", *(pytest.param(how, marks=pytest.mark.slow) for how in ("502", "429"))]
)
@pytest.mark.slow
def test_an_outage_of_sends_loses_and_repeats_nothing(
    telegram: TelegramServer, bots: Bots, how: str
) -> None:
    process = bots.start()
    readers = [telegram.user(f"Reader {number}") for number in range(12)]
    if how == "429":
        fault = telegram.fail("sendMessage", retry_after=2, times=None)
    else:
        fault = telegram.fail(
            "sendMessage", status=502 if how == "502" else None, drop=how == "drop", times=None
        )
    asked = asked_by_all(readers)
    time.sleep(4)
    assert not any(map(telegram.messages, readers))
    fault.times = 0
    check_each_has_one(telegram, asked)
    assert "ERROR" not in bots.log()
    assert bots.log().count("WARNING") < 40
    assert bots.stop(process) == 0


@pytest.mark.slow
@pytest.mark.parametrize("how", ["502", "delay"])
def test_an_outage_of_25_seconds_and_a_kill_in_it_lose_nothing(
    telegram: TelegramServer, bots: Bots, how: str
) -> None:
    process = bots.start()
    readers = [telegram.user(f"Reader {number}") for number in range(20)]
    fault = telegram.fail(
        *("sendMessage",),
        status=502,
        delay=25.0 if how == "delay" else 0,
        times=None,
    )
    asked = asked_by_all(readers)
    time.sleep(12)
    bots.stop(process, signal.SIGKILL)
    bots.start(polling=False)
    time.sleep(13)
    fault.times = fault.delay = 0
    for reader, question in asked:
        telegram.wait_for_message(reader, after=question, timeout=60)


@pytest.mark.slow
def test_answers_to_one_reader_come_in_order_after_an_outage(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    bots.start()
    fault = telegram.fail("sendMessage", status=502, times=None)
    questions = [ada.says(f"{QUESTION} {'?' * number}") for number in range(4)]
    time.sleep(2)
    fault.times = 0
    telegram.wait_for_message(ada, count=4, timeout=20)
    replied = [each.reply_to.message_id for each in telegram.messages(ada) if each.reply_to]
    assert replied == [each.message_id for each in questions]


def test_a_chat_that_may_not_be_written_to_is_one_line_and_no_second_call(
    telegram: TelegramServer, bots: Bots
) -> None:
    bots.start()
    ben = telegram.user("Ben")
    for number, said in enumerate(CLOSED, 1):
        ada = telegram.user("Ada")
        group = telegram.group("Newsroom", supergroup=True, members=[ada])
        status = 403 if said.startswith("Forbidden") else 400
        telegram.fail("sendMessage", status=status, description=said, chat=group, times=None)
        question = ada.says(f"/ask {QUESTION}", chat=group)
        telegram.wait_until_confirmed(question)
        telegram.wait_for_call("sendMessage", count=2 * number - 1)
        answered = ben.says(QUESTION)
        telegram.wait_for_message(ben, after=answered)
        assert len(telegram.calls_of("sendMessage")) == 2 * number, said
        lines = [line for line in bots.log().splitlines() if "not delivered" in line]
        assert len(lines) == number, said
        assert " INFO " in lines[-1]
        assert " ERROR " not in bots.log()


def test_an_answer_that_was_deleted_is_not_edited_and_makes_no_fuss(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    bots.start()
    question = ada.says(QUESTION)
    answer = telegram.wait_for_message(ada)
    answer.deleted = True
    ada.edits(question, "When do the pillars date from?")
    telegram.wait_for_call("editMessageText")
    again = ada.says("/help")
    assert telegram.wait_for_message(ada, after=again).text == ENGLISH.help
    assert len(telegram.messages(ada)) == 1
    assert " ERROR " not in bots.log()


def test_an_answer_follows_a_group_that_became_a_supergroup(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    bots.start()
    group = telegram.group("Newsroom", members=[ada])
    fault = telegram.fail("sendMessage", status=502, chat=group, times=None)
    ada.says(f"/ask {QUESTION}", chat=group)
    telegram.wait_for_call("sendMessage")
    after = telegram.migrate(group)
    fault.times = 0
    answer = telegram.wait_for_message(after)
    assert answer.spans("blockquote")
    ada.presses(answer, "page:1")
    telegram.wait_for_edit(answer)
    assert " ERROR " not in bots.log()


@pytest.mark.slow
def test_a_readers_file_in_other_hands_only_delays_the_answer(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    process = bots.start()
    with closing(sqlite3.connect(bots.folder / "readers.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        question = ada.says(QUESTION)
        time.sleep(8)
        other.execute("rollback")
    assert telegram.wait_for_message(ada, after=question, timeout=20).spans("blockquote")
    assert bots.stop(process) == 0
    assert len(telegram.messages(ada)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_worked_is_not_given_up_for_one_refusal(
    telegram: TelegramServer, bots: Bots, ada: Reader, status: int
) -> None:
    process = bots.start()
    telegram.fail("getUpdates", status=status, times=2)
    question = ada.says(QUESTION)
    telegram.wait_for_message(ada, after=question, timeout=20)
    last = ada.says("/help")
    telegram.wait_for_message(ada, after=last, timeout=20)
    assert bots.stop(process) == 0
