"""Answer, Excerpt and Coverage as Telegram messages with their keyboards; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import reasons
from bot.links import article_url, to_text
from bot.markup import Markup, cut, is_blank, join, plain, tag, units
from bot.quoting import Quoting
from bot.texts import Texts
from retrieval import Answer, Coverage, Excerpt, Quote, Refusal

AT, ASK, BACK = "at:", "ask:", "back"  # callback data: at:ADDRESS, ask:NUMBER, back
WHY = "why:"  # why:ADDRESS

_LONGEST_ECHO = 300
_LONGEST_BUTTON = 200
_A_ROW = 5

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Telegram wants it: HTML, and the buttons under it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders in the words of `texts`, for the bot named `username` (without @)."""

    texts: Texts
    username: str

    def answer(self, answer: Answer, *, echo: bool = False) -> tuple[Message, ...]:
        """The message that answers; more only where citations leave no room for all quotes.

        `echo` opens with the question, for a reader who pressed a button instead of typing it.
        """
        asked = cut(answer.question, _LONGEST_ECHO) if echo else ""
        understood = cut(self.texts.understood(answer), _LONGEST_ECHO)
        opening = join((tag("i", plain(asked)), tag("i", plain(understood))), "\n\n")
        if answer.refusal:
            return (self._refusal(answer.refusal, answer.coverage, opening),)
        first, *others = self._quoting.quotes(
            answer.quotes, opening=opening, figures=[figure.quote for figure in answer.figures]
        )
        keyboard = self._under_answer(answer.quotes)
        return (Message(first.html, keyboard), *(Message(other.html) for other in others))

    def excerpt(
        self, excerpt: Excerpt, *, addresses: Sequence[str] = (), back: bool = False
    ) -> Message:
        """A passage between its neighbours.

        `addresses` are those of the quotes of the answer in whose place it is shown; `back` adds
        the button that leads to that answer.
        """
        rows = _places(addresses, shown=excerpt.address) if len(addresses) > 1 else []
        if back:
            why = InlineKeyboardButton(reasons.BUTTON, callback_data=WHY + excerpt.address)
            rows.append([InlineKeyboardButton(self.texts.back, callback_data=BACK), why])
        rows += self._page(excerpt.citation.url, excerpt.passage.text)
        return Message(self._quoting.excerpt(excerpt).html, _keyboard(rows))

    def welcome(self, coverage: Coverage | None, examples: Sequence[str]) -> Message:
        """What the bot is, how far the coverage goes, and questions to begin with."""
        how_far = self.texts.how_far(coverage) if coverage else self.texts.nothing_indexed
        offered = _questions(examples)
        words = (self.texts.welcome, how_far, self.texts.try_one if offered else "")
        return Message(join(map(plain, words), "\n\n").html, _keyboard(offered))

    def about(self, coverage: Coverage | None) -> Message:
        """How far the coverage goes, when it last changed, and what is kept of readers."""
        words = [self.texts.nothing_indexed]
        if coverage:
            words = [self.texts.how_far(coverage), self.texts.when_indexed(coverage)]
        return Message(join(map(plain, (*words, self.texts.privacy)), "\n\n").html)

    def said(self, text: str) -> Message:
        """One of the bot's own texts."""
        return Message(plain(text).html)

    @property
    def _quoting(self) -> Quoting:
        return Quoting(self.texts, self.username)

    def _refusal(self, refusal: Refusal, coverage: Coverage, opening: Markup) -> Message:
        offered = _questions(refusal.suggestions)
        words = plain(f"{self.texts.why(refusal)} {self.texts.how_far(coverage)}")
        hint = plain(self.texts.suggestions if offered else "")
        return Message(join((opening, words, hint), "\n\n").html, _keyboard(offered))

    def _under_answer(self, quotes: Sequence[Quote]) -> InlineKeyboardMarkup | None:
        addresses = [quote.address for quote in quotes]
        rows = _places(addresses)
        if len(quotes) == 1:
            around = InlineKeyboardButton(self.texts.around, callback_data=AT + addresses[0])
            rows = [[around]]
        return _keyboard([*rows, *self._page(quotes[0].citation.url, quotes[0].sentence)])

    def _page(self, url: str | None, words: str) -> list[Row]:
        page = article_url(url)
        if page is None:
            return []
        return [[InlineKeyboardButton(self.texts.open_article, url=to_text(page, words))]]


def _places(addresses: Sequence[str], shown: str = "") -> list[Row]:
    buttons = [
        InlineKeyboardButton(
            f"· {number} ·" if address == shown else str(number), callback_data=AT + address
        )
        for number, address in enumerate(addresses, 1)
    ]
    return [buttons[start : start + _A_ROW] for start in range(0, len(buttons), _A_ROW)]


def _questions(questions: Sequence[str]) -> list[Row]:
    """A button a question; its text is the question, so that a press needs no memory of it."""
    short = [each for each in questions if units(each) <= _LONGEST_BUTTON and not is_blank(each)]
    return [
        [InlineKeyboardButton(question, callback_data=f"{ASK}{number}")]
        for number, question in enumerate(short)
    ]


def _keyboard(rows: list[Row]) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(rows) if rows else None
