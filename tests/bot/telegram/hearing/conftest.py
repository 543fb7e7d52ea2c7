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
def seeds_coverage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The coverage's file with the seeds; only to be read."""
    path = tmp_path_factory.mktemp("seeds") / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([SEEDS])
    return path


@pytest.fixture
def backend(seeds_coverage: Path, tmp_path: Path) -> Iterator[Backend]:
    """A desk over the seeds."""
    examples = ("How many missiles hit the Moskva?", "Who controls Kherson?")
    with (
        Archive(seeds_coverage) as archive,
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers, examples=examples, rules=Rules(), look_every=0.05)) as at,
    ):
        yield at
