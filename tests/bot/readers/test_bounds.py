"""Nothing in the readers' file grows for ever, and what is deleted leaves its bytes too."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.conversation.asked import Asked
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.readers import reports
from bot.readers.conversations import Conversations, MessageId
from bot.readers.counts import ENOUGH, Counts
from bot.readers.database import Readers
from bot.readers.reports import keep_feedback, prune_feedback
from bot.readers.stories import MOST, Fresh, Stories
from retrieval import Archive, Refusal
from tests.test_docs import TEXTS, marks, table

TOLD = table(TEXTS["docs/privacy.md"], "## Table by table")
NOT_TOLD = ("hash_key", "known", "looked", "_sqlite_migrations")
"""Tables with nothing of readers."""
REFUSED = Refusal("unknown_words", ("Zanzibar",))


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2024, 3, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def readers(tmp_path: Path, clock: Clock) -> Iterator[Readers]:
    with closing(Readers(tmp_path / "readers.db", now=clock)) as opened:
        yield opened


def filled(readers: Readers) -> None:
    """A row in each table that one can be in."""
    kept, stories = Conversations(readers), Stories(readers)
    kept.remember(MessageId(-4, 1, 7, 0), Asked("Who?", date(2024, 3, 6)), "a-1-0")
    kept.remember(MessageId(-4, 2, 8, 0), Asked("When?", date(2024, 3, 6), "Who?"), "a-1-0")
    kept.vote(-4, 1, True, "who")
    Counts(readers).question(3, REFUSED, ["zanzibar"], reader_id=7)
    stories.follow(7, 7, "dam", [("a-1-0", "text")])
    stories.looked(1, {"a": b"x"}, [Fresh(1, "a-2-0", "other")])
    keep_feedback(readers, "Good", 7)
    readers.offer(7, 7, [1])
    readers.move(-4, -1004)
    with readers.writing() as connection:
        connection.execute("insert into settings(reader_id, quotes) values (7, 1)")
        connection.execute("insert into updates(update_id, taken_at, done_at) values (1, '', '')")


def sizes(readers: Readers) -> dict[str, int]:
    names = readers.rows("select name from sqlite_master where type = 'table'")
    return {
        name: readers.rows(f"select count(*) from {name}")[0][0]
        for (name,) in names
        if not name.startswith("sqlite_")
    }


async def test_what_has_an_end_is_gone_after_it(
    readers: Readers, clock: Clock, archive: Archive
) -> None:
    filled(readers)
    assert min(sizes(readers).values()) == 1
    with closing(Backend(archive, readers)) as backend:
        await backend.prune()
        assert sizes(readers)["updates"] == 0  # done with long ago
        clock.moment += timedelta(days=366)
        Stories(readers).drop(7)
        await backend.prune()
    left = {name for name, size in sizes(readers).items() if size}
    assert left == {
        *("settings", "known", "looked", "hash_key", "_sqlite_migrations"),
        *("votes", "feedback"),  # the sum, and the last number
    }
    assert "thumbs, ever: 1 up, 0 down\nfeedback, ever: 1\n" in reports.stats(readers, None)
    assert readers.rows("select terms, address from votes") == [("", "")]
    assert readers.rows("select words from feedback") == [("",)]


async def test_a_groups_earlier_number_stays_while_the_rules_name_it(
    readers: Readers, clock: Clock, archive: Archive
) -> None:
    readers.move(-4, -1004)
    readers.move(-5, -1005)
    clock.moment += timedelta(days=400)
    with closing(Backend(archive, readers, rules=Rules(blocked=frozenset({-4})))) as backend:
        await backend.prune()
    assert (readers.earlier(-1004), readers.earlier(-1005)) == ([-4], [])


def test_of_stories_feedback_and_what_was_asked_the_newest_stay(readers: Readers) -> None:
    stories = Stories(readers)
    stories.follow(7, 7, "dam", [(f"a-{number}-0", "text") for number in range(1500)])
    for number in range(MOST + 5):
        stories.follow(8, 8, f"story {number}", [])
    with readers.writing() as connection:
        connection.executemany(
            "insert into feedback(day, words) values ('2024-03-06', ?)",
            [(f"words {number}",) for number in range(1500)],
        )
        connection.executemany(
            "insert into deliveries(story, chat_id, reader_id, address) values (1, 7, 7, ?)",
            [(f"a-{number}-0",) for number in range(800)],
        )
        connection.executemany(
            "insert into unanswered(terms, number, day, shown) values (?, 1, '2024-03-06', 1)",
            [(f"term{number}",) for number in range(10_500)],
        )
    stories.prune()
    prune_feedback(readers)
    Counts(readers).prune()
    size = sizes(readers)
    assert (size["seen"], size["deliveries"], size["stories"]) == (1000, 500, MOST + 1)
    assert (size["feedback"], size["unanswered"]) == (1000, 10_000)
    assert reports.feedback(readers, 1).endswith("words 1499")
    assert readers.rows("select min(address) from seen where address = 'a-1499-0'")[0][0]


def test_a_story_goes_with_its_last_follower(readers: Readers) -> None:
    stories = Stories(readers)
    for chat_id in (7, 8, 9):
        stories.follow(chat_id, chat_id, "dam", [("a-1-0", "text")])
    stories.stop(7, 1)
    stories.drop(8)
    assert (sizes(readers)["stories"], sizes(readers)["seen"]) == (1, 1)
    readers.forget(9)
    assert (sizes(readers)["stories"], sizes(readers)["seen"]) == (0, 0)


def test_the_page_gives_every_table_an_end_or_a_bound() -> None:
    for name, _, why, until in TOLD:
        assert until.strip(), name
        assert "for ever" not in until, name
        if until.startswith("as long as the file"):
            assert "nothing of readers" in why, name


def test_privacy_tells_of_every_table_with_something_of_readers() -> None:
    tables = {next(iter(marks(name))) for name, *_ in TOLD} - set(NOT_TOLD)
    for texts in (ENGLISH, LANGUAGES["uk"]):
        keys = [name for names in texts.about_privacy.kept for name in names.split()]
        assert sorted([*keys, "unanswered"]) == sorted(tables)  # `unanswered` has lines of its own
        assert texts.about_privacy.only_terms in texts.privacy


class TestWhatWasAskedInVain:
    def test_is_shown_term_by_term_once_three_readers_have_asked_it(self, readers: Readers) -> None:
        counts = Counts(readers)
        for reader_id in (7, 7, 7, 8):
            counts.question(3, REFUSED, ["zanzibar", "555-0199"], reader_id=reader_id)
        assert counts.unanswered(9) == []
        assert "asked in vain most: nothing" in reports.stats(readers, None)
        counts.question(3, REFUSED, ["zanzibar", "chess"], reader_id=9)
        (row,) = counts.unanswered(9)
        assert (row.terms, row.number, row.unknown) == ("zanzibar", 5, "Zanzibar")
        assert "555" not in reports.unanswered([row])

    def test_is_in_the_file_a_hash_for_each_reader_and_term(self, readers: Readers) -> None:
        Counts(readers).question(3, REFUSED, ["zanzibar", "chess"], reader_id=123456789)
        askers = [asker for (asker,) in readers.rows("select asker from askers")]
        assert len(set(askers)) == len(askers) == 3  # each of the terms, and both together
        readers.emptied()
        assert b"123456789" not in readers.path.read_bytes()

    def test_is_gone_with_its_only_reader_and_after_thirty_days(
        self, readers: Readers, clock: Clock
    ) -> None:
        counts = Counts(readers)
        counts.question(3, REFUSED, ["quagmirella"], reader_id=7)
        counts.question(3, REFUSED, ["zanzibar"], "Who is in Zanzibar?", reader_id=7)
        counts.question(3, Refusal("no_match"), ["chess"], reader_id=8)
        readers.forget(7)
        assert readers.rows("select terms from unanswered") == [("chess",)]
        for file in readers.path.parent.glob("readers.db*"):
            assert b"uagmirella" not in file.read_bytes()
            assert b"anzibar?" not in file.read_bytes()
        clock.moment += timedelta(days=31)
        counts.prune()
        assert sizes(readers)["unanswered"] == sizes(readers)["askers"] == 0

    def test_stays_a_year_where_enough_readers_have_asked_it(
        self, readers: Readers, clock: Clock
    ) -> None:
        counts = Counts(readers)
        for reader_id in range(ENOUGH):
            counts.question(3, REFUSED, ["zanzibar"], reader_id=reader_id)
        clock.moment += timedelta(days=300)
        counts.prune()
        assert counts.unanswered(9)[0].number == ENOUGH
        assert sizes(readers)["askers"] == 0


class TestBytes:
    def test_of_rows_between_others_are_gone_too(self, readers: Readers) -> None:
        dice, kept = random.Random(5), Conversations(readers)
        with readers.writing() as connection:
            for number in range(4000):
                reader = dice.randrange(20)
                words = f"hidden{reader}x " + "w" * dice.randrange(600)
                connection.execute(
                    "insert into answers(chat_id, message_id, reader_id, question, asked_on, "
                    "sent_at) values (?, ?, ?, ?, '2024-03-06', '2024-03-06')",
                    (dice.randrange(60), number, reader, words),
                )
                if dice.random() < 0.3:
                    connection.execute(
                        "delete from answers where message_id = ?", [dice.randrange(number + 1)]
                    )
        for reader in range(3):
            readers.forget(reader)
            for file in readers.path.parent.glob("readers.db*"):
                assert f"hidden{reader}x".encode() not in file.read_bytes()
        assert kept.readers.rows("select count(*) from answers")[0][0] > 1000

    def test_are_gone_once_an_open_read_has_ended_and_nobody_waits_for_it(
        self, readers: Readers
    ) -> None:
        Conversations(readers).remember(MessageId(7, 1, 7), Asked("Quagmirella?", date(2024, 3, 6)))
        with closing(sqlite3.connect(readers.path, isolation_level=None)) as other:
            other.execute("begin")
            other.execute("select * from answers").fetchall()
            began = time.monotonic()
            readers.forget(7)
            assert not readers.emptied()
            assert time.monotonic() - began < 1
        assert readers.emptied()
        for file in readers.path.parent.glob("readers.db*"):
            assert b"Quagmirella" not in file.read_bytes()
