"""On joining a group, what is offered there, and what is off at BotFather."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from tests.conftest import Running
from tests.telegram.people import announce_membership
from tests.telegram.server import Reader, TelegramServer


@pytest.mark.parametrize(
    ("privacy", "status", "reads"),
    [
        (True, "member", ENGLISH.reads_these),
        (True, "administrator", ENGLISH.reads_all),
        (False, "member", ENGLISH.reads_all),
    ],
)
def test_on_joining_a_group_it_says_how_to_ask_and_what_it_reads(
    running: Running,
    telegram: TelegramServer,
    backend: Backend,
    ada: Reader,
    privacy: bool,
    status: str,
    reads: str,
) -> None:
    telegram.privacy = privacy
    group = telegram.group("Newsroom", supergroup=True, members=[ada])
    with running(telegram, replace(backend, examples=("What burned down in Larnholm?",))):
        announce_membership(group, ada.user_json(), "left", status)
        said = telegram.wait_for_message(group)
        assert said.text.startswith(ENGLISH.in_group.format(reads=reads))
        assert said.buttons == [["Ask that"]]
        ada.presses(said, "Ask that")
        assert telegram.wait_for_message(group, after=said).spans("blockquote")
        announce_membership(group, ada.user_json(), status, "administrator")
        announce_membership(group, ada.user_json(), "administrator", "kicked")
        ada.says("/about", chat=group)
        telegram.wait_for_message(group, count=3)
    assert len(telegram.messages(group)) == 3


def test_groups_are_offered_few_commands_and_admins_their_own(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    with running(telegram, replace(backend, rules=Rules(admins=frozenset({ada.id})))):
        telegram.wait_for(lambda: (f"chat:{ada.id}", "uk") in telegram.commands)
    private = [each["command"] for each in telegram.commands["default", ""]]
    in_groups = [each["command"] for each in telegram.commands["all_group_chats", ""]]
    assert in_groups == ["ask", "says", "latest", "timeline", "verify", "help"]
    assert private == list(ENGLISH.commands)
    admins = [each["command"] for each in telegram.commands[f"chat:{ada.id}", ""]]
    assert admins == [*private, "stats"]


def test_what_is_off_at_botfather_is_logged_with_the_remedy(
    running: Running,
    telegram: TelegramServer,
    backend: Backend,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO), running(telegram, backend):
        pass
    assert "/setprivacy" in caplog.text
    assert "guest mode is off" in caplog.text
    assert "/setinline" not in caplog.text
