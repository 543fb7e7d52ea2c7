"""What was asked: kept under its answer for thirty days, as the last for half an hour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from bot.conversation.asked import FRESH, NOTHING, Asked, Before
from bot.readers.conversations import Conversations, MessageId
from bot.readers.database import KEPT, Readers

ASKED = Asked("Who said so?", date(2024, 3, 6), "How many died?", True)
PLACE = MessageId(-100, 7, 55, 6)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "readers.db"


@pytest.fixture
def kept(path: Path) -> Iterator[Conversations]:
    with closing(Readers(path)) as readers:
        yield Conversations(readers)


def test_a_question_is_remembered_across_a_restart(path: Path) -> None:
    with closing(Readers(path)) as readers:
        Conversations(readers).remember(PLACE, Asked("first", date(2024, 1, 1)))
        Conversations(readers).remember(PLACE, ASKED)
    with closing(Readers(path)) as readers:
        kept = Conversations(readers)
        assert kept.recall(-100, 7) == ASKED
        assert kept.recall(-100, 8) is None
        assert kept.recall(100, 7) is None
        assert kept.answer_to(-100, 6) == 7
        assert kept.answer_to(-100, 7) is None
        assert kept.asker(-100, 7) == 55


def test_the_last_question_is_the_readers_own_in_that_chat_and_leads_on_a_while(
    path: Path,
) -> None:
    now = datetime(2024, 3, 6, tzinfo=UTC)
    with closing(Readers(path, now=lambda: now)) as readers:
        kept = Conversations(readers)
        kept.remember(PLACE, ASKED)
        kept.remember(PLACE._replace(message_id=8), Asked("And then?", ASKED.asked_on))
        assert kept.before(-100, 55) == Before("And then?", "And then?", now)
        assert kept.before(-100, 56) == kept.before(100, 55) == NOTHING
        now += FRESH
        assert kept.before(-100, 55) == Before("", "And then?", now - FRESH)
        kept.remember(PLACE, ASKED)
        kept.start_afresh(-100, 55)
        assert kept.before(-100, 55) == NOTHING


def test_after_thirty_days_nothing_of_it_is_left(path: Path) -> None:
    now = datetime(2024, 3, 6, tzinfo=UTC)
    with closing(Readers(path, now=lambda: now)) as readers:
        kept = Conversations(readers)
        kept.remember(PLACE, ASKED)
        now += KEPT - timedelta(seconds=1)
        kept.prune()
        assert kept.recall(-100, 7) == ASKED
        now += timedelta(seconds=1)
        assert kept.recall(-100, 7) is None
        kept.prune()
        assert readers.rows("select * from answers") == []
        assert readers.rows("select * from conversations") == []
    assert ASKED.question.encode() not in path.read_bytes()


def test_it_may_be_used_from_any_thread(kept: Conversations) -> None:
    threads = [
        Thread(target=kept.remember, args=(PLACE._replace(message_id=n), ASKED)) for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(kept.recall(-100, n) == ASKED for n in range(20))


def test_a_thumb_counts_once_an_answer_and_can_be_turned(kept: Conversations) -> None:
    kept.remember(PLACE, ASKED, "abc-1-0000")
    kept.remember(PLACE._replace(message_id=8), ASKED, "abc-1-0000")
    for message_id, up in ((7, True), (7, True), (8, True), (8, False)):
        assert kept.vote(-100, message_id, up, "said so")
    assert not kept.vote(-100, 9, True, "said so")
    votes = kept.readers.rows("select address, up, down from votes where terms != 'said so'")
    assert votes == [("abc-1-0000", 1, 1)]


def test_forgetting_a_reader_leaves_no_byte_of_theirs_and_all_of_the_others(path: Path) -> None:
    secret = Asked("Where is my secret garden?", date(2024, 3, 6))
    with closing(Readers(path)) as readers:
        kept = Conversations(readers)
        kept.remember(PLACE, secret)
        kept.remember(MessageId(56, 1, 56), ASKED)
        deleted = readers.forget(55)
        assert (deleted["answers"], deleted["conversations"], deleted["settings"]) == (1, 1, 0)
        assert not any(readers.forget(55).values())
        for file in path.parent.glob("readers.db*"):
            assert b"secret" not in file.read_bytes()
        assert kept.recall(56, 1) == ASKED
