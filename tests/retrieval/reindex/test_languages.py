"""Coverage in several languages, read anew where the words of one change."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from retrieval import Archive
from retrieval.languages.language import FOLDER

ARTICLES = {
    "uk": ("Обстріл", "У Харкові внаслідок обстрілу загинули троє людей, ще восьмеро поранені."),
    "de": ("Hochwasser", "In Passau stieg die Donau am 8. April 2022 auf neun Meter."),
    "en": ("Storm", "A storm cut off power to 9,000 homes in Cork on Sunday night."),
}
ASKED = {
    "Скільки людей загинуло в Харкові?": "Обстріл",
    "Wie hoch stieg die Donau in Passau?": "Hochwasser",
    "How many homes lost power in Cork?": "Storm",
}


@pytest.fixture
def opened(tmp_path: Path) -> Archive:
    records = [
        {"id": code, "headline": head, "text": text, "published": "2022-04-09"}
        for code, (head, text) in ARTICLES.items()
    ]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in records))
    archive = Archive(tmp_path / "coverage.db")
    archive.reindex([path])
    return archive


def test_each_question_is_answered_in_its_own_language(opened: Archive) -> None:
    for question, headline in ASKED.items():
        answer = opened.ask(question, asked_on=date(2022, 4, 10))
        assert [quote.citation.headline for quote in answer.quotes] == [headline], question


def test_only_a_language_in_use_has_the_coverage_read_anew(
    opened: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not opened.reindex([tmp_path / "all.jsonl"]).rebuilt
    for code, rebuilt in (("fr", False), ("uk", True)):
        folder = tmp_path / code
        folder.mkdir()
        for path in FOLDER.glob("*.toml"):
            added = "\n# changed\n" if path.stem == code else ""
            (folder / path.name).write_text(path.read_text(encoding="utf-8") + added, "utf-8")
        monkeypatch.setattr("retrieval.analysis.fingerprints.FOLDER", folder)
        assert opened.reindex([tmp_path / "all.jsonl"]).rebuilt is rebuilt
    assert opened.doctor().findings == ()
    assert opened.ask("Скільки людей загинуло в Харкові?").quotes
