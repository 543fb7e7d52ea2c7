"""From an empty folder to one's own articles: `init`, `demo`, and what is read from where."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.tools.commands import here

ROWS = """titulo,texto,data
Fire in Oster,A fire destroyed the harbour.,01/02/2023
Rain in Oster,Rain fell for three days. Much of it [+1893 chars],02/02/2023
"""
SAID = 'path = "export/*.csv"\nheadline = "titulo"\ntext = "texto"\npublished = "data"\n'


def run(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = here(*arguments, folder=folder)
    assert done.returncode == code, done.stderr
    return done


def test_without_anything_configured_a_reindex_names_init_and_demo(tmp_path: Path) -> None:
    done = run(tmp_path, "reindex", code=1)
    assert done.stderr.startswith("error: no article is named: ")
    assert "`nutgraf init`" in done.stderr
    assert "`nutgraf demo`" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_init_writes_a_configuration_that_is_read_and_never_writes_over_one(tmp_path: Path) -> None:
    run(tmp_path, "init")
    written = (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert "# [[coverage]]" in written
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "fire.txt").write_text("Fire\n\nA fire fell on Oster.\n")
    assert run(tmp_path, "reindex").stdout.startswith("1 added")
    refused = run(tmp_path, "init", code=1).stderr
    assert refused.startswith("error: config.toml: is there already, and stays")
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == written
    said = run(tmp_path, "init", "--json", "--config", "other.toml").stdout
    assert json.loads(said) == {"schema": 1, "config": "other.toml"}


def test_the_mapping_of_config_toml_wins_for_a_file_that_is_in_both_and_is_printed(
    tmp_path: Path,
) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "news.csv").write_text(ROWS)
    (tmp_path / "config.toml").write_text(f'seeds = ["export"]\n[[coverage]]\n{SAID}')
    first, undated, line = run(tmp_path, "reindex").stdout.splitlines()
    assert first.startswith("2 added")
    assert undated.startswith("no day: two days, ")
    assert line.endswith("news.csv: headline=titulo text=texto published=data, 2 rows, 1 cut")
    (tmp_path / "config.toml").write_text(f'[[coverage]]\n{SAID}date_order = "dmy"\n')
    done = json.loads(run(tmp_path, "reindex", "--json").stdout)
    assert (done["changed"], done["coverage"]["newest"]) == (2, "2023-02-02")
    assert [(each["rows"], each["cut"]) for each in done["mappings"]] == [(2, 1)]
    assert run(tmp_path, "reindex").stdout.startswith("0 added, 0 changed, 0 removed, 2 unchanged")


def test_a_mapping_names_what_was_read_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "title,content,source,date,published,guid\n"
        "Fire,A fire destroyed the harbour.,Oster Post,2023-01-02,true,https://oster.example/1\n"
    )
    _, line = run(tmp_path, "reindex", "a.csv").stdout.splitlines()
    assert line == (
        "a.csv: headline=title text=content published=date outlet=source url=guid id=guid, 1 row"
    )


def test_demo_answers_from_the_samples_and_leaves_what_is_yours_alone(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "config.toml").write_text("nonsense")
    done = here(
        "demo",
        folder=tmp_path / "here",
        given="How many reservists did Putin call up?\n",
        XDG_CACHE_HOME=cache,
    )
    assert done.returncode == 0, done.stderr
    assert "300,000" in done.stdout
    assert [each.name for each in (tmp_path / "here").iterdir()] == ["config.toml"]
    assert (cache / "nutgraf" / "samples.db").exists()
