"""A backup put back where nothing is yet, and one of an older nutgraf."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.readers import settings
from bot.readers.database import Readers
from retrieval import Archive
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, Bots
from tests.tools.commands import here

OLD = Path(__file__).parents[2] / "data" / "old"


def test_a_backup_of_an_older_nutgraf_is_put_back_and_taken_up(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    files = {}
    for name in ("coverage.db", "readers.db"):
        raw = gzip.decompress((OLD / f"{name}.gz").read_bytes())
        (folder / name).write_bytes(raw)
        files[name] = {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)}
    manifest = {"made_at": "2026-01-02T03:04:05+00:00", "nutgraf": "0.1.0", "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    new = tmp_path / "new" / "deep"
    coverage, kept_there = new / "coverage.db", new / "readers.db"
    config = tmp_path / "config.toml"
    config.write_text(f'database = "{coverage}"\nreaders = "{kept_there}"\n', encoding="utf-8")
    done = here("restore", folder, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("as it was at 2026-01-02") == 2
    asked = here("ask", "Who broke the Kakhovka dam?", folder=tmp_path)
    assert "Kakhovka" in asked.stdout
    with Archive(coverage) as archive:
        assert {each.remedy for each in archive.doctor().findings} == {"run `nutgraf reindex`"}
    with closing(Readers(kept_there, make=False)) as readers:
        kept = readers.rows("select zone from settings")
    assert kept == [("Europe/Kyiv",)]


@pytest.mark.slow
def test_a_bot_over_what_was_put_back_elsewhere_answers_the_same_and_knows_its_readers(
    telegram: TelegramServer, coverage: Path, tmp_path: Path, ada: Reader
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    shutil.copy(coverage, first / "coverage.db")
    said = []
    for folder in (first, second):
        if folder is second:
            assert here("backup", tmp_path / "copies", folder=first).returncode == 0
            second.mkdir()
            assert here("restore", tmp_path / "copies", folder=second).returncode == 0
            (first / "coverage.db").unlink()
        with Bots(telegram, folder / "coverage.db", folder, whole=False) as bots:
            process = bots.start()
            if folder is first:
                asked = ada.says("/settings Europe/Kyiv")
                telegram.wait_for_message(ada, after=asked)
            question = ada.says(QUESTION)
            answer = telegram.wait_for_message(ada, after=question)
            said.append((answer.text, answer.entities))
            assert bots.stop(process) == 0
    assert said[0] == said[1]
    with closing(Readers(second / "readers.db", make=False)) as readers:
        assert settings.load(readers, ada.id).zone == "Europe/Kyiv"
