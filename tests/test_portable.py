"""What would hold on this system alone: `make portable` runs tests where it is hidden."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.tools.portable import FILES, MODULES, OF_POSIX, ROOT

TEXT = ("open", "fdopen", "read_text", "write_text", "TextIOWrapper", "NamedTemporaryFile")


def parsed() -> Iterator[tuple[Path, ast.Module]]:
    for top in ("bot", "retrieval"):
        for path in (ROOT / top).rglob("*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_what_only_posix_has_is_imported_where_its_absence_is_met() -> None:
    for path, module in parsed():
        for each in ast.walk(module):
            if not isinstance(each, (ast.Import, ast.ImportFrom)):
                continue
            names = [alias.name for alias in each.names]
            names += [each.module or ""] if isinstance(each, ast.ImportFrom) else []
            assert each.col_offset or MODULES.isdisjoint(names), f"{path}:{each.lineno}"


def test_each_file_of_text_is_opened_with_its_encoding() -> None:
    for path, module in parsed():
        for each in ast.walk(module):
            if isinstance(each, ast.Call) and _is_text(each):
                named = {keyword.arg for keyword in each.keywords}
                assert "encoding" in named, f"{path}:{each.lineno}: no encoding"


def _is_text(call: ast.Call) -> bool:
    """Whether it opens a file as text, so far as the call says it."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name not in TEXT:
        return False
    if name in ("read_text", "TextIOWrapper"):
        return not call.args or name == "TextIOWrapper"
    if name == "write_text":
        return len(call.args) < 2
    modes = [each for each in (*call.args, *(one.value for one in call.keywords)) if _mode(each)]
    return bool(modes) and not any("b" in str(ast.literal_eval(each)) for each in modes)


def _mode(node: ast.expr) -> bool:
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and bool(text) and set(text) <= set("rwxabt+")


def test_what_is_run_without_posix_and_what_is_not_is_there() -> None:
    assert all((ROOT / each.partition("::")[0]).exists() for each in (*FILES, *OF_POSIX))
