"""No file takes more than 500 MB, whatever it holds: each is indexed by a process of its own."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import children

pytestmark = pytest.mark.beside

MB = 2**20
MOST = 500
PROGRAM = """
import sys
from retrieval import Archive
with Archive(sys.argv[1]) as archive:
    archive.reindex([sys.argv[2]])
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) >> 10)
"""


def record(text: str) -> bytes:
    """A line of JSON Lines that is as long as an article may be."""
    return json.dumps({"headline": "The ferry", "text": text[: 4 * MB - 100]}).encode()


def repeated(unit: str) -> bytes:
    return record(unit * (4 * MB // len(unit)))


FILES: dict[str, Callable[[], bytes]] = {
    "words in lines.jsonl": lambda: record(
        "\n".join(" ".join(f"q{at + n:x}" for n in range(8)) for at in range(0, MB // 2, 8))
    ),
    "parted by dots.jsonl": lambda: record(".".join(f"q{at:x}" for at in range(MB // 2))),
    "abbreviations.jsonl": lambda: repeated("Mr. Dr. Gen. U.S. No. "),
    "marks.jsonl": lambda: repeated("e\u0301"),
    "lines.txt": lambda: b"The ferry\n\n" + b"a\n" * 99_990,
    "headings.txt": lambda: b"The ferry\n\n" + b"Head Line\n\nText is here now.\n\n" * 24_000,
    "front matter.txt": lambda: b"---\n" + b"a: b\n" * 800_000 + b"---\nThe ferry\n\nIt left.",
    "open front matter.txt": lambda: b"---\n" + b"- [" * MB,
    "bomb.jsonl.gz": lambda: gzip.compress(b"\n" * 512 * MB, 1),
    "bomb in a line.jsonl.gz": lambda: gzip.compress(b"[" * 512 * MB, 1),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of the most memory")
@pytest.mark.parametrize("name", FILES)
def test_no_file_takes_more_than_500_mb(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name]())
    done = subprocess.run(
        [*children.command(PROGRAM), str(tmp_path / "coverage.db"), str(tmp_path / name)],
        env=children.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) <= MOST


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of the most memory")
@pytest.mark.parametrize(
    "table",
    [
        "same = [" + '["a", "b"],\n' * 90_000 + "]",
        "".join(f"a{at:x} = 1\n" for at in range(90_000)),
        "".join(f"[a{at:x}.b.c]\n" for at in range(60_000)),
        "same = " + "[" * 900_000,
        "x." * 500_000 + "y = 1",
        'same = """' + "a" * 1_000_000,
    ],
)
def test_no_table_takes_more_than_500_mb(tmp_path: Path, table: str) -> None:
    (tmp_path / "a.txt").write_text("The ferry\n\nIt left.")
    (tmp_path / "aliases.toml").write_text(table)
    done = subprocess.run(
        [*children.command(PROGRAM), str(tmp_path / "coverage.db"), str(tmp_path)],
        env=children.environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert int(done.stdout) <= MOST
