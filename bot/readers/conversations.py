"""What was asked and answered: under each answer its question, and what each reader asked last."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.conversation.asked import NOTHING, Asked, Before
from bot.readers.database import KEPT, Readers
from bot.readers.hashes import hashed, key_in

_DAMAGED = (ValueError, TypeError)  # a moment that is none; it counts as not kept
_VOTES_KEPT = timedelta(days=365)


class MessageId(NamedTuple):
    """An answer's message, who asked, and the message that asked (None: a button).

    `words_of`: another reader, whose words were asked. `topic` is the part of the chat with a
    conversation of its own, 0 for the whole chat.
    """

    chat_id: int
    message_id: int
    reader_id: int
    question_id: int | None = None
    words_of: int | None = None
    topic: int = 0


class Sent(NamedTuple):
    """A message by its number: one that asked, or one that answered."""

    number: int
    asked: bool


@dataclass(frozen=True, slots=True)
class Conversations:
    """Questions and answers in the readers' file, for as long as `kept`; for none, nothing is."""

    readers: Readers
    kept: timedelta = KEPT

    def remember(
        self, place: MessageId, asked: Asked, shows: str = "", moment: str | None = None
    ) -> None:
        """Keep the question that the message answers, and as what the reader asked last.

        `shows` are the addresses of the answer's quotes, parted by spaces; `moment`: when it was
        asked, now if not given.
        """
        if not self.kept:
            return
        moment = moment or self.readers.moment()
        address, _, others = shows.partition(" ")
        row = (*place[:4], place.topic, *asked, address, others, moment)
        with self.readers.writing() as connection:
            connection.execute(
                "insert or replace into answers(chat_id, message_id, reader_id, question_id, "
                "topic, question, asked_on, base, followed, as_of, since, address, others, "
                "sent_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [each.isoformat() if isinstance(each, date) else each for each in row],
            )
            connection.execute(
                "insert or replace into conversations"
                "(chat_id, topic, reader_id, question, asked_at) "
                "values (?, ?, ?, ?, ?)",
                (place.chat_id, place.topic, place.reader_id, asked.question, moment),
            )
            _lend(connection, place, asked)

    def recall(self, chat_id: int, message_id: int) -> Asked | None:
        """The question that the message answers; None when it was never kept, or is deleted."""
        rows = self.readers.rows(
            "select question, asked_on, base, followed, as_of, since from answers "
            "where chat_id = ? and message_id = ? and sent_at > ?",
            (chat_id, message_id, self.readers.moment(ago=self.kept)),
        )
        for question, asked_on, base, followed, as_of, since in rows:
            with suppress(*_DAMAGED):
                return Asked(
                    question,
                    date.fromisoformat(asked_on),
                    base or "",
                    bool(followed),
                    as_of=date.fromisoformat(as_of) if as_of else None,
                    since=_since(since),
                )
        return None

    def sent_at(self, chat_id: int, message_id: int) -> datetime | None:
        """When the message that answers was asked for; None when that is not known."""
        rows = self.readers.rows(
            "select sent_at from answers where chat_id = ? and message_id = ?",
            (chat_id, message_id),
        )
        with suppress(*_DAMAGED):
            return datetime.fromisoformat(rows[0][0]) if rows else None
        return None

    def before(self, chat_id: int, reader_id: int, topic: int = 0) -> Before:
        """What the reader asked last in the topic of the chat."""
        rows = self.readers.rows(
            "select question, asked_at from conversations "
            "where chat_id = ? and reader_id = ? and topic = ?",
            (chat_id, reader_id, topic),
        )
        for question, asked_at in rows:
            with suppress(*_DAMAGED):
                at = datetime.fromisoformat(asked_at)
                return Before.last(question, at, now=self.readers.now())
        return NOTHING

    def has_topic(self, chat_id: int, topic: int) -> bool:
        """Whether something was asked in that part of the chat."""
        query = "select 1 from answers where chat_id = ? and topic = ? limit 1"
        return bool(self.readers.rows(query, (chat_id, topic)))

    def cited(self, chat_id: int, message_id: int) -> str:
        """The address of the first quote of the answer in the message; "" where there is none."""
        rows = self.readers.rows(
            "select address from answers where chat_id = ? and message_id = ?",
            (chat_id, message_id),
        )
        return str(rows[0][0] or "") if rows else ""

    def cited_last(self, chat_id: int, reader_id: int, topic: int = 0) -> str:
        """The address of the first quote that the reader was last answered with in the topic."""
        rows = self.readers.rows(
            "select address from answers where chat_id = ? and reader_id = ? and topic = ? "
            "and coalesce(address, '') != '' order by sent_at desc, message_id desc limit 1",
            (chat_id, reader_id, topic),
        )
        return str(rows[0][0]) if rows else ""

    def asker(self, chat_id: int, message_id: int) -> int | None:
        """Who asked what the message answers; None when that is not known."""
        rows = self.readers.rows(
            "select reader_id from answers where chat_id = ? and message_id = ?",
            (chat_id, message_id),
        )
        return rows[0][0] if rows else None

    def answer_to(self, chat_id: int, question_id: int) -> int | None:
        """The message that answers the question in the message `question_id`."""
        rows = self.readers.rows(
            "select message_id from answers where chat_id = ? and question_id = ? "
            "order by message_id desc",
            (chat_id, question_id),
        )
        return rows[0][0] if rows else None

    def start_afresh(self, chat_id: int, reader_id: int, topic: int = 0) -> None:
        """Forget what the reader asked last in the topic of the chat."""
        with self.readers.writing() as connection:
            connection.execute(
                "delete from conversations where chat_id = ? and reader_id = ? and topic = ?",
                (chat_id, reader_id, topic),
            )

    def messages(self, chat_id: int, reader_id: int, ago: timedelta) -> list[Sent]:
        """The last questions of the reader's in the chat, and their answers."""
        rows = self.readers.rows(
            "select message_id, question_id from answers "
            "where chat_id = ? and reader_id = ? and sent_at > ? order by message_id",
            (chat_id, reader_id, self.readers.moment(ago=ago)),
        )
        asked = dict.fromkeys(question for _, question in rows if question is not None)
        return [*(Sent(row[0], False) for row in rows), *(Sent(each, True) for each in asked)]

    def vote(self, chat_id: int, message_id: int, up: bool, terms: str) -> bool:
        """Count a thumb for the answer's first quote and the question's terms, once an answer.

        The terms are kept as a keyed hash. A second thumb takes the place of the first. False where
        the answer is not known.
        """
        with self.readers.writing() as connection:
            row = connection.execute(
                "select address, vote from answers where chat_id = ? and message_id = ?",
                (chat_id, message_id),
            ).fetchone()
            if row is None:
                return False
            address, before = row
            now = 1 if up else -1
            about = (hashed(key_in(connection), "question", terms).hex(), address or "")
            connection.execute(
                "insert or ignore into votes(terms, address, up, down) values (?, ?, 0, 0)", about
            )
            up_by, down_by = (now > 0) - (before > 0), (now < 0) - (before < 0)
            connection.execute(
                "update votes set up = up + ?, down = down + ?, day = ? "
                "where terms = ? and address = ?",
                (up_by, down_by, self.readers.moment()[:10], *about),
            )
            connection.execute(
                "update answers set vote = ? where chat_id = ? and message_id = ?",
                (now, chat_id, message_id),
            )
        return True

    def prune(self) -> None:
        """Delete what is older than `kept`; of thumbs, what they were for after a year."""
        oldest, year = (self.readers.moment(ago=ago) for ago in (self.kept, _VOTES_KEPT))
        with self.readers.writing() as connection:
            connection.execute("delete from answers where sent_at <= ?", [oldest])
            connection.execute("delete from conversations where asked_at <= ?", [oldest])
            connection.execute(
                "delete from lenders where (chat_id, message_id) not in "
                "(select chat_id, message_id from answers)"
            )
            connection.execute(
                "insert into votes(terms, address, up, down) "
                "select '', '', sum(up), sum(down) from votes where day <= ? having count(*) "
                "on conflict do update set up = up + excluded.up, down = down + excluded.down",
                [year[:10]],
            )
            connection.execute("delete from votes where day <= ?", [year[:10]])


def _lend(connection: sqlite3.Connection, place: MessageId, asked: Asked) -> None:
    """Keep whose words the question before this one was, and whose words it is itself."""
    if place.chat_id > 0:  # a private chat, where nobody else writes
        return
    borrowed = {(place.words_of, "question")} if place.words_of else set()
    for chat_id, message_id, reader_id in connection.execute(
        "select chat_id, message_id, reader_id from answers "
        "where chat_id = ? and question = ? and message_id != ?",
        (place.chat_id, asked.base or None, place.message_id),
    ).fetchall():
        borrowed.add((reader_id, "base"))
        borrowed |= {
            (lender, "base")
            for (lender,) in connection.execute(
                "select reader_id from lenders where chat_id = ? and message_id = ?",
                (chat_id, message_id),
            )
        }
    connection.executemany(
        "insert or ignore into lenders(chat_id, message_id, reader_id, part) values (?, ?, ?, ?)",
        [
            (place.chat_id, place.message_id, lender, part)
            for lender, part in borrowed
            if lender not in (None, place.reader_id)
        ],
    )


def _since(written: str | None) -> date | datetime | None:
    if not written:
        return None
    day = len(written) == len("2024-03-05")
    return date.fromisoformat(written) if day else datetime.fromisoformat(written)
