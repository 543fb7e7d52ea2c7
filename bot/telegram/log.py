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


def set_up(token: str) -> None:
    """Log to standard error: the bot from INFO, the libraries from WARNING on."""
    hide(token)
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)
    # httpx writes every URL at INFO, and Telegram's hold the token
    logging.getLogger("httpx").setLevel(logging.WARNING)
