"""An operator's own words, name and picture, as readers on Telegram see them."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES, Languages
from bot.locales.own.folder import languages_in
from bot.locales.own.keys import MONTHS, english
from bot.locales.own.limits import most
from bot.telegram.profile.picture import PictureError, picture_in
from bot.text import units
from tests.bot.telegram.test_application import QUESTION, asked, pressed
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer

JPEG: Final = b"\xff\xd8\xff\xe0 a picture"
WORDS: Final = {
    "en": 'welcome = "Oster News <b>asks</b> back\\nWe quote & cite."\nname = "Oster News"\n'
    'imprint = "Oster Press, 1 Quay"\ncontact = "desk@oster.example"\n'
    'privacy = "We are Oster Press."\n[story]\nverify_what = "Which words, please?"\n',
    "de": 'name = "Oster Nachrichten"\nimprint = "Oster Verlag, Kai 1"\n',
}


@pytest.fixture
def own(tmp_path: Path) -> Languages:
    """The languages in the words of a newsroom."""
    for code, words in WORDS.items():
        (tmp_path / f"{code}.toml").write_text(words, encoding="utf-8")
    return languages_in(tmp_path)


def test_readers_see_the_newsrooms_words_each_in_a_language_of_theirs(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, own: Languages
) -> None:
    dora, zoe = (
        telegram.user(name, language_code=code) for name, code in (("D", "de"), ("Z", "uk"))
    )
    with running(telegram, replace(backend, languages=own)):
        greeting = asked(telegram, ada, "/start")
        assert greeting.text.startswith("Oster News <b>asks</b> back\nWe quote & cite.\n\n")
        assert greeting.spans("bold")[0] == "Oster News <b>asks</b> back"
        assert asked(telegram, ada, "/imprint").text == "Oster Press, 1 Quay"
        assert asked(telegram, dora, "/imprint").text == "Oster Verlag, Kai 1"
        assert asked(telegram, zoe, "/imprint").text == "Oster Press, 1 Quay"
        assert asked(telegram, dora, "/contact").text == "desk@oster.example"
        privacy = asked(telegram, zoe, "/privacy").text
        assert privacy == f"We are Oster Press.\n\n{LANGUAGES['uk'].privacy}"
        how = asked(telegram, dora, "/help").text
        assert how == f"{LANGUAGES['de'].help}\n\nWer mich betreibt  /imprint · /contact"
        prompt = asked(telegram, ada, "/verify")
        assert prompt.text == "Which words, please?"
        ada.says("Two people were injured", reply_to=prompt)
        verified = telegram.wait_for_message(ada, after=prompt)
        assert verified.text.startswith(ENGLISH.story.verdicts["stands"])


def test_without_words_for_them_there_is_no_imprint_and_no_contact(
    telegram: TelegramServer, ada: Reader, bot: Backend
) -> None:
    assert asked(telegram, ada, "/imprint").text == ENGLISH.unknown_command
    assert asked(telegram, ada, "/contact").text == ENGLISH.unknown_command
    assert asked(telegram, ada, "/help").text == ENGLISH.help
    assert bot.languages is LANGUAGES
    assert not telegram.calls_of("setMyName")
    assert not telegram.calls_of("setMyProfilePhoto")


def test_long_words_on_privacy_are_a_message_of_their_own(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    own = Languages({"en": {"privacy": ("word " * 800,)}})
    with running(telegram, replace(backend, languages=own)):
        before = ada.says("/privacy")
        telegram.wait_for_message(ada, count=2)
        said = [each.text for each in telegram.messages(ada) if each.message_id > before.message_id]
    assert said == [("word " * 800).strip(), ENGLISH.privacy]


@pytest.mark.slow
def test_the_profile_is_set_from_the_words_once(
    running: Running, telegram: TelegramServer, backend: Backend, own: Languages, ada: Reader
) -> None:
    at = replace(backend, languages=own, photo=JPEG, rules=Rules(admins=frozenset({ada.id})))
    ada.opens()
    for _ in range(2):
        with running(telegram, at):
            telegram.wait_for(lambda: ("name", "de") in telegram.profile)
            telegram.wait_for(lambda: len(telegram.calls_of("getMyName")) % len(LANGUAGES) == 0)
    names = {
        language: name for (field, language), name in telegram.profile.items() if field == "name"
    }
    assert names == {"": "Oster News", "de": "Oster Nachrichten"}
    assert len(telegram.calls_of("setMyName")) == 2
    assert len(telegram.calls_of("setMyProfilePhoto")) == 1
    commands = telegram.commands["default", "de"]
    assert [each["command"] for each in commands[-2:]] == ["imprint", "contact"]
    assert commands[-2]["description"] == LANGUAGES["de"].own_commands["imprint"]
    with running(telegram, replace(at, photo=JPEG + b"another")):
        telegram.wait_for(lambda: len(telegram.calls_of("setMyProfilePhoto")) == 2)


def test_what_telegram_does_not_take_of_the_profile_stops_nothing(
    running: Running,
    telegram: TelegramServer,
    backend: Backend,
    own: Languages,
    ada: Reader,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for method in ("setMyProfilePhoto", "setMyName"):
        telegram.fail(method, status=400, description="Bad Request: refused")
    with running(telegram, replace(backend, languages=own, photo=JPEG)):
        telegram.wait_for(lambda: ("name", "de") in telegram.profile)
        assert asked(telegram, ada).spans("blockquote")
    told = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    assert [each.partition(":")[0] for each in told] == ["the bot's profile is not all set"] * 2


def test_a_picture_that_cannot_be_one_is_told_in_a_line(tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    with pytest.raises(PictureError, match="no such file; `picture` names a JPEG"):
        picture_in(picture)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(PictureError, match="no JPEG, and Telegram takes no other picture"):
        picture_in(picture)
    picture.write_bytes(JPEG + bytes(10_000_000))
    with pytest.raises(PictureError, match="larger than 10 MB"):
        picture_in(picture)
    picture.write_bytes(JPEG)
    assert picture_in(picture) == JPEG


def longest() -> Languages:
    """English in the longest words that an operator may give."""
    own = {}
    for key, forms in english().items():
        if key in MONTHS or key.startswith(("examples.", "parties.")) or "thousand" in key:
            continue
        if key in ("one_and_a_half", "time_form", "day_form", "screen.day_form"):
            continue
        own[key] = tuple(f"{each}{'w' * (most(key, forms[-1]) - units(each))}" for each in forms)
    return Languages({"en": own})


@pytest.mark.slow
def test_the_longest_words_that_are_let_in_fit_every_message(
    running: Running,
    telegram: TelegramServer,
    backend: Backend,
    ada: Reader,
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = replace(backend, languages=longest(), rules=Rules(longest_question=4096))
    with running(telegram, at):
        answer = asked(telegram, ada)
        assert answer.spans("blockquote")
        for button in ("follow", "up", "menu:0:0"):
            assert pressed(telegram, ada, answer, button) is not None
        for said in (
            *("/start", "/help", "/about", "/privacy", "/imprint", "/contact", "/latest"),
            *("/outlets", "/settings", "/following", "/feedback", "/nothing", "/says x y"),
            *("/since", "/asof", "/verify", "/verify two people hurt", "/follow harbour"),
            *("/timeline warehouse", "/article fire", "/mydata", "/forget", "hello", "thanks"),
            "Who won the chess cup in Zanzibar?",
            f"{QUESTION} {'and also ' * 300}",
        ):
            asked(telegram, ada, said)
        assert not [each for each in telegram.messages(ada) if each.text.startswith(ENGLISH.sorry)]
    assert not [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
