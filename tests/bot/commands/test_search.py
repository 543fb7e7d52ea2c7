"""`nutgraf search` leaves nothing out, and its table is one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from retrieval import Archive, entries, mentions
from retrieval.analysis.terms import terms
from retrieval.articles.passages import split
from tests.tools.commands import here

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coverage of the samples."""
    path = tmp_path_factory.mktemp("seeds") / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([ROOT / "seeds"])
    return path


def search(*words: str, database: Path, folder: Path) -> CompletedProcess[str]:
    return here("search", *words, folder=folder, NUTGRAF_DATABASE=database)


@pytest.mark.parametrize("words", ["drones", "Russian soldiers", "said", "Kyiv Zelensky", "63"])
def test_every_passage_that_holds_all_words_is_listed_as_often_as_they_stand_in_it(
    words: str, seeds: Path
) -> None:
    wanted, expected = set(terms(words)), {}
    with Archive(seeds) as archive:
        for entry in entries(seeds):
            for passage in split(archive.article(entry.article)):
                held = terms(passage.text)
                if wanted <= set(held):
                    expected[passage.address] = sum(each in wanted for each in held)
    found = mentions(seeds, words)
    assert expected
    assert {each.passage.address: each.count for each in found} == expected
    days = [each.published or "" for each in found]
    assert days == sorted(days, reverse=True)


def test_a_phrase_in_quotation_marks_stands_as_it_is(seeds: Path) -> None:
    assert len(mentions(seeds, "41 drones")) >= 1
    found = mentions(seeds, '"41 drones"')
    assert found
    assert all("41 drones" in each.passage.text for each in found)
    assert not mentions(seeds, '"drones 41"')


def test_a_phrase_of_any_language_or_of_words_that_every_text_has_stands_as_it_is(
    tmp_path: Path,
) -> None:
    texts = {
        "en": "To be or not to be, Mr O’Brien said on Monday in the town; and so it is, it is so.",
        "us": "He told us so on Tuesday, when the town was quiet again.",
        "uk": "Київ зазнав обстрілу вночі, повідомили в адміністрації міста.",
        "ja": "東京都は月曜日に新しい計画を発表した。知事は記者会見で説明した。",
    }
    (tmp_path / "news").mkdir()
    for name, text in texts.items():
        (tmp_path / "news" / f"{name}.txt").write_text(f"{text[:9]}\n\n{text}\n", "utf-8")
    path = tmp_path / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([tmp_path / "news"])
    for words, name, count in (
        ('"to be or not to be"', "en", 1),
        ('"it is"', "en", 2),
        ('"O’Brien said"', "en", 2),
        ('"US so" told', "us", 1),
        ('"зазнав обстрілу"', "uk", 2),
        ('"新しい計画"', "ja", None),
    ):
        [found] = mentions(path, words)
        assert found.passage.article_id == name, words
        assert found.count == (count or found.count) > 0, words
    for words in ('"be to"', '"обстрілу зазнав"', '"計画新しい"', '"', '""', "%", "' or 1=1 --"):
        assert mentions(path, words) == (), words


def test_what_no_text_has_is_an_empty_list(seeds: Path, tmp_path: Path) -> None:
    for words in ("drones zanzibar", "the of", "?!"):
        done = search(words, "--all", database=seeds, folder=tmp_path)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "0 passages in 0 articles\n"
    missing = search("drones", "--all", database=tmp_path / "none.db", folder=tmp_path)
    assert missing.returncode == 1
    assert missing.stderr.startswith("error: ")


def test_the_list_is_a_table_and_json_with_the_same_rows(seeds: Path, tmp_path: Path) -> None:
    done = search("drones", "--all", "--csv", database=seeds, folder=tmp_path)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    told = json.loads(search("drones", "--all", "--json", database=seeds, folder=tmp_path).stdout)
    assert (told["schema"], told["words"], told["all"]) == (1, "drones", True)
    assert len(rows) == len(told["passages"]) == len(mentions(seeds, "drones"))
    for row, same in zip(rows, told["passages"], strict=True):
        assert row == {name: "" if value is None else f"{value}" for name, value in same.items()}
        assert Path(row["path"]).exists()
    lines = search("drones", "--all", "--limit", "2", database=seeds, folder=tmp_path)
    assert len(lines.stdout.splitlines()) == 2
    assert search("a", "--csv", "--json", database=seeds, folder=tmp_path).returncode == 2


def test_without_all_the_best_come_first(seeds: Path, tmp_path: Path) -> None:
    question = "How many soldiers died in Makiivka?"
    told = json.loads(search(question, "--json", database=seeds, folder=tmp_path).stdout)
    with Archive(seeds) as archive:
        hits = archive.search(question)
    assert [each["address"] for each in told["passages"]] == [hit.passage.address for hit in hits]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        '=HYPERLINK("http://x")\n\n-1+1 harbour fire, and "quoted", said the mayor.\n',
        encoding="utf-8",
    )
    database = tmp_path / "coverage.db"
    with Archive(database) as archive:
        archive.reindex([tmp_path / "a.txt"])
    done = search("harbour", "--all", "--csv", database=database, folder=tmp_path)
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["headline"].startswith("'=HYPERLINK")
    assert row["text"].startswith("'-1+1 harbour")
