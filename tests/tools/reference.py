"""The parts of docs/library.md made from the library; `python -m tests.tools.reference` makes them.

`methods` and `functions` are tables of what an archive and the library do, `errors` is the tree of
errors, `names` what mkdocstrings makes of each public name, the archive first.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import retrieval
from retrieval import Archive, errors

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
_PART = re.compile(
    r"(?P<open><!-- made by python -m tests\.tools\.reference: (?P<name>\w+) -->\n)"
    r".*?(?P<close><!-- end -->\n)",
    re.DOTALL,
)
_FIRST = ("Archive", "Answer", "Quote", "Citation", "Refusal", "Coverage")
"""What a reader of the page looks for first."""


def refreshed(text: str) -> str:
    """The page's text with its parts as the library is now."""
    made = {"methods": methods, "functions": functions, "errors": tree, "names": names}
    return _PART.sub(lambda part: part["open"] + made[part["name"]]() + part["close"], text)


def methods() -> str:
    """The methods of an archive, each with the first sentence of its docstring; but for `close`,
    for it is a context manager."""
    public = [each for name, each in vars(Archive).items() if not re.match("_|close$", name)]
    return _table("method", filter(inspect.isfunction, public))


def functions() -> str:
    """The same of the library's functions."""
    return _table("function", filter(inspect.isfunction, map(_public, retrieval.__all__)))


def _table(head: str, found: Iterable[Callable[..., object]]) -> str:
    rows = [f"| `{each.__name__}({_parameters(each)})` | {_first(each)} |" for each in found]
    return "\n".join([f"| {head} | what it gives |", "|---|---|", *rows, ""])


def _parameters(of: Callable[..., object]) -> str:
    """The parameters by name; those that may be left out end in `=`."""
    known = inspect.signature(of).parameters.values()
    named = (each.name + "=" * (each.default is not each.empty) for each in known)
    return ", ".join(name for name in named if name != "self")


def _first(of: Callable[..., object]) -> str:
    """The first sentence of a docstring."""
    words = " ".join((inspect.getdoc(of) or "").partition("\n\n")[0].split())
    return re.split(r"(?<=\.) (?=[A-Z])", words)[0].replace("|", "\\|")


def _public(name: str) -> Any:
    return getattr(retrieval, name)


def tree() -> str:
    """The tree of errors, as `retrieval.errors` draws it."""
    _, _, drawn = (errors.__doc__ or "").partition("\n\n")
    return f"```text\n{drawn.rstrip()}\n```\n"


def names() -> str:
    """The public names, in groups."""
    others = [name for name in retrieval.__all__ if name not in _FIRST]
    groups = {
        "The archive and its answers": _FIRST,
        "Errors": [name for name in others if name.endswith("Error")],
        "Functions": [name for name in others if inspect.isfunction(_public(name))],
    }
    grouped = {name for group in groups.values() for name in group}
    groups["Values"] = [name for name in others if name not in grouped]
    lines = []
    for heading, group in groups.items():
        lines += [f"### {heading}", "", *map(_directive, group)]
    return "\n".join(lines)


def _directive(name: str) -> str:
    """What stands for a name; a tuple's fields have no signature to stand in."""
    fields = hasattr(_public(name), "_fields")
    return f"::: retrieval.{name}\n" + "    options: {show_if_no_docstring: true}\n" * fields


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
