"""The questions that are offered where one is not answered: forms."""

from __future__ import annotations

from typing import Final

ABOUT: Final = "What does the coverage say about {name}?"

BETWEEN: Final = "What happened between {first} and {last}?"

DAYS: Final = "between {first} and {last}"
