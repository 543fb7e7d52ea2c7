"""The real bot over a cluster of three, whose node dies and comes back."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.opensearch.cluster import again
from tests.opensearch.three import three
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.bots import Bots
from tests.tools.until import until

pytestmark = [pytest.mark.slow, pytest.mark.cluster]
SORRY = "Вибачте, у мене щось пішло не так. Спробуйте, будь ласка, ще раз."
PATIENCE = 180.0


def test_a_dead_node_is_said_to_readers_and_to_the_admin_and_answers_come_again_without_a_restart(
    tmp_path: Path, telegram: TelegramServer, ada: Reader, ben: Reader
) -> None:
    ben.language_code = "uk"
    with three(tmp_path, 0) as at, Bots(telegram, tmp_path, tmp_path) as bots:
        process = bots.start(
            NUTGRAF_DATABASE=at.address,
            NUTGRAF_ADMINS=str(ada.id),
            NUTGRAF_QUESTIONS_PER_MINUTE="600",
        )
        questions = [each.text for each in at.questions[:5]]
        asked(telegram, ada, "/start")

        def answered() -> bool:
            return all(asked(telegram, ben, each).spans("blockquote") for each in questions)

        until(answered, seconds=PATIENCE)
        gone = at.other()
        os.kill(gone.number, signal.SIGKILL)
        until(lambda: asked(telegram, ben, questions[0]).text == SORRY, seconds=PATIENCE)
        for each in questions:
            assert asked(telegram, ben, each).text == SORRY
        telegram.wait_for(lambda: told(telegram, ada), timeout=60)
        with again(gone):
            until(answered, seconds=PATIENCE)
            until(lambda: "questions are answered again" in bots.log(), seconds=PATIENCE)
        assert process.poll() is None
        assert bots.stop(process) == 0
        assert "part" in bots.log()
    [once] = told(telegram, ada)
    assert "a part of the archive does not answer (" in once


def asked(telegram: TelegramServer, reader: Reader, text: str) -> Message:
    """What the bot says to it."""
    return telegram.wait_for_message(reader, after=reader.says(text), timeout=60)


def told(telegram: TelegramServer, reader: Reader) -> list[str]:
    """The errors that a reader was told of."""
    texts = [each.text for each in telegram.messages(reader)]
    return [each for each in texts if each.startswith("An error") or " errors" in each]
