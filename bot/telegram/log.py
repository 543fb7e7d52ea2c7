"""The log: on standard error, without the token whoever writes it."""

from __future__ import annotations

import logging


class _Discreet(logging.Formatter):
    """Leaves a secret out of every line, tracebacks included."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The line without the secret."""
        return super().format(record).replace(self._secret, "TOKEN")


def mute() -> None:
    """Keep python-telegram-bot and tornado silent: their lines hold updates, words and names, or
    one for each stranger at the door. What matters of it, the bot says itself."""
    for name in ("telegram", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def set_up(token: str) -> None:
    """Log to standard error: the bot from INFO, the libraries from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet(token))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)
    # httpx writes every URL at INFO, and Telegram's hold the token
    logging.getLogger("httpx").setLevel(logging.WARNING)
