"""Inline mode: `@bot question` in any chat gives passages as cards, ready to post."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)

from bot.backend.processes import TookTooLongError
from bot.conversation.asked import Asked, today
from bot.conversation.commands import address_in
from bot.conversation.replies import Reply, reply
from bot.locales.texts import Texts
from bot.telegram.handlers.common import Context, backend, number_in, renderer
from bot.telegram.hearing.people import Asker
from bot.telegram.rendering.messages import Renderer
from bot.text import cut, shortened, whole
from retrieval import Archive, Citation, Excerpt, NothingIndexedError, UnknownAddressError

START = "inline"  # what the button gives to /start
_CARDS = 10
_FARTHEST = 100  # cards; what is farther down answers nothing
_CACHED = 60  # seconds; a reindex may bring more
_LONGEST_TITLE, _LONGEST_NAME = 120, 80
_LONGEST_DESCRIPTION = 250
_DIGITS = tuple("123456789")

Card = InlineQueryResultArticle


async def on_inline(update: Update, context: Context) -> None:
    """Cards for what was typed so far; for nothing, the newest articles."""
    query, at = update.inline_query, backend(context)
    assert query is not None
    render = await renderer(Asker.of(query.from_user), context)
    if at.typing_pace.wait(query.from_user.id):
        button = to_the_bot(render.texts.too_fast_inline)
        await query.answer([], cache_time=0, is_personal=True, button=button)
        return
    first = number_in(query.offset, _FARTHEST)
    if not first and query.offset[:1] in _DIGITS:  # beyond all that this bot has offered
        await query.answer([], cache_time=_CACHED, is_personal=True)
        return
    words = whole(query.query.strip())[: at.rules.longest_question]
    near = False
    try:
        if address := address_in(words):
            cards = [_article(render, await at.in_pool(Archive.show, address))]
        elif words:
            asked = Asked(words, today(render.texts.zone))
            found = await at.in_pool(reply, asked, limit=first + _CARDS + 1)
            cards = _answers(render, found)[first:]
            near = bool(found.answer.nearest)
        else:
            shown = await at.in_pool(newest, first)
            cards = [_article(render, excerpt) for excerpt in shown]
    except (NothingIndexedError, UnknownAddressError):
        cards = []
    except TookTooLongError:
        at.took_too_long(query.from_user.id)
        cards = []
    await query.answer(
        cards[:_CARDS],
        cache_time=_CACHED,
        is_personal=True,  # the words around the quotes are in the reader's language
        next_offset=str(first + _CARDS) if len(cards) > _CARDS and first < _FARTHEST else None,
        button=to_the_bot(_above(render.texts, near=near, none=bool(words) and not cards)),
    )


def _above(texts: Texts, *, near: bool, none: bool) -> str:
    """The words of the button above the cards: that there are none, or what else there is."""
    if near:
        return texts.nearest_inline
    return texts.none_inline if none else texts.ask_in_bot


def to_the_bot(words: str) -> InlineQueryResultsButton:
    """A button above the cards, which opens the chat with the bot."""
    return InlineQueryResultsButton(words, start_parameter=START)


def _answers(render: Renderer, found: Reply) -> list[Card]:
    return [
        _card(
            quote.address, _source(render, quote.citation), quote.sentence, render.card(quote).html
        )
        for quote in found.answer.quotes
    ]


def newest(archive: Archive, offset: int) -> Sequence[Excerpt]:
    """The openings of the newest articles after `offset` of them, one more than there are cards."""
    articles = archive.latest(limit=_CARDS + 1, offset=offset)
    return [archive.show(article.address) for article in articles]


def _article(render: Renderer, excerpt: Excerpt) -> Card:
    headline = render.texts.headline(excerpt.citation)
    source = _source(render, excerpt.citation)
    return _card(excerpt.address, source, headline, render.excerpt(excerpt).html)


def _source(render: Renderer, citation: Citation) -> str:
    """The outlet, or what tells more than its name, and the day."""
    outlet = "" if render.one_outlet else citation.outlet
    name = outlet or render.texts.headline(citation)
    return f"{shortened(name, _LONGEST_NAME)} · {render.texts.day_and_page(citation)}"


def _card(address: str, title: str, description: str, html: str) -> Card:
    content = InputTextMessageContent(html, parse_mode="HTML")
    short = " ".join(cut(title, _LONGEST_TITLE).split()) or "…"
    return Card(address, short, content, description=shortened(description, _LONGEST_DESCRIPTION))
