"""A reindex of a cluster killed at a random instant: which coverage it leaves, and whether that is
whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from retrieval import Archive
from retrieval.analysis import terms
from retrieval.opensearch.address import parsed
from retrieval.reindex.soundness.doctor import REINDEX
from tests.benchmarks.corpus import Article
from tests.opensearch.answers import answers_of, differing
from tests.opensearch.made_up import altered, asked_of, some, written
from tests.opensearch.parts import opened
from tests.tools.equal import Asked

Kind = Literal["first load", "change", "rebuild"]
KINDS: Final[tuple[Kind, ...]] = ("first load", "change", "rebuild")
PASSAGES: Final = 900
QUESTIONS: Final = 6
_SEEN: Final = 0.6
"""Seconds after which it is asked anew which generation is shown."""
_PATIENCE: Final = 120.0
_STEP: Final = 0.2
"""Seconds up to which a phase is over when it is killed."""
RUN: Final = """
import os
os.write(1, b"starting\\n")
import sys, retrieval
from retrieval.analysis import terms
from retrieval.opensearch.writing import bulk, loading, writer

def announced(phase, function, after=b""):
    def announcing(*arguments, **named):
        os.write(1, phase + b"\\n")
        found = function(*arguments, **named)
        if after:
            os.write(1, after + b"\\n")
        return found
    return announcing

address, source, terms.VERSION = sys.argv[1:]
loading.BATCH, loading._RENDERED, bulk.SIZE, writer.GRACE = 300, 60, 60_000, 0.3
writer.opened = announced(b"opening", writer.opened, b"reading")
bulk.Bulk._taken = announced(b"writing", bulk.Bulk._taken)
writer.write_words = announced(b"words", writer.write_words)
writer.write_state = announced(b"committing", writer.write_state, b"committed")
retrieval.Archive(address).reindex([source])
"""


class Corpus(NamedTuple):
    """Articles as they are before and after a tenth is changed and another is gone, what is asked
    of them, and where a run reads them."""

    before: Sequence[Article]
    after: Sequence[Article]
    questions: Sequence[Asked]
    source: Path


class Run:
    """A reindex in a process of its own, which says its phase; it is made when it has been let in
    and looks at what is there."""

    def __init__(self, address: str, source: Path, version: str) -> None:
        command = [sys.executable, "-c", RUN, address, str(source), version]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.phases: list[str] = []
        self._opening = threading.Event()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        assert self._opening.wait(_PATIENCE), "it did not start"

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.phases.append(line.strip())
            if self.phases[-1] == "opening":
                self._opening.set()
        self._opening.set()  # it has ended

    def wait(self, phase: str, times: int) -> None:
        """Waits until the phase has come so often, or it has ended."""
        while self.phases.count(phase) < times and self.process.poll() is None:
            time.sleep(0.01)

    def kill(self) -> str:
        """Ends it at once; the phase that it was in, "finished" if it was too late."""
        self.process.send_signal(signal.SIGKILL)
        killed = self.process.wait() == -signal.SIGKILL
        self._close()
        return self.phases[-1] if killed else "finished"

    def end(self) -> None:
        """Waits until it is done."""
        assert self.process.wait(_PATIENCE) == 0
        self._close()

    def _close(self) -> None:
        self._reading.join()
        assert self.process.stdout
        self.process.stdout.close()


class Killing:
    """A cluster and a file with the same coverage, to be brought in step with a file."""

    def __init__(self, node: str, folder: Path, seed: int) -> None:
        before = some(PASSAGES)
        source = written(folder / "articles.jsonl", before)
        self.corpus = Corpus(before, altered(before), asked_of(before, QUESTIONS), source)
        self._folder, self.file = folder, Archive(folder / "coverage.db")
        self._node, self._chance, self._loads = f"opensearch+{node}", random.Random(seed), 0
        self._version, self._changed = terms.VERSION, False
        self.address = f"{self._node}/kept"
        self._steps: dict[Kind, Counter[str]] = {}

    def measure(self) -> None:
        """Lets a run of each kind end, to know which phases it has, and how often each comes."""
        self.file.reindex([self.corpus.source])
        for kind in KINDS:
            if kind != "first load":
                self._change(kind)
            run = Run(self.address, self.corpus.source, self._version)
            run.end()
            self._steps[kind] = Counter(run.phases)
            self.file.reindex([self.corpus.source])
            self._is_sound(self.address, answers_of(self.file, self.corpus.questions))

    def kill(self, kind: Kind) -> tuple[Kind, str, str]:
        """Kills a run of the kind, in a random phase and there at a random instant: the phase that
        it was in, and which coverage was left."""
        address, old = self.address, answers_of(self.file, self.corpus.questions)
        if kind == "first load":
            self._loads += 1
            address, old, new = f"{self._node}/load{self._loads}", None, self._loaded()
        else:
            self._change(kind)
            self.file.reindex([self.corpus.source])
            new = answers_of(self.file, self.corpus.questions)
            assert new != old, "what is changed must be asked for"
        run = Run(address, self.corpus.source, self._version)
        phase, times = self._chance.choice([*self._steps[kind].items()])
        run.wait(phase, self._chance.randint(1, times))
        time.sleep(self._chance.uniform(0, _STEP))
        phase = run.kill()
        time.sleep(_SEEN)
        with Archive(address) as archive:
            left = answers_of(archive, self.corpus.questions)
            assert left in (old, new), f"{kind}, killed {phase}: neither is left"
            if left is not None:
                wrong = [each for each in archive.doctor().findings if each.remedy != REINDEX]
                assert not wrong, f"{kind}, killed {phase}: {wrong}"
        release(address)
        Run(address, self.corpus.source, self._version).end()
        self._is_sound(address, new)
        if kind == "first load":
            with opened(address) as cluster:
                cluster.call("DELETE", f"/{parsed(address).name}-*")
        return kind, phase, "old" if left == old else "new"

    def _loaded(self) -> str | None:
        """What a file answers that holds the articles as they are, and no more."""
        with Archive(self._folder / f"load{self._loads}.db") as file:
            file.reindex([self.corpus.source])
            return answers_of(file, self.corpus.questions)

    def _change(self, kind: Kind) -> None:
        self._changed = not self._changed
        written(self.corpus.source, self.corpus.after if self._changed else self.corpus.before)
        if kind == "rebuild":
            self._version += "+"

    def _is_sound(self, address: str, answers: str | None) -> None:
        """What a run that was not killed leaves is the new coverage, and no more."""
        with Archive(address) as archive:
            found = answers_of(archive, self.corpus.questions)
            assert found == answers, differing(answers, found)
            assert not archive.doctor().findings
        name = parsed(address).name
        with opened(address) as cluster:
            there = cluster.call("GET", f"/{name}-*/_settings")
            batch = cluster.document(f"{name}-meta", "batch-1")
        suffixes = {each.rpartition("-")[2] for each in there} - {"lock"}
        assert len(suffixes) == 1, f"indices are left: {sorted(there)}"
        assert batch is None, "a batch is left"


def release(address: str) -> None:
    """Takes the lock from who was killed, without waiting for a minute."""
    name = parsed(address).name
    with opened(address) as cluster:
        if found := cluster.document(f"{name}-lock", "writer"):
            said = found["_source"]["said"] | {"until": 0.0}
            cluster.put(f"{name}-lock", "writer", {"said": said})


def kills(node: str, folder: Path, times: int, seed: int) -> Iterator[tuple[Kind, str, str]]:
    """Kills so many runs over the node, of each kind in turn; in which phase each was, and which
    coverage it left. Raises AssertionError where that is neither, or the next run does not mend
    it."""
    killing = Killing(node, folder, seed)
    try:
        killing.measure()
        for each in range(times):
            yield killing.kill(KINDS[each % len(KINDS)])
    finally:
        killing.file.close()
