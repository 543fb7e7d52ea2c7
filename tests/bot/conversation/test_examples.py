"""Examples are in the coverage's language, whichever the reader's is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.conversation.examples import spoken
from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers
from retrieval import Archive
from retrieval.days.opening import Lead, opening_day
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


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_days_of_the_examples_are_understood(code: str) -> None:
    examples, asked_on = LANGUAGES[code].examples, date(2026, 11, 27)
    told: tuple[tuple[str, Lead, date, int], ...] = (
        (examples["as_of"], "until", date(2022, 10, 1), 6),
        (examples["since"], "since", date(2026, 11, 23), 4),
        (f"{examples['day']} x", "until", date(2023, 1, 5), 1),
    )
    for example, lead, day, most in told:
        opened = opening_day(example, lead, asked_on, latest=None, languages=[code])
        assert opened
        assert opened[0] == day, example
        assert 0 < len(opened[1].split()) <= most
        assert example.endswith(opened[1])


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
