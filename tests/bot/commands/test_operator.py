"""The operator's rules and what the operator may know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.backend.backend import Backend
from bot.backend.rules import Pace, Rules
from bot.cli import nutgraf
from bot.locales.english import ENGLISH
from bot.readers import reports
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.readers.file import ReadersError
from retrieval import Refusal
from tests.bot.telegram.test_application import QUESTION, asked, pressed
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer

UNANSWERED = "Who won the chess cup in Zanzibar?"


@contextmanager
def ruled(
    running: Running, telegram: TelegramServer, backend: Backend, rules: Rules
) -> Iterator[None]:
    with running(telegram, replace(backend, rules=rules)):
        yield


def _last(telegram: TelegramServer, reader: Reader) -> bool:
    return telegram.messages(reader)[-1].text == ENGLISH.help


class TestTheRules:
    def test_let_in_only_allowed_readers_and_groups_and_tell_the_others(
        self,
        running: Running,
        telegram: TelegramServer,
        backend: Backend,
        ada: Reader,
        ben: Reader,
    ) -> None:
        inside = telegram.group("Inside", members=[ben])
        outside = telegram.group("Outside", members=[ben])
        rules = Rules(allowed=frozenset({ada.id, inside.id}))
        with ruled(running, telegram, backend, rules):
            assert asked(telegram, ada).spans("blockquote")
            assert asked(telegram, ben).text == ENGLISH.not_for_you
            ben.says(f"/ask {QUESTION}", chat=outside)
            ben.says(f"/ask {QUESTION}", chat=inside)
            assert telegram.wait_for_message(inside).spans("blockquote")
        assert telegram.messages(outside) == []

    def test_are_silent_to_the_blocked(
        self,
        running: Running,
        telegram: TelegramServer,
        backend: Backend,
        ada: Reader,
        ben: Reader,
    ) -> None:
        with ruled(running, telegram, backend, Rules()):
            answer = asked(telegram, ben)
        with ruled(running, telegram, backend, Rules(blocked=frozenset({ben.id}))):
            question = ben.says(QUESTION)
            assert pressed(telegram, ben, answer, "Read on") == ""
            assert asked(telegram, ada).spans("blockquote")
            telegram.wait_until_confirmed(question)
        assert len(telegram.messages(ben)) == 1
        assert answer.edits == 0

    def test_make_a_reader_who_asks_too_fast_wait_and_say_so_once(
        self,
        running: Running,
        telegram: TelegramServer,
        backend: Backend,
        ada: Reader,
        ben: Reader,
    ) -> None:
        with ruled(running, telegram, backend, Rules(questions_per_minute=2)):
            for _ in range(5):
                ada.says(QUESTION)
            ada.says("/help")
            assert asked(telegram, ben).spans("blockquote")
            telegram.wait_for(lambda: telegram.messages(ada)[-1:] and _last(telegram, ada))
        said = [message.text for message in telegram.messages(ada)]
        beginning = ENGLISH.too_fast.partition("{")[0]
        assert len(said) == 4
        assert said[2].startswith(beginning)

    def test_count_what_else_searches_as_a_question(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules(questions_per_minute=3)):
            assert asked(telegram, ada, "/verify").text == ENGLISH.story.verify_what
            for words in ("/verify fire", "/timeline fire", "/article fire"):
                assert ENGLISH.too_fast.partition("{")[0] not in asked(telegram, ada, words).text
            told = asked(telegram, ada, "/verify fire")
        assert told.text.startswith(ENGLISH.too_fast.partition("{")[0])

    def test_limit_how_long_a_question_is(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules(longest_question=60)):
            assert asked(telegram, ada).spans("blockquote")
            assert asked(telegram, ada, "word " * 20).text == ENGLISH.too_long.format(most=60)


def test_a_minute_later_a_reader_may_ask_again() -> None:
    now = 0.0
    pace = Pace(2, clock=lambda: now)
    assert [pace.wait(1) for _ in range(3)] == [0, 0, 60]
    assert pace.wait(2) == 0
    assert [pace.tell(1), pace.tell(1)] == [True, False]
    now = 59.0
    assert pace.wait(1) == 1
    now = 60.0
    assert [pace.wait(1), pace.wait(1), pace.wait(1)] == [0, 0, 60]
    assert pace.tell(1)


class TestWhatTheOperatorMayKnow:
    def test_stats_are_for_admins_alone(
        self,
        running: Running,
        telegram: TelegramServer,
        backend: Backend,
        ada: Reader,
        ben: Reader,
    ) -> None:
        with ruled(running, telegram, backend, Rules(admins=frozenset({ada.id}))):
            pressed(telegram, ben, asked(telegram, ben), "👍")
            for reader in (ben, telegram.user("Cyd"), telegram.user("Dan")):
                asked(telegram, reader, UNANSWERED)
            asked(telegram, ben, "/feedback Good")
            said = asked(telegram, ada, "/stats").text
            assert asked(telegram, ben, "/stats").text == ENGLISH.unknown_command
        lines = dict(line.split(": ", 1) for line in said.splitlines()[1:])
        assert lines["questions"] == "4"
        assert lines["refused"] == "3 (no_match 3)"
        assert lines["readers"] == "3"
        assert lines["thumbs, ever"] == "1 up, 0 down"
        assert lines["feedback, ever"] == "1"
        assert " ms (half of them), " in lines["answered within"]
        assert lines["coverage"].startswith("3 articles, 7 passages, last changed ")
        assert "Zanzibar" in lines["asked in vain most"]

    def test_of_questions_without_an_answer_are_their_terms_and_how_often(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader, ben: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules()):
            for reader in (ada, ben, ben):
                asked(telegram, reader, UNANSWERED)
            assert backend.counts.unanswered(10) == []  # three different readers must have asked it
            asked(telegram, telegram.user("Cyd"), UNANSWERED)
            asked(telegram, ben, QUESTION)
        (row,) = backend.counts.unanswered(10)
        assert (row.number, row.question) == (4, None)
        assert set(row.terms.split()) >= {"chess", "cup", "zanzibar"}
        assert "Zanzibar" in row.unknown

    def test_is_a_question_as_asked_only_if_the_operator_wants_that(
        self, running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
    ) -> None:
        with ruled(running, telegram, backend, Rules(keep_questions=True)):
            asked(telegram, ada, UNANSWERED)
        (row,) = backend.counts.unanswered(10)
        assert row.question == UNANSWERED

    def test_is_forgotten_after_a_year(self, tmp_path: Path) -> None:
        now = datetime(2024, 3, 6, tzinfo=UTC)
        with closing(Readers(tmp_path / "readers.db", now=lambda: now)) as readers:
            counts = Counts(readers)
            counts.question(12, Refusal("no_match"), ["chess"])
            counts.question(7000, None, ["chess"])
            assert counts.since() == {
                "question": 2,
                "refused:no_match": 1,
                "time:0": 1,
                "time:20": 1,
            }
            assert "20 ms (half of them), more than 5000 ms" in reports.stats(readers, None)
            now += timedelta(days=366)
            counts.prune()
            assert readers.rows("select * from counts") == []
            assert counts.unanswered(1) == []

    def test_is_printed_by_two_commands(
        self, coverage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "readers.db"
        monkeypatch.setenv("NUTGRAF_READERS", str(path))
        monkeypatch.setenv("NUTGRAF_DATABASE", str(coverage))
        assert isinstance(CliRunner().invoke(nutgraf, ["unanswered"]).exception, ReadersError)
        assert not path.exists()
        Readers(path).close()
        assert CliRunner().invoke(nutgraf, ["unanswered"]).output.startswith("every question")
        with closing(Readers(path)) as readers:
            refusal = Refusal("unknown_words", ("Zanzibar",))
            for _ in range(3):
                Counts(readers).question(12, refusal, ["chess", "zanzibar"], UNANSWERED)
            with readers.writing() as connection:
                connection.execute("insert into feedback(day, words) values ('2024-03-06', 'Good')")
        printed = CliRunner().invoke(nutgraf, ["unanswered"]).output
        assert printed.splitlines()[0].startswith("    3  chess zanzibar  (last on ")
        assert "never mentions: Zanzibar" in printed
        assert f"such as: {UNANSWERED}" in printed
        stats = CliRunner().invoke(nutgraf, ["stats"]).output
        assert "questions: 3\nrefused: 3 (unknown_words 3)" in stats
        assert "feedback:\n2024-03-06  Good" in stats
