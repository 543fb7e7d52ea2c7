"""A message as Telegram wants it, and questions that it offers; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardMarkup

from bot.telegram.rendering.markup import Markup, join, plain, tag
from bot.text import is_blank, units

_LONGEST_OFFERED: Final = 200  # units of a question


@dataclass(frozen=True, slots=True)
class Message:
    """HTML, and the buttons under it; `asks`: for words, in a reply to it; `shows`: the addresses
    of the quotes in it, of an answer."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    asks: bool = False
    shows: tuple[str, ...] = ()


def numbered(questions: Sequence[str]) -> tuple[list[str], Markup]:
    """The questions that can be offered, and a line for each, with its number."""
    in_a_line = [" ".join(each.split()) for each in questions]
    offered = [each for each in in_a_line if units(each) <= _LONGEST_OFFERED and not is_blank(each)]
    lines = [
        tag("b", plain(str(number))) + plain(f"  {question}")
        for number, question in enumerate(offered, 1)
    ]
    return offered, join(lines)
