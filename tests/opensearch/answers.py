"""What an archive answers, as text to be compared: of a file, or of a cluster that is busy."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from retrieval import Archive, ArchiveIncompleteError, NothingIndexedError
from tests.tools.equal import Asked, differences

_PATIENCE: Final = 120.0


def differing(wanted: str | None, found: str | None) -> str:
    """Where what was found is first not what was wanted."""
    if wanted is None or found is None:
        return f"{wanted and 'answers'} wanted, {found and 'answers'} found"
    return str([*differences(json.loads(wanted), json.loads(found))][:3])


def answers_of(archive: Archive, questions: Sequence[Asked]) -> str | None:
    """What is answered, as text; None where nothing is indexed."""
    try:
        said = [answer_of(archive, each) for each in questions]
    except NothingIndexedError:
        return None
    return json.dumps(said, sort_keys=True)


def answer_of(archive: Archive, asked: Asked) -> dict[str, object]:
    """The answer, but for the last bits of scores, however often a busy cluster must be asked."""
    answer = patiently(lambda: archive.ask(asked.text, asked_on=asked.day).as_json())
    del answer["coverage"]["indexed_at"]
    return dict(_rounded(answer))


def _rounded(said: Any) -> Any:
    if isinstance(said, float):
        return float(f"{said:.9g}")
    if isinstance(said, Mapping):
        return {name: _rounded(each) for name, each in said.items()}
    return [*map(_rounded, said)] if isinstance(said, list | tuple) else said


def patiently(ask: Callable[[], dict[str, object]]) -> dict[str, Any]:
    """What is answered, as soon as the cluster is not too busy to."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return ask()
        except ArchiveIncompleteError:
            if time.monotonic() > until:
                raise
