"""Which texts an operator may replace, by key, and how many forms each has in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Final

from bot.locales.english import SOURCE
from bot.locales.languages import Languages
from bot.locales.operators import OwnTexts
from bot.locales.own.limits import is_stated
from bot.locales.tables import messages

OWN: Final = tuple(each.name for each in fields(OwnTexts))
"""Those that the bot has no words for."""
MONTHS: Final = ("months", "story.month_names", "screen.months", "screen.month_letters")
"""Those that are lists of twelve words."""


@cache
def english() -> Mapping[str, tuple[str, ...]]:
    """The English words of each text that may be replaced; "" where the bot has none."""
    said = {key: forms for key, forms in messages(SOURCE) if not is_stated(key)}
    return said | dict.fromkeys(OWN, ("",))


def present(languages: Languages, code: str) -> dict[str, tuple[str, ...]]:
    """The words that now stand in that language for each text that may be replaced."""
    own = languages[code].own
    said = {key: forms for key, forms in messages(languages.unfilled(code)) if not is_stated(key)}
    return {name: (getattr(own, name),) for name in OWN} | said
