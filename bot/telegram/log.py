"""The log: on standard error, without secrets and terminal escapes, whoever writes it."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Final

from bot.masking import hide, masked
from bot.text import visible


class _Discreet(logging.Formatter):
    """Leaves secrets out of every line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        return visible(masked(super().format(record)))


class _InJson(logging.Formatter):
    """An object a line, for programs that gather logs; the same is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if record.exc_info:
            said["error"] = masked(self.formatException(record.exc_info))
        return json.dumps(said)


_FORMS: Final = {
    "text": _Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"),
    "json": _InJson(),
}


def mute() -> None:
    """Keep python-telegram-bot and tornado silent: their lines hold updates, words and names, or
    one for each stranger at the door. What matters of it, the bot says itself."""
    for name in ("telegram", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def set_up(token: str, form: str = "text", level: int = logging.INFO) -> None:
    """Log to standard error: the bot, and what its processes say, from the level on, the libraries
    from WARNING on.

    `form` is text or json.
    """
    hide(token)
    handler = logging.StreamHandler()
    handler.setFormatter(_FORMS[form])
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in ("bot", "nutgraf"):
        logging.getLogger(name).setLevel(level)
    # httpx writes every URL at INFO, and Telegram's hold the token
    logging.getLogger("httpx").setLevel(logging.WARNING)
