"""Letters that change in a coverage's file: found, named, never quoted, and healed by a reindex."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrieval import Answer, Archive, NotACoverageError
from tests.tools.commands import here
from tests.tools.coverage_maker import write

QUESTION = "How many drones were shot down over Larnholm?"
ARTICLES = {
    "drones": [
        "---\nheadline: The night\noutlet: Gazette\nurl: https://example.org/1\n"
        "published: 2023-03-03\nlanguage: en\n---",
        "Air defences shot down 41 drones over Larnholm.",
        "At sea",
        "A ferry left the harbour, said the mayor.",
    ],
    "bridge": ["The bridge", "Engineers reopened the bridge at Marhanets.", "It is open."],
}
ALIASES = '[aliases]\nLarnholm = ["Larnhelm"]\n'
COLUMNS = ("body", "headline", "outlet", "url", "published", "language", "blocks", "path", "root")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, and a coverage of them beside it."""
    write(tmp_path / "articles", ARTICLES)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([tmp_path / "articles"])
    return tmp_path


def change(folder: Path, statement: str) -> Path:
    path = folder / "coverage.db"
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute(statement).rowcount > 0
    return path


def doctor(folder: Path, *arguments: str) -> str:
    done = here("doctor", *arguments, folder=folder)
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def ask(path: Path) -> Answer:
    with Archive(path) as archive:
        return archive.ask(QUESTION)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_letter_that_changes_in_any_column_is_named_not_quoted_and_healed(
    folder: Path, column: str
) -> None:
    before = ask(folder / "coverage.db")
    assert before.quotes[0].citation.outlet == "Gazette"
    path = change(folder, f"update articles set {column} = {column} || ' ' where id = 'drones'")
    assert "article drones: is not as it was indexed" in doctor(folder)
    with pytest.raises(NotACoverageError, match="article drones is damaged"):
        ask(path)
    said = doctor(folder, "--repair")
    assert "to be healed: article drones, " in said
    assert said.endswith("marked; run `nutgraf reindex` with the folders of these articles\n")
    assert "article drones: is read anew from" in doctor(folder)
    done = here("reindex", "articles", folder=folder)
    assert done.returncode == 0
    assert doctor(folder).startswith("no faults: 2 articles")
    after = ask(path)
    assert after.quotes == before.quotes
    assert after.corrections == ()


@pytest.mark.parametrize("words", [("shot", "not shot"), ("41", "14")])
def test_a_word_that_is_put_into_a_quote_is_not_quoted(
    folder: Path, words: tuple[str, str]
) -> None:
    before, after = words
    path = change(folder, f"update articles set body = replace(body, ' {before}', ' {after}')")
    said, shown = "", list[str]()
    try:
        answer = ask(path)
        shown = [quote.text for quote in (*answer.quotes, *answer.nearest)]
    except NotACoverageError as error:
        said = str(error)
    assert not any(after in text for text in shown)
    assert "doctor --repair" in said or after == "not shot"  # what is denied does not answer


@pytest.mark.parametrize(
    "statement",
    [
        'update passages set "end" = "end" - 5 where ordinal = 0',
        'update passages set "start" = "start" + 4 where ordinal = 0',
        "update passages set place = 7",
        "update passages set section = 'Elsewhere'",
        "update passages set kind = 'caption'",
    ],
)
def test_a_passage_that_has_moved_is_not_quoted_and_is_healed(folder: Path, statement: str) -> None:
    before = ask(folder / "coverage.db")
    path = change(folder, statement)
    with pytest.raises(NotACoverageError, match="is damaged"):
        ask(path)
    doctor(folder, "--repair")
    here("reindex", "articles", folder=folder)
    assert doctor(folder).startswith("no faults")
    assert ask(path).quotes == before.quotes


@pytest.mark.parametrize("name", ["aliases.toml", "speakers.toml"])
def test_a_changed_table_of_an_operator_is_named_and_healed(folder: Path, name: str) -> None:
    tables = {
        "aliases.toml": (Path(__file__).parents[3] / "seeds" / name).read_text("utf-8"),
        "speakers.toml": (Path(__file__).parents[3] / "seeds" / "speakers.toml").read_text("utf-8"),
    }
    (folder / "articles" / name).write_text(tables[name], "utf-8")
    here("reindex", "articles", folder=folder)
    column, table = {"aliases.toml": ("groups", "aliases"), "speakers.toml": ("names", "parties")}[
        name
    ]
    change(folder, f"update {table} set {column} = replace({column}, 'a', 'e')")
    assert f"{name} is not as it was read" in doctor(folder)
    here("reindex", "articles", folder=folder)
    assert doctor(folder).startswith("no faults")


def test_a_marked_article_whose_file_is_gone_is_said_to_be_removed(folder: Path) -> None:
    change(folder, "update articles set body = body || '!' where id = 'drones'")
    (folder / "articles" / "drones.txt").unlink()
    assert "article drones, removed, for there is no more" in doctor(folder, "--repair")
    here("reindex", "articles", folder=folder)
    assert doctor(folder).startswith("no faults: 1 articles")


def test_an_index_that_differs_from_the_text_is_made_anew(folder: Path) -> None:
    change(folder, "delete from postings where term in (select number from terms limit 5)")
    assert "posting lists differ" in doctor(folder)
    assert "to be healed: the index" in doctor(folder, "--repair")
    here("reindex", "articles", folder=folder)
    assert doctor(folder).startswith("no faults: 2 articles")


@pytest.mark.parametrize("key", ["generation", "indexed_at", "began", "passages", "oldest"])
def test_what_is_said_of_the_coverage_is_found_changed_and_healed(folder: Path, key: str) -> None:
    change(folder, f"update meta set value = '2020-02-02' where key = '{key}'")
    assert "table meta: is not as it was written" in doctor(folder)
    doctor(folder, "--repair")
    here("reindex", "articles", folder=folder)
    assert doctor(folder).startswith("no faults: 2 articles")


def test_nothing_is_marked_in_a_sound_coverage(folder: Path) -> None:
    before = (folder / "coverage.db").read_bytes()
    assert doctor(folder, "--repair").startswith("no faults: 2 articles")
    assert (folder / "coverage.db").read_bytes() == before


def test_a_coverage_of_before_checksums_gets_them_at_the_next_reindex(folder: Path) -> None:
    path = folder / "coverage.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("drop table checksums")
        database.execute("delete from _sqlite_migrations where name = 'keep_checksums'")
    before = ask(path)
    assert before.answered
    assert doctor(folder).startswith("no faults")
    here("reindex", "articles", folder=folder)
    change(folder, "update articles set outlet = 'Gazetta' where id = 'drones'")
    assert "article drones: is not as it was indexed" in doctor(folder)


def test_corrections_that_were_changed_are_named(folder: Path) -> None:
    write(folder / "articles", {"bridge": ["The bridge", "Engineers closed the bridge.", "Open."]})
    here("reindex", "articles", folder=folder)
    assert doctor(folder).startswith("no faults")
    change(folder, "update corrections set after = replace(after, 'closed', 'opened')")
    assert "table corrections: is not as it was written" in doctor(folder)


def test_a_copy_of_the_coverage_is_repaired_alone(folder: Path) -> None:
    change(folder, "update articles set url = 'https://example.org/2' where id = 'drones'")
    copy = Path(shutil.copy(folder / "coverage.db", folder / "copy.db"))
    here("doctor", "--repair", folder=folder, NUTGRAF_DATABASE=copy)
    assert "article drones: is not as it was indexed" in doctor(folder)
