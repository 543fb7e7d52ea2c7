"""How much was read of a coverage for one question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Looked:
    """Letters in which the phrases of a question were looked for, however often it is searched for:
    in an outlet's articles, in somebody's words, in all."""

    letters: int = 0
