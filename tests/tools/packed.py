"""nutgraf as it is given away, for tests that install it: an sdist, and the wheel made of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
NOT_KEPT = (
    ".git .venv build *.egg-info __pycache__ .*_cache .hypothesis config.toml "
    "*.db *.db-wal *.db-shm *.db.lock"
)
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_AS_IT_IS = ("--no-build-isolation", "--no-deps", "--no-index")
_MAKE = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"


class Packed(NamedTuple):
    """What is given away, the folder that the sdist unpacks to, and what it was made of."""

    source: Path
    sdist: Path
    wheel: Path
    unpacked: Path


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """Made with the setuptools of the environment that runs the tests; nothing is fetched."""
    folder = tmp_path_factory.mktemp("packed")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*NOT_KEPT.split()))
    made = [sys.executable, "-W", "ignore", "-c", _MAKE, str(folder)]
    subprocess.run(made, cwd=source, check=True, capture_output=True)
    [sdist] = folder.glob("nutgraf-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    [unpacked] = (folder / "unpacked").iterdir()
    return Packed(source, sdist, wheel_of(unpacked, folder), unpacked)


def wheel_of(source: Path, folder: Path) -> Path:
    """The wheel, in the folder, that is made of these files."""
    subprocess.run([*_PIP, "wheel", *_AS_IT_IS, "-w", folder, source], check=True)
    [wheel] = folder.glob("nutgraf-*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(packed: Packed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the wheel in it, and with the packages of the
    one that runs the tests."""
    return installed_into(tmp_path_factory.mktemp("installed") / "venv", [packed.wheel])


def installed_into(venv: Path, what: Sequence[str | Path]) -> Path:
    """The folder of programs of a new environment with what pip is told to install, and with the
    packages of the environment that runs the tests."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    [packages] = venv.glob("lib/python*/site-packages")
    others = [each for each in sys.path if Path(each).name in ("site-packages", "dist-packages")]
    (packages / "others.pth").write_text("\n".join(others))
    into = ("--python", venv, "install", "--ignore-installed", *_AS_IT_IS)
    subprocess.run([*_PIP, *into, *what], check=True)
    return venv / "bin"


def environment(installed: Path, home: Path) -> dict[str, str]:
    """The variables of somebody with that home who calls what is installed, and who has no clone
    of the project."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return inherited | {"HOME": str(home), "PATH": f"{installed}{os.pathsep}{os.environ['PATH']}"}


def shell(
    command: str, *, folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """What the command prints, which must end well."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done
