"""Who gets past the operator's rules; what stops here reaches no handler."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.readers import reports
from bot.telegram.handlers.about import on_unknown_command
from bot.telegram.handlers.access import is_group
from bot.telegram.handlers.common import Context, desk, renderer, send, the_message


async def check(update: Update, context: Context) -> None:
    """Stop updates of blocked readers and groups, and of those who are not let in."""
    reader, chat = update.effective_user, update.effective_chat
    ids = [each.id for each in (reader, chat) if each is not None]
    rules, at = desk(context).rules, desk(context)
    if is_group(chat) and (rules.allowed or rules.blocked):
        assert chat is not None
        ids += await at.noted(at.readers.earlier, chat.id)
    if not rules.blocks(*ids) and rules.admits(*ids):
        return
    if update.callback_query:
        await update.callback_query.answer()
    elif update.inline_query:
        await update.inline_query.answer([])
    elif update.message and chat and chat.type == ChatType.PRIVATE and not rules.blocks(*ids):
        render = await renderer(reader, context)
        await send(update.message, render.said(render.texts.not_for_you))
    raise ApplicationHandlerStop


async def on_stats(update: Update, context: Context) -> None:
    """/stats, for admins: how the bot is used."""
    reader, at = update.effective_user, desk(context)
    if reader is None or reader.id not in at.rules.admins:
        await on_unknown_command(update, context)
        return
    coverage = await at.coverage()
    words = await at.noted(reports.stats, at.readers, coverage)
    render = await renderer(reader, context)
    await send(the_message(update), render.said(words))
