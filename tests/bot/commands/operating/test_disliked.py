"""`nutgraf disliked`: what three readers say does not answer, and no single one's words."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.conversation.asked import Asked
from bot.readers.conversations import Conversations, MessageId
from bot.readers.database import Readers
from retrieval import Archive
from retrieval.evaluation import read
from tests.tools.commands import here

QUESTIONS = (
    "Who was injured in the fire?",
    "How many were injured in the harbour?",
    "Was anybody injured, Mrs Zanzibar?",
)


@pytest.fixture
def folder(coverage: Path, readers_file: Path) -> Path:
    """Where three readers dislike one passage, one of them also another one, and one likes it."""
    with Archive(coverage) as archive, closing(Readers(readers_file)) as readers:
        first, other = (each.passage.address for each in archive.search("injured", limit=2))
        kept = Conversations(readers)
        for number, question in enumerate(QUESTIONS, start=1):
            for message, shown, up in ((number, first, False), (number + 10, other, number > 1)):
                place = MessageId(number, message, number, message, None, 0)
                kept.remember(place, Asked(question, date(2024, 3, 7)), shown)
                kept.vote(number, message, up, "injured")
        for message in (31, 32, 33):  # one reader, three times
            place = MessageId(9, message, 9, message, None, 0)
            kept.remember(place, Asked("Whose paint?", date(2024, 3, 7)), other)
            kept.vote(9, message, False, "paint")
    return readers_file.parent


def said(folder: Path, coverage: Path, *words: str, **more: str) -> CompletedProcess[str]:
    done = here("disliked", *words, folder=folder, NUTGRAF_DATABASE=coverage, **more)
    assert done.returncode == 0, done.stderr
    return done


def test_what_three_readers_dislike_is_told_by_the_terms_that_they_share(
    folder: Path, coverage: Path
) -> None:
    (row,) = json.loads(said(folder, coverage, "--json").stdout)["passages"]
    assert (row["readers"], row["questions"]) == (3, [])
    assert "injur" in row["terms"]
    assert "zanzibar" not in json.dumps(row).lower()
    printed = said(folder, coverage).stdout
    assert "does not answer: " in printed
    assert row["address"] in printed
    assert "Zanzibar" not in printed
    (same,) = csv.DictReader(io.StringIO(said(folder, coverage, "--csv").stdout))
    assert (same["readers"], same["address"]) == ("3", row["address"])


def test_whole_questions_are_told_where_they_are_kept_and_become_a_set_to_measure(
    folder: Path, coverage: Path
) -> None:
    kept = {"NUTGRAF_KEEP_QUESTIONS": "true"}
    assert "such as: Was anybody injured, Mrs Zanzibar?" in said(folder, coverage, **kept).stdout
    done = said(folder, coverage, "--as-questions", "new.toml", **kept)
    assert done.stdout == "new.toml: 3 questions\n"
    assert [each.text for each in read(folder / "new.toml").questions] == list(QUESTIONS)
    again = here(
        *("disliked", "--as-questions", "new.toml"), folder=folder, NUTGRAF_DATABASE=coverage
    )
    assert (again.returncode, again.stderr) == (1, "error: new.toml: exists; name a new file\n")
    said(folder, coverage, "--as-questions", "terms.toml")
    (only,) = read(folder / "terms.toml").questions
    assert "Zanzibar" not in only.text


def test_what_was_taken_back_or_forgotten_is_not_told(folder: Path, coverage: Path) -> None:
    with closing(Readers(folder / "readers.db")) as readers:
        readers.forget(1)
    assert said(folder, coverage).stdout == "no passage that three readers dislike\n"
    assert json.loads(said(folder, coverage, "--json").stdout)["passages"] == []
