"""A quotation as markup, and how high it stands on a phone; pure."""

from __future__ import annotations

from typing import Final

from bot.conversation.quotations import Quotation
from bot.telegram.rendering.markup import Markup, emphasised, plain
from bot.text import cut, units

_LEFT_OUT: Final = "…"

SCREEN: Final = 430
"""Points that an answer's own text may take, for it and its buttons to be at most .8 screen."""
_BLOCK_LETTERS, _BLOCK_LINE, _BLOCK_EDGES = 35, 20, 14
_OWN_LETTERS, _OWN_LINE = 37, 21


def shown(quotation: Quotation, most: int) -> Markup:
    """The parts of a text that are shown, in at most `most` units, with signs for what is not."""
    whole, done, text = Markup(), 0, quotation.text
    for start, end in quotation.parts:
        part = text[start:end].rstrip()
        sign = f"{_LEFT_OUT} " if text[done:start].strip() else ""
        sign = f" {sign}" if sign and whole else sign
        room = most - whole.units - units(sign) - 2
        fitting = part if units(part) <= room else cut(part, room)
        spans = [
            (max(0, first - start), min(len(fitting), last - start))
            for first, last in quotation.bold
        ]
        whole = whole + plain(sign) + emphasised(fitting, spans)
        done = start + len(fitting)
        if fitting != part:
            break
    return whole + plain(f" {_LEFT_OUT}" if text[done:].strip() else "")


def block_height(words: Markup) -> int:
    """About how many points a quotation takes."""
    return -(-words.units // _BLOCK_LETTERS) * _BLOCK_LINE + _BLOCK_EDGES


def own_height(words: Markup) -> int:
    """About how many points a line of the bot's own takes, wrapped where it is long."""
    return -(-words.units // _OWN_LETTERS) * _OWN_LINE
