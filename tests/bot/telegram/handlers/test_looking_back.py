"""/asof and /since on Telegram: a day and a question, or what is new since the reader asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.readers.database import Readers
from tests.bot.telegram.test_application import asked, pressed
from tests.retrieval.index.test_filters import Newsroom
from tests.telegram.server import Reader, TelegramServer

STORY = ENGLISH.story
HOUR = timedelta(hours=1)


@pytest.fixture
def newsroom(
    tmp_path: Path,
    telegram: TelegramServer,
    running: Callable[[TelegramServer, Backend], AbstractContextManager[None]],
) -> Iterator[Newsroom]:
    """A newsroom whose bot runs, by the newsroom's clock; it has two articles."""
    made = Newsroom(tmp_path)
    made.write("toll", "Two people died at the dam of Larnholm.", published="2024-03-01")
    made.write("leak", "The dam of Larnholm leaks, said the mayor.", published="2024-03-05")
    made.reindex()
    with (
        closing(made.archive),
        closing(Readers(tmp_path / "readers.db", now=lambda: made.now.astimezone(UTC))) as readers,
        closing(Backend(made.archive, readers)) as backend,
        running(telegram, backend),
    ):
        yield made


@pytest.mark.usefixtures("newsroom")
class TestAsOf:
    def test_takes_a_day_and_a_question_and_keeps_to_it_on_every_page(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada, "/asof 4 March 2024 What happened at the dam of Larnholm?")
        words = answer.text
        assert words.startswith(STORY.as_of.format(day="4 March 2024"))
        assert "Two people died" in words
        assert "leaks" not in words
        pressed(telegram, ada, answer, "Read on")
        pressed(telegram, ada, answer, "← Back")
        assert answer.text == words

    def test_before_all_articles_says_so(self, telegram: TelegramServer, ada: Reader) -> None:
        answer = asked(telegram, ada, "/asof 2024-02-01 dam of Larnholm")
        assert STORY.nothing["nothing_by_then"].format(day="1 February 2024") in answer.text

    @pytest.mark.parametrize("words", ["", "Monday", "the dam", "2024-03-04"])
    def test_without_a_day_or_a_question_tells_how(
        self, telegram: TelegramServer, ada: Reader, words: str
    ) -> None:
        assert asked(telegram, ada, f"/asof {words}").text == STORY.as_of_what

    def test_edited_keeps_to_the_day_that_stands_there_now(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        question = ada.says("/asof 4 March 2024 dam of Larnholm")
        answer = telegram.wait_for_message(ada)
        ada.edits(question, "/asof 6 March 2024 What leaks at the dam of Larnholm?")
        telegram.wait_for_edit(answer)
        assert answer.text.startswith(STORY.as_of.format(day="6 March 2024"))
        assert "leaks" in answer.spans("blockquote")[0]

    def test_edited_to_ask_nothing_keeps_its_answer(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        question = ada.says("/asof 4 March 2024 dam of Larnholm")
        answer = telegram.wait_for_message(ada)
        for words in ("/asof dam", "/help", "/verify dam of Larnholm", "/since yesterday"):
            ada.edits(question, words)
        assert asked(telegram, ada, "dam of Larnholm").spans("blockquote")
        assert answer.edits == 0


@pytest.mark.usefixtures("newsroom")
class TestSince:
    def test_takes_a_day_and_a_question(self, telegram: TelegramServer, ada: Reader) -> None:
        answer = asked(telegram, ada, "/since 4 March 2024 dam of Larnholm")
        assert answer.text.startswith(STORY.since.format(day="4 March 2024"))
        assert answer.spans("bold") == ["The dam of Larnholm leaks, said the mayor."]

    def test_edited_keeps_its_day_unless_another_stands_there(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        question = ada.says("/since 4 March 2024 dam of Larnholm")
        answer = telegram.wait_for_message(ada)
        ada.edits(question, "/since Who won the chess cup in Zanzibar?")
        telegram.wait_for_edit(answer)
        assert answer.text.startswith(STORY.since.format(day="4 March 2024"))
        ada.edits(question, "/since 6 March 2024 dam of Larnholm")
        telegram.wait_for_edit(answer, count=2)
        assert answer.text.startswith(STORY.since.format(day="6 March 2024"))

    def test_alone_tells_what_came_in_since_the_reader_last_asked(
        self, telegram: TelegramServer, ada: Reader, newsroom: Newsroom
    ) -> None:
        assert asked(telegram, ada, "/since").text == STORY.since_what
        asked(telegram, ada, "What happened at the dam of Larnholm?")
        newsroom.write("toll", "Three people died at the dam of Larnholm.", published="2024-03-01")
        newsroom.reindex(after=HOUR)
        answer = asked(telegram, ada, "/since")
        assert answer.text.startswith(STORY.since_asked.format(time="10 March 2024, 08:00 UTC"))
        assert answer.spans("bold") == ["Three people died at the dam of Larnholm."]
        was = "Two people died at the dam of Larnholm."
        correction = f"{STORY.was}\n{was}\n{STORY.is_now}\n{answer.spans('blockquote')[0]}"
        assert f"{STORY.corrected}\ntoll · 1 Mar 2024\n{correction}" in answer.text
        newsroom.now += HOUR
        again = asked(telegram, ada, "what is new since I last asked?")
        nothing = STORY.nothing["nothing_since"].format(day="10 March 2024, 09:00 UTC")
        assert nothing in again.text

    def test_under_an_answer_asks_its_question_again(
        self, telegram: TelegramServer, ada: Reader, newsroom: Newsroom
    ) -> None:
        answer = asked(telegram, ada, "What happened at the dam of Larnholm?")
        newsroom.write("new", "The dam of Larnholm broke at night.", published="2024-03-10")
        newsroom.reindex(after=HOUR)
        pressed(telegram, ada, answer, "…")
        pressed(telegram, ada, answer, "What is new")
        new = telegram.wait_for_message(ada, after=answer)
        assert new.spans("bold") == ["The dam of Larnholm broke at night."]
        assert new.text.startswith("What happened at the dam of Larnholm?")

    def test_with_words_alone_looks_for_them_since_the_reader_last_asked(
        self, telegram: TelegramServer, ada: Reader, newsroom: Newsroom
    ) -> None:
        asked(telegram, ada, "Who is the mayor of Larnholm?")
        newsroom.write("new", "The dam of Larnholm broke at night.", published="2024-03-10")
        newsroom.reindex(after=HOUR)
        answer = asked(telegram, ada, "/since dam of Larnholm")
        assert answer.spans("bold") == ["The dam of Larnholm broke at night."]


@pytest.mark.usefixtures("newsroom")
def test_as_of_a_day_a_quote_whose_words_came_later_says_since_when(
    telegram: TelegramServer, ada: Reader, newsroom: Newsroom
) -> None:
    question = "/asof 11 March 2024 How many people died at the dam of Larnholm?"
    newsroom.now += timedelta(days=3)
    assert "changed on" not in asked(telegram, ada, question).text
    newsroom.write("toll", "Three people died at the dam of Larnholm.", published="2024-03-01")
    newsroom.reindex(after=HOUR)
    answer = asked(telegram, ada, question)
    assert "Three people died" in answer.text
    assert "1 Mar 2024 · changed on 13 Mar 2024\n" in answer.text
