"""A site, and a clock that is turned instead of waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.fetching.asking.pace import Clock, Pace
from retrieval.fetching.looking import Looker
from retrieval.fetching.web import Web
from tests.web.site import Site, running


class Turned:
    """A clock that goes on when somebody waits; it remembers for how long."""

    def __init__(self) -> None:
        self.at = 1_700_000_000.0
        self.waited: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.at += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


@pytest.fixture
def turned() -> Turned:
    return Turned()


@pytest.fixture
def pace(turned: Turned) -> Pace:
    return Pace(clock=turned.clock)


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    """One for all tests of a file: its process takes a while to start."""
    looker = Looker()
    yield looker
    looker.close()


@pytest.fixture
def web(tmp_path: Path, pace: Pace, looker: Looker) -> Web:
    return Web(tmp_path / "coverage.db", private=True, pace=pace, looker=looker)
