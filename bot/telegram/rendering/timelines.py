"""A timeline's page as Telegram markup: days, each with a sentence, and gaps; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.locales.texts import Texts
from bot.pictures.charts import Chart
from bot.telegram.rendering.keyboards import BELOW
from bot.telegram.rendering.markup import MOST_ENTITIES, Markup, join, plain, tag
from bot.telegram.rendering.message import Message
from bot.telegram.rendering.quotes import Quoting
from bot.text import MOST_UNITS, cut
from retrieval import Day, MonthOf, Timeline

_PEAKS: Final = 2  # months that a chart's caption names
_OFFERED: Final = 6
_A_ROW: Final = 3
_LONGEST_WORDS: Final = 300  # units of the story's words in the heading


def charted(texts: Texts, chart: Chart) -> Message:
    """The caption of a chart, and buttons in order of time that send a month below."""
    screen = texts.screen
    passages = texts.passages_told(sum(each.passages for each in chart.months))
    peaks = _fullest(chart, _PEAKS)
    told = screen.most_in.format(
        passages=passages,
        first=texts.short_day(chart.first),
        last=texts.short_day(chart.last),
        months=f" {texts.and_word} ".join(texts.month(each.month) for each in peaks),
    )
    buttons = [
        InlineKeyboardButton(
            f"{_label(texts, each.month, chart)} · {each.passages}",
            callback_data=f"{BELOW}{each.month}",
        )
        for each in _fullest(chart, _OFFERED)
    ]
    rows = [buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)]
    body = tag("b", plain(cut(chart.words, _LONGEST_WORDS))) + plain(f": {told}")
    return Message(body.html, InlineKeyboardMarkup(rows))


def _fullest(chart: Chart, count: int) -> list[MonthOf]:
    """So many months with most passages, in order of time."""
    most = sorted(chart.months, key=lambda each: -each.passages)[:count]
    if count == _PEAKS:
        most = [each for each in most if 2 * each.passages >= most[0].passages]
    return sorted(most, key=lambda each: each.month)


def _label(texts: Texts, month: str, chart: Chart) -> str:
    """The month's name in few letters, with its year where there are several."""
    year, _, number = month.partition("-")
    name = texts.screen.month_letters[int(number) - 1]
    return name if chart.first[:4] == chart.last[:4] else f"{name} {year}"


@dataclass(frozen=True, slots=True)
class Days:
    """Renders the days of timelines, quoting as `quoting` does."""

    quoting: Quoting

    @property
    def texts(self) -> Texts:
        """The bot's own words."""
        return self.quoting.citing.texts

    def page(self, timeline: Timeline, title: str, part: int) -> tuple[Markup, bool]:
        """The part number `part`, from 0, of what the timeline holds; whether there is more."""
        left: Sequence[Day] = timeline.days or timeline.undated
        heading = self._heading(timeline, title)
        number = 0
        while True:
            body, count = self._fitting(left, heading, timeline.gap if timeline.days else 0)
            if number == part or count == len(left):
                return body, count < len(left)
            number, left = number + 1, left[count:]

    def _heading(self, timeline: Timeline, title: str) -> Markup:
        words = cut(timeline.words, _LONGEST_WORDS)
        return tag("b", plain(self.texts.story.timeline.format(words=words, month=title)))

    def _fitting(self, left: Sequence[Day], heading: Markup, gap: int) -> tuple[Markup, int]:
        """As many of the days as fit into a message, and how many these are; one always does."""
        body = heading
        for count, day in enumerate(left):
            longer = join((body, self._gap(day.gap), self._day(day)), "\n\n")
            if longer.units > MOST_UNITS or longer.entities > MOST_ENTITIES:
                return body, count
            body = longer
        whole = join((body, self._gap(gap)), "\n\n")
        fits = whole.units <= MOST_UNITS and whole.entities <= MOST_ENTITIES
        return (whole if fits else body), len(left)

    def _day(self, day: Day) -> Markup:
        """The day in bold, who says so, the sentence and its citation."""
        story, told = self.texts.story, Markup()
        if day.day and day.told:
            told = tag("b", plain(self.texts.of_day(date.fromisoformat(day.day))))
            told += plain(f" · {story.told[day.told]}")
        return join((told, self.quoting.timed(day.quote, copies=day.copies, day=day.day)))

    def _gap(self, days: int) -> Markup:
        return tag("i", plain(self.texts.gap(days))) if days else Markup()
