"""A passage as a picture: its words fit in smaller type, or there is no picture."""

from __future__ import annotations

import base64
from dataclasses import replace

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.pictures.cards import drawn
from retrieval import Archive, Excerpt
from tests.bot.telegram.test_application import asked, pressed
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer

QUESTION = "What did harbour master Ida Brandt say?"


def of_words(archive: Archive, words: str) -> Excerpt:
    excerpt = archive.show(archive.ask(QUESTION).quotes[0].address)
    return replace(excerpt, passage=replace(excerpt.passage, text=words))


def test_words_of_any_length_fit_or_there_is_no_picture(archive: Archive) -> None:
    for words in ("Rain.", "Rain fell again. " * 60, "x" * 300, "Дощ & <сніг>."):
        assert (drawn(of_words(archive, words), ENGLISH) or b"").startswith(b"\x89PNG"), words
    for words in ("Rain fell again. " * 400, "雨が降った。"):
        assert drawn(of_words(archive, words), ENGLISH) is None


def test_share_sends_a_picture_with_its_citation_that_can_be_sent_on(
    running: Running, telegram: TelegramServer, backend: Backend, ada: Reader
) -> None:
    with running(telegram, replace(backend, pictures=True)):
        answer = asked(telegram, ada, QUESTION)
        address = str(answer.button("Read on")["callback_data"]).split(":")[1]
        pressed(telegram, ada, answer, "Read on")
        assert pressed(telegram, ada, answer, "Share") == ""
        card = telegram.wait_for_message(ada, after=answer)
        assert base64.b64decode(card.raw).startswith(b"\x89PNG")
        assert card.text == (
            "Coast Post, 5 March 2024\nhttps://coast-post.example/2024/03/05/harbour-fire"
        )
        chosen = card.button("Send to a chat")["switch_inline_query_chosen_chat"]
        assert chosen["query"] == address
        query = ada.asks_inline(address)
        offered = telegram.wait_for(
            lambda: [each for each in telegram.inline_answers if each.query_id == query]
        )[0]
        assert [each["title"] for each in offered.results] == ["Coast Post · 5 Mar 2024"]
        assert "Two people were injured" in ada.chooses(query, offered.results[0]["id"]).text
