"""What passages mean, worked out after a reindex where the extra is installed: lines while it
goes on, and what was done."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Final

from bot.config import Config
from bot.exits import INTERRUPTED
from bot.terminal.lines import echo, note
from retrieval import ClusterAddress, Making, NothingIndexedError, has_model, make_meanings

NOT_IN_CLUSTERS: Final = (
    "what passages mean is kept in a file alone: over a cluster, questions in other languages find "
    "names and numbers alone"
)
EVERY: Final = 10.0
"""Seconds between two lines."""


def made(config: Config, *, seconds: float | None = None, say: bool = True) -> Making | None:
    """Works out vectors for passages that have none, for about so many `seconds` at most, and says
    now and then how far it is; None where there are none to be made.

    What is done by then is kept when it is ended; so it says, and ends the program, on Ctrl-C.
    """
    if isinstance(config.database, ClusterAddress):
        if say and config.meaning and has_model():
            note(NOT_IN_CLUSTERS)
        return None
    lines = _Lines()
    try:
        done = make_meanings(
            config.file, config.meaning, progress=lines if say else None, seconds=seconds
        )
    except NothingIndexedError:
        return None
    except KeyboardInterrupt:
        echo("interrupted; the articles are indexed, and the next reindex goes on", err=True)
        sys.exit(INTERRUPTED)
    return done if done and done.passages else None


def line(done: Making) -> str:
    """What was done, in a line."""
    left = f", {done.left:,} are left" if done.left else ""
    rate = f"{done.seconds:.1f} s ({done.rate:.0f}/s)"
    return f"meaning worked out for {done.made:,} passages in {rate}{left}"


class _Lines:
    """Says how far it is, on standard error, when the last line is EVERY seconds old."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, at: Making) -> None:
        now = time.monotonic()
        if now - self.last < EVERY or not at.left:
            return
        self.last = now
        left = timedelta(seconds=round(at.left / at.rate)) if at.rate else "?"
        rate = f"{at.rate:.0f}/s, {left} left"
        note(f"meaning: {at.made:,} of {at.passages:,} passages ({rate})")
