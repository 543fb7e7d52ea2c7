"""Numbers that count nothing are no figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.query.question import searched
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.cues import Cues
from tests.tools.coverage_maker import archive

Found = Callable[[str, str], str | None]


@pytest.fixture(scope="module")
def figure(tmp_path_factory: pytest.TempPathFactory) -> Found:
    told = "How many missiles, drones, soldiers, people, tanks, weeks, aid, jets, flats were there?"
    opened = archive(tmp_path_factory.mktemp("coverage"), {"a": ["News", told, "Snow fell."]})

    def found(question: str, text: str) -> str | None:
        with opened._snapshot() as snapshot:
            query = searched(snapshot, question)
        candidate = Candidate(query, text)
        span = Cues(query).figure(candidate)
        return text[slice(*span)] if span else None

    return found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how many missiles", "They fired Kh-101 missiles at the town."),
        ("how many missiles", "They fired S-300 missiles at the town."),
        ("how many people", "A Cessna 550 with people on board crashed."),
        ("how many people", "People on flight 93 were killed."),
        ("how many people", "The people waited for seven weeks."),
        ("how many people", "The people waited for seven long weeks."),
        ("how many people", "The house had nine storeys and people in it."),
        ("how many people", "A 61-year-old and other people died."),
        ("how many people", "Ida Brandt, 61, and other people died."),
        ("how many people", "In 2014 people died there."),
        ("how many people", "At 7:30 people were asleep."),
        ("how many people", "At 7 p.m. people were asleep."),
        ("how many people", "People died on 21 March, on the 22nd and later."),
        ("how many people", "Some 40 percent of the people were asleep."),
        ("how many people", "People paid $300 and 200 euros for it."),
        ("how many drones", "Drones came from as far as 300 km."),
        ("how many tanks", "Tanks of the type Leopard 2 were sent."),
        ("how many soldiers", "They lost 3-1, the soldiers said."),
        ("how many soldiers", "On day 311 of the war soldiers were tired."),
    ],
)
def test_a_number_that_counts_nothing_is_no_figure(figure: Found, question: str, text: str) -> None:
    assert figure(question, text) is None


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        ("how many missiles", "They fired 12 missiles of the type Kh-101 at the town.", "12"),
        ("how many people", "A Cessna 550 with six people on board crashed.", "six"),
        ("how many people", "Twenty-five people, 10 of them children.", "five"),
        ("how many weeks", "They waited for seven weeks.", "seven"),
        ("how many tanks", "Germany gives 14 tanks of the type Leopard 2.", "14"),
        ("how many soldiers", "In Makiivka 89 soldiers died.", "89"),
        ("how many soldiers", "Some 1,200 soldiers died.", "1,200"),
        ("how much aid", "The aid is worth 1.85 billion dollars.", "1.85"),
        ("how much aid", "The aid of $300 came late.", "300"),
    ],
)
def test_a_number_beside_what_is_counted_is_one(
    figure: Found, question: str, text: str, number: str
) -> None:
    assert figure(question, text) == number
