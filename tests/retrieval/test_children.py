"""Processes that nutgraf starts run no file of the folder they stand in, and know no secret."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from contextlib import closing
from pathlib import Path

import pytest

from bot.backend.processes import Answerer
from retrieval import Archive, children

ROOT = Path(__file__).parents[2]
NAMES = ("retrieval", "bot", "numpy", "json", "pickle", "sitecustomize", "usercustomize")
TOKEN = "123456789:AAG-a_token_of_thirty-five_letters0"
SECRETS = {
    "NUTGRAF_TOKEN": TOKEN,
    "NUTGRAF_TELEGRAM_API": "http://ada:pass-word@127.0.0.1:8081",
    "https_proxy": "http://ada:pass-word@127.0.0.1:3128",
    "ALL_PROXY": "socks5://ada:pass-word@127.0.0.1:1080",
    "CREDENTIALS_DIRECTORY": "/run/credentials/nutgraf.service",
}
REINDEX = """
import retrieval.inversion.workers
retrieval.inversion.workers.WORTHWHILE = 0
import bot.cli
bot.cli.main()
"""


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder with an article, and files that tell when they are run."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.txt").write_text("The\n\nA drone fell.")
    for name in NAMES:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'a').write('{name} ')")
    return folder


def test_no_file_of_the_folder_is_run_by_a_worker(trap: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", REINDEX, "reindex", "."],
        cwd=trap,
        env=os.environ | SECRETS | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert "1 article" in done.stdout, done.stderr
    assert not (trap.parent / "run").exists()


async def test_no_file_of_the_folder_is_run_by_an_answerer(
    archive: Archive, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(trap)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with closing(Answerer(archive)) as answerer:
        assert (await answerer.ask(Archive.coverage)).articles == 3
    assert not (trap.parent / "run").exists()


async def test_an_answerer_knows_no_secret(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LANG", "C.UTF-8")
    with closing(Answerer(archive)) as answerer:
        variables = await answerer.ask(_variables)
    assert not {name for name in SECRETS if name in variables}
    assert "pass-word" not in " ".join(variables.values())
    assert variables["LANG"] == "C.UTF-8"


def _variables(_: Archive) -> dict[str, str]:
    return dict(os.environ)


def test_the_working_directory_gives_way_to_where_nutgraf_is() -> None:
    standard = sysconfig.get_path("stdlib")
    path = children.environment({}, ["", standard])["PYTHONPATH"]
    assert path.split(os.pathsep) == [str(ROOT), standard]
    assert children.environment({}, [standard])["PYTHONPATH"] == standard


def test_a_checkout_that_is_not_installed_starts_its_own_processes(trap: Path) -> None:
    """As `python -m bot` in a clone: nutgraf stands in the working directory alone."""
    program = "import os, retrieval; print(os.path.dirname(retrieval.__file__))"
    made = f"""
import subprocess, sys
from retrieval import children
sys.meta_path[:] = [each for each in sys.meta_path if "editable" not in str(each)]
print(subprocess.run(children.command({program!r}), cwd={str(trap)!r},
    env=children.environment(), capture_output=True, text=True, check=True).stdout)
"""
    done = subprocess.run(
        [sys.executable, "-c", made], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(ROOT / "retrieval")
