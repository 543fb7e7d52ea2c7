"""Which words are the same words, nearly, and which articles one text."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.analysis.same_text import Wording
from retrieval.analysis.whole_copies import Printed, is_copy

SAID = "The harbour lost 1,200 tonnes of grain on Tuesday, the board said. Nobody was killed."
DAY = date(2023, 3, 4).toordinal()


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        SAID.upper(),
        f"It burned for hours. {SAID} The fire was out by noon.",
        SAID.replace("harbour", "harbor").replace("1,200", "1200"),
        SAID.replace(", the", " – the").replace("the board", "board"),
        f"LARNHOLM, March 4 (Straits Agency) — {SAID}",
        f"(Larnholm) {SAID} (Straits Agency)",
        SAID.replace(". Nobody", ".\n\nNobody"),
    ],
)
def test_words_stand_where_outlets_changed_nothing_that_they_say(text: str) -> None:
    span = Wording(text).standing(SAID)
    assert span is not None
    assert text[slice(*span)].casefold().endswith("nobody was killed")
    assert Wording(SAID).standing(text) is not None or len(text) > len(SAID)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,200", "1,300"),
        ("1,200", "12,000"),
        ("Tuesday", "Wednesday"),
        ("Nobody was killed", "Nobody was hurt"),
        ("lost", "has not lost"),
        ("the board said", "the board denied"),
        ("harbour", "port of Tern"),
        ("The harbour", "Holm denies that the harbour"),
        ("1,200", "more than 1,200"),
        (" on Tuesday", ""),
    ],
)
def test_words_that_say_something_else_do_not_stand(one: str, other: str) -> None:
    assert Wording(SAID.replace(one, other)).standing(SAID) is None


def test_a_part_of_a_sentence_is_not_the_sentence() -> None:
    assert Wording(f"Falk denied it: “{SAID[:-1]} by then.”").standing(SAID) is None
    assert (
        Wording("It is false that nobody was killed there.").standing("Nobody was killed") is None
    )


PARAGRAPHS = [
    "A fire broke out in the granary of Larnholm on Tuesday, and 31 people were brought to safety.",
    "The fire service says that the roof had come down before its boats could reach the quay.",
    "“We shall rebuild it before winter,” said Ida Brandt, the mayor, to those who had come.",
    "Merchants put the loss at 1,200 tonnes of grain, which is a third of the year's harvest.",
    "The road along the canal remains closed to everything but ambulances until the inquiry ends.",
]


def printed(*paragraphs: str, outlet: str | None = "Oster Post", after: int = 0) -> Printed:
    return Printed(outlet, DAY + after, paragraphs)


def test_an_article_with_most_of_anothers_paragraphs_is_a_copy() -> None:
    first = printed(*PARAGRAPHS)
    one_figure = [each.replace("31", "33") for each in PARAGRAPHS]
    own = "Kurier was told by the harbour board that it had warned of the roof a year ago."
    for paragraphs in (PARAGRAPHS, PARAGRAPHS[:3], one_figure, [own, *PARAGRAPHS]):
        assert is_copy(printed(*paragraphs, outlet="Kurier"), first)
        assert is_copy(first, printed(*paragraphs, outlet="Kurier"))


def test_what_only_looks_alike_is_no_copy() -> None:
    first = printed(*PARAGRAPHS)
    next_day = [f"{each.replace('31', '57')} More on Wednesday." for each in PARAGRAPHS[:2]]
    assert not is_copy(first, printed(*next_day, *PARAGRAPHS[2:], after=1))
    assert not is_copy(first, printed(*PARAGRAPHS, outlet="Kurier", after=30))
    many = [
        f"In street {number} of the town nothing was heard of the fire." for number in range(60)
    ]
    assert not is_copy(first, printed(*many, *PARAGRAPHS, outlet="Kurier"))
    assert not is_copy(printed(PARAGRAPHS[0][:40]), printed(PARAGRAPHS[0][:40], outlet="Kurier"))


def test_one_outlet_prints_its_text_again_whole_or_not_at_all() -> None:
    first = printed(*PARAGRAPHS)
    assert is_copy(first, printed(*PARAGRAPHS, after=3))
    assert not is_copy(first, printed(*PARAGRAPHS[:3], after=3))
