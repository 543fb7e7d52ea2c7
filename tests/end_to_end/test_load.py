"""Under load the bot loses nothing, repeats nothing and does not grow; see tests/tools/load.py."""

from __future__ import annotations

import shutil
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.readers.database import Readers
from bot.readers.stories import Stories
from retrieval import Archive
from tests.conftest import ARTICLES
from tests.telegram.server import TelegramServer
from tests.tools import load
from tests.tools.bots import Bots
from tests.tools.coverage_maker import write
from tests.tools.weather import Plan, weather

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

CPU = 50  # milliseconds of the processor that a question may take
P99 = 150  # milliseconds from update to sendMessage


def test_thirty_questions_a_second_for_a_minute_are_answered_once_at_once_in_flat_memory(
    large: tuple[Path, list[str]], tmp_path: Path
) -> None:
    for again in ("", "again"):  # a machine may pause for once
        folder = tmp_path / f"run{again}"
        folder.mkdir()
        found = load.run(folder, large, seconds=60, rate=30, readers=1_000)
        assert (found.asked, found.lost, found.repeated) == (1_800, 0, 0)
        assert found.cpu < CPU
        assert found.late_mb < 1.1 * found.early_mb + 10
        if found.p99 < P99:
            break
    assert found.p99 < P99


def test_a_kill_under_load_loses_nothing_and_repeats_only_what_was_being_sent(
    tmp_path: Path,
) -> None:
    made = load.coverage(tmp_path, 5_000)
    found = load.run(tmp_path, made, seconds=20, rate=30, readers=300, kill=True)
    assert found.lost == 0
    assert found.repeated <= found.in_the_act


def test_two_minutes_of_bad_weather_lose_and_repeat_nothing(
    large: tuple[Path, list[str]], tmp_path: Path
) -> None:
    path, questions = large
    for again in ("", "again"):  # a machine may pause for once
        folder = tmp_path / f"run{again}"
        folder.mkdir()
        own = Path(shutil.copy(path, folder))  # it is reindexed meanwhile
        found = weather(folder, (own, questions), Plan.lasting(120))
        assert (found.asked, found.lost, found.repeated) == (2_400, 0, 0)
        assert found.floods > 20
        assert found.killed > 2
        assert found.late_mb < 1.1 * found.early_mb + 10
        if found.p50 < 2 and found.fair < 3:
            break
    assert found.p50 < 2
    assert found.fair < 3


def test_two_thousand_followers_get_what_is_new_once_through_a_restart(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    readers = [telegram.user(f"Reader {number}") for number in range(2_000)]
    path = tmp_path / "coverage.db"
    with Archive(path) as archive, Bots(telegram, path, tmp_path) as bots:
        archive.reindex([folder])
        with closing(Readers(tmp_path / "readers.db")) as kept:
            for reader in readers:
                Stories(kept).follow(reader.id, reader.id, "warehouse fire Larnholm", [])
            Stories(kept).looked(archive.generation(), archive.digests(), [])
        telegram.flood_limits = True
        first = bots.start()
        write(folder, {"new": ("Cause found", "A cable caused the warehouse fire of Larnholm.")})
        archive.reindex([folder])
        _wait_for_sent(telegram, 500)
        assert bots.stop(first) == 0
        bots.start()
        _wait_for_sent(telegram, 2_000)
        time.sleep(2)
    assert {len(telegram.messages(reader)) for reader in readers} == {1}


def _wait_for_sent(telegram: TelegramServer, wanted: int) -> None:
    """Wait as long as more is sent, however slow the machine is."""
    sent, since = 0, time.monotonic()
    while sent < wanted:
        time.sleep(0.5)
        now = len(telegram.calls_of("sendMessage"))
        if now > sent:
            sent, since = now, time.monotonic()
        assert time.monotonic() < since + 60, telegram.summary()
