"""docs/answer.svg, docs/refusal.svg: what the bot really answers, as a phone shows it.

`python -m tests.tools.picture` draws them anew. All words in them are text.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from tests.telegram.html import cut, units
from tests.telegram.model import Message
from tests.telegram.phone import Phone
from tests.tools.conversations import ROOT, bot_over_seeds
from tests.tools.svg import DIM, FONT, Canvas, Line, Run, width_of, wrapped

QUESTIONS: Final = {
    ROOT / "docs" / "answer.svg": "How many died at Makiivka, and who says so?",
    ROOT / "docs" / "refusal.svg": "Who won the Eurovision Song Contest?",
}

_FOLDED: Final = 3  # lines of a quotation before it unfolds

_EDGE: Final = 12  # from the picture's edge to the screen's
_SCREEN: Final = 390
_TOP: Final = 62
_BUBBLE: Final = 346
_PADDING: Final = 12
_BUTTON: Final = 38


class Block(NamedTuple):
    """Lines of a message: its own, or those of a quotation, which may be folded."""

    lines: list[Line]
    quoted: bool
    folded: bool


def drawn(question: str, answer: Message) -> str:
    """The picture of a question and its answer."""
    canvas = Canvas()
    canvas.y = _EDGE + _TOP + 12
    _draw_question(canvas, question)
    _draw_answer(canvas, answer)
    canvas.y += 14
    bottom = canvas.y
    _draw_foot(canvas)
    return _framed(canvas, bottom, f"“{question}” and what nutgraf answers")


def _draw_question(canvas: Canvas, question: str) -> None:
    size, step = 16, 21
    lines = wrapped([Run(question, frozenset())], 280, size)
    width = max(width_of(line, size) for line in lines) + 2 * _PADDING
    height = step * len(lines) + 16
    x = _EDGE + _SCREEN - 10 - width
    canvas.box(x, canvas.y, width, height, "#e1fec6", 16)
    for number, line in enumerate(lines):
        canvas.line(line, x + _PADDING, canvas.y + 8 + 16 + step * number, size)
    canvas.y += height + 8


def _draw_answer(canvas: Canvas, answer: Message) -> None:
    x, at = _EDGE + 10, len(canvas.parts)
    top = canvas.y
    canvas.y += 9
    for block in _blocks(answer):
        _draw_block(canvas, block, x)
    canvas.y += 7
    bubble = Canvas()
    bubble.box(x, top, _BUBBLE, canvas.y - top, "#ffffff", 16)
    canvas.parts[at:at] = bubble.parts
    for row in answer.buttons:
        canvas.y += 4
        width = (_BUBBLE - 4 * (len(row) - 1)) / len(row)
        for number, label in enumerate(row):
            left = x + number * (width + 4)
            canvas.box(left, canvas.y, width, _BUTTON, "#5f7f5b", 9)
            canvas.centred(label, left + width / 2, canvas.y + 24, 14.5, width - 12)
        canvas.y += _BUTTON


def _draw_block(canvas: Canvas, block: Block, x: float) -> None:
    size, step = (15.0, 20) if block.quoted else (16.0, 21)
    left = x + _PADDING + (11 if block.quoted else 0)
    if block.quoted:
        height = step * len(block.lines) + 8
        canvas.box(x + _PADDING, canvas.y + 2, _BUBBLE - 2 * _PADDING, height, "#eaf3fd", 5)
        canvas.box(x + _PADDING, canvas.y + 2, 3, height, "#3390ec", 1.5)
        canvas.y += 6
    for line in block.lines:
        canvas.line(line, left, canvas.y + size, size)
        canvas.y += step
    if block.quoted:
        if block.folded:
            edge = x + _BUBBLE - _PADDING - 18
            canvas.parts.append(
                f'<path d="M{edge:g} {canvas.y - 7:g} l5 5 l5 -5" fill="none" stroke="#3390ec" '
                'stroke-width="2"/>'
            )
        canvas.y += 6


def _draw_foot(canvas: Canvas) -> None:
    """Where a reader types."""
    canvas.box(_EDGE + 12, canvas.y + 9, _SCREEN - 24, 34, "#ffffff", 17)
    canvas.line([Run("Message", frozenset())], _EDGE + 28, canvas.y + 31, 15, DIM)
    canvas.y += 52


def _framed(canvas: Canvas, bottom: float, title: str) -> str:
    """The whole file: the phone, its screen, what stands on top, and what has been drawn."""
    width, height = _SCREEN + 2 * _EDGE, canvas.y + _EDGE + 14
    frame, top = Canvas(), Canvas()
    frame.box(0, 0, width, height, "#1d1f21", 40)
    frame.box(_EDGE, _EDGE, _SCREEN, height - 2 * _EDGE, "#f6f6f6", 30)
    frame.box(_EDGE, _EDGE + _TOP, _SCREEN, bottom - _EDGE - _TOP, "url(#wall)")
    top.parts.append(f'<circle cx="{_EDGE + 36}" cy="{_EDGE + 31}" r="19" fill="#5a9be0"/>')
    bold = frozenset({"bold"})
    top.line([Run("n", bold)], _EDGE + 30.5, _EDGE + 37, 19, "#ffffff")
    top.line([Run("nutgraf", bold)], _EDGE + 66, _EDGE + 28, 16.5)
    top.line([Run("bot", frozenset())], _EDGE + 66, _EDGE + 46, 13, DIM)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" font-family="{FONT}" role="img">',
            f"<title>{escape(title)}</title>",
            '<linearGradient id="wall" x1="0" y1="0" x2="0.4" y2="1">'
            '<stop offset="0" stop-color="#dfe8b6"/><stop offset="0.5" stop-color="#a9cfa6"/>'
            '<stop offset="1" stop-color="#cfe0b0"/></linearGradient>',
            *frame.parts,
            *top.parts,
            *canvas.parts,
            "</svg>\n",
        ]
    )


def _blocks(message: Message) -> Iterator[Block]:
    """The message's own lines and its quotations, in their order."""
    quotations = [each for each in message.entities if "blockquote" in each["type"]]
    cuts = {0, units(message.text)}
    for each in quotations:
        cuts |= {each["offset"], each["offset"] + each["length"]}
    for start, end in pairwise(sorted(cuts)):
        inside = [each for each in quotations if each["offset"] == start]
        folds = bool(inside) and "expandable" in inside[0]["type"]
        runs = _trimmed(_runs(message, start, end), bool(start), end < units(message.text))
        if not runs:
            continue
        size, room = (15.0, _BUBBLE - 2 * _PADDING - 32) if inside else (16.0, _BUBBLE - 24.0)
        lines = wrapped(runs, room, size)
        folded = folds and len(lines) > _FOLDED
        yield Block(lines[:_FOLDED] if folded else lines, bool(inside), folded)


def _runs(message: Message, start: int, end: int) -> Line:
    """The text between two offsets, parted where its look changes."""
    cuts = {start, end}
    for each in message.entities:
        first, last = each["offset"], each["offset"] + each["length"]
        cuts |= {at for at in (first, last) if start < at < end}
    return [
        Run(
            cut(message.text, one, other - one),
            frozenset(
                each["type"]
                for each in message.entities
                if each["offset"] <= one and other <= each["offset"] + each["length"]
            ),
        )
        for one, other in pairwise(sorted(cuts))
    ]


def _trimmed(runs: Line, front: bool, back: bool) -> Line:
    """Without the line ends that stand beside a quotation."""
    if runs and front:
        runs[0] = runs[0]._replace(text=runs[0].text.removeprefix("\n"))
    if runs and back:
        runs[-1] = runs[-1]._replace(text=runs[-1].text.removesuffix("\n"))
    return [run for run in runs if run.text]


def pictures() -> dict[Path, str]:
    """The pictures as the bot answers now."""
    with bot_over_seeds() as (telegram, _, _):
        return {
            path: drawn(question, Phone(telegram).says(question).last)
            for path, question in QUESTIONS.items()
        }


if __name__ == "__main__":
    for path, picture in pictures().items():
        path.write_text(picture, encoding="utf-8")
