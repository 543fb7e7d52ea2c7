"""Whether two checkouts of nutgraf answer with the same bytes.

    python tests/tools/same_bytes.py BEFORE AFTER --eval FOLDER [--keep FOLDER]

Puts the same questions to the real command of each: `nutgraf eval` over all sets of FOLDER, and
`nutgraf ask --json` for the questions on seeds/ and for some of FOLDER's; and makes the page of
conversations anew. Only times are left out. Says what differs, and exits 1 if anything does.
With --keep, the outputs and databases of a commit stay, and are not made again.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

DAY = "2023-07-01"
"""On which a question is asked that does not say when: no answer depends on the day of a run."""
DRAWN = 400
SHOWN, LINES = 5, 40  # outputs whose differences are shown, and lines of each
AT_ONCE = 2

_ARTICLES = ".articles.jsonl.gz"
_QUESTIONS = ("tests/data/questions.toml", "tests/questions.toml")
_PAGES = ("tests/tools/conversations.py", "tests/conversations.py")
_TIMES = re.compile(
    r'"milliseconds": \{(?:[^{}]|\{[^{}]*\})*\}|"indexed_at": "[^"]*"|"seconds": [\d.]+'
)


class Asked(NamedTuple):
    """A question, its day, and the name of the coverage that it is put to."""

    coverage: str
    text: str
    day: str


class Run(NamedTuple):
    """What is run: words after `python`, none for the page; the output's and coverage's names."""

    name: str
    words: tuple[str, ...] = ()
    coverage: str = ""


def main() -> int:
    """Compare, and say what differs; 1 if anything does."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="nutgraf-same-") as temporary:
        keep = (given.keep or Path(temporary)).absolute()
        runs = planned(given.before.absolute(), given.eval.absolute(), keep / "questions")
        before = outputs(given.before.absolute(), "before", keep, runs)
        after = outputs(given.after.absolute(), "after", keep, runs)
        return compared(before, after, [run.name for step in runs for run in step])


def planned(checkout: Path, folder: Path, questions: Path) -> tuple[list[Run], list[Run]]:
    """What is run over the folder and the checkout's questions: first what indexes, then asks."""
    labelled = str(folder / "attribution.jsonl")
    indexing = [
        Run("seeds.json", ("-m", "bot", "reindex", "--json", "seeds"), "seeds"),
        Run("page.md"),
        Run("eval-attribution.json", evaluated("--attribution", labelled)),
    ]
    drawn: list[list[Asked]] = []
    for corpus, sets in corpora(folder).items():
        name = corpus.name.removesuffix(_ARTICLES)
        dated = [with_day(each, questions) for each in sets]
        drawn += [shuffled(name, each) for each in dated]
        indexing.append(Run(f"eval-{name}.json", evaluated(str(corpus), *map(str, dated)), name))
    own = tomllib.loads(first_of(checkout, _QUESTIONS).read_text("utf-8"))["questions"]
    asked = [*(Asked("seeds", each["text"], DAY) for each in own), *in_turns(drawn)]
    words = ("-m", "bot", "ask", "--json", "--asked-on")
    return indexing, [
        Run(f"ask-{number:03}-{each.coverage}.json", (*words, each.day, "--", each.text), each[0])
        for number, each in enumerate(asked)
    ]


def evaluated(*words: str) -> tuple[str, ...]:
    """The command that measures."""
    return ("-m", "bot", "eval", "--json", "--misses", *words)


def corpora(folder: Path) -> dict[Path, list[Path]]:
    """Files of articles, and those of questions about them, whose names begin with theirs."""
    found: dict[Path, list[Path]] = {}
    for questions in sorted(folder.rglob("*.questions.jsonl")):
        beside = questions.parent.glob(f"*{_ARTICLES}")
        named = [each for each in beside if questions.name.startswith(each.name[: -len(_ARTICLES)])]
        found.setdefault(max(named, key=lambda each: len(each.name)), []).append(questions)
    return found


def with_day(questions: Path, folder: Path) -> Path:
    """A copy of the file in the folder, in which every question has a day of asking."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / questions.name
    lines = [json.dumps({"asked_on": DAY} | each) + "\n" for each in records(questions)]
    copy.write_text("".join(lines), encoding="utf-8")
    return copy


def records(questions: Path) -> Iterator[dict[str, Any]]:
    """The questions of a file."""
    with questions.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def shuffled(coverage: str, questions: Path) -> list[Asked]:
    """The questions of a file in an order that is always the same."""
    found = [Asked(coverage, each["question"], each["asked_on"]) for each in records(questions)]
    random.Random(questions.name).shuffle(found)
    return found


def in_turns(sets: Sequence[list[Asked]]) -> list[Asked]:
    """The first question of each set, then the second of each, until `DRAWN` are drawn."""
    most = max(map(len, sets), default=0)
    return [each[turn] for turn in range(most) for each in sets if turn < len(each)][:DRAWN]


def outputs(checkout: Path, side: str, keep: Path, runs: Sequence[Sequence[Run]]) -> Path:
    """The folder with what each run prints in the checkout, which must be a commit's."""
    if git(checkout, "status", "--porcelain"):
        sys.exit(f"{checkout}: has changes that are not committed; commit them, or put them away")
    folder = keep / f"{side}-{git(checkout, 'rev-parse', '--short=12', 'HEAD')}"
    folder.mkdir(parents=True, exist_ok=True)
    for step in runs:
        left = [run for run in step if not (folder / run.name).exists()]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(lambda run: output(run, checkout, folder), left))
    return folder


def git(checkout: Path, *words: str) -> str:
    """What git says of the checkout."""
    done = subprocess.run(["git", *words], cwd=checkout, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def output(run: Run, checkout: Path, folder: Path) -> None:
    """Write down what the run prints in the checkout. Ends the program where it fails."""
    words, database = run.words or ("-c", page_of(checkout)), str(folder / f"{run.coverage}.db")
    if run.coverage and "eval" in words:
        words += ("--database", database)
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("NUTGRAF_", "PYTHON"))}
    variables |= {"PYTHONPATH": str(checkout), "PYTHONIOENCODING": "utf-8"}
    variables |= {"NUTGRAF_DATABASE": database, "NUTGRAF_CONFIG": os.devnull}
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=checkout, env=variables, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{checkout}: {run.name}: {' '.join(words)}\n{done.stderr.decode()}")
    (folder / run.name).write_bytes(done.stdout)


def page_of(checkout: Path) -> str:
    """A program that prints the page of conversations without its head."""
    file = first_of(checkout, _PAGES).relative_to(checkout)
    module = ".".join(file.with_suffix("").parts)
    return f"from {module} import page; print(page().partition('## ')[2], end='')"


def first_of(checkout: Path, names: Sequence[str]) -> Path:
    """The first of these files that the checkout has."""
    for file in (checkout / name for name in names):
        if file.exists():
            return file
    sys.exit(f"{checkout}: has none of {', '.join(names)}")


def compared(before: Path, after: Path, names: Sequence[str]) -> int:
    """Say which outputs differ, and how the first ones do; 1 if any does."""
    differing = []
    for name in names:
        raw = [(side / name).read_bytes().decode() for side in (before, after)]
        one, other = (_TIMES.sub("", each) for each in raw)
        if one == other:
            continue
        differing.append(name)
        if len(differing) <= SHOWN:
            heads = f"before/{name}", f"after/{name}"
            diff = difflib.unified_diff(one.splitlines(), other.splitlines(), *heads, lineterm="")
            print("\n".join(list(diff)[:LINES]))
    for name in differing:
        print(f"differs: {name}")
    print(f"{len(names) - len(differing)} of {len(names)} outputs are the same")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
