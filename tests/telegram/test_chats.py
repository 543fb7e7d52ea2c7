"""The stand-in's messages, buttons, people and groups, as python-telegram-bot sees them."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from _pytest.raises import RaisesExc
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
)

from tests.telegram.server import Reader, TelegramServer
from tests.telegram.types import check_value


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest_asyncio.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, base_url=telegram.url + "/bot") as made:
        yield made


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def call(telegram: TelegramServer, method: str, **arguments: object) -> httpx.Response:
    return httpx.post(f"{telegram.url}/bot{telegram.token}/{method}", json=arguments)


def fitting(telegram: TelegramServer) -> bool:
    """Whether every update so far has the shape the Bot API gives it."""
    return [p for u in telegram.updates.sent.values() for p in check_value("Update", u)] == []


def refused(words: str) -> RaisesExc[BadRequest]:
    """Telegram answers 400 with these words; python-telegram-bot changes their case."""
    return pytest.raises(BadRequest, match=re.compile(re.escape(words), re.IGNORECASE))


async def test_a_message_is_sent_edited_and_deleted(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    more = keyboard(InlineKeyboardButton("More", callback_data="more:1"))
    sent = await bot.send_message(ada.id, "😀 <b>one</b>", ParseMode.HTML, reply_markup=more)
    assert sent.parse_entities() == {sent.entities[0]: "one"}
    with refused("not modified"):
        await sent.edit_text("😀 <b>one</b>", ParseMode.HTML, reply_markup=more)
    await sent.edit_text("two")
    (kept,) = telegram.messages(ada)
    assert (kept.text, kept.edits, kept.buttons, kept.raw) == ("two", 1, [], "two")
    await sent.edit_reply_markup(more)
    assert kept.buttons == [["More"]]
    await sent.delete()
    assert telegram.messages(ada) == []
    with refused("message to edit not found"):
        await sent.edit_text("three")
    assert telegram.violations == []


async def test_limits_on_buttons_are_enforced(bot: Bot, ada: Reader) -> None:
    for button, answer in [
        (InlineKeyboardButton("x", callback_data="é" * 33), "button_data_invalid"),
        (InlineKeyboardButton("x", copy_text=CopyTextButton("y" * 257)), "copy_text_invalid"),
        (InlineKeyboardButton("x", url="not an address"), "wrong http url"),
        (InlineKeyboardButton("x"), "text buttons are unallowed"),
    ]:
        with refused(answer):
            await bot.send_message(ada.id, "x", reply_markup=keyboard(button))


async def test_replies_and_quotes_must_exist(bot: Bot, ada: Reader) -> None:
    asked = ada.says("where was the 😀 bridge?")
    quoting = ReplyParameters(asked.message_id, quote="bridge")
    sent = await bot.send_message(ada.id, "x", reply_parameters=quoting)
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("bridge", 17)
    bad = ReplyParameters(asked.message_id, quote="tower")
    with refused("quote_text_invalid"):
        await bot.send_message(ada.id, "x", reply_parameters=bad)
    with refused("to be replied not found"):
        await bot.send_message(ada.id, "x", reply_parameters=ReplyParameters(99))
    lost = ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(ada.id, "x", reply_parameters=lost)).reply_to_message is None


async def test_a_pressed_button_is_answered_once(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    more = keyboard(InlineKeyboardButton("More", callback_data="more:1"))
    await bot.send_message(ada.id, "x", reply_markup=more)
    query_id = ada.presses(telegram.messages(ada)[0], "More")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (query_id, "more:1")
    await update.callback_query.answer("done")
    assert [(a.query_id, a.text) for a in telegram.callback_answers] == [(query_id, "done")]
    with refused("query is too old"):
        await update.callback_query.answer()
    with pytest.raises(LookupError, match="Less"):
        ada.presses(telegram.messages(ada)[0], "Less")
    assert fitting(telegram)


def article(number: int, **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(f"<b>{number}</b>", ParseMode.HTML)
    return InlineQueryResultArticle(f"id-{number}", f"Article {number}", content, **more)


async def test_an_inline_query_is_answered_and_a_result_chosen(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    query_id = ada.asks_inline("bridge", "20")
    (update,) = await bot.get_updates()
    assert update.inline_query is not None
    assert (update.inline_query.query, update.inline_query.offset) == ("bridge", "20")
    more = keyboard(InlineKeyboardButton("x", callback_data="y"))
    help_button = InlineQueryResultsButton("Help", start_parameter="help")
    await update.inline_query.answer([article(1, reply_markup=more)], button=help_button)
    (answer,) = telegram.inline_answers
    assert answer.texts["id-1"].spans("bold") == ["1"]
    chosen = ada.chooses(query_id, "id-1")
    ada.presses(chosen, "x")
    press = (await bot.get_updates(offset=update.update_id + 1))[-1].callback_query
    assert press is not None
    assert await bot.edit_message_text("new", inline_message_id=press.inline_message_id) is True
    assert chosen.text == "new"
    assert telegram.violations == []
    assert fitting(telegram)


async def test_limits_on_inline_results_are_enforced(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    query_id = ada.asks_inline("x")
    same = [article(1), article(1)]
    with refused("result_id_duplicate"):
        await bot.answer_inline_query(query_id, same)
    many = [article(number).to_dict() for number in range(51)]
    answer = call(telegram, "answerInlineQuery", inline_query_id=query_id, results=many).json()
    assert answer["description"] == "Bad Request: RESULTS_TOO_MUCH"
    assert await bot.answer_inline_query(query_id, [])
    with refused("query is too old"):
        await bot.answer_inline_query(query_id, [])


async def test_commands_are_kept_by_scope_and_language(telegram: TelegramServer, bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("ask", "Ask a question")], scope, "de")
    assert telegram.commands == {
        ("all_private_chats", "de"): [{"command": "ask", "description": "Ask a question"}]
    }
    assert [c.command for c in await bot.get_my_commands(scope, "de")] == ["ask"]
    assert await bot.get_my_commands() == ()
    for bad in (BotCommand("Ask", "x"), BotCommand("a" * 33, "x"), BotCommand("a", "x" * 257)):
        with pytest.raises(BadRequest):
            await bot.set_my_commands([bad])
    await bot.delete_my_commands(scope, "de")
    assert telegram.commands == {}


async def test_the_profile_has_its_limits(telegram: TelegramServer, bot: Bot) -> None:
    await bot.set_my_short_description("s" * 120)
    await bot.set_my_description("d" * 512, language_code="de")
    assert telegram.profile["description", "de"] == "d" * 512
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("s" * 121)
    with pytest.raises(BadRequest):
        await bot.set_my_description("d" * 513)


async def test_a_reader_who_blocks_the_bot_cannot_be_written_to(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    ada.blocks_bot()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(ada.id, "x")
    ada.unblocks_bot()
    await bot.send_message(ada.id, "x")
    statuses = [
        u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member
    ]
    assert statuses == ["kicked", "member"]
    with refused("chat not found"):
        await bot.send_message(42, "x")
    stranger = telegram.user("Bob", started=False)
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(stranger.id, "x")
    assert fitting(telegram)


async def test_in_groups_privacy_mode_hides_what_is_not_for_the_bot(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    group = telegram.group("Backend", members=[ada])
    sent = await bot.send_message(group.id, "hello")
    own = telegram.messages(group)[0]
    assert ada.says("just talk", chat=group).update_id is None
    assert ada.says("/ask@other_bot x", chat=group).update_id is None
    assert ada.says(f"@{telegram.username} hi", chat=group).update_id is None
    assert ada.says("/ask x", chat=group).update_id is not None
    assert ada.says(f"/ask@{telegram.username} x", chat=group).update_id is not None
    assert ada.says("why?", chat=group, reply_to=own).update_id is not None
    last = (await bot.get_updates())[-1].message
    assert last is not None
    assert last.reply_to_message is not None
    assert last.reply_to_message.message_id == sent.message_id
    telegram.privacy = False
    assert ada.says("just talk", chat=group).update_id is not None
    assert fitting(telegram)


async def test_a_forum_keeps_topics_apart(telegram: TelegramServer, bot: Bot, ada: Reader) -> None:
    group = telegram.group("Backend", forum=True, members=[ada])
    topic = group.topic("Bridges")
    ada.says("/ask x", chat=group, thread=topic)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert (message.is_topic_message, message.message_thread_id) == (True, topic)
    answer = await message.reply_text("y")
    assert answer.message_thread_id == topic
    assert telegram.wait_for_message(group).thread == topic
    with refused("message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=999)
    assert fitting(telegram)


async def test_a_migrated_group_says_where_it_went(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    group = telegram.group("Backend", members=[ada])
    after = telegram.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == after.id
    old, new = (u.message for u in await bot.get_updates())
    assert old is not None
    assert new is not None
    assert (old.migrate_to_chat_id, new.migrate_from_chat_id) == (after.id, group.id)
    assert fitting(telegram)


async def test_edits_and_reactions_of_readers_arrive(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    asked = ada.says("helo")
    ada.edits(asked, "hello")
    sent = await bot.send_message(ada.id, "x")
    assert ada.reacts(telegram.messages(ada)[0], "👍") is None, "not asked for"
    await bot.get_updates(allowed_updates=["message", "edited_message", "message_reaction"])
    assert ada.reacts(telegram.messages(ada)[0], "👎") is not None
    updates = await bot.get_updates()
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "hello"
    reaction = updates[2].message_reaction
    assert reaction is not None
    assert reaction.message_id == sent.message_id
    assert fitting(telegram)


async def test_chats_and_members_can_be_looked_up(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    group = telegram.group("Backend", members=[ada], bot_is_admin=True)
    assert (await bot.get_chat(ada.id)).first_name == "Ada"
    assert (await bot.get_chat(group.id)).title == "Backend"
    assert (await bot.get_chat_member(group.id, ada.id)).status == "creator"
    admins = await bot.get_chat_administrators(group.id)
    assert [admin.status for admin in admins] == ["creator", "administrator"]
    for method in ("getChat", "getChatAdministrators"):
        kind = {"getChat": "ChatFullInfo"}.get(method, "Array of ChatMember")
        assert check_value(kind, call(telegram, method, chat_id=group.id).json()["result"]) == []
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_chat_action(group.id, ChatAction.TYPING)


async def test_small_courtesies_are_taken(telegram: TelegramServer, bot: Bot, ada: Reader) -> None:
    asked = ada.says("x")
    assert await bot.send_chat_action(ada.id, ChatAction.TYPING)
    assert await bot.set_message_reaction(ada.id, asked.message_id, "👍")
    assert await bot.send_message_draft(ada.id, 7, "<i>thinking</i>", parse_mode="HTML")
    assert telegram.drafts[0]["text"] == "thinking"
    assert telegram.wait_for_call("sendChatAction").arguments["action"] == "typing"
    assert telegram.violations == []
