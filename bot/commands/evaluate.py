"""`nutgraf eval`, and how its figures look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.archives import access_to
from bot.commands.evaluate_readers import evaluate_readers
from bot.commands.evaluate_speakers import evaluate_attribution
from bot.commands.plot import canvas_for, draw
from bot.options import placed
from bot.terminal.lines import QUIET, echo, echo_json, is_wanted
from retrieval import ClusterAddress
from retrieval import Progress as Reindexed
from retrieval.evaluation import (
    Asking,
    Baseline,
    Corpus,
    Figure,
    Outcome,
    QuestionSet,
    Row,
    is_database,
    opened,
    outcomes,
    read,
    rows,
)

_SNIPPET: Final = 90
_RANKING: Final = ("hit@1", "hit@3", "hit@10", "mrr@10")
_REFUSAL: Final = ("auroc", "false_refusals", "false_answers", "false_answers_at_10")
_TABLES: Final = (
    ("by passage", "passage", _RANKING),
    ("by article", "article", _RANKING),
    ("right sentence", "sentence", ("@1", "@2", "shown")),
    ("refusal", "refusal", _REFUSAL),
    ("confidence", "refusal", ("answered", "risk", "aurc", "ece")),
)
_HEADS: Final = {
    "mrr@10": "MRR@10",
    "auroc": "AUROC",
    "false_answers": "false answers",
    "false_refusals": "false refusals",
    "false_answers_at_10": "... at 10 % false refusals",
    "risk": "of these wrong",
    "aurc": "AURC",
    "ece": "ECE",
}

_PATH: Final = click.Path(path_type=Path)


@click.command("eval", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpus", required=False, callback=placed, type=click.Path())
@click.argument("questions", nargs=-1, type=_PATH)
@click.option("--attribution", type=_PATH, metavar="FILE", help="Measure who says what, by FILE.")
@click.option(
    "--speakers",
    type=_PATH,
    metavar="TABLE",
    default=Path("seeds/speakers.toml"),
    show_default=True,
    help="The table of parties for --attribution.",
)
@click.option("--reader", type=_PATH, metavar="FILE", help="Measure what readers see, by FILE.")
@click.option(
    "--coverage",
    "coverages",
    multiple=True,
    metavar="NAME=PATH",
    help="Where a coverage of --reader is: articles or a database. Once for each.",
)
@click.option(
    "--database",
    type=click.Path(),
    callback=placed,
    metavar="FILE",
    help="Keep the indexed articles here, to skip them the next time.",
)
@click.option("--compare", is_flag=True, help="Measure rank_bm25, as in its tutorials, as well.")
@click.option("--misses", is_flag=True, help="List the questions that went wrong.")
@click.option("--typos", type=click.IntRange(0), default=0, help="Slips in each question.")
@click.option("--no-asked-on", is_flag=True, help="Ignore the day on which a question was asked.")
@click.option("--limit", type=click.IntRange(1), help="Ask only the first so many of each file.")
@click.option("--seed", type=click.IntRange(0), default=0, help="For slips and intervals.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures for programs.")
@click.option(
    "--plot",
    type=_PATH,
    metavar="FILE.png",
    help="Draw how reliable the confidence is, and risk against coverage.",
)
def evaluate(
    corpus: Path | ClusterAddress | None,
    questions: tuple[Path, ...],
    *,
    attribution: Path | None,
    speakers: Path,
    reader: Path | None,
    coverages: tuple[str, ...],
    database: Path | ClusterAddress | None,
    plot: Path | None,
    limit: int | None,
    as_json: bool,
    misses: bool,
    compare: bool,
    no_asked_on: bool,
    seed: int,
    typos: int,
) -> None:
    """Measure the answers on QUESTIONS whose answers are known.

    CORPUS is a file or folder of articles, or a database: a file, or an address in a cluster.
    QUESTIONS are files: .jsonl, .jsonl.gz or .toml. Intervals hold 95 %, by bootstrap.
    """
    if corpus and (attribution or reader):
        raise click.UsageError("--attribution and --reader need no CORPUS and QUESTIONS")
    if attribution:
        evaluate_attribution(attribution, speakers, misses=misses, as_json=as_json)
        return
    if reader:
        evaluate_readers(reader, coverages, misses=misses, as_json=as_json, limit=limit)
        return
    if corpus is None or not questions:
        raise click.UsageError("name CORPUS and QUESTIONS, or --attribution or --reader FILE")
    if database and is_database(corpus):
        raise click.UsageError(f"{corpus} is a database already; leave out --database")
    canvas = canvas_for(plot) if plot else None
    asking = Asking(seed=seed, typos=typos, asked_on=not no_asked_on)
    sets, of = [read(path, limit=limit) for path in questions], access_to(database or corpus)
    with _bar() as bar, opened(corpus, database=database, progress=_reading(bar), **of) as found:
        measured = _measured(found, sets, asking, compare, bar)
    if as_json:
        settings = {"corpus": str(corpus), **asdict(asking), "coverage": asdict(found.coverage)}
        each = [row.as_json(misses=misses) for row in measured]
        echo_json({"schema": 1, **settings, "sets": each})
    else:
        echo("\n".join(_report(corpus, found, measured, misses=misses)))
    if canvas and plot:
        draw(canvas, measured)
        canvas.savefig(plot, format="png", dpi=150)


def _measured(
    corpus: Corpus, sets: Sequence[QuestionSet], asking: Asking, compare: bool, bar: Progress
) -> list[Row]:
    baseline = Baseline(corpus.paragraphs()) if compare else None
    return rows(
        [
            (
                each.name,
                list(
                    bar.track(
                        outcomes(corpus.archive, each.questions, asking, baseline=baseline),
                        total=len(each.questions),
                        description=each.name,
                    )
                ),
            )
            for each in sets
        ],
        seed=asking.seed,
    )


def _bar() -> Progress:
    """A bar on standard error where that is a terminal, else nothing."""
    console = Console(stderr=True, quiet=is_wanted(QUIET))
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal)


def _reading(bar: Progress) -> Callable[[Reindexed], None]:
    task = bar.add_task("reading", visible=False)
    return lambda at: bar.update(task, completed=at.done, total=at.total, visible=True)


def _report(
    corpus: object, found: Corpus, measured: Sequence[Row], *, misses: bool
) -> Iterator[str]:
    coverage = found.coverage
    yield f"{corpus}: {coverage.articles} articles, {coverage.passages} passages"
    if found.skipped:
        first = found.skipped[0]
        yield f"{len(found.skipped)} not indexed, such as {first.path}: {first.reason}"
    counts = [[row.name, f"{len(row.outcomes)}", f"{row.answerable}"] for row in measured]
    yield from _aligned([["", "questions", "answerable"], *counts])
    for row in measured:
        if row.not_located:
            yield f"{row.name}: {row.not_located} answers stand nowhere in these articles"
    for head, group, names in _TABLES:
        lines = [line for row in measured for line in _group(row, group, names)]
        if lines:
            yield from _aligned([[head, *(_HEADS.get(name, name) for name in names)], *lines])
    heads = [f"{of} {at}" for of in ("ask", "search") for at in ("median", "p99")]
    yield from _aligned([["milliseconds", *heads], *([row.name, *_times(row)] for row in measured)])
    if misses:
        for row in measured[: len(measured) - (len(measured) > 1)]:
            yield from ("", f"{row.name}: {len(row.misses)} of {len(row.outcomes)} went wrong")
            yield from map(_miss, row.misses)


def _group(row: Row, group: str, names: Sequence[str]) -> Iterator[list[str]]:
    """The row's line in a table, with rank_bm25's and the gain over it; none of no figures."""
    lines = [(row.name, group, "")]
    if group == "passage":
        lines += [("  rank_bm25", "rank_bm25", ""), ("  gain", "gain", "+")]
    for name, each, sign in lines:
        figures = row.groups[each]
        if any(figures.values()):
            yield [name, *(_cell(figures.get(column), sign) for column in names)]


def _cell(figure: Figure | None, sign: str) -> str:
    if figure is None:
        return ""
    value, low, high = (_short(f"{each:{sign}.3f}") for each in figure[:3])
    return f"{value} [{low}, {high}]"


def _short(number: str) -> str:
    return number.replace("0.", ".", 1) if number.lstrip("+-").startswith("0.") else number


def _times(row: Row) -> list[str]:
    return [f"{each:.1f}" for times in row.milliseconds.values() for each in times.values()]


def _miss(outcome: Outcome) -> str:
    question, first = outcome.question, outcome.first
    said = "answered" if outcome.answered else "refused"
    if question.answerable:
        verdict = f"rank {outcome.rank:.0f}" if isfinite(outcome.rank) else "not found"
    else:
        verdict = "unanswerable"
    lines = [
        f"{question.id}  {verdict}, {said} ({outcome.confidence:.2f}): {question.text.strip()}"
    ]
    if first:
        text = " ".join(first.text.split())
        snippet = text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}..."
        lines.append(f"    {first.article_id}#{first.paragraph or 'caption'}: {snippet}")
    return "\n".join(lines)


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table under a blank line, its columns as wide as they need be."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    yield ""
    for line in lines:
        yield "  ".join(map(str.ljust, line, widths)).rstrip()
