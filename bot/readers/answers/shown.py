"""The answers of the last days, each with the quotes that it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.readers.database import Readers

_LOOKED_AT: Final = 20_000  # answers
_SHOWN: Final = 100  # answers with one quote
_CYRILLIC: Final = re.compile("[а-яіїєґ]", re.IGNORECASE)


class Shown(NamedTuple):
    """An answer's message, who asked, and the address of one of its quotes; `language` is that of
    the question's letters, None for Latin ones."""

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
        """The addresses of the quotes that answers since so long ago show, of the newest answers,
        each once."""
        rows = self.readers.rows(
            "select coalesce(address, '') || ' ' || coalesce(others, '') from answers "
            "where sent_at > ? order by sent_at desc limit ?",
            [self.readers.moment(ago=ago), _LOOKED_AT],
        )
        return list(dict.fromkeys(address for (row,) in rows for address in row.split()))

    def showing(self, address: str, ago: timedelta) -> list[Shown]:
        """The newest answers since so long ago that show the quote at the address."""
        rows = self.readers.rows(
            "select chat_id, message_id, reader_id, question from answers "
            "where (address = ? or instr(' ' || others || ' ', ' ' || ? || ' ')) and sent_at > ? "
            "order by sent_at desc limit ?",
            [address, address, self.readers.moment(ago=ago), _SHOWN],
        )
        found = []
        for chat_id, message_id, reader_id, question in rows:
            language = "uk" if _CYRILLIC.search(question) else None
            found.append(Shown(chat_id, message_id, reader_id, address, language))
        return found

    def shows(self, chat_id: int, message_id: int, address: str, others: Sequence[str]) -> None:
        """Keep that the answer's first quote is now the one at the address, and what it shows
        after that one."""
        with self.readers.writing() as connection:
            connection.execute(
                "update answers set address = ?, others = ? where chat_id = ? and message_id = ?",
                (address, " ".join(others), chat_id, message_id),
            )
