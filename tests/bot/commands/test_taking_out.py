"""`list`, `remove`, `withdraw`, `reindex --dry-run`, and what a restore may not bring back."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from bot.readers.database import Readers
from bot.readers.stories import Fresh, Stories
from retrieval import Archive, article_key
from tests.tools.commands import here
from tests.tools.coverage_maker import archive, write

FIRE = ["Fire in Oster", "A fire destroyed the harbour.", "Zebulon Quarx was arrested."]
RAIN = ["Rain in Oster", "Rain fell in Oster for three days.", "source Gazette"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A coverage of two articles."""
    archive(tmp_path, {"fire": FIRE, "rain": RAIN}).close()
    return tmp_path


def run(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = here(*arguments, folder=folder)
    assert done.returncode == code, done.stderr
    return done


def bytes_in(folder: Path, words: str) -> list[str]:
    wanted = words.encode()
    files = [each for each in folder.iterdir() if each.is_file()]
    return sorted(each.name for each in files if wanted in each.read_bytes())


def test_list_remove_and_undo(folder: Path) -> None:
    assert run(folder, "list").stdout.splitlines() == [
        "undated     fire  Fire in Oster",
        "undated     rain  Gazette  Rain in Oster",
    ]
    listed = json.loads(run(folder, "list", "--outlet", "Gazette", "--json").stdout)
    assert [(each["article"], each["passages"]) for each in listed["articles"]] == [("rain", 1)]
    assert run(folder, "remove", "rain").stdout.startswith("1 article removed (id rain)")
    assert "1 article left out" in run(folder, "reindex", "articles").stdout
    assert json.loads(run(folder, "remove", "--undo", "rain", "--json").stdout)["lifted"] == ["id"]
    assert run(folder, "reindex", "articles").stdout.startswith("1 added")
    assert run(folder, "remove", "nothing", code=1).stderr.startswith("error: nothing: no such")
    write(folder / "rain", {"snow": FIRE})
    run(folder, "reindex", "rain")
    assert "--path or --id" in run(folder, "remove", "rain", code=2).stderr


def test_show_and_doctor_speak_to_programs(folder: Path) -> None:
    with Archive(folder / "coverage.db") as opened:
        address = opened.ask("What destroyed the harbour?").quotes[0].address
    shown = json.loads(run(folder, "show", address, "--json").stdout)
    assert (shown["schema"], shown["passage"]["text"]) == (1, "A fire destroyed the harbour.")
    assert shown["after"]["text"] == "Zebulon Quarx was arrested."
    assert json.loads(run(folder, "doctor", "--json").stdout)["findings"] == []


def test_what_is_withdrawn_is_out_of_both_files_and_no_restore_brings_it_back(
    folder: Path,
) -> None:
    address = f"{article_key('fire')}-2-0000"
    with closing(Readers(folder / "readers.db")) as readers:
        stories = Stories(readers)
        stories.looked(1, {"fire": b"x"}, [Fresh(1, address, FIRE[2])])
    run(folder, "backup", "old")
    assert bytes_in(folder, "Quarx") == ["coverage.db", "readers.db"]
    done = run(folder, "withdraw", "fire", "--words", "Zebulon Quarx", "--json")
    said = json.loads(done.stdout)
    assert (said["articles"], said["wiped"]) == (["fire"], True)
    assert bytes_in(folder, "Quarx") == []
    run(folder, "restore", "old")
    assert bytes_in(folder, "Quarx") == []
    assert "1 article withdrawn" in run(folder, "withdraw", "fire").stdout
    run(folder, "backup", "new")
    (folder / "coverage-kept-out.json").unlink()
    run(folder, "restore", "old")
    assert "Quarx" in (folder / "coverage.db").read_bytes().decode(errors="replace")
    run(folder, "restore", "new")
    run(folder, "restore", "old")
    assert bytes_in(folder, "Quarx") == bytes_in(folder, "destroyed") == []


def test_a_dry_run_shows_how_articles_would_read_and_changes_nothing(folder: Path) -> None:
    write(folder / "articles", {"snow": ["Snow in Oster", "Snow fell."]})
    before = {each.name: each.stat().st_mtime_ns for each in folder.glob("*.db")}
    said = run(folder, "reindex", "--dry-run", "articles").stdout.splitlines()
    assert said[1] == "1 added, 0 changed, 0 removed, 2 unchanged"
    assert said[-3:] == ["id: snow", "headline: Snow in Oster", "paragraph: Snow fell."]
    assert {each.name: each.stat().st_mtime_ns for each in folder.glob("*.db")} == before
    with Archive(folder / "coverage.db") as opened:
        assert set(opened.digests()) == {"fire", "rain"}
    other = folder / "empty"
    other.mkdir()
    done = json.loads(run(other, "reindex", "--dry-run", "--json", "../articles").stdout)
    assert (done["added"], len(done["articles"])) == (3, 3)
    assert list(other.iterdir()) == []
