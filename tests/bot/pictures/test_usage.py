"""An admin's /stats has the questions of the last days as a picture below its words."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.operators import ENGLISH_ADMIN
from bot.pictures.usage import in_words
from bot.readers.counts import DayOf
from bot.readers.database import Readers
from tests.bot.telegram.test_application import asked
from tests.retrieval.index.test_filters import Newsroom
from tests.telegram.server import Reader, TelegramServer


def test_the_share_without_an_answer_stands_in_words() -> None:
    days = [DayOf("2024-04-01", 3, 1), DayOf("2024-04-02", 0, 0), DayOf("2024-04-03", 1, 0)]
    assert in_words(days, ENGLISH_ADMIN) == "4 questions in 3 days, 25% unanswered (red)"
    assert in_words(days[1:2], ENGLISH_ADMIN) == "0 questions in 1 days, nothing unanswered (red)"


def test_stats_have_a_chart_once_something_was_asked(
    running: Callable[[TelegramServer, Backend], AbstractContextManager[None]],
    telegram: TelegramServer,
    ada: Reader,
    tmp_path: Path,
) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.write("leak", "The dam of Larnholm leaks.", published="2024-02-28")
    newsroom.reindex()
    rules = Rules(admins=frozenset({ada.id}))
    with (
        closing(newsroom.archive),
        closing(Readers(tmp_path / "readers.db", now=lambda: newsroom.now)) as readers,
        closing(Backend(newsroom.archive, readers, rules=rules, pictures=True)) as backend,
    ):
        with running(telegram, backend):
            asked(telegram, ada, "Does the dam of Larnholm leak?")
            refused = asked(telegram, ada, "Why did Zorblax resign?")
            assert [each[1:] for each in backend.counts.by_day(2)] == [(0, 0), (2, 1)]
            ada.says("/stats")
            words = telegram.wait_for_message(ada, after=refused)
            assert "questions: 2" in words.text
            chart = telegram.wait_for_message(ada, after=words)
            assert base64.b64decode(chart.raw).startswith(b"\x89PNG")
            assert chart.text == "2 questions in 28 days, 50% unanswered (red)"
        with running(telegram, replace(backend, pictures=False)):
            assert "questions: 2" in asked(telegram, ada, "/stats").text
