"""How long a text may be, in UTF-16 units, and which words stay the bot's own; pure."""

from __future__ import annotations

from typing import Final

from bot.text import MOST_UNITS, units

_BUTTON: Final = 40
_LABEL: Final = 80  # what stands beside others in an answer
_SENTENCE: Final = 200  # what Telegram shows in passing
_FEW_WORDS: Final = 40  # a text of the bot's that is no longer is a label
_OF_ITS_OWN: Final = {
    "name": 64,
    "short_description": 120,
    "description": 512,
    "welcome": 2000,
    "help": 3000,
    "in_group": 1000,
    "leaving": 1000,
    "about_privacy.rest": 1000,
    "chat_help": MOST_UNITS,
    "privacy": MOST_UNITS,
    "imprint": MOST_UNITS,
    "contact": MOST_UNITS,
}
_COMMANDS: Final = 256
_ABOVE: Final = 64  # a button above what is found inline
_INLINE: Final = ("ask_in_bot", "none_inline", "nearest_inline", "too_fast_inline")
_BUTTONS: Final = {
    *("more", "fewer", "own_language", "about_privacy.delete_here"),
    *(
        f"screen.{name}"
        for name in (
            "read_on read_one copy_one more_quotes follow follow_later menu back why copy proof "
            "timeline new open before after answers does_not ask_that help share send_on"
        ).split()
    ),
}
_STATED: Final = ("opening", "kept", "not_kept", "whole_questions", "only_terms", "closing")


def most(key: str, present: str) -> int:
    """How long the text may be in whose place `present` stands."""
    if key in _OF_ITS_OWN:
        return _OF_ITS_OWN[key]
    if key.startswith(("commands.", "own_commands.")):
        return _COMMANDS
    if key in _INLINE:
        return _ABOVE
    if key in _BUTTONS or key.startswith("settings_of."):
        return _BUTTON
    return _LABEL if units(present) <= _FEW_WORDS else _SENTENCE


def has_lines(key: str, present: str) -> bool:
    """Whether the text may be of several lines."""
    alone = key in _OF_ITS_OWN and key not in ("name", "short_description")
    return alone or "\n" in present


def is_stated(key: str) -> bool:
    """Whether the text is what the bot states of itself, which is true as it stands: what it keeps,
    and which language it speaks."""
    below = (f"about_privacy.{each}." for each in _STATED)
    return key == "language" or f"{key}.".startswith(tuple(below))
