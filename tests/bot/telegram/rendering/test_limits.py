"""Ten figures, speakers and headlines of any length: no message passes a limit or loses a link."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.replies import Reply
from bot.telegram.rendering.messages import News
from bot.text import units
from retrieval import (
    Excerpt,
    Figure,
    Part,
    Passage,
    Quote,
    Speaker,
    Standing,
    Verification,
)
from retrieval.model import SpeakerOffsets
from tests.bot.telegram.rendering.test_messages import (
    ANSWERED,
    AWKWARD,
    RENDERER,
    answered,
    pages,
    parsed,
    plain_quote,
)
from tests.tools.examples import up_to

HERE = SpeakerOffsets((0, 1), (0, 1))


def with_figures(these: tuple[Quote, ...], figures: list[str]) -> Reply:
    """An answer in which each quote gives one of the figures."""
    reply = answered(*these)
    given = tuple(
        Figure(quote.citation.number, figure, (0, 1))
        for quote, figure in zip(these, figures, strict=False)
    )
    return replace(reply, answer=replace(reply.answer, figures=given))


def dense(number: int, headline: str = "Fire", marks: int = 60) -> Quote:
    """A quote that is its whole passage, with so many matched words, none beside another."""
    text = " ".join(f"ab{at % 10} x{at % 10}" for at in range(marks)) + "."
    quote = plain_quote(text, text, number=number, article=f"a{number}", headline=headline)
    spans = tuple((at * 7, at * 7 + 3) for at in range(marks))
    return replace(
        quote,
        address=f"k5x2m7qwzt4a-{number}-9f3c",
        offsets=replace(quote.offsets, matched=spans),
    )


@pytest.mark.parametrize("marks", [1, 9, 10, 20, 60])
@pytest.mark.parametrize("count", [2, 5, 10])
def test_ten_figures_with_many_matched_words_lose_no_link(count: int, marks: int) -> None:
    these = tuple(dense(number, marks=min(marks, 40)) for number in range(1, count + 1))
    reply = with_figures(these, [str(number) for number in range(count)])
    messages = [parsed(each) for each in pages(reply, quotes=10)]
    assert sum(len(message.links()) for message in messages) == count
    alone = with_figures(these, [])
    assert sum(len(parsed(each).links()) for each in pages(alone, quotes=10)) == count


@pytest.mark.parametrize("letters", [3_900, 4_000, 4_064, 6_000])
@pytest.mark.parametrize("headline", ["H", "Word ", "😀"])
def test_a_headline_of_any_length_stays_within_a_message(headline: str, letters: int) -> None:
    quote = dense(1, (headline * letters)[:letters])
    said = Speaker("The mayor of Larnholm " * 5, "said", "said", None, HERE)
    for each in (quote, replace(quote, speaker=said)):
        for others in ((), (replace(each, citation=replace(each.citation, number=2)),)):
            these = (each, *others)
            for reply in (answered(*these), with_figures(these, ["1", "2"])):
                for message in pages(replace(reply, followed=True), quotes=3):
                    assert parsed(message).links()
        assert parsed(RENDERER.card(each)).links()


@settings(max_examples=up_to(20), deadline=None)
@given(ANSWERED, st.lists(st.sampled_from(["1", "2", "300,000"]), min_size=10), AWKWARD, st.data())
def test_any_figures_of_any_speakers_keep_all_limits(
    these: tuple[Quote, ...], figures: list[str], speaker: str, data: st.DataObject
) -> None:
    said = Speaker(speaker, "said", "said", None, HERE)
    these = tuple(
        replace(each, speaker=said) if data.draw(st.booleans()) else each for each in these
    )
    reply = with_figures(these, figures)
    messages = [parsed(each) for each in pages(reply, quotes=data.draw(st.integers(1, 10)))]
    assert sum(len(message.links()) for message in messages) == len(these)


@pytest.mark.parametrize("count", [1, 3, 10])
def test_diffs_of_ten_quotes_keep_all_limits_and_each_its_link(count: int) -> None:
    quote = dense(1)
    sides: tuple[Literal["both", "text", "article"], ...] = ("both", "text", "article")
    parts = tuple(Part(sides[at % 3], f"w{at} ") for at in range(90))
    standing = Standing(quote.text, (0, 9), "f" * 64, quote.address, quote.citation)
    differing = Verification("differs", "words", standing, parts)
    checked = [(str(number), differing) for number in range(1, count + 1)]
    assert len(parsed(RENDERER.checked(checked)).links()) == count


@pytest.mark.parametrize("words", ["Larnholm", "w" * 4_096, "word " * 800])
def test_news_of_a_story_of_any_words_keep_all_limits(words: str) -> None:
    quote = dense(1, "H" * 5_000)
    passage = Passage("a", "paragraph", 1, None, 0, 9, "x" * 5_000)
    excerpt = Excerpt(quote.address, passage, None, None, quote.citation, changed=False)
    message, count = RENDERER.news([News(1, words, "x" * 5_000, excerpt)] * 3)
    assert count
    assert units(parsed(message).text) <= 4_096
