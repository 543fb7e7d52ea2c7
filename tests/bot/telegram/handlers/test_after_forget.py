"""What is left of a reader after /forget: what may still be deleted, for 48 hours, as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.readers.database import Readers
from bot.readers.reports import feedback
from tests.bot.telegram.handlers.test_privacy import bytes_left
from tests.bot.telegram.test_application import asked, pressed
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer
from tests.tools.until import until

TEXTS = ENGLISH.about_privacy


def test_what_forget_offers_to_delete_is_deleted_after_a_restart_too(
    telegram: TelegramServer, backend: Backend, running: Running, ada: Reader
) -> None:
    with running(telegram, backend):
        answer = asked(telegram, ada)
        offer = asked(telegram, ada, "/forget")
    with running(telegram, backend):
        asked(telegram, ada, "/forget")  # takes nothing back
        assert pressed(telegram, ada, offer, "clear") == TEXTS.deleted_here
    assert answer.deleted
    assert backend.readers.rows("select * from clearable") == []


def test_feedback_goes_with_its_reader_and_others_stays(
    telegram: TelegramServer, bot: Backend, ada: Reader, ben: Reader
) -> None:
    asked(telegram, ada, "/feedback Quagmirella is missing")
    asked(telegram, ben, "/feedback More of Benville")
    assert bot.readers.of(ada.id)["feedback"] == [{"words": "Quagmirella is missing"}]
    assert "Quagmirella" in feedback(bot.readers, 9)
    asked(telegram, ada, "/forget")
    until(lambda: not bytes_left(bot.readers.path, b"quagmirel"))
    assert feedback(bot.readers, 9).endswith("  More of Benville")
    assert bot.readers.of(ada.id)["feedback"] == []


class TestWhatMayBeDeleted:
    @pytest.fixture
    def readers(self, tmp_path: Path) -> Iterator[Readers]:
        self.now = datetime(2024, 3, 6, tzinfo=UTC)
        with closing(Readers(tmp_path / "readers.db", now=lambda: self.now)) as opened:
            yield opened

    def test_is_its_readers_in_its_chat_once(self, readers: Readers) -> None:
        readers.offer(-7, 8, [3, 1])
        readers.offer(-7, 8, [1, 2])
        assert readers.taken(-7, 9) == readers.taken(-6, 8) == []
        assert readers.taken(-7, 8) == [1, 2, 3]
        assert readers.taken(-7, 8) == []

    def test_is_gone_after_48_hours(self, readers: Readers) -> None:
        readers.offer(7, 7, [1])
        self.now += timedelta(hours=47)
        readers.prune()
        assert len(readers.rows("select * from clearable")) == 1
        self.now += timedelta(hours=1)
        assert readers.taken(7, 7) == []
        readers.offer(7, 7, [1])
        self.now += timedelta(hours=48)
        readers.prune()
        assert readers.rows("select * from clearable") == []

    def test_has_neither_a_readers_number_nor_a_chats(self, readers: Readers) -> None:
        readers.offer(123_456_789, 123_456_789, [1])
        (row,) = readers.rows("select * from clearable")
        assert 123_456_789 not in row
