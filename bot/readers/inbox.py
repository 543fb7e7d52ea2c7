"""What Telegram has delivered, kept until it is done with, so that no kill loses or repeats it.

An update is written down before Telegram is told that it has arrived; it is marked as begun
before anything is sent for it, and its words are deleted as soon as it is done with. After a kill,
those begun but not done are done again: sent twice is better than lost.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, Update

from bot.readers.database import Readers

_DELIVERED_AGAIN = timedelta(days=3)  # Telegram forgets after one
_MOST_BEGUN = 3  # an update that has ended the program so often is not tried again

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The updates in the readers' file."""

    readers: Readers

    def take(self, updates: Sequence[Update]) -> list[Update]:
        """Write the updates down; returns those that are new."""
        moment, fresh = self.readers.moment(), []
        with self.readers.writing() as connection:
            for update in updates:
                cursor = connection.execute(
                    "insert or ignore into updates(update_id, taken_at, payload) values (?, ?, ?)",
                    (update.update_id, moment, update.to_json()),
                )
                if cursor.rowcount:
                    fresh.append(update)
        return fresh

    def waiting(self, bot: Bot) -> list[Update]:
        """What an earlier run has taken and not done with, oldest first."""
        rows = self.readers.rows(
            "select update_id, begun, payload from updates where done_at is null order by update_id"
        )
        left = []
        for number, begun, payload in rows:
            if begun < _MOST_BEGUN:
                left.append(Update.de_json(json.loads(payload), bot))
            else:
                _log.error("update %s has ended the bot %s times; left alone", number, begun)
                self.done(number)
        return left

    def begin(self, update_id: int) -> bool:
        """Mark the update as begun, before anything is sent; whether it may be begun again."""
        with self.readers.writing() as connection:
            connection.execute(
                "update updates set begun = begun + 1 where update_id = ?", [update_id]
            )
        rows = self.readers.rows("select begun from updates where update_id = ?", [update_id])
        return bool(rows) and rows[0][0] < _MOST_BEGUN

    def done(self, update_id: int) -> None:
        """Mark the update as done with, and delete its words."""
        with self.readers.writing() as connection:
            connection.execute(
                "update updates set done_at = ?, payload = null where update_id = ?",
                (self.readers.moment(), update_id),
            )

    def prune(self) -> None:
        """Delete the numbers of updates that Telegram cannot deliver again."""
        with self.readers.writing() as connection:
            connection.execute(
                "delete from updates where done_at <= ?",
                [self.readers.moment(ago=_DELIVERED_AGAIN)],
            )
