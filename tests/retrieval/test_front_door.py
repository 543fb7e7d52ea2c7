"""What a program meets that uses the library: one path, text for a path, moments for days."""

from __future__ import annotations

import asyncio
import pickle
from datetime import date, datetime
from pathlib import Path

import pytest

from retrieval import (
    Archive,
    UnknownArticleError,
    entries,
    kept_out,
    mentions,
    rehearse,
    remove,
    undo,
    withdraw,
)
from tests.tools.coverage_maker import write

DAM = ["The dam of Nova", "The dam of Nova broke on 6 March 2024.", "It was old."]
QUESTION = "When did the dam of Nova break?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", {"dam": DAM})


@pytest.mark.slow
def test_a_path_may_be_text_and_one_path_needs_no_list(folder: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "coverage.db")
    with Archive(database) as archive:
        assert archive.reindex(str(folder)).added == 1
        assert archive.reindex(folder).unchanged == 1
        assert archive.reindex([str(folder)]).unchanged == 1
        assert repr(archive) == f"Archive({database!r})"
    assert rehearse(database, folder).summary.unchanged == 1
    assert [each.article for each in entries(database)] == ["dam"]
    assert len(mentions(database, "dam")) == 1
    assert remove(database, "dam").articles == ("dam",)
    assert kept_out(database)
    assert undo(database, "dam") == ("id",)
    with Archive(Path(database)) as archive:
        archive.reindex(folder)
    assert withdraw(database, "dam").articles == ("dam",)
    with pytest.raises(UnknownArticleError):
        withdraw(database, "dam")


def test_a_moment_counts_as_its_day(archive: Archive) -> None:
    moment, day = datetime(2024, 3, 7, 18, 30), date(2024, 3, 7)
    question = "What burned down in Larnholm yesterday?"
    for limits in ({"asked_on": moment}, {"as_of": moment}):
        same = dict.fromkeys(limits, day)
        assert archive.ask(question, **limits) == archive.ask(question, **same)  # type: ignore[arg-type]
    assert archive.search(question, asked_on=moment) == archive.search(question, asked_on=day)
    told = archive.timeline("warehouse", since=moment, until=moment)
    assert told == archive.timeline("warehouse", since=day, until=day)
    opened = archive.opening_day("yesterday fire", "since", asked_on=moment)
    assert opened == archive.opening_day("yesterday fire", "since", asked_on=day)


def test_a_limit_below_nothing_gives_nothing(archive: Archive) -> None:
    question = "How many people were injured in the warehouse fire?"
    assert archive.ask(question, limit=1).quotes
    assert archive.ask(question, limit=-1).quotes == archive.ask(question, limit=0).quotes == ()
    assert archive.search(question, limit=-1) == ()


def test_what_an_archive_gives_goes_to_other_processes_and_tasks(archive: Archive) -> None:
    questions = ("Who was injured in the fire?", "Who won the chess cup in Zanzibar?")
    answers = [archive.ask(each, asked_on=date(2024, 3, 7)) for each in questions]
    assert pickle.loads(pickle.dumps(answers)) == answers

    async def both() -> list[object]:
        asked = (asyncio.to_thread(archive.ask, q, asked_on=date(2024, 3, 7)) for q in questions)
        return list(await asyncio.gather(*asked))

    assert asyncio.run(both()) == answers
