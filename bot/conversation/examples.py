"""Questions to begin with, and the language in which they are to be asked."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import Archive, DatabaseError, NothingIndexedError

EXAMPLES = 3


def suggested(archive: Archive, examples: Sequence[str]) -> tuple[str, ...]:
    """The examples that the archive answers, then its newest headlines: three at most."""
    try:
        answered = [question for question in examples if archive.ask(question, limit=1).answered]
        headlines = archive.headlines(EXAMPLES)
    except NothingIndexedError:
        return ()
    return tuple(dict.fromkeys([*answered, *headlines]))[:EXAMPLES]


def spoken(archive: Archive) -> str:
    """The language that most articles are in; English where nothing is indexed."""
    try:
        return archive.languages()[0]
    except (NothingIndexedError, DatabaseError):
        return "en"
