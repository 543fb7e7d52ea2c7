"""What admins are told without asking."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.operators import ENGLISH_ADMIN
from bot.readers.database import Readers
from retrieval import Archive
from tests.bot.telegram.test_application import asked
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer
from tests.tools.until import until

Run = Callable[[datetime], AbstractContextManager[Backend]]
ERROR = logging.getLogger("bot.telegram.failures")


@pytest.fixture
def run(
    running: Running, telegram: TelegramServer, archive: Archive, readers_file: Path, ada: Reader
) -> Run:
    """Runs the bot at a time, with ada for its admin, until what admins are told was looked for."""

    @contextmanager
    def at_a_time(now: datetime) -> Iterator[Backend]:
        rules = Rules(admins=frozenset({ada.id}))
        with (
            closing(Readers(readers_file, now=lambda: now)) as readers,
            closing(Backend(archive, readers, rules=rules, look_every=0.02)) as at,
            running(telegram, at),
        ):
            until(lambda: at.counts.told("week"))
            yield at

    ada.opens()
    return at_a_time


def told(telegram: TelegramServer, ada: Reader) -> list[str]:
    """What ada got without asking."""
    beginnings = ("An error", "The coverage", "the last 7", *"23456789")
    return [each.text for each in telegram.messages(ada) if each.text.startswith(beginnings)]


def test_errors_are_told_at_most_once_an_hour_and_through_a_restart(
    run: Run, telegram: TelegramServer, ada: Reader
) -> None:
    now = datetime.now(UTC)
    with run(now):
        ERROR.error("update 7 failed at %s", f"bot{telegram.token}")
        telegram.wait_for(lambda: told(telegram, ada))
        ERROR.error("second")
        ERROR.warning("no error")
        asked(telegram, ada, "/help")
    with run(now + timedelta(minutes=59)):
        ERROR.error("third")
        asked(telegram, ada, "/help")
    assert told(telegram, ada) == ["An error: update 7 failed at botTOKEN"]
    with run(now + timedelta(minutes=61)):
        ERROR.error("fourth")
        telegram.wait_for(lambda: len(told(telegram, ada)) == 2)
    assert told(telegram, ada)[1] == "An error: fourth"


@pytest.fixture
def _speaks_ukrainian(ada: Reader) -> None:
    ada.language_code = "uk"


@pytest.mark.usefixtures("_speaks_ukrainian")
def test_an_admin_is_told_in_a_language_of_his(
    run: Run, telegram: TelegramServer, ada: Reader
) -> None:
    with run(datetime.now(UTC)):
        asked(telegram, ada, "/help")
        ERROR.error("first")
        telegram.wait_for(
            lambda: any(each.text == "Помилка: first" for each in telegram.messages(ada))
        )
    assert told(telegram, ada) == []


def test_that_the_coverage_has_not_changed_for_a_day_is_told_once(
    run: Run, telegram: TelegramServer, ada: Reader
) -> None:
    now = datetime.now(UTC)
    with run(now):
        asked(telegram, ada, "/help")
    assert told(telegram, ada) == []
    for hours in (25, 27, 60):
        with run(now + timedelta(hours=hours)):
            telegram.wait_for(lambda: told(telegram, ada))
            asked(telegram, ada, "/help")
    assert [each for each in told(telegram, ada) if "7 days" not in each] == [ENGLISH_ADMIN.old]


def test_on_mondays_the_week_is_told_in_ten_lines(
    run: Run, telegram: TelegramServer, ada: Reader
) -> None:
    now = datetime.now(UTC)
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=8, minute=0)
    with run(now):  # the first week, of which there is nothing to tell
        asked(telegram, ada)
    with run(monday - timedelta(hours=1)):
        asked(telegram, ada, "/help")
    assert not [each for each in told(telegram, ada) if "7 days" in each]
    for _ in range(2):
        with run(monday):
            telegram.wait_for(lambda: any("7 days" in each for each in told(telegram, ada)))
            asked(telegram, ada, "/help")
    (week,) = [each for each in told(telegram, ada) if "7 days" in each]
    lines = [line.partition(":")[0] for line in week.splitlines()]
    assert lines == [
        "the last 7 days",
        "questions",
        "refused",
        "answered within",
        "readers",
        "following a story",
        "answers",
        "feedback, ever",
        "coverage",
        "asked in vain most",
    ]


def test_an_admin_who_cannot_be_written_to_keeps_nobody_from_anything(
    run: Run, telegram: TelegramServer, ada: Reader, ben: Reader
) -> None:
    ada.blocks_bot()
    with run(datetime.now(UTC)) as at:
        ERROR.error("first")
        until(lambda: at.counts.told("trouble"))
        assert asked(telegram, ben).spans("blockquote")
