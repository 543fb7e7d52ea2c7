"""`python -m tests.tools.release FOLDER`: what a release is, made of the last commit and tried.

An sdist, the wheel that is made of it, a requirements file with the hashes of all that the wheel
needs and of itself, an SBOM (CycloneDX) of what these install, and the SHA-256 of the four.
Needs the extra `release` (`make release`) and a package index.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

import click

from retrieval import __version__

ROOT = Path(__file__).parents[2]
TOP = "bot,nutgraf,retrieval"
RESOLVED = (
    "--universal --python-version 3.11 --generate-hashes --constraints constraints.txt "
    "--no-header --no-annotate --no-emit-index-url --quiet"
).split()
_PYTHON = sys.executable


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """What the command prints; the release ends where it fails."""
    environment = os.environ | variables
    done = subprocess.run(command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE)
    if done.returncode:
        raise click.ClickException(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def committed(folder: Path) -> str:
    """Puts the files of the last commit, and nothing else, into the folder; gives its time."""
    if run("git", "status", "--porcelain", cwd=ROOT):
        raise click.ClickException("what is not committed is not released: commit it first")
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return run("git", "log", "-1", "--format=%ct", cwd=ROOT).strip()


def hashed(source: Path, wheel: Path) -> str:
    """The lines of a requirements file: what the wheel needs, and it, each with its hashes."""
    needed = run("uv", "pip", "compile", "pyproject.toml", *RESOLVED, cwd=source)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{needed}nutgraf=={__version__} \\\n    --hash=sha256:{digest}\n"


def bill(source: Path, python: Path, seconds: str) -> str:
    """The SBOM of what is installed beside that Python."""
    asked = ("--output-reproducible", "--pyproject", "pyproject.toml", "--mc-type", "application")
    made = ("cyclonedx-py", "environment", *asked, python)
    told = json.loads(run(*made, cwd=source, SOURCE_DATE_EPOCH=seconds))
    told["metadata"]["component"]["version"] = __version__
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def made(folder: Path, scratch: Path) -> list[Path]:
    """Makes all but the sums, and installs it as docs/installing.md tells, by hashes alone."""
    source, venv = scratch / "source", scratch / "venv"
    seconds = committed(source)
    run("uv", "build", "--quiet", "--out-dir", folder, cwd=source, SOURCE_DATE_EPOCH=seconds)
    (folder / ".gitignore").unlink(missing_ok=True)
    [sdist], [wheel] = folder.glob("*.tar.gz"), folder.glob("*.whl")
    run(_PYTHON, "-m", "check_wheel_contents", "--toplevel", TOP, wheel, cwd=source)
    run(_PYTHON, "-m", "twine", "check", "--strict", wheel, sdist, cwd=source)
    needed = folder / f"nutgraf-{__version__}-requirements.txt"
    needed.write_text(hashed(source, wheel), encoding="utf-8")
    run(_PYTHON, "-m", "venv", "--without-pip", venv, cwd=source)
    pip = (_PYTHON, "-m", "pip", "--python", venv, "install", "--quiet")
    run(*pip, "--require-hashes", "--find-links", folder, "--requirement", needed, cwd=source)
    said = run(venv / "bin" / "nutgraf", "--version", cwd=scratch)
    if __version__ not in said:
        raise click.ClickException(f"what was installed is of another version: {said}")
    components = folder / f"nutgraf-{__version__}.cdx.json"
    components.write_text(bill(source, venv / "bin" / "python", seconds), encoding="utf-8")
    return [sdist, wheel, needed, components]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, resolve_path=True))
def release(folder: Path) -> None:
    """Make a release of the last commit in FOLDER, which must be empty or missing."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise click.ClickException(f"{folder}: is not empty")
    programs = f"{Path(_PYTHON).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ["PATH"] = programs
    with tempfile.TemporaryDirectory() as scratch:
        files = sorted(made(folder, Path(scratch)))
    sums = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    click.echo("".join(sums), nl=False)


if __name__ == "__main__":
    release()
