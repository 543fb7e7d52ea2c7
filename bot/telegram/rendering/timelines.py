"""A timeline's page as Telegram markup: days, each with a sentence, and gaps; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.locales.texts import Texts
from bot.telegram.rendering.markup import MOST_ENTITIES, Markup, join, plain, tag
from bot.telegram.rendering.quotes import Quoting
from bot.text import MOST_UNITS, cut
from retrieval import Day, Timeline

_LONGEST_WORDS: Final = 300  # units of the story's words in the heading


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
