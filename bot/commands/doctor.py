"""`nutgraf doctor`."""

from __future__ import annotations

import os
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.archives import access, opened
from bot.commands.coverage.meanings import NOT_IN_CLUSTERS
from bot.commands.web.feeds import say_left_over
from bot.config import Config, languages_of
from bot.terminal.lines import QUIET, echo, echo_json, is_wanted
from retrieval import (
    Archive,
    ClusterAddress,
    Diagnosis,
    NotACoverageError,
    Repair,
    made_so_far,
    repair,
)

_MOST_SHOWN = 20


@click.option("--repair", "mark", is_flag=True, help="Mark what the next reindex is to heal.")
@click.option("--all", "every", is_flag=True, help="Of a cluster, look at all articles.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found for programs.")
def doctor(config: Config, mark: bool, every: bool, as_json: bool) -> None:
    """Examine the coverage: is everything in its file as its articles say?

    With --repair, what is damaged is marked: the next reindex of its folder reads these articles
    anew, and makes the index anew. Until then nothing of them is quoted. Own `texts` are checked
    first. Of a cluster's articles a thousand are looked at, or all with --all.
    """
    languages_of(config)
    with opened(config) as archive:
        found = _examined(archive, every=every)
    say_left_over(config)
    if as_json:
        echo_json({"schema": 1} | asdict(found))
    else:
        _print_some([str(finding) for finding in found.findings])
    remedies = dict.fromkeys(finding.remedy for finding in found.findings)
    if mark and remedies:
        marked = repair(config.database, **access(config))
        if not as_json:
            _print_some(_healed(marked))
        remedies = {each: None for each in remedies if each.startswith(("delete", "start"))}
    if remedies:
        raise NotACoverageError(config.database, f"not sound; {', or '.join(remedies)}")
    if as_json:
        return
    if found.findings:
        echo("marked; run `nutgraf reindex` with the folders of these articles")
        return
    echo(
        f"no faults: {found.articles} articles, {found.passages} passages, "
        f"{found.segments} segments"
    )
    if config.meaning:
        echo(_meaning(config))


def _meaning(config: Config) -> str:
    """How much can be found by its meaning, or what it takes."""
    if isinstance(config.database, ClusterAddress):
        return NOT_IN_CLUSTERS
    made = made_so_far(config.file)
    if made is None:
        return (
            "questions in other languages find names and numbers alone; what they mean is found "
            'after: pip install "nutgraf[meaning]"'
        )
    having, left = made
    then = "; `nutgraf reindex` works out the rest" if left else ""
    return f"{having:,} of {having + left:,} passages can be found by their meaning{then}"


def _healed(marked: Repair) -> list[str]:
    """What the next reindex does, a line each."""
    lines = []
    for article, path in marked.articles:
        then = "read anew from" if os.path.exists(path) else "removed, for there is no more"
        lines.append(f"to be healed: article {article}, {then} {path}")
    lines += [f"to be healed: the tables of {folder}, read anew" for folder in marked.folders]
    return [*lines, "to be healed: the index, made anew"]


def _print_some(lines: list[str]) -> None:
    for line in lines[:_MOST_SHOWN]:
        echo(line)
    if len(lines) > _MOST_SHOWN:
        echo(f"and {len(lines) - _MOST_SHOWN} more")


def _examined(archive: Archive, *, every: bool) -> Diagnosis:
    """Examine with a bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    if is_wanted(QUIET) or not console.is_terminal:
        return archive.doctor(every=every)
    columns = (TextColumn("examining"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return archive.doctor(progress, every=every)
