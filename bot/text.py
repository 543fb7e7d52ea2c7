"""Texts as Telegram counts them: units, whole characters, cuts."""

from __future__ import annotations

import re
import unicodedata

MOST_UNITS = 4096

_STEERING: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},  # ␛ for ESC
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys([*range(0x2028, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
}
"""What steers a terminal, or turns the direction of writing, and the sign in its place."""

_PAUSES = " ,;:–—-"
_LONGEST_WORD = 40  # a longer run without a space (Chinese, a URL) is cut inside


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_blank(text: str) -> bool:
    """Whether nothing of `text` would be seen: Telegram drops links and buttons without words."""
    return not any(unicodedata.category(character)[0] in "LNPS" for character in text)


def visible(text: str) -> str:
    """The text, as long as it was, with signs for what would steer a terminal: control characters,
    but for line ends and tabs, other line ends, and what turns the direction of writing."""
    return text.translate(_STEERING)


def whole(text: str) -> str:
    """The text without half characters, which can neither be kept nor sent."""
    return text.encode(errors="replace").decode()


def cut(text: str, most: int) -> str:
    """The longest beginning of `text` within `most` UTF-16 units, ended at a word if it can be."""
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: max(0, most) * 2]
    beginning = kept.decode("utf-16-le", "ignore")
    if not text[len(beginning)].isspace():
        words = re.match(rf"(.*\s)\S{{0,{_LONGEST_WORD}}}$", beginning, re.DOTALL)
        beginning = words[1] if words else beginning
    return beginning.rstrip()


def shortened(text: str, most: int) -> str:
    """The text within `most` UTF-16 units, with an ellipsis where it is not the whole."""
    return text if units(text) <= most else f"{cut(text, most - 1).rstrip(_PAUSES)}…"


def first_sentences(text: str, most: int) -> str:
    """The sentences that open the text and together have at most `most` UTF-16 units, else the
    beginning of its first."""
    if units(text) <= most:
        return text
    ends = [found.start() for found in re.finditer(r"(?<=[.!?…])\s|\n", text)]
    fitting = [end for end in ends if end > 0 and units(text[:end]) <= most]
    return text[: fitting[-1]].strip() if fitting else cut(text, most)


def cut_front(text: str, most: int) -> str:
    """The longest end of `text` within `most` UTF-16 units, begun at a word if it can be."""
    return cut(text[::-1], most)[::-1]
