"""What the bot says of itself: plain async functions, one for each kind of message."""

from __future__ import annotations

from telegram import Update

from bot.conversation.examples import suggested
from bot.telegram.handlers.browsing import show
from bot.telegram.handlers.common import Context, desk, renderer, send, the_message, the_reader
from bot.telegram.handlers.inline import START


async def on_start(update: Update, context: Context) -> None:
    """/start: what the bot is; /start ADDRESS, from a deep link: the passage there."""
    message, at = the_message(update), desk(context)
    if context.args and context.args[0] != START:
        await show(message, the_reader(update), context, context.args[0])
        return
    examples = await at.asked(suggested, at.archive, at.examples)
    render = await renderer(the_reader(update), context)
    await send(message, render.welcome(await at.coverage(), examples))


async def on_help(update: Update, context: Context) -> None:
    """/help."""
    render = await renderer(the_reader(update), context)
    await send(the_message(update), render.said(render.texts.help))


async def on_about(update: Update, context: Context) -> None:
    """/about: how far the coverage goes, and what is kept of readers."""
    render = await renderer(the_reader(update), context)
    await send(the_message(update), render.about(await desk(context).coverage()))


async def on_unknown_command(update: Update, context: Context) -> None:
    """A command that the bot does not have; one that names another bot is not for this one."""
    message = the_message(update)
    _, _, named = (message.text or "").split(maxsplit=1)[0].partition("@")
    if not named or named.lower() == context.bot.username.lower():
        render = await renderer(the_reader(update), context)
        await send(message, render.said(render.texts.unknown_command))


async def on_other(update: Update, context: Context) -> None:
    """A photo, a voice message, anything without text, in a private chat."""
    render = await renderer(the_reader(update), context)
    await send(the_message(update), render.said(render.texts.only_text))
