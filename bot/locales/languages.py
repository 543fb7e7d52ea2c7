"""The languages of the bot's own words; a third is one more table here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.locales.english import ENGLISH
from bot.locales.texts import Texts
from bot.locales.ukrainian import UKRAINIAN

LANGUAGES: Final[Mapping[str, Texts]] = {texts.code: texts for texts in (ENGLISH, UKRAINIAN)}


def texts_in(*codes: str | None) -> Texts:
    """The texts in the first of these languages that there is, else in English."""
    for code in codes:
        known = LANGUAGES.get((code or "").partition("-")[0].lower())
        if known:
            return known
    return ENGLISH
