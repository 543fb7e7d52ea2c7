"""A bot over the seeds, whose articles speak of Makiivka, the Moskva and the Kakhovka dam."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.readers.database import Readers
from retrieval import Archive

SEEDS = Path(__file__).parents[4] / "seeds"


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An Archive over the seeds; only to be read."""
    with Archive(tmp_path_factory.mktemp("seeds") / "coverage.db") as archive:
        archive.reindex([SEEDS])
        yield archive


@pytest.fixture
def backend(seeds: Archive, readers_file: Path) -> Iterator[Backend]:
    """A desk over the seeds."""
    examples = ("How many missiles hit the Moskva?", "Who controls Kherson?")
    with (
        closing(Readers(readers_file)) as readers,
        closing(Backend(seeds, readers, examples=examples, rules=Rules(), look_every=0.05)) as at,
    ):
        yield at
