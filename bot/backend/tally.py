"""What the bot has done since it started, in numbers; never whose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds; a question is counted under the first of these that it does not pass."""


@dataclass(slots=True)
class Tally:
    """Counts that only grow. To be used in one event loop."""

    questions: int = 0
    seconds: float = 0.0
    within: Counter[float] = field(default_factory=Counter)
    """How many questions took so long, by bound."""
    refusals: Counter[str] = field(default_factory=Counter)
    """By reason."""

    def question(self, seconds: float, refused: str | None) -> None:
        """Count a question, and the reason why it was refused."""
        self.questions += 1
        self.seconds += seconds
        self.within[next((each for each in BOUNDS if seconds <= each), float("inf"))] += 1
        if refused:
            self.refusals[refused] += 1
