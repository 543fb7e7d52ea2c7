"""Pictures, sent as replies."""

from __future__ import annotations

from telegram import InputFile, Message, ReplyParameters

from bot.telegram.handlers.common import sent_into
from bot.telegram.hearing.people import thread_of
from bot.telegram.rendering.message import Message as Rendered


async def send_photo(message: Message, caption: Rendered, png: bytes) -> Message:
    """Send a picture, as a reply to `message`, with its caption."""
    return await message.chat.send_photo(
        InputFile(png, filename="picture.png"),
        caption.html,
        parse_mode="HTML",
        reply_markup=caption.keyboard,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        **thread_of(sent_into(message)),  # type: ignore[arg-type]
    )
