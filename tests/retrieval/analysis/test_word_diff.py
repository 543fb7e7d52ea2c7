"""The word diff: its parts are the words of both texts, each verbatim."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locales.english import ENGLISH
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.markup import MOST_ENTITIES
from bot.telegram.rendering.verifications import Checks
from bot.terminal.words import drawn
from retrieval.analysis.word_diff import Part, diff, likeness, shared
from tests.telegram.html import parse_html, units
from tests.tools.examples import up_to

WORDS = st.lists(
    st.sampled_from("the dam of Kakhovka broke, on Monday. <b> & 41 drones – “Wagner” 𝒳".split())
)
TEXTS = st.one_of(st.text(max_size=200), WORDS.map(" ".join), WORDS.map("\n".join))
PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from(["both", "text", "article"]),
        st.sampled_from(["the dam ", "<b> & ", "𝒳" * 90, "x" * 5000, "broke on Monday. " * 40]),
    ),
    max_size=300,
)


def side(parts: tuple[Part, ...], *sides: str) -> list[str]:
    text = " ".join(part.words for part in parts if part.side in sides)
    return re.findall(r"\w|[^\w\s]", text)


@settings(max_examples=up_to(60), deadline=None)
@given(TEXTS, TEXTS)
def test_a_diff_holds_all_words_of_the_text_and_the_articles_own_stretch(
    text: str, words: str
) -> None:
    parts, (start, end) = diff(text, words)
    assert side(parts, "both", "text") == re.findall(r"\w|[^\w\s]", text)
    stretch = "".join(part.words for part in parts if part.side != "text")
    assert stretch.rstrip() == words[start:end].rstrip()


@settings(max_examples=up_to(40), deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    parts, _ = diff(text, text)
    assert {part.side for part in parts} <= {"both"}
    assert likeness(parts) == (1.0 if parts else 0.0)


def test_a_word_that_was_changed_stands_beside_what_it_became() -> None:
    parts, (start, end) = diff(
        "It broke on Monday.", "(Kyiv) The dam: it said It broke on Tuesday."
    )
    assert [(part.side, part.words) for part in parts] == [
        ("both", "It broke on "),
        ("text", "Monday"),
        ("article", "Tuesday"),
        ("both", "."),
    ]
    assert (start, end) == (24, 44)


def test_the_articles_words_before_and_after_are_no_part_of_the_diff() -> None:
    around = "one two three " * 30
    parts, _ = diff("The dam broke on Monday", f"{around}The dam broke on a Monday {around}")
    assert [part.words for part in parts if part.side == "article"] == ["a "]


def test_texts_are_alike_by_the_words_of_the_shorter_one() -> None:
    assert shared("the dam broke", "and the dam of Kakhovka broke on Tuesday") == 1.0
    assert shared("a cat", "the dam broke") == 0.0


@settings(max_examples=up_to(40), deadline=None)
@given(PARTS, st.integers(200, 4096))
def test_a_diff_fits_into_what_room_there_is(parts: list[Part], most: int) -> None:
    markup = Checks(Citing(ENGLISH, "bot")).diff(parts, most)
    text, entities, _ = parse_html(markup.html)
    assert markup.units == units(text) <= most
    assert len(entities) <= MOST_ENTITIES


def test_a_terminal_without_colours_gets_signs() -> None:
    parts, _ = diff("It broke on Monday.", "It broke on Tuesday.")
    assert drawn(parts, colours=False).plain == "It broke on [-Monday-] {+Tuesday+}."
    assert drawn(parts, colours=True).plain == "It broke on Monday Tuesday."
