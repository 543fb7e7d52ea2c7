"""How many examples a property is tried with: all in `make slow`, some of them in `make test`."""

from __future__ import annotations

from hypothesis import settings


def up_to(count: int) -> int:
    """So many examples in a thorough run; in a quick one the share that its profile has of 100."""
    return max(1, count * settings().max_examples // 100)
