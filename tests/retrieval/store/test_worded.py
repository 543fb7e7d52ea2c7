"""A passage's terms are kept in text order, and a file that lacks them answers the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from retrieval import Archive
from retrieval.store.traits.worded import packed, places, unpacked

SEEDS = Path(__file__).parents[3] / "seeds"
ASKED = "How many people were killed in Dnipro?"


def test_terms_are_unpacked_as_they_were_packed() -> None:
    numbers = np.array([5, 70_000, 1, 65_535, 2, 16_777_215], dtype=np.int32)
    lengths = np.array([2, 0, 3, 1], dtype=np.int32)
    kept = [each or b"" for each in packed(numbers, lengths)]
    assert unpacked(kept, lengths.tolist()).tolist() == numbers.tolist()
    assert list(map(len, kept)) == [6, 0, 6, 3]  # a third byte where there must be one
    named = {65_535: "high", 5: "low", 9: "nowhere"}
    assert places(kept, lengths.tolist(), named) == [[(0, "low")], [], [(1, "high")], []]
    assert places(kept, lengths.tolist(), {}) == [[], [], [], []]


def test_numbers_that_do_not_fit_are_not_kept() -> None:
    assert packed(np.array([1, 1 << 24], dtype=np.int32), np.array([1, 1])) == [None, None]


def test_a_file_from_before_answers_the_same_and_keeps_terms_of_what_is_new(tmp_path: Path) -> None:
    articles, path = tmp_path / "articles", tmp_path / "coverage.db"
    articles.mkdir()
    for each in SEEDS.glob("2023-*.txt"):
        (articles / each.name).write_text(each.read_text())
    with Archive(path) as archive:
        archive.reindex(articles)
        answer = archive.ask(ASKED)
    assert answer.quotes
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("alter table passages drop column terms")
        connection.execute("delete from _sqlite_migrations where name = 'keep_terms_of_passages'")
        connection.commit()
    with Archive(path) as archive:
        assert archive.ask(ASKED) == answer
        (articles / "new.txt").write_text("A new one\n\nThe harbour opened again.\n")
        archive.reindex(articles)
        later = archive.ask(ASKED).quotes
        assert [each.address for each in later] == [each.address for each in answer.quotes]
        assert not archive.doctor().findings
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("select count(*) from passages where terms is not null")
        assert kept.fetchone() == (1,)
