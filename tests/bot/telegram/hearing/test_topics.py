"""Each topic has its own conversation; what the bot sends stands where the reader is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.readers.stories import Fresh
from tests.bot.telegram.test_application import pressed, push
from tests.telegram.server import Group, Message, Reader, TelegramServer
from tests.tools.until import until

MAKIIVKA = "How many died at Makiivka?"
KEPT = ENGLISH.kept.split("{")[0]


@pytest.fixture
def forum(telegram: TelegramServer, ada: Reader, ben: Reader) -> Group:
    return telegram.group("Forum", forum=True, members=[ada, ben])


@pytest.mark.usefixtures("bot")
class TestATopic:
    def test_has_a_last_question_of_its_own(
        self, telegram: TelegramServer, ada: Reader, forum: Group
    ) -> None:
        one, other = forum.topic("One"), forum.topic("Other")
        ada.says(f"/ask {MAKIIVKA}", chat=forum, thread=one)
        telegram.wait_for_message(forum)
        ada.says("/ask when was that?", chat=forum, thread=other)
        assert KEPT not in telegram.wait_for_message(forum, count=2).text
        ada.says("/ask and in Kherson?", chat=forum, thread=one)
        assert KEPT in telegram.wait_for_message(forum, count=3).text

    def test_of_a_private_chat_has_one_too(self, telegram: TelegramServer, ada: Reader) -> None:
        for count, (words, thread) in enumerate(
            [(MAKIIVKA, 5), ("when was that?", 6), ("and in Kherson?", 5)], 1
        ):
            ada.threads[thread] = "topic"
            push(telegram, ada, text=words, message_thread_id=thread, is_topic_message=True)
            answer = telegram.wait_for_message(ada, count=count)
            assert (KEPT in answer.text) == (count == 3)
            (call,) = telegram.calls_of("sendMessage")[-1:]
            assert call.arguments["message_thread_id"] == thread

    def test_that_starts_afresh_leaves_the_others(
        self, telegram: TelegramServer, ada: Reader, forum: Group
    ) -> None:
        one, other = forum.topic("One"), forum.topic("Other")
        ada.says(f"/ask {MAKIIVKA}", chat=forum, thread=one)
        telegram.wait_for_message(forum)
        ada.says("/new", chat=forum, thread=other)
        telegram.wait_for_message(forum, count=2)
        ada.says("/ask and in Kherson?", chat=forum, thread=one)
        assert KEPT in telegram.wait_for_message(forum, count=3).text


def news(backend: Backend, words: str) -> None:
    """Something new of the story with these words."""
    story = next(each.number for each in backend.stories.followed() if each.words == words)
    address = backend.archive.ask(MAKIIVKA).quotes[0].address
    generation = backend.stories.generation()
    assert generation is not None
    backend.stories.looked(generation, backend.archive.digests(), [Fresh(story, address, words)])


class TestAFollowedStory:
    def test_is_told_in_the_topic_where_it_was_followed(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, forum: Group
    ) -> None:
        topics = {forum.topic(name): name for name in ("Makiivka", "Kherson")}
        for number, (topic, words) in enumerate(topics.items(), 1):
            ada.says(f"/follow {words}", chat=forum, thread=topic)
            telegram.wait_for_message(forum, count=number)
        until(lambda: bot.stories.generation())
        for words in topics.values():
            news(bot, words)
        telegram.wait_for_message(forum, count=4)
        sent = telegram.messages(forum)[2:]
        assert {each.thread: each.text.splitlines()[0] for each in sent} == {
            topic: ENGLISH.news_of.format(words=words) for topic, words in topics.items()
        }

    @pytest.mark.parametrize("fault", ["message thread not found", "TOPIC_CLOSED"])
    def test_is_told_in_the_whole_chat_where_its_topic_is_closed_or_gone(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, forum: Group, fault: str
    ) -> None:
        topic = forum.topic("Makiivka")
        ada.says("/follow Makiivka", chat=forum, thread=topic)
        telegram.wait_for_message(forum)
        until(lambda: bot.stories.generation())
        telegram.fail("sendMessage", status=400, description=f"Bad Request: {fault}", chat=forum)
        news(bot, "Makiivka")
        assert telegram.wait_for_message(forum, count=2).thread is None
        until(lambda: not bot.stories.waiting(forum.id))

    def test_is_listed_and_stopped_where_it_is_followed(
        self, telegram: TelegramServer, bot: Backend, ada: Reader, forum: Group
    ) -> None:
        one, other = forum.topic("One"), forum.topic("Other")
        ada.says("/follow Makiivka", chat=forum, thread=one)
        telegram.wait_for_message(forum)
        ada.says("/following", chat=forum, thread=other)
        assert telegram.wait_for_message(forum, count=2).text == ENGLISH.following_none
        ada.says("/following", chat=forum, thread=one)
        listed = telegram.wait_for_message(forum, count=3)
        pressed(telegram, ada, listed, listed.buttons[0][0])
        assert bot.stories.of(forum.id, one) == []


@pytest.mark.usefixtures("bot")
def test_a_button_below_a_channels_post_is_answered_among_its_comments(
    telegram: TelegramServer, ada: Reader
) -> None:
    comments = telegram.group("Comments", supergroup=True, members=[ada])
    channel = {"id": -1009, "type": "channel", "title": "News"}
    post = ada.says("A post", chat=comments, as_chat=channel, is_automatic_forward=True)
    ada.says("/start@nutgraf_test_bot", chat=comments, reply_to=post)
    welcome = telegram.wait_for_message(comments)
    pressed(telegram, ada, welcome, "ask:0")
    answer = telegram.wait_for_message(comments, count=2)
    assert answer.reply_to is welcome
    assert answer.thread == post.message_id
    question = answer.spans("italic")[0]
    pressed(telegram, ada, answer, "page:1")
    assert answer.spans("italic")[0] == question


CHANNEL = {"id": -1009, "type": "channel", "title": "News"}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("linked", [True, False])
def test_comments_on_comments_below_a_post_are_a_conversation_of_their_own(
    telegram: TelegramServer, ada: Reader, ben: Reader, linked: bool
) -> None:
    """Where nothing was asked below the post yet, only the group itself tells what it is for."""
    comments = telegram.group("Comments", supergroup=True, members=[ada, ben])
    comments.linked = -1009 if linked else None
    first, other = (
        ada.says(f"Post {number}", chat=comments, as_chat=CHANNEL, is_automatic_forward=True)
        for number in (1, 2)
    )
    comment = ben.says("So many dead", chat=comments, reply_to=first)
    elsewhere = ben.says("A bridge", chat=comments, reply_to=other)

    def asks(words: str, to: Message) -> Message:
        question = ada.says(words, chat=comments, reply_to=to)
        return telegram.wait_for_message(comments, after=question)

    if not linked:
        asks(f"/ask {MAKIIVKA}", first)
    answer = asks(f"/ask {MAKIIVKA}", comment)
    assert answer.thread == first.message_id
    assert asks("/timeline", elsewhere).text == ENGLISH.story.timeline_what
    assert "Makiivka" in asks("/timeline", ben.says("Dead?", chat=comments, reply_to=comment)).text


@pytest.mark.usefixtures("bot")
def test_replies_in_any_other_group_are_no_conversation_of_their_own(
    telegram: TelegramServer, ada: Reader, ben: Reader
) -> None:
    group = telegram.group("Newsroom", supergroup=True, members=[ada, ben])
    ada.says(f"/ask {MAKIIVKA}", chat=group)
    telegram.wait_for_message(group)
    tea = ben.says("Tea?", chat=group)
    for reply in (tea, ben.says("Tea!", chat=group, reply_to=tea)):
        after = ada.says("/timeline", chat=group, reply_to=reply)
        assert "Makiivka" in telegram.wait_for_message(group, after=after).text
    assert len(telegram.calls_of("getChat")) == 1


@pytest.mark.usefixtures("bot")
class TestDirectMessagesToAChannel:
    @pytest.mark.parametrize("words", [f"/ask {MAKIIVKA}", MAKIIVKA])
    def test_are_questions_and_answered_there(
        self, telegram: TelegramServer, ada: Reader, words: str
    ) -> None:
        direct = telegram.group("News", direct=True, members=[ada])
        writes(direct, ada, ada, words)
        assert "soldiers" in telegram.wait_for_message(direct).text
        (call,) = telegram.calls_of("sendMessage")
        assert call.arguments["direct_messages_topic_id"] == 900
        assert "message_thread_id" not in call.arguments

    def test_that_the_channels_admins_write_are_not_for_the_bot(
        self, telegram: TelegramServer, ada: Reader, ben: Reader
    ) -> None:
        direct = telegram.group("News", direct=True, members=[ada, ben])
        writes(direct, ben, ada, "How can we help you?")
        telegram.wait_until_confirmed(ada.says("/help"))
        assert telegram.messages(direct) == []


def writes(chat: Group, writer: Reader, whose: Reader, text: str) -> None:
    """Write to a channel, in the topic that is `whose`."""
    fields: dict[str, Any] = {"direct_messages_topic": {"topic_id": 900, "user": whose.user_json()}}
    writer.says(text, chat=chat, **fields)
