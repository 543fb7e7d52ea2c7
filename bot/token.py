"""The bot's token: from the configuration, or from a file that nobody else may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.config import PREFIX, Config, ConfigError
from bot.settings.values import TOKEN

_LARGEST: Final = 4096  # bytes of a file that holds a token and no more
_FILE: Final = "token_file"


def token_of(config: Config, *, warn: Callable[[str], None]) -> str:
    """The token. `warn` is told where others may read its file.

    Raises ConfigError, which names the setting, never its value: it may be the token itself.
    """
    if config.token and config.token_file:
        raise ConfigError("token and token_file: both are set; keep one")
    if config.token:
        return config.token.get_secret_value()
    if config.token_file:
        return _read(config.token_file, warn)
    raise ConfigError(
        "no token: get one from @BotFather on Telegram and set NUTGRAF_TOKEN, or `token` or "
        "`token_file` in config.toml; `make chat` needs none"
    )


def _read(path: Path, warn: Callable[[str], None]) -> str:
    setting = PREFIX + _FILE.upper() if os.environ.get(PREFIX + _FILE.upper()) else _FILE
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ConfigError(f"{setting}: not a file; it must name one that holds the token")
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
    except OSError as error:
        raise ConfigError(
            f"{setting}: the file cannot be read: {error.strerror}; it must hold the token, and be "
            "readable by whom the bot runs as"
        ) from None
    except ValueError:  # a null byte
        raise ConfigError(f"{setting}: not the path of a file") from None
    token = raw.decode(errors="replace").removeprefix("\ufeff").strip()
    if not token:
        raise ConfigError(f"{setting}: the file is empty; write the token into it")
    if not TOKEN.fullmatch(token):
        raise ConfigError(
            f"{setting}: the file must hold a token as @BotFather gives it, and nothing else"
        )
    if os.name == "posix" and status.st_mode & stat.S_IROTH:
        warn(f"{setting}: everyone on this machine may read the file; chmod 600 it")
    return token
