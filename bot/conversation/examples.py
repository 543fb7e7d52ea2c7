"""Questions to begin with, and the day on which they are asked."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import Archive, NothingIndexedError

EXAMPLES = 3


def suggested(archive: Archive, examples: Sequence[str]) -> tuple[str, ...]:
    """The examples that the archive answers, then its newest headlines: three at most."""
    try:
        answered = [question for question in examples if archive.ask(question, limit=1).answered]
        headlines = archive.headlines(EXAMPLES)
    except NothingIndexedError:
        return ()
    return tuple(dict.fromkeys([*answered, *headlines]))[:EXAMPLES]
