"""What a packed file without end costs a reindex: `python -m tests.tools.bombs`.

For a gigabyte of each, packed into a megabyte: seconds of processor time and the most memory.
"""

from __future__ import annotations

import gzip
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from retrieval import children

BLOCK: Final = 2**20
BOMBS: Final = {"newlines": b"\n", "zeros": b"\0", "{}": b"{}\n", "brackets": b"["}
PROGRAM: Final = """
import sys, time
from retrieval import Archive
with Archive(sys.argv[1]) as archive:
    archive.reindex([sys.argv[2]], apart=True)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(f"{time.process_time():.1f} s, {int(status['VmHWM'].split()[0]) >> 10} MB")
"""


def cost(unit: bytes, folder: Path) -> str:
    """What the reindex says of itself."""
    bomb = folder / "bomb.jsonl.gz"
    block = unit * (BLOCK // len(unit))
    with gzip.open(bomb, "wb", compresslevel=9) as file:
        for _ in range(1024):
            file.write(block)
    command = [*children.command(PROGRAM), str(folder / "coverage.db"), str(bomb)]
    return subprocess.check_output(command, env=children.environment(), text=True).strip()


if __name__ == "__main__":
    for name, unit in BOMBS.items():
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name}: {cost(unit, Path(folder))}")
