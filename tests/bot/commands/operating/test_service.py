"""The units that `nutgraf service` prints."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.commands.operating import service
from bot.commands.operating.unit import obstacle
from tests.tools.commands import here

ROOT = Path(__file__).parents[4]
OPT = service.Installed("/opt/nutgraf/bin/nutgraf", (Path("/opt/nutgraf/bin/python"),))
HOME = service.Installed(
    "/home/ada/.local/bin/nutgraf", (Path("/home/ada/.local/share/pipx/venvs/nutgraf/bin/python"),)
)


def printed(
    *words: str, monkeypatch: pytest.MonkeyPatch, folder: Path, at: service.Installed = OPT
) -> CompletedProcess[str]:
    monkeypatch.setattr(service, "installed", lambda: at)
    return here("service", *words, folder=folder)


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ((), "nutgraf.service"),
        (("bot",), "nutgraf.service"),
        (("reindex",), "nutgraf-reindex.service"),
        (("feeds",), "nutgraf-feeds.service"),
        (("--timer",), "nutgraf-reindex.timer"),
        (("feeds", "--timer"), "nutgraf-feeds.timer"),
    ],
)
def test_for_opt_the_units_are_those_of_the_guide(
    words: tuple[str, ...], file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = printed(*words, monkeypatch=monkeypatch, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (ROOT / "docs/operating" / file).read_text(encoding="utf-8")


def test_a_place_where_no_service_can_run_is_said_and_nothing_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = printed(monkeypatch=monkeypatch, folder=tmp_path, at=HOME)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: /home/ada/.local/")
    assert "below /home, which is hidden from the service; install nutgraf where" in done.stderr
    done = printed("--config", "/home/ada/c.toml", monkeypatch=monkeypatch, folder=tmp_path)
    assert done.stderr.endswith("; name another file with --config\n")
    assert printed("bot", "--timer", monkeypatch=monkeypatch, folder=tmp_path).returncode == 2


def test_another_place_and_configuration_are_named_in_the_unit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at = service.Installed("/srv/news/venv/bin/nutgraf", (Path("/srv/news/venv/bin/python"),))
    words = ("reindex", "--config", "/srv/news/config.toml")
    done = printed(*words, monkeypatch=monkeypatch, folder=tmp_path, at=at)
    assert "\nExecStart=/srv/news/venv/bin/nutgraf reindex --no-fetch\n" in done.stdout
    assert "\nEnvironment=NUTGRAF_CONFIG=/srv/news/config.toml\n" in done.stdout
    assert "TOKEN" not in done.stdout


def test_a_link_that_leads_into_a_home_is_no_way_out(tmp_path: Path) -> None:
    link = tmp_path / "python"
    link.symlink_to("/home/ada/.pyenv/bin/python")
    assert "below " in (obstacle(link) or "")
    assert obstacle(Path("/opt/nutgraf/bin/python3.12")) is None
    assert "other signs" in (obstacle(Path("/opt/my nutgraf/%d")) or "")


def test_where_it_is_installed_is_known_with_its_python() -> None:
    program, places = service.installed()
    assert Path(program.partition(" ")[0]).exists()
    assert ROOT / "bot" in places
