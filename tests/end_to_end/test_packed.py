"""nutgraf as it is given away: what lies in it, and that it works however it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

import retrieval
from bot.commands.programs.schema import names as schemas
from tests.tools.packed import ROOT, Packed, environment, installed_into, shell, wheel_of

QUESTION = "How many missiles hit the Moskva?"
TYPED = """\
from nutgraf import Answer, Archive, __version__


def lead(path: str, question: str) -> str | None:
    with Archive(path) as archive:
        answer = archive.ask(question)
    reveal_type(answer.quotes[0].citation.headline)
    return answer.quotes[0].sentence if answer.quotes else __version__.upper()


def wrong(archive: Archive) -> Answer:
    return archive.ask(41)
"""
MISSPELT = "from nutgraf import Archve\nfrom retrieval import Pasage\n"
SOME_TESTS = (
    "tests/test_architecture.py",
    "tests/test_docs.py",
    "tests/test_version.py",
    "tests/bot/test_config.py",
    "tests/bot/test_operating.py",
    "tests/bot/commands/test_newcomer.py",
    "tests/retrieval/test_archive.py",
)

pytestmark = [pytest.mark.slow, pytest.mark.beside]


def python(*arguments: str | Path, cwd: Path, code: int = 0) -> str:
    """What Python prints, of the environment that runs the tests."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_the_checks_of_wheels_and_of_what_a_page_shows_are_clean(packed: Packed) -> None:
    top = ("--toplevel", "bot,nutgraf,retrieval")
    said = python("-m", "check_wheel_contents", *top, packed.wheel, cwd=packed.wheel.parent)
    assert said == f"{packed.wheel}: OK\n"
    twine = ("-m", "twine", "check", "--strict", packed.wheel, packed.sdist)
    said = python(*twine, cwd=packed.wheel.parent)
    assert said.count("PASSED") == 2


def test_the_wheel_holds_all_that_runs_the_samples_and_the_licences(packed: Packed) -> None:
    names = set(ZipFile(packed.wheel).namelist())
    kept = {
        each.relative_to(packed.source).as_posix()
        for top in ("bot", "retrieval", "seeds")
        for each in (packed.source / top).rglob("*")
        if each.is_file()
    }
    left_out = {"seeds/README.md", "seeds/REUSE.toml"}
    left_out |= {each for each in kept if each.endswith(".pot")}
    moved = (re.sub(r"^seeds/", "bot/seeds/", each) for each in kept - left_out)
    assert {each for each in names if ".dist-info/" not in each} == {
        each.removeprefix("bot/") if each.startswith("bot/nutgraf/") else each for each in moved
    }
    assert {f"{each}/py.typed" for each in ("bot", "nutgraf", "retrieval")} <= names
    assert {f"bot/schemas/{each}.json" for each in (*schemas(), "values")} <= names
    licences = f"nutgraf-{retrieval.__version__}.dist-info/licenses"
    assert {f"{licences}/LICENSE", f"{licences}/seeds/REUSE.toml"} <= names


@pytest.mark.parametrize("form", ["wheel", "editable"])
def test_it_is_a_package_a_module_and_a_command_however_it_is_installed(
    form: str, packed: Packed, tmp_path: Path
) -> None:
    what = ("-e", packed.unpacked) if form == "editable" else (packed.wheel,)
    programs = installed_into(tmp_path / "venv", what)
    (tmp_path / "empty").mkdir()

    def said(line: str) -> str:
        variables = environment(programs, tmp_path)
        return shell(line, folder=tmp_path / "empty", environment=variables).stdout

    version = f"nutgraf, version {retrieval.__version__}\n"
    for command in ("nutgraf", "python -m nutgraf", "python -m bot"):
        assert said(f"{command} --version") == version
    names = said("python -c 'import nutgraf as n; print(n.__version__, *n.__all__)'").split()
    assert names == [retrieval.__version__, *sorted([*retrieval.__all__, "__version__"])]
    assert said("python -c 'from nutgraf import *; print(Archive.__module__)'") == (
        "retrieval.archive\n"
    )
    loaded = said("python -c 'import sys, nutgraf; print(*sys.modules)'").split()
    assert not {"numpy", "httpx", "lxml", "sqlite3", "click", "pydantic"} & set(loaded)
    assert "two missiles" in said(f"echo {QUESTION!r} | nutgraf demo")


def test_a_program_that_uses_it_is_type_checked_against_the_wheel(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "typed.py").write_text(TYPED)
    (tmp_path / "misspelt.py").write_text(MISSPELT)
    strictly = ("-m", "mypy", "--strict", "--no-error-summary", "--python-executable")
    said = python(*strictly, installed / "python", ".", cwd=tmp_path, code=1)
    lines = [line for line in said.splitlines() if ": note: See" not in line]
    assert len(lines) == 4, said
    assert 'misspelt.py:1: error: Module "nutgraf" has no attribute "Archve"' in said
    assert 'misspelt.py:2: error: Module "retrieval" has no attribute "Pasage"' in said
    assert 'typed.py:7: note: Revealed type is "str"' in said.replace("builtins.", "")
    assert 'typed.py:12: error: Argument 1 to "ask" of "Archive" has incompatible type' in said


def test_a_plain_install_stays_below_240_megabytes(installed: Path) -> None:
    done = subprocess.run(
        [installed / "python", "-m", "tests.tools.sizes"], cwd=ROOT, capture_output=True, text=True
    )
    *packages, in_all = done.stdout.splitlines()
    assert len(packages) > 40
    assert float(in_all.split()[0]) < 240, done.stdout


def test_what_the_container_copies_makes_the_same_wheel(packed: Packed, tmp_path: Path) -> None:
    recipe = (packed.source / "docs/operating/Containerfile").read_text(encoding="utf-8")
    (tmp_path / "app").mkdir()
    for line in re.findall(r"^COPY (.+)$", recipe, re.MULTILINE):
        *names, _ = line.split()
        for name in names:
            copy = shutil.copytree if (packed.source / name).is_dir() else shutil.copy
            copy(packed.source / name, tmp_path / "app" / name)
    wheel = wheel_of(tmp_path / "app", tmp_path)
    assert ZipFile(wheel).namelist() == ZipFile(packed.wheel).namelist()


def test_the_sdist_holds_all_of_the_repository(packed: Packed) -> None:
    with tarfile.open(packed.sdist) as archive:
        held = {each.name.partition("/")[2] for each in archive if each.isfile()}
    kept = {
        each.relative_to(packed.source).as_posix()
        for each in packed.source.rglob("*")
        if each.is_file() and "nutgraf.egg-info" not in each.parts
    }
    made = {each for each in held if each.startswith("nutgraf.egg-info/")}
    assert held - made - {"PKG-INFO", "setup.cfg"} == kept


def test_the_tests_run_in_the_unpacked_sdist(packed: Packed) -> None:
    said = python("-m", "pytest", "-n", "0", "-m", "not slow", *SOME_TESTS, cwd=packed.unpacked)
    assert " passed" in said
    assert " failed" not in said
