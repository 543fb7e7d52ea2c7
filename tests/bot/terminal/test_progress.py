"""The bar of a reindex: how many passages a second, and how much time is left."""

from __future__ import annotations

from rich.progress import Progress

from bot.terminal.progress import Bar
from retrieval import Progress as Reindexed

TOTAL = 1_000_000


def told(*reports: tuple[float, int, int]) -> list[str]:
    """What stands beside the bar after each report of bytes and passages at a moment."""
    bar, clock, found = Progress(disable=True), [0.0], list[str]()
    report = Bar(bar, lambda: clock[0])
    for moment, done, passages in reports:
        clock[0] = moment
        report(Reindexed(done, TOTAL, passages // 30, passages))
        fields = bar.tasks[0].fields
        found.append(f"{fields['left']} {fields['so_far']}".lstrip())
    return found


def test_a_bar_says_passages_a_second_and_the_time_left() -> None:
    assert told((0, 0, 0), (10, 100_000, 42_000), (100, TOTAL, 420_000)) == [
        "0 articles, 0 passages",
        "0:01:30 1,400 articles, 42,000 passages (4,200/s)",
        "14,000 articles, 420,000 passages",
    ]


def test_a_load_that_goes_on_is_timed_by_what_is_new() -> None:
    passed = [(float(second), 100_000 * second, 0) for second in range(1, 6)]
    *before, last = told(*passed, (15, 550_000, 30_000))
    assert before[-1] == "0:00:05 0 articles, 0 passages"
    assert last == "0:01:30 1,000 articles, 30,000 passages (3,000/s)"


def test_the_rate_is_that_of_the_last_half_a_minute() -> None:
    quick = [(float(second), 1_000 * second, 5_000 * second) for second in range(61)]
    slow = [(60.0 + second, 60_000 + 500 * second, 300_000 + 1_000 * second) for second in (20, 40)]
    assert told(*quick, *slow)[-1].endswith("(1,000/s)")
    assert told((0, 0, 0), (1, 10, 100), (60, 10, 100))[-1] == "3 articles, 100 passages"
