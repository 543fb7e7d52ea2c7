"""Which config.toml is used, where none is named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load, looked_for
from bot.settings.found import find, usual_place
from tests.tools.commands import here

OURS = 'database = "news.db"\nreaders = "~/people.db"\nseeds = ["articles"]\n'
ANOTHERS = 'baseURL = "https://example.org"\ntitle = "A site"\nlog = "text"\n\n[params]\nshow = 1\n'


@pytest.fixture
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder three deep, in which one is; nothing above the first is looked at."""
    folder = tmp_path / "news" / "articles" / "2024"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NUTGRAF_CEILING", str(tmp_path / "news"))
    return folder


def test_the_nearest_further_up_is_used_and_its_paths_count_from_its_folder(below: Path) -> None:
    news = below.parents[1]
    (news / "config.toml").write_text(OURS)
    config = load()
    assert (config.database, config.seeds) == (news / "news.db", (news / "articles",))
    assert config.readers == Path.home() / "people.db"
    (below.parent / "config.toml").write_text("quotes = 2\n")
    assert (load().quotes, load().database) == (2, below.parent / "coverage.db")
    (below / "config.toml").write_text("quotes = 4\n")
    assert (load().quotes, load().database) == (4, below / "coverage.db")


def test_what_is_named_wins(below: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (below.parents[1] / "config.toml").write_text(OURS)
    (below / "mine.toml").write_text("quotes = 7\n")
    assert load(Path("mine.toml")).quotes == 7
    monkeypatch.setenv("NUTGRAF_CONFIG", "mine.toml")
    assert load().quotes == 7


def test_nothing_is_looked_for_above_the_ceiling_which_is_the_home_folder(
    below: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text(OURS)
    assert load().database == below / "coverage.db"
    monkeypatch.delenv("NUTGRAF_CEILING")
    monkeypatch.setenv("HOME", str(tmp_path / "news"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "news"))
    assert load().database == below / "coverage.db"
    monkeypatch.setenv("NUTGRAF_CEILING", str(tmp_path))
    assert load().database == tmp_path / "news.db"


def test_the_config_of_another_program_further_up_is_passed_over_and_named(below: Path) -> None:
    (below.parent / "config.toml").write_text(ANOTHERS)
    assert load().database == below / "coverage.db"
    (below.parents[1] / "config.toml").write_text(OURS)
    assert load().database == below.parents[1] / "news.db"
    printed = here("config", folder=below).stdout.splitlines()
    assert printed[0] == f"config    {below.parents[1] / 'config.toml'}"
    assert printed[1] == f"          not {below.parent / 'config.toml'}: another program's"
    assert f"database  {below.parents[1] / 'news.db'}" in printed
    told = json.loads(here("config", "--json", folder=below).stdout)
    assert told["config"] == str(below.parents[1] / "config.toml")
    passed = {"file": str(below.parent / "config.toml"), "reason": "another program's"}
    assert told["passed_over"] == [passed]
    assert "NUTGRAF_CEILING" in told["variables"]
    assert told["articles"] == [str(below.parents[1] / "articles")]


@pytest.mark.parametrize(
    ("text", "said"),
    [("qotes = 3\n" + OURS, "qotes: no such key"), ('seeds = ["a"\nx', "not TOML")],
)
def test_a_fault_further_up_is_one_line_that_names_the_file(
    below: Path, text: str, said: str
) -> None:
    file = below.parents[1] / "config.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        load()
    assert str(error.value).startswith(f"{file}: {said}")


def test_another_users_file_further_up_is_passed_over(
    below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = below.parents[1] / "config.toml"
    file.write_text(OURS)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345, raising=False)
    monkeypatch.setattr("bot.settings.found.ADMINISTRATOR", -1)
    assert looked_for().passed == ((file, "another user's"),)
    (below / "config.toml").write_text("quotes = 2\n")
    assert load().quotes == 2


def test_the_users_own_is_used_where_there_is_none_further_up(
    below: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "settings"))
    usual = usual_place()
    assert usual == tmp_path / "settings" / "nutgraf" / "config.toml"
    assert load().database == below / "coverage.db"
    usual.parent.mkdir(parents=True)
    usual.write_text(OURS)
    assert load().database == usual.parent / "news.db"
    (below.parents[1] / "config.toml").write_text("quotes = 2\n")
    assert load().database == below.parents[1] / "coverage.db"
    assert find(below, Config.model_fields, ceiling=below).file == usual


def test_a_variable_that_is_no_folder_of_configurations_counts_as_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, "relative")
    usual = usual_place()
    assert usual
    assert usual.is_relative_to(Path.home())


def test_a_feed_is_written_into_the_file_that_is_used_and_init_writes_one_here(
    below: Path,
) -> None:
    from bot.commands.web.subscriptions import settings_file

    news = below.parents[1] / "config.toml"
    news.write_text(OURS)
    assert settings_file(None) == news
    assert here("init", folder=below).returncode == 0
    assert (below / "config.toml").is_file()
    assert settings_file(None) == Path("config.toml")
