"""What of the file is a reader's: all of it as values, and all of it deleted.

A row is a reader's by its `reader_id`. Others may hold a reader's words too: `lenders` and
`follows.words_of` say whose.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from bot.readers.hashes import hashed, key_in
from bot.readers.migrations import OF_A_READER

_MOST_LISTED: Final = 20_000  # rows: Telegram takes documents of 50 MB
_LENT: Final = """
    select answers.rowid as row, answers.chat_id, answers.reader_id, answers.question,
        max(answers.followed or part = 'question') as whole
    from lenders join answers using (chat_id, message_id)
    where lenders.reader_id = :reader and answers.reader_id is not :reader group by answers.rowid
    union
    select rowid, chat_id, reader_id, question, followed from answers
    where reader_id is not :reader and base in (
        select question from answers where reader_id = :reader
        union select question from conversations where reader_id = :reader)
"""
"""The answers to others that hold the reader's words; `whole`: in their questions too. Those of
before `lenders` was kept are known by the words."""


def listed(connection: sqlite3.Connection, reader_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of the reader by table, the newest 20,000 of each, with the words of what is
    followed."""
    newest = f"order by rowid desc limit {_MOST_LISTED}"
    tables = {
        name: _rows(connection, f"select * from {name} where reader_id = ? {newest}", reader_id)
        for name in OF_A_READER
    }
    tables["stories"] = _rows(
        connection,
        "select * from stories where number in (select story from follows where reader_id = ?)",
        reader_id,
    )
    numbers = _updates_of(connection, reader_id)
    marks = ", ".join("?" * len(numbers))
    tables["updates"] = _rows(
        connection, f"select * from updates where update_id in ({marks})", *numbers
    )
    for row in tables["updates"]:
        row["payload"] = json.loads(row["payload"])
    key = key_in(connection)
    asked = connection.execute("select term, asker, day from askers").fetchall()
    tables["askers"] = [
        {"term": term, "day": day}
        for term, asker, day in asked
        if asker == hashed(key, reader_id, term)
    ]
    kept = connection.execute("select terms, asker, question from unanswered").fetchall()
    tables["unanswered"] = [
        {"question": question}
        for terms, asker, question in kept
        if asker == hashed(key, reader_id, "question", terms)
    ]
    tables["feedback"] = [{"words": words} for _, words in _feedback_of(connection, reader_id)]
    return tables


def deleted(
    connection: sqlite3.Connection, reader_id: int, *, before: int | None = None
) -> dict[str, int]:
    """Deletes all of the reader's, of updates those with numbers below `before`; how many rows of
    each table."""
    _take_back(connection, reader_id)
    rows = {}
    for table in OF_A_READER:
        where = "reader_id = :reader"
        if table == "answers":  # those of version 1 know the private chat alone
            where = "reader_id = :reader or (reader_id is null and chat_id = :reader)"
        cursor = connection.execute(f"delete from {table} where {where}", {"reader": reader_id})
        rows[table] = cursor.rowcount
    connection.execute("delete from follows where words_of = ?", [reader_id])
    for number in _updates_of(connection, reader_id):
        if before is None or number < before:
            connection.execute(
                "update updates set payload = null, done_at = coalesce(done_at, taken_at) "
                "where update_id = ?",
                [number],
            )
    drop_the_unfollowed(connection)
    _drop_terms(connection, reader_id)
    said = _feedback_of(connection, reader_id)
    connection.executemany(
        "update feedback set words = '', sender = null where number = ?",
        [(number,) for number, _ in said],
    )
    return {**rows, "feedback": len(said)}


def offer(
    connection: sqlite3.Connection,
    chat_id: int,
    reader_id: int,
    numbers: Iterable[int],
    moment: str,
) -> None:
    """Keeps the messages, beside those that were offered before, under a keyed hash of both."""
    whose = hashed(key_in(connection), reader_id, "clearable", chat_id)
    connection.executemany(
        "insert or ignore into clearable(whose, number, offered_at) values (?, ?, ?)",
        [(whose, number, moment) for number in numbers],
    )


def taken(connection: sqlite3.Connection, chat_id: int, reader_id: int, since: str) -> list[int]:
    """The messages that were offered later than that; none of them is kept any more."""
    whose = hashed(key_in(connection), reader_id, "clearable", chat_id)
    found = connection.execute(
        "select number from clearable where whose = ? and offered_at > ? order by number",
        (whose, since),
    ).fetchall()
    connection.execute("delete from clearable where whose = ?", [whose])
    return [number for (number,) in found]


def drop_the_unfollowed(connection: sqlite3.Connection) -> None:
    """Deletes stories that nobody follows, and what has been seen of them."""
    connection.execute("delete from stories where number not in (select story from follows)")
    for table in ("seen", "deliveries"):
        connection.execute(f"delete from {table} where story not in (select number from stories)")


def _take_back(connection: sqlite3.Connection, reader_id: int) -> None:
    """Deletes the reader's words where others' answers hold them."""
    for row, chat_id, other, question, whole in connection.execute(
        _LENT, {"reader": reader_id}
    ).fetchall():
        if not whole:
            connection.execute("update answers set base = '' where rowid = ?", [row])
            continue
        connection.execute("delete from answers where rowid = ?", [row])
        connection.execute(
            "delete from conversations where chat_id = ? and reader_id = ? and question = ?",
            (chat_id, other, question),
        )


def _drop_terms(connection: sqlite3.Connection, reader_id: int) -> None:
    """Deletes that the reader asked in vain, and what nobody else has asked."""
    key = key_in(connection)
    terms = {term for (term,) in connection.execute("select distinct term from askers")}
    connection.executemany(
        "delete from askers where term = ? and asker = ?",
        [(term, hashed(key, reader_id, term)) for term in terms],
    )
    left = {term for (term,) in connection.execute("select distinct term from askers")}
    for asked, asker, shown in connection.execute(
        "select terms, asker, shown from unanswered"
    ).fetchall():
        if asker == hashed(key, reader_id, "question", asked):
            connection.execute(
                "update unanswered set question = null, asker = null where terms = ?", [asked]
            )
        if not shown and asked in terms - left:
            connection.execute("delete from unanswered where terms = ?", [asked])


def _feedback_of(connection: sqlite3.Connection, reader_id: int) -> list[tuple[int, str]]:
    """The numbers and words of what the reader wrote with /feedback."""
    key = key_in(connection)
    sent = connection.execute(
        "select number, words, sender from feedback where sender is not null"
    ).fetchall()
    return [
        (number, words)
        for number, words, sender in sent
        if sender == hashed(key, reader_id, "feedback", number)
    ]


def _updates_of(connection: sqlite3.Connection, reader_id: int) -> list[int]:
    """The numbers of the updates, not done with, that the reader has sent."""
    kept = connection.execute(
        "select update_id, payload from updates where instr(payload, ?)", [str(reader_id)]
    ).fetchall()
    return [number for number, payload in kept if reader_id in _senders(payload)]


def _senders(payload: str) -> list[object]:
    """The numbers under which those are kept who have sent the update."""
    try:
        parts = [each for each in json.loads(payload).values() if isinstance(each, dict)]
    except (ValueError, RecursionError):
        return []
    found = [each.get("sender_chat") or each.get("from") for each in parts]
    return [each.get("id") for each in found if isinstance(each, dict)]


def _rows(connection: sqlite3.Connection, query: str, *arguments: object) -> list[dict[str, Any]]:
    cursor = connection.execute(query, arguments)
    names = [column for column, *_ in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
