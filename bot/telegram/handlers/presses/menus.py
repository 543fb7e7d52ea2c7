"""The buttons under an answer that change in place, and why its quotes were chosen."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message

from bot.locales.phrases import in_words, reasons
from bot.telegram.handlers.common import Context, backend, edit, nothing_to_edit
from bot.telegram.rendering.answer_keys import (
    KEYS,
    MENU,
    WHICH,
    Place,
    Under,
    menu,
    places_of,
    turn_in,
    under_answer,
    which_to_copy,
    which_to_read,
)
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.messages import Renderer
from retrieval import Archive, NothingIndexedError, UnknownAddressError


async def changed(message: Message, context: Context, render: Renderer, data: str) -> str:
    """Put the buttons that `data` names under the answer; what to tell in passing."""
    texts, places = render.texts.screen, places_of(message)
    if not places:
        return render.texts.old_button
    name, _, rest = data.partition(":")
    what, _, turn = rest.partition(":") if f"{name}:" == WHICH else ("", "", rest)
    under = Under(*turn_in(turn), places)
    if f"{name}:" == KEYS:
        await _put(message, under_answer(texts, under))
        return ""
    if what == "read":
        await _put(message, which_to_read(texts, under))
        return texts.which["read"]
    citations = await _citations(places, context, render) if what or len(places) == 1 else []
    if f"{name}:" == MENU:
        await _put(message, menu(texts, under, citations[0][1] if citations else ""))
        return ""
    await _put(message, which_to_copy(texts, under, citations))
    return texts.which["copy"]


async def reasons_for(message: Message, context: Context, render: Renderer, page: int) -> str:
    """Say in the answer's place why its quotes were chosen: in words, then in figures."""
    at = backend(context)
    asked = await at.on_readers(at.conversations.recall, message.chat_id, message.message_id)
    if asked is None:
        return render.texts.forgotten
    found = []
    for place in places_of(message):
        try:
            why = await at.in_pool(
                Archive.explain, asked.question, place.address, asked_on=asked.asked_on
            )
        except (UnknownAddressError, NothingIndexedError):
            continue
        found.append((place.number, in_words(why, render.texts), reasons(why, render.texts)))
    if not found:
        return render.texts.unknown_address
    await edit(message, render.why(found, page))
    return ""


async def _citations(
    places: list[Place], context: Context, render: Renderer
) -> list[tuple[str, str]]:
    """Each quote's number with its citation; without those whose article is gone."""
    at, citing, found = backend(context), Citing(render.texts, render.username), []
    for place in places:
        try:
            excerpt = await at.in_pool(Archive.show, place.address)
        except (UnknownAddressError, NothingIndexedError):
            continue
        found.append((place.number, citing.reference(excerpt.citation, place.address)))
    return found


async def _put(message: Message, keyboard: InlineKeyboardMarkup) -> None:
    """Put other buttons under the bot's own message."""
    with nothing_to_edit():
        await message.edit_reply_markup(keyboard)
