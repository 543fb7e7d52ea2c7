"""When a call goes out, and whether it goes out again."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut

from bot.telegram.attempts import HeldUpError
from bot.telegram.sending import HASTY, Sender
from bot.telegram.turns import ERRAND, Errand

LATE = "it comes late"


class Telegram:
    """Fails with these errors, one after the other, then takes everything."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.taken: list[dict[str, Any]] = []
        self.calls = 0
        self.moves: list[tuple[int, int]] = []
        self.sender = Sender(self._moved, self._late)

    async def send(self, chat: int = 7, text: str = "x", hasty: bool = False) -> None:
        given = {"chat_id": chat, "text": text}
        how = HASTY if hasty else None
        await self.sender.process_request(self._call, (), {}, "sendMessage", given, how)

    async def _call(self, _endpoint: str, given: dict[str, Any]) -> bool:
        self.calls += 1
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.taken.append(given)
        return True

    async def _moved(self, before: int, after: int) -> None:
        self.moves.append((before, after))

    async def _late(self, _errand: Errand) -> str:
        return LATE


def timed_out(cause: Exception) -> TimedOut:
    error = TimedOut()
    error.__cause__ = cause
    return error


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.attempts.PAUSES", (0.0,))
    monkeypatch.setattr("bot.telegram.attempts._DOUBTS", (0.0, 0.0))
    monkeypatch.setattr("bot.telegram.sending._PROBING", 0.0)


@pytest.mark.parametrize("cause", [httpx.ConnectTimeout("none"), httpx.PoolTimeout("none")])
async def test_what_was_never_sent_is_sent_again_and_again(cause: Exception) -> None:
    telegram = Telegram(*[timed_out(cause)] * 20)
    await telegram.send()
    assert (telegram.calls, len(telegram.taken)) == (21, 1)


async def test_what_may_have_arrived_is_sent_again_twice_at_most() -> None:
    telegram = Telegram(*[timed_out(httpx.ReadTimeout("no answer"))] * 9)
    with pytest.raises(TimedOut):
        await telegram.send()
    assert telegram.calls == 3


async def test_what_telegram_refuses_is_not_sent_again() -> None:
    telegram = Telegram(BadRequest("chat not found"))
    with pytest.raises(BadRequest):
        await telegram.send()
    assert telegram.calls == 1


async def test_after_an_hour_a_message_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.attempts.KEPT", 0.05)
    telegram = Telegram(*[NetworkError("away")] * 100_000)
    with pytest.raises(NetworkError):
        await telegram.send()
    assert telegram.calls > 3


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.slow
async def test_a_chat_that_is_held_up_holds_up_no_other_and_keeps_its_order() -> None:
    telegram = Telegram(RetryAfter(1))
    held = [asyncio.create_task(telegram.send(7, str(number))) for number in range(3)]
    await asyncio.sleep(0.05)
    await telegram.send(8, "other")
    with pytest.raises(HeldUpError):
        await telegram.send(7, "in haste", hasty=True)
    await asyncio.gather(*held)
    assert [each["text"] for each in telegram.taken] == ["other", "0", "1", "2"]


async def test_a_group_that_moved_is_written_to_under_its_new_number() -> None:
    telegram = Telegram(ChatMigrated(-1007))
    await telegram.send(-7)
    assert [each["chat_id"] for each in telegram.taken] == [-1007]
    assert telegram.moves == [(-7, -1007)]


async def test_a_reader_whose_answers_come_late_is_told_so_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.sending._LATE", 0.0)
    ERRAND.set(Errand(1))
    telegram = Telegram()
    await telegram.send(text="a")
    await telegram.send(text="b")
    assert [each["text"] for each in telegram.taken] == [LATE, "a", "b"]


async def test_while_telegram_is_away_one_call_at_a_time_asks_whether_it_is_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.telegram.sending._PROBING", 0.02)
    telegram = Telegram(*[NetworkError("away")] * 40)
    await asyncio.gather(*(telegram.send(chat) for chat in range(1, 31)))
    assert len(telegram.taken) == 30
    assert telegram.calls == 70
    assert len([each for each in caplog.messages if "does not take messages" in each]) == 1
