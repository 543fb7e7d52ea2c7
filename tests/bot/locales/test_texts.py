"""Each language has every text, with the same things to fill in."""

from __future__ import annotations

import re
import string
from dataclasses import fields
from typing import Any, get_args

import pytest

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES, texts_in
from bot.locales.texts import Texts
from bot.locales.ukrainian import UKRAINIAN
from bot.telegram.application import COMMANDS
from retrieval.answers import Reason

_SIGNS = {"screen.menu", "screen.extent", "screen.extent_one_day"}
OTHERS = [code for code in LANGUAGES if code != "en"]


def to_fill(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts_of(table: Texts) -> dict[str, Any]:
    own = {each.name: getattr(table, each.name) for each in fields(table)}
    for name in ("story", "screen"):
        part = own.pop(name)
        own |= {f"{name}.{each.name}": getattr(part, each.name) for each in fields(part)}
    return own


@pytest.mark.parametrize("code", OTHERS)
def test_no_language_lacks_a_text_or_what_is_filled_in(code: str) -> None:
    english, other = texts_of(ENGLISH), texts_of(LANGUAGES[code])
    assert other["code"] == code
    for name, text in english.items():
        same = other[name]
        if isinstance(text, str):
            assert same.strip(), name
            assert to_fill(same) == to_fill(text), name
        elif isinstance(text, dict):
            assert same.keys() == text.keys(), name
            assert all(same.values()), name
            assert all(to_fill(same[key]) == to_fill(text[key]) for key in text), name
        elif name == "commands":
            assert [command for command, _ in same] == [command for command, _ in text]
        elif isinstance(text, tuple):
            assert all(same), name


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_was_left_in_english(code: str) -> None:
    english, other = texts_of(ENGLISH), texts_of(LANGUAGES[code])
    alike = {name for name, text in english.items() if text and other[name] == text}
    assert alike <= {"day_form", "time_form", "languages", *_SIGNS}


@pytest.mark.parametrize("table", LANGUAGES.values(), ids=LANGUAGES)
def test_each_table_fits_telegram_and_the_library(table: Texts) -> None:
    assert len(table.description) <= 512
    assert len(table.short_description) <= 120
    assert all(1 <= len(words) <= 256 for _, words in table.commands)
    assert {command for command, _ in table.commands} <= COMMANDS.keys()
    assert table.refusals.keys() == set(get_args(Reason))
    notices = (table.sorry, table.old_button, table.forgotten, table.unknown_address, table.thanks)
    assert max(map(len, (*notices, table.nothing_indexed))) <= 200
    assert len(table.months) == 12
    for number in range(200):
        assert table.counted(number).startswith(f"{number} ")
    in_help = set(re.findall(r"/([a-z]+)", table.help))
    assert {"timeline", "verify", "following", "settings", "privacy", "mydata"} < in_help
    assert in_help <= COMMANDS.keys()
    assert {name for name, _ in table.commands} == COMMANDS.keys() - {"start"}


def test_ukrainian_counts_as_ukrainians_do() -> None:
    counted = [UKRAINIAN.counted(number) for number in (1, 2, 5, 11, 12, 21, 104, 111)]
    words = [each.partition(" ")[2] for each in counted]
    assert words == "статтю статті статей статей статей статтю статті статей".split()


def test_the_first_known_language_is_taken_else_english() -> None:
    assert texts_in("", "uk-UA") is UKRAINIAN
    assert texts_in("en", "uk") is ENGLISH
    assert texts_in("", "de") is ENGLISH
    assert texts_in(None) is ENGLISH
