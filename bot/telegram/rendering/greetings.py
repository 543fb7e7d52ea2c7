"""What the bot says of itself as messages: a welcome, a greeting, how far it reaches; pure."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.locales.texts import Texts
from bot.telegram.rendering.keyboards import NEWEST, TRY, first_steps, keyboard
from bot.telegram.rendering.markup import Markup, join, plain, tag
from bot.telegram.rendering.message import Message, numbered
from bot.text import MOST_UNITS
from retrieval import Coverage


def welcome(texts: Texts, coverage: Coverage | None, examples: Sequence[str]) -> Message:
    """What the bot is, how far the coverage goes, and questions to begin with."""
    how_far = texts.extent_of(coverage) if coverage else texts.nothing_indexed
    offered, lines = numbered(examples)
    example = f" {texts.screen.example}" if offered else ""
    title, _, about = texts.welcome.partition("\n")
    opening = join((tag("b", plain(title)), plain(about)))
    body = join((opening, plain(f"{how_far}{example}"), lines), "\n\n")
    return Message(body.html, keyboard(first_steps(texts, offered)))


def hello(texts: Texts, example: str) -> Message:
    """A greeting in return, with a question to try."""
    screen = texts.screen
    asked = plain(f" {screen.example} ") + tag("i", plain(example)) if example else Markup()
    rows = first_steps(texts, (), example=bool(example))
    return Message((plain(screen.hello) + asked).html, keyboard(rows))


def in_group(texts: Texts, example: str, *, reads_all: bool) -> Message:
    """How to ask in a group that the bot has joined, and which messages it reads there."""
    reads = texts.reads_all if reads_all else texts.reads_these
    said = plain(texts.in_group.format(reads=reads))
    if not example:
        return Message(said.html)
    asked = plain(f"{texts.screen.example} ") + tag("i", plain(example))
    button = InlineKeyboardButton(texts.screen.ask_that, callback_data=TRY)
    return Message(join((said, asked), "\n\n").html, keyboard([[button]]))


def how(texts: Texts) -> Message:
    """What can be asked, by task."""
    lines = [line.partition("  ") for line in texts.how_to_ask.split("\n")]
    told = [
        tag("b", plain(task)) + plain(gap + rest) if gap else plain(task)
        for task, gap, rest in lines
    ]
    body = told[0]
    for line in told[1:]:
        body = body + plain("\n") + line
    button = InlineKeyboardButton(texts.screen.new, callback_data=NEWEST)
    return Message(body.html, keyboard([[button]]))


def privacy(texts: Texts) -> list[Message]:
    """The operator's own words on it, and what the bot states itself: in one message if both fit,
    else in two."""
    parts = [plain(each) for each in (texts.own.privacy, texts.privacy) if each]
    whole = join(parts, "\n\n")
    return [Message(each.html) for each in ([whole] if whole.units <= MOST_UNITS else parts)]


def about(texts: Texts, coverage: Coverage | None) -> Message:
    """How far the coverage goes, when it last changed, and what is kept of readers."""
    words = [texts.nothing_indexed]
    if coverage:
        words = [texts.how_far(coverage), texts.when_indexed(coverage)]
    return Message(join(map(plain, (*words, texts.privacy)), "\n\n").html)
