"""The buttons under messages, and what each tells the bot; pure.

All state is in the buttons' data, or in the readers' file under the message's number, so that a
button of yesterday's message works after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity

from bot.conversation.shelf import LIST
from bot.locales.languages import LANGUAGES
from bot.locales.texts import Texts
from bot.readers.settings import QUOTES, SILENT, ZONES, Settings
from bot.readers.stories import Story
from bot.telegram.rendering.citations import Citing
from retrieval import Listed

AT = "at:"  # at:ADDRESS:PAGE: a quote on that page of this answer, in its place
GO = "go:"  # go:ADDRESS:PAGE: another passage, in its place; without a page, outside any answer
PAGE = "page:"  # page:PAGE of this answer
WHY = "why:"  # why:ADDRESS: why that passage, for the question of this answer
BACK = "back"  # back:PAGE: from a passage to that page of the answer
ASK = "ask:"  # ask:NUMBER: the question that the button names by its number, or in words
TRY = "try"  # the question in italics
OPEN = "open:"  # open:ADDRESS: the passage, in a message of its own
LATEST = "latest:"  # latest:OFFSET of the list of the newest articles
SINCE = "since"  # what is new for this answer's question since it was given
CHECK = "check:"  # check:PAGE: whether the quotes of that page still stand as shown
SET = "set:"  # set:KEY:VALUE of the reader's settings
WHICH_LANGUAGE = "language:?"  # set:language:?: a button for each
UP, DOWN = "up", "down"  # thumbs
TELL = "tell"  # the timeline of what this answer's question asks about
NEWEST = "newest"  # the newest articles, in a message of their own
HELP = "help"  # what can be asked, in a message of its own
FOLLOW = "follow"  # what this answer's question asks about
BELOW = "below:"  # below:MONTH of this timeline, in a message of its own
MONTH = "month:"  # month:MONTH:PART of this timeline
CLEAR = "clear"  # delete what of this chat is the reader's and may be deleted
STOP = "stop:"  # stop:STORY: follow it no more

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Buttons:
    """The buttons for what `citing` cites."""

    citing: Citing

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


def numbers(asked: Sequence[str]) -> Row:
    """A button a question, with the number that it has in the message."""
    return [
        InlineKeyboardButton(str(number), callback_data=f"{ASK}{number - 1}")
        for number in range(1, len(asked) + 1)
    ]


def first_steps(texts: Texts, asked: Sequence[str], *, example: bool = False) -> list[Row]:
    """Under a greeting: the questions by their numbers, or the one `example` there; the newest
    articles, and help."""
    row = [
        InlineKeyboardButton(texts.screen.new, callback_data=NEWEST),
        InlineKeyboardButton(texts.screen.help, callback_data=HELP),
    ]
    if example:
        return [[InlineKeyboardButton(texts.screen.ask_that, callback_data=TRY), *row]]
    return [each for each in (numbers(asked), row) if each]


def question_of(message: Message, data: str) -> str:
    """The question that a button asks: what stands beside its number, or in italics; in messages of
    older versions its own words. "" where none is found."""
    if data == TRY:
        return next(iter(message.parse_entities([MessageEntity.ITALIC]).values()), "")
    label = next((each.text for each in buttons_of(message) if each.callback_data == data), "")
    return _numbered(message, label) if label.isdecimal() else label


def _numbered(message: Message, number: str) -> str:
    """The rest of the line that opens with the number in bold."""
    text = (message.text or "").encode("utf-16-le")
    for entity, words in message.parse_entities([MessageEntity.BOLD]).items():
        if words == number:
            rest = text[2 * (entity.offset + entity.length) :].decode("utf-16-le", "ignore")
            return rest.partition("\n")[0].strip()
    return ""


def under_settings(texts: Texts, settings: Settings, usual: int) -> InlineKeyboardMarkup:
    """One for each setting, which says what it is and changes it to the next; the language's shows
    all languages."""
    own = settings.zone if settings.zone not in ("", *ZONES) else ""
    choices = {
        "quotes": (settings.quotes or str(usual), QUOTES),
        "zone": (settings.zone or ZONES[0], (*ZONES, own) if own else ZONES),
        "silent": (settings.silent, SILENT),
    }
    rows = []
    for key, (now, values) in choices.items():
        following = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
        label = _setting(texts, key, now)
        rows.append([InlineKeyboardButton(label, callback_data=f"{SET}{key}:{following}")])
    language = _setting(texts, "language", settings.language)
    rows.insert(1, [InlineKeyboardButton(language, callback_data=f"{SET}{WHICH_LANGUAGE}")])
    return InlineKeyboardMarkup(rows)


def under_languages(texts: Texts, chosen: str) -> InlineKeyboardMarkup:
    """One for each language, in its own words, and for Telegram's; the last leaves it as it is."""
    named = {"": texts.own_language, **{code: LANGUAGES[code].language for code in LANGUAGES}}
    buttons = [
        InlineKeyboardButton(
            f"✓ {name}" if code == chosen else name, callback_data=f"{SET}language:{code}"
        )
        for code, name in named.items()
    ]
    back = InlineKeyboardButton(texts.screen.back, callback_data=f"{SET}language:{chosen}")
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    return InlineKeyboardMarkup([*rows, [back]])


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


def _setting(texts: Texts, key: str, value: str) -> str:
    """A setting and what it is set to."""
    if key == "language":
        value = LANGUAGES[value].language if value in LANGUAGES else texts.own_language
    if key == "silent":
        value = value.replace("-", ":00–") + ":00" if value else texts.never
    return texts.settings_of[key].format(value=value)


def buttons_of(message: Message) -> list[InlineKeyboardButton]:
    """All buttons under the message."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [button for row in rows for button in row]
