"""How readers' own questions fare, over several coverages, as figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

import click

from bot.archives import access_to
from bot.conversation.asked import Asked
from bot.conversation.replies import converse
from bot.options import place_of
from bot.terminal.lines import echo, echo_json
from retrieval import Archive, ClusterAddress
from retrieval.evaluation import (
    RIGHT,
    Reaction,
    ReaderQuestion,
    judged,
    opened,
    read_readers,
    tally,
)

_QUOTES: Final = 3


def evaluate_readers(
    path: Path, coverages: Sequence[str], *, misses: bool, as_json: bool, limit: int | None
) -> None:
    """Print the figures for the questions in the file `path`, each put to its coverage among the
    `coverages`, NAME=PATH; those of others are left out.

    Raises QuestionsError, or as `opened` does; click.UsageError for what is no such pair.
    """
    paths = dict(map(_pair, coverages))
    questions = read_readers(path)[:limit]
    names = list(dict.fromkeys(each.coverage for each in questions))
    if strange := sorted(set(paths) - set(names)):
        raise click.UsageError(f"no question in {path} is about {', '.join(strange)}")
    if not paths:
        pairs = " ".join(f"--coverage {name}=PATH" for name in names)
        raise click.UsageError(f"say where the coverages are: {pairs}")
    found = {
        name: list(_reactions(paths[name], name, questions)) for name in names if name in paths
    }
    everything = [each for reactions in found.values() for each in reactions]
    if len(found) > 1:
        found["total"] = everything
    left_out = sum(each.coverage not in paths for each in questions)
    wrong = [each for each in everything if each.verdict not in RIGHT] if misses else []
    if as_json:
        rows = [{"name": name, **asdict(tally(each))} for name, each in found.items()]
        more = {"misses": [each.as_json() for each in wrong]} if misses else {}
        content = {"file": str(path), "left_out": left_out, "coverages": rows, **more}
        echo_json({"schema": 1} | content)
    else:
        echo("\n".join(_report(found, left_out)))
        for each in wrong:
            echo(_miss(each))


def _pair(given: str) -> tuple[str, Path | ClusterAddress]:
    name, equals, path = given.partition("=")
    if not (name and equals and path):
        raise click.UsageError(f"--coverage {given}: write NAME=PATH")
    return name, place_of(path)


def _reactions(
    path: Path | ClusterAddress, name: str, questions: Sequence[ReaderQuestion]
) -> Iterator[Reaction]:
    with opened(path, **access_to(path)) as corpus:
        for each in questions:
            if each.coverage == name:
                yield _reaction(corpus.archive, each)


def _reaction(archive: Archive, question: ReaderQuestion) -> Reaction:
    asked = Asked(question.text, question.asked_on or date.today(), base=question.after)
    return judged(question, converse(archive, asked, limit=_QUOTES).answer)


def _report(found: Mapping[str, Sequence[Reaction]], left_out: int) -> Iterator[str]:
    tallies = {name: tally(reactions).shares for name, reactions in found.items()}
    heads = next(iter(tallies.values()))
    yield "  ".join([f"{'':10}", *(f"{head:>21}" for head in heads)])
    for name, shares in tallies.items():
        cells = (f"{_share(*each):>21}" for each in shares.values())
        yield "  ".join([f"{name:10}", *cells])
    if left_out:
        yield f"{left_out} questions about other coverages were left out"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "-"


def _miss(reaction: Reaction) -> str:
    question = reaction.question
    after = f" (after: {question.after})" if question.after else ""
    wanted = " / ".join(question.evidence) or "nothing"
    lines = [
        f"{question.coverage}  {reaction.verdict} ({reaction.confidence:.2f}): "
        f"{question.text}{after}",
        f"    wanted: {wanted}",
    ]
    if reaction.sentence:
        lines.append(f"    came: {' '.join(reaction.sentence.split())}")
    return "\n".join(lines)
