"""A quote as a picture to be shared, its words letter for letter; needs Pillow and matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from bot.locales.texts import Texts
from bot.text import shortened
from retrieval import Archive, Excerpt

_SIDE: Final = 1080
_EDGE: Final = 90
_BAR: Final = 46  # from the bar to the words
_HEAD, _FOOT = 250, 930  # where the words' room begins and ends
_SIZES: Final = (54, 46, 40, 34, 30, 26, 22)  # of the words' type, the first that fits
_LINE: Final = 1.38
_PAPER, _INK, _DIM, _BLUE = "#fcfaf6", "#1d1d1b", "#666666", "#3390ec"
_LONGEST_NAME: Final = 60
_LONGEST_HEADLINE: Final = 110

Fonts = Callable[[str, int], Any]


class Card(NamedTuple):
    """The picture, and its citation as a caption."""

    png: bytes
    caption: str


def of_passage(archive: Archive, address: str, texts: Texts) -> Card | None:
    """The card of the passage at the address; None where its words do not fit, or its letters
    cannot be drawn. Raises UnknownAddressError, NothingIndexedError."""
    excerpt = archive.show(address)
    png = drawn(excerpt, texts)
    if png is None:
        return None
    citation = excerpt.citation
    day = texts.day_and_page(citation, short=False)
    source = texts.outlet_with(citation.label, citation.outlet or texts.headline(citation))
    where = citation.url or f"nutgraf show {address}"
    return Card(png, f"{shortened(source, 200)}, {day}\n{shortened(where, 600)}")


def drawn(excerpt: Excerpt, texts: Texts) -> bytes | None:
    """The passage as a PNG file, with its headline, outlet and day."""
    citation, fonts, words = excerpt.citation, _fonts(), excerpt.passage.text
    headline = shortened(texts.headline(citation), _LONGEST_HEADLINE)
    outlet = texts.outlet_with(citation.label, citation.outlet or "")
    day = texts.day_and_page(citation, short=False)
    named = " · ".join(part for part in (shortened(outlet, _LONGEST_NAME), day) if part)
    fitting = _fitting(words, fonts)
    if fitting is None or not _can_write(words + headline + named):
        return None
    image = import_module("PIL.Image").new("RGB", (_SIDE, _SIDE), _PAPER)
    pen = import_module("PIL.ImageDraw").Draw(image)
    pen.text((_EDGE, 92), named, fill=_BLUE, font=fonts("DejaVuSans-Bold", 28))
    _write(pen, _lines(headline, fonts("DejaVuSans", 27)), (_EDGE, 142), 27, _DIM, fonts)
    font, size, lines = fitting
    height = round(len(lines) * size * _LINE)
    top = _HEAD + (_FOOT - _HEAD - height) // 2
    pen.rectangle((_EDGE, top, _EDGE + 7, top + height), fill=_BLUE)
    for number, line in enumerate(lines):
        pen.text((_EDGE + _BAR, top + number * size * _LINE), line, fill=_INK, font=font)
    foot = [texts.screen.word_for_word, urlsplit(citation.url or "").hostname or ""]
    _write(pen, foot, (_EDGE, 950), 24, _DIM, fonts)
    name = fonts("DejaVuSans-Bold", 26)
    pen.text((_SIDE - _EDGE - name.getlength("nutgraf"), 978), "nutgraf", fill=_INK, font=name)
    file = BytesIO()
    image.save(file, format="PNG")
    return file.getvalue()


def _fitting(words: str, fonts: Fonts) -> tuple[Any, int, list[str]] | None:
    """The largest type in which the words fit, its size, and the lines."""
    for size in _SIZES:
        font = fonts("DejaVuSerif", size)
        lines = _lines(words, font, _BAR)
        if len(lines) * size * _LINE <= _FOOT - _HEAD:
            return font, size, lines
    return None


def _lines(words: str, font: Any, indent: int = 0) -> list[str]:
    """The words in lines as wide as the card."""
    room = _SIDE - 2 * _EDGE - indent
    lines = [""]
    for word in _short(words.split(), font, room):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _short(words: list[str], font: Any, room: int) -> Iterator[str]:
    """The words, those that are wider than the room in parts."""
    for word in words:
        rest = word
        while font.getlength(rest) > room:
            fits = next(at for at in range(len(rest), 0, -1) if font.getlength(rest[:at]) <= room)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _write(
    pen: Any, lines: list[str], at: tuple[int, int], size: int, ink: str, fonts: Fonts
) -> None:
    font = fonts("DejaVuSans", size)
    for number, line in enumerate(lines):
        pen.text((at[0], at[1] + number * size * _LINE), line, fill=ink, font=font)


def _fonts() -> Fonts:
    """The type faces that come with matplotlib, by name and size."""
    folder = Path(import_module("matplotlib").get_data_path()) / "fonts" / "ttf"
    truetype = import_module("PIL.ImageFont").truetype
    return lambda name, size: truetype(str(folder / f"{name}.ttf"), size)


def _can_write(words: str) -> bool:
    """Whether the type faces have all the letters."""
    folder = Path(import_module("matplotlib").get_data_path()) / "fonts" / "ttf"
    known = import_module("matplotlib.ft2font").FT2Font(str(folder / "DejaVuSerif.ttf"))
    has = known.get_charmap()
    return all(letter.isspace() or ord(letter) in has for letter in words)
