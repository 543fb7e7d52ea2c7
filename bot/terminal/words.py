"""Words for a terminal: nothing in an article, a file's name or a reader's words steers it."""

from __future__ import annotations

from rich.text import Text

from bot.text import visible


def seen(text: str, style: str = "") -> Text:
    """The text in a style, with signs for its control characters, each in its place."""
    return Text(visible(text), style)


def joined(*parts: str | tuple[str, str]) -> Text:
    """Texts one after another, some with their style."""
    return Text().join(seen(part) if isinstance(part, str) else seen(*part) for part in parts)
