"""What a reader says to the bot around the question is no part of the question."""

from __future__ import annotations

import time

import pytest

from retrieval import Archive
from retrieval.languages.english.courtesies import without_courtesies

ABOUT = "the warehouse in the harbour of Larnholm"
QUESTION = "what burned down in the harbour of Larnholm"


@pytest.mark.parametrize(
    "frame",
    [
        "Show me articles about {}",
        "show me {}",
        "Where can I read about {}?",
        "Where can I find anything on {}?",
        "Is there an article about {}?",
        "Are there any reports of {}?",
        "Do you have anything on {}?",
        "Have you got some news about {}?",
        "any news on {}?",
        "articles about {}",
        "find info on {}",
        "Please tell me about {}",
        "Hi there! Could you please tell me more about {}? Thanks",
        "hello, can you give me {}",
        "What do the articles say about {}?",
        "What do you know about {}?",
        "Does your coverage mention {}?",
        "Did the press write about {}?",
        "I'm looking for articles about {}",
        "I would like to read about {}, please.",
        "thanks! And please tell me about {}",
    ],
)
def test_a_subject_is_asked_for(archive: Archive, frame: str) -> None:
    assert without_courtesies(frame.format(ABOUT)).rstrip("?") == ABOUT
    asked, bare = archive.ask(frame.format(ABOUT)), archive.ask(ABOUT)
    assert bare.quotes
    assert asked.quotes == bare.quotes
    assert asked.question == frame.format(ABOUT)


@pytest.mark.parametrize(
    "frame",
    [
        "{}, please?",
        "hey {}",
        "ok, {}",
        "ok, so can you tell me {}",
        "Thank you very much. {}",
        "Good evening! {}",
        "Tell me {}",
        "please tell me {}",
        "Can you explain {}",
        "I want to know {}",
        "I'd like you to tell us {}",
        "Do you know {}?",
        "Where can I find out {}?",
        "let me know {}, thanks a lot!",
    ],
)
def test_a_question_is_asked(frame: str) -> None:
    assert without_courtesies(frame.format(QUESTION)).rstrip("?") == QUESTION


def test_what_joins_it_to_the_question_before_stays() -> None:
    assert without_courtesies("thanks! and in Larnholm?") == "and in Larnholm?"


def test_an_oath_is_none_of_it() -> None:
    assert without_courtesies("who the hell is Jo Bell") == "who is Jo Bell"
    assert without_courtesies("What on earth burned?") == "What burned?"


@pytest.mark.parametrize(
    "question",
    [
        "",
        "hello",
        "Thanks!",
        "please",
        "news",
        "tell me",
        "Hello Kitty sales in Japan",
        "OK Corral",
        "Who read the report?",
        "What did the report say about telephones?",
        "Is there water in Kherson?",
        "Can you see the bridge from the harbour?",
        "News reached England in August",
        "Did the press secretary resign?",
        "Find survivors",
        "What the harbour master said",
    ],
)
def test_the_words_of_a_question_stay(question: str) -> None:
    assert without_courtesies(question) == question


@pytest.mark.parametrize(
    "words",
    [
        "please ",
        "thanks, ",
        "show me ",
        "hi",
        ". ",
        " ",
        "-",
        "any more ",
        "what the hell ",
        "the ",
    ],
)
def test_no_words_take_long(words: str) -> None:
    question = (words * 4096)[:4096]
    began = time.process_time()
    without_courtesies(question)
    without_courtesies(f"show me {question}")
    assert time.process_time() - began < 0.02
