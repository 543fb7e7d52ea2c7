"""Speakers in answers: stored, verbatim, and one party's words alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Archive, UnknownPartyError
from retrieval.store.database import connect

TABLE = '[sides]\nLarnholm = ["Larnholmer"]\nSidra = ["Sidran"]\n'
ARTICLE = """Ships sink off the port

The Larnholmer navy said that 12 ships sank in the storm off the port.

The Sidran army claimed that 30 ships sank in the storm off the port. Nobody was saved.

The storm off the port lasted two days, and no ships sank afterwards.

source Coast Post
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ships.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "speakers.toml").write_text(TABLE, encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    labels = {"Coast Post": "state media"}
    with Archive(tmp_path / "c.db", threshold=0, labels=labels) as archive:
        archive.reindex([folder])
        yield archive


def test_a_quote_has_its_speaker_with_offsets_in_the_body(archive: Archive) -> None:
    quote = archive.ask("How many ships sank, says the Larnholmer navy?").quotes[0]
    body = archive.article("ships").body
    assert quote.speaker
    assert quote.speaker.text == "The Larnholmer navy"
    assert (quote.speaker.verb, quote.speaker.stance, quote.speaker.party) == (
        "said",
        "said",
        "Larnholm",
    )
    assert body[slice(*quote.speaker.offsets.text)] == quote.speaker.text
    assert body[slice(*quote.speaker.offsets.verb)] == quote.speaker.verb
    plain = quote.as_json()["speaker"]
    assert set(plain) == {"text", "verb", "class", "party", "offsets"}
    assert plain["class"] == "said"


def test_what_the_outlet_asserts_has_no_speaker(archive: Archive) -> None:
    quote = archive.ask("How long did the storm last?").quotes[0]
    assert quote.sentence.startswith("The storm")
    assert quote.speaker is None
    assert quote.as_json()["speaker"] is None


def test_an_outlets_label_stands_in_its_citations(archive: Archive) -> None:
    quote = archive.ask("ships storm").quotes[0]
    assert quote.citation.label == "state media"
    assert archive.show(quote.address).citation.label == "state media"
    assert [each.label for each in archive.latest()] == ["state media"]
    assert archive.listed("ships").label == "state media"
    assert [each.label for each in archive.outlets()] == ["state media"]


def test_only_a_partys_sentences_are_quoted(archive: Archive) -> None:
    for answer in (
        archive.ask("How many ships sank?", party="sidra"),
        archive.ask("What does Sidra say about the ships that sank?"),
        archive.ask("According to Sidra, how many ships sank?"),
    ):
        assert answer.party == "Sidra"
        assert [quote.speaker.party for quote in answer.quotes if quote.speaker] == ["Sidra"]
        assert "30 ships" in answer.quotes[0].sentence


def test_a_party_without_words_on_it_is_refused_as_such(archive: Archive) -> None:
    answer = archive.ask("How long did the storm last?", party="Larnholm")
    assert answer.quotes or answer.refusal
    refused = archive.ask("Who was saved afterwards two days?", party="Larnholm")
    assert refused.refusal
    assert (refused.refusal.reason, refused.refusal.party) == ("party_silent", "Larnholm")


def test_an_unknown_party_is_an_error_that_names_the_known(archive: Archive) -> None:
    with pytest.raises(UnknownPartyError, match="Mars: no such party; known are Larnholm, Sidra"):
        archive.ask("ships", party="Mars")


def test_a_changed_table_takes_effect_without_changed_articles(
    archive: Archive, folder: Path
) -> None:
    (folder / "speakers.toml").write_text('[sides]\nMars = ["Sidran"]', encoding="utf-8")
    archive.reindex([folder])
    assert archive.ask("How many ships sank?", party="Mars").quotes
    (folder / "speakers.toml").write_text("[sides", encoding="utf-8")
    (skipped,) = archive.reindex([folder]).skipped
    assert "not TOML" in skipped.reason
    assert archive.ask("How many ships sank?", party="Mars").quotes


def test_other_rules_for_speakers_rebuild_what_is_stored(archive: Archive, folder: Path) -> None:
    database = connect(archive.path)
    database.execute("update meta set value = 0 where key = 'attribution'")
    database.execute("delete from speakers")
    assert any("speakers" in finding.what for finding in archive.doctor().findings)
    assert archive.reindex([folder]).rebuilt
    assert archive.doctor().findings == ()
    assert archive.ask("How many ships sank?", party="Sidra").quotes
    database.close()
