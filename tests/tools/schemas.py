"""Whether what commands print with --json is as their schemas say, and no key more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator

from bot.commands.programs.schema import whole

_ALL: Final[Any] = object()
"""Stands for a content that has each key."""


def check(words: Sequence[str], printed: str) -> None:
    """Fails where an object that `nutgraf` printed for these words is not as its schema says."""
    if "--json" not in words:
        return
    command = words[0]
    for each in printed.splitlines() if command == "watch" else filter(None, [printed]):
        faults(command, json.loads(each))


def faults(command: str, content: Any) -> None:
    """Fails where the content is not as the command's schema says, with where it is not."""
    found = list(_validator(command).iter_errors(content))
    said = [f"{error.json_path}: {error.message[:300]}" for error in found]
    assert not said, "\n".join([f"nutgraf {command} --json", *said])


@cache
def _validator(command: str) -> Draft202012Validator:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(strict(whole(command)), format_checker=checker)


def strict(part: Any) -> Any:
    """The schema, or a part of one, so that a key it does not describe is an error, and what is
    none of its examples: a newer nutgraf may have others, this one has not."""
    if isinstance(part, list):
        return [strict(each) for each in part]
    if not isinstance(part, dict):
        return part
    closed = {key: strict(each) for key, each in part.items()}
    if "properties" in part and part.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    if isinstance(part.get("examples"), list):
        closed["enum"] = part["examples"]
    return closed


def keys(command: str, content: Any = _ALL) -> Iterator[str]:
    """The keys that the command's schema describes, such as `ask.refusal.day`, shared ones by the
    name of their definition; of a `content`, those that it has."""
    schema = whole(command)
    yield from _keys(schema, schema, content, command, set())


def _keys(schema: Any, part: Any, content: Any, at: str, seen: set[str]) -> Iterator[str]:
    if "$ref" in part:
        at = part["$ref"].removeprefix("#/$defs/").replace("/properties/", ".")
        if content is _ALL and at in seen:
            return
        seen.add(at)
        part = _at(schema, part["$ref"])
    for each in (*part.get("anyOf", ()), *part.get("oneOf", ())):
        yield from _keys(schema, each, content, at, seen)
    for key, value in part.get("properties", {}).items():
        if content is _ALL or (isinstance(content, dict) and key in content):
            yield f"{at}.{key}"
            inside: Any = content if content is _ALL else content[key]
            yield from _keys(schema, value, inside, f"{at}.{key}", seen)
    for name, inside in _repeated(content):
        if isinstance(part.get(name), dict):
            yield from _keys(schema, part[name], inside, at, seen)


def _at(schema: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        schema = schema[step]
    return schema


def _repeated(content: Any) -> Iterator[tuple[str, Any]]:
    """What is in lists, and under keys of no fixed name, with the words of schemas for it."""
    if content is _ALL:
        yield from (("items", _ALL), ("additionalProperties", _ALL))
    elif isinstance(content, list):
        yield from (("items", each) for each in content)
    elif isinstance(content, dict):
        yield from (("additionalProperties", each) for each in content.values())
