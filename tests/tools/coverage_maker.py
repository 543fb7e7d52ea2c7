"""Small articles for tests, written to a folder or put straight into an archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from retrieval import Archive


def write(folder: Path, articles: Mapping[str, Sequence[str]]) -> Path:
    """Writes each article (id -> headline and paragraphs) as plain text; the folder."""
    for name, (headline, *paragraphs) in articles.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join([headline, *paragraphs]) + "\n", encoding="utf-8")
    return folder


def archive(folder: Path, articles: Mapping[str, Sequence[str]]) -> Archive:
    """An archive in `folder` that has indexed `articles`."""
    made = Archive(folder / "coverage.db")
    made.reindex([write(folder / "articles", articles)])
    return made
