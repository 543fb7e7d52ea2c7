"""The YAML between two lines `---` at the top of a text file."""

from __future__ import annotations

import yaml

_NULL = "tag:yaml.org,2002:null"


class _Loader(yaml.SafeLoader):
    """Leaves every plain value the text it is, so that 1_000, yes and a date stay as written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
    if closing is None:
        raise ValueError(f"line {first + 1}: front matter without an end; add a line ---")
    fields = _fields("\n".join(lines[first + 1 : closing]), first + 2)
    return fields, "\n".join(lines[closing + 1 :])


def _fields(matter: str, line: int) -> dict[object, object]:
    try:
        fields = yaml.load(matter, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is not None:
            line += error.problem_mark.line
        raise ValueError(
            f"line {line}: front matter is not YAML ({error.problem}); "
            "put quotation marks round a value with a colon"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError(f"line {line}: front matter is not YAML; write `name: value`") from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise ValueError(f"line {line}: front matter is no list of `name: value`; write it so")
    return fields
