"""README.md, CONTRIBUTING.md, SECURITY.md and docs/ name what there is: files, headings, tables."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest

import retrieval
from bot.readers.database import Readers

ROOT = Path(__file__).parents[1]
PAGES = (*ROOT.glob("*.md"), ROOT / "seeds" / "README.md", *(ROOT / "docs").glob("*.md"))
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
PACKAGES = re.findall(
    r"^\| `((?:bot|retrieval)/[\w/]+/)` \|", TEXTS["docs/architecture.md"], re.MULTILINE
)
TREES = ("bot/", "retrieval/", "tests/", "docs/", "seeds/", ".ci/")

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")


def prose(text: str) -> str:
    """The text without its fenced blocks."""
    return _FENCE.sub("", text)


def marks(text: str) -> set[str]:
    """What stands in code marks, outside fenced blocks."""
    return set(_MARK.findall(prose(text)))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, its head left out."""
    after = text.partition(f"\n{heading}\n")[2]
    block = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert block, heading
    return [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in block[0].splitlines()[2:]]


def test_the_pages_are_found() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/architecture.md"} <= set(TEXTS)
    assert len(TEXTS) >= 20


@pytest.mark.parametrize("name", TEXTS)
def test_each_link_leads_to_a_file_and_a_heading(name: str) -> None:
    for target in chain(*_LINK.findall(prose(TEXTS[name]))):
        if not target or "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = Path(os.path.normpath((ROOT / name).parent / file)) if file else ROOT / name
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", TEXTS)
def test_each_path_in_code_marks_exists(name: str) -> None:
    for mark in marks(TEXTS[name]):
        words = mark.split()
        for word in words:
            if word.startswith(TREES) and "*" not in word:
                placeholder = re.search(r"\b(NAME|FOLDER)\b", word)
                file = word.partition("::")[0]
                path = ROOT / (file.rpartition("/")[0] if placeholder else file)
                assert path.exists(), mark
            elif re.fullmatch(r"[\w/]+\.py", word) and not (ROOT / word).exists():
                pytest.fail(f"{word}: write its path from the top")


@pytest.mark.parametrize("name", TEXTS)
def test_each_module_that_is_run_and_each_value_of_the_library_exists(name: str) -> None:
    for module in re.findall(r"python -m (tests\.[\w.]+)", TEXTS[name]):
        assert find_spec(module), module
    for value in re.findall(r"`retrieval\.(\w+)`", TEXTS[name]):
        assert getattr(retrieval, value)
    for dotted in re.findall(r"`((?:bot|retrieval)\.[\w.]+\.[A-Za-z]\w*)`", TEXTS[name]):
        home, _, value = dotted.rpartition(".")
        assert hasattr(import_module(home), value), dotted


@pytest.mark.parametrize("name", [name for name in TEXTS if "/adding-" in name])
def test_a_worked_diff_fits_the_files_that_it_changes(name: str) -> None:
    (diff,) = re.findall(r"^```diff\n(.*?)^```$", TEXTS[name], re.MULTILINE | re.DOTALL)
    for change in re.split(r"^--- ", diff, flags=re.MULTILINE)[1:]:
        old, _, *lines = change.splitlines()
        if old == "/dev/null":
            continue
        there = (ROOT / old.removeprefix("a/")).read_text(encoding="utf-8")
        for hunk in "\n".join(lines).split("\n@@\n"):
            kept = [line[1:] for line in hunk.splitlines() if line[:1] in (" ", "-")]
            assert kept
            assert "\n".join(kept) in there


def test_the_readme_is_one_page() -> None:
    assert len(TEXTS["README.md"].splitlines()) <= 160


def test_each_package_has_a_line_in_the_architecture() -> None:
    folders = {path.parent for top in ("bot", "retrieval") for path in (ROOT / top).rglob("*.py")}
    packages = {f"{folder.relative_to(ROOT).as_posix()}/" for folder in folders}
    assert set(PACKAGES) == {
        each for each in packages if not each.startswith("retrieval/languages/english/")
    } - {"bot/", "retrieval/"}
    assert len(PACKAGES) == len(set(PACKAGES))


def test_packages_import_downwards_in_the_order_of_the_architecture() -> None:
    order = {package_of(row.rstrip("/").split("/")): at for at, row in enumerate(PACKAGES)}
    for path in chain((ROOT / "bot").rglob("*.py"), (ROOT / "retrieval").rglob("*.py")):
        own = package_of(path.relative_to(ROOT).parts)
        for imported in modules_in(path):
            other = package_of(imported.split("."))
            if own in order and other in order and own[0] == other[0]:
                assert order[other] <= order[own], f"{path} imports {imported}"


def package_of(parts: Sequence[str]) -> tuple[str, ...]:
    """The package at the top of which a module or file lies: `retrieval`, `articles`."""
    return tuple(parts[:2])


def modules_in(path: Path) -> Iterator[str]:
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_the_architecture_holds_no_measured_figure() -> None:
    units = r"\d ?(?:ms|us|s|MB|GB|%)\b"
    assert not re.search(units, TEXTS["docs/architecture.md"])


def test_a_stranger_finds_twenty_decisions_each_in_one_file() -> None:
    rows = table(TEXTS["docs/architecture.md"], "## A stranger's walk")
    assert len(rows) == len({decided for decided, _ in rows}) == 20
    for _, where in rows:
        assert re.fullmatch(r"`[\w/]+\.py`", where), where


def test_privacy_names_every_table_and_column_of_the_readers_file(tmp_path: Path) -> None:
    with closing(Readers(tmp_path / "readers.db")) as readers:
        tables = readers.rows("select name from sqlite_master where type = 'table'")
        kept = {
            name: {column for _, column, *_ in readers.rows(f"pragma table_info({name})")}
            for (name,) in tables
            if not name.startswith("sqlite_")
        }
    rows = table(TEXTS["docs/privacy.md"], "## Table by table")
    told = {_MARK.findall(name)[0]: set(_MARK.findall(columns)) for name, columns, *_ in rows}
    assert told == kept


def promises() -> list[list[str]]:
    """The rows of all tables of what is promised."""
    rows = re.findall(r"^\| (.*) \|$", TEXTS["docs/trust.md"], re.MULTILINE)
    cells = [re.split(r" ?\| ?", row) for row in rows]
    return [row for row in cells if row[0] != "fault"]


def test_each_promise_names_a_fault_what_is_seen_and_a_test_that_exists() -> None:
    assert len(promises()) >= 50
    for fault, seen, kept, *tests in promises():
        assert fault
        assert seen or kept, fault
        (held,) = tests
        named = [each.split("::") for each in _MARK.findall(held)]
        assert named, fault
        for file, name in named:
            assert name in functions_in(ROOT / file), f"{fault}: {file}::{name}"


@cache
def functions_in(path: Path) -> set[str]:
    """The names of a file's functions, also of those in its classes."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {each.name for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_table_of_promises_has_the_same_head() -> None:
    text = TEXTS["docs/trust.md"]
    heads = re.findall(r"^## .*\n\n(\|.*)$", text, re.MULTILINE)
    assert set(heads) == {"| fault | what a reader or the operator sees | what is kept | test |"}
    assert len(heads) == len(re.findall(r"^## ", text, re.MULTILINE)) - 1  # what is not promised
