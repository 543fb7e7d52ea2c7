"""Whether answers have become better or worse since a commit, over a corpus and its questions.

`python -m tests.tools.compare COMMIT CORPUS QUESTIONS...` prints the figures of `nutgraf eval` at
that commit and of the working copy, and exits with 1 where one of these is worse.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

ROOT = Path(__file__).parents[2]
_LESS_IS_BETTER: Final = frozenset(
    {"false_answers", "false_refusals", "false_answers_at_10", "risk", "aurc", "ece"}
)
_PARTS: Final = ("passage", "article", "sentence", "refusal")
_UNJUDGED: Final = frozenset({"answered"})  # neither more nor less of it is better
_NOISE: Final = 5e-4  # what the third decimal does not show


class Row(NamedTuple):
    """A figure of a set of questions, before and after."""

    name: str
    before: float
    after: float

    @property
    def gain(self) -> float:
        """How much more there is of it."""
        return self.after - self.before

    @property
    def is_worse(self) -> bool:
        """Whether the figure has become worse."""
        key = self.name.rpartition(" ")[2]
        loss = self.gain if key in _LESS_IS_BETTER else -self.gain
        return key not in _UNJUDGED and loss > _NOISE

    def __str__(self) -> str:
        mark = "  worse" if self.is_worse else ""
        return f"{self.name:<40} {self.before:.3f} {self.after:.3f} {self.gain:+.3f}{mark}"


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Row]:
    """Each figure that both reports of `nutgraf eval --json` have."""
    for one, other in zip(before["sets"], after["sets"], strict=True):
        for part in _PARTS:
            for key, figure in one[part].items():
                now = other[part].get(key)
                if figure and now:
                    yield Row(f"{one['name']} {part} {key}", figure["value"], now["value"])


def _report(code: Path, arguments: Sequence[str]) -> dict[str, Any]:
    """What `nutgraf eval --json` says by the code in a folder, about files that lie here."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "eval", "--json", *arguments],
        cwd=code,
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _main(commit: str, *files: str) -> int:
    paths = [str(Path(each).resolve()) for each in files]
    with TemporaryDirectory() as name:
        there = Path(name) / "there"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(there), commit], check=True)
        try:
            before = _report(there, paths)
        finally:
            subprocess.run([*git, "remove", "--force", str(there)], check=True)
    rows = list(compared(before, _report(ROOT, paths)))
    print(*rows, sep="\n")
    return int(any(row.is_worse for row in rows))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit("usage: python -m tests.tools.compare COMMIT CORPUS QUESTIONS...")
    sys.exit(_main(*sys.argv[1:]))
