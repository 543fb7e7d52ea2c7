"""`nutgraf watch`."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

import click

from bot.archives import opened
from bot.commands.coverage.meanings import made
from bot.commands.web.departing import depart, keep, leaves, stays
from bot.commands.web.saying import Say
from bot.commands.web.subscriptions import settings_file
from bot.completion import named
from bot.config import Config, ConfigError, load, say_used
from bot.coverage import Feed, beside, paths_of, readings_of
from bot.exits import UNREAD
from bot.masking import hide_in
from bot.options import CONFIG_FILE
from bot.terminal.lines import echo
from retrieval import Archive, Index, NutgrafError, Pace, Summary, Web

_EVERY: Final = 300.0
"""Seconds between two polls of a feed."""
_GRACE: Final = 86_400.0
"""Seconds from when an article's page is found gone to its withdrawal."""
_PATIENCE: Final = 120.0
"""Seconds that one source may keep a thread waiting."""
_MEANING: Final = 20.0
"""Seconds after each change in which it is worked out what passages mean that have no vectors."""


@click.command()
@click.option(
    "--every",
    type=click.FloatRange(min=1.0, max=86_400.0),
    default=_EVERY,
    show_default=True,
    metavar="SECONDS",
    help="How often a feed is asked for what is new.",
)
@click.option(
    "--grace",
    type=click.FloatRange(min=60.0, max=604_800.0),
    default=_GRACE,
    show_default=True,
    metavar="SECONDS",
    help="How long admins have, once told, before what is gone is withdrawn.",
)
@click.option(
    "--keep",
    "kept",
    metavar="KEY|ID|URL",
    shell_complete=named("article"),
    help="Keep this article though its page is gone; end.",
)
@click.option("--once", is_flag=True, help="Ask each feed once, index, and end.")
@click.option("--json", "as_json", is_flag=True, help="Print what happens for programs.")
@click.option("--until-eof", is_flag=True, hidden=True, help="End with standard input.")
@CONFIG_FILE
def watch(
    every: float,
    grace: float,
    kept: str | None,
    once: bool,
    as_json: bool,
    until_eof: bool,
    file: Path | None,
) -> None:
    """Index what changes in folders and feeds, as soon as it does, until Ctrl-C.

    Folders are the configured seeds and paths; feeds are those in config.toml, also those that
    `nutgraf add` writes there meanwhile. Pages are looked at again for corrections, ever more
    seldom; articles whose page is gone are withdrawn, where there are admins after the bot has told
    them. Beside a bot: `nutgraf run --watch`. With --once it exits with 3 where a feed could not
    be read.
    """
    from bot.commands.web.watching import Told, Watching

    say_used(file)
    config = load(file, with_token=False)
    say = Say(as_json)
    if kept:
        keep(config, say, kept)
        return
    if not paths_of(config) and not config.feeds:
        raise ConfigError(
            "nothing to watch: name folders in config.toml, or a feed with `nutgraf add URL`"
        )
    current = _Current(file, config)
    pace = Pace(patience=_PATIENCE)
    with (
        Web(beside(config), private=config.private_addresses, pace=pace) as web,
        opened(config) as archive,
    ):
        told = Told(
            say.line, say.indexed, *(partial(each, config, say) for each in (depart, leaves, stays))
        )
        watching = Watching(
            web,
            current.feeds,
            lambda paths: _index(archive, current, paths),
            told,
            every=every,
            grace=lambda: grace if current.config().admins else 0.0,
        )
        if once:
            answered = watching.once()
            _first(archive, current, say)
            sys.exit(0 if answered else UNREAD)
        with _ended_by_signals(watching.stop, until_eof):
            folders = [*config.seeds, *(each.path for each in config.coverage)]
            say.line(f"watching {len(folders)} paths and {len(config.feeds)} feeds")
            _first(archive, current, say)
            watching.run(folders, [beside(config).absolute(), config.readers.absolute()])


class _Current:
    """The configuration as its file is now; as it was where that cannot be read."""

    def __init__(self, file: Path | None, config: Config) -> None:
        self._file = file
        self._config = config
        self._stamp = self._stamped()
        self._lock = threading.Lock()

    def config(self) -> Config:
        """The configuration."""
        with self._lock:
            stamp = self._stamped()
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    self._config = load(self._file, with_token=False)
                except ConfigError as error:
                    echo(f"the settings stay as they were: {error}", err=True)
            return self._config

    def feeds(self) -> tuple[Feed | Index, ...]:
        """The feeds and indices in it."""
        feeds = self.config().feeds
        for each in feeds:
            hide_in(each.url)
        return feeds

    def _stamped(self) -> tuple[int, int] | None:
        try:
            status = os.stat(settings_file(self._file))
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def _first(archive: Archive, current: _Current, say: Say) -> None:
    """Takes what has changed while nobody watched."""
    if paths := paths_of(current.config()):
        say.indexed(_index(archive, current, paths))


def _index(archive: Archive, current: _Current, paths: list[str | Path]) -> Summary:
    config = current.config()
    summary = archive.reindex(paths, coverage=readings_of(config), apart=True)
    with suppress(NutgrafError):  # the next change has it worked out
        made(config, seconds=_MEANING, say=False)
    return summary


@contextmanager
def _ended_by_signals(stop: Callable[[], None], until_eof: bool) -> Iterator[None]:
    def ended(*_: object) -> None:
        stop()

    before = {each: signal.signal(each, ended) for each in (signal.SIGINT, signal.SIGTERM)}
    if until_eof:
        threading.Thread(target=_read_to_end, args=(stop,), daemon=True).start()
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _read_to_end(stop: Callable[[], None]) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        continue
    stop()
