"""What Telegram has delivered, kept until it is done with, so that no kill loses or repeats it.

An update is written down as Telegram wrote it before Telegram is told that it has arrived; it is
marked as begun before anything is sent for it, and its words are deleted as soon as it is done
with. After a kill, those begun but not done are done again: sent twice is better than lost.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple, TypeGuard

from bot.readers.database import Readers

Raw = dict[str, Any]
"""An update as Telegram wrote it, with a whole `update_id`."""

_DELIVERED_AGAIN = timedelta(days=3)  # Telegram forgets after one
_MOST_ALONE = 3  # an update that has ended the program so often by itself is not tried again
_LARGEST = 2**63 - 1

_log = logging.getLogger(__name__)


class Waiting(NamedTuple):
    """What an earlier run has left: `suspects` were being answered when it ended, the seldomest
    blamed first; one of them may have ended it, so that each is to be tried by itself."""

    suspects: list[Raw]
    others: list[Raw]


def is_update(found: object) -> TypeGuard[Raw]:
    """Whether this is an update by its form: an object with a number that can be kept."""
    number = found.get("update_id") if isinstance(found, dict) else None
    return type(number) is int and abs(number) <= _LARGEST


@dataclass(frozen=True, slots=True)
class Inbox:
    """The updates in the readers' file."""

    readers: Readers

    def take(self, updates: Iterable[Raw]) -> list[Raw]:
        """Write the updates down; returns those that are new. Raises ReadersError."""
        moment, fresh = self.readers.moment(), []
        written = [(each["update_id"], moment, json.dumps(each)) for each in updates]
        with self.readers.writing() as connection:
            for each, row in zip(updates, written, strict=True):
                cursor = connection.execute(
                    "insert or ignore into updates(update_id, taken_at, payload) values (?, ?, ?)",
                    row,
                )
                if cursor.rowcount:
                    fresh.append(each)
        return fresh

    def waiting(self) -> Waiting:
        """What an earlier run has taken and not done with.

        One that ended the bot by itself again and again is left alone, and so is one that cannot
        be read: a line in the log.
        """
        rows = self.readers.rows(
            "select update_id, begun, alone, payload from updates where done_at is null "
            "order by alone, update_id"
        )
        left = Waiting([], [])
        for number, begun, alone, payload in rows:
            if alone >= _MOST_ALONE:
                _log.error("update %s has ended the bot %s times; left alone", number, alone)
            elif (update := _read(payload)) is None:
                _log.error("update %s cannot be read; left alone", number)
            else:
                (left.suspects if begun else left.others).append(update)
                continue
            self.done(number)
        return left

    def begin(self, update_id: int, *, alone: bool = False) -> None:
        """Mark the update as begun, before anything is sent; `alone`: no other suspect is."""
        with self.readers.writing() as connection:
            connection.execute(
                "update updates set begun = begun + 1, alone = alone + ? where update_id = ?",
                [alone, update_id],
            )

    def put_back(self, update_id: int, *, alone: bool = False) -> None:
        """Unmark the update: the bot was not ended by it, and begins it again later."""
        with self.readers.writing() as connection:
            connection.execute(
                "update updates set begun = max(begun - 1, 0), alone = max(alone - ?, 0) "
                "where update_id = ?",
                [alone, update_id],
            )

    def done(self, *update_ids: int) -> None:
        """Mark the updates as done with, and delete their words."""
        moment = self.readers.moment()
        with self.readers.writing() as connection:
            connection.executemany(
                "update updates set done_at = ?, payload = null where update_id = ?",
                [(moment, number) for number in update_ids],
            )

    def prune(self) -> None:
        """Delete the numbers of updates that Telegram cannot deliver again."""
        with self.readers.writing() as connection:
            connection.execute(
                "delete from updates where done_at <= ?",
                [self.readers.moment(ago=_DELIVERED_AGAIN)],
            )


def _read(payload: str | None) -> Raw | None:
    try:
        update = json.loads(payload or "")
    except (ValueError, RecursionError):
        return None
    return update if is_update(update) else None
