"""What is denied is no figure: numbers that somebody turns down, and those that stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.speakers.denials import denials, denied_at, may_turn_down

DENIED = [
    # (sentence, figures that are denied, figures that stand)
    ("It is not true that 90 sailors drowned off Larnholm.", "90", ""),
    ("The navy denied that 90 sailors had drowned.", "90", ""),
    ("The navy denied that 90 sailors had drowned and put the number at 12.", "90", "12"),
    ("The navy denies reports of 90 dead; it speaks of 12.", "90", "12"),
    ("There is no evidence that 90 sailors drowned, the mayor said.", "90", ""),
    ("The harbour did not lose 90 ships in the storm.", "90", ""),
    ("Not 90 but 12 sailors drowned.", "90", "12"),
    ("There were no 90 dead in Larnholm, the mayor said.", "90", ""),
    ("The ministry rejected claims that 90 sailors had drowned.", "90", ""),
    ("Reports that 90 sailors drowned are false, said the navy, which counts 12.", "90", "12"),
    ("The toll is far from 90, the mayor said.", "90", ""),
    ("The mayor never said that 90 had drowned.", "90", ""),
    ("Sidra refuted the figure of 90 dead.", "90", ""),
    ("Contrary to reports of 90 dead, 12 sailors drowned.", "90", "12"),
    ("Ninety sailors drowned, a claim that the navy denies.", "Ninety", ""),
    ("The navy did not say when the 12 sailors had drowned.", "", "12"),
    ("The navy does not deny that 12 sailors drowned.", "", "12"),
    ("No more than 12 sailors drowned, the mayor said.", "", "12"),
    ("Not only 12 sailors but also 3 fishermen drowned.", "", "12 3"),
    ("The navy said that 12 sailors had drowned, but did not name the ship.", "", "12"),
]
"""The half that the rules were written by ..."""
KEPT_APART = [
    ("Claims that 90 soldiers had died were dismissed as lies by the army.", "90", ""),
    ("The army has not lost 90 men, its spokesman insisted.", "90", ""),
    ("There is no truth in the rumour that 90 were killed.", "90", ""),
    ("The figure of 90 dead is wrong, Sidra said: 12 were killed.", "90", "12"),
    ("The general dismissed as fake the news of 90 dead.", "90", ""),
    ("The army disputes that it lost 90 men, and admits 12.", "90", "12"),
    ("The strike didn't kill 90 people, the governor wrote.", "90", ""),
    ("The governor refused to confirm that 90 people were killed.", "90", ""),
    ("Sidra falsely claimed that 90 soldiers were dead.", "90", ""),
    ("“There were never 90 soldiers in the school,” the colonel said.", "90", ""),
    ("90 soldiers were not killed in the school, the colonel said.", "90", ""),
    ("The losses are nowhere near 90, the army says; it names 12.", "90", "12"),
    ("The army called the number of 90 dead a lie.", "90", ""),
    ("Neither 90 nor 60 men were in the building.", "90 60", ""),
    ("It is untrue that the storm sank 90 boats, but 12 are missing.", "90", "12"),
    ("The ministry could not rule out that 12 more had died.", "", "12"),
    ("The army, which had not commented before, said that 12 men were killed.", "", "12"),
    ("Nobody survived: all 12 sailors drowned.", "", "12"),
    ("The mayor did not deny the loss of 12 boats.", "", "12"),
    ("No fewer than 12 sailors drowned, and 3 have not been found.", "", "12"),
    ("Because help did not come in time, 12 sailors drowned.", "", "12"),
    ("Moscow, which seldom admits losses, said that 63 of its soldiers had died.", "", "63"),
]
"""... and the half that they were measured with."""
_NUMBER = re.compile(r"\b(?:\d+|Ninety)\b")


def figures(sentence: str, *, are_denied: bool) -> str:
    spans = denials(sentence)
    return " ".join(
        each.group()
        for each in _NUMBER.finditer(sentence)
        if denied_at(spans, each.start()) is are_denied
    )


@pytest.mark.parametrize(("sentence", "denied", "kept"), [*DENIED, *KEPT_APART])
def test_a_figure_that_is_turned_down_is_told_from_one_that_stands(
    sentence: str, denied: str, kept: str
) -> None:
    assert figures(sentence, are_denied=True) == denied
    for figure in kept.split():
        assert figure in figures(sentence, are_denied=False).split()


@given(
    st.text()
    | st.lists(st.sampled_from("not 90 no denied that , but ; never".split())).map(" ".join)
)
def test_any_text_has_denials_inside_it(text: str) -> None:
    for denial in denials(text):
        assert 0 <= denial.start < denial.end <= len(text)


@pytest.mark.parametrize("sentence", [sentence for sentence, *_ in [*DENIED, *KEPT_APART]])
def test_what_somebody_turns_down_is_seen_at_a_look(sentence: str) -> None:
    assert may_turn_down(sentence) or not any(each.denied for each in denials(sentence))


_TURNED = """It is not true , that was reports rumours of 90 : denied rejected rebuffed
retracted fake false a lie myth that legend fiction called baseless contrary to nothing
suggests no evidence sign denials of refused to confirm impossible wrongly which the navy
denies ? no doubt don't""".split()


@given(st.lists(st.sampled_from(_TURNED), max_size=12).map(" ".join))
def test_no_text_that_turns_something_down_is_overlooked(text: str) -> None:
    assert may_turn_down(text) or not any(each.denied for each in denials(text))
