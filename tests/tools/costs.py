"""What quick tests cost: those that took long of the processor, named at the end of a run.

On the clock a test takes the longer the busier the machine is; on the processor it does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest

ALLOWED: Final = 1.0  # seconds of the processor, fixtures and ended processes included
_NAMED: Final = 5
_COST: Final = "processor"

_until = [0.0]  # what had been spent when the last test ended
_dear: list[tuple[float, str]] = []


def _spent() -> float:
    """Seconds of the processor that this process and those that it has seen end have taken."""
    return sum(os.times()[:4])


def pytest_collection_finish() -> None:
    _until[0] = _spent()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """The report of a test's end says what the test has cost."""
    if call.when == "teardown":
        now = _spent()
        item.user_properties.append((_COST, now - _until[0]))
        _until[0] = now
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    cost = dict(report.user_properties).get(_COST)
    if isinstance(cost, float) and cost > ALLOWED and "slow" not in report.keywords:
        _dear.append((cost, report.nodeid))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _dear:
        terminalreporter.section(f"quick tests that took over {ALLOWED:.0f} s of the processor")
        for cost, name in sorted(_dear, reverse=True)[:_NAMED]:
            terminalreporter.write_line(f"{cost:6.1f} s  {name}")
