"""Whose a speaker is, by a table that an operator edits; and the party a question asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import UnknownPartyError
from retrieval.errors import TableError
from retrieval.speakers.asked import asked_party, opening_party
from retrieval.speakers.parties import Parties

SEEDS = Path(__file__).parents[3] / "seeds" / "speakers.toml"
TOWN = Parties(
    {
        "sides": {"Larnholm": ["Larnholmer", "Port Watch"], "Sidra": ["Sidran", "Sidrans"]},
        "others": {"third country": ["US", "Port Watch International"]},
        "vague": {"unnamed": ["source", "sources"]},
    }
)


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("the LARNHOLMER mayor", "Larnholm"),
        ("a larnholmer", None),
        ("Larnholm’s mayor", "Larnholm"),
        ("Port Watch", "Larnholm"),
        ("Port Watch International", "third country"),
        ("Sidran ambassador to the US", "Sidra"),
        ("the head of the Sidran army", "Sidra"),
        ("Larnholmer and Sidran sources", None),
        ("those who know us", None),
        ("a Sidran source", "Sidra"),
        ("two sources", "unnamed"),
        ("the mayor", None),
        ("", None),
    ],
)
def test_the_longest_name_decides_and_none_decides_nothing(speaker: str, party: str | None) -> None:
    assert TOWN.of(speaker) == party


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("The Ukrainian general staff", "Ukraine"),
        ("the spokesman of the Russian Ministry of Defense", "Russia"),
        ("Pro-Russian separatist authorities in eastern Ukraine", "Russia"),
        ("Ukraine’s ambassador to the United Nations", "Ukraine"),
        ("the British ambassador to Kyiv", "third country"),
        ("NATO Secretary General Jens Stoltenberg", "international body"),
        ("officials in Russian-occupied Kherson", None),
        ("Reuters", "no side"),
        ("a source", "unnamed"),
        ("The ministry", None),
    ],
)
def test_the_samples_table_knows_the_parties_of_the_war(speaker: str, party: str | None) -> None:
    assert Parties.read(SEEDS).of(speaker) == party


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("sides = [", "not TOML"),
        ("[teams]", "unknown key 'teams'; the keys are sides, others and vague"),
        ("sides = 3", "`sides` must be a table"),
        ("[sides]\nRussia = 'x'", "'Russia' of `sides` must be a list of names"),
        ("[sides]\nRussia = ['...']", "'...', which holds no word"),
    ],
)
def test_a_table_of_another_form_is_refused_in_one_line(
    tmp_path: Path, written: str, reason: str
) -> None:
    path = tmp_path / "speakers.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        Parties.read(path)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tables_are_joined_and_come_back_from_json() -> None:
    joined = Parties.from_json(TOWN.joined(Parties({"sides": {"Sidra": ["Sid"]}})).as_json())
    assert joined.of("the Sid mayor") == joined.of("a Sidran") == "Sidra"


@pytest.mark.parametrize(
    ("question", "party", "rest"),
    [
        ("What does Sidra say about the port?", "Sidra", "the port?"),
        ("what did the Sidran army claim about the port", "Sidra", "the port"),
        ("According to Larnholm, how many ships sank?", "Larnholm", "how many ships sank?"),
        ("How many ships sank according to Larnholm?", "Larnholm", "How many ships sank"),
        ("According to third country: who sank?", "third country", "who sank?"),
        ("What is Sidra's version of the storm?", "Sidra", "the storm?"),
    ],
)
def test_a_question_for_a_partys_words_is_read(question: str, party: str, rest: str) -> None:
    assert asked_party(question, TOWN) == (party, rest)


@pytest.mark.parametrize(
    "question",
    [
        "What does the mayor say about Sidra?",
        "How many Sidrans sank?",
        "Did Sidra say so?",
        "According to plan, what happened in Sidra?",
        "What does Sidra say?",
        "How many ships sank according to Sidra and Larnholm?",
    ],
)
def test_a_question_for_nobodys_words_is_left_alone(question: str) -> None:
    assert asked_party(question, TOWN) is None


def test_a_party_that_opens_a_command_is_read_or_refused_with_those_known() -> None:
    assert opening_party("third country who sank?", TOWN) == ("third country", "who sank?")
    assert opening_party("sidran: who sank?", TOWN) == ("Sidra", "who sank?")
    with pytest.raises(UnknownPartyError, match="known are Larnholm, Sidra, third country"):
        opening_party("Mars who sank?", TOWN)
    with pytest.raises(UnknownPartyError, match="no indexed folder has"):
        Parties().known("Sidra")
