"""A headless Chromium: pages as pictures, and how high they are."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tools.phone_page import HEIGHT, WIDTH

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class NoBrowserError(RuntimeError):
    """There is no Chromium here."""


def height(html: str) -> int:
    """What the page's script writes into its title, a number of points."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        dom = _run(folder, "--virtual-time-budget=1500", "--dump-dom", page.as_uri(), high=HEIGHT)
    found = re.search(r"<title>(\d+)</title>", dom)
    assert found, "the page has not said how high it is"
    return int(found[1])


def picture(html: str, high: int = HEIGHT) -> bytes:
    """The page as a PNG file, `high` points high."""
    with TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(html, encoding="utf-8")
        _run(folder, f"--screenshot={shot}", page.as_uri(), high=high)
        return shot.read_bytes()


def address_as_picture(address: str, size: tuple[int, int]) -> bytes:
    """What stands at the address as a PNG file, so many points wide and high."""
    with TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        _run(folder, f"--screenshot={shot}", address, high=size[1], wide=size[0])
        return shot.read_bytes()


def _run(folder: str, *arguments: str, high: int, wide: int = WIDTH) -> str:
    name = next(filter(None, map(shutil.which, _NAMES)), None)
    if name is None:
        raise NoBrowserError(f"none of {', '.join(_NAMES)} is installed")
    window = (f"--user-data-dir={folder}/profile", f"--window-size={wide},{high}")
    done = subprocess.run(
        [name, *_FLAGS, *window, *arguments], capture_output=True, text=True, timeout=90
    )
    return done.stdout
