"""The configured feeds and indices, asked once before a reindex."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.archives import password_of_index
from bot.config import Config, ConfigError
from bot.coverage import Feed, beside, fetched_beside
from bot.masking import hide_in
from bot.terminal.lines import note
from retrieval import FetchError, Skipped, shown

if TYPE_CHECKING:
    from retrieval import Index, Polled, Web

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


def polled(web: Web, source: Feed | Index) -> Polled:
    """What is new in a feed; what an index holds. Raises FetchError."""
    if isinstance(source, Feed):
        return web.poll(source.url, source.reading)
    return taken(source, web.folder)


def taken(index: Index, fetched: Path) -> Polled:
    """What an index holds, which is kept in the folder of what was fetched. Raises FetchError."""
    try:
        return index.take(fetched, password=password_of_index(index))
    except ConfigError as error:
        raise FetchError(index.url, str(error)) from None


def fetch(config: Config) -> list[Skipped]:
    """Fetches what is new in the feeds, and what indices hold; those that could not be read, with
    the reason."""
    unread: list[Skipped] = []
    feeds = [each for each in config.feeds if isinstance(each, Feed)]
    for index in config.feeds:
        if not isinstance(index, Feed):
            try:
                taken(index, fetched_beside(config))
            except FetchError as error:
                unread.append(Skipped(index.url, error.reason))
    say_left_over(config)
    return [*unread, *(_fetched(config, feeds) if feeds else ())]


def say_left_over(config: Config) -> None:
    """A line for each index that was read once and is named in no table any more."""
    from retrieval import Index

    indices = [each for each in config.feeds if not isinstance(each, Feed)]
    for folder in Index.left_over(fetched_beside(config), indices):
        note(f"left over: {folder}, of an index that no [[coverage]] names; its articles stay")
        note("until you remove the folder and run `nutgraf reindex`")


def _fetched(config: Config, feeds: Sequence[Feed]) -> Iterator[Skipped]:
    from retrieval import Web  # brings httpx, for which a reindex of files need not wait

    now = Now()
    with Web(beside(config), private=config.private_addresses) as web:
        for feed in feeds:
            hide_in(feed.url)
            name = shown(feed.url)

            def progress(done: int, total: int, name: str = name) -> None:
                now.and_then(f"fetching {name}: {done} of {total}")

            try:
                web.poll(feed.url, feed.reading, most_pages=_MOST_PAGES, progress=progress)
            except FetchError as error:
                yield Skipped(name, error.reason)
