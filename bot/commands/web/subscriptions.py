"""Feeds in config.toml: written there so that all else in it stays as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from bot.config import ConfigError, file_of
from bot.settings.found import NAME


def settings_file(named: Path | None) -> Path:
    """The file that the configuration is read from, or would be."""
    return file_of(named) or Path(NAME)


def subscribe(file: Path, feed: str) -> bool:
    """Add the feed to the file, which is made if there is none; False if it is there already.

    Comments and the order stay. Raises ConfigError.
    """
    try:
        settings = tomlkit.parse(file.read_text(encoding="utf-8-sig") if file.exists() else "")
    except (TOMLKitError, ValueError):
        raise ConfigError(f"{file}: not TOML; mend it first") from None
    tables = settings.get("coverage")
    if any(each.get("feed") == feed for each in tables or ()):
        return False
    table = tomlkit.table()
    table["feed"] = feed
    if tables is None:
        fresh = tomlkit.aot()
        fresh.append(table)
        settings.append("coverage", fresh)
    elif isinstance(tables, AoT):
        tables.append(table)
    else:
        inline = tomlkit.inline_table()
        inline["feed"] = feed
        tables.append(inline)
    _write(file, tomlkit.dumps(settings))
    return True


def _write(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}.new")
    try:
        new.touch(mode=0o600)
        new.write_text(text, encoding="utf-8")
        if file.exists():
            shutil.copymode(file, new)
        os.replace(new, file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from None
