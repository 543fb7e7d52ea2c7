"""Who asks: people, channels, anonymous admins; and who may press what in a group."""

from __future__ import annotations

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.readers.settings import load
from bot.readers.stories import MOST_OF_ONE
from tests.bot.telegram.test_application import pressed
from tests.telegram.server import Group, Message, Reader, TelegramServer

MAKIIVKA = "How many died at Makiivka?"
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}


@pytest.fixture
def olga(telegram: TelegramServer) -> Reader:
    """The owner of the groups."""
    return telegram.user("Olga")


@pytest.fixture
def group(telegram: TelegramServer, olga: Reader, ada: Reader, ben: Reader) -> Group:
    return telegram.group("Newsroom", supergroup=True, members=[olga, ada, ben])


def said(
    telegram: TelegramServer, chat: Group, reader: Reader, words: str, *, as_chat: bool = False
) -> Message:
    """What the bot says to that."""
    before = reader.says(words, chat=chat, as_chat=chat.to_json() if as_chat else None)
    return telegram.wait_for_message(chat, after=before)


class TestAnonymousAdmins:
    def test_have_the_settings_of_their_own_group(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, group: Group
    ) -> None:
        other = telegram.group("Other", supergroup=True, members=[ada])
        said(telegram, group, ada, "/settings Asia/Kathmandu", as_chat=True)
        assert load(bot.readers, group.id).zone == "Asia/Kathmandu"
        shown = said(telegram, other, ada, "/settings", as_chat=True)
        assert "Kathmandu" not in f"{shown.text} {shown.buttons}"

    @pytest.mark.usefixtures("bot")
    def test_forget_what_their_own_group_asked(
        self, telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
    ) -> None:
        other = telegram.group("Other", supergroup=True, members=[ada])
        answer = said(telegram, group, ada, f"/ask {MAKIIVKA}", as_chat=True)
        member = said(telegram, group, ben, f"/ask {MAKIIVKA}")
        assert said(telegram, other, ada, "/forget", as_chat=True).text == ENGLISH.deleted_none
        assert pressed(telegram, ada, answer, "page:1") == ""
        assert said(telegram, group, ada, "/forget", as_chat=True).text.startswith("Deleted: 1 ")
        assert pressed(telegram, ada, answer, "page:0") == ENGLISH.forgotten
        assert pressed(telegram, ben, member, "page:1") == ""

    def test_ask_at_the_pace_of_their_own_group(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, group: Group
    ) -> None:
        other = telegram.group("Other", supergroup=True, members=[ada])
        while not bot.pace.wait(other.id):
            pass
        assert said(telegram, group, ada, f"/ask {MAKIIVKA}", as_chat=True).spans("blockquote")

    def test_share_the_settings_of_their_group_with_other_admins(
        self, telegram: TelegramServer, bot: Backend, olga: Reader, ada: Reader, group: Group
    ) -> None:
        shown = said(telegram, group, olga, "/settings", as_chat=True)
        assert pressed(telegram, ada, shown, "set:quotes:5") == ENGLISH.not_yours
        assert pressed(telegram, olga, shown, "set:quotes:5") == ""
        assert load(bot.readers, group.id).quotes == "5"
        assert load(bot.readers, olga.id).quotes == ""


@pytest.mark.usefixtures("bot")
def test_an_answer_to_a_channel_may_be_turned_by_everyone(
    telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
) -> None:
    before = ada.says(f"/ask {MAKIIVKA}", chat=group, as_chat=CHANNEL)
    answer = telegram.wait_for_message(group, after=before)
    for reader, page in ((ada, "page:1"), (ben, "page:0")):
        assert pressed(telegram, reader, answer, page) == ""
    assert answer.edits == 2


class TestAMemberOfAGroup:
    def test_stops_no_story_that_another_follows(
        self,
        telegram: TelegramServer,
        bot: Backend,
        olga: Reader,
        ada: Reader,
        ben: Reader,
        group: Group,
    ) -> None:
        for words in ("Makiivka", "Kherson"):
            said(telegram, group, ada, f"/follow {words}")
        listed = said(telegram, group, ada, "/following")
        assert pressed(telegram, ben, listed, "stop:1") == ENGLISH.not_yours
        assert len(bot.stories.of(group.id)) == 2
        assert pressed(telegram, ada, listed, "stop:1") == ""
        assert pressed(telegram, olga, listed, "stop:2") == ""
        assert bot.stories.of(group.id) == []

    def test_makes_the_group_follow_few_stories(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, ben: Reader, group: Group
    ) -> None:
        for number in range(MOST_OF_ONE):
            said(telegram, group, ada, f"/follow story {number}")
        assert said(telegram, group, ada, "/follow Kherson").text == ENGLISH.follows_many
        said(telegram, group, ben, "/follow Kherson")
        assert len(bot.stories.of(group.id)) == MOST_OF_ONE + 1

    def test_changes_nobody_elses_settings_and_does_not_show_his_own_there(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, ben: Reader, group: Group
    ) -> None:
        shown = said(telegram, group, ada, "/settings")
        assert pressed(telegram, ben, shown, "set:quotes:5") == ENGLISH.not_yours
        assert load(bot.readers, ben.id).quotes == ""
        assert shown.edits == 0
        assert pressed(telegram, ada, shown, "set:quotes:5") == ""
        assert load(bot.readers, ada.id).quotes == "5"


@pytest.mark.usefixtures("bot")
def test_what_forget_offers_is_for_who_asked(
    telegram: TelegramServer, ada: Reader, ben: Reader, group: Group
) -> None:
    answer = said(telegram, group, ada, f"/ask {MAKIIVKA}")
    offer = said(telegram, group, ada, "/forget")
    assert pressed(telegram, ben, offer, "clear") == ENGLISH.about_privacy.too_old
    assert not answer.deleted
    assert pressed(telegram, ada, offer, "clear") == ENGLISH.about_privacy.deleted_here
    assert answer.deleted


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["/settings", "/settings Asia/Tokyo", "/forget", "/feedback x"])
def test_a_message_of_nobody_breaks_nothing(
    telegram: TelegramServer, ada: Reader, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    length = len(words.split()[0])
    entities = [{"type": "bot_command", "offset": 0, "length": length}]
    message = {"message_id": 900, "date": 1, "chat": ada.to_json(), "text": words}
    telegram.push({"message": message | {"entities": entities}})
    last = ada.says("/help")
    telegram.wait_until_confirmed(last)
    assert telegram.wait_for_message(ada).text in (ENGLISH.help, ENGLISH.feedback_kept)
    assert "Traceback" not in caplog.text
    assert all(each.text != ENGLISH.sorry for each in telegram.messages(ada))
