"""The shape of the readers' file, version by version; an older file takes the steps it lacks."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database


def _create_answers(database: Database) -> None:
    """1: the question under each answer."""
    columns = {
        "chat_id": int,
        "message_id": int,
        "question": str,
        "asked_on": str,
        "sent_at": str,
    }
    answers = database.table("answers").create(
        columns, pk=("chat_id", "message_id"), not_null=columns
    )
    answers.create_index(["sent_at"])


def _create_updates(database: Database) -> None:
    """2: what Telegram has delivered; `payload` until it is done with."""
    updates = database.table("updates").create(
        {"update_id": int, "taken_at": str, "begun": int, "payload": str, "done_at": str},
        pk="update_id",
        not_null={"taken_at", "begun"},
        defaults={"begun": 0},
    )
    updates.create_index(["done_at"])


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_create_answers, _create_updates)
