"""docs/quickstart.md: from the wheel in an empty folder to an answer, as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tools.packed import ROOT, environment, shell

pytestmark = pytest.mark.beside

PAGE = (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")


def fence(language: str) -> str:
    """The page's block of a language."""
    [found] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.mark.slow
def test_the_quick_start_answers_from_the_samples_and_from_an_article_of_ones_own(
    installed: Path, tmp_path: Path
) -> None:
    install, *between, run = fence("sh").splitlines()
    assert len(between) + 2 <= 10
    assert install == "pipx install ./nutgraf-*.whl"
    assert run.endswith(" nutgraf run")  # test_evening.py runs it
    (tmp_path / "empty").mkdir()
    variables = environment(installed, tmp_path)
    said = [
        shell(line, folder=tmp_path / "empty", environment=variables).stdout for line in between
    ]
    assert "two missiles" in said[0]
    assert said[1].startswith("config.toml: written")
    assert said[-2].startswith("1 added, 0 changed, 0 removed, 0 unchanged: 1 article, 1 passage")
    assert said[-1] == fence("text")


def test_the_readme_has_two_commands_and_leads_to_the_quick_start() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [line.split("  ")[0] for line in re.findall(r"^make \w+.*", readme, re.MULTILINE)] == [
        "make chat",
        "make test",
    ]
    assert "](docs/quickstart.md)" in readme
