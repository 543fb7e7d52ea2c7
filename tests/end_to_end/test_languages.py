"""Questions in six languages over made-up articles in them, as `nutgraf eval` reads both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retrieval import Answer, Archive

DATA = Path(__file__).parents[1] / "data" / "languages"
ANSWERED, REFUSED = 17, 2
"""Of twenty questions and of five: what is so in each language, see docs/languages.md."""


def asked(archive: Archive, code: str) -> Iterator[tuple[dict[str, Any], Answer]]:
    """Each question of the language with its answer."""
    for line in (DATA / f"{code}.questions.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)
        day = date.fromisoformat(question["asked_on"])
        yield question, archive.ask(question["question"], asked_on=day)


@pytest.mark.parametrize("code", ["uk", "ru", "de", "fr", "es", "pl"])
def test_questions_are_answered_in_the_language_of_the_articles(code: str, tmp_path: Path) -> None:
    answered = refused = 0
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([DATA / f"{code}.articles.jsonl"])
        for question, answer in asked(archive, code):
            reason = answer.refusal.reason if answer.refusal else ""
            assert reason != "other_language", question["question"]
            if question["answerable"]:
                evidence = [gold["evidence"] for gold in question["gold"]]
                best = answer.quotes[0].text if answer.quotes else ""
                answered += any(each in best for each in evidence)
            else:
                refused += reason in question["reasons"]
    assert (answered >= ANSWERED, refused >= REFUSED) == (True, True), (answered, refused)
