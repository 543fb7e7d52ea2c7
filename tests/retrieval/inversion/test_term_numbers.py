"""Whole texts -> the numbers of their terms, with what else their words are signs of."""

from __future__ import annotations

import pytest

from retrieval.analysis.analysers import analyser
from retrieval.inversion import term_numbers as numbering
from retrieval.inversion.term_numbers import Numbering

TEXTS = (
    "The drone fell on the half-built quay, the mayor said, on Monday.",
    "Drones fell on 3 May 2022; according to Ruiz, two.",
    "",
)


def held(numbered: Numbering, texts: tuple[str, ...]) -> list[list[str]]:
    """The terms of each text, in the order of letters."""
    read = numbered.read([analyser("en").runs(text) for text in texts])
    terms: list[list[str]] = [[] for _ in texts]
    for number, text in zip(read.numbers.tolist(), read.texts.tolist(), strict=True):
        terms[text].append(numbered.words.terms[number])
    return [sorted(each) for each in terms]


def test_each_term_counts_as_often_as_it_stands() -> None:
    assert held(Numbering(), ("a drone, the Drone; a half-built drone", "of the quay")) == [
        ["build", "drone", "drone", "drone", "half"],
        ["quay"],
    ]


def test_a_text_has_its_signs_of_a_day_and_its_words_that_report() -> None:
    read = Numbering().read([analyser("en").runs(text) for text in TEXTS])
    assert {text: [sign.word for sign in signs] for text, signs in read.signs.items()} == {
        0: ["Monday."],
        1: ["May"],
    }
    assert read.reporting == {0: ["said"], 1: ["according"]}


def test_what_was_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    numbered = Numbering()
    before = held(numbered, TEXTS)
    monkeypatch.setattr(numbering, "_MOST", 0)
    assert held(numbered, TEXTS) == before == held(Numbering(), TEXTS)
