"""Questions in another language than the coverage's, answered by what they mean."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval import Archive, Making, make_meanings, remove, withdraw
from retrieval.meaning import making
from tests.retrieval.meaning.fake import FAKE, vector

INJURED = "Скільки людей постраждало у пожежі на складі?"
PILLARS = "Якого року опори мосту?"
NOTHING = "Хто виграв кубок з футболу?"


@pytest.fixture(scope="module")
def meant(coverage: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small coverage with what its passages mean; only to be read."""
    path = Path(shutil.copy(coverage, tmp_path_factory.mktemp("meant") / "coverage.db"))
    done = make_meanings(path, FAKE)
    assert done
    assert done.made == done.passages == 7
    return path


@pytest.fixture(scope="module")
def opened(meant: Path) -> Iterator[Archive]:
    with Archive(meant, meaning=FAKE, threshold=0.1) as archive:
        yield archive


@pytest.fixture
def own(meant: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(meant, tmp_path / "coverage.db"))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def test_a_question_in_another_language_is_answered_by_what_it_means(opened: Archive) -> None:
    answer = opened.ask(INJURED, asked_on=date(2024, 3, 7))
    assert answer.answered
    assert "injured in the warehouse fire" in answer.quotes[0].sentence
    assert answer.as_json()["found_by"] == "meaning"
    assert answer.as_json()["read_as"] == []
    assert opened.ask(PILLARS).quotes[0].sentence.startswith("Its pillars date from 1911")


def test_what_is_meant_nowhere_is_refused_without_a_false_reason(opened: Archive) -> None:
    answer = opened.ask(NOTHING)
    assert answer.refusal
    assert answer.refusal.reason in ("low_confidence", "nearest")
    assert answer.refusal.lacks == ()


def test_a_score_by_meaning_is_explained_as_such(opened: Archive) -> None:
    for question in (INJURED, "How many people were injured in the warehouse fire?"):
        quote = opened.ask(question).quotes[0]
        told = opened.explain(question, quote.address).as_json()
        assert told["meaning"] > 0
        parts = sum(
            part for name, part in told.items() if name not in ("address", "score", "words")
        )
        words = sum(share["score"] for share in told["words"])
        assert parts + words == pytest.approx(quote.score, abs=1e-4)


def test_limits_hold_for_what_is_found_by_meaning(opened: Archive) -> None:
    for answer in (
        opened.ask(INJURED, outlet="Island Wire"),
        opened.ask(INJURED, path="harbour-later"),
    ):
        assert {quote.citation.article for quote in answer.quotes} == {"harbour-later"}
    assert opened.ask(INJURED, as_of=date(2024, 3, 5)).quotes[0].citation.article == "harbour"


def test_without_a_model_or_without_vectors_the_bytes_are_the_same(
    meant: Path, archive: Archive
) -> None:
    for question in (INJURED, "How many people were injured in the fire?"):
        with Archive(meant, meaning=False) as without:
            given = [each.ask(question, asked_on=date(2024, 3, 7)) for each in (without, archive)]
        one, other = (json.dumps(each.as_json()) for each in given)
        assert one == other
        assert "found_by" not in one


def test_a_question_in_ones_own_language_gains_once_all_that_it_finds_have_vectors(
    own: Path,
) -> None:
    question = "How many people were injured in the fire?"
    with Archive(own, meaning=FAKE) as archive:
        hits = archive.search(question)
        assert max(hit.meant for hit in hits) > 0
        assert "found_by" not in archive.ask(question).as_json()
        with closing(sqlite3.connect(own)) as database, database:
            database.execute("delete from sentence_vectors where ordinal = 1")
        assert {hit.meant for hit in archive.search(question)} == {0.0}


class _EndedError(Exception):
    """As a kill would end it."""


def test_whatever_ends_it_the_next_one_goes_on(
    coverage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(coverage, tmp_path / "coverage.db"))
    monkeypatch.setattr(making, "BATCH", 1)
    seen: list[Making] = []

    def ended(at: Making) -> None:
        seen.append(at)
        if len(seen) == 2:
            raise _EndedError

    with pytest.raises(_EndedError):
        make_meanings(path, FAKE, progress=ended)
    assert len(rows(path, "select * from meanings")) == 2
    with Archive(path, meaning=FAKE) as archive:
        assert archive.ask("How many people were injured?").answered
    done = make_meanings(path, FAKE)
    assert done
    assert done.passages == done.made == 7 - seen[-1].made
    assert make_meanings(path, FAKE, seconds=0) == Making(0, 0, 0.0)


def test_it_ends_in_the_given_time_and_without_a_model_at_once(
    coverage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(coverage, tmp_path / "coverage.db"))
    monkeypatch.setattr(making, "BATCH", 1)
    assert make_meanings(path, False) is None
    assert rows(path, "select * from sqlite_master where name like 'mean%'") == []
    done = make_meanings(path, FAKE, seconds=0)
    assert done
    assert 0 < done.made < done.passages


def test_a_changed_article_has_its_vectors_made_anew_and_no_other(
    articles: Path, tmp_path: Path
) -> None:
    folder, path = Path(shutil.copytree(articles, tmp_path / "articles")), tmp_path / "coverage.db"
    with Archive(path, meaning=FAKE, threshold=0.1) as archive:
        archive.reindex([folder])
        make_meanings(path, FAKE)
        bridge = folder / "bridge.txt"
        bridge.write_text(bridge.read_text(encoding="utf-8").replace("1911", "1912"))
        assert archive.reindex([folder]).changed == 1
        done = make_meanings(path, FAKE)
        assert done
        assert done.made == 2
        assert "1912" in archive.ask(PILLARS).quotes[0].sentence


def test_another_models_vectors_are_made_anew(own: Path) -> None:
    other = FAKE._replace(name="fake 2")
    with Archive(own, meaning=other) as archive:
        assert not archive.ask(INJURED).as_json().get("found_by")
    done = make_meanings(own, other)
    assert done
    assert done.made == 7


def test_vectors_of_passages_that_are_cut_anew_go(own: Path, articles: Path) -> None:
    with closing(sqlite3.connect(own)) as database, database:
        database.execute("delete from meta where key = 'analysis'")
        database.execute("update meanings set spans = x'00' where article = 1")
    with Archive(own, meaning=FAKE) as archive:
        assert archive.reindex([articles]).rebuilt
    assert rows(own, "select count(*), min(article) from meanings") == [(2, 2)]
    assert rows(own, "select min(article) from sentence_vectors") == [(2,)]


def test_vectors_go_with_what_is_removed_or_withdrawn_to_the_last_byte(own: Path) -> None:
    sentence = "Its pillars date from 1911 and carry cracks that engineers measured in spring."
    ((kept,),) = rows(
        own,
        "select vectors from sentence_vectors join articles on number = article "
        "where id = 'bridge' and ordinal = 1",
    )
    assert isinstance(kept, bytes)
    alike = np.frombuffer(kept, dtype=np.int8).astype(float) @ vector(sentence)
    assert alike / np.linalg.norm(np.frombuffer(kept, dtype=np.int8).astype(float)) > 0.99
    assert kept in own.read_bytes()
    assert withdraw(own, "bridge").wiped
    assert kept not in own.read_bytes()
    remove(own, "harbour")
    assert rows(own, "select count(*) from meanings") == [(1,)]
    assert rows(own, "select count(distinct article) from sentence_vectors") == [(1,)]


def test_an_article_that_vanishes_while_it_is_read_is_left_out(own: Path) -> None:
    def removing(texts: Sequence[str]) -> NDArray[np.float32]:
        remove(own, "bridge")
        return FAKE.sentences(texts)

    with closing(sqlite3.connect(own)) as database, database:
        database.execute("delete from meanings")
    assert make_meanings(own, FAKE._replace(sentences=removing))
    assert rows(own, "select count(*) from meanings") == [(2,)]
