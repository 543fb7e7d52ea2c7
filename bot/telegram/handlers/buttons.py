"""What the bot does when a reader presses a button; every press is answered, old ones too."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from bot.backend.processes import TookTooLongError
from bot.conversation.asked import Asked, today
from bot.conversation.commands import address_in
from bot.conversation.replies import reply
from bot.locales.phrases import in_words
from bot.telegram.handlers import browsing
from bot.telegram.handlers import preferences as keeping
from bot.telegram.handlers.about import tell_how
from bot.telegram.handlers.access import may_press, owner
from bot.telegram.handlers.common import Context, backend, edit, number_in, renderer, send
from bot.telegram.handlers.following import follow, following, stop
from bot.telegram.handlers.presses import menus
from bot.telegram.handlers.presses.cards import share
from bot.telegram.handlers.questions import answer, new_since
from bot.telegram.handlers.timelines import below, tell, turn
from bot.telegram.handlers.verify import check, prove
from bot.telegram.hearing.people import Asker, is_group
from bot.telegram.rendering.answer_keys import KEYS, MENU, PROOF, REASONS, SHARE, WHICH
from bot.telegram.rendering.keyboards import (
    ASK,
    AT,
    BACK,
    BELOW,
    CHECK,
    CLEAR,
    DOWN,
    FOLLOW,
    GO,
    HELP,
    LATEST,
    MONTH,
    NEWEST,
    OPEN,
    PAGE,
    SET,
    SINCE,
    STOP,
    TELL,
    TRY,
    UP,
    WHY,
    question_of,
)
from bot.telegram.rendering.links import deep_link
from bot.telegram.rendering.messages import Renderer
from bot.text import cut, shortened
from retrieval import Archive, NothingIndexedError, UnknownAddressError

_OF_AN_ANSWER = (
    *(AT, GO, PAGE, BACK, CHECK, SINCE, MONTH, UP, DOWN, FOLLOW),
    *(KEYS, MENU, WHICH, REASONS, TELL, BELOW),
)

_LONGEST_NOTICE = 200
_OWN_CHAT = "https://t.me/"  # opens the chat with the bot, at a quote
_FARTHEST = 10_000  # articles that /latest goes back
_LARGEST = 2**63 - 1

_log = logging.getLogger(__name__)


async def on_button(update: Update, context: Context) -> None:
    """Do what the button says, and tell Telegram so, with a word where it cannot be done."""
    query = update.callback_query
    assert query is not None
    chat = query.message.chat if query.message else None
    render = await renderer(Asker.of(query.from_user), context, chat)
    at, notice = backend(context), render.texts.sorry
    if seconds := at.action_pace.wait(query.from_user.id):
        await _acknowledge(query, render.texts.too_fast.format(seconds=seconds))
        return
    try:
        notice = await _pressed(query, context, render)
    except TookTooLongError:
        at.took_too_long(query.from_user.id)
        notice = render.texts.took_too_long
    finally:
        await _acknowledge(query, notice)


async def _pressed(query: CallbackQuery, context: Context, render: Renderer) -> str:
    """Returns what to tell the reader in passing, "" for nothing."""
    texts, data, message = render.texts, query.data or "", query.message
    # python-telegram-bot 22.8 makes a Message of an inaccessible one too
    if not isinstance(message, Message) or not message.is_accessible:
        return texts.old_button
    if data.startswith(_OF_AN_ANSWER) and not await may_press(query, message, context):
        place = data.removeprefix(AT).partition(":")[0] if data.startswith(AT) else ""
        return deep_link(render.username, place) if address_in(place) else texts.not_yours
    data = data.partition("|")[0]
    if data.startswith((KEYS, MENU, WHICH)):
        return await menus.changed(message, context, render, data)
    if data.startswith((AT, GO)):
        address, _, page = data.partition(":")[2].partition(":")
        back = _number(page) if page or data.startswith(AT) else None
        return await _show(message, context, render, address, back)
    if data.startswith((PAGE, BACK)):
        return await _turn(message, context, render, _number(data.partition(":")[2]))
    if data.startswith(MONTH):
        return await turn(message, context, render, data.removeprefix(MONTH))
    if data.startswith(CHECK):
        return await check(message, context, render, _number(data.removeprefix(CHECK)))
    if data.startswith(REASONS):
        page = data.removeprefix(REASONS)
        return await menus.reasons_for(message, context, render, _number(page))
    if data.startswith(WHY):
        return await _explain(message, context, render, data.removeprefix(WHY))
    if data.startswith(LATEST):
        offset = number_in(data.removeprefix(LATEST), _FARTHEST)
        await edit(message, await browsing.latest(context, render, offset))
        return ""
    if data.startswith((SINCE, ASK, TRY, TELL, BELOW, SHARE)):
        seconds = _too_fast(query, message, context)
        if seconds:
            return texts.too_fast.format(seconds=seconds)
    return await _sent(query, message, context, render, data)


async def _sent(
    query: CallbackQuery, message: Message, context: Context, render: Renderer, data: str
) -> str:
    """Send what the button asks for, in a message of its own."""
    reader = Asker.of(query.from_user)
    if data == SINCE:
        return await new_since(message, reader, context, render)
    if data.startswith(BELOW):
        return await below(message, reader, context, render, data.removeprefix(BELOW))
    if data == TELL:
        return await tell(message, reader, context, render)
    if data.startswith((ASK, TRY)) and (question := question_of(message, query.data or "")):
        asked = Asked(question, today(render.texts.zone))
        await answer(message, reader, context, asked, echo=True)
    elif data.startswith(OPEN):
        await browsing.show(message, reader, context, data.removeprefix(OPEN))
    elif data.startswith(SHARE):
        return await share(message, context, render, data.removeprefix(SHARE))
    elif data.startswith(PROOF):
        return await prove(message, context, render, data.removeprefix(PROOF))
    elif data == NEWEST:
        await send(message, await browsing.latest(context, render, 0), reply=False)
    elif data == HELP:
        await tell_how(message, reader, context)
    else:
        return await _keep(query, message, context, render)
    return ""


async def _keep(query: CallbackQuery, message: Message, context: Context, render: Renderer) -> str:
    """Keep what the button says; what to tell the reader in passing, "" for nothing."""
    texts, data, at = render.texts, (query.data or "").partition("|")[0], backend(context)
    if data == FOLLOW:
        asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
        words = asked.question if asked else ""
        asker = await at.on_readers(at.conversations.asker, message.chat_id, message.message_id)
        lender = asker if asker != query.from_user.id else None
        reader = Asker.of(query.from_user)
        said = await follow(message, reader, context, words, render, words_of=lender)
        return cut(said, _LONGEST_NOTICE) if asked else texts.forgotten
    if data.startswith(STOP) and (story := number_in(data.removeprefix(STOP), _LARGEST)):
        if not await stop(query, message, context, story):
            return texts.not_yours
        await edit(message, await following(context, render, message))
        return ""
    if data in (UP, DOWN):
        kept = await keeping.vote(message, context, data)
        return texts.thanks if kept else texts.forgotten
    if data == CLEAR or data.startswith(SET):
        to, whose = data.removeprefix(SET), await owner(query, message, context)
        if whose is None:
            return texts.about_privacy.too_old if data == CLEAR else texts.not_yours
        if data == CLEAR:
            return await keeping.cleared(message, whose, context, render)
        return "" if await keeping.set_by_button(message, whose, context, to) else texts.old_button
    return texts.old_button


async def _show(
    message: Message, context: Context, render: Renderer, address: str, back: int | None
) -> str:
    at = backend(context)
    try:
        excerpt = await at.in_pool(Archive.show, address)
    except (UnknownAddressError, NothingIndexedError):
        return render.texts.unknown_address
    await edit(message, render.excerpt(excerpt, back=back))
    return ""


async def _explain(message: Message, context: Context, render: Renderer, address: str) -> str:
    """What the passage was chosen for, as short as a notice must be."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return render.texts.forgotten
    question, day = asked.question, asked.asked_on
    try:
        why = await at.in_pool(Archive.explain, question, address, asked_on=day)
    except (UnknownAddressError, NothingIndexedError):
        return render.texts.unknown_address
    return shortened(in_words(why, render.texts), _LONGEST_NOTICE)


async def _turn(message: Message, context: Context, render: Renderer, page: int) -> str:
    """Show that page of the answer that the message gave."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return render.texts.forgotten
    try:
        found = await at.in_pool(reply, asked, limit=render.wanted(page))
    except NothingIndexedError:
        return render.texts.nothing_indexed
    await edit(message, render.answer(found, page=page, echo=_is_no_reply(message)))
    return ""


def _too_fast(query: CallbackQuery, message: Message, context: Context) -> int:
    """Seconds until the reader may ask by a button."""
    at = backend(context)
    own = at.pace.left(query.from_user.id)
    return max(own, at.group_pace.left(message.chat_id) if is_group(message.chat) else 0)


async def _acknowledge(query: CallbackQuery, notice: str) -> None:
    try:
        deleted = (query.data or "") == CLEAR
        if notice.startswith(_OWN_CHAT):
            await query.answer(url=notice)
            return
        await query.answer(notice or None, show_alert=bool(notice) and deleted)
    except BadRequest as error:  # the press is too old to be answered
        _log.info("a button's press was not acknowledged: %s", error)


def _number(text: str) -> int:
    """The page that a button's data names; the first for what no button says."""
    return min(int(text), 30) if text.isdecimal() else 0


def _is_no_reply(message: Message) -> bool:
    """Whether the message answers none of a reader's.

    In a topic, Telegram gives every message that is no reply the topic's opening as one; below the
    comments of a post it replies to the bot's own.
    """
    replied = message.reply_to_message
    by_bot = (
        replied is not None and replied.from_user and replied.from_user.id == message.get_bot().id
    )
    return replied is None or replied.forum_topic_created is not None or bool(by_bot)
