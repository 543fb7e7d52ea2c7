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


def test_an_answer_is_edited_too_where_a_further_quote_in_it_changes(
    telegram: TelegramServer, ada: Reader, newsroom: Newsroom
) -> None:
    newsroom.write("later", "At the dam of Larnholm nine people died.", published="2024-03-03")
    newsroom.reindex(after=HOUR)
    answer = asked(telegram, ada, "What happened at the dam of Larnholm?")
    shown = {name: answer.text.find(name) for name in ("Two people died", "nine people died")}
    assert min(shown.values()) > 0
    last = max(shown, key=lambda each: shown[each])
    name = "toll" if last.startswith("Two") else "later"
    newsroom.write(name, "At the dam of Larnholm forty people drowned.", published="2024-03-03")
    newsroom.reindex(after=HOUR)
    telegram.wait_for_edit(answer)
    assert answer.text.startswith("Changed on 10 Mar 2024.")
    assert last not in answer.text
    assert "forty people drowned" in answer.text
