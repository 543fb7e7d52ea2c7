"""The answers of the last days, each with the quote that it shows first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.readers.database import Readers

_LOOKED_AT: Final = 20_000  # answers
_SHOWN: Final = 100  # answers with one quote
_CYRILLIC: Final = re.compile("[а-яіїєґ]", re.IGNORECASE)


class Shown(NamedTuple):
    """An answer's message, who asked, and the address of its first quote; `language` is that of the
    question's letters, None for Latin ones."""

    chat_id: int
    message_id: int
    reader_id: int
    address: str
    language: str | None


@dataclass(frozen=True, slots=True)
class ShownAnswers:
    """Those in the readers' file."""

    readers: Readers

    def addresses(self, ago: timedelta) -> list[str]:
        """The addresses of the quotes that answers since so long ago show first, of the newest
        answers."""
        rows = self.readers.rows(
            "select distinct address from (select address from answers "
            "where coalesce(address, '') != '' and sent_at > ? order by sent_at desc limit ?)",
            [self.readers.moment(ago=ago), _LOOKED_AT],
        )
        return [address for (address,) in rows]

    def showing(self, address: str, ago: timedelta) -> list[Shown]:
        """The newest answers since so long ago that show the quote at the address first."""
        rows = self.readers.rows(
            "select chat_id, message_id, reader_id, question from answers "
            "where address = ? and sent_at > ? order by sent_at desc limit ?",
            [address, self.readers.moment(ago=ago), _SHOWN],
        )
        found = []
        for chat_id, message_id, reader_id, question in rows:
            language = "uk" if _CYRILLIC.search(question) else None
            found.append(Shown(chat_id, message_id, reader_id, address, language))
        return found

    def shows(self, chat_id: int, message_id: int, address: str) -> None:
        """Keep that the answer's first quote is now the one at the address."""
        with self.readers.writing() as connection:
            connection.execute(
                "update answers set address = ? where chat_id = ? and message_id = ?",
                (address, chat_id, message_id),
            )
