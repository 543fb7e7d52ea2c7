"""What a variable of the environment says, as the value of the key of config.toml."""

from __future__ import annotations

import os
import re
from typing import Any, Final

IDS: Final = ("admins", "allowed", "blocked")
"""Keys whose values are lists of Telegram's numbers."""
YES: Final = ("keep_questions", "meaning", "private_addresses")
"""Keys whose values are true or false."""
_ID: Final = re.compile(r"\s*-?[0-9]{1,20}\s*")
_SEPARATORS: Final = {"seeds": os.pathsep, "examples": "|", **dict.fromkeys(IDS, ",")}
_NUMBERS: Final = ("quotes", "questions_per_minute", "longest_question", "keep_days")
_TABLES: Final = ("outlets", "show")


def value_of(key: str, text: str) -> Any:
    """The variable's text as the key's own type; text that does not fit stays as it is."""
    if key in _SEPARATORS:
        parts = [part for part in text.split(_SEPARATORS[key]) if part.strip()]
        if key in IDS and all(map(_ID.fullmatch, parts)):
            return [int(part) for part in parts]
        return parts
    if key in _TABLES:
        pairs = (part.partition("=") for part in text.split("|") if part.strip())
        return {outlet.strip(): said.strip() for outlet, _, said in pairs}
    if key in _NUMBERS and re.fullmatch(r"[0-9]{1,4}", text):
        return int(text)
    if key in YES:
        return {"true": True, "false": False}.get(text.lower(), text)
    if key == "threshold" and re.fullmatch(r"[01]?\.?[0-9]{1,9}", text):
        return float(text)
    return text
