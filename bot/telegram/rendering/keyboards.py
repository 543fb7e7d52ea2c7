"""The buttons under messages, and what each tells the bot; pure.

All state is in the buttons' data, or in the readers' file under the message's number, so that a
button of yesterday's message works after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.conversation.shelf import LIST
from bot.locales.texts import Texts
from bot.readers.settings import QUOTES, SILENT, ZONES, Settings
from bot.readers.stories import Story
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.links import article_url, to_text
from bot.text import is_blank, units
from retrieval import Citation, Excerpt, Listed, Passage, Quote

AT = "at:"  # at:ADDRESS:PAGE: a quote on that page of this answer, in its place
GO = "go:"  # go:ADDRESS:PAGE: another passage, in its place; without a page, outside any answer
PAGE = "page:"  # page:PAGE of this answer
WHY = "why:"  # why:ADDRESS: why that passage, for the question of this answer
BACK = "back"  # back:PAGE: from a passage to that page of the answer
ASK = "ask:"  # ask:NUMBER: the question that the button says
OPEN = "open:"  # open:ADDRESS: the passage, in a message of its own
LATEST = "latest:"  # latest:OFFSET of the list of the newest articles
SINCE = "since"  # what is new for this answer's question since it was given
CHECK = "check:"  # check:PAGE: whether the quotes of that page still stand as shown
SET = "set:"  # set:KEY:VALUE of the reader's settings
UP, DOWN = "up", "down"  # thumbs
FOLLOW = "follow"  # what this answer's question asks about
MONTH = "month:"  # month:MONTH:PART of this timeline
CLEAR = "clear"  # delete what of this chat is the reader's and may be deleted
STOP = "stop:"  # stop:STORY: follow it no more

_LONGEST_BUTTON = 200
_A_ROW = 5

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Buttons:
    """The buttons for what `citing` cites."""

    citing: Citing

    def under_answer(
        self, quotes: Sequence[Quote], *, page: int, more: bool
    ) -> InlineKeyboardMarkup | None:
        """One for each quote of the page, those to other pages, and those of the first quote."""
        texts, first = self.citing.texts, quotes[0]
        rows = _places([(quote.address, quote.citation.number) for quote in quotes], page)
        if len(quotes) == 1:
            rows = [
                [InlineKeyboardButton(texts.around, callback_data=f"{AT}{first.address}:{page}")]
            ]
        turning = []
        if page:
            turning.append(InlineKeyboardButton(texts.fewer, callback_data=f"{PAGE}{page - 1}"))
        if more:
            turning.append(InlineKeyboardButton(texts.more, callback_data=f"{PAGE}{page + 1}"))
        rows += [turning] if turning else []
        rows.append(self._of(first.citation, first.sentence, first.address))
        signs = ((UP, "👍"), (DOWN, "👎"), (FOLLOW, "🔔"))
        named = ((f"{CHECK}{page}", texts.story.verify), (SINCE, texts.story.new_since))
        for row in (named, signs):
            rows.append([InlineKeyboardButton(sign, callback_data=data) for data, sign in row])
        return keyboard(rows)

    def under_list(
        self, articles: Sequence[Listed], *, offset: int, more: bool
    ) -> InlineKeyboardMarkup | None:
        """One for each article, and those to other pages of the list."""
        texts, size = self.citing.texts, len(articles)
        numbers = [
            InlineKeyboardButton(str(number), callback_data=OPEN + article.address)
            for number, article in enumerate(articles, offset + 1)
        ]
        turning = []
        if offset:
            data = f"{LATEST}{max(0, offset - LIST)}"
            turning.append(InlineKeyboardButton(texts.fewer, callback_data=data))
        if more:
            turning.append(
                InlineKeyboardButton(texts.more, callback_data=f"{LATEST}{offset + size}")
            )
        return keyboard([row for row in (numbers, turning) if row])

    def under_excerpt(
        self, excerpt: Excerpt, *, addresses: Sequence[tuple[str, str]], back: int | None
    ) -> InlineKeyboardMarkup | None:
        """Those of the answer it is shown for, those to its neighbours, and its own."""
        rows = _places(addresses, back or 0, shown=excerpt.address) if len(addresses) > 1 else []
        if back is not None:
            texts, why = self.citing.texts, f"{WHY}{excerpt.address}"
            rows.append(
                [
                    InlineKeyboardButton(texts.back, callback_data=f"{BACK}:{back}"),
                    InlineKeyboardButton(texts.why_passage, callback_data=why),
                ]
            )
        suffix = "" if back is None else f":{back}"
        walk = [
            InlineKeyboardButton(
                form.format(self._place(passage)), callback_data=f"{GO}{passage.address}{suffix}"
            )
            for form, passage in (("← {}", excerpt.before), ("{} →", excerpt.after))
            if passage
        ]
        rows += [walk] if walk else []
        rows.append(self._of(excerpt.citation, excerpt.passage.text, excerpt.address))
        return keyboard(rows)

    def under_checks(
        self, addresses: Sequence[tuple[str, str]], *, back: int
    ) -> InlineKeyboardMarkup | None:
        """Those of the quotes that were checked, and back to their page of the answer."""
        data = f"{BACK}:{back}"
        leading = [InlineKeyboardButton(self.citing.texts.back, callback_data=data)]
        return keyboard([*_places(addresses, back), leading])

    def under_timeline(
        self, months: Sequence[str], month: str, *, part: int, more: bool
    ) -> InlineKeyboardMarkup | None:
        """Those to other parts of the month, and to the months beside it."""
        texts, at = self.citing.texts, months.index(month)
        parts = []
        if part:
            parts.append(
                InlineKeyboardButton(texts.fewer, callback_data=f"{MONTH}{month}:{part - 1}")
            )
        if more:
            parts.append(
                InlineKeyboardButton(texts.more, callback_data=f"{MONTH}{month}:{part + 1}")
            )
        beside = [
            InlineKeyboardButton(form.format(texts.month(other)), callback_data=f"{MONTH}{other}:0")
            for form, some in (("← {}", months[:at][-1:]), ("{} →", months[at + 1 : at + 2]))
            for other in some
        ]
        return keyboard([row for row in (parts, beside) if row])

    def _place(self, passage: Passage) -> str:
        return f"¶ {passage.paragraph}" if passage.paragraph else self.citing.texts.caption

    def _of(self, citation: Citation, words: str, address: str) -> Row:
        texts, page = self.citing.texts, article_url(citation.url)
        copied = CopyTextButton(self.citing.reference(citation, address))
        copy = InlineKeyboardButton(texts.copy, copy_text=copied)
        if page is None:
            return [copy]
        return [InlineKeyboardButton(texts.open_article, url=to_text(page, words)), copy]


def questions(asked: Sequence[str]) -> list[Row]:
    """A button a question; its text is the question, so that a press needs no memory of it."""
    short = [each for each in asked if units(each) <= _LONGEST_BUTTON and not is_blank(each)]
    return [
        [InlineKeyboardButton(question, callback_data=f"{ASK}{number}")]
        for number, question in enumerate(short)
    ]


def under_settings(texts: Texts, settings: Settings, usual: int) -> InlineKeyboardMarkup:
    """One for each setting, which says what it is and changes it to the next."""
    own = settings.zone if settings.zone not in ("", *ZONES) else ""
    choices = {
        "quotes": (settings.quotes or str(usual), QUOTES),
        "language": (settings.language, ("", *texts.languages)),
        "zone": (settings.zone or ZONES[0], (*ZONES, own) if own else ZONES),
        "silent": (settings.silent, SILENT),
    }
    rows = []
    for key, (now, values) in choices.items():
        following = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
        label = _setting(texts, key, now)
        rows.append([InlineKeyboardButton(label, callback_data=f"{SET}{key}:{following}")])
    return InlineKeyboardMarkup(rows)


def under_stories(texts: Texts, stories: Sequence[Story]) -> InlineKeyboardMarkup | None:
    """One for each story, which stops it."""
    return keyboard(
        [
            [
                InlineKeyboardButton(
                    texts.stop.format(words=story.words), callback_data=f"{STOP}{story.number}"
                )
            ]
            for story in stories
        ]
    )


def under_forgotten(texts: Texts) -> InlineKeyboardMarkup:
    """One that deletes what may be deleted of the chat."""
    button = InlineKeyboardButton(texts.about_privacy.delete_here, callback_data=CLEAR)
    return InlineKeyboardMarkup([[button]])


def keyboard(rows: list[Row]) -> InlineKeyboardMarkup | None:
    """The rows as a keyboard; None for none."""
    return InlineKeyboardMarkup(rows) if rows else None


def _places(addresses: Sequence[tuple[str, object]], page: int, shown: str = "") -> list[Row]:
    buttons = [
        InlineKeyboardButton(
            f"· {label} ·" if address == shown else str(label),
            callback_data=f"{AT}{address}:{page}",
        )
        for address, label in addresses
    ]
    return [buttons[start : start + _A_ROW] for start in range(0, len(buttons), _A_ROW)]


def _setting(texts: Texts, key: str, value: str) -> str:
    """A setting and what it is set to."""
    if key == "language":
        value = texts.languages.get(value, texts.own_language)
    if key == "silent":
        value = value.replace("-", ":00–") + ":00" if value else texts.never
    return texts.settings_of[key].format(value=value)


def quotes_of(message: Message) -> list[tuple[str, str]]:
    """The addresses of the quotes that the message shows, each with its number, by its buttons."""
    data = [(str(each.callback_data or ""), each.text) for each in buttons_of(message)]
    return [
        (each.removeprefix(AT).partition(":")[0], text.strip("· "))
        for each, text in data
        if each.startswith(AT)
    ]


def buttons_of(message: Message) -> list[InlineKeyboardButton]:
    """All buttons under the message."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [button for row in rows for button in row]
