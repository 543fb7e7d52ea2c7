"""Examples are in the coverage's language, whichever the reader's is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.conversation.examples import spoken
from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers
from retrieval import Archive
from tests.conftest import Running
from tests.telegram.server import Message, TelegramServer

TEXTS = {
    "fähre": "Die Fähre fährt wieder\n\nDie Fähre nach Larnholm fährt seit Montag wieder, und die "
    "Stadt ist froh über das neue Schiff, das im Hafen liegt.\n",
    "brücke": "---\nheadline: Die Brücke\nlanguage: de-AT\n---\n\nKurz.\n",
    "ferry": "The ferry\n\nThe ferry is in the harbour of Larnholm and has been there since May.\n",
}


@pytest.fixture
def german(tmp_path: Path) -> Iterator[Archive]:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([tmp_path])
        yield archive


def test_a_coverages_language_is_that_of_most_of_its_articles(
    german: Archive, archive: Archive, tmp_path: Path
) -> None:
    assert spoken(german) == "de"
    assert spoken(archive) == "en"
    with Archive(tmp_path / "none.db") as empty:
        assert spoken(empty) == "en"


def test_a_reader_is_shown_examples_that_the_coverage_can_understand(
    german: Archive, telegram: TelegramServer, readers_file: Path, running: Running
) -> None:
    ada = telegram.user("Ada", language_code="uk")

    def asked(words: str, reply_to: Message | None = None) -> Message:
        return telegram.wait_for_message(ada, after=ada.says(words, reply_to=reply_to))

    examples = LANGUAGES["de"].examples
    with (
        closing(Readers(readers_file)) as readers,
        closing(Backend(german, readers)) as at,
        running(telegram, at),
    ):
        wanted = asked("/asof")
        assert wanted.text.startswith("Станом на який день")
        assert examples["as_of"] in wanted.text
        assert examples["whose"] in asked("/help").text
        again = asked("Larnholm", reply_to=wanted)
        assert again.text == wanted.text
