"""Which texts are web addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from retrieval.articles.formats.values.texts import is_storable


def is_address(text: str) -> bool:
    """Whether the text is a web address; one with a name or a password before its host is none."""
    try:
        parts = urlsplit(text)
        opens = parts.scheme in ("http", "https") and _is_host(parts.hostname) and parts.port != 0
    except ValueError:  # a port that there is not
        return False
    if not opens or "@" in parts.netloc:
        return False
    return text.isprintable() and " " not in text and is_storable(text)


def _is_host(name: str | None) -> bool:
    return name is not None and all(name.removesuffix(".").split("."))
