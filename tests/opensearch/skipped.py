"""Says at the end of a run which tests over a real cluster were skipped, and why."""

from __future__ import annotations

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each reason, however quiet the run is."""
    skipped = terminalreporter.stats.get("skipped", [])
    here = [each for each in skipped if each.nodeid.startswith("tests/opensearch/")]
    reasons = Counter(str(each.longrepr[2]).removeprefix("Skipped: ") for each in here)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} tests NOT run: {reason}", yellow=True)
