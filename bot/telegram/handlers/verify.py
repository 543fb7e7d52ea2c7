"""/verify, and the button under an answer: whether quoted words still stand in the coverage."""

from __future__ import annotations

from telegram import Message, MessageEntity, Update

from bot.conversation.commands import at_offsets, quoted, verified
from bot.telegram.handlers.common import (
    Context,
    backend,
    edit,
    in_time,
    number_in,
    renderer,
    send,
    the_message,
)
from bot.telegram.hearing.people import who
from bot.telegram.hearing.words import command_words, quoted_words, said_in
from bot.telegram.rendering.answer_keys import places_of
from bot.telegram.rendering.messages import Renderer
from bot.text import whole
from retrieval import Archive, NothingIndexedError, UnknownAddressError

_LARGEST = 10**9  # characters of an article


async def on_verify(update: Update, context: Context) -> None:
    """/verify WORDS, /verify ADDRESS [WORDS]; in reply to a message: its quotes, or its words."""
    message, at = the_message(update), backend(context)
    render = await renderer(who(update), context, message.chat)
    words, replied = command_words(message) or quoted_words(message), message.reply_to_message
    quotes = places_of(replied) if replied and not words else []
    words = words or (_words_of(replied) if replied else "")
    if not words and not quotes:
        await send(message, render.said(render.texts.story.verify_what))
        return
    if not await in_time(message, who(update), context, render):
        return
    if quotes:
        checked = await at.in_pool(verified, quotes)
        unknown = render.said(render.texts.unknown_address)
        await send(message, render.checked(checked) if checked else unknown)
        return
    try:
        verification = await at.in_pool(Archive.verify, *quoted(words))
    except NothingIndexedError:
        await send(message, render.said(render.texts.nothing_indexed))
    except UnknownAddressError:
        await send(message, render.said(render.texts.unknown_address))
    else:
        await send(message, render.verified(verification))


async def check(message: Message, context: Context, render: Renderer, page: int) -> str:
    """Show in the answer's place what became of its quotes; what to tell in passing, "" for none.

    Those whose article is gone are left out; where all are, that is said.
    """
    at = backend(context)
    checked = await at.in_pool(verified, places_of(message))
    if not checked:
        return render.texts.unknown_address
    await edit(message, render.checked(checked, back=page))
    return ""


async def prove(message: Message, context: Context, render: Renderer, at: str) -> str:
    """Send where words stand exactly (ADDRESS:START:END), with their hash; what to tell in
    passing."""
    address, _, span = at.partition(":")
    start, end = (number_in(each, _LARGEST) for each in (span.partition(":")[::2]))
    try:
        standing = await backend(context).in_pool(at_offsets, address, (start, end))
    except (NothingIndexedError, UnknownAddressError):
        return render.texts.unknown_address
    if standing is None:
        return render.texts.old_button
    await send(message, render.exactly(standing))
    return ""


def _words_of(message: Message) -> str:
    """What a message quotes, else all its words."""
    kinds: list[str | None] = [MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE]
    quoted = list(message.parse_entities(kinds).values()) if message.text else []
    own = message.from_user is not None and message.from_user.is_bot
    return (whole(quoted[0]) if quoted and own else said_in(message)).strip()
