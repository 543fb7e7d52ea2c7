"""The views in the coverage's file, as programs read them that know nothing of nutgraf."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retrieval import Archive
from retrieval.store.looking.views import VIEWS

OLD = Path(__file__).parent.parent.parent / "data" / "old" / "coverage.db.gz"
DAM = """---
headline: The dam breaks
outlet: Sample Daily
url: https://sample.example/dam
published: 2023-06-06
---

The dam at Kakhovka broke on 6 June 2023, and Kherson was flooded: 𝟒𝟏 streets.

“Nobody is missing,” Governor Prokudin said.

Relief

Help came between 7 and 9 June 2023.



A street in Kherson under water
"""


def rows(path: Path, query: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("seen")
    (folder / "news" / "june").mkdir(parents=True)
    (folder / "news" / "june" / "dam.txt").write_text(DAM, encoding="utf-8")
    (folder / "news" / "later.txt").write_text(
        "---\nheadline: Later\npublished: 2090-03-01T12:00:00Z\n---\n\nThis waits.\n",
        encoding="utf-8",
    )
    archive = Archive(folder / "coverage.db")
    archive.reindex([folder / "news"])
    return archive


def test_each_passage_is_a_row_with_its_words_as_they_stand(made: Archive) -> None:
    found = rows(made.path, "select * from read_passages where outlet = 'Sample Daily'")
    assert [each["text"] for each in found] == [
        "The dam at Kakhovka broke on 6 June 2023, and Kherson was flooded: 𝟒𝟏 streets.",
        "“Nobody is missing,” Governor Prokudin said.",
        "Help came between 7 and 9 June 2023.",
        "A street in Kherson under water",
    ]
    assert [each["paragraph"] for each in found] == [1, 2, 3, None]
    assert found[2] == {
        "headline": "The dam breaks",
        "outlet": "Sample Daily",
        "day": "2023-06-06",
        "text": found[2]["text"],
        "url": "https://sample.example/dam",
        "section": "Relief",
        "paragraph": 3,
        "address": found[2]["address"],
        "article": "june/dam",
        "waits_until": None,
    }
    for each in found:
        shown = made.show(each["address"])
        assert (shown.passage.text, shown.changed) == (each["text"], False)
        assert shown.address.startswith(f"{each['address']}-")


def test_an_article_is_a_row_with_its_file_below_the_indexed_folder(made: Archive) -> None:
    dam, later = rows(made.path, "select * from read_articles order by day")
    assert (dam["article"], dam["file"], dam["language"]) == ("june/dam", "june/dam.txt", "en")
    assert (dam["passages"], dam["paragraphs"]) == (4, 3)
    assert dam["text"] == made.article("june/dam").body
    assert dam["characters"] == len(dam["text"])
    assert dam["waits_until"] is None
    assert later["waits_until"] == "2090-03-01T12:00:00Z"


def test_who_says_what_is_a_row_with_the_passage_round_it(made: Archive) -> None:
    [said] = rows(made.path, "select * from read_statements")
    assert (said["speaker"], said["verb"], said["manner"]) == ("Governor Prokudin", "said", "said")
    assert said["quotation"] == "“Nobody is missing,”"
    assert said["text"] == "“Nobody is missing,” Governor Prokudin said."
    assert (said["paragraph"], said["day"]) == (2, "2023-06-06")


def test_a_day_that_is_spoken_of_is_a_row_with_the_passage(made: Archive) -> None:
    found = rows(made.path, "select * from read_days")
    assert [(each["spoken_of"], each["until"], each["paragraph"]) for each in found] == [
        ("2023-06-06", "2023-06-06", 1),
        ("2023-06-07", "2023-06-09", 3),
    ]


def test_no_view_says_where_the_coverage_lies_on_this_machine(made: Archive) -> None:
    place = str(made.path.parent)
    shown = [row for view in VIEWS for row in rows(made.path, f"select * from {view}")]
    assert len(shown) == 10
    assert not [row for row in shown if any(place in str(value) for value in row.values())]
    assert place in str(rows(made.path, "select path from articles"))


def test_a_file_from_before_is_read_as_it_is_and_has_views_from_the_next_reindex(
    tmp_path: Path,
) -> None:
    path = tmp_path / "coverage.db"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    before = path.read_bytes()
    with Archive(path) as older:
        assert older.ask("How many died at Makiivka?").answered
        assert rows(path, "select name from sqlite_master where type = 'view'") == []
        assert path.read_bytes() == before
        older.reindex([tmp_path], prune=False)
        passages = older.coverage().passages
    assert len(rows(path, "select * from read_passages")) == passages > 0
