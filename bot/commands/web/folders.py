"""Folders of articles, watched for changes by the system."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchfiles import DefaultFilter, watch

_PATTERN: Final = re.compile(r"[*?\[]")
_TOGETHER: Final = 300
"""Milliseconds within which changes are one."""
_LOOK: Final = 2_000
"""Milliseconds after which it is looked whether there are other folders."""


class _Articles(DefaultFilter):
    ignore_dirs = ()


def watched(paths: Iterable[str | Path]) -> dict[Path, list[str | Path]]:
    """What is to be watched for each path: itself, of a pattern the folder before its first sign;
    nothing for what is not there."""
    found: dict[Path, list[str | Path]] = {}
    for path in paths:
        place = Path(path).absolute()
        while _PATTERN.search(str(place)) and not place.exists():
            place = place.parent
        if place.exists():
            found.setdefault(place, []).append(path)
    return found


def follow(
    paths: Iterable[str | Path],
    own: tuple[str, ...],
    changed: Callable[[str | Path], None],
    ended: threading.Event,
) -> None:
    """Calls `changed` with the one of the `paths` in which something has changed, until it has
    `ended`; hidden files, and those whose path begins as one of nutgraf's `own`, do not count.
    What is not there yet is watched once it is."""
    given = list(paths)
    there = watched(given)
    while not ended.is_set():
        if not there:
            ended.wait(_LOOK / 1_000)
            there = _news(given, {}, changed)
            continue
        for changes in watch(
            *there,
            watch_filter=_Articles(),
            debounce=_TOGETHER,
            step=50,
            stop_event=ended,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            for _, file in changes:
                if not (file.startswith(own) or Path(file).name.startswith(".")):
                    _tell(Path(file), there, changed)
            if watched(given).keys() != there.keys():
                there = _news(given, there, changed)
                break


def _news(
    given: list[str | Path],
    before: dict[Path, list[str | Path]],
    changed: Callable[[str | Path], None],
) -> dict[Path, list[str | Path]]:
    there = watched(given)
    for place in there.keys() ^ before.keys():
        for path in there.get(place, before.get(place, [])):
            changed(path)
    return there


def _tell(
    file: Path, there: dict[Path, list[str | Path]], changed: Callable[[str | Path], None]
) -> None:
    for place, paths in there.items():
        if file == place or file.is_relative_to(place):
            for path in paths:
                changed(path)
