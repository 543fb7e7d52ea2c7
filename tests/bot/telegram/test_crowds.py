"""More readers ask than Telegram lets the bot answer: the newest are told, nobody is forgotten."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.telegram.departures import Crowd, Departures, Lane
from bot.telegram.turns import Errand
from tests.bot.telegram.test_application import QUESTION
from tests.conftest import Running
from tests.telegram.server import Message, Reader, TelegramServer

READERS = 60
SLOW = 0.5  # seconds of a send
A_SECOND = 20


@pytest.fixture
def slow(telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sends that take long, fewer in a second, and less patience."""
    telegram.fail("sendMessage", delay=SLOW, times=None)
    few = partial(Departures, (2, 2 / A_SECOND))
    monkeypatch.setattr("bot.telegram.sending.Departures", few)
    monkeypatch.setattr("bot.telegram.departures._CROWDED", 0.5)


@pytest.mark.usefixtures("slow")
@pytest.mark.slow
def test_the_newest_are_told_at_once_that_theirs_comes_late_and_all_are_answered(
    telegram: TelegramServer, backend: Backend, running: Running
) -> None:
    with running(telegram, backend):
        readers = [telegram.user(f"Reader {number}") for number in range(READERS)]
        with telegram.changed:
            asked = [(each, each.says(QUESTION)) for each in readers]
        again = [(each, each.says(f"{QUESTION} ")) for each in readers[-3:]]
        for reader, question in (*asked, *again):
            answers_to(telegram, reader, question, 30)
    said = [telegram.messages(reader) for reader in readers]
    told = [each for each in said if each[0].text == ENGLISH.crowded]
    assert READERS / 4 < len(told) < READERS
    assert all([m.text for m in each].count(ENGLISH.crowded) <= 1 for each in said)
    assert sum(m.text != ENGLISH.crowded for each in said for m in each) == READERS + 3
    sent = [call.arguments["text"] for call in telegram.calls_of("sendMessage")]
    half = sent[: len(sent) // 2]  # the notices do not wait behind the answers
    assert half.count(ENGLISH.crowded) >= min(len(told), len(half) // 5)


def answers_to(
    telegram: TelegramServer, reader: Reader, question: Message, timeout: float
) -> list[Message]:
    return telegram.wait_for(
        lambda: [
            each
            for each in telegram.messages(reader)
            if each.reply_to and each.reply_to.message_id == question.message_id
        ],
        timeout,
    )


async def test_what_comes_late_gets_its_share_however_much_comes_after_it() -> None:
    calls, gone = Departures((1, 0.001)), list[str]()

    async def goes(lane: Lane) -> None:
        await calls.turn(lane)
        gone.append(lane.name)

    late = [asyncio.create_task(goes(Lane.LATE)) for _ in range(5)]
    others = [asyncio.create_task(goes(Lane.ORDINARY)) for _ in range(60)]
    notices = [asyncio.create_task(goes(Lane.NOTICE)) for _ in range(5)]
    await asyncio.sleep(0)
    assert calls.seconds() > 0
    others[10].cancel()
    await asyncio.gather(*late, *others, *notices, return_exceptions=True)
    assert gone[:30].count("LATE") == gone[:30].count("NOTICE") == 5
    assert gone.count("ORDINARY") == 59
    assert calls.seconds() == 0


async def test_many_at_once_after_slow_ones_each_by_itself_are_not_late() -> None:
    crowd = Crowd(Departures())
    for number in range(60):
        alone = Errand(number)
        crowd.take_up(alone, 0)
        crowd._last -= 2.0  # it took two seconds to find
        crowd.gone(alone)
    many = [Errand(number) for number in range(40)]
    for each in many:
        crowd.take_up(each, 0)
    assert not any(each.late for each in many)


async def test_whatever_holds_answers_up_the_newest_are_late_and_what_failed_does_not_count() -> (
    None
):
    crowd = Crowd(Departures())
    many = [Errand(number) for number in range(60)]
    for each in many:
        crowd.take_up(each, 0)
    for each in many[:30]:
        crowd._last -= 1.0
        crowd.gone(each)
    newest = Errand(99)
    crowd.take_up(newest, 0)
    assert newest.late
    del many, each  # they have failed
    newest.late = False
    crowd.take_up(newest, 0)
    assert not newest.late


async def test_notices_that_would_come_too_late_are_not_taken() -> None:
    calls = Departures((1, 60.0))
    waiting = [asyncio.create_task(calls.turn(Lane.NOTICE)) for _ in range(50)]
    await asyncio.sleep(0)
    assert not calls.takes_notices
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
