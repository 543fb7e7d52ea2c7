"""Text and boxes of an SVG file, and lines of text that fit into a width, without a browser.

Widths are Helvetica's; each stretch of text states its own, so that it takes no more in any font.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

FONT: Final = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_WIDTHS: Final = {  # thousandths of the letter's height, in Helvetica
    222: "ijl‘’",
    278: " !,./:;I[\\]ft·",
    333: "()-`r“”",
    500: "Jckcsvxyz",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "W",
    1000: "…—←→↗@%",
    1300: "👍👎🔔",
}
_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHERS: Final = 556
_BOLD: Final = 1.06
INK, LINK, DIM = "#111111", "#2a7ad3", "#8a8f94"


class Run(NamedTuple):
    """Letters of one line that look alike; `kinds` are Telegram's, such as `bold`."""

    text: str
    kinds: frozenset[str]

    def width(self, size: float) -> float:
        """How wide it is drawn."""
        letters = sum(_WIDTH_OF.get(letter, _OTHERS) for letter in self.text)
        return letters * size / 1000 * (_BOLD if "bold" in self.kinds else 1)


Line = list[Run]


class Canvas:
    """An SVG file in the making; `y` is how far down it is drawn."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = 0.0

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0
    ) -> None:
        """A box with round corners."""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}" '
            f'fill="{fill}"/>'
        )

    def line(self, runs: Line, x: float, y: float, size: float, fill: str = INK) -> None:
        """A line of text from `x` on."""
        for run in runs:
            width = run.width(size)
            if run.text.strip():
                bold = ' font-weight="bold"' if "bold" in run.kinds else ""
                ink = LINK if run.kinds & {"text_link", "url"} else fill
                self.parts.append(
                    f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{ink}"{bold} '
                    f'textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs" '
                    f'xml:space="preserve">{escape(run.text, quote=False)}</text>'
                )
            x += width

    def centred(self, text: str, middle: float, y: float, size: float, room: float) -> None:
        """A button's words, in white, shortened to the room there is."""
        run = Run(text, frozenset({"bold"}))
        while run.width(size) > room:
            run = Run(run.text.rstrip("…")[:-1].rstrip() + "…", run.kinds)
        self.line([run], middle - run.width(size) / 2, y, size, "#ffffff")


def width_of(runs: Iterable[Run], size: float) -> float:
    """How wide a line is."""
    return sum(run.width(size) for run in runs)


def wrapped(runs: Sequence[Run], room: float, size: float) -> list[Line]:
    """The runs as lines that fit into the room, parted at spaces."""
    letters = [Run(letter, run.kinds) for run in runs for letter in run.text]
    lines: list[list[Run]] = [[]]
    word: list[Run] = []
    for letter in [*letters, Run("\n", frozenset())]:
        if letter.text in " \n":
            if lines[-1] and width_of(lines[-1] + word, size) > room:
                lines[-1].pop()
                lines.append([])
            lines[-1] += word
            word = []
            if letter.text == "\n":
                lines.append([])
            else:
                lines[-1].append(letter)
        else:
            word.append(letter)
    return [
        [
            Run("".join(run.text for run in alike), kinds)
            for kinds, alike in groupby(line, key=lambda run: run.kinds)
        ]
        for line in lines[:-1]
    ]
