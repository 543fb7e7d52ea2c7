"""`nutgraf schema`: the form of what a command prints with --json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from bot.terminal.lines import echo, echo_json

FOLDER: Final = Path(__file__).parents[2] / "schemas"
_SHARED: Final = "values"
"""The file of what several schemas refer to."""
_ELSEWHERE: Final = f"{_SHARED}.json#/$defs/"
_HERE: Final = "#/$defs/"


@click.command()
@click.argument("command", required=False)
def schema(command: str | None) -> None:
    """Print the JSON Schema of what COMMAND prints with --json.

    It is of draft 2020-12 and whole in itself. Without a COMMAND, those that have one are listed.
    """
    if command is None:
        for each in names():
            echo(each)
        return
    if command not in names():
        raise click.BadParameter(f"has no --json; these have: {', '.join(names())}")
    echo_json(whole(command))


def names() -> list[str]:
    """The commands that have a schema."""
    return sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != _SHARED)


def whole(name: str) -> dict[str, Any]:
    """The schema of a command, with the definitions that it refers to."""
    found, shared = _read(name), _read(_SHARED)["$defs"]
    wanted: dict[str, None] = {}
    _collect(found, shared, wanted)
    definitions = {each: shared[each] for each in sorted(wanted)}
    return {key: _pointed(value) for key, value in (found | {"$defs": definitions}).items()}


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def _collect(part: Any, shared: dict[str, Any], wanted: dict[str, None]) -> None:
    """Adds the names of the definitions that the part needs, and those that these need."""
    for reference in _references(part):
        name = reference.removeprefix(_ELSEWHERE).partition("/")[0]
        if name not in wanted:
            wanted[name] = None
            _collect(shared[name], shared, wanted)


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        part = list(part.values())
    for each in part if isinstance(part, list) else ():
        yield from _references(each)


def _pointed(part: Any) -> Any:
    """The part with its references into the same schema."""
    if isinstance(part, dict):
        pointed = {key: _pointed(value) for key, value in part.items()}
        if "$ref" in pointed:
            pointed["$ref"] = pointed["$ref"].replace(_ELSEWHERE, _HERE)
        return pointed
    return [_pointed(each) for each in part] if isinstance(part, list) else part
