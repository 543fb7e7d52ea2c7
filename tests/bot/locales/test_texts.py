"""Each language has every text, as its readers write, and fits Telegram."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES, texts_here, texts_in
from bot.locales.texts import Texts
from bot.telegram.application import COMMANDS
from retrieval import Coverage, Refusal
from retrieval.answers import Reason

_COUNTED = (1, 2, 5, 11, 12, 21, 104, 111)


@pytest.mark.parametrize("table", LANGUAGES.values(), ids=LANGUAGES)
def test_each_table_fits_telegram_and_the_library(table: Texts) -> None:
    assert len(table.description) <= 512
    assert len(table.short_description) <= 120
    assert all(1 <= len(words) <= 256 for words in table.commands.values())
    assert table.refusals.keys() == set(get_args(Reason))
    notices = (table.sorry, table.old_button, table.forgotten, table.unknown_address, table.thanks)
    assert max(map(len, (*notices, table.nothing_indexed))) <= 200
    assert [len(each) for each in (table.months, table.screen.months)] == [12, 12]
    assert [len(each) for each in (table.story.month_names, table.screen.month_letters)] == [12, 12]
    for number in range(200):
        assert table.counted(number).startswith(f"{number} ")
    in_help = set(re.findall(r"/([a-z]+)", table.help))
    assert {"timeline", "verify", "following", "settings", "privacy", "mydata"} < in_help
    assert in_help <= COMMANDS.keys()
    assert set(table.commands) == COMMANDS.keys() - {"start"}


@pytest.mark.parametrize("table", LANGUAGES.values(), ids=LANGUAGES)
def test_a_button_is_no_longer_than_a_phone_shows_of_it(table: Texts) -> None:
    screen = table.screen
    rows = (
        (screen.read_on, screen.more_quotes, screen.follow),
        (screen.why, screen.copy, screen.proof),
        (screen.timeline, screen.new, screen.back),
        (screen.before, screen.after, screen.share),
        (screen.open, screen.copy, screen.back),
        (screen.new, screen.help),
        (screen.answers, screen.does_not),
    )
    for row in rows:
        for label in row:
            assert len(label) <= (16 if len(row) == 3 else 22), label


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "article articles articles articles articles articles articles articles"),
        ("uk", "стаття статті статей статей статей стаття статті статей"),
        ("ru", "статья статьи статей статей статей статья статьи статей"),
        ("pl", "artykuł artykuły artykułów artykułów artykułów artykułów artykuły artykułów"),
        ("de", "Artikel Artikel Artikel Artikel Artikel Artikel Artikel Artikel"),
        ("fr", "article articles articles articles articles articles articles articles"),
        ("es", "artículo artículos artículos artículos artículos artículos artículos artículos"),
    ],
)
def test_each_language_counts_as_its_readers_do(code: str, words: str) -> None:
    counted = [LANGUAGES[code].counted(number) for number in _COUNTED]
    assert [each.partition(" ")[2] for each in counted] == words.split()


@pytest.mark.parametrize(
    ("code", "day", "short", "month", "first"),
    [
        ("en", "8 April 2022", "8 Apr 2022", "April 2022", "1 May 2022"),
        ("uk", "8 квітня 2022", "8 квітня 2022", "квітень 2022", "1 травня 2022"),
        ("ru", "8 апреля 2022", "8 апр. 2022", "апрель 2022", "1 мая 2022"),
        ("pl", "8 kwietnia 2022", "8 kwi 2022", "kwiecień 2022", "1 maja 2022"),
        ("de", "8. April 2022", "8. Apr. 2022", "April 2022", "1. Mai 2022"),
        ("fr", "8 avril 2022", "8 avr. 2022", "avril 2022", "1er mai 2022"),
        ("es", "8 de abril de 2022", "8 abr 2022", "abril de 2022", "1 de mayo de 2022"),
    ],
)
def test_days_are_written_as_in_the_language(
    code: str, day: str, short: str, month: str, first: str
) -> None:
    texts = LANGUAGES[code]
    assert texts.day("2022-04-08") == day
    assert texts.short_day("2022-04-08") == short
    assert texts.month("2022-04") == month
    assert texts.day("2022-05-01") == first
    there = replace(texts, zone=ZoneInfo("Europe/Kyiv"))
    assert there.short_day("2022-04-07T23:00:00+00:00") == short
    assert texts.short_day("spring of 2022") == "spring of 2022"


@pytest.mark.parametrize(
    ("code", "thousand", "ten_thousand", "decimal"),
    [
        ("en", "1,234", "12,345", "3.6"),
        ("uk", "1\u00a0234", "12\u00a0345", "3,6"),
        ("ru", "1\u00a0234", "12\u00a0345", "3,6"),
        ("pl", "1234", "12\u00a0345", "3,6"),
        ("de", "1.234", "12.345", "3,6"),
        ("fr", "1\u202f234", "12\u202f345", "3,6"),
        ("es", "1234", "12.345", "3,6"),
    ],
)
def test_numbers_are_written_as_in_the_language(
    code: str, thousand: str, ten_thousand: str, decimal: str
) -> None:
    texts = LANGUAGES[code]
    assert texts.counted(1_234).startswith(f"{thousand} ")
    assert texts.counted(12_345).startswith(f"{ten_thousand} ")
    assert texts.counted(1_234_567).count(ten_thousand[2]) == 2
    assert texts.decimal(3.61) == decimal


def test_words_that_stand_nowhere_are_told_of_in_the_right_number() -> None:
    one, two = Refusal("unknown_words", ("Xyz",)), Refusal("unknown_words", ("Xyz", "Abc"))
    assert ENGLISH.why(one) == "“Xyz” stands in no article."
    assert ENGLISH.why(two) == "“Xyz” and “Abc” stand in no article."
    german = LANGUAGES["de"]
    assert german.why(one) == "„Xyz“ steht in keinem Artikel."
    assert german.why(two) == "„Xyz“ und „Abc“ stehen in keinem Artikel."


def test_the_first_known_language_is_taken_else_english() -> None:
    assert texts_in("", "uk-UA") is LANGUAGES["uk"]
    assert texts_in("en", "uk") is ENGLISH
    assert texts_in("", "tlh", "de_AT.UTF-8") is LANGUAGES["de"]
    assert texts_in(None) is texts_in("tlh") is ENGLISH


def test_a_terminal_speaks_the_language_of_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, code in (
        ({"LANG": "uk_UA.UTF-8"}, "uk"),
        ({"LANG": "uk_UA.UTF-8", "LC_ALL": "pl_PL"}, "pl"),
        ({"LANG": "uk_UA.UTF-8", "LANGUAGE": "tlh:fr"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ):
        for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(variable, raising=False)
        for variable, value in given.items():
            monkeypatch.setenv(variable, value)
        assert texts_here().code == code, given


def test_examples_are_in_the_coverages_language() -> None:
    german = texts_in("de", coverage="uk")
    assert LANGUAGES["uk"].examples["as_of"] in german.story.as_of_what
    assert german.story.as_of_what.startswith(LANGUAGES["de"].story.as_of_what[:10])
    assert ENGLISH.examples["as_of"] in LANGUAGES["de"].story.as_of_what
    assert "{example" not in german.help + german.chat_help + german.says_what
    unknown = texts_in("de", coverage="el")
    assert LANGUAGES["de"].examples["as_of"] in unknown.story.as_of_what


def test_what_is_counted_in_the_extent_stands_in_its_case() -> None:
    coverage = Coverage(21, 1, None, None, "2026-11-22T15:00:00Z")
    assert LANGUAGES["uk"].how_far(coverage).startswith("У мене 21 стаття (1 уривок).")
