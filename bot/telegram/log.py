"""The log: on standard error, without secrets and terminal escapes, whoever writes it."""

from __future__ import annotations

import logging

from bot.masking import hide, masked
from bot.text import visible


class _Discreet(logging.Formatter):
    """Leaves secrets out of every line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        return visible(masked(super().format(record)))


def mute() -> None:
    """Keep python-telegram-bot and tornado silent: their lines hold updates, words and names, or
    one for each stranger at the door. What matters of it, the bot says itself."""
    for name in ("telegram", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def set_up(token: str) -> None:
    """Log to standard error: the bot from INFO, the libraries from WARNING on."""
    hide(token)
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)
    # httpx writes every URL at INFO, and Telegram's hold the token
    logging.getLogger("httpx").setLevel(logging.WARNING)
