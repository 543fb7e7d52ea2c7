"""The Bot API's description, and the check of what a bot sends against it.

``tests/data/bot-api-10.0.json`` is a shortened copy of the machine-readable description of
Bot API 10.0 in the form of https://github.com/PaulSonOfLars/telegram-bot-api-spec (MIT licence).
To write it anew from the full description: ``python tests/telegram_types.py api.json``.

A field is kept as ``[types, required]`` or ``[types, required, allowed values]``; a type that
stands for several others is kept as the list of their names.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Field = list[Any]
Fields = dict[str, Field]

DESCRIPTION = Path(__file__).parents[1] / "data" / "bot-api-10.0.json"
_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "String": (str,),
    "InputFile": (str,),
}


def _load() -> tuple[dict[str, Fields], dict[str, Any]]:
    """Read the shortened description: the methods' arguments and the types' fields."""
    description = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return description["methods"], description["types"]


METHODS, TYPES = _load() if DESCRIPTION.exists() else ({}, {})
_METHOD_NAMES = {name.lower(): name for name in METHODS}


def method_name(called: str) -> str | None:
    """The method's proper spelling (Telegram ignores case), or None if there is no such method."""
    return _METHOD_NAMES.get(called.lower())


def check_arguments(
    method: str, raw: Mapping[str, Any], files: frozenset[str] = frozenset()
) -> tuple[dict[str, Any], list[str]]:
    """Decode a call's arguments and name everything in them that the Bot API does not know.

    ``raw`` holds strings for a form and any JSON value for a JSON body; ``files`` names the
    arguments that were uploaded.
    """
    fields = METHODS[method]
    arguments: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in raw.items():
        if name not in fields:
            if name in files and any(f"attach://{name}" in str(other) for other in raw.values()):
                continue
            problems.append(f"{method}: unknown argument {name!r}")
            continue
        types = fields[name][0]
        decoded = _decode(types, value) if isinstance(value, str) else value
        arguments[name] = decoded
        problems += [f"{method}: {text}" for text in _check(types, decoded, name, fields[name])]
    for name, field in fields.items():
        if field[1] and name not in raw:
            problems.append(f"{method}: required argument {name!r} is missing")
    return arguments, problems


def check_value(type_name: str, value: object, where: str = "") -> list[str]:
    """Name everything in a JSON value that does not fit a type of the Bot API."""
    return _check([type_name], value, where or type_name, None)


def _decode(types: list[str], value: str) -> Any:
    """Turn a form field's text into the value it stands for; text that does not fit is kept."""
    if "Integer" in types and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    if "String" in types or "InputFile" in types:
        return value
    if types == ["Boolean"]:
        return {"true": True, "false": False}.get(value.lower(), value)
    try:
        return json.loads(value)
    except ValueError:
        return value


def _check(types: list[str], value: object, where: str, field: Field | None) -> list[str]:
    """Check a value against alternatives; the alternative with the fewest problems speaks."""
    if field is not None and len(field) > 2 and value not in field[2]:
        return [f"{where}: {value!r} is none of {', '.join(field[2][:8])}"]
    outcomes = [_check_one(name, value, where) for name in types]
    return min(outcomes, key=len)


def _check_one(name: str, value: object, where: str) -> list[str]:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: expected {name}, got {value!r}"]
        item = name.removeprefix("Array of ")
        return [
            problem
            for index, entry in enumerate(value)
            for problem in _check_one(item, entry, f"{where}[{index}]")
        ]
    if name in _SCALARS:
        wanted = _SCALARS[name]
        if isinstance(value, wanted) and (name == "Boolean" or not isinstance(value, bool)):
            return []
        return [f"{where}: expected {name}, got {value!r}"]
    if isinstance(TYPES[name], list):
        return _check_subtypes(TYPES[name], value, where)
    return _check_object(name, value, where)


def _check_subtypes(names: list[str], value: object, where: str) -> list[str]:
    """Check against the variants of a type, preferring those whose fixed values agree."""

    def agrees(variant: str) -> bool:
        fixed = {n: f[2] for n, f in TYPES[variant].items() if len(f) > 2 and len(f[2]) == 1}
        return isinstance(value, dict) and all(value.get(n) in v for n, v in fixed.items())

    plain = [name for name in names if isinstance(TYPES[name], dict)]
    nested = [name for name in names if isinstance(TYPES[name], list)]
    candidates = [name for name in plain if agrees(name)] or plain
    outcomes = [_check_object(name, value, where) for name in candidates]
    outcomes += [_check_subtypes(TYPES[name], value, where) for name in nested]
    return min(outcomes, key=len)


def _check_object(name: str, value: object, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: expected {name}, got {value!r}"]
    fields: Fields = TYPES[name]
    problems: list[str] = []
    for key, entry in value.items():
        if key not in fields:
            problems.append(f"{where}.{key}: {name} has no such field")
        else:
            problems += _check(fields[key][0], entry, f"{where}.{key}", fields[key])
    for key, field in fields.items():
        if field[1] and key not in value:
            problems.append(f"{where}.{key}: required in {name}, but missing")
    return problems


_VALUES = re.compile(
    r"(?:always|[Mm]ust be|one of|either)(?: either| one of)? "
    r"""("[^"]+"(?:[^".]*"[^"]+")*|[a-z0-9_]+$)"""
)
_OPEN_LISTS = {("UniqueGiftInfo", "origin"), ("TransactionPartnerUser", "transaction_type")}


def _allowed_values(owner: str, field: dict[str, Any]) -> list[str]:
    """The values a description lists for a text field, or none."""
    if field["types"] != ["String"] or (owner, field["name"]) in _OPEN_LISTS:
        return []
    if field["name"] not in {"type", "status", "style", "source", "emoji", "format", "currency"}:
        return []
    found = _VALUES.search(field["description"])
    if found is None:
        return []
    return re.findall(r'"([^"]+)"', found[1]) or [found[1]]


def shorten(full: dict[str, Any]) -> dict[str, Any]:
    """Keep of the full API description only what the check needs."""

    def fields(owner: dict[str, Any]) -> Fields:
        kept: Fields = {}
        for field in owner.get("fields", []):
            values = _allowed_values(owner["name"], field)
            kept[field["name"]] = [field["types"], int(field["required"])] + [values] * bool(values)
        return kept

    return {
        "about": f"{full['version']} ({full['release_date']}), shortened: names, types, required.",
        "origin": "machine-readable Bot API, as in github.com/PaulSonOfLars/telegram-bot-api-spec",
        "licence": "MIT",
        "methods": {name: fields(method) for name, method in full["methods"].items()},
        "types": {name: t.get("subtypes") or fields(t) for name, t in full["types"].items()},
    }


if __name__ == "__main__":
    api = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(shorten(api), ensure_ascii=False, separators=(",", ":"))
    DESCRIPTION.write_text(text + "\n", encoding="utf-8")
