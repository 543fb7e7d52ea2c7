"""The coverage that is configured: in a file, or in a cluster, whose user has a password."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from bot.config import PREFIX, Config, ConfigError, load
from bot.masking import hide
from retrieval import ClusterAddress

if TYPE_CHECKING:
    from retrieval import Archive, Index

_VARIABLE: Final = f"{PREFIX}ARCHIVE_PASSWORD"
_OF_COVERAGE: Final = f"{PREFIX}COVERAGE_PASSWORD"
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
        **access(config),
    )


class Access(TypedDict):
    """What lets into a cluster; nothing of a file."""

    password: str | None
    ca: Path | None


def access(config: Config) -> Access:
    """What stands beside `config.database` where a coverage is opened. Raises ConfigError."""
    return {"password": password_of(config), "ca": config.archive_ca}


def access_to(place: Path | ClusterAddress) -> Access:
    """The same of a cluster that a command names itself; the configuration that is found says
    where its password is, and who signed its certificate. Raises ConfigError."""
    if not isinstance(place, ClusterAddress):
        return {"password": None, "ca": None}
    return access(load(with_token=False).model_copy(update={"database": place}))


def password_of(config: Config) -> str | None:
    """The password, masked from now on in all that is printed; None where none is needed. Raises
    ConfigError, which never shows it."""
    if not isinstance(config.database, ClusterAddress) or not config.database.user:
        return None
    return _password(_VARIABLE, _SETTING, config.archive_password_file, "in config.toml")


def password_of_index(index: Index) -> str | None:
    """The same of the user of an index that articles are taken from."""
    if not index.address.user:
        return None
    where = "in its [[coverage]]"
    if index.password_file:  # the variable is for all that name none
        return _hidden(_in_file("password_file", index.password_file))
    return _password(_OF_COVERAGE, "password_file", None, where)


def _password(variable: str, setting: str, file: Path | None, where: str) -> str:
    given = os.environ.get(variable)
    if given and file:
        raise ConfigError(f"{variable} and {setting}: both are set; keep one")
    password = given or (_in_file(setting, file) if file else "")
    if not password:
        raise ConfigError(
            f"no password for the user of the cluster: set {variable}, or {setting} {where}"
        )
    return _hidden(password)


def _hidden(password: str) -> str:
    hide(password)
    return password


def _in_file(setting: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
    except OSError as error:
        raise ConfigError(
            f"{setting}: the file cannot be read: {error.strerror}; it must hold the password"
        ) from None
    try:
        password = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise ConfigError(f"{setting}: the file is not in UTF-8; save it as UTF-8") from None
    if not password:
        raise ConfigError(f"{setting}: the file is empty; write the password into it")
    if len(password.splitlines()) > 1:
        raise ConfigError(f"{setting}: the file has several lines; leave the password's alone")
    return password
