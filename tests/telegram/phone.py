"""A phone that draws a conversation with the bot as text."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import Self

from tests.telegram.html import units
from tests.telegram.model import Formatted, Message
from tests.telegram.server import TelegramServer

WIDTH = 60
FORM = (
    "What the reader writes or presses stands on the right, before `<`. `[ ... ]` is a button,\n"
    "`**` bold, `>` a quotation; `▾` ends one that unfolds. Where something is struck out, `~~`\n"
    "marks it, and `__` what is underlined."
)
_SIGNS = {"bold": "**", "strikethrough": "~~", "underline": "__"}
_FOLDED = 3  # lines of a quotation before it unfolds


class Phone:
    """One reader's conversation; each act adds to `text`."""

    def __init__(
        self, telegram: TelegramServer, *, language: str = "en", unfolded: bool = False
    ) -> None:
        self.telegram = telegram
        self.reader = telegram.user("Reader", language_code=language)
        self.unfolded = unfolded
        self._drawn: list[str] = []
        self._last: Message | None = None
        self._said: Message | None = None

    @property
    def text(self) -> str:
        """The conversation so far."""
        return "\n\n".join(self._drawn)

    @property
    def last(self) -> Message:
        """The bot's last message, as it stands now."""
        assert self._last is not None
        return self._last

    def says(self, words: str) -> Self:
        """Write to the bot, and wait for what it sends."""
        self._right(words)
        self._said = self.reader.says(words)
        return self.gets()

    def gets(self) -> Self:
        """Wait for the bot's next message."""
        self._last = self.telegram.wait_for_message(self.reader, after=self._last)
        return self._left(self._last)

    def presses(self, label: str) -> Self:
        """Press a button under the last message, and wait until that is edited."""
        assert self._last is not None
        before = self._last.edits
        self._right(f"[ {label} ]")
        self.reader.presses(self._last, label)
        self.telegram.wait_for_edit(self._last, count=before + 1)
        return self._left(self._last)

    def edits(self, words: str) -> Self:
        """Edit what was written last, and wait until the answer is edited."""
        assert self._said is not None
        assert self._last is not None
        before = self._last.edits
        self._right(f"{words} (edited)")
        self.reader.edits(self._said, words)
        self.telegram.wait_for_edit(self._last, count=before + 1)
        return self._left(self._last)

    def asks_inline(self, words: str) -> Self:
        """Type the bot's name and some words in any chat, and post the first card."""
        self._right(f"@{self.telegram.username} {words}")
        query = self.reader.asks_inline(words)
        answers = self.telegram.wait_for(
            lambda: [each for each in self.telegram.inline_answers if each.query_id == query]
        )
        cards = [
            "\n".join(_wrapped(card["title"]) + _wrapped(card["description"]))
            for card in answers[0].results
        ]
        button = (answers[0].button or {}).get("text", "")
        self._drawn.append("\n--\n".join([*cards, f"[ {button} ]"]))
        self._right("(posts the first)")
        return self._left(self.reader.chooses(query, answers[0].results[0]["id"]))

    def _right(self, words: str) -> None:
        lines = textwrap.wrap(words, WIDTH - 12) or [""]
        lines[-1] += "  <"
        self._drawn.append("\n".join(line.rjust(WIDTH) for line in lines))

    def _left(self, message: Message) -> Self:
        lines = _lines(message, self.unfolded)
        for row in message.buttons:
            lines += _wrapped("  ".join(f"[ {label} ]" for label in row))
        self._drawn.append("\n".join(lines))
        return self


def _lines(message: Message | Formatted, unfolded: bool) -> list[str]:
    """The text as drawn: bold marked, quotations indented and folded, lines wrapped."""
    lines: list[str] = []
    at = 0
    quotes = [entity for entity in message.entities if "blockquote" in entity["type"]]
    for entity in sorted(quotes, key=lambda each: int(each["offset"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        lines += _plain(message, at, start)
        folds = entity["type"] == "expandable_blockquote"
        quoted = _marked(message, start, end)
        wrapped = [f"> {line}" for each in quoted.split("\n") for line in _wrapped(each, WIDTH - 2)]
        if folds and not unfolded:
            wrapped = wrapped[:_FOLDED]
        lines += [*wrapped[:-1], f"{wrapped[-1]} ▾"] if folds else wrapped
        at = end
    return lines + _plain(message, at, units(message.text))


def _plain(message: Message | Formatted, start: int, end: int) -> list[str]:
    """The lines between two offsets, with bold marked."""
    drawn = _marked(message, start, end)
    if start:
        drawn = drawn.removeprefix("\n")
    if end < units(message.text):
        drawn = drawn.removesuffix("\n")
    if not drawn:
        return []
    return [line for each in drawn.split("\n") for line in _wrapped(each)]


def _marked(message: Message | Formatted, start: int, end: int) -> str:
    """The text between two offsets with signs around what is marked."""
    text = message.text.encode("utf-16-le")
    kinds = {entity["type"] for entity in message.entities}
    drawn = _SIGNS if "strikethrough" in kinds else {"bold": "**"}
    signs = sorted(
        (at, sign)
        for first, last, sign in (
            (each["offset"], each["offset"] + each["length"], drawn[each["type"]])
            for each in message.entities
            if each["type"] in drawn
        )
        for at, inside in ((first, start <= first < end), (last, start < last <= end))
        if inside
    )
    cuts = [start, *(at for at, _ in signs), end]
    parts = [text[2 * one : 2 * other].decode("utf-16-le") for one, other in pairwise(cuts)]
    return parts[0] + "".join(sign + part for (_, sign), part in zip(signs, parts[1:], strict=True))


def _wrapped(words: str, width: int = WIDTH) -> list[str]:
    return textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False) or [""]
