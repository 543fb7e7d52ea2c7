"""What finding speakers costs a reindex: `python -m tests.benchmarks.speakers ARTICLES`.

Indexes the articles again and again, in turns as they are and by a copy of the code that finds no
speakers, each time in a process of its own; prints the share of the time that finding them takes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_SILENT: Final = "\n\ndef speaking(passage, runs):\n    return []\n"
_REINDEX: Final = """
import sys, time
from retrieval import Archive
began = time.perf_counter()
with Archive(sys.argv[1]) as archive:
    passages = archive.reindex([sys.argv[2]]).passages
print((time.perf_counter() - began) / passages)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, help="a folder or file of articles")
    parser.add_argument("--turns", type=int, default=11, help="default: %(default)s")
    options = parser.parse_args()
    with TemporaryDirectory() as work:
        speaking, silent = Path(work, "speaking"), Path(work, "silent")
        for copy in (speaking, silent):
            shutil.copytree(ROOT / "retrieval", copy / "retrieval")
        with (silent / "retrieval" / "speakers" / "attribution.py").open("a") as file:
            file.write(_SILENT)
        turns = [
            (_took(speaking, options.articles), _took(silent, options.articles))
            for _ in range(options.turns)
        ]
    found, without = (median(some) * 1e6 for some in zip(*turns, strict=True))
    share = median(1 - other / one for one, other in turns)
    print(f"a passage: {found:.0f} us with speakers, {without:.0f} without; share {share:.1%}")
    print("by turn:", *(f"{1 - other / one:.1%}" for one, other in turns))


def _took(code: Path, articles: Path) -> float:
    """Seconds a passage that a reindex by this copy of the code takes."""
    with TemporaryDirectory() as work:
        done = subprocess.run(
            [sys.executable, "-c", _REINDEX, str(Path(work, "c.db")), str(articles.absolute())],
            cwd=code,
            env=os.environ | {"PYTHONPATH": str(code)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return float(done.stdout)


if __name__ == "__main__":
    main()
