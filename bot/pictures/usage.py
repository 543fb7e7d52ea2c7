"""How many questions the operator's bot had a day, as a picture; needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Final

from bot.readers.counts import DayOf
from retrieval import Archive

_BLUE, _RED, _INK = "#3390ec", "#d9534f", "#333333"
_LABELLED: Final = 7  # days from one date below the bars to the next


def in_words(days: Sequence[DayOf]) -> str:
    """What the chart shows: how many questions, and the share without an answer."""
    questions = sum(each.questions for each in days)
    refused = sum(each.refused for each in days)
    share = f"{refused / questions:.0%}" if questions else "none"
    return f"{questions} questions in {len(days)} days, {share} unanswered (red)"


def of_days(_: Archive, days: Sequence[DayOf]) -> bytes | None:
    """A bar a day as a PNG file, what had no answer in red; None where nothing was asked."""
    most = max((each.questions for each in days), default=0)
    if not most:
        return None
    figure = import_module("matplotlib.figure").Figure(figsize=(6.6, 3.3), dpi=200)
    axes, places = figure.subplots(), range(len(days))
    axes.bar(places, [each.questions for each in days], color=_BLUE, width=0.8)
    axes.bar(places, [each.refused for each in days], color=_RED, width=0.8)
    dated = list(range(len(days) - 1, -1, -_LABELLED))
    axes.set_xticks(dated, [days[at].day[5:] for at in dated])
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(length=0, labelsize=11, colors=_INK)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_title("questions a day", loc="left", fontsize=14, color=_INK)
    figure.tight_layout(pad=0.8)
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
