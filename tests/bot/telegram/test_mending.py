"""An answer whose words have changed or are gone is edited once, and says since when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.readers.database import Readers
from tests.bot.telegram.test_application import asked
from tests.conftest import Running
from tests.retrieval.index.test_filters import Newsroom
from tests.telegram.server import Reader, TelegramServer

QUESTION = "How many people died at the dam of Larnholm?"
HOUR = timedelta(hours=1)


@pytest.fixture
def newsroom(tmp_path: Path, telegram: TelegramServer, running: Running) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    made.write("toll", "Two people died at the dam of Larnholm.", published="2024-03-01")
    made.write("rain", "It rained in the hills for days.", published="2024-03-02")
    made.reindex()
    with (
        closing(made.archive),
        closing(Readers(tmp_path / "readers.db", now=lambda: made.now.astimezone(UTC))) as readers,
        closing(Backend(made.archive, readers, look_every=0.05)) as backend,
        running(telegram, backend),
    ):
        yield made


def test_an_answer_whose_words_change_or_are_withdrawn_is_edited_once_each_time(
    telegram: TelegramServer, ada: Reader, newsroom: Newsroom
) -> None:
    other = asked(telegram, ada, "Where did it rain for days?")
    answer = asked(telegram, ada, QUESTION)
    assert "Two people died" in answer.text
    newsroom.write("toll", "Three people died at the dam of Larnholm.", published="2024-03-01")
    newsroom.reindex(after=HOUR)
    telegram.wait_for_edit(answer)
    assert answer.text.startswith("Changed on 10 Mar 2024.\n\ntoll · 1 Mar 2024\nThree people")
    assert "Two people" not in answer.text
    newsroom.write("rain", "It rained in the hills for weeks.", published="2024-03-02")
    newsroom.reindex(after=HOUR)
    telegram.wait_for_edit(other)
    assert (answer.edits, other.edits) == (1, 1)
