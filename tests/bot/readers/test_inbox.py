"""What Telegram has delivered is neither lost nor done twice, whatever becomes of the bot."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.readers.database import Readers
from bot.readers.inbox import Inbox, Raw
from tests.telegram.server import TelegramServer
from tests.tools.bots import QUESTION, Bots


def update(number: int, text: str = "a secret question") -> Raw:
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": text}
    return {"update_id": number, "message": message}


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    with closing(Readers(tmp_path / "readers.db")) as opened:
        yield opened


def test_an_update_is_new_once_and_waits_until_it_is_done(readers: Readers) -> None:
    inbox = Inbox(readers)
    assert inbox.take([update(1), update(2), update(3)]) == [update(1), update(2), update(3)]
    assert inbox.take([update(3), update(4)]) == [update(4)]
    inbox.begin(1)
    inbox.begin(2)
    inbox.done(1)
    assert inbox.waiting() == ([update(2)], [update(3), update(4)])
    assert inbox.take([update(1)]) == []


def test_an_update_that_ends_the_bot_by_itself_again_and_again_is_left_alone(
    readers: Readers, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(readers)
    inbox.take([update(1), update(2)])
    inbox.begin(1)
    for _ in range(3):
        assert inbox.waiting() == ([update(1)], [update(2)])
        inbox.begin(1, alone=True)
    assert inbox.waiting() == ([], [update(2)])
    assert caplog.messages == ["update 1 has ended the bot 3 times; left alone"]


def test_those_that_are_answered_while_another_ends_the_bot_are_not_blamed(
    readers: Readers,
) -> None:
    inbox = Inbox(readers)
    inbox.take([update(number) for number in range(1, 100)])
    for _ in range(9):  # each end comes while all of them are being answered
        for number in range(1, 100):
            inbox.begin(number)
    for _ in range(2 * 99):  # and each of them is hit by itself, twice
        suspects, others = inbox.waiting()
        assert (len(suspects), others) == (99, [])
        inbox.begin(suspects[0]["update_id"], alone=True)


def test_an_update_that_is_put_back_has_not_ended_the_bot(readers: Readers) -> None:
    inbox = Inbox(readers)
    inbox.take([update(1)])
    for _ in range(4):
        inbox.begin(1, alone=True)
        inbox.put_back(1, alone=True)
    assert inbox.waiting() == ([], [update(1)])


def test_what_an_inbox_cannot_read_is_one_line_and_left_alone(
    readers: Readers, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(readers)
    inbox.take([update(1), update(2)])
    with readers.writing() as connection:
        connection.execute("update updates set payload = '{\"secret' where update_id = 1")
    assert inbox.waiting() == ([], [update(2)])
    assert inbox.waiting() == ([], [update(2)])
    assert caplog.messages == ["update 1 cannot be read; left alone"]


def test_the_words_of_an_update_that_is_done_leave_the_file(tmp_path: Path) -> None:
    now = datetime(2024, 3, 6, tzinfo=UTC)
    path = tmp_path / "readers.db"
    with closing(Readers(path, now=lambda: now)) as readers:
        inbox = Inbox(readers)
        inbox.take([update(1)])
        inbox.done(1)
        now += timedelta(days=3)
        inbox.prune()
        assert readers.rows("select count(*) from updates") == [(0,)]
    assert b"secret" not in path.read_bytes()


@pytest.mark.slow
def test_a_kill_while_sending_loses_nothing_and_repeats_no_completed_answer(
    telegram: TelegramServer, bots: Bots
) -> None:
    process = bots.start()
    readers = [telegram.user(f"Reader {number}") for number in range(30)]
    sent = {reader.says(QUESTION).update_id: reader for reader in readers[:10]}
    for reader in readers[:10]:
        telegram.wait_for_message(reader)
    telegram.fail("sendMessage", delay=0.5, times=5)
    sent |= {reader.says(QUESTION).update_id: reader for reader in readers[10:]}
    telegram.wait_for(lambda: any(map(telegram.messages, readers[10:])))
    telegram.wait_until_confirmed(max(filter(None, sent)))
    assert bots.stop(process, signal.SIGKILL) == -signal.SIGKILL
    with closing(Readers(bots.folder / "readers.db")) as kept:
        assert kept.rows("pragma integrity_check") == [("ok",)]
        begun = kept.rows("select update_id from updates where begun > 0 and done_at is null")
    in_the_act = {sent[number] for (number,) in begun}

    bots.start()
    for reader in readers:
        telegram.wait_for_message(reader)
    last = readers[0].says("/about")
    telegram.wait_for_message(readers[0], after=last)
    answers = {reader: [m for m in telegram.messages(reader) if m.reply_to] for reader in readers}
    assert len(in_the_act) < len(readers)
    for reader in readers[1:]:
        assert len(answers[reader]) <= (2 if reader in in_the_act else 1)


def test_an_update_delivered_again_after_a_kill_is_not_answered_again(
    telegram: TelegramServer, bots: Bots
) -> None:
    process = bots.start()
    ada = telegram.user("Ada")
    question = ada.says(QUESTION)
    telegram.wait_for_message(ada)
    ada.says("/help")
    telegram.wait_for_message(ada, count=2)
    bots.stop(process, signal.SIGKILL)
    assert question.update_id is not None
    again = telegram.updates.sent[question.update_id]
    telegram.updates.pending = {question.update_id: again, **telegram.updates.pending}
    bots.start()
    telegram.wait_until_confirmed(question)
    last = ada.says("/about")
    telegram.wait_for_message(ada, after=last)
    assert len([each for each in telegram.messages(ada) if each.spans("blockquote")]) == 1


@pytest.mark.slow
def test_a_second_bot_over_the_same_readers_ends_at_once_with_a_clear_line(
    telegram: TelegramServer, bots: Bots
) -> None:
    first = bots.start()
    readers = bots.folder / "readers.db"
    (bots.folder / "symlink.db").symlink_to(readers)
    (bots.folder / "hardlink.db").hardlink_to(readers)
    for name, how in (("readers", ""), ("symlink", ""), ("hardlink", " by another name")):
        path = bots.folder / f"{name}.db"
        second = bots.start(polling=False, NUTGRAF_READERS=path.name)
        assert second.wait(timeout=20) == 1
        assert bots.log() == (
            f"error: {path}: another `nutgraf run` is using it{how}; "
            "end that one, or name another file\n"
        )
    ada = telegram.user("Ada")
    ada.says(QUESTION)
    assert telegram.wait_for_message(ada).spans("blockquote")
    assert bots.stop(first) == 0
