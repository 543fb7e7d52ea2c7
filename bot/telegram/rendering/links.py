"""Where a citation leads: the article's own page, else the bot, at the passage; pure."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlsplit, urlunsplit

from telegram.helpers import create_deep_linked_url

_LONGEST_URL = 2000  # as written in HTML
_LONGEST_DIRECTIVE = 600
_EDGE_WORDS = 5
_LEGAL = "%:/?#[]@!$&'()*+,;=~-._"


def article_url(url: str | None) -> str | None:
    """`url` in a form that Telegram takes for a link; None where it would drop the link."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    # Telegram refuses hosts without a dot, such as localhost
    proper = re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", host) and not parts.username
    if parts.scheme not in ("http", "https") or not proper:
        return None
    rest = quote(urlunsplit(("", "", parts.path, parts.query, parts.fragment)), safe=_LEGAL)
    whole = f"{parts.scheme}://{host}{port}{rest}"
    return whole if _short(whole) else None


def to_text(url: str, text: str) -> str:
    """`url` with a text fragment, which makes a browser scroll to `text` and mark it.

    https://wicg.github.io/scroll-to-text-fragment/: words in a row, or their two ends.
    """
    page, _, fragment = url.partition("#")
    anchor = fragment.partition(":~:")[0]
    words = text.split()
    directive = _encoded(words)
    if len(directive) > _LONGEST_DIRECTIVE:
        if len(words) < 2 * _EDGE_WORDS:
            return url
        ends = (words[:_EDGE_WORDS], words[-_EDGE_WORDS:])
        directive = ",".join(_encoded(end) for end in ends)
    whole = f"{page}#{anchor}:~:text={directive}"
    return whole if _short(whole) else url


def deep_link(username: str, address: str) -> str:
    """The link that opens the bot `username` at the passage `address`."""
    return create_deep_linked_url(username, address)


def _short(url: str) -> bool:
    return len(escape(url)) <= _LONGEST_URL


def _encoded(words: list[str]) -> str:
    # in a directive, `-`, `,` and `&` have a meaning of their own
    return quote(" ".join(words), safe="").replace("-", "%2D")
