"""The buttons under an answer: two rows, and what is behind their "…"; pure.

The addresses of the quotes that a message shows stand in its buttons' data, behind `|`, whichever
buttons these are: so a press needs no memory, after a restart as well as after years.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    SwitchInlineQueryChosenChat,
)

from bot.locales.screens import ScreenTexts
from bot.telegram.rendering.keyboards import (
    AT,
    BACK,
    CHECK,
    DOWN,
    FOLLOW,
    GO,
    OPEN,
    PAGE,
    SINCE,
    TELL,
    UP,
    Row,
    buttons_of,
    keyboard,
)
from bot.telegram.rendering.links import article_url, to_text
from retrieval import Excerpt, Quote, Standing

KEYS: Final = "keys:"  # keys:PAGE:MORE: the buttons that stand under that page of this answer
MENU: Final = "menu:"  # menu:PAGE:MORE: those behind "…"
WHICH: Final = "which:"  # which:WHAT:PAGE:MORE: one for each quote, WHAT is "read" or "copy"
REASONS: Final = "reasons:"  # reasons:PAGE: why the quotes of that page, in the answer's place
SHARE: Final = "share:"  # share:ADDRESS: the passage as a picture
PROOF: Final = "proof:"  # proof:ADDRESS:START:END of words in its article, with their hash
_LONGEST_DATA: Final = 64
_A_ROW: Final = 3
_MANY: Final = 5


class Place(NamedTuple):
    """A quote that a message shows: its address, and its number there."""

    address: str
    number: str


class Under(NamedTuple):
    """What an answer's buttons are for: a page of it, whether there are more, its quotes."""

    page: int
    more: bool
    places: Sequence[Place]

    @property
    def turn(self) -> str:
        """The page and whether there are more, as buttons' data have it."""
        return f"{self.page}:{self.more:d}"


def under_answer(texts: ScreenTexts, under: Under) -> InlineKeyboardMarkup:
    """What a reader wants next, then what he thinks of it."""
    places, page = under.places, under.page
    one = len(places) == 1
    read = f"{AT}{places[0].address}:{page}" if one else f"{WHICH}read:{under.turn}"
    first = [(texts.read_on, read)]
    if page:
        first.insert(0, (texts.back, f"{PAGE}{page - 1}"))
    if under.more:
        first.append((texts.more_quotes, f"{PAGE}{page + 1}"))
    if not page:
        first.append((texts.follow, FOLLOW))
    second = [("👍", UP), ("👎", DOWN), (texts.menu, f"{MENU}{under.turn}")]
    return _carrying([first, second], places)


def under_nearest(texts: ScreenTexts, under: Under) -> InlineKeyboardMarkup:
    """Under what may not answer: to read on, and to say whether it does."""
    places = under.places
    read = f"{WHICH}read:{under.turn}"
    first = [(texts.read_on, f"{AT}{places[0].address}:0" if len(places) == 1 else read)]
    first.append((texts.follow_later, FOLLOW))
    return _carrying([first, [(texts.answers, UP), (texts.does_not, DOWN)]], places)


def menu(texts: ScreenTexts, under: Under, copied: str = "") -> InlineKeyboardMarkup:
    """What is behind "…"; `copied`: the citation, where there is one quote."""
    first = [
        (texts.why, f"{REASONS}{under.page}"),
        (texts.copy, f"{WHICH}copy:{under.turn}"),
        (texts.proof, f"{CHECK}{under.page}"),
    ]
    back = (texts.back, f"{KEYS}{under.turn}")
    made = _carrying([first, [(texts.timeline, TELL), (texts.new, SINCE), back]], under.places)
    if not copied:
        return made
    rows = [list(row) for row in made.inline_keyboard]
    rows[0][1] = InlineKeyboardButton(texts.copy, copy_text=CopyTextButton(copied))
    return InlineKeyboardMarkup(rows)


def which_to_read(texts: ScreenTexts, under: Under) -> InlineKeyboardMarkup:
    """A button for each quote, which shows it in its place."""
    buttons = [
        InlineKeyboardButton(
            texts.read_one.format(number=each.number),
            callback_data=f"{AT}{each.address}:{under.page}",
        )
        for each in under.places
    ]
    back = InlineKeyboardButton(texts.back, callback_data=f"{KEYS}{under.turn}")
    return InlineKeyboardMarkup(_rows([*buttons, back]))


def which_to_copy(
    texts: ScreenTexts, under: Under, citations: Sequence[tuple[str, str]]
) -> InlineKeyboardMarkup:
    """A button for each quote's citation, given with its number, which copies it."""
    buttons = [
        InlineKeyboardButton(
            texts.copy_one.format(number=number), copy_text=CopyTextButton(citation)
        )
        for number, citation in citations
    ]
    back = InlineKeyboardButton(texts.back, callback_data=f"{BACK}:{under.page}")
    return InlineKeyboardMarkup(_rows([*buttons, back]))


def under_excerpt(
    texts: ScreenTexts, excerpt: Excerpt, copied: str, back: int | None, *, shares: bool = False
) -> InlineKeyboardMarkup | None:
    """Those to its neighbours, its article, and back to that page of the answer; if it `shares`,
    one that makes a picture of it."""
    suffix = "" if back is None else f":{back}"
    walk = [
        InlineKeyboardButton(label, callback_data=f"{GO}{passage.address}{suffix}")
        for label, passage in ((texts.before, excerpt.before), (texts.after, excerpt.after))
        if passage
    ]
    if shares:
        data = f"{SHARE}{excerpt.address}"
        walk.append(InlineKeyboardButton(texts.share, callback_data=data))
    page, own = article_url(excerpt.citation.url), []
    if page:
        own.append(InlineKeyboardButton(texts.open, url=to_text(page, excerpt.passage.text)))
    own.append(InlineKeyboardButton(texts.copy, copy_text=CopyTextButton(copied)))
    if back is not None:
        own.append(InlineKeyboardButton(texts.back, callback_data=f"{BACK}:{back}"))
    return keyboard([row for row in (walk, own) if row])


def under_answer_part(texts: ScreenTexts, page: int) -> InlineKeyboardMarkup:
    """The way back from what stands in an answer's place."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(texts.back, callback_data=f"{BACK}:{page}")]]
    )


def under_verification(
    texts: ScreenTexts, standing: Standing | None
) -> InlineKeyboardMarkup | None:
    """To read on where the words stand, and for the proof."""
    if standing is None:
        return None
    start, end = standing.offsets
    read = InlineKeyboardButton(texts.read_on, callback_data=f"{OPEN}{standing.address}")
    data = f"{PROOF}{standing.address}:{start}:{end}"
    return InlineKeyboardMarkup([[read, InlineKeyboardButton(texts.proof, callback_data=data)]])


def under_card(texts: ScreenTexts, address: str) -> InlineKeyboardMarkup:
    """One that sends the passage to a chat of the reader's choice."""
    chosen = SwitchInlineQueryChosenChat(
        address, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    button = InlineKeyboardButton(texts.send_on, switch_inline_query_chosen_chat=chosen)
    return InlineKeyboardMarkup([[button]])


def places_in(quotes: Sequence[Quote]) -> list[Place]:
    """The quotes' addresses and numbers."""
    return [Place(quote.address, str(quote.citation.number)) for quote in quotes]


def places_of(message: Message) -> list[Place]:
    """The quotes that the message shows, by its buttons."""
    found = []
    for each in buttons_of(message):
        data, *carried = str(each.callback_data or "").split("|")
        if data.startswith(AT):
            digits = "".join(letter for letter in each.text if letter in "0123456789")
            found.append(Place(data.removeprefix(AT).partition(":")[0], digits[:9]))
        for place in carried:
            number, _, address = place.partition(".")
            if number.isascii() and number.isdecimal():
                found.append(Place(address, number[:9]))
    numbers = {each.address: each.number for each in sorted(found, key=lambda each: each.number)}
    places = [Place(address, number) for address, number in numbers.items()]
    return sorted(places, key=lambda each: int(each.number or 0))


def turn_in(data: str) -> tuple[int, bool]:
    """The page and whether there are more, from the end of a button's data."""
    page, _, more = data.partition(":")
    return min(int(page), 30) if page.isdecimal() else 0, more == "1"


def _carrying(
    rows: Sequence[Sequence[tuple[str, str]]], places: Sequence[Place]
) -> InlineKeyboardMarkup:
    """The buttons, labels with their data, which also carry the places: first those that open
    others, and as many as they can."""
    data = [each for row in rows for _, each in row]
    left = [f"|{each.number}.{each.address}" for each in places]
    order = sorted(range(len(data)), key=lambda at: not data[at].startswith((WHICH, MENU, REASONS)))
    for at in order:
        while left and len(data[at]) + len(left[0]) <= _LONGEST_DATA and AT not in data[at]:
            data[at] += left.pop(0)
    carried = iter(data)
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=next(carried)) for label, _ in row]
            for row in rows
        ]
    )


def _rows(buttons: Iterable[InlineKeyboardButton]) -> list[Row]:
    every = list(buttons)
    a_row = _A_ROW if len(every) <= 2 * _A_ROW else _MANY
    return [every[start : start + a_row] for start in range(0, len(every), a_row)]
