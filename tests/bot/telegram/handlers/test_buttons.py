"""Reading an answer: its pages, its passages in their articles, what can be copied."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.readers.database import Readers
from tests.bot.telegram.test_application import QUESTION, asked, pressed, read_on
from tests.conftest import Running
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.coverage_maker import archive as made
from tests.tools.until import until

COPY = "The ferry to Larnholm sank at the pier at noon and all of its passengers swam ashore safely"


def data(message: Message, label: str) -> str:
    """The data of the button with that label."""
    return str(message.button(label)["callback_data"])


def test_more_and_back_turn_the_pages_of_one_message_even_after_a_restart(
    running: Running, telegram: TelegramServer, ada: Reader, backend: Backend
) -> None:
    with running(telegram, replace(backend, quotes=1)):
        answer = asked(telegram, ada)
        words, markup = answer.text, answer.reply_markup
        first = answer.spans("blockquote")[0]
        pressed(telegram, ada, answer, "More quotes")
        second = answer.spans("blockquote")[0]
        assert second != first
        assert answer.text.startswith("2  ")
    with running(telegram, replace(backend, quotes=1)):
        pressed(telegram, ada, answer, "Read on")
        assert second.strip("… ") in answer.spans("blockquote")[0]
        pressed(telegram, ada, answer, "← Back")
        assert answer.spans("blockquote")[0] == second
        pressed(telegram, ada, answer, "← Back")
        assert (answer.text, answer.reply_markup) == (words, markup)
    assert len(telegram.messages(ada)) == 1


@pytest.mark.usefixtures("bot")
def test_a_reader_walks_through_the_article_paragraph_by_paragraph(
    telegram: TelegramServer, ada: Reader
) -> None:
    answer = asked(telegram, ada, "When do the pillars of the old bridge date from?")
    read_on(telegram, ada, answer, 1)
    assert "1911" in answer.spans("blockquote")[0]
    pressed(telegram, ada, answer, "← Before")
    assert "closed to lorries" in answer.spans("blockquote")[0]
    assert "← Before" not in str(answer.buttons)
    pressed(telegram, ada, answer, "After →")
    pressed(telegram, ada, answer, "back:0")
    assert "1911" in answer.spans("blockquote")[0]


@pytest.mark.usefixtures("bot")
def test_a_passage_opened_by_its_link_can_be_walked_from_too(
    telegram: TelegramServer, ada: Reader
) -> None:
    url = next(url for _, url in asked(telegram, ada).links() if "?start=" in url)
    before = ada.opens(url.partition("=")[2])
    passage = telegram.wait_for_message(ada, after=before)
    pressed(telegram, ada, passage, "After →")
    assert "paint and paper" in passage.spans("blockquote")[0]
    assert "back:" not in str(passage.reply_markup)


@pytest.mark.usefixtures("bot")
def test_a_citation_can_be_copied_as_plain_text(telegram: TelegramServer, ada: Reader) -> None:
    answer = asked(telegram, ada, "What did harbour master Ida Brandt say?")
    pressed(telegram, ada, answer, "…")
    assert answer.button("Copy")["copy_text"]["text"] == (
        "Fire in the harbour of Larnholm & what is known, Coast Post · 5 March 2024 · "
        "paragraph 2 of 3, https://coast-post.example/2024/03/05/harbour-fire"
    )


@pytest.mark.usefixtures("bot")
def test_a_misspelt_question_is_offered_as_it_may_have_been_meant(
    telegram: TelegramServer, ada: Reader
) -> None:
    refusal = asked(telegram, ada, "What burned down in Lornhlom?")
    assert "\n1  What burned down in Larnholm?\n" in refusal.text
    pressed(telegram, ada, refusal, "1")
    assert telegram.wait_for_message(ada, after=refusal).spans("blockquote")


def test_copies_are_folded_into_one_quote_that_says_in_how_many_others(
    running: Running, telegram: TelegramServer, ada: Reader, tmp_path: Path
) -> None:
    articles = {
        "a": ("Ferry sinks", f"{COPY}."),
        "b": ("Ferry lost", f"{COPY}, said the captain."),
        "c": ("Sunk", f"Update: {COPY}."),
        "d": ("Rescue", "The ferry that sank at Larnholm will be lifted from the water on Friday."),
    }
    with (
        made(tmp_path, articles) as archive,
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers)) as backend,
        running(telegram, backend),
    ):
        answer = asked(telegram, ada, "What happened to the ferry of Larnholm?")
    assert answer.text.count("swam ashore") <= 2
    assert answer.text.count("also in 2 others") == 1
    assert "lifted from the water" in answer.text
    assert len(answer.links()) == 2


@pytest.mark.usefixtures("bot")
def test_the_numbers_of_an_answer_of_an_older_version_still_work(
    telegram: TelegramServer, ada: Reader
) -> None:
    answer = asked(telegram, ada)
    assert answer.reply_markup is not None
    pressed(telegram, ada, answer, "Read on")
    old = data(answer, "Read 1").rpartition(":")[0]
    answer.reply_markup["inline_keyboard"] = [[{"text": "1", "callback_data": old}]]
    pressed(telegram, ada, answer, "1")
    answer.reply_markup["inline_keyboard"] = [[{"text": "x", "callback_data": "back"}]]
    pressed(telegram, ada, answer, "x")
    assert QUESTION.split()[2] in answer.text


def test_a_thumb_as_a_reaction_counts_if_it_is_the_askers(
    telegram: TelegramServer, bot: Backend, ada: Reader
) -> None:
    answer = asked(telegram, ada)
    ada.reacts(answer, "❤")
    ada.reacts(answer, "👎")
    until(lambda: bot.readers.rows("select up, down from votes") == [(0, 1)])
    ada.reacts(answer, "👍")
    until(lambda: bot.readers.rows("select up, down from votes") == [(1, 0)])
