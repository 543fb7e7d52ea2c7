"""Countries and what is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.analysis.terms import terms
from retrieval.spelling.countries import kin
from tests.tools.coverage_maker import archive


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("France", "French"),
        ("Poles", "Poland"),
        ("Dutch", "Netherlands"),
        ("US", "American"),
        ("Mali", "Malian"),
        ("Niger", "Nigerien"),
        ("Nigeria", "Nigerian"),
        ("Tanzania", "Tanzanians"),
        ("UAE", "Emirati"),
    ],
)
def test_a_country_and_what_is_its_own_are_kin(one: str, other: str) -> None:
    assert terms(other)[0] in kin(terms(one)[0])


def test_countries_with_names_alike_are_apart() -> None:
    assert kin("niger") == ("nigerien",)
    assert kin("nigeria") == ("nigerian",)


def test_a_question_about_a_country_finds_its_people(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Loss", "It cost the French dearly.", "It snowed in May."]})
    assert opened.search("What did it mean to France?")[0].passage.number == 1


def test_a_word_without_a_capital_is_no_country(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Bird", "The Chinese left.", "It snowed in May."]})
    assert not opened.search("Who broke the china?")
