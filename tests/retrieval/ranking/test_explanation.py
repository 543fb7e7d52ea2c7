"""Why a passage stands where it does: the parts of its score."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from retrieval import Archive, UnknownAddressError
from tests.tools.coverage_maker import archive

SEEDS = Path(__file__).parents[3] / "seeds"
ASKED_ON = date(2023, 7, 1)


@pytest.mark.parametrize(
    "question",
    [
        "How many died at Makiivka, and who says so?",
        "What happened on 31 December 2022 in Makeevka?",
        "Who led the mission of the IAEA?",
        "According to Ukraine, how many died at Makiivka?",
        "Сколько погибло в Макеевке?",
        "Which country made the drones of 2022?",
    ],
)
def test_the_parts_sum_to_the_score_that_the_answer_gives(tmp_path: Path, question: str) -> None:
    with Archive(tmp_path / "coverage.db", threshold=0.0) as seeds:
        seeds.reindex([SEEDS])
        for quote in seeds.ask(question, asked_on=ASKED_ON).quotes:
            why = seeds.explain(question, quote.address, asked_on=ASKED_ON)
            rest = why.article + why.together + why.names + why.cue + why.day
            rest += why.kind + why.years + why.headline + why.place
            assert why.score == pytest.approx(quote.score, abs=1e-4)
            assert sum(share.score for share in why.words) + rest == pytest.approx(why.score)


def test_each_word_is_told_with_the_passages_own(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Toll", "In Makiivka 89 soldiers died.", "Snow fell."]})
    address = opened.search("dead at Makeevka")[0].passage.address
    words = {each.word: each.found for each in opened.explain("dead at Makeevka", address).words}
    assert words == {"dead": ("died",), "Makeevka": ("Makiivka",)}


def test_a_word_of_the_headline_alone_has_none_of_the_passages(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Toll of Makiivka", "89 soldiers died.", "Snow fell."]})
    address = opened.search("Makiivka soldiers")[0].passage.address
    found = {e.word: e.found for e in opened.explain("Makiivka soldiers", address).words}
    assert found == {"Makiivka": (), "soldiers": ("soldiers",)}


def test_an_address_that_is_nowhere_is_an_error(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Toll", "89 soldiers died."]})
    with pytest.raises(UnknownAddressError):
        opened.explain("dead", "aaaaaaaaaaaa-1-0000")


def test_the_threshold_decides_what_is_answered(tmp_path: Path) -> None:
    archive(tmp_path, {"a": ["Toll", "89 soldiers died.", "Snow fell."]}).close()
    with (
        Archive(tmp_path / "coverage.db", threshold=0.0) as bold,
        Archive(tmp_path / "coverage.db", threshold=1.0) as timid,
    ):
        assert bold.ask("Where did snow fall in the whole of Ukraine?").answered
        assert not timid.ask("Where did snow fall in the whole of Ukraine?").answered
