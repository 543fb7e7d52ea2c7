"""docs/operating.md and the recipes in docs/operating/ say what is so."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import click

from bot.cli import nutgraf
from bot.config import PREFIX, Config

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
RECIPES = [ROOT / "docs/operating/nutgraf.service", ROOT / "docs/operating/Containerfile"]


def test_each_command_and_option_in_the_guide_exists() -> None:
    lines = re.findall(r"\bnutgraf ([a-z]+)((?: --[a-z-]+ \S+)*)", GUIDE)
    context = click.Context(nutgraf)
    commands = {name: nutgraf.get_command(context, name) for name, _ in lines}
    named = [(name, options) for name, options in lines if commands[name]]
    assert {"run", "stats", "unanswered", "doctor", "reindex"} <= {name for name, _ in named}
    for name, options in named:
        command = commands[name]
        assert command
        known = {each for option in command.params for each in option.opts}
        assert set(re.findall(r"--[a-z-]+", options)) <= known


def test_each_variable_in_the_recipes_is_a_setting() -> None:
    variables = {PREFIX + key.upper() for key in Config.model_fields} | {f"{PREFIX}CONFIG"}
    for recipe in (*RECIPES, ROOT / "docs" / "operating.md"):
        assert set(re.findall(r"NUTGRAF_\w+", recipe.read_text(encoding="utf-8"))) <= variables


def test_the_unit_starts_the_bot_and_keeps_it_in_its_folder() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(RECIPES[0].read_text(encoding="utf-8"))
    assert unit["Service"]["ExecStart"].endswith("/nutgraf run")
    assert unit["Service"]["ReadWritePaths"] == unit["Service"]["WorkingDirectory"]
    assert unit["Service"]["Restart"] == "on-failure"


def test_the_container_copies_what_there_is_and_no_secret() -> None:
    text = RECIPES[1].read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (.+)$", text, re.M):
        assert all((ROOT / name).exists() for name in line.split()[:-1])
    assert "TOKEN" not in text
    assert "USER nutgraf" in text
