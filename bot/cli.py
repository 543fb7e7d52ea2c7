"""Every command, and all wiring."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.config import MOST_QUOTES, Config, load
from bot.doctor import doctor
from bot.evaluate import evaluate
from bot.operating import run, stats, unanswered
from bot.terminal import Screen, converse
from retrieval import Archive, NothingIndexedError, NutgrafError, Summary
from retrieval import Progress as Reindexed

_MOST_SKIPPED_SHOWN = 20
_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nutgraf")
def nutgraf() -> None:
    """Answer readers' questions from news coverage, word for word, with citations."""


def configured(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command a --config option, and the Config as its first argument."""

    @click.option(
        "--config",
        "file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The configuration to use instead of ./config.toml.",
    )
    @wraps(command)
    def with_config(file: Path | None, **arguments: Any) -> None:
        command(load(file), **arguments)

    return with_config


@nutgraf.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--prune/--no-prune",
    default=True,
    help="Remove articles that vanished from these paths (the default), or keep them.",
)
@configured
def reindex(config: Config, paths: tuple[Path, ...], prune: bool) -> None:
    """Index the articles in PATHs, files or folders; without a PATH, the configured seeds."""
    began = time.monotonic()
    with Archive(config.database) as archive:
        summary = _reindexed(archive, paths or config.seeds, prune=prune)
        try:
            coverage = archive.coverage()
            articles, passages = coverage.articles, coverage.passages
        except NothingIndexedError:
            articles = passages = 0
    click.echo(
        f"{summary.added} added, {summary.changed} changed, {summary.removed} removed, "
        f"{summary.unchanged} unchanged: {_counted(articles, 'article')}, "
        f"{_counted(passages, 'passage')} "
        f"in {time.monotonic() - began:.1f} s"
    )
    for skipped in summary.skipped[:_MOST_SKIPPED_SHOWN]:
        click.echo(f"skipped {skipped.path}: {skipped.reason}")
    if len(summary.skipped) > _MOST_SKIPPED_SHOWN:
        click.echo(f"and {len(summary.skipped) - _MOST_SKIPPED_SHOWN} more skipped")


@nutgraf.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@click.option("--limit", type=click.IntRange(1, MOST_QUOTES), help="How many quotes at most.")
@click.option(
    "--asked-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day from which `yesterday` counts; today if not given.",
)
@configured
def ask(
    config: Config,
    question: tuple[str, ...],
    as_json: bool,
    limit: int | None,
    asked_on: datetime | None,
) -> None:
    """Answer QUESTION from the coverage."""
    with Archive(config.database) as archive:
        answer = archive.ask(
            " ".join(question),
            limit=limit or config.quotes,
            asked_on=asked_on.date() if asked_on else None,
        )
    if as_json:
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        Screen().answer(answer)


@nutgraf.command()
@click.argument("address")
@configured
def show(config: Config, address: str) -> None:
    """Show the cited passage at ADDRESS between its neighbours."""
    with Archive(config.database) as archive:
        Screen().excerpt(archive.show(address))


@nutgraf.command()
@configured
def chat(config: Config) -> None:
    """Ask in the terminal, and read what Telegram would show."""
    with Archive(config.database) as archive:
        converse(archive, quotes=config.quotes, examples=config.examples)


nutgraf.add_command(evaluate)
for each in (doctor, run, stats, unanswered):
    nutgraf.command()(configured(each))


def main() -> None:
    """Run a command, and turn what a person can mend into one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an ASCII terminal is no error
    try:
        nutgraf.main(prog_name="nutgraf", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # the interpreter flushes once more on its way out
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except NutgrafError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _fail(line: str) -> None:
    click.echo(f"error: {line}", err=True)
    sys.exit(1)


def _reindexed(archive: Archive, paths: tuple[Path, ...], *, prune: bool) -> Summary:
    """Reindex with a bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return archive.reindex(paths, prune=prune)
    columns = (TextColumn("reading"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console) as bar:
        task = bar.add_task("", total=None)

        def progress(at: Reindexed) -> None:
            bar.update(
                task, completed=at.done, total=at.total, description=f"{at.articles} articles"
            )

        return archive.reindex(paths, prune=prune, progress=progress)
