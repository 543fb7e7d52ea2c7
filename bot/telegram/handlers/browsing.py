"""The coverage as a shelf: the newest articles, one found by its words, the outlets."""

from __future__ import annotations

from telegram import Message, Update, User

from bot.telegram.handlers.common import (
    Context,
    desk,
    in_time,
    renderer,
    send,
    the_message,
    words_after_command,
)
from bot.telegram.rendering.keyboards import LIST
from bot.telegram.rendering.messages import Message as Rendered
from bot.telegram.rendering.messages import Renderer
from retrieval import Archive, Listed, NothingIndexedError, Outlet, UnknownAddressError

_HITS = 40
_OUTLETS = 40


async def on_latest(update: Update, context: Context) -> None:
    """/latest: the newest articles, a page at a time."""
    render = await renderer(update.effective_user, context)
    await send(the_message(update), await latest(context, render, 0))


async def on_article(update: Update, context: Context) -> None:
    """/article WORDS: the articles that speak of the words."""
    message, at = the_message(update), desk(context)
    render = await renderer(update.effective_user, context)
    words = words_after_command(message)
    if not words:
        await send(message, render.said(render.texts.which_article))
        return
    if not await in_time(message, update.effective_user, context, render):
        return
    try:
        found = await at.asked(_found, at.archive, words)
    except NothingIndexedError:
        found = ()
    if found:
        rendered = render.listed(render.texts.found_articles, found, offset=0)
    else:
        rendered = render.said(render.texts.no_article)
    await send(message, rendered)


async def on_outlets(update: Update, context: Context) -> None:
    """/outlets: whose articles the coverage holds."""
    render, at = await renderer(update.effective_user, context), desk(context)
    try:
        outlets = await at.asked(at.archive.outlets)
    except NothingIndexedError:
        outlets = ()
    lines = [_outlet(render, outlet) for outlet in outlets[:_OUTLETS]]
    if len(outlets) > _OUTLETS:
        lines.append(render.texts.and_others.format(number=len(outlets) - _OUTLETS))
    words = "\n".join(lines) or render.texts.nothing_indexed
    await send(the_message(update), render.said(words))


async def latest(context: Context, render: Renderer, offset: int) -> Rendered:
    """The page of the newest articles that begins after `offset` of them."""
    at = desk(context)
    try:
        articles = await at.asked(at.archive.latest, limit=LIST + 1, offset=offset)
    except NothingIndexedError:
        return render.said(render.texts.nothing_indexed)
    return render.listed(
        render.texts.newest, articles[:LIST], offset=offset, more=len(articles) > LIST
    )


async def show(message: Message, reader: User | None, context: Context, address: str) -> None:
    """The passage at the address, in a message of its own."""
    render, at = await renderer(reader, context), desk(context)
    try:
        excerpt = await at.asked(at.archive.show, address)
    except (UnknownAddressError, NothingIndexedError):
        await send(message, render.said(render.texts.unknown_address))
    else:
        await send(message, render.excerpt(excerpt))


def _found(archive: Archive, words: str) -> tuple[Listed, ...]:
    hits = archive.search(words, limit=_HITS)
    ids = dict.fromkeys(hit.passage.article_id for hit in hits)
    return tuple(archive.listed(article_id) for article_id in list(ids)[:LIST])


def _outlet(render: Renderer, outlet: Outlet) -> str:
    name = " ".join((outlet.name or render.texts.no_outlet).split())[:80]
    name = render.texts.outlet_with(outlet.label, name)
    newest = render.texts.day(outlet.newest) if outlet.newest else render.texts.undated
    return render.texts.outlet.format(
        name=name, articles=render.texts.counted(outlet.articles), newest=newest
    )
