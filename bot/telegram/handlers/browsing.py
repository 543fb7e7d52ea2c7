"""The coverage as a shelf: the newest articles, one found by its words, the outlets."""

from __future__ import annotations

from telegram import Message, Update

from bot.conversation import shelf
from bot.conversation.commands import address_in
from bot.locales.phrases import outlets_held
from bot.telegram.handlers.common import (
    Context,
    backend,
    in_time,
    renderer,
    send,
    the_message,
)
from bot.telegram.hearing.people import Asker, who
from bot.telegram.hearing.words import command_words, quoted_words
from bot.telegram.rendering.message import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from retrieval import Archive, NothingIndexedError, UnknownAddressError


async def on_latest(update: Update, context: Context) -> None:
    """/latest: the newest articles, a page at a time."""
    render = await renderer(who(update), context)
    await send(the_message(update), await latest(context, render, 0))


async def on_article(update: Update, context: Context) -> None:
    """/article WORDS: the articles that speak of the words; /article ADDRESS: what stands there."""
    message, at = the_message(update), backend(context)
    render = await renderer(who(update), context)
    words = command_words(message) or quoted_words(message)
    if not words:
        await send(message, render.said(render.texts.which_article))
        return
    if not await in_time(message, who(update), context, render):
        return
    if address := address_in(words):
        await show(message, who(update), context, address)
        return
    if articles := await at.in_pool(shelf.found, words):
        rendered = render.listed(render.texts.found_articles, articles, offset=0)
    else:
        rendered = render.said(render.texts.no_article)
    await send(message, rendered)


async def on_outlets(update: Update, context: Context) -> None:
    """/outlets: whose articles the coverage holds."""
    render, at = await renderer(who(update), context), backend(context)
    try:
        outlets = await at.in_pool(Archive.outlets)
    except NothingIndexedError:
        outlets = ()
    await send(the_message(update), render.said(outlets_held(render.texts, outlets)))


async def latest(context: Context, render: Renderer, offset: int) -> Rendered:
    """The page of the newest articles that begins after `offset` of them."""
    at = backend(context)
    try:
        page = await at.in_pool(shelf.latest, offset)
    except NothingIndexedError:
        return render.said(render.texts.nothing_indexed)
    return render.listed(render.texts.newest, page.articles, offset=offset, more=page.more)


async def show(message: Message, reader: Asker | None, context: Context, address: str) -> None:
    """The passage at the address, in a message of its own."""
    render, at = await renderer(reader, context), backend(context)
    try:
        excerpt = await at.in_pool(Archive.show, address)
    except (UnknownAddressError, NothingIndexedError):
        await send(message, render.said(render.texts.unknown_address))
    else:
        await send(message, render.excerpt(excerpt))
