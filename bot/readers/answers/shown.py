"""The answers of the last days, each with the quote that it shows first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.readers.database import Readers

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

    def shown(self, ago: timedelta) -> list[Shown]:
        """The answers with a quote that were given since so long ago, the newest first."""
        rows = self.readers.rows(
            "select chat_id, message_id, reader_id, address, question from answers "
            "where coalesce(address, '') != '' and sent_at > ? order by sent_at desc",
            [self.readers.moment(ago=ago)],
        )
        found = []
        for chat_id, message_id, reader_id, address, question in rows:
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
