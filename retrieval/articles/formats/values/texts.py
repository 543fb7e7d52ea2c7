"""Which texts can be kept, and which say no."""

from __future__ import annotations


def is_storable(text: str) -> bool:
    """Whether a database can store all its characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def check_storable(text: str, name: str) -> None:
    """Raise ValueError where `text` has a character that no database can store."""
    if "\0" in text:
        raise ValueError(f"{name} holds U+0000; remove it")
    if not is_storable(text):
        raise ValueError(f"{name} holds half a character (a lone surrogate); write it anew")


def is_no(value: object) -> bool:
    """Whether a field's value is `false`, in any spelling that is usual."""
    return str(value).strip().rpartition("/")[2].casefold() in ("false", "no", "0")
