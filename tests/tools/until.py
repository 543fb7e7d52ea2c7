"""Waiting for what the stand-in for Telegram does not hear of."""

from __future__ import annotations

import time
from collections.abc import Callable

_PATIENCE = 15.0  # seconds


def until(condition: Callable[[], object], *, seconds: float = _PATIENCE) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)
