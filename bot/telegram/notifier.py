"""Brings followers what is new: once, grouped, seldom, not at night, within Telegram's limits."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.backend.backend import Backend
from bot.backend.news import look, told
from bot.readers import settings
from bot.readers.settings import Settings
from bot.readers.stories import Delivery
from bot.telegram.application import App
from bot.telegram.attempts import HeldUpError
from bot.telegram.failures import is_closed
from bot.telegram.handlers.common import BACKEND
from bot.telegram.hearing.people import thread_of
from bot.telegram.rendering.messages import News, Renderer
from bot.telegram.sending import HASTY
from retrieval import DatabaseError

_APART = 0.05  # seconds between two messages: 20 a second leave room for answers

_log = logging.getLogger(__name__)


async def deliver(application: App, stopped: asyncio.Event) -> None:
    """Look for what is new and bring it to its followers, until stopped."""
    at: Backend = application.bot_data[BACKEND]
    while not stopped.is_set():
        try:
            found = await look(at)
            if found:
                _log.info("followed stories: %s new passages", found)
            await _round(application, at, stopped)
        except TelegramError as error:
            _log.warning("followed stories are not delivered (%s); trying again", error)
        except DatabaseError:  # the backend's watch has said it
            await asyncio.sleep(0)
        except Exception:
            _log.exception("followed stories could not be delivered; trying again")
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), at.look_every)


async def _round(application: App, at: Backend, stopped: asyncio.Event) -> None:
    known: dict[tuple[int, str], News | None] = {}
    for chat_id, language, chosen, topic in await at.on_readers(at.stories.due):
        if stopped.is_set():
            return
        if is_silent(chosen, at.readers.now()):
            continue
        waiting = await at.on_readers(at.stories.waiting, chat_id, topic)
        if not await at.on_readers(_may_be_told, at, chat_id):
            await at.on_readers(
                at.stories.delivered, chat_id, [each.number for each in waiting], topic
            )
            continue
        for each in waiting:
            if (each.story, each.address) not in known:
                found = await told(at, each)
                news = News(each.story, each.words, *found) if found else None
                known[each.story, each.address] = news
        all_news = [known[each.story, each.address] for each in waiting]
        texts = at.languages.texts_in(chosen.language, language)
        texts = replace(texts, zone=settings.zone(chosen.zone))
        render = Renderer(texts, application.bot.username)
        await _send(application, at, (chat_id, topic), render, waiting, all_news)
        await asyncio.sleep(_APART)


def _may_be_told(at: Backend, chat_id: int) -> bool:
    """Whether the operator's rules let the chat in, and one of those who follow something there."""
    rules, places = at.rules, (chat_id, *at.readers.earlier(chat_id))
    followers = at.stories.followers_in(chat_id)
    return rules.admits(*places, *followers) and not (
        rules.blocks(*places) or all(rules.blocks(each) for each in followers)
    )


async def _send(
    application: App,
    at: Backend,
    place: tuple[int, int],
    render: Renderer,
    waiting: list[Delivery],
    news: list[News | None],
) -> None:
    """Send a chat's topic as much of its news as one message holds; the rest waits for the next."""
    chat_id, topic = place
    there = [each for each in news if each is not None]
    done = [each.number for each, found in zip(waiting, news, strict=True) if found is None]
    try:
        if there:
            message, count = render.news(there)
            await application.bot.send_message(
                *(chat_id, message.html),
                parse_mode="HTML",
                reply_markup=message.keyboard,
                rate_limit_args=HASTY,
                **thread_of(topic),
            )
            numbers = [each.number for each in waiting if each.number not in done]
            done += numbers[:count]
    except Forbidden:
        _log.info("a follower has blocked the bot, or a group removed it: dropped")
        await at.on_readers(at.stories.drop, chat_id)
    except (RetryAfter, HeldUpError):
        return  # its turn comes again in the next round; the others' is now
    except BadRequest as error:
        if topic and _is_of_the_topic(error):
            _log.info("a topic is closed or gone: its stories are told in the whole chat")
            await at.on_readers(at.stories.leave, chat_id, topic)
            return
        level = logging.INFO if is_closed(error) else logging.ERROR
        _log.log(level, "a followed story cannot be delivered and is left out: %s", error)
        await at.on_readers(at.stories.delivered, chat_id, [each.number for each in waiting], topic)
    else:
        await at.on_readers(at.stories.delivered, chat_id, done, topic)


def _is_of_the_topic(error: BadRequest) -> bool:
    """Whether it is the topic that cannot be written to."""
    said = str(error).lower()
    return "thread" in said or "topic" in said


def is_silent(chosen: Settings, now: datetime) -> bool:
    """Whether `now` is within the reader's silent hours, by the clock of the reader's zone."""
    if not chosen.silent:
        return False
    first, last = map(int, chosen.silent.split("-"))
    hour = now.astimezone(settings.zone(chosen.zone) or UTC).hour
    return first <= hour < last if first < last else hour >= first or hour < last
