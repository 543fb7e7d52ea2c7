"""How a reader wants it: quotes in an answer, the bot's language, the time zone, silent hours."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers

QUOTES: Final = ("1", "2", "3", "5", "10")
ZONES: Final = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "America/New_York",
    "Asia/Tokyo",
)
SILENT: Final = ("", "22-7", "23-8", "21-9")


@dataclass(frozen=True, slots=True)
class Settings:
    """A reader's settings; "" where nothing was chosen. `silent` is hours, such as `22-7`."""

    quotes: str = ""
    language: str = ""
    zone: str = ""
    silent: str = ""

    def with_(self, key: str, value: str) -> Settings:
        """The settings with one changed. Raises ValueError for what there is not."""
        if key not in {each.name for each in fields(self)} or not _VALID[key](value):
            raise ValueError(f"{key}: no such setting")
        return replace(self, **{key: value})


def zone(name: str) -> ZoneInfo | None:
    """The time zone of that name, such as `Europe/Kyiv`; None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def load(readers: Readers, reader_id: int) -> Settings:
    """The reader's settings."""
    rows = readers.rows(
        "select quotes, language, zone, silent from settings where reader_id = ?", [reader_id]
    )
    return Settings(*(str(each or "") for each in rows[0])) if rows else Settings()


def save(readers: Readers, reader_id: int, settings: Settings) -> None:
    """Keep the reader's settings, where something was chosen."""
    with readers.writing() as connection:
        if settings == Settings():
            connection.execute("delete from settings where reader_id = ?", [reader_id])
            return
        connection.execute(
            "insert or replace into settings(reader_id, quotes, language, zone, silent) "
            "values (?, ?, ?, ?, ?)",
            (reader_id, *(each or None for each in astuple(settings))),
        )


_VALID: Final = {
    "quotes": lambda value: value in QUOTES,
    "language": lambda value: not value or value in LANGUAGES,
    "zone": lambda value: zone(value) is not None,
    "silent": lambda value: value in SILENT,
}
