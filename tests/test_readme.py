"""README.md says what is so."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from bot.cli import nutgraf
from bot.config import PREFIX, Config
from retrieval import Archive
from retrieval.answers import Reason
from retrieval.spelling.aliases import KEYS, Aliases
from tests.tools import readme

TEXT = readme.README.read_text(encoding="utf-8")
SHOWN = readme.parts(TEXT)
NO_DEFAULT = {"token": "none", "telegram_api": "none", "examples": "three on the samples"}


@pytest.fixture(scope="session")
def made() -> dict[str, str]:
    """The parts as the commands print them now."""
    return readme.parts(readme.refreshed(TEXT))


def section(heading: str) -> str:
    """The text under a heading, up to the next of its rank."""
    rank = heading.split()[0]
    _, found, after = TEXT.partition(f"\n{heading}\n")
    assert found, f"README.md has no {heading!r}"
    return re.split(rf"\n#{{1,{len(rank)}}} ", after)[0]


def fence(heading: str, language: str) -> str:
    """The first fenced block of a language under a heading."""
    match = re.search(rf"```{language}\n(.*?)```", section(heading), re.DOTALL)
    assert match
    return match[1]


@pytest.mark.parametrize("name", SHOWN)
def test_what_commands_print_stands_in_the_readme(name: str, made: dict[str, str]) -> None:
    assert SHOWN[name] == made[name], (
        "changed; run `python -m tests.tools.readme` and read the diff"
    )


def test_the_conversation_has_an_answer_its_first_quote_in_place_and_a_refusal() -> None:
    _, answer, excerpt, refusal = SHOWN["conversation"].split("\n? ")
    assert "\n[1] " in answer
    assert excerpt.startswith("/1\n")
    assert "the coverage never mentions" in refusal


@pytest.mark.parametrize("command", nutgraf.list_commands(click.Context(nutgraf)))
def test_each_command_shows_its_help(command: str) -> None:
    remedy = "run `python -m tests.tools.readme`"
    assert f"$ nutgraf {command} --help\nUsage: nutgraf {command}" in SHOWN["commands"], remedy


def test_each_setting_is_in_the_table_with_its_variable_and_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \| ", section("## Configuration"), re.M)
    assert [(key, variable) for key, variable, _ in rows] == [
        (key, PREFIX + key.upper()) for key in Config.model_fields
    ]
    for key, _, default in rows:
        if key in NO_DEFAULT:
            assert default == NO_DEFAULT[key]
        else:
            given = Config(**tomllib.loads(f"{key} = {default.strip('`')}"))
            assert getattr(given, key) == Config.model_fields[key].default
    assert len(Config.model_fields["examples"].default) == 3


def test_the_lines_without_make_are_those_of_the_makefile() -> None:
    makefile = (readme.ROOT / "Makefile").read_text(encoding="utf-8")
    plain = section("## Start").partition("Without make:")[2]
    for line in (
        '-c constraints.txt -e ".[dev]"\n',
        "nutgraf reindex\n",
        "nutgraf chat\n",
        "nutgraf run\n",
        'python -m pytest -m "not slow"\n',
    ):
        assert line in makefile
        assert line in plain


def test_the_sample_articles_are_read_as_the_readme_says(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "plain.txt").write_text(fence("### Plain text: `.txt`, `.text`", "text"), "utf-8")
    (folder / "matter.txt").write_text(fence("### Front matter", "text"), "utf-8")
    lines = fence("### JSON Lines: `.jsonl`, `.jsonl.gz`", "json")
    (folder / "lines.jsonl").write_text(lines, "utf-8")
    with Archive(tmp_path / "coverage.db") as archive:
        assert archive.reindex([folder]).skipped == ()
        plain, matter, line = map(archive.article, ("plain", "matter", "lines#1"))
    assert (plain.kicker, plain.headline) == ("War in Ukraine, Day 311", "The headline")
    assert (plain.paragraphs, plain.outlet, plain.published) == (3, "Sample Gazette", None)
    kinds = [block.kind for block in plain.blocks]
    assert kinds == ["paragraph", "heading", "paragraph", "caption", "paragraph"]
    assert (matter.headline, matter.published) == ("Russia: the headline", "2023-01-02")
    assert (matter.language, matter.paragraphs) == ("en", 1)
    assert (line.outlet, line.paragraphs) == ("Sample Daily", 2)


def test_the_sample_aliases_are_a_table_of_both_kinds(tmp_path: Path) -> None:
    table = fence("### Names and words that mean the same: aliases.toml", "toml")
    (tmp_path / "aliases.toml").write_text(table, "utf-8")
    assert all(Aliases.read(tmp_path / "aliases.toml").groups[key] for key in KEYS)


def test_each_field_of_the_json_and_each_reason_is_explained() -> None:
    shown = json.loads(SHOWN["json"].partition("\n")[2].partition("\n")[2].removesuffix("```\n"))
    explained = set(re.findall(r"`(\w+)`", section("## For programs: `nutgraf ask --json`")))
    refusal = {"reason", "unknown", "day", "suggestions", "party"}
    assert names(shown) | refusal | set(get_args(Reason)) <= explained


def test_each_field_of_a_reindex_is_explained() -> None:
    printed = SHOWN["reindexed"].split("\n", 2)[2].removesuffix("```\n")
    explained = set(re.findall(r"`(\w+)`", section("## For programs: `nutgraf reindex --json`")))
    assert set(json.loads(printed)) | {"path", "reason"} <= explained


def names(value: Any) -> set[str]:
    """All keys in a JSON value."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set()


def test_each_link_leads_to_a_file_or_a_heading() -> None:
    headings = {line.lstrip("# ").lower() for line in TEXT.splitlines() if line.startswith("#")}
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert target[1:] in headings
        elif "://" not in target:
            assert (readme.ROOT / target).exists(), target
