"""The YAML between two lines `---` at the top of a text file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml

_NAMED: Final = re.compile(r"\s*(?:[\w\"'@.-][\w \"'@.-]{0,60}:(?:\s|$)|[-?#&*!{\[])")
_LARGEST: Final = 2**16
_DEEPEST: Final = 16
_NULL: Final = "tag:yaml.org,2002:null"
_TEXT: Final = "tag:yaml.org,2002:str"
_DAY: Final = "tag:yaml.org,2002:timestamp"
_LINE: Final = re.compile(r"[ \t]*([A-Za-z_][\w -]{0,30}?)[ \t]*:[ \t]+(\S.*)")
_NO_TEXT: Final = tuple("[{&*!|>%`")
"""What the value of a line begins with that is more than a line's text."""
_OTHER: Final = object()
"""A value that is no text: a list, a mapping, what a tag says is a number."""
_NOT_YAML: Final = (yaml.YAMLError, ValueError, ArithmeticError, LookupError, RecursionError)


class _RefusedError(Exception):
    """Why what YAML allows is not read: on which line of the front matter, and what."""

    def __init__(self, event: yaml.Event, what: str) -> None:
        self.line = event.start_mark.line if event.start_mark else 0
        self.what = what


def part(text: str) -> tuple[dict[object, object], str]:
    """The front matter's fields, and the text after it; no fields where the text has none.

    Raises ValueError that names the line and the remedy.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != "---":
        return {}, text
    closing = next(
        (n for n in range(first + 1, len(lines)) if lines[n].rstrip() in ("---", "...")), None
    )
    inside = lines[first + 1 : closing if closing is not None else first + 3]
    if any(map(str.strip, inside)) and not any(map(_NAMED.match, inside)):
        return {}, "\n".join(lines[first + 1 :])  # a rule that someone drew
    if closing is None:
        closing = _end_of_names(lines, first + 1)
    if closing is None:
        raise ValueError(f"line {first + 1}: front matter without an end; add a line ---")
    fields = _fields("\n".join(lines[first + 1 : closing]), first + 2)
    return fields, "\n".join(lines[closing + 1 :])


def _end_of_names(lines: list[str], start: int) -> int | None:
    """The blank line that ends several lines `name: value`; None where none does."""
    for number in range(start, min(start + 100, len(lines))):
        if not lines[number].strip():
            return number if number > start + 1 else None
        if not _LINE.fullmatch(lines[number]):
            return None
    return None


def _fields(matter: str, line: int) -> dict[object, object]:
    if len(matter) > _LARGEST:
        raise ValueError(
            f"line {line}: front matter is over {_LARGEST >> 10} KB; write `name: value`"
        )
    try:
        fields = _mapping(_bounded(yaml.parse(matter, Loader=yaml.SafeLoader)))
    except _RefusedError as error:
        where = f"line {line + error.line}: {error.what}"
        raise ValueError(
            f"line {line}: front matter is not YAML that is read ({where}); write `name: value`"
        ) from error
    except yaml.MarkedYAMLError as error:
        if found := _by_lines(matter):
            return found
        if error.problem_mark is not None:
            line += error.problem_mark.line
        raise ValueError(
            f"line {line}: front matter is not YAML ({error.problem}); "
            "put quotation marks round a value with a colon"
        ) from error
    except _NOT_YAML as error:
        raise ValueError(f"line {line}: front matter is not YAML; write `name: value`") from error
    if fields is None:
        raise ValueError(f"line {line}: front matter is no list of `name: value`; write it so")
    return fields


def _by_lines(matter: str) -> dict[object, object]:
    """What the lines `name: value` of front matter say that is no YAML, such as a value with a
    colon; nothing where what they hold could be more than that."""
    pairs = [found for found in map(_LINE.fullmatch, matter.split("\n")) if found]
    if any(found[2].startswith(_NO_TEXT) for found in pairs):
        return {}
    return {found[1]: found[2].strip().strip("\"'") for found in pairs}


def _bounded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """What stands in the one document, if none of it could make another part larger."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError(event, "an alias")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if event.tag:
                raise _RefusedError(event, "a tag")
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _RefusedError(event, "lists in lists, too deep")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event
        elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
            raise _RefusedError(event, "another beginning")


def _mapping(events: Iterator[yaml.Event]) -> dict[object, object] | None:
    """Each name with its value; a plain one stays the text it is, so that 1_000, yes and a day are
    as they were written. None where there is something else."""
    first = next(events, None)
    if first is None or (isinstance(first, yaml.ScalarEvent) and _value(first) is None):
        return {}
    if not isinstance(first, yaml.MappingStartEvent):
        return None
    fields = {}
    for name in events:
        if isinstance(name, yaml.MappingEndEvent):
            continue
        if not isinstance(name, yaml.ScalarEvent):
            raise _RefusedError(name, "a name that is no word")
        fields[_value(name)] = _any_value(events)
    return fields


def _any_value(events: Iterator[yaml.Event]) -> object:
    """A text, or a mapping of texts by their names; what else there may be is no value."""
    event = next(events)
    if isinstance(event, yaml.ScalarEvent):
        return _value(event)
    if isinstance(event, yaml.SequenceStartEvent):
        depth = 1
        while depth:
            inner = next(events)
            depth += isinstance(inner, yaml.CollectionStartEvent)
            depth -= isinstance(inner, yaml.CollectionEndEvent)
        return _OTHER
    fields: dict[object, object] = {}
    for name in events:
        if isinstance(name, yaml.MappingEndEvent):
            break
        key = _value(name) if isinstance(name, yaml.ScalarEvent) else _OTHER
        fields[key] = _any_value(events)
    return fields


def _value(event: yaml.ScalarEvent) -> object:
    """The text; None for a plain value that is empty. A tag must be what the value looks like."""
    if event.tag in (None, "!"):
        return None if event.implicit[0] and _looks(event.value, _NULL) else event.value
    if event.tag == _TEXT:
        return str(event.value)
    if not _looks(event.value, event.tag):
        raise _RefusedError(event, "a tag")
    if event.tag == _DAY:
        return str(event.value)
    return None if event.tag == _NULL else _OTHER


def _looks(value: str, tag: str) -> bool:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[:1], [])
    return any(tag == known and pattern.match(value) for known, pattern in resolvers)
