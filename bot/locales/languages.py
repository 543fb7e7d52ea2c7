"""The languages of the bot's own words: English, and each that there is a catalogue of.

A catalogue is `catalogues/LANG/LC_MESSAGES/nutgraf.mo`, as gettext has it: a message's context is
its key, its id the English text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

from bot.locales.english import ENGLISH, SOURCE
from bot.locales.operators import OwnTexts
from bot.locales.tables import Message, Plural, rewritten, with_examples
from bot.locales.texts import Texts

CATALOGUES: Final = Path(__file__).parent / "catalogues"
_FILE: Final = "LC_MESSAGES/nutgraf.mo"
_ENVIRONMENT: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_FIRST: Final = ("en", "uk")
"""Those that stand first where all are offered."""
_NUMBERS: Final = (*range(200), 1_000_000)
"""Each form of any language is that of one of these."""


_CODES: Final = tuple(
    sorted(
        ("en", *(path.parents[1].name for path in CATALOGUES.glob(f"*/{_FILE}"))),
        key=lambda code: (code not in _FIRST, code),
    )
)


class Languages(Mapping[str, Texts]):
    """The texts of each language, read when they are wanted.

    `own` are an operator's words by language and key, which stand in place of the catalogues'.
    """

    def __init__(self, own: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None) -> None:
        self._own = own or {}
        self._tables: dict[str, Texts] = {}
        self._made: dict[tuple[str, str], Texts] = {}

    def __getitem__(self, code: str) -> Texts:
        if code not in _CODES:
            raise KeyError(code)
        return self._over(code, "en")

    def __iter__(self) -> Iterator[str]:
        return iter(_CODES)

    def __len__(self) -> int:
        return len(_CODES)

    def texts_in(self, *codes: str | None, coverage: str = "en") -> Texts:
        """The texts in the first of these languages that there is, else in English; the questions
        that they give as examples are in the language of the `coverage`."""
        for code in codes:
            known = (code or "").replace("_", "-").partition("-")[0].lower()
            if known in _CODES:
                return self._over(known, coverage)
        return self._over("en", coverage)

    def texts_here(self, coverage: str = "en") -> Texts:
        """The texts in the language of the environment, by the variables that gettext reads."""
        given = next(filter(None, map(os.environ.get, _ENVIRONMENT)), "")
        codes = (code.partition(".")[0] for code in given.split(":"))
        return self.texts_in(*codes, coverage=coverage)

    def unfilled(self, code: str) -> Texts:
        """The texts of a language with `{example.NAME}` where an example stands."""
        if code not in self._tables:
            own = self._own.get(code, {})
            table = _catalogued(code)
            said = rewritten(table, lambda message: own.get(message.key, message.forms))
            self._tables[code] = said if own else table
        return self._tables[code]

    def _over(self, code: str, coverage: str) -> Texts:
        spoken = coverage if coverage in _CODES else code
        if (code, coverage) not in self._made:
            if not self._own and (code, spoken) == ("en", "en"):
                return ENGLISH
            table = with_examples(self.unfilled(code), self.unfilled(spoken).examples)
            self._made[code, coverage] = replace(table, own=self._own_in(code, spoken))
        return self._made[code, coverage]

    def _own_in(self, code: str, coverage: str) -> OwnTexts:
        """What only the operator can say: in the language, else in the coverage's, in English, in
        any that it is said in."""
        tables = [self._own.get(each, {}) for each in (code, coverage, "en", *sorted(self._own))]
        names = (each.name for each in fields(OwnTexts))
        return OwnTexts(
            **{name: next((own[name][0] for own in tables if name in own), "") for name in names}
        )


LANGUAGES: Final = Languages()
"""Those of the catalogues alone."""
texts_in: Final = LANGUAGES.texts_in
texts_here: Final = LANGUAGES.texts_here


@cache
def _catalogued(code: str) -> Texts:
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
