"""Whether a coverage in a cluster answers as the same one in a file.

    python -m tests.tools.equal ADDRESS CORPUS QUESTIONS... [--changes] [--limit N] [--shards N]
        [--copies N] [--file FILE]

Indexes CORPUS in both, where it is not there yet, and puts the questions of each file to both:
JSON Lines with `question` and `asked_on`, or the TOML of tests/data/questions.toml. Prints how many
answers are the same to the byte, how many but for the last bits of a score, and how many are
others, and where those differ first; exits 1 if there is one of those. A question may take two
minutes, for the machine may be busy.

With `--changes` a copy of CORPUS is indexed, where nothing is yet, and the questions are asked
again each time when something has happened: a tenth of the articles was added, a tenth changed, a
tenth removed; deleted documents were merged; all was analysed anew; what was to wait is out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from math import isclose
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, NamedTuple

from retrieval import Archive, ArchiveIncompleteError
from tests.opensearch.parts import divide, patiently
from tests.tools.changed import Source
from tests.tools.stages import Clock, Pair

DAY: Final = "2023-07-01"
"""On which a question is asked that does not say when."""
CLOSE: Final = 1e-12
"""Of a score: more is no last bits."""
_SHOWN: Final = 5
_TRIES: Final = 5
_KILO: Final = 1e3

Likeness = Literal["same", "last bits", "other"]


class Asked(NamedTuple):
    """A question, and its day."""

    text: str
    day: date


class Compared(NamedTuple):
    """How many answers are how alike, and the milliseconds that each took."""

    likeness: Counter[Likeness]
    file: list[float]
    cluster: list[float]

    def __str__(self) -> str:
        found = self.likeness
        return (
            f"{found.total()} asked, {found['same']} the same to the byte, "
            f"{found['last bits']} but for a score's last bits, {found['other']} others; "
            f"median {median(self.file):.0f} ms, cluster {median(self.cluster):.0f} ms"
        )


def main() -> int:
    """Asks, and says what differs."""
    given = _given()
    questions = {each.name: asked_in(each)[: given.limit] for each in given.questions}
    if given.shards:
        divide(given.address, given.shards, given.copies)
    others = 0
    with TemporaryDirectory(prefix="nutgraf-equal-") as work, ExitStack() as stack:
        stack.enter_context(patiently())
        clock = Clock()
        places = given.file or Path(work, "coverage.db"), given.address
        file, cluster = (stack.enter_context(Archive(each, now=clock)) for each in places)
        if given.changes:
            stages = Pair(file, cluster, Source(given.corpus, Path(work)), clock).stages()
        else:
            stages = _loaded(file, cluster, given.corpus)
        for stage in stages:
            for name, some in questions.items():
                found = compared(file, cluster, some)
                print(f"{stage}, {name}: {found}", flush=True)
                others += found.likeness["other"]
    return int(others > 0)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--changes", action="store_true")
    parser.add_argument("--limit", type=int, help="questions of each file")
    parser.add_argument("--shards", type=int, help="where the coverage is not there yet")
    parser.add_argument("--copies", type=int, default=0, help="of each shard, beside it")
    parser.add_argument("--file", type=Path, help="the coverage in a file; kept")
    return parser.parse_args()


def _loaded(file: Archive, cluster: Archive, corpus: Path) -> Iterator[str]:
    for at in (file, cluster):
        at.reindex([corpus])
    yield "as loaded"


def asked_in(path: Path) -> list[Asked]:
    """The questions of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        day = date.fromisoformat(DAY)
        return [Asked(each["text"], day) for each in tomllib.loads(text)["questions"]]
    rows = map(json.loads, text.splitlines())
    return [Asked(each["question"], day_of(each.get("asked_on"))) for each in rows]


def day_of(written: str | None) -> date:
    """The day, or that of a question without one."""
    return date.fromisoformat(written or DAY)


def compared(file: Archive, cluster: Archive, questions: Sequence[Asked]) -> Compared:
    """How alike the answers are; prints the first ones that are not."""
    found = Compared(Counter(), [], [])
    for text, day in questions:
        one = _timed(found.file, file, text, day)
        other = _timed(found.cluster, cluster, text, day)
        alike = likeness(one, other)
        found.likeness[alike] += 1
        if alike == "other" and found.likeness[alike] <= _SHOWN:
            where, this, that = next(differences(one, other))
            print(f"  {day} {text}\n    {where}: file {this!r}\n    cluster {that!r}")
    return found


def _timed(times: list[float], archive: Archive, text: str, day: date) -> dict[str, Any]:
    began = time.perf_counter()
    said = answer(archive, text, day)
    times.append(_KILO * (time.perf_counter() - began))
    return said


def answer(archive: Archive, text: str, day: date) -> dict[str, Any]:
    """The answer, but for when the coverage was indexed. Raises ArchiveIncompleteError where there
    is none `_TRIES` times over."""
    for _ in range(_TRIES - 1):
        with suppress(ArchiveIncompleteError):
            return _plain(archive, text, day)
    return _plain(archive, text, day)


def _plain(archive: Archive, text: str, day: date) -> dict[str, Any]:
    said = archive.ask(text, asked_on=day).as_json()
    del said["coverage"]["indexed_at"]
    return said


def likeness(one: object, other: object) -> Likeness:
    """How alike two answers are."""
    if json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True):
        return "same"
    return "other" if next(differences(one, other), None) else "last bits"


def differences(one: Any, other: Any, where: str = "answer") -> Iterator[tuple[str, Any, Any]]:
    """Where two answers differ by more than the last bits of a score, and what stands there."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{where}.{key}")
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        if len(one) != len(other):
            yield f"{where}, how many", len(one), len(other)
        for at, (this, that) in enumerate(zip(one, other, strict=False)):
            yield from differences(this, that, f"{where}[{at}]")
    elif isinstance(one, float) and isinstance(other, float):
        if not isclose(one, other, rel_tol=CLOSE):
            yield where, one, other
    elif one != other:
        yield where, one, other


if __name__ == "__main__":
    sys.exit(main())
