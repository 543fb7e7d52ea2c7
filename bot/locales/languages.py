"""The languages of the bot's own words: English, and each that there is a catalogue of.

A catalogue is `catalogues/LANG/LC_MESSAGES/nutgraf.mo`, as gettext has it: a message's context is
its key, its id the English text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

from bot.locales.english import ENGLISH, SOURCE
from bot.locales.tables import Message, Plural, rewritten, with_examples
from bot.locales.texts import Texts

CATALOGUES: Final = Path(__file__).parent / "catalogues"
_FILE: Final = "LC_MESSAGES/nutgraf.mo"
_ENVIRONMENT: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_FIRST: Final = ("en", "uk")
"""Those that stand first where all are offered."""
_NUMBERS: Final = (*range(200), 1_000_000)
"""Each form of any language is that of one of these."""


class _Languages(Mapping[str, Texts]):
    """The texts of each language, read when they are wanted."""

    _codes = tuple(
        sorted(
            ("en", *(path.parents[1].name for path in CATALOGUES.glob(f"*/{_FILE}"))),
            key=lambda code: (code not in _FIRST, code),
        )
    )

    def __getitem__(self, code: str) -> Texts:
        if code not in self._codes:
            raise KeyError(code)
        return _over(code, "en")

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


LANGUAGES: Final[Mapping[str, Texts]] = _Languages()


def texts_in(*codes: str | None, coverage: str = "en") -> Texts:
    """The texts in the first of these languages that there is, else in English; the questions that
    they give as examples are in the language of the `coverage`."""
    for code in codes:
        known = (code or "").replace("_", "-").partition("-")[0].lower()
        if known in LANGUAGES:
            return _over(known, coverage)
    return _over("en", coverage)


def texts_here(coverage: str = "en") -> Texts:
    """The texts in the language of the environment, by the variables that gettext reads."""
    given = next(filter(None, map(os.environ.get, _ENVIRONMENT)), "")
    return texts_in(*(code.partition(".")[0] for code in given.split(":")), coverage=coverage)


@cache
def _over(code: str, coverage: str) -> Texts:
    if (code, coverage) == ("en", "en"):
        return ENGLISH
    spoken = coverage if coverage in LANGUAGES else code
    return with_examples(_table(code), _table(spoken).examples)


@cache
def _table(code: str) -> Texts:
    """The texts of a language, as its catalogue has them; English where it has none."""
    if code == "en":
        return SOURCE
    with (CATALOGUES / code / _FILE).open("rb") as file:
        read = GNUTranslations(file)
    count, _, rule = read.info()["plural-forms"].partition(";")
    plural = Plural(rule.partition("=")[2].strip().rstrip(";"))
    numbers = {plural(number): number for number in reversed(_NUMBERS)}
    each_form = [numbers[form] for form in range(int(count.partition("=")[2]))]

    def said(message: Message) -> tuple[str, ...]:
        key, forms = message
        if len(forms) == 1:
            return (read.pgettext(key, forms[0]),)
        one, many = forms
        return tuple(read.npgettext(key, one, many, number) for number in each_form)

    return replace(rewritten(SOURCE, said), code=code, plural=plural)
