"""How many questions the operator's bot had a day, as a picture; needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Final

from bot.locales.operators import AdminTexts
from retrieval import Archive

Day = tuple[str, int, int]
"""A day, its questions, and how many of them had no answer."""

_BLUE, _RED, _INK = "#3390ec", "#d9534f", "#333333"
_LABELLED: Final = 7  # days from one date below the bars to the next


def in_words(days: Sequence[Day], said: AdminTexts) -> str:
    """What the chart shows: how many questions, and the share without an answer."""
    questions, refused = sum(asked for _, asked, _ in days), sum(vain for *_, vain in days)
    share = f"{refused / questions:.0%}" if questions else said.nothing
    return said.charted.format(questions=questions, days=len(days), share=share)


def of_days(_: Archive, days: Sequence[Day]) -> bytes | None:
    """A bar a day as a PNG file, what had no answer in red; None where nothing was asked."""
    most = max((asked for _, asked, _ in days), default=0)
    if not most:
        return None
    figure = import_module("matplotlib.figure").Figure(figsize=(6.6, 3.3), dpi=200)
    axes, places = figure.subplots(), range(len(days))
    axes.bar(places, [asked for _, asked, _ in days], color=_BLUE, width=0.8)
    axes.bar(places, [vain for *_, vain in days], color=_RED, width=0.8)
    dated = list(range(len(days) - 1, -1, -_LABELLED))
    axes.set_xticks(dated, [days[at][0][5:] for at in dated])
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(length=0, labelsize=11, colors=_INK)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_title("questions a day", loc="left", fontsize=14, color=_INK)
    figure.tight_layout(pad=0.8)
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
