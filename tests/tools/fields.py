"""The tables of docs/json.md, from the JSON Schemas; `python -m tests.tools.fields` makes them.

A table stands between `<!-- made by python -m tests.tools.fields: NAME -->` and `<!-- end -->`;
NAME is a command, or what several commands print.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.commands.programs.schema import FOLDER, names, whole

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
SHARED: dict[str, Any] = json.loads((FOLDER / "values.json").read_text("utf-8"))["$defs"]
_PLACES = {"summary": "reindex"}
"""Where the keys of a value stand that has no table of its own."""
_PART = re.compile(
    r"(?P<open><!-- made by python -m tests\.tools\.fields: (?P<name>\w+) -->\n)"
    r".*?(?P<close><!-- end -->\n)",
    re.DOTALL,
)


def refreshed(text: str) -> str:
    """The page's text with its tables as the schemas are now."""
    return _PART.sub(lambda part: part["open"] + made(part["name"]) + part["close"], text)


def missing(text: str) -> set[str]:
    """Commands and values that have no table in the page's text."""
    wanted = {*names(), *(name for name in SHARED if "properties" in SHARED[name])} - {*_PLACES}
    return wanted - {part["name"] for part in _PART.finditer(text)}


def made(name: str) -> str:
    """What is said of a command's content, or of a value, and the table of its keys."""
    schema = SHARED[name] if name in SHARED else whole(name)
    tables = [schema] if "properties" in schema else schema["oneOf"]
    said = [schema["description"]] if "properties" in schema else []
    return "\n".join(_table(said, each) for each in tables)


def _table(said: list[str], schema: Any) -> str:
    rows = [f"| {key} | {form} | {words} |" for key, form, words in _rows(schema, "")]
    lines = ["| key | form | what it is |", "|---|---|---|", *rows]
    return "\n".join([*(said or [schema["description"]]), "", *lines, ""])


def _rows(part: Any, at: str) -> Iterator[tuple[str, str, str]]:
    for key, value in part["properties"].items():
        value = _resolved(value)
        always = key in part["required"]
        form = _form(value) + ("" if always else "; not always there")
        yield f"{at}`{key}`", form, value["description"]
        yield from _inside(value, f"{at}{key}")


def _inside(value: Any, at: str) -> Iterator[tuple[str, str, str]]:
    """The rows of an object's own keys, be it in a list or perhaps null."""
    for each in value.get("anyOf", [value]):
        if "properties" in each:
            yield from _rows(each, f"{at}.")
        items = each.get("items")
        if isinstance(items, dict):
            yield from _inside(items, f"{at}[]")
        if isinstance(others := each.get("additionalProperties"), dict):
            yield from _inside(others, f"{at}.NAME")


def _resolved(value: Any) -> Any:
    """What stands where the value points into the middle of a definition."""
    found = re.fullmatch(r"#/\$defs/(\w+)/properties/(\w+)", value.get("$ref", ""))
    if found is None:
        return value
    described = json.dumps(SHARED[found[1]]["properties"][found[2]])
    return json.loads(described.replace("values.json#", "#"))


def _form(value: Any) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return "[start, end]" if name == "span" else f"[{name}](#{_PLACES.get(name, name)})"
    if "anyOf" in value:
        return " or ".join(map(_form, value["anyOf"]))
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    if known := value.get("enum") or value.get("examples"):
        return ", ".join(f"`{each}`" if each else "null" for each in known)
    return _of_type(value, value["type"])


def _of_type(value: Any, kind: str | list[str]) -> str:
    if isinstance(kind, list):
        return " or ".join(_of_type(value, each) for each in kind)
    if kind == "array":
        if "prefixItems" in value:
            return f"[{', '.join(map(_form, value['prefixItems']))}]"
        return f"list of {_form(value['items'])}"
    if kind == "object" and "additionalProperties" in value:
        allowed = value.get("propertyNames", {}).get("enum", ())
        names = ", ".join(f"`{each}`" for each in allowed) or "name"
        return f"{_form(value['additionalProperties'])} by {names}"
    return {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(kind, kind)


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
