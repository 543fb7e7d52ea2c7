"""What README.md and docs/ say of commands, settings, JSON and articles is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from bot.cli import nutgraf
from bot.config import PREFIX, Config
from bot.coverage import KEYS as KEYS_OF_A_TABLE
from bot.telegram.application import COMMANDS
from retrieval import Archive
from retrieval.answers import Reason
from retrieval.spelling.aliases import KEYS, Aliases
from tests.tools import readme

PAGES = {page.stem: page.read_text(encoding="utf-8") for page in readme.PAGES}
SHOWN = {name: body for text in PAGES.values() for name, body in readme.parts(text).items()}
NONE = "token token_file telegram_api health texts picture archive_password_file archive_ca".split()
NO_DEFAULT = {
    **dict.fromkeys(NONE, "none"),
    "examples": "three on the samples",
}


@pytest.fixture(scope="session")
def made() -> dict[str, str]:
    """The parts as the commands print them now."""
    return readme.parts(readme.refreshed("\n".join(PAGES.values())))


def page(name: str) -> str:
    """The page of docs/ of that name, without what stands above its title."""
    return (readme.ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """The text under a heading, up to the next of its rank."""
    rank = heading.split()[0]
    _, found, after = text.partition(f"\n{heading}\n")
    assert found, f"no {heading!r}"
    return re.split(rf"\n#{{1,{len(rank)}}} ", after)[0]


def fence(text: str, language: str) -> str:
    """The first fenced block of a language."""
    match = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert match
    return match[1]


@pytest.mark.parametrize("name", SHOWN)
def test_what_commands_print_stands_in_the_pages(name: str, made: dict[str, str]) -> None:
    assert SHOWN[name] == made[name], (
        "changed; run `python -m tests.tools.readme` and read the diff"
    )


def test_the_conversation_has_an_answer_its_first_quote_a_follow_up_and_a_refusal() -> None:
    _, answer, excerpt, follow_up, refusal = SHOWN["conversation"].split("\n? ")
    assert "\n[1] " in answer
    assert excerpt.startswith("/1\n")
    assert "\nRead as “" in follow_up
    assert "Not in this coverage." in refusal


@pytest.mark.parametrize("command", nutgraf.list_commands(click.Context(nutgraf)))
def test_each_command_shows_its_help(command: str) -> None:
    remedy = "run `python -m tests.tools.readme`"
    assert f"$ nutgraf {command} --help\nUsage: nutgraf {command}" in SHOWN["commands"], remedy


def test_each_setting_is_in_the_table_with_its_variable_and_its_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NUTGRAF_MEANING")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \| ", page("configuration"), re.M)
    assert [(key, variable) for key, variable, _ in rows] == [
        (key, PREFIX + key.upper()) for key in Config.model_fields if key != "coverage"
    ]
    told = section(page("configuration"), "## [[coverage]]")
    assert re.findall(r"^\| `(\w+)` \|", told, re.M) == list(KEYS_OF_A_TABLE)
    for key, _, default in rows:
        if key in NO_DEFAULT:
            assert default == NO_DEFAULT[key]
        else:
            given = Config(**tomllib.loads(f"{key} = {default.strip('`')}"))
            assert getattr(given, key) == Config.model_fields[key].default
    assert len(Config.model_fields["examples"].default) == 3


def test_the_lines_without_make_are_those_of_the_makefile() -> None:
    makefile = (readme.ROOT / "Makefile").read_text(encoding="utf-8")
    plain = section(PAGES["README"], "## Try it").partition("Without make:")[2]
    for line in (
        '-c constraints.txt -e ".[dev]"\n',
        "nutgraf demo\n",
        'python -m pytest -m "not slow"\n',
    ):
        assert line in makefile
        assert line in plain


def test_the_sample_articles_are_read_as_their_page_says(tmp_path: Path) -> None:
    own, folder = page("articles"), tmp_path / "mine"
    folder.mkdir()
    (folder / "plain.txt").write_text(
        fence(section(own, "## Plain text: `.txt`, `.text`"), "text"), "utf-8"
    )
    (folder / "matter.txt").write_text(fence(section(own, "## Front matter"), "text"), "utf-8")
    lines = fence(section(own, "## JSON Lines: `.jsonl`, `.jsonl.gz`"), "json")
    (folder / "lines.jsonl").write_text(lines, "utf-8")
    with Archive(tmp_path / "coverage.db") as archive:
        assert archive.reindex([folder]).skipped == ()
        plain, matter, line = map(archive.article, ("plain", "matter", "lines#1"))
    assert (plain.kicker, plain.headline) == (
        "War in Ukraine, Day 311",
        "The headline, which is longer than that",
    )
    assert (plain.paragraphs, plain.outlet, plain.published) == (3, "Sample Gazette", None)
    kinds = [block.kind for block in plain.blocks]
    assert kinds == ["paragraph", "heading", "paragraph", "caption", "paragraph"]
    assert (matter.headline, matter.published) == ("Russia: the headline", "2023-01-02")
    assert (matter.language, matter.paragraphs) == ("en", 1)
    assert (line.outlet, line.paragraphs) == ("Sample Daily", 2)


def test_the_sample_aliases_are_a_table_of_both_kinds(tmp_path: Path) -> None:
    words = section(page("articles"), "## Names and words that mean the same: aliases.toml")
    table = fence(words, "toml")
    (tmp_path / "aliases.toml").write_text(table, "utf-8")
    assert all(Aliases.read(tmp_path / "aliases.toml").groups[key] for key in KEYS)


def test_each_field_of_the_json_and_each_reason_is_explained() -> None:
    shown = json.loads(SHOWN["json"].partition("\n")[2].partition("\n")[2].removesuffix("```\n"))
    explained = set(re.findall(r"`(\w+)`", section(PAGES["json"], "## Ask")))
    refusal = {"reason", "unknown", "day", "suggestions", "party", "lacks"}
    assert names(shown) | refusal | set(get_args(Reason)) <= explained


def test_each_field_of_a_reindex_is_explained() -> None:
    printed = SHOWN["reindexed"].split("\n", 2)[2].removesuffix("```\n")
    explained = set(re.findall(r"`(\w+)`", section(PAGES["json"], "## Reindex")))
    assert set(json.loads(printed)) | {"path", "reason"} <= explained


def names(value: Any) -> set[str]:
    """All keys in a JSON value."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set()


def test_the_program_in_the_readme_prints_an_answer(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([readme.ROOT / "seeds"])
    program = fence(section(PAGES["README"], "## From Python"), "python")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(readme.ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "300,000 reservists" in done.stdout


def test_each_method_of_an_archive_is_in_its_table() -> None:
    table = section(PAGES["library"], "## An archive")
    methods = {name for name in dir(Archive) if not name.startswith("_") and name != "close"}
    assert methods == set(re.findall(r"`(\w+)\(", table)) - {"Archive"}


def test_each_command_for_readers_is_in_its_table() -> None:
    table = section(page("telegram"), "## Commands for readers")
    assert set(re.findall(r"`/(\w+)", table)) == set(COMMANDS) | {"stats"}
