"""Nobody silences the bot for others: neither a reader, nor a group, nor a limit of Telegram's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.locales.english import ENGLISH
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots

FLOOD = 120  # seconds that Telegram wants a pause
ENDS = 15  # seconds


def answered(telegram: TelegramServer, reader: Reader, timeout: float = 5) -> float:
    """Seconds until a question of the reader's is answered."""
    began, question = time.monotonic(), reader.says(QUESTION)
    telegram.wait_for_message(reader, after=question, timeout=timeout)
    return time.monotonic() - began


def ends(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ends in time, and well."""
    process.terminate()
    return process.wait(timeout=ENDS) == 0


@pytest.mark.slow
def test_a_limit_of_one_chat_holds_up_that_chat_alone_and_is_said(
    telegram: TelegramServer, bots: Bots, ada: Reader, ben: Reader
) -> None:
    process = bots.start()
    group = telegram.group("Newsroom", supergroup=True, members=[ada])
    telegram.fail("sendMessage", retry_after=3, chat=group)
    ada.says(f"/ask {QUESTION}", chat=group)
    telegram.wait_for_call("sendMessage")
    assert answered(telegram, ben) < 2
    assert answered(telegram, ada) < 2  # the same reader elsewhere
    assert telegram.messages(group) == []
    assert telegram.wait_for_message(group).spans("blockquote")
    assert "WARNING" in bots.log()
    assert "sendMessage: Telegram wants a pause of 3 s in one chat" in bots.log()
    assert str(group.id) not in bots.log()
    assert ends(process)


@pytest.mark.slow
def test_a_stop_does_not_wait_for_telegrams_limits_and_the_answer_comes_after_the_next_start(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    process = bots.start()
    telegram.fail("sendMessage", retry_after=3600, chat=ada)
    for _ in range(4):  # stops are no crashes
        telegram.fail("sendMessage", retry_after=3600, chat=ada)
    ada.says(QUESTION)
    telegram.wait_for_call("sendMessage")
    assert ends(process)
    telegram._faults.clear()
    bots.start()
    assert telegram.wait_for_message(ada).spans("blockquote")


@pytest.mark.slow
def test_a_start_does_not_wait_for_its_commands_to_be_set(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    telegram.fail("setMyCommands", retry_after=FLOOD, times=None)
    process = bots.start()
    assert answered(telegram, ada) < 2
    assert ends(process)
    assert f"Telegram wants a pause of {FLOOD} s" in bots.log()


@pytest.mark.slow
def test_a_stop_does_not_wait_for_a_telegram_that_swallows_everything(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    process = bots.start()
    telegram.fail("*", delay=60, times=None)
    ada.says(QUESTION)
    time.sleep(1)
    assert ends(process)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
@pytest.mark.slow
def test_a_stopped_process_that_answers_is_noticed_and_holds_up_no_stop(
    telegram: TelegramServer, whole_bots: Bots, ada: Reader
) -> None:
    bots = whole_bots
    process = bots.start()
    assert answered(telegram, ada)

    def stop_them() -> None:
        threads = Path(f"/proc/{process.pid}/task").glob("*/children")
        for each in {int(each) for path in threads for each in path.read_text().split()}:
            os.kill(each, signal.SIGSTOP)

    stop_them()
    assert answered(telegram, ada)
    assert "a process that answers was stopped; it is started anew" in bots.log()
    stop_them()
    assert ends(process)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["presses", "commands"])
def test_a_member_of_a_group_who_never_stops_silences_nobody_else(
    telegram: TelegramServer, bots: Bots, ada: Reader, ben: Reader, how: str
) -> None:
    process = bots.start()
    group = telegram.group("Newsroom", supergroup=True, members=[ada])
    ada.says(f"/ask {QUESTION}", chat=group)
    answer = telegram.wait_for_message(group)
    for _ in range(1_300):
        if how == "presses":
            ada.presses(answer, "page:1")
        else:
            ada.says("/help", chat=group)
    assert max(answered(telegram, ben, 20) for _ in range(3)) < 5
    assert ends(process)
    bots.start()
    assert answered(telegram, ben, 20) < 5


def test_who_sends_more_than_can_be_answered_is_told_so_once(
    telegram: TelegramServer, bots: Bots, ada: Reader, ben: Reader
) -> None:
    bots.start()
    for _ in range(1_000):
        ada.says("/help")
    last = ada.says("/help")
    assert answered(telegram, ben, 20) < 5
    telegram.wait_until_confirmed(last)
    assert answered(telegram, ben, 20) < 5
    notices = [each.text for each in telegram.messages(ada) if each.text != ENGLISH.help]
    assert 1 <= len(notices) <= 2
    assert len(telegram.messages(ada)) <= 62


@pytest.mark.slow
def test_inline_offsets_that_the_bot_never_gave_cost_nothing(
    telegram: TelegramServer, bots: Bots, ada: Reader, ben: Reader
) -> None:
    bots.start()
    answered(telegram, ben)
    for offset in ("3000", "100000", "9" * 60, "-1", "x", "²", "1e9", "0x10", " 10"):
        for _ in range(4):
            ada.asks_inline("warehouse fire", offset)
    assert answered(telegram, ben) < 2
    telegram.wait_for(lambda: len(telegram.inline_answers) == 36)
    assert not any(each.results for each in telegram.inline_answers[:12])


def test_a_press_over_the_limit_is_told_how_long_to_wait(
    telegram: TelegramServer, bots: Bots, ada: Reader
) -> None:
    bots.start(NUTGRAF_QUESTIONS_PER_MINUTE="1")
    refusal = ada.says("Who won the chess cup in Zanzibar?")
    offered = telegram.wait_for_message(ada, after=refusal)
    query = ada.presses(offered, "ask:0")
    telegram.wait_for_call("answerCallbackQuery")
    (given,) = [each for each in telegram.callback_answers if each.query_id == query]
    assert given.text.startswith("That was fast. Please ask again in ")


@pytest.mark.parametrize(
    "word", ["latest", "stop", "page", "back", "month", "check", "at", "set", "ask", "go"]
)
def test_no_data_of_a_button_makes_the_bot_fail(
    telegram: TelegramServer, bot: object, caplog: pytest.LogCaptureFixture, word: str
) -> None:
    assert bot
    for value in ("9" * 25, "-1", "²", "x:" + "9" * 25, "__class__:x", "2022-13:7", ""):
        assert said_to_a_press(telegram, f"{word}:{value}") != ENGLISH.sorry, value
        assert not [each for each in caplog.records if each.levelname == "ERROR"], value


def said_to_a_press(telegram: TelegramServer, data: str) -> str:
    """What a reader is told who presses a button with this data under an answer."""
    reader = telegram.user("Ada")
    answer = telegram.wait_for_message(reader, after=reader.says(QUESTION))
    assert answer.reply_markup is not None
    answer.reply_markup["inline_keyboard"].append([{"text": "x", "callback_data": data}])
    query = reader.presses(answer, "x")
    telegram.wait_for(lambda: any(each.query_id == query for each in telegram.callback_answers))
    return telegram.callback_answers[-1].text
