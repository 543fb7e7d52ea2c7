"""docs/looking-in/datasette.png: what Datasette shows of the samples, drawn by headless Chromium.

python -m tests.tools.looked_into
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from retrieval import Archive
from tests.tools.browser import address_as_picture
from tests.tools.conversations import ROOT

FOLDER: Final = ROOT / "docs" / "looking-in"
PORT: Final = 8001
PLACE: Final = (
    "coverage/read_statements?_nocol=url&_nocol=section&_nocol=paragraph&_nocol=address"
    "&_nocol=article&_nocol=waits_until&text__contains=Makiivka&_facet=outlet&_facet=manner&_size=5"
)


def main() -> None:
    """Draw the picture."""
    with TemporaryDirectory(prefix="nutgraf-") as folder:
        coverage = Path(folder) / "coverage.db"
        with Archive(coverage) as archive:
            archive.reindex([ROOT / "seeds"])
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "datasette",
            coverage,
            "--port",
            str(PORT),
        ]
        command += [
            "--metadata",
            FOLDER / "metadata.yaml",
            "--setting",
            "truncate_cells_html",
            "160",
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr
            assert any("Uvicorn running" in line for line in server.stderr)
            try:
                drawn = address_as_picture(f"http://127.0.0.1:{PORT}/{PLACE}", (1280, 900))
            finally:
                server.terminate()
    (FOLDER / "datasette.png").write_bytes(drawn)


if __name__ == "__main__":
    main()
