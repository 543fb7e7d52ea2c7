"""Words for a terminal: nothing in an article, a file's name or a reader's words steers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from bot.conversation.quotations import Quotation
from bot.conversation.word_diffs import spaced
from bot.text import visible
from retrieval import Part


def seen(text: str, style: str = "") -> Text:
    """The text in a style, with signs for its control characters, each in its place."""
    return Text(visible(text), style)


def joined(*parts: str | tuple[str, str]) -> Text:
    """Texts one after another, some with their style."""
    return Text().join(seen(part) if isinstance(part, str) else seen(*part) for part in parts)


def shown(quotation: Quotation) -> Text:
    """The parts that are shown, with signs for what is left out, and what is bold."""
    whole, done, text = Text(), 0, quotation.text
    for start, end in quotation.parts:
        sign = "… " if text[done:start].strip() else ""
        whole.append(f" {sign}" if sign and done else sign)
        part = seen(text[start:end])
        for first, last in quotation.bold:
            part.stylize("bold", max(0, first - start), max(0, last - start))
        whole.append(part)
        done = end
    return whole.append(" …" if text[done:].strip() else "")


_SIGNS: Final = {"both": ("", ""), "text": ("[-", "-]"), "article": ("{+", "+}")}

_STYLES: Final = {"both": "", "text": "strike red", "article": "underline green"}


def drawn(parts: Sequence[Part], *, colours: bool) -> Text:
    """A word diff for the terminal: in colours, else between signs as `git --word-diff` has it."""
    text = Text()
    for part, space in spaced(parts):
        opening, closing = ("", "") if colours else _SIGNS[part.side]
        words = f"{opening}{part.words.rstrip()}{closing}"
        text.append(seen(words, _STYLES[part.side] if colours else ""))
        text.append(space)
    return text
