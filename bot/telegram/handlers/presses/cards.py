"""A passage as a picture, ready to be sent on."""

from __future__ import annotations

from telegram import Message
from telegram.error import BadRequest

from bot.backend.processes import TookTooLongError
from bot.pictures.cards import of_passage
from bot.telegram.handlers.common import Context, backend
from bot.telegram.handlers.presses.photos import send_photo
from bot.telegram.rendering.answer_keys import under_card
from bot.telegram.rendering.markup import plain
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from retrieval import NothingIndexedError, UnknownAddressError


async def share(message: Message, context: Context, render: Renderer, address: str) -> str:
    """Send the passage as a picture, its citation below; what to tell in passing."""
    at, screen = backend(context), render.texts.screen
    if not at.pictures:
        return render.texts.old_button
    try:
        card = await at.in_pool(of_passage, address, render.texts)
    except (NothingIndexedError, UnknownAddressError):
        return render.texts.unknown_address
    except TookTooLongError:
        card = None
    if card is None:
        return screen.no_card
    inline = context.bot.supports_inline_queries
    buttons = under_card(screen, address) if inline else None
    try:
        await send_photo(message, Rendered(plain(card.caption).html, buttons), card.png)
    except BadRequest:
        return screen.no_card
    return ""
