"""The coverage in the programs of others: Datasette and sqlite-utils, as they are run."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retrieval import Archive
from retrieval.store.looking.views import VIEWS
from tests.tools.conversations import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.beside]
METADATA = ROOT / "docs" / "looking-in" / "metadata.yaml"
PATIENT = ("--setting", "sql_time_limit_ms", "10000")
GUIDE = ROOT / "docs" / "looking-in.md"


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("looked") / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([ROOT / "seeds"])
    return path


def ran(*arguments: object) -> Any:
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return json.loads(done.stdout)


def asked(coverage: Path, place: str) -> Any:
    return ran("datasette", coverage, "--metadata", METADATA, *PATIENT, "--get", place)


def test_datasette_shows_the_four_views_and_none_of_the_tables_below(coverage: Path) -> None:
    found = asked(coverage, "/coverage.json")
    assert [view["name"] for view in found["views"]] == list(VIEWS)
    assert [table["name"] for table in found["tables"] if not table["hidden"]] == []


@pytest.mark.parametrize("view", VIEWS)
def test_datasette_shows_rows_of_each_view_and_says_what_they_are(
    coverage: Path, view: str
) -> None:
    before = coverage.read_bytes()
    found = asked(coverage, f"/coverage/{view}.json?_shape=objects&_size=5")
    assert len(found["rows"]) == 5
    assert found["filtered_table_rows_count"] >= 5
    assert all(row["headline"] and row["text"] and row["article"] for row in found["rows"])
    metadata = asked(coverage, "/-/metadata.json")["databases"]["coverage"]["tables"][view]
    assert metadata["description"].endswith(".")
    assert coverage.read_bytes() == before


def test_datasette_finds_passages_by_their_letters_and_lists_their_outlets(coverage: Path) -> None:
    place = "/coverage/read_passages.json?text__contains=Makiivka&_facet=outlet&_shape=objects"
    found = asked(coverage, place)
    assert found["rows"]
    assert all("makiivka" in row["text"].lower() for row in found["rows"])
    outlets = found["facet_results"]["outlet"]["results"]
    assert sum(each["count"] for each in outlets) == found["filtered_table_rows_count"]
    assert "Sample Daily" in {each["value"] for each in outlets}


@pytest.mark.parametrize("view", VIEWS)
def test_sqlite_utils_prints_rows_of_each_view(coverage: Path, view: str) -> None:
    before = coverage.read_bytes()
    rows = ran("sqlite_utils", "rows", coverage, view, "--limit", "3")
    assert len(rows) == 3
    assert all(row["headline"] and row["text"] for row in rows)
    assert coverage.read_bytes() == before


def test_a_query_of_sqlite_utils_says_who_says_what(coverage: Path) -> None:
    query = "select distinct speaker from read_statements where text like '%Makiivka%'"
    rows = ran("sqlite_utils", coverage, query)
    assert {"Moscow", "Konashenkov", "The Ukrainian military"} <= {each["speaker"] for each in rows}


def test_each_line_that_the_guide_shows_is_one_that_works(coverage: Path) -> None:
    blocks = re.findall(r"^```sh\n(.+?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line) for block in blocks for line in block.splitlines()]
    programs = {program: rest for program, *rest in lines}
    assert programs.keys() == {"pipx", "datasette", "sqlite-utils", "sqlite3"}
    metadata = str(METADATA.relative_to(ROOT))
    assert programs["datasette"] == ["coverage.db", "--metadata", metadata, *PATIENT]
    for program, *rest in lines:
        if program == "sqlite-utils":
            command = [sys.executable, "-m", "sqlite_utils", *rest]
            done = subprocess.run(command, cwd=coverage.parent, capture_output=True, check=True)
            assert len(done.stdout.splitlines()) > 1, rest
    with closing(sqlite3.connect(coverage)) as connection:
        assert connection.execute(programs["sqlite3"][1]).fetchall()
