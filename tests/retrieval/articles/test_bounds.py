"""Files larger than any article are given up in one line, in bounded time and memory."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from retrieval import Archive, Summary

pytestmark = pytest.mark.beside

MB = 2**20
RECORD = b'{"headline": "The ferry", "text": "It left the harbour."}\n'


def reindexed(folder: Path, name: str, raw: bytes) -> Summary:
    (folder / name).write_bytes(raw)
    with Archive(folder / "coverage.db") as opened:
        return opened.reindex([folder / name])


@pytest.mark.parametrize(
    ("goes_on", "said"),
    [
        (b"\n" * 17 * MB, "blank lines"),
        pytest.param(b"{}\n" * 200_100, "lines that are no articles", marks=pytest.mark.slow),
        pytest.param(
            b'{"headline": "", "text": "x", "id": "y"}\n' * (17 * MB // 41),
            "the same again and again,",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_an_archive_without_end_is_read_up_to_a_bound(
    tmp_path: Path, goes_on: bytes, said: str
) -> None:
    summary = reindexed(tmp_path, "all.jsonl.gz", gzip.compress(RECORD + goes_on + RECORD))
    assert summary.added >= 1
    (line,) = summary.unread
    assert line.reason.startswith(f"{said} without end; it was read up to there: ")


@pytest.mark.slow
def test_many_bad_lines_among_many_articles_are_no_end(tmp_path: Path) -> None:
    lines = b"".join(RECORD + b"\n" * 9 for _ in range(30_000))
    summary = reindexed(tmp_path, "all.jsonl", lines)
    assert (summary.added, summary.unread) == (30_000, ())


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.txt", b"The ferry\n\n" + b"It left. " * MB, "over 4 MB; "),
        ("a.txt", b"The ferry\n\n" + b"x\n" * 100_000, "over 100,000 lines; "),
        ("a.jsonl", RECORD[:-3] + b"It left. " * MB + b'"}', "over 4 MB; "),
        ("a.jsonl", RECORD[:-3] + b"\\n" * 100_001 + b'"}', "over 100,000 lines; "),
        (
            "a.txt",
            b"---\n" + b"x: y\n" * 20_000 + b"---\nThe ferry\n\nIt left.",
            "line 2: front matter",
        ),
    ],
)
def test_what_is_longer_than_an_article_is_a_line(
    tmp_path: Path, name: str, raw: bytes, said: str
) -> None:
    summary = reindexed(tmp_path, name, raw)
    (line,) = summary.skipped
    assert (summary.added, summary.unread) == (0, ())
    assert line.reason.startswith(said)
