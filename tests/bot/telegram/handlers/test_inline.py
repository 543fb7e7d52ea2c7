"""Inline mode: passages as cards in any chat."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from bot.readers.database import Readers
from retrieval import Archive
from tests.bot.telegram.test_application import QUESTION, asked
from tests.conftest import Running
from tests.telegram.server import InlineAnswer, Reader, TelegramServer
from tests.tools.coverage_maker import archive as made


def offered(telegram: TelegramServer, reader: Reader, query: str, offset: str = "") -> InlineAnswer:
    number = reader.asks_inline(query, offset)
    return telegram.wait_for(
        lambda: [each for each in telegram.inline_answers if each.query_id == number]
    )[0]


@pytest.mark.usefixtures("bot")
def test_a_question_gives_passages_ready_to_post_with_their_citation(
    telegram: TelegramServer, ada: Reader
) -> None:
    answer = offered(telegram, ada, QUESTION)
    first = answer.results[0]
    assert first["title"] == "Island Wire · 6 Mar 2024"
    assert first["description"].startswith("Three people were injured in the warehouse fire")
    posted = ada.chooses(answer.query_id, first["id"])
    assert posted.spans("blockquote")[0].startswith("Three people were injured")
    assert posted.text.startswith("The hospital · Island Wire, 6 Mar 2024\nThree people")
    assert answer.cache_time == 60
    assert answer.is_personal


@pytest.mark.usefixtures("bot")
def test_no_words_offer_the_newest_articles_and_a_button_leads_to_the_bot(
    telegram: TelegramServer, ada: Reader
) -> None:
    answer = offered(telegram, ada, "  ")
    assert [(each["title"], each["description"][:12]) for each in answer.results] == [
        ("Island Wire · 6 Mar 2024", "Third person"),
        ("Coast Post · 5 Mar 2024", "Fire in the "),
        ("Larnholm Gazette · no date", "The old brid"),
    ]
    assert answer.button == {"text": ENGLISH.ask_in_bot, "start_parameter": "inline"}
    assert asked(telegram, ada, "/start inline").text.startswith(ENGLISH.welcome)


@pytest.mark.usefixtures("bot")
def test_what_is_not_answered_offers_the_bot_alone(telegram: TelegramServer, ada: Reader) -> None:
    answer = offered(telegram, ada, "Who won the chess cup in Zanzibar?")
    assert answer.results == []
    assert answer.button == {"text": ENGLISH.none_inline, "start_parameter": "inline"}
    near = offered(telegram, ada, "Did Brandt resign?")
    assert near.results == []  # never a card that would be posted
    assert near.button
    assert near.button["text"] == ENGLISH.nearest_inline


def test_more_than_ten_come_page_by_page(
    running: Running, telegram: TelegramServer, ada: Reader, tmp_path: Path
) -> None:
    ferries = [f"The ferry number {number} sank in the harbour." for number in range(13)]
    others = [f"Nothing of note befell town number {number} today." for number in range(80)]
    articles = {
        f"a{number:02}": (f"Headline {number}", words)
        for number, words in enumerate([*ferries, *others])
    }
    with (
        made(tmp_path, articles) as archive,
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers)) as backend,
        running(telegram, backend),
    ):
        for query, offset, more in (("", "80", 3), ("Which ferry sank in the harbour?", "", 3)):
            first = offered(telegram, ada, query, offset)
            second = offered(telegram, ada, query, first.next_offset)
            assert (len(first.results), len(second.results)) == (10, more)
            assert (bool(first.next_offset), second.next_offset) == (True, "")
            assert len({each["id"] for each in [*first.results, *second.results]}) == 13


def test_an_empty_coverage_offers_the_bot_alone(
    running: Running, telegram: TelegramServer, ada: Reader, tmp_path: Path
) -> None:
    with (
        Archive(tmp_path / "new.db") as archive,
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers)) as backend,
        running(telegram, backend),
    ):
        assert [offered(telegram, ada, query).results for query in ("", QUESTION)] == [[], []]


def test_a_reader_who_types_too_fast_is_told_so_on_the_button(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    slow = Backend(backend.archive, backend.readers, rules=Rules(questions_per_minute=1))
    with closing(slow), running(telegram, slow):
        answers = [offered(telegram, ada, QUESTION) for _ in range(7)]
    assert [bool(each.results) for each in answers] == [True] * 6 + [False]
    assert answers[-1].button == {"text": ENGLISH.too_fast_inline, "start_parameter": "inline"}
    assert answers[-1].cache_time == 0
