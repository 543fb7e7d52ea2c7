"""A bot over a cluster that does not answer: admins are told, readers asked to try again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.readers.database import Readers
from retrieval import Archive
from tests.conftest import Running
from tests.opensearch.fake import Fake, Said, fake
from tests.telegram.server import Reader, TelegramServer

LACKS = {
    "error": {
        "type": "no_shard_available_action_exception",
        "reason": "No shard available for [get [news-meta-000001][3]]",
    },
    "status": 503,
}


def told(telegram: TelegramServer, reader: Reader) -> list[str]:
    """The errors that a reader was told of."""
    return [each.text for each in telegram.messages(reader) if each.text.startswith("An error")]


def silent(at: Fake) -> Archive:
    """An archive of which a part never answers."""
    at.otherwise = lambda: Said(LACKS, 503)
    return Archive(at.address, check=False)


@pytest.mark.slow
def test_an_admin_is_told_which_part_is_missing_while_it_is_and_readers_to_try_again(
    running: Running, telegram: TelegramServer, readers_file: Path, ada: Reader, ben: Reader
) -> None:
    ben.language_code = "uk"
    rules = Rules(admins=frozenset({ada.id}))
    with (
        fake() as at,
        silent(at) as archive,
        closing(Readers(readers_file)) as readers,
        closing(Backend(archive, readers, rules=rules, look_every=0.1)) as backend,
        running(telegram, backend),
    ):
        for _ in range(3):
            said = telegram.wait_for_message(ben, after=ben.says("Хто?"), timeout=60)
            assert said.text.endswith("Спробуйте, будь ласка, ще раз.")
        telegram.wait_for(lambda: told(telegram, ada), timeout=60)
        ada.says("/about")
    [once] = told(telegram, ada)
    assert "a question was not answered" in once
    assert "part 3 of news-meta-000001" in once
