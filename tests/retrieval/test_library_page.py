"""docs/library.md is what the library says of itself, and what it says is whole."""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import retrieval
from retrieval import (
    AmbiguousNameError,
    Archive,
    Limits,
    MissingPathError,
    NothingIndexedError,
    NutgrafError,
    UnknownAddressError,
    UnknownArticleError,
    UnknownOutletError,
    UnknownPartyError,
    UnknownWordsError,
    entries,
    errors,
    mentions,
    remove,
    repair,
    undo,
    withdraw,
)
from tests.tools import reference
from tests.tools.coverage_maker import write

pytestmark = pytest.mark.beside

ROOT = Path(__file__).parents[2]
PAGE = reference.PAGE.read_text(encoding="utf-8")
PUBLIC = {name: getattr(retrieval, name) for name in retrieval.__all__}
TEXT = ["The dam", "The dam of Nova broke on 6 March 2024."]
EVERYWHERE = {
    *("id", "article", "article_id", "headline", "outlet", "url", "published", "section", "label"),
    *("language", "path", "database", "text", "passage", "citation", "quote", "speaker"),
    *("address", "offsets", "coverage", "summary", "words", "question", "limit", "asked_on"),
    *("kind", "paragraph", "as_of", "since", "reading"),
}
"""Names that mean one thing in all of the library: see Citation, Passage, Reading, Archive.ask."""
Call = Callable[[Archive], object]


def named_in(*documented: Any) -> set[str]:
    """The words of docstrings."""
    return set(re.findall(r"\w+", " ".join(inspect.getdoc(each) or "" for each in documented)))


def functions_of(public: Any) -> Iterator[tuple[str, Any]]:
    """The public methods and properties of a class, by name."""
    for name, found in vars(public).items():
        function = getattr(found, "fget", None) or getattr(found, "__func__", found)
        if not name.startswith("_") and inspect.isfunction(function):
            yield name, function


def fields_of(public: Any) -> list[str]:
    """The names of a value's fields."""
    if dataclasses.is_dataclass(public):
        return [each.name for each in dataclasses.fields(public)]
    return list(getattr(public, "_fields", ()))


def test_the_page_is_made_from_the_library_and_has_each_public_name_once() -> None:
    assert reference.refreshed(PAGE) == PAGE, "run: python -m tests.tools.reference"
    assert sorted(re.findall(r"^::: retrieval\.(\w+)$", PAGE, re.MULTILINE)) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_says_what_it_is_and_what_it_takes_and_holds(name: str) -> None:
    public = PUBLIC[name]
    said = public.__doc__ or ""
    assert not said.startswith(f"{name}("), "a docstring that dataclasses made"
    if inspect.isfunction(public):
        assert said
        assert set(inspect.signature(public).parameters) <= named_in(public) | EVERYWHERE
    elif inspect.isclass(public):
        assert said
        assert set(fields_of(public)) <= named_in(public) | EVERYWHERE
        for of, function in functions_of(public):
            assert function.__doc__, f"{name}.{of}"
            parameters = set(inspect.signature(function).parameters) - {"self", "cls"}
            assert parameters <= named_in(public, function, Archive.ask) | EVERYWHERE, of


def test_the_tree_of_errors_is_that_of_their_classes() -> None:
    drawn: list[tuple[str, str]] = []
    above = ["NutgrafError"]
    for indent, name in re.findall(r"^([│ ]*)[├└]── (\w+)", errors.__doc__ or "", re.MULTILINE):
        above = [*above[: 1 + len(indent) // 4], name]
        drawn.append((above[-2], name))
    known = [each for each in vars(errors).values() if inspect.isclass(each)]
    parents = {
        (each.__bases__[0].__name__, each.__name__)
        for each in known
        if issubclass(each, NutgrafError) and each is not NutgrafError
    }
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == parents


RAISED: list[tuple[type[NutgrafError], Any, Call]] = [
    (MissingPathError, Archive.reindex, lambda it: it.reindex("nowhere")),
    (UnknownPartyError, Archive.ask, lambda it: it.ask("the dam", party="Oz")),
    (UnknownOutletError, Archive.ask, lambda it: it.ask("the dam", outlet="Oz")),
    (UnknownPartyError, Archive.says, lambda it: it.says("Oz the dam")),
    (UnknownAddressError, Archive.explain, lambda it: it.explain("the dam", "x-1-0000")),
    (UnknownAddressError, Archive.verify, lambda it: it.verify("x-1-0000")),
    (UnknownOutletError, Archive.timeline, lambda it: it.timeline("dam", outlet="Oz")),
    (UnknownAddressError, Archive.show, lambda it: it.show("x-1-0000")),
    (UnknownArticleError, Archive.article, lambda it: it.article("x")),
    (UnknownArticleError, Archive.listed, lambda it: it.listed("x")),
    (UnknownArticleError, remove, lambda it: remove(it.path, "x")),
    (AmbiguousNameError, remove, lambda it: remove(it.path, "dam")),
    (UnknownArticleError, undo, lambda it: undo(it.path, "x")),
    (UnknownArticleError, withdraw, lambda it: withdraw(it.path, "x")),
    (UnknownWordsError, withdraw, lambda it: withdraw(it.path, "dam", words="no such words")),
]
EMPTY: list[tuple[Any, Call]] = [
    (Archive, lambda it: it.ask("dam")),
    (Archive, lambda it: it.answered("dam", limits=Limits())),
    (Archive, lambda it: it.search("dam")),
    (Archive, lambda it: it.says("Nova the dam")),
    (Archive, lambda it: it.opening_day("yesterday dam", "since")),
    (Archive, lambda it: it.explain("dam", "x-1-0000")),
    (Archive, lambda it: it.verify("x-1-0000")),
    (Archive, lambda it: it.timeline("dam")),
    (Archive, lambda it: it.sentences("dam", "The dam broke.")),
    (Archive, lambda it: it.show("x-1-0000")),
    (Archive, lambda it: it.article("dam")),
    (Archive, lambda it: it.coverage()),
    (Archive, lambda it: it.headlines()),
    (Archive, lambda it: it.latest()),
    (Archive, lambda it: it.outlets()),
    (Archive, lambda it: it.languages()),
    (Archive, lambda it: it.generation()),
    (Archive, lambda it: it.digests()),
    (Archive, lambda it: it.nearest("dam")),
    (Archive, lambda it: it.doctor()),
    (entries, lambda it: entries(it.path)),
    (mentions, lambda it: mentions(it.path, "dam")),
    (remove, lambda it: remove(it.path, "dam")),
    (withdraw, lambda it: withdraw(it.path, "dam")),
    (repair, lambda it: repair(it.path)),
]


def test_each_error_that_a_call_raises_is_named_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder := write(tmp_path / "articles", {"dam": TEXT, "dam/old": TEXT}))
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex(folder)
        for error, documented, call in RAISED:
            with pytest.raises(error):
                call(archive)
            assert error.__name__ in named_in(documented), documented


def test_what_reads_a_coverage_that_is_not_there_says_so_and_makes_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as archive:
        for documented, call in EMPTY:
            with pytest.raises(NothingIndexedError):
                call(archive)
            assert "NothingIndexedError" in named_in(documented), documented
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_programs_of_the_page_are_right_by_mypy_strict_without_an_ignore(
    tmp_path: Path,
) -> None:
    programs = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(programs) == 2
    for number, program in enumerate(programs):
        assert "type: ignore" not in program
        (tmp_path / f"program{number}.py").write_text(program, encoding="utf-8")
    (tmp_path / "nutgraf").symlink_to(ROOT / "bot" / "nutgraf")
    (tmp_path / "none.ini").write_text("[mypy]\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"),
            *("--config-file", "none.ini", *(each.name for each in tmp_path.glob("*.py"))),
        ],
        cwd=tmp_path,
        env=os.environ | {"MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
