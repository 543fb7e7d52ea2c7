from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from retrieval import Archive, Finding, NotACoverageError
from retrieval.store.database import PAGE
from tests.tools.commands import here
from tests.tools.coverage_maker import archive, write

ARTICLES = {
    f"a{number:02}": [
        f"Harbour {number} burns",
        f"A drone hit the harbour of Larnholm{number} on 3 March 2023.",
        f"The mayor counted {number + 40} ships. A pilot was hurt.",
        f"Snow fell on the quay and on pier{number % 15}.",
    ]
    for number in range(30)
}
CHANGED = {
    "a03": ["Harbour 3 reopens", "A ferry left the harbour.", "The ferry was full."],
    "b01": ["A bridge", "The bridge is closed since 4 April 2023.", "Its pillars crack."],
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coverage of two segments, with dead passages."""
    folder = tmp_path_factory.mktemp("sound")
    with archive(folder, ARTICLES) as opened:
        write(folder / "articles", CHANGED)
        (folder / "articles" / "a04.txt").unlink()
        opened.reindex([folder / "articles"])
        return opened.path


def findings(path: Path) -> list[Finding]:
    with Archive(path) as opened:
        return list(opened.doctor().findings)


def nutgraf_doctor(path: Path) -> CompletedProcess[str]:
    return here("doctor", folder=path.parent, NUTGRAF_DATABASE=path)


def test_the_command_says_that_a_sound_coverage_has_no_faults(sound: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        env={**os.environ, "NUTGRAF_DATABASE": str(sound)},
        capture_output=True,
        text=True,
    )
    said = "no faults: 30 articles, 88 passages, 2 segments\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def test_a_sound_coverage_has_no_faults(sound: Path) -> None:
    steps: list[tuple[int, int]] = []
    with Archive(sound) as opened:
        found = opened.doctor(lambda done, total: steps.append((done, total)))
    assert found.findings == ()
    assert (found.articles, found.passages, found.segments) == (30, 88, 2)
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 0


def test_a_coverage_that_was_merged_many_times_has_no_faults(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["The", "A drone fell."]})
    for number in range(9):
        write(tmp_path / "articles", {f"b{number}": ["The", f"A drone fell on {number}."]})
        write(tmp_path / "articles", {"a": ["The", "A drone fell. " * 300, f"Ferry {number}."]})
        opened.reindex([tmp_path / "articles"])
    assert opened.doctor().findings == ()


def test_an_empty_coverage_has_no_faults(tmp_path: Path) -> None:
    with archive(tmp_path, ARTICLES) as opened:
        for name in ARTICLES:
            (tmp_path / "articles" / f"{name}.txt").unlink()
        opened.reindex([tmp_path / "articles"])
        assert opened.doctor().findings == ()


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("delete from meta where key = 'analysis'", "made by another version"),
        ("update meta set value = 29 where key = 'articles'", "articles is 29, not 30"),
        ("update meta set value = 89 where key = 'passages'", "passages is 89, not 88"),
        ("update meta set value = '2023-01-01' where key = 'oldest'", "oldest is 2023-01-01"),
        ("update meta set value = '2023-01-01' where key = 'newest'", "newest is 2023-01-01"),
        ("update articles set key = 'other' where id = 'a05'", "article a05: its key is other"),
        ("update articles set paragraphs = 9 where id = 'a05'", "a05: counts 9 paragraphs, has 3"),
        ("update articles set body = replace(body, 'a', 'e')", "posting lists differ from the"),
        ("update articles set body = substr(body, 99)", "nothing can be quoted from its passage 3"),
        ("update articles set blocks = '[['", "cannot be read"),
        ("update articles set passages = 2 where id = 'a05'", "a05: counts 2 passages, has 3"),
        ("update articles set first = null where id = 'a05'", "a05: counts 3 passages, has 3"),
        ("update articles set first = 900 where id = 'a05'", "do not stand in one segment"),
        ("update articles set first = first + 1 where id = 'a29'", "do not stand in one segment"),
        ("update articles set first = first - 1 where id = 'a29'", "the numbers of another"),
        ("update articles set first = 9 where id = 'a05'", "live and dead at once"),
        ("update passages set kind = 'caption'", "its passages are not those of its text"),
        ("update passages set place = place + 1", "its passages are not those of its text"),
        ("update passages set section = 'S'", "its passages are not those of its text"),
        ('update passages set "end" = "start"', "nothing can be quoted from its passage 1"),
        ('update passages set "end" = 9999', "nothing can be quoted from its passage 2"),
        ("delete from passages where ordinal = 1", "its passages are not those of its text"),
        ("update passages set article = 99 where article = 6", "3 rows of no article"),
        ("update passages set terms = x'0100' where article = 6", "passages' terms are not those"),
        ("delete from passage_days where article = 6", "its days are not those"),
        ("update passage_days set last = last + 1 where article = 6", "its days are not those"),
        ("insert into passage_days values (9, 99, 0, 9)", "1 rows of no article"),
        ("update segments set lengths = x'00'", "has 0.25 lengths, not"),
        ("update segments set lengths = zeroblob(4 * size)", "passages' lengths are not those"),
        ("update segments set base = 3 where number = 2", "segment 2: overlaps segment 1"),
        ("update segments set average = average * 9", "impacts below the true ones"),
        ("insert into dead values (0)", "article a00: its passages are live and dead at once"),
        ("insert into dead values (999)", "dead passage 999: stands in no segment"),
        ("delete from dead", "passages of no article"),
        ("delete from segments where number = 2", "do not stand in one segment"),
        ("delete from articles where id = 'a05'", "3 passages of no article"),
        (
            "update counts set df = df + 1 "
            "where term = (select number from terms where term = 'harbor')",
            "1 terms, such as harbor: df is",
        ),
        (
            "update counts set uses = uses - 1 "
            "where term = (select number from terms where term = 'pilot')",
            "such as pilot: uses are not",
        ),
        ("update terms set term = 'x' where term = 'pilot'", "lacks 1 of its terms, such as 'pilo"),
        ("delete from terms where term = 'pilot'", "posting lists of no term"),
        (
            "update postings set impacts = zeroblob(length(impacts)), most = 0",
            "impacts below the true",
        ),
        ("update postings set most = most + 1", "another highest impact"),
        ("update segments set total = total + 1", "its total is not that of its lengths"),
        ("insert into counts values (9999, 0, 0)", "1 rows of no term"),
        ("update postings set frequencies = substr(frequencies, 2)", "lists that are cut off"),
        ("update postings set frequencies = zeroblob(length(frequencies))", "frequencies of 0"),
        ("update postings set passages = substr(passages, 2)", "posting lists that"),
        ("update postings set passages = x'ffffff7f' where length(passages) = 4", "leave their"),
        (
            "update postings set passages = cast(substr(passages, 5, 4) || "
            "substr(passages, 1, 4) as blob) where length(passages) = 8",
            "posting lists that do not ascend",
        ),
        ("update postings set exceptions = x'01'", "posting lists that"),
        ("update postings set exceptions = x'ff00000000000000ff00000000000000'", "for other"),
        ("delete from postings where term = 5", "posting lists differ from the text"),
        ("update postings set segment = 9 where segment = 2", "rows of no segment"),
    ],
)
def test_a_fault_is_found_where_it_is(sound: Path, tmp_path: Path, fault: str, found: str) -> None:
    path = Path(shutil.copy(sound, tmp_path))
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute(fault).rowcount > 0
    assert any(found in str(finding) for finding in findings(path)), findings(path)


def test_a_frequency_that_is_one_too_high_is_found(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "update postings set frequencies = x'03', impacts = x'3f' where length(frequencies) = 1"
        )
    assert any("differ from the text" in str(finding) for finding in findings(path))


def test_an_index_that_has_lost_its_rows_is_found(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("pragma writable_schema = on")
        database.execute(
            "update sqlite_schema set sql = replace(sql, '(\"key\")', '(\"path\")') "
            "where name = 'articles_key'"
        )
    with pytest.raises(NotACoverageError, match="missing from index articles_key"):
        findings(path)


def test_a_damaged_file_is_one_error(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path))
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * (path.stat().st_size - PAGE))
    with pytest.raises(NotACoverageError, match="nutgraf reindex"), Archive(path) as damaged:
        damaged.doctor()
    done = nutgraf_doctor(path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_the_command_says_that_there_are_no_faults(sound: Path) -> None:
    done = nutgraf_doctor(sound)
    assert done.stdout == "no faults: 30 articles, 88 passages, 2 segments\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_prints_a_line_for_each_fault_and_the_remedy(
    sound: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sound, tmp_path))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update articles set key = id")
    done = nutgraf_doctor(path)
    assert done.returncode == 1
    first, *_, last = done.stdout.splitlines()
    assert first == "article a00: is not as it was indexed"
    assert last == "and 40 more"
    remedy = "run `nutgraf doctor --repair`, then `nutgraf reindex`"
    assert done.stderr == f"error: {path}: not sound; {remedy}\n"
