"""What is new of followed stories: also what comes out without a reindex."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.backend.backend import Backend
from bot.backend.news import look
from bot.backend.rules import Rules
from bot.readers.database import Readers
from retrieval import Archive


async def test_what_waits_is_told_to_followers_when_it_comes_out(tmp_path: Path) -> None:
    now = datetime(2024, 3, 2, 8, tzinfo=UTC)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rain.txt").write_text("Rain\n\nRain fell on the budget of Oster.\n")
    with (
        Archive(tmp_path / "coverage.db", threshold=0.0, now=lambda: now) as archive,
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers, examples=(), rules=Rules())) as at,
    ):
        archive.reindex([folder])
        at.stories.follow(1, 1, "the budget of Oster", [])
        assert await look(at) == 0
        (folder / "budget.txt").write_text(
            "---\nheadline: Budget\npublished: 2024-03-02T18:30:00+02:00\n---\n\n"
            "The budget of Oster grows by 40 million crowns.\n"
        )
        archive.reindex([folder])
        assert await look(at) == 0
        now = datetime(2024, 3, 2, 16, 30, tzinfo=UTC)
        assert await look(at) == 1
        assert await look(at) == 0
