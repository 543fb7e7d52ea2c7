"""JSON Lines archives are read as streams: memory stays, and what is broken is named and passed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval import Archive, Skipped, Summary
from retrieval.articles.skipped import MOST

MB = 2**20
READ = """
import sys
from pathlib import Path
from retrieval.articles.files import sources
path = Path(sys.argv[1])
articles = sum(1 for _ in sources(path, root=None))
print(articles)
"""
REINDEX = """
import sys, retrieval, retrieval.inversion.workers
retrieval.inversion.workers.WORTHWHILE = 0
with retrieval.Archive(sys.argv[1] + ".db") as archive:
    done = archive.reindex([sys.argv[1]])
print(done.added)
"""

PEAK = """
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def record(number: int, text: str = "A drone fell on the harbour.") -> bytes:
    headline = f"Drone {number}"
    return json.dumps({"id": f"r{number}", "headline": headline, "text": text}).encode()


def measured(program: str, path: Path) -> tuple[int, int]:
    """How many articles a program finds in the file, and its peak memory in KB."""
    done = subprocess.run(
        [sys.executable, "-c", program + PEAK, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    articles, peak = map(int, done.stdout.split())
    return articles, peak


def packed(path: Path, size: int, each: int = 20_000) -> Path:
    """A gzip archive of so many bytes of articles of `each` bytes."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(size // each):
            file.write(record(number, f"A drone, {number}, fell. " * (each // 26)) + b"\n")
    return path


def reindexed(folder: Path, name: str, raw: bytes) -> tuple[Archive, Summary]:
    (folder / name).write_bytes(raw)
    opened = Archive(folder / "coverage.db")
    return opened, opened.reindex([folder / name])


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is measured as Linux has it")
@pytest.mark.slow
def test_memory_does_not_grow_with_an_archive(tmp_path: Path) -> None:
    few, small = measured(READ, packed(tmp_path / "small.jsonl.gz", 4 * MB))
    many, large = measured(READ, packed(tmp_path / "large.jsonl.gz", 48 * MB))
    assert many > 11 * few > 1_000
    assert large - small < 4 * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is measured as Linux has it")
@pytest.mark.slow
def test_memory_does_not_grow_with_lines_of_rubbish(tmp_path: Path) -> None:
    rubbish = b"rubbish " * 16 + b"\n"
    peaks = []
    for lines in (5_000, 50_000):
        (tmp_path / f"{lines}.jsonl").write_bytes(record(1) + b"\n" + rubbish * lines)
        added, peak = measured(REINDEX, tmp_path / f"{lines}.jsonl")
        assert added == 1
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 4 * 1024


def test_a_cut_off_archive_is_one_line_and_the_articles_before_the_cut_are_indexed(
    tmp_path: Path,
) -> None:
    raw = gzip.compress(b"\n".join(map(record, range(2_000))))
    opened, summary = reindexed(tmp_path, "all.jsonl.gz", raw[: len(raw) // 2])
    assert 100 < summary.added < 2_000
    reason = "broken gzip file; compress it again (the lines before the break are read)"
    assert summary.skipped == (Skipped(str(tmp_path / "all.jsonl.gz"), reason),)
    assert opened.article(f"r{summary.added - 1}").headline == f"Drone {summary.added - 1}"
    opened.close()


@pytest.mark.slow
def test_an_archive_that_was_cut_off_later_loses_no_article(tmp_path: Path) -> None:
    raw = gzip.compress(b"\n".join(map(record, range(2_000))))
    reindexed(tmp_path, "all.jsonl.gz", raw)[0].close()
    opened, summary = reindexed(tmp_path, "all.jsonl.gz", raw[: len(raw) // 2])
    assert (summary.removed, len(summary.skipped)) == (0, 1)
    assert opened.coverage().articles == 2_000
    opened.close()


def test_each_bad_line_is_named_in_order_and_the_rest_is_indexed(tmp_path: Path) -> None:
    lines = [record(number) for number in range(1, 21)]
    bad = {2: b"{", 9: b"\xff\xfe", 10: b"[]", 11: b'{"headline": "x"}', 19: record(3)}
    for number, line in bad.items():
        lines[number - 1] = line
    lines[13 - 1] = b"  "
    opened, summary = reindexed(tmp_path, "all.jsonl", b"\n".join(lines))
    path = str(tmp_path / "all.jsonl")
    assert [each.path for each in summary.skipped] == [f"{path}:{number}" for number in bad]
    words = ("not JSON", "not UTF-8", "not a JSON object", "no text", f"that of {path}:3")
    for each, said in zip(summary.skipped, words, strict=True):
        assert said in each.reason
        assert "\n" not in each.reason
    assert summary.added == 14
    opened.close()


def test_of_many_bad_lines_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    raw = record(1) + b"\n" + b"rubbish\n" * (MOST + 7) + record(2)
    opened, summary = reindexed(tmp_path, "all.jsonl", raw)
    path = str(tmp_path / "all.jsonl")
    assert summary.added == 2
    assert len(summary.skipped) == MOST + 1
    assert summary.skipped[MOST - 1].path == f"{path}:{MOST + 1}"
    assert summary.skipped[MOST] == Skipped(path, "7 more of its lines cannot be indexed")
    opened.close()


def test_a_line_without_an_end_is_one_line(tmp_path: Path) -> None:
    raw = record(1) + b"\n" + b"x" * (33 * MB) + b"\n" + record(2)
    opened, summary = reindexed(tmp_path, "all.jsonl", raw)
    (skipped,) = summary.skipped
    assert (skipped.path, summary.added) == (f"{tmp_path / 'all.jsonl'}:2", 2)
    assert skipped.reason == "over 32 MB; write one record on each line"
    opened.close()
