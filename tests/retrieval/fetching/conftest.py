"""A site, and a clock that is turned instead of waited for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.fetching.pace import Clock, Pace
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
