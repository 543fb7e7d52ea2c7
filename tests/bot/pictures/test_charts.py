"""A story of more than a month opens with a chart; a press on a month sends its days below."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.pictures.charts import Bar, bars
from bot.readers.database import Readers
from retrieval import MonthOf
from tests.bot.telegram.test_application import asked
from tests.retrieval.index.test_filters import DAY, Newsroom
from tests.telegram.server import Reader, TelegramServer


def test_a_bar_is_a_month_and_where_there_are_many_a_year() -> None:
    few = [MonthOf("2023-11", 3, 9), MonthOf("2024-02", 5, 8)]
    assert bars(few, ENGLISH) == [
        *(Bar("Nov\n2023", 3, 9), Bar("Dec", 0, 0), Bar("Jan\n2024", 0, 0), Bar("Feb", 5, 8)),
    ]
    many = [*few, MonthOf("2026-01", 1, 2)]
    assert bars(many, ENGLISH) == [
        *(Bar("2023", 3, 9), Bar("2024", 5, 8), Bar("2025", 0, 0), Bar("2026", 1, 2)),
    ]


def test_a_story_of_two_months_opens_with_its_chart_and_a_press_sends_a_month_below(
    running: Callable[[TelegramServer, Backend], AbstractContextManager[None]],
    telegram: TelegramServer,
    ada: Reader,
    tmp_path: Path,
) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.write("leak", "The dam of Larnholm leaks.", published="2024-02-28")
    newsroom.write("break", "The dam of Larnholm broke.", published="2024-04-06")
    newsroom.write("mend", "The dam of Larnholm is mended.", published="2024-04-20")
    newsroom.reindex(after=60 * DAY)  # when all have come out
    with (
        closing(newsroom.archive),
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(newsroom.archive, readers, pictures=True)) as backend,
    ):
        with running(telegram, backend):
            chart = asked(telegram, ada, "/timeline dam of Larnholm")
            assert base64.b64decode(chart.raw).startswith(b"\x89PNG")
            assert chart.text == (
                "dam of Larnholm: 3 passages, 28 Feb 2024 – 20 Apr 2024, "
                "most in February 2024 and April 2024"
            )
            assert chart.buttons == [["Feb · 1", "Apr · 2"]]
            ada.presses(chart, "Feb · 1")
            page = telegram.wait_for_message(ada, after=chart)
            assert "The dam of Larnholm leaks." in page.text
            telegram.fail("sendPhoto", status=400, description="Bad Request: not enough rights")
            assert "mended" in asked(telegram, ada, "/timeline dam of Larnholm").text
        with running(telegram, replace(backend, pictures=False)):
            assert "mended" in asked(telegram, ada, "/timeline dam of Larnholm").text
