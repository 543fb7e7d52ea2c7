"""A file that a command makes plain text of -> its Source, before the command has run."""

from __future__ import annotations

import hashlib
from pathlib import Path

from retrieval.articles.conversion.command import for_file
from retrieval.articles.folders import opened
from retrieval.articles.reading import Reading
from retrieval.articles.source import Source


def to_convert(
    path: Path, command: str, *, shown: str, article_id: str, reading: Reading
) -> Source:
    """The source whose text the command makes; it changes with the file's bytes and the command.
    Raises OSError."""
    with opened(path) as file:
        raw = hashlib.file_digest(file, "blake2b").digest() + command.encode()
        size = file.tell()
    run = for_file(command, path)
    return Source(article_id, shown, "converted", raw, size, reading, command=run)
