"""`nutgraf stats` and `unanswered` as tables."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from pathlib import Path

from bot.readers.counts import Counts
from bot.readers.database import Readers
from retrieval import Refusal
from tests.tools.commands import here


def test_days_and_what_was_asked_in_vain_are_tables(coverage: Path, readers_file: Path) -> None:
    with closing(Readers(readers_file)) as readers:
        for reader in range(3):
            refusal = Refusal("unknown_words", ("=Kherson",))
            Counts(readers).question(7, refusal, ["kherson"], "=Kherson?", reader_id=reader)
        Counts(readers).question(7, None, [])
    folder = readers_file.parent

    def table(*words: str) -> list[dict[str, str]]:
        done = here(*words, "--csv", folder=folder, NUTGRAF_DATABASE=coverage)
        assert (done.returncode, done.stderr) == (0, "")
        return list(csv.DictReader(io.StringIO(done.stdout)))

    days = table("stats")
    assert len(days) == 28
    assert (days[-1]["questions"], days[-1]["refused"]) == ("4", "3")
    (row,) = table("unanswered")
    assert (row["times"], row["terms"]) == ("3", "kherson")
    assert (row["unknown"], row["question"]) == ("'=Kherson", "'=Kherson?")
