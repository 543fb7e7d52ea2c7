"""Who says what of it: persons before their party, first and last, outlets; over the samples and an
article of the same kind as many readers' only one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from retrieval import Answer, Archive, UnknownOutletError, UnknownPartyError

SEEDS = Path(__file__).parents[3] / "seeds"
ASKED_ON = date(2026, 11, 20)
FERRY = (Path(__file__).parents[2] / "data" / "ferry.txt").read_text(encoding="utf-8")
SPEAKERS = '[sides]\nLarnholm = ["Larnholmer"]\nSidra = ["Sidran"]\n'


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("samples") / "c.db") as archive:
        archive.reindex([SEEDS])
        yield archive


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "speakers.toml").write_text(SPEAKERS, encoding="utf-8")
    with Archive(folder / "c.db") as archive:
        archive.reindex([folder])
        yield archive


def lead(answer: Answer) -> str:
    return answer.quotes[0].sentence if answer.quotes else ""


OF_FERRY = [
    ("How many sailors did Sidra say drowned?", "31 of its sailors"),
    ("how many sailors did Larnholm first say had drowned", "up to 120"),
    ("what did brandt say", "running out of ships"),
    ("what did the prime minister say about ships", "running out of ships"),
    ("what did the pastor say", "candles"),
    ("what does the admiralty say", "counting"),
    ("did sidra deny mining the strait", "denies having mined"),
    ("whom does larnholm blame for the mines", "blames Sidra"),
    ("what did the ministry claim to have sunk", "two patrol boats"),
    ("what did the governor of tern announce", "telephone line"),
    ("Ostkraft on its power station", "not damaged"),
    ("what did ostkraft say about the power station", "not damaged"),
    ("what's sidra's version of the mines", "denies having mined"),
    ("According to Holm, did the ferry carry arms?", "not true that the ferry"),
]
OF_SAMPLES = [
    ("How many soldiers did Russia first say were killed at Makiivka?", "63"),
    ("how many soldiers died in makiivka in the end according to russia", "89"),
    ("russia says how many died at makiivka", "63"),
    ("what does the kremlin say about dnipro", "Kremlin rejects"),
    ("what did Shoigu say about reservists", "300,000"),
    ("zelensky's version of the missile in Poland", "a Russian one"),
    ("what did Sevryukov say about mobile phones", "mobile phones"),
    ("did Russia deny Bucha", "Russia denies"),
    ("whom does Ukraine blame for the dam", "Russia"),
    ("what did Kyiv say about the truce", "hypocrisy"),
    ("who does Strelkov accuse", "Igor Strelkov"),
    ("What did Sample Wire report about Soledar?", "Soledar"),
    ("how did the kremlin react to the strike in Dnipro", "Kremlin"),
    ("what did the chaplain say", "chaplain"),
]


def test_questions_for_somebodys_words_are_answered_in_them(
    ferry: Archive, samples: Archive
) -> None:
    asked = [(ferry, *each) for each in OF_FERRY] + [(samples, *each) for each in OF_SAMPLES]
    wrong = [
        (question, lead(answer))
        for archive, question, evidence in asked
        if evidence not in lead(answer := archive.ask(question, asked_on=ASKED_ON))
    ]
    assert len(asked) == 28
    assert len(wrong) <= 1, wrong


def test_the_person_comes_before_the_party_and_who_is_silent_is_named(samples: Archive) -> None:
    ministry = samples.ask("what does the kremlin say about the Moskva", asked_on=ASKED_ON)
    assert (ministry.party, ministry.speaker_silent) == ("Russia", "kremlin")
    nobody = samples.ask("What did Grossi say about the Zaporozhye plant?", asked_on=ASKED_ON)
    assert (nobody.party, nobody.speaker, nobody.speaker_silent) == (None, None, "Grossi")
    assert "Grossi came to the Zaporozhye nuclear plant" in lead(nobody)
    person = samples.ask("what did Shoigu say about reservists", asked_on=ASKED_ON)
    assert (person.party, person.speaker, person.speaker_silent) == (None, "Shoigu", None)
    assert {"speaker": "Shoigu", "speaker_silent": None}.items() <= person.as_json().items()


def test_what_nobody_answers_is_refused_whoever_is_asked_for(samples: Archive) -> None:
    for question in ("What did Biden say about Bucha?", "what does Russia say about the Olympics"):
        assert samples.ask(question, asked_on=ASKED_ON).refusal, question


def test_first_and_last_are_told_by_their_days_and_both_are_shown(samples: Archive) -> None:
    first = samples.ask(
        "How many soldiers did Russia first say were killed at Makiivka?", asked_on=ASKED_ON
    )
    last = samples.ask(
        "How many soldiers were killed at Makiivka in the end, according to Russia?",
        asked_on=ASKED_ON,
    )
    assert [figure.figure for figure in first.figures][:2] == ["63", "89"]
    assert [figure.figure for figure in last.figures][:2] == ["89", "63"]


def test_an_outlet_in_a_question_limits_it_and_is_no_word_of_it(samples: Archive) -> None:
    for question in (
        "what did Sample Wire report about the Dnipro building",
        "Sample Wire on the Dnipro building",
        "according to the Wire, what hit the Dnipro building?",
        "what hit the Dnipro building in the Wire",
    ):
        answer = samples.ask(question, asked_on=ASKED_ON)
        assert answer.outlet == "Sample Wire", question
        assert {quote.citation.outlet for quote in answer.quotes} == {"Sample Wire"}
        assert answer.read_as == ()
    newest = samples.ask("what did the Daily report", asked_on=ASKED_ON)
    assert {quote.citation.outlet for quote in newest.quotes} == {"Sample Daily"}
    silent = samples.ask("Did Sample Wire report 89 dead in Makiivka?", asked_on=ASKED_ON)
    assert (silent.outlet, silent.speaker_silent) == (None, "Sample Wire")
    assert "89" in lead(silent)


def test_outlet_and_path_limit_questions_and_timelines(samples: Archive) -> None:
    answer = samples.ask("missile in Dnipro", outlet="gazette", asked_on=ASKED_ON)
    assert {quote.citation.outlet for quote in answer.quotes} <= {"Sample Gazette"}
    one = "2023-01-15-missile-hits-dnipro-building"
    answer = samples.ask("missile", path=one, asked_on=ASKED_ON)
    assert {quote.citation.article for quote in answer.quotes} == {one}
    assert answer.as_json()["path"] == one
    told = samples.timeline("Makiivka", outlet="Sample Daily")
    assert told.days
    assert {day.quote.citation.outlet for day in told.days} == {"Sample Daily"}
    assert samples.timeline("Makiivka", path="moskva").days == ()
    with pytest.raises(UnknownOutletError, match="Moon Post: no such outlet; the coverage has Sam"):
        samples.ask("missile", outlet="Moon Post")


def test_countries_are_parties_where_no_table_says_so(tmp_path: Path) -> None:
    text = (
        "Talks in Bern\n\nBerlin said that 14 tanks were promised.\n\n"
        "The Kremlin claimed that 90 tanks were promised.\n\n"
        "The Polish foreign minister denied that any tanks were promised.\n"
    )
    (tmp_path / "talks.txt").write_text(text, encoding="utf-8")
    with Archive(tmp_path / "c.db", threshold=0) as archive:
        archive.reindex([tmp_path / "talks.txt"])
        for question, party, says in (
            ("How many tanks did Germany say were promised?", "Germany", "14 tanks"),
            ("how many tanks were promised according to moscow", "Russia", "90 tanks"),
            ("did Poland deny that tanks were promised", "Poland", "denied"),
        ):
            answer = archive.ask(question)
            assert (answer.party, says in lead(answer)) == (party, True), question
        assert archive.ask("tanks promised", party="Russia").quotes[0].speaker
        with pytest.raises(UnknownPartyError):
            archive.ask("tanks", party="Atlantis")


def test_figures_of_the_other_side_are_no_answer(samples: Archive, ferry: Archive) -> None:
    for question in (
        "How many Ukrainian soldiers died in the Makiivka strike?",
        "how many soldiers did Ukraine lose in makiivka",
    ):
        assert samples.ask(question, asked_on=ASKED_ON).refusal, question
    assert "31 of its" in lead(ferry.ask("how many dead Sidran sailors"))
    assert ferry.ask("How many Ukrainian sailors drowned off Larnholm?").refusal
