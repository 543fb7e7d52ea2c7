"""How far a reindex is: a bar in a terminal, else a line now and then; on standard error."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final, NamedTuple

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
)
from rich.table import Column

from bot.terminal.lines import QUIET, is_wanted, note
from retrieval import Progress as Reindexed

EVERY: Final = 10.0
"""Seconds between two lines where there is no terminal."""
_LATELY: Final = 30.0
_SAMPLED: Final = 0.5
_PHASES: Final = {
    "rebuilding": "analysing anew",
    "reading": "reading",
    "merging": "merging",
}


class Reports(NamedTuple):
    """What a reindex reports to."""

    progress: Callable[[Reindexed], None]
    waiting: Callable[[str], None]


@contextmanager
def shown(console: Console | None = None) -> Iterator[Reports]:
    """Shows what is reported, on standard error if no console is given."""
    console = console or Console(stderr=True, quiet=is_wanted(QUIET))
    if console.quiet or not console.is_terminal:
        yield Reports(Lines(_say), _waits(_say))
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    left = TextColumn("{task.fields[left]}", table_column=Column(min_width=len("0:00:00")))
    with Progress(*columns, left, TextColumn("{task.fields[so_far]}"), console=console) as bar:
        yield Reports(Bar(bar), _waits(lambda line: console.print(line, highlight=False)))


class Bar:
    """Shows progress on `bar`, with passages a second of late and the time that is left at that
    rate."""

    def __init__(self, bar: Progress, now: Callable[[], float] = time.monotonic) -> None:
        self.bar, self.now = bar, now
        self.task = bar.add_task("starting", total=None, so_far="", left="")
        self.phase = ""
        self.seen = deque[tuple[float, Reindexed]]()

    def __call__(self, at: Reindexed) -> None:
        if at.phase != self.phase:
            self.phase = at.phase
            self.seen.clear()
            self.bar.reset(self.task, description=_PHASES[at.phase])
        pace, left = self._pace(at)
        rate = f" ({pace:,.0f}/s)" if pace else ""
        so_far = f"{at.articles:,} articles, {at.passages:,} passages{rate}"
        self.bar.update(self.task, completed=at.done, total=at.total, so_far=so_far, left=left)

    def _pace(self, at: Reindexed) -> tuple[float, str]:
        """Passages a second, and the time that is left; what was there already, and is only passed
        by, tells nothing of what is new."""
        now, seen = self.now(), self.seen
        if seen and seen[0][1].passages == seen[-1][1].passages < at.passages:
            seen = self.seen = deque([seen[-1]])
        if not seen or now - seen[-1][0] >= _SAMPLED:
            seen.append((now, at))
        while len(seen) > 2 and now - seen[0][0] > _LATELY:
            seen.popleft()
        began, first = seen[0]
        seconds, read = now - began, at.done - first.done
        if seconds <= 0 or at.done >= at.total:
            return 0.0, ""
        left = timedelta(seconds=round((at.total - at.done) * seconds / read)) if read else ""
        return (at.passages - first.passages) / seconds, str(left)


class Lines:
    """Says a line when the last one is `every` seconds old."""

    def __init__(self, say: Callable[[str], None], every: float = EVERY) -> None:
        self.say = say
        self.every = every
        self.phase = ""
        self.began = 0.0
        self.last: float | None = None

    def __call__(self, at: Reindexed) -> None:
        now = time.monotonic()
        if at.phase != self.phase:
            self.phase, self.began = at.phase, now
        if self.last is None:
            self.last = now
        if now - self.last < self.every:
            return
        self.last = now
        share = at.done / max(at.total, 1)
        line = f"{_PHASES[at.phase]}: {share:.0%}, {articles(at, now - self.began)}"
        left = left_of(share, now - self.began)
        self.say(f"{line}, {left} left" if left else line)


def articles(at: Reindexed, seconds: float) -> str:
    """How many articles and passages were taken, and articles at what rate."""
    rate = f" ({at.articles / seconds:,.0f}/s)" if seconds > 0 and at.done < at.total else ""
    return f"{at.articles:,} articles{rate}, {at.passages:,} passages"


def left_of(share: float, seconds: float) -> str:
    """The time that is left, as 0:01:30, when `share` took so many seconds; empty if unknown."""
    if not 0 < share < 1:
        return ""
    return str(timedelta(seconds=round(seconds / share - seconds)))


def _say(line: str) -> None:
    note(line)


def _waits(say: Callable[[str], None]) -> Callable[[str], None]:
    return lambda holder: say(f"{holder}; waiting for it to finish")
