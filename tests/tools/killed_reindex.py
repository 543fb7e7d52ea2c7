"""A reindex killed at a random instant: which coverage it leaves, and whether that is whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from retrieval import Archive
from tests.benchmarks.corpus import Article, articles

PHASES = ("starting", "reading", "writing", "merging", "committing", "committed")
REINDEX = """
import os
os.write(1, b"starting\\n")
import sys, retrieval, retrieval.index.merging, retrieval.index.segments
import retrieval.inversion.workers, retrieval.reindex.reindex, retrieval.reindex.writers.file
from contextlib import contextmanager
from retrieval.store import database as store

def announced(phase, function):
    def announcing(*arguments, **named):
        os.write(1, phase + b"\\n")
        return function(*arguments, **named)
    return announcing

@contextmanager
def writing(connection, _writing=store.writing):
    with _writing(connection) as database:
        yield database
    os.write(1, b"committed\\n")

store.writing = writing
retrieval.inversion.workers.WORTHWHILE = 0
retrieval.inversion.workers.BATCH = 20_000
retrieval.index.segments.SPILL = 2_000
for phase, module, name in (
    (b"reading", retrieval.reindex.reindex, "inverted"),
    (b"writing", retrieval.index.segments, "write_segment"),
    (b"merging", retrieval.index.merging, "_merge"),
    (b"committing", retrieval.reindex.writers.file, "stamp"),
):
    setattr(module, name, announced(phase, getattr(module, name)))
path, folder = sys.argv[1:]
with retrieval.Archive(path) as archive:
    archive.reindex([folder])
"""


class Coverages(NamedTuple):
    """A coverage `old`, the folder of articles that makes a new one of it, and their answers."""

    old: Path
    folder: Path
    questions: list[str]
    old_answers: str
    new_answers: str
    seconds: dict[str, float]
    """How long each phase of the reindex takes."""


class Reindexing:
    """A reindex with worker processes in a process group of its own, which says its phase."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", REINDEX, str(path), str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.phase = ""

    def phases(self) -> Iterator[str]:
        """The phases as they begin, those that come again and again once."""
        assert self.process.stdout
        known = set()
        for line in self.process.stdout:
            self.phase = line.strip()
            if self.phase not in known:
                known.add(self.phase)
                yield self.phase

    def kill(self) -> str:
        """Ends it at once; the phase that it was in, "finished" if it was too late."""
        assert self.process.stdout
        os.kill(self.process.pid, signal.SIGKILL)
        lines = self.process.stdout.read().split()
        killed = self.process.wait() == -signal.SIGKILL
        self.process.stdout.close()
        return (lines or [self.phase])[-1] if killed else "finished"

    def outlived_by(self) -> list[str]:
        """The processes of its group that live on, after a while to end in."""
        patience = time.monotonic() + 10
        while (left := _group(self.process.pid)) and time.monotonic() < patience:
            time.sleep(0.01)
        return left


def _group(number: int) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue  # it has just ended
        state, _, group, *_ = rest.split()
        if int(group) == number and state != "Z":
            found.append(name)
    return found


def coverages(base: Path) -> Coverages:
    """Files in the folder `base`: 1,000 passages, of which a third changes, goes or is new."""
    old, new, folder = base / "old.db", base / "new.db", base / "articles"
    folder.mkdir()
    made = list(articles(311, 1_000))
    with Archive(old) as archive:
        for start in range(0, 36, 6):  # as many segments as may be: the next one brings a merge
            _write(folder, made[start : min(start + 6, 34)])
            archive.reindex([folder])
        assert archive.doctor().segments == 6
    _write(folder, [each._replace(paragraphs=each.paragraphs[::-2]) for each in made[14:17]])
    for article in made[24:27]:
        (folder / f"{article.id}.txt").unlink()
    _write(folder, made[34:])
    sample = random.Random(311)
    questions = [
        " ".join(sample.choice(article.paragraphs).split()[4:12]) for article in made[12::3]
    ]
    shutil.copy(old, new)
    seconds = _seconds(Reindexing(new, folder))
    before, after = (_answers(path, questions) for path in (old, new))
    assert before != after
    return Coverages(old, folder, questions, before, after, seconds)


def _write(folder: Path, some: list[Article]) -> None:
    for each in some:
        text = "\n\n".join([each.headline, *each.paragraphs])
        (folder / f"{each.id}.txt").write_text(text, encoding="utf-8")


def _seconds(run: Reindexing) -> dict[str, float]:
    with run.process:
        began = [(phase, time.monotonic()) for phase in run.phases()]
    assert run.process.returncode == 0
    assert [phase for phase, _ in began] == list(PHASES)
    began.append(("", time.monotonic()))
    return {phase: end - start for (phase, start), (_, end) in pairwise(began)}


def _answers(path: Path, questions: list[str]) -> str:
    with Archive(path) as archive:
        answers = [archive.ask(each, asked_on=date(2022, 9, 1)).as_json() for each in questions]
    for answer in answers:
        del answer["coverage"]["indexed_at"]
    return json.dumps(answers)


def _kill_and_check(coverages: Coverages, path: Path, phase: str, share: float) -> tuple[str, str]:
    """Kills a reindex when `share` of a phase is over: its phase, and which coverage was left."""
    shutil.copy(coverages.old, path)
    run = Reindexing(path, coverages.folder)
    assert phase in run.phases()
    time.sleep(share * coverages.seconds[phase])
    at = run.kill()
    assert run.outlived_by() == []
    left = _answers(path, coverages.questions)
    assert left in (coverages.old_answers, coverages.new_answers), f"killed {at}: neither is left"
    with Archive(path) as archive:
        assert archive.doctor().findings == ()
        archive.reindex([coverages.folder])
    assert _answers(path, coverages.questions) == coverages.new_answers
    return at, "old" if left == coverages.old_answers else "new"


def kill(coverages: Coverages, folder: Path, times: int, seed: int) -> Counter[tuple[str, str]]:
    """Kills so many reindexes, in each phase in turn and there at random instants."""
    sample = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    for number in range(times):
        phase = PHASES[-1 - number % len(PHASES)]
        path = folder / f"{number}.db"
        found[_kill_and_check(coverages, path, phase, sample.random())] += 1
        path.unlink()
    return found
