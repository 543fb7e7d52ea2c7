"""The process that answers: it says what the archive says, and ends with the bot, not before."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.backend.answerers import Answerers
from bot.backend.processes import (
    _PROCESSOR,
    Answerer,
    AnswererError,
    TookTooLongError,
    _allow,
)
from bot.conversation.asked import Asked
from bot.conversation.replies import converse
from retrieval import Archive, NothingIndexedError
from retrieval.errors import DatabaseError
from tests.telegram.server import TelegramServer
from tests.tools.bots import QUESTION, Bots
from tests.tools.until import until

ASKED = Asked(QUESTION, date(2024, 3, 7))


@pytest.fixture(scope="module")
def answerer(archive: Archive) -> Iterator[Answerer]:
    """One whose process is started anew by the tests that end it."""
    with closing(Answerer(archive)) as opened:
        yield opened


def broken(_archive: Archive, words: str) -> None:
    raise ValueError(words)


def deadly(_archive: Archive) -> None:
    os._exit(1)


async def test_it_answers_as_the_archive_does(archive: Archive, answerer: Answerer) -> None:
    replies = await asyncio.gather(*(answerer.ask(converse, ASKED, limit=3) for _ in range(3)))
    assert replies == [converse(archive, ASKED, limit=3)] * 3
    assert replies[0].answer.quotes


async def test_what_the_archive_raises_comes_back_as_it_is(tmp_path: Path) -> None:
    with Archive(tmp_path / "empty.db") as archive, closing(Answerer(archive)) as answerer:
        with pytest.raises(NothingIndexedError) as raised:
            await answerer.ask(converse, ASKED, limit=3)
        assert str(raised.value) == str(NothingIndexedError(archive.path))
        assert raised.value.path == archive.path


def test_an_error_is_the_same_after_pickling() -> None:
    error = pickle.loads(pickle.dumps(DatabaseError(Path("x.db"), "it is full")))
    assert (str(error), error.path, error.reason) == (
        "x.db: it is full",
        Path("x.db"),
        "it is full",
    )


async def test_an_error_of_its_own_is_logged_without_the_question(
    archive: Archive, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(Answerer(archive)) as answerer:
        with pytest.raises(AnswererError, match="ValueError"):
            await answerer.ask(broken, "secret words")
        said = capfd.readouterr().err
        assert "in broken" in said
        assert "secret" not in said
        assert (await answerer.ask(converse, ASKED, limit=1)).answer.quotes


async def test_a_process_that_somebody_ended_is_started_anew(answerer: Answerer) -> None:
    before = answerer.process.pid
    os.kill(before, signal.SIGKILL)
    assert (await answerer.ask(converse, ASKED, limit=1)).answer.quotes
    assert answerer.process.pid != before


async def test_a_question_that_ends_the_process_twice_is_given_up(answerer: Answerer) -> None:
    with pytest.raises(AnswererError, match="want of memory"):
        await answerer.ask(deadly)
    assert (await answerer.ask(converse, ASKED, limit=1)).answer.quotes


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.slow
def test_however_the_bot_ends_its_processes_end_with_it(
    telegram: TelegramServer, archive: Archive, tmp_path: Path, how: signal.Signals
) -> None:
    with Bots(telegram, archive.path, tmp_path) as bots:
        bot = bots.start()
        threads = Path(f"/proc/{bot.pid}/task").glob("*/children")
        children = [int(each) for path in threads for each in path.read_text().split()]
        assert len(children) == 3
        for child in children:  # a service's stop reaches all: the bot says when
            os.kill(child, signal.SIGTERM)
            os.kill(child, signal.SIGINT)
        ada = telegram.user("Ada")
        ada.says(QUESTION)
        telegram.wait_for_message(ada)
        assert all(map(_is_alive, children))
        bots.stop(bot, how)
        until(lambda: not any(map(_is_alive, children)))


def _is_alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_of_several_one_is_asked_that_is_free(coverage: Path, tmp_path: Path) -> None:
    async def asked(answerers: Answerers) -> list[int]:
        slow = asyncio.ensure_future(answerers.ask(_slow, tmp_path / "done"))
        await asyncio.sleep(0)
        others = [await answerers.ask(_process), await answerers.ask(_process)]
        (tmp_path / "done").touch()
        return [*others, await slow]

    with Archive(coverage) as archive, closing(Answerers(archive, 2)) as answerers:
        quick, again, slow = asyncio.run(asked(answerers))
        assert (slow, quick) == tuple(each.process.pid for each in answerers.all)
        assert again == quick
        assert [each.waiting for each in answerers.all] == [0, 0]


def _process(_: Archive) -> int:
    return os.getpid()


def _slow(archive: Archive, done: Path) -> int:
    until(done.exists)
    return _process(archive)


@pytest.mark.parametrize("seconds", [0.1, pytest.param(_PROCESSOR, marks=pytest.mark.slow)])
async def test_a_question_that_takes_too_long_is_given_up_and_its_process_started_anew(
    answerer: Answerer, seconds: float
) -> None:
    before = answerer.process.pid
    with pytest.raises(TookTooLongError):
        await answerer.ask(_endless, allowed=seconds)
    assert (await answerer.ask(converse, ASKED, limit=1)).answer.quotes
    assert answerer.process.pid != before


@pytest.mark.slow
async def test_one_that_takes_no_processor_is_given_up_by_the_clock(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.backend.processes._CLOCK", 0.5)
    with pytest.raises(TookTooLongError):
        await answerer.ask(_idle)
    monkeypatch.undo()
    assert (await answerer.ask(converse, ASKED, limit=1)).answer.quotes


@pytest.mark.slow
def test_a_process_that_is_stopped_or_busy_is_ended_all_the_same(archive: Archive) -> None:
    async def busy(answerer: Answerer) -> None:
        asking = asyncio.ensure_future(answerer.ask(_endless))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(answerer.close)
        with pytest.raises(AnswererError):
            await asking

    answerers = Answerers(archive, 2)
    os.kill(answerers.all[1].process.pid, signal.SIGSTOP)
    began = time.monotonic()
    asyncio.run(busy(answerers.all[0]))
    answerers.close()
    assert time.monotonic() - began < 10
    assert all(each.process.returncode is not None for each in answerers.all)


def _endless(_: Archive, allowed: float = _PROCESSOR) -> None:
    if allowed < _PROCESSOR:
        _allow(allowed)
    while True:
        pickle.dumps(None)


def _idle(_: Archive) -> None:
    time.sleep(60)
