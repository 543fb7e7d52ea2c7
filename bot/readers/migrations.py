"""The shape of the readers' file, version by version; an older file takes the steps it lacks."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database, Migrations

from bot.readers.hashes import hashed, key_in


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


def _create_conversations(database: Database) -> None:
    """3: who asked, what they asked last, how they want it, and what they thought of it."""
    answers = database.table("answers")
    answers.add_column("reader_id", int)
    answers.add_column("question_id", int)
    answers.add_column("base", str)
    answers.add_column("followed", int, not_null_default=0)
    answers.add_column("address", str)
    answers.add_column("vote", int, not_null_default=0)
    answers.create_index(["chat_id", "question_id"])
    answers.create_index(["reader_id"])
    database.table("conversations").create(
        {"chat_id": int, "reader_id": int, "question": str, "asked_at": str},
        pk=("chat_id", "reader_id"),
    )
    database.table("settings").create(
        {"reader_id": int, "quotes": int, "language": str, "zone": str, "silent": str},
        pk="reader_id",
    )
    database.table("votes").create(
        {"terms": str, "address": str, "up": int, "down": int}, pk=("terms", "address")
    )
    database.table("feedback").create({"number": int, "day": str, "words": str}, pk="number")


def _create_counts(database: Database) -> None:
    """4: what the operator may know, without whose it was."""
    database.table("counts").create({"day": str, "kind": str, "number": int}, pk=("day", "kind"))
    database.table("unanswered").create(
        {"terms": str, "number": int, "day": str, "unknown": str, "question": str}, pk="terms"
    )


def _create_moves(database: Database) -> None:
    """5: the numbers that groups had before they became supergroups."""
    database.table("moves").create({"chat_id": int, "before": int}, pk=("chat_id", "before"))


def _create_stories(database: Database) -> None:
    """6: followed stories, what is not new of them, and what is still to be delivered."""
    database.table("stories").create({"number": int, "words": str}, pk="number")
    database.table("stories").create_index(["words"], unique=True)
    database.table("seen").create(
        {"story": int, "address": str, "text": str}, pk=("story", "address")
    )
    database.table("follows").create(
        {"story": int, "chat_id": int, "reader_id": int, "language": str, "told_at": str},
        pk=("story", "chat_id"),
    )
    database.table("follows").create_index(["chat_id"])
    database.table("deliveries").create(
        {"number": int, "story": int, "chat_id": int, "reader_id": int, "address": str},
        pk="number",
    )
    database.table("deliveries").create_index(["chat_id"])
    database.table("known").create({"article": str, "digest": bytes}, pk="article")
    database.table("looked").create({"generation": int}, pk="generation")


def _create_limits(database: Database) -> None:
    """7: what an answer's question left out."""
    database.table("answers").add_column("as_of", str).add_column("since", str)


def _create_owners(database: Database) -> None:
    """8: whose words a row holds beside its reader's, how many readers have asked a term, and the
    days from which what has no end counted its own."""
    connection, today = database.conn, datetime.now(UTC).isoformat()[:10]
    database.table("hash_key").create({"value": bytes})
    connection.execute("insert into hash_key values (?)", [os.urandom(32)])
    database.table("lenders").create(
        {"chat_id": int, "message_id": int, "reader_id": int, "part": str},
        pk=("chat_id", "message_id", "reader_id", "part"),
    )
    database.table("lenders").create_index(["reader_id"])
    database.table("askers").create({"term": str, "asker": bytes, "day": str}, pk=("term", "asker"))
    unanswered = database.table("unanswered")
    unanswered.add_column("shown", int, not_null_default=0).add_column("asker", bytes)
    connection.execute("update unanswered set shown = 1")  # its operator may have read it
    database.table("follows").add_column("words_of", int)
    for name in ("votes", "moves"):
        database.table(name).add_column("day", str)
        connection.execute(f"update {name} set day = ?", [today])
    key = key_in(connection)
    for (terms,) in connection.execute("select distinct terms from votes").fetchall():
        hidden = hashed(key, "question", terms).hex()
        connection.execute("update votes set terms = ? where terms = ?", (hidden, terms))


def _create_topics(database: Database) -> None:
    """9: a topic's own conversation and stories; 0 for the whole chat."""
    for name in ("answers", "deliveries", "conversations", "follows"):
        database.table(name).add_column("topic", int, not_null_default=0)
    for name, key in (
        ("conversations", ("chat_id", "reader_id")),
        ("follows", ("story", "chat_id")),
    ):
        database.table(name).transform(pk=(*key, "topic"), defaults={"topic": 0})


def _create_blame(database: Database) -> None:
    """10: how often an update was answered by itself, and the bot ended."""
    database.table("updates").add_column("alone", int, not_null_default=0)


def _create_clearable(database: Database) -> None:
    """11: which messages /forget has offered to delete, and whose feedback is, as hashes."""
    database.table("clearable").create(
        {"whose": bytes, "number": int, "offered_at": str}, pk=("whose", "number")
    )
    database.table("feedback").add_column("sender", bytes)


def _create_further_quotes(database: Database) -> None:
    """12: the addresses of the quotes that an answer shows after its first, parted by spaces."""
    database.table("answers").add_column("others", str)


OF_A_READER = ("answers", "conversations", "settings", "follows", "deliveries", "lenders")
"""The tables with rows of a reader, in a column `reader_id`."""
OF_A_CHAT = ("answers", "conversations", "follows", "deliveries", "lenders")
"""The tables with rows of a chat, in a column `chat_id`."""

MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _create_answers,
    _create_updates,
    _create_conversations,
    _create_counts,
    _create_moves,
    _create_stories,
    _create_limits,
    _create_owners,
    _create_topics,
    _create_blame,
    _create_clearable,
    _create_further_quotes,
)


def migrate(database: Database, version: int, steps: Sequence[Callable[[Database], None]]) -> None:
    """Takes the steps that the file lacks, which is of `version`, and keeps their names in it.

    A file of before these names were kept has taken the first `version` of them.
    """
    named = Migrations("readers")
    for number, step in enumerate(steps):
        taken = number < version
        named(name=step.__name__.removeprefix("_create_"))(_nothing if taken else step)
    named.apply(database)


def _nothing(_: Database) -> None:
    """A step that was taken before."""
