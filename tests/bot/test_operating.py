"""docs/operating.md and the recipes in docs/operating/ say what is so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from bot.cli import nutgraf
from bot.config import PREFIX, Config

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
NAMES = ("nutgraf", "nutgraf-reindex", "nutgraf-feeds")
UNITS = [ROOT / f"docs/operating/{name}.service" for name in NAMES]
CONTAINER = ROOT / "docs/operating/Containerfile"
RECIPES = [*UNITS, CONTAINER, ROOT / "docs/operating/compose.yaml"]
HARD = ("Protect", "PrivateT", "PrivateD", "PrivateU", "NoNew", "SystemCall", "Lock", "RestrictN")


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


def settings(unit: Path) -> list[tuple[str, str]]:
    """What stands under [Service], line by line."""
    service = unit.read_text(encoding="utf-8").partition("[Service]\n")[2].partition("\n[")[0]
    lines = [line for line in service.splitlines() if line and not line.startswith("#")]
    return [(name, value) for name, _, value in (line.partition("=") for line in lines)]


def test_the_unit_starts_the_bot_and_starts_it_again() -> None:
    unit = dict(settings(UNITS[0]))
    assert unit["ExecStart"].endswith("/nutgraf run")
    assert (unit["Restart"], unit["RestartPreventExitStatus"]) == ("on-failure", "78")
    assert (unit["Type"], unit["NotifyAccess"], unit["WatchdogSec"]) == ("notify", "main", "60")
    assert dict(settings(UNITS[1]))["ExecStart"].endswith("/nutgraf reindex --no-fetch")
    assert dict(settings(UNITS[2]))["ExecStart"].endswith("/nutgraf watch --once")


def test_the_token_reaches_the_bot_alone_and_as_a_credential() -> None:
    bot, reindex, feeds = map(settings, UNITS)
    assert ("LoadCredential", "token:/etc/nutgraf/token") in bot
    assert ("Environment", "NUTGRAF_TOKEN_FILE=%d/token") in bot
    assert not any("token" in f"{name}{value}".lower() for name, value in reindex + feeds)
    assert ("PrivateNetwork", "yes") in reindex


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: str(unit.stem))
def test_a_unit_has_no_right_that_it_does_not_need(unit: Path) -> None:
    needed = {
        ("DynamicUser", "yes"),
        ("StateDirectory", "nutgraf"),
        ("StateDirectoryMode", "0700"),
        ("UMask", "0077"),
        ("CapabilityBoundingSet", ""),
        ("AmbientCapabilities", ""),
        ("NoNewPrivileges", "yes"),
        ("SystemCallErrorNumber", "EPERM"),
        ("LimitCORE", "0"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("ProtectProc", "invisible"),
        ("MemoryDenyWriteExecute", "yes"),
        ("RestrictNamespaces", "yes"),
    }
    found = settings(unit)
    assert needed <= set(found)
    assert {"SystemCallFilter", "LimitNOFILE", "MemoryMax", "TasksMax"} <= dict(found).keys()
    assert "ReadWritePaths" not in dict(found)


def test_the_units_are_as_hard_as_each_other() -> None:
    bot, reindex, feeds = (
        {(name, value) for name, value in settings(unit) if name.startswith(HARD)} for unit in UNITS
    )
    assert bot == reindex == feeds


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd's own tool")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: str(unit.stem))
def test_systemd_itself_finds_the_units_hard(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) < 2


def test_the_container_copies_what_there_is_and_no_secret() -> None:
    text = CONTAINER.read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (.+)$", text, re.M):
        assert all((ROOT / name).exists() for name in line.split()[:-1])
    assert "TOKEN" not in text
    assert "USER nutgraf" in text
    assert "FROM ${PYTHON}" in text
    assert 'CMD ["nutgraf", "health"]' in text


def test_the_container_is_run_without_rights_and_with_bounds() -> None:
    (run,) = re.findall(r"^docker run (.*?[^\\])$", GUIDE, re.M | re.S)
    for option in (
        "--restart unless-stopped",
        "--read-only",
        "--tmpfs /tmp",
        "--cap-drop ALL",
        "--security-opt no-new-privileges",
        "--memory 2g",
        "--pids-limit 128",
        "--ulimit core=0",
        ":/articles:ro",
        "-e NUTGRAF_TOKEN_FILE=/run/secrets/token",
    ):
        assert option in run
    assert "NUTGRAF_TOKEN " not in run
    assert "--uid 10001" in CONTAINER.read_text(encoding="utf-8")
    assert "-o 10001" in GUIDE


def test_the_compose_file_gives_the_container_the_same_bounds() -> None:
    composed = yaml.safe_load((ROOT / "docs/operating/compose.yaml").read_text(encoding="utf-8"))
    bot = composed["services"]["nutgraf"]
    assert (bot["read_only"], bot["restart"], bot["tmpfs"]) == (True, "unless-stopped", ["/tmp"])
    assert (bot["cap_drop"], bot["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert (bot["mem_limit"], bot["pids_limit"], bot["ulimits"]) == ("2g", 128, {"core": 0})
    assert bot["environment"] == {"NUTGRAF_TOKEN_FILE": "/run/secrets/token"}
    assert [each.rpartition(":")[2] for each in bot["volumes"]] == ["/data", "ro"]
    assert (ROOT / "docs/operating" / bot["build"]["context"]).resolve() == ROOT
    assert (ROOT / bot["build"]["dockerfile"]).exists()
    assert "ports" not in bot
