"""What says nothing to the bot: messages of every kind without words, and what other bots say."""

from __future__ import annotations

import random

import pytest

from bot.locales.english import ENGLISH
from tests.telegram.model import Json
from tests.telegram.odd import Odd
from tests.telegram.server import Group, Reader, TelegramServer
from tests.telegram.types import TYPES

MAKIIVKA = "How many died at Makiivka?"
OF_EVERY_MESSAGE = ("message_id", "date", "chat", "from", "sender_chat", "text", "caption")
MIGRATIONS = ("migrate_to_chat_id", "migrate_from_chat_id")
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}


@pytest.fixture
def group(telegram: TelegramServer, ada: Reader, ben: Reader) -> Group:
    telegram.privacy = False
    return telegram.group("Newsroom", supergroup=True, members=[ada, ben])


class Whole(Odd):
    """Values with all that the Bot API promises of them, and nothing else."""

    def _object(self, of: str, depth: int) -> Json:
        fields = TYPES.get(of, {})
        if isinstance(fields, list):
            return self._object(fields[0], depth)
        return {
            name: field[2][0] if len(field) > 2 else self._value(field[0], name, depth)
            for name, field in fields.items()
            if field[1]
        }

    def of_kind(self, name: str) -> object:
        return self._value(TYPES["Message"][name][0], name, 1)


def written(reader: Reader, chat: Reader | Group, **fields: object) -> Json:
    """A message of the reader's, as Telegram writes it."""
    message = {"message_id": chat.new_id(), "date": 1_795_700_000, "chat": chat.to_json()}
    return {"message": message | {"from": reader.user_json()} | fields}


@pytest.mark.usefixtures("bot")
def test_messages_of_every_kind_without_words_get_nothing_in_a_group_and_one_line_in_private(
    telegram: TelegramServer, ada: Reader, group: Group, caplog: pytest.LogCaptureFixture
) -> None:
    made, kinds = Whole(random.Random(1).randrange(9)), 0
    for name in TYPES["Message"]:
        if name not in (*OF_EVERY_MESSAGE, *MIGRATIONS):
            for chat in (ada, group):
                telegram.push(written(ada, chat, **{name: made.of_kind(name)}))
            kinds += 1
        if kinds % 30 == 0:  # a reader may send so many in a minute
            ada = telegram.user("Ada")
    last = ada.says("/privacy")
    telegram.wait_until_confirmed(last)
    assert telegram.wait_for_message(ada, after=last).text
    assert kinds > 90
    assert telegram.messages(group) == []
    for reader in telegram.people.values():
        said = {each.text for each in telegram.messages(reader)}
        assert said <= {ENGLISH.only_text, telegram.messages(ada)[-1].text}
    assert not [each for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")]


@pytest.mark.usefixtures("bot")
def test_kinds_of_updates_that_the_bot_has_not_asked_for_get_nothing(
    telegram: TelegramServer, ada: Reader, group: Group
) -> None:
    words = written(ada, group, text=f"@nutgraf_test_bot {MAKIIVKA}")["message"]
    for kind in ("guest_message", "channel_post", "edited_channel_post", "business_message"):
        extra = {"guest_query_id": "7"} if kind == "guest_message" else {}
        chat = CHANNEL if "channel" in kind else words["chat"]
        number = max(telegram.updates.sent, default=1) + 1
        with telegram.changed:  # whatever was asked for
            telegram.updates.go_on_after(number)
            telegram.updates.pending[number] = {
                "update_id": number,
                kind: words | extra | {"chat": chat},
            }
            telegram.changed.notify_all()
    last = ada.says("/help")
    assert telegram.wait_for_message(ada, after=last).text == ENGLISH.help
    assert telegram.messages(group) == []
    assert not telegram.calls_of("answerGuestQuery")


@pytest.mark.usefixtures("bot")
def test_other_bots_are_not_answered(telegram: TelegramServer, ada: Reader, group: Group) -> None:
    robot = {"id": 77, "is_bot": True, "first_name": "Robot"}
    command = {"entities": [{"type": "bot_command", "offset": 0, "length": 4}]}
    for fields in ({"from": robot}, {"via_bot": robot}):
        telegram.push(written(ada, group, text=f"/ask {MAKIIVKA}", **command, **fields))
        telegram.push(written(ada, ada, text=MAKIIVKA, **fields))
    last = ada.says("/help")
    assert telegram.wait_for_message(ada, after=last).text == ENGLISH.help
    assert (telegram.messages(group), len(telegram.messages(ada))) == ([], 1)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fields",
    [
        {"data": "page:1", "inline_message_id": "abc"},
        {"data": "up"},
        {"game_short_name": "x"},
        {"game_short_name": "x", "inline_message_id": "abc"},
    ],
)
def test_a_press_that_names_no_message_is_told_that_the_button_no_longer_works(
    telegram: TelegramServer, ada: Reader, fields: Json
) -> None:
    query: Json = {"id": ada._new_query("callback"), "from": ada.user_json()}
    telegram.push({"callback_query": query | {"chat_instance": "1"} | fields})
    telegram.wait_for(lambda: telegram.callback_answers)
    assert telegram.callback_answers[0].text == ENGLISH.old_button
