"""The coverage that is configured: in a file, or in a cluster, whose user has a password."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from bot.config import PREFIX, Config, ConfigError
from bot.masking import hide
from retrieval import ClusterAddress

if TYPE_CHECKING:
    from retrieval import Archive

_VARIABLE: Final = f"{PREFIX}ARCHIVE_PASSWORD"
_SETTING: Final = "archive_password_file"
_LARGEST: Final = 4096  # bytes of a file that holds a password and no more


def opened(config: Config) -> Archive:
    """The coverage that is configured. Raises a DatabaseError, ConfigError."""
    from retrieval import Archive  # with all that answers, which other commands do not need

    return Archive(
        config.database,
        threshold=config.threshold,
        labels=config.outlets,
        meaning=config.meaning,
        password=password_of(config),
        ca=config.archive_ca,
    )


def password_of(config: Config) -> str | None:
    """The password, masked from now on in all that is printed; None where none is needed. Raises
    ConfigError, which never shows it."""
    given, file = os.environ.get(_VARIABLE), config.archive_password_file
    if not isinstance(config.database, ClusterAddress) or not config.database.user:
        return None
    if given and file:
        raise ConfigError(f"{_VARIABLE} and {_SETTING}: both are set; keep one")
    password = given or _in_file(config)
    if not password:
        raise ConfigError(
            f"no password for the user of the cluster: set {_VARIABLE}, or {_SETTING} in "
            "config.toml"
        )
    hide(password)
    return password


def _in_file(config: Config) -> str | None:
    if config.archive_password_file is None:
        return None
    try:
        with config.archive_password_file.open("rb") as file:
            raw = file.read(_LARGEST)
    except OSError as error:
        raise ConfigError(
            f"{_SETTING}: the file cannot be read: {error.strerror}; it must hold the password"
        ) from None
    password = raw.decode(errors="replace").removeprefix("\ufeff").strip()
    if not password:
        raise ConfigError(f"{_SETTING}: the file is empty; write the password into it")
    return password
