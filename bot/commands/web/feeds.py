"""The configured feeds, asked once before a reindex."""

from __future__ import annotations

import time
from typing import Final

from bot.config import Config
from bot.masking import hide_in
from bot.terminal.lines import note
from retrieval import FetchError, Skipped, shown

_MOST_PAGES: Final = 100_000
_EVERY: Final = 10.0
"""Seconds between two lines that say how far it is."""


class Now:
    """Says a line on standard error where the last one is ten seconds old."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def and_then(self, line: str) -> None:
        """The line, perhaps."""
        if time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            note(line)


def fetch(config: Config) -> list[Skipped]:
    """Fetches what is new in the feeds; those that could not be read, with the reason."""
    unread, now = [], Now()
    if not config.feeds:
        return []
    from retrieval import Web  # brings httpx, for which a reindex of files need not wait

    with Web(config.file, private=config.private_addresses) as web:
        for feed in config.feeds:
            hide_in(feed.url)
            name = shown(feed.url)

            def progress(done: int, total: int, name: str = name) -> None:
                now.and_then(f"fetching {name}: {done} of {total}")

            try:
                web.poll(feed.url, feed.reading, most_pages=_MOST_PAGES, progress=progress)
            except FetchError as error:
                unread.append(Skipped(name, error.reason))
    return unread
