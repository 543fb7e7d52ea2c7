"""The version stands in one place, and CHANGELOG.md tells what it is."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from retrieval import __version__
from retrieval.fetching.asking.fetcher import agent
from tests.tools.commands import here

ROOT = Path(__file__).parents[1]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_newest_release_in_the_changelog_is_the_version() -> None:
    headings = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    releases = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\S+)", each) for each in headings[1:]]
    found = [each for each in releases if each]
    told = [(*map(int, each.groups()[:3]), date.fromisoformat(each[4])) for each in found]
    assert len(told) == len(headings) - 1
    assert told == sorted(told, reverse=True)
    assert headings[1].startswith(f"[{__version__}] ")


def test_a_release_in_the_changelog_has_each_kind_of_change_once() -> None:
    for release in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
        kinds = re.findall(r"^### (.+)$", release, re.MULTILINE)
        assert len(kinds) == len(set(kinds)), release.splitlines()[0]
        assert set(kinds) <= KINDS


def test_the_version_is_written_once_and_told_everywhere(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"] == {
        "version": {"attr": "retrieval.__version__"}
    }
    assert here("--version", folder=tmp_path).stdout == f"nutgraf, version {__version__}\n"
    assert agent().startswith(f"nutgraf/{__version__} ")
