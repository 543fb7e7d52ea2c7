"""A quote from a file with pages says on which it stands, wherever it is shown."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.terminal.screen import Screen
from tests.bot.telegram.rendering.test_messages import RENDERER, answered, parsed, plain_quote

SENTENCE = "Two people were injured."
QUOTE = plain_quote(SENTENCE, SENTENCE, published="2024-03-05", page=3)


def test_an_answer_says_the_page_beside_the_day() -> None:
    assert "Coast Post · 5 Mar 2024, page 3" in parsed(RENDERER.answer(answered(QUOTE))).text
    out = io.StringIO()
    Screen(Console(file=out, width=80)).answer(answered(QUOTE).answer)
    assert "Coast Post · 5 Mar 2024, page 3\n" in out.getvalue()


def test_the_page_stands_before_the_paragraph_in_each_language() -> None:
    assert ENGLISH.where(QUOTE.citation).endswith("5 March 2024 · page 3 · paragraph 2 of 3")
    assert "сторінка 3" in LANGUAGES["uk"].day_and_page(QUOTE.citation)
    without = replace(QUOTE.citation, page=None)
    assert ENGLISH.day_and_page(without) == "5 Mar 2024"
