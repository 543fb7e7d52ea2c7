"""`nutgraf reindex`: what it says while it runs, and of what it did."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import click

from bot.archives import opened
from bot.commands.coverage import meanings
from bot.commands.web import feeds
from bot.config import Config, ConfigError
from bot.coverage import paths_of, readings_of
from bot.exits import INTERRUPTED, UNREAD
from bot.terminal.lines import echo, echo_json
from bot.terminal.progress import shown
from retrieval import (
    Archive,
    Coverage,
    Described,
    FetchError,
    Mapping,
    NotACoverageError,
    Note,
    NothingIndexedError,
    Skipped,
    Summary,
)

_MOST_SKIPPED_SHOWN: Final = 20
_MOST_UNREAD_SHOWN: Final = 100
_MOST_MAPPINGS_SHOWN: Final = 20
_NOTHING_NAMED: Final = (
    "no article is named: give a PATH, or name your articles in config.toml, which `nutgraf init` "
    "writes; `nutgraf demo` shows nutgraf over samples"
)
_NOTHING: Final = {
    "articles": 0,
    "passages": 0,
    "oldest": None,
    "newest": None,
    "indexed_at": None,
}


@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--prune/--no-prune",
    default=True,
    help="Remove articles that vanished from these paths (the default), or keep them.",
)
@click.option(
    "--fetch/--no-fetch",
    default=True,
    help="Ask the configured feeds first, without a PATH (the default), or read what they gave.",
)
@click.option(
    "--meaning/--no-meaning",
    default=True,
    help="Afterwards work out what passages mean, where the extra is installed, or not now.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done for programs.")
def reindex(
    config: Config,
    paths: tuple[str, ...],
    prune: bool,
    fetch: bool,
    meaning: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Index the articles in PATHs: files, folders, patterns such as 'archive/**/*.jsonl.gz'.

    Without a PATH, the configured seeds and each [[coverage]], feeds and what they gave before
    alike. Exits with 3 where something could not be read (its articles are kept), or where no
    article is held from the PATHs.
    """
    unread = [] if paths or dry_run or not fetch else feeds.fetch(config)
    named = paths or paths_of(config)
    if not named and unread:
        raise FetchError(unread[0].path, unread[0].reason)
    if not named:
        raise ConfigError(_NOTHING_NAMED)
    if dry_run:
        from bot.commands.coverage.rehearsal import rehearse

        rehearse(config, named, prune=prune, as_json=as_json)
        return
    with opened(config) as archive:
        told = _reindex(archive, named, readings_of(config), unread, prune)
    _tell(config, told, meaning=meaning, as_json=as_json)
    if told[0].unread or not told[0].held:
        sys.exit(UNREAD)


def _reindex(
    archive: Archive,
    paths: Iterable[str | Path],
    coverage: Iterable[Described],
    unread: Sequence[Skipped],
    prune: bool,
) -> tuple[Summary, Coverage | None, float]:
    """Index what the paths name: what was done, and what was `unread` before; how far the coverage
    goes now; how many seconds it took."""
    began, before = time.monotonic(), _coverage(archive)
    try:
        with shown() as to:
            summary = archive.reindex(
                paths,
                coverage=coverage,
                prune=prune,
                apart=True,
                progress=to.progress,
                waiting=to.waiting,
            )
    except KeyboardInterrupt:
        same = _coverage(archive) == before
        state = "the coverage is as it was" if same else "but the coverage was renewed before"
        echo(f"interrupted; {state}", err=True)
        sys.exit(INTERRUPTED)
    seconds = time.monotonic() - began
    summary = replace(
        summary,
        skipped=(*summary.skipped, *unread),
        unread=(*summary.unread, *unread),
    )
    return summary, _coverage(archive), seconds


def _tell(
    config: Config,
    told: tuple[Summary, Coverage | None, float],
    *,
    meaning: bool,
    as_json: bool,
) -> None:
    """Print what was done, for people or for programs; with `meaning`, work that out first, or,
    for people, then."""
    if not as_json:
        echo("\n".join(for_people(*told)))
    done = meanings.made(config) if meaning else None
    if as_json:
        also = {"meaning": {"passages": done.made, "left": done.left}} if done else {}
        echo_json({"schema": 1} | _for_programs(*told) | also)
    elif done:
        echo(meanings.line(done))


def _coverage(archive: Archive) -> Coverage | None:
    try:
        return archive.coverage()
    except (NothingIndexedError, NotACoverageError):  # a reindex heals it, or says why not
        return None


def _for_programs(summary: Summary, coverage: Coverage | None, seconds: float) -> dict[str, Any]:
    held = asdict(coverage) if coverage else _NOTHING
    return summary.as_json() | {"seconds": round(seconds, 3), "coverage": held}


def for_people(summary: Summary, coverage: Coverage | None, seconds: float) -> list[str]:
    articles, passages = (coverage.articles, coverage.passages) if coverage else (0, 0)
    lines = [
        f"{summary.added} added, {summary.changed} changed, {summary.removed} removed, "
        f"{summary.unchanged} unchanged: {_counted(articles, 'article')}, "
        f"{_counted(passages, 'passage')} in {seconds:.1f} s"
    ]
    if summary.rebuilt:
        lines.append("the analysis of words has changed: all articles were analysed anew")
    if not summary.held:
        lines.append("no article is held from what was named")
    if summary.left_out:
        which = _counted(summary.left_out, "article")
        lines.append(f"{which} left out, as `nutgraf remove` and `nutgraf withdraw` said")
    if summary.older:
        which = _counted(summary.older, "older version")
        lines.append(f"{which} of articles at the same address left out")
    skipped = [each for each in summary.skipped if each not in summary.unread]
    lines += _some("not read", summary.unread, _MOST_UNREAD_SHOWN)
    lines += _some("skipped", skipped, _MOST_SKIPPED_SHOWN)
    lines += [f"{each.reason}: {_which(each)}" for each in summary.notes]
    lines += map(mapped, summary.mappings[:_MOST_MAPPINGS_SHOWN])
    if more := len(summary.mappings) - _MOST_MAPPINGS_SHOWN:
        lines += [f"and {more} more ways to read fields"] * (more > 0)
    return lines


def mapped(mapping: Mapping) -> str:
    """The line that says by which fields records were read."""
    more = f" and {_counted(mapping.files - 1, 'more file')}" if mapping.files > 1 else ""
    cut = f", {mapping.cut} cut" if mapping.cut else ""
    return f"{mapping.path}{more}: {mapping.fields}, {_counted(mapping.rows, 'row')}{cut}"


def _which(note: Note) -> str:
    if note.articles == 1:
        return note.example
    return f"{_counted(note.articles, 'article')}, such as {note.example}"


def _some(what: str, which: Sequence[Skipped], most: int) -> list[str]:
    lines = [f"{what} {each.path}: {each.reason}".replace("\n", "␊") for each in which[:most]]
    return [*lines, f"and {len(which) - most} more {what}"] if len(which) > most else lines


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
