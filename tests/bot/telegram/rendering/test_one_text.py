"""An answer says which outlets print one text, in Telegram and in a terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.conversation.replies import Reply
from bot.locales.languages import LANGUAGES
from bot.locales.phrases import one_text
from bot.terminal.screen import Screen
from retrieval import Answer, Copy, Quote
from tests.bot.telegram.rendering.test_messages import (
    AWKWARD,
    COVERAGE,
    HEADLINES,
    RENDERER,
    URLS,
    answered,
    pages,
    parsed,
    plain_quote,
    quotes,
)
from tests.tools.examples import up_to

SAID = "Two were hurt at the quay of Larnholm."
KURIER = Copy(
    "k", "A fire", "Kurier", "https://kurier.example/fire", "2024-03-05", "k5x2m7qwzt4b-1-9f3c"
)
NADIR = Copy("n", "Fire", "Daily Nadir", None, None, "k5x2m7qwzt4c-3-9f3c")
COPIES = st.builds(
    Copy,
    article=st.sampled_from("abcdefghijklm"),
    headline=HEADLINES,
    outlet=st.none() | AWKWARD,
    url=URLS,
    day=st.sampled_from([None, "2024-03-05"]),
    address=st.just("k5x2m7qwzt4d-1-9f3c"),
)


def printed(*copies: Copy) -> Quote:
    return replace(plain_quote(SAID, f"{SAID} It rained.", published="2024-03-04"), copies=copies)


def test_each_outlet_of_one_text_is_named_with_a_link_to_its_words() -> None:
    message = parsed(RENDERER.answer(answered(printed(KURIER, NADIR))))
    assert message.text == (
        "Coast Post · 4 Mar 2024\n3 outlets, one text: Coast Post, Kurier, Daily Nadir\n"
        f"{SAID} It rained."
    )
    _, kurier, nadir = message.links()
    assert unquote(kurier[1]) == f"https://kurier.example/fire#:~:text={SAID}"
    assert nadir == ("Daily Nadir", f"https://t.me/nutgraf_test_bot?start={NADIR.address}")


def test_an_outlet_that_printed_its_text_again_is_named_with_the_days() -> None:
    again = replace(KURIER, outlet="Coast Post")
    message = parsed(RENDERER.answer(answered(printed(again))))
    assert "one text, 2 times: Coast Post, 4 Mar 2024, Coast Post, 5 Mar 2024" in message.text
    many = [replace(NADIR, outlet=f"Paper {number}") for number in range(40)]
    told = one_text(printed(*many), LANGUAGES["uk"])
    assert str(told).startswith("один текст, видань: 41: Coast Post, Paper 0, ")
    assert str(told).endswith("Paper 6 і ще 33")


def test_a_terminal_names_them_and_how_each_is_opened() -> None:
    shown = io.StringIO()
    quote = printed(KURIER, NADIR)
    answer = Answer("who?", date(2024, 3, 6), "en", 0.9, (quote,), None, COVERAGE)
    Screen(Console(file=shown, width=300)).answer(answer)
    assert shown.getvalue().splitlines()[-3:] == [
        "    3 outlets, one text: Coast Post, Kurier, Daily Nadir",
        f"    Kurier · https://kurier.example/fire · nutgraf show {KURIER.address}",
        f"    Daily Nadir · nutgraf show {NADIR.address}",
    ]


@settings(max_examples=up_to(30), deadline=None)
@given(st.lists(st.tuples(quotes(), st.lists(COPIES, max_size=9)), min_size=1, max_size=5))
def test_copies_with_any_names_keep_all_limits(these: list[tuple[Quote, list[Copy]]]) -> None:
    made = [
        replace(quote, copies=tuple(copies), citation=replace(quote.citation, number=number))
        for number, (quote, copies) in enumerate(these, 1)
    ]
    reply = Reply(Answer("who?", date(2024, 3, 6), "en", 0.9, tuple(made), None, COVERAGE))
    for message in map(parsed, pages(reply)):
        assert message.links()
