"""[[coverage]] in config.toml says how files are to be read; what is wrong in it is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load
from bot.coverage import KEYS
from retrieval import Reading

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(folder: Path, *lines: str) -> Config:
    (folder / "config.toml").write_text("\n".join(["[[coverage]]", *lines]), encoding="utf-8")
    return load()


def test_a_table_says_how_the_files_at_a_path_are_read(folder: Path) -> None:
    config = said(folder, 'path = "a/*.csv"', 'text = "texto"', 'date_order = "dmy"')
    [found] = config.coverage
    assert found.path == folder / "a/*.csv"
    assert found.reading == Reading(text="texto", date_order="dmy")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('outlt = "x"', "outlt: no such key; there are path, "),
        ('timezone = "Kyiv"', "timezone: no such zone; write it as Europe/Kyiv"),
        ('timezone = "../etc/passwd"', "timezone: no such zone"),
        ('encoding = "latin-99"', "encoding: no such encoding; write it as cp1252"),
        ('encoding = "zlib"', "encoding: no such encoding"),
        ('date_order = "ydm"', "date_order: must be one of dmy, mdy, ymd"),
        ("summaries = 1", "summaries: must be true or false"),
        ('site = "oster.example"', "site: must be an address such as https://oster.example"),
        ("headline = 3", "headline: must be the name of a field or column, in quotes"),
        ('feed = "oster.example/rss"', "feed: must be an address"),
        ('feed = "https://oster.example/rss"', "feed: stands beside a path"),
    ],
)
def test_what_is_wrong_is_one_line_that_names_the_table_and_the_key(
    folder: Path, line: str, problem: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        said(folder, 'path = "a.csv"', "[[coverage]]", 'path = "b.csv"', line)
    assert str(caught.value).startswith(f"config.toml: [[coverage]] 2: {problem}")
    assert "\n" not in str(caught.value)


def test_a_table_names_a_path_and_is_a_table(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"\[\[coverage\]\] 1: path: is missing"):
        said(folder, 'text = "texto"')
    (folder / "config.toml").write_text('coverage = "a.csv"')
    with pytest.raises(ConfigError, match=r"\[\[coverage\]\] 1: path: write a table"):
        load()


def test_the_example_names_every_key() -> None:
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"\n# {key} = " in example
