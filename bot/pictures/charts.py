"""How much a coverage has of a story, month by month, as a picture; needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby
from typing import Final, NamedTuple

from bot.locales.texts import Texts
from retrieval import Archive, MonthOf, NothingIndexedError

_BLUE, _GREY, _INK = "#3390ec", "#dfe3e6", "#333333"
_MOST_BARS: Final = 24  # beyond so many months a bar is a year
_LABELLED: Final = 12  # bars that have room for their number
_LONGEST_TITLE: Final = 40


class Chart(NamedTuple):
    """A picture of a story's months, and what it shows: its words, months, first and last day."""

    png: bytes
    words: str
    months: tuple[MonthOf, ...]
    first: str
    last: str


class Bar(NamedTuple):
    """A month or a year: its label, passages of the story, and all passages."""

    label: str
    passages: int
    of: int


def can_draw() -> bool:
    """Whether what draws is installed."""
    return find_spec("matplotlib") is not None and find_spec("PIL") is not None


def of_story(archive: Archive, words: str, texts: Texts) -> Chart | None:
    """The chart of a story of more than a month; None for a shorter one."""
    try:
        told = archive.timeline(words, since=date.max)
    except NothingIndexedError:
        return None
    if len(told.counts) < 2 or told.reach is None:
        return None
    shown = told.words[:_LONGEST_TITLE]
    title = texts.screen.chart.format(words=shown)
    return Chart(drawn(bars(told.counts, texts), title), told.words, told.counts, *told.reach)


def bars(months: Sequence[MonthOf], texts: Texts) -> list[Bar]:
    """A bar a month from the first to the last, or, where these are many, a year."""
    first, last = (date.fromisoformat(f"{months[at].month}-01") for at in (0, -1))
    span = 12 * (last.year - first.year) + last.month - first.month + 1
    known = {each.month: each for each in months}
    if span > _MOST_BARS:
        years = groupby(months, key=lambda each: each.month[:4])
        grouped = {year: list(some) for year, some in years}
        return [
            Bar(
                str(year),
                sum(each.passages for each in grouped.get(str(year), ())),
                sum(each.of for each in grouped.get(str(year), ())),
            )
            for year in range(first.year, last.year + 1)
        ]
    found = []
    for step in range(span):
        year, month = divmod(first.month - 1 + step, 12)
        one = known.get(f"{first.year + year}-{month + 1:02}")
        label = texts.screen.month_letters[month]
        label = f"{label}\n{first.year + year}" if not step or month == 0 else label
        found.append(Bar(label, one.passages if one else 0, one.of if one else 0))
    return found


def drawn(shown: Sequence[Bar], title: str) -> bytes:
    """The bars as a PNG file; in grey all passages, on a scale of their own."""
    figure = import_module("matplotlib.figure").Figure(figsize=(6.6, 3.3), dpi=200)
    axes = figure.subplots()
    places, most = range(len(shown)), max(each.passages for each in shown)
    all_of = max(max(each.of for each in shown), 1)
    axes.bar(places, [most * each.of / all_of for each in shown], color=_GREY, width=0.86)
    blue = axes.bar(places, [each.passages for each in shown], color=_BLUE, width=0.62)
    if len(shown) <= _LABELLED:
        numbers = [str(each.passages or "") for each in shown]
        axes.bar_label(blue, numbers, padding=2, fontsize=13, color=_INK)
    axes.set_xticks(list(places), [each.label for each in shown])
    axes.set_yticks([])
    axes.tick_params(length=0, labelsize=13 if len(shown) <= _LABELLED else 8)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_ylim(0, most * 1.2)
    axes.set_title(title, loc="left", fontsize=14, color=_INK)
    figure.tight_layout(pad=0.8)
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
