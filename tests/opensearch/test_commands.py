"""Every command says the same over a coverage in a cluster as over one in a file, or in one line
why it does not."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

import pytest
from click import Context

from bot.cli import nutgraf
from bot.readers.database import Readers
from retrieval.opensearch import client
from retrieval.opensearch.upkeep import changing
from retrieval.opensearch.writing import writer
from tests.opensearch.both_ways import Home, Said
from tests.opensearch.cluster import Node
from tests.opensearch.parts import address_of
from tests.tools.coverage_maker import write

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = str(ROOT / "seeds")
QUESTIONS: Final = str(ROOT / "tests/data/questions.toml")
MOSKVA: Final = "How many missiles hit the Moskva?"
PASSAGE: Final = "mfaexcvrxwib-2-afeb"
ARTICLE: Final = "2022-04-15-moskva-sinks"
CHAT: Final = f"""\
/start
/about
/sources
/latest
{MOSKVA}
/more
/since 2022-06-01 dam
/says Russia Moskva
/diff
/corrections
/timeline dam
/whatsnew
"""


class Row(NamedTuple):
    """A command, and what is typed into it. `instead` is what it says over a cluster, where that is
    something else than over a file."""

    command: str
    typed: str = ""
    instead: str | None = None


EMPTY: Final = (
    *("health", "ask dam", "search dam", "search --all dam", "list", "doctor", "stats", "disliked"),
    *("timeline dam", "verify --text dam", f"show {PASSAGE}", "remove dam", "withdraw dam"),
    *("remove --undo dam", "doctor --repair", f"reindex --dry-run {SEEDS}"),
)
"""What is run before anything is indexed."""
TABLE: Final[dict[str, tuple[Row, ...]]] = {
    "init": (Row("init"), Row("init")),
    "config": (Row("config"), Row("config --json")),
    "reindex": (
        Row(f"reindex {SEEDS}"),
        Row(f"reindex --json {SEEDS}"),
        Row(f"reindex --dry-run {SEEDS}"),
        Row("reindex --dry-run --json mine"),
        Row("reindex nowhere"),
    ),
    "add": (Row("add http://127.0.0.1:9/feed"),),
    "ask": (
        Row(f"ask {MOSKVA}"),
        Row(f"ask --json --explain {MOSKVA}"),
        Row(f"ask --limit 9 --as-of 2023-01-01 --asked-on 2023-01-02 {MOSKVA}"),
        Row("ask --since 2022-06-01 --party Russia missiles"),
        Row("ask --outlet nobody missiles"),
        Row("ask --party nobody missiles"),
        Row("ask --path nowhere missiles"),
    ),
    "chat": (Row("chat", CHAT),),
    "demo": (Row("demo --help"),),
    "search": (
        Row("search dam"),
        Row("search --all dam"),
        Row('search --all --json "the dam"'),
        Row("search --csv --limit 3 dam"),
    ),
    "show": (Row(f"show {PASSAGE}"), Row(f"show --json {PASSAGE}"), Row("show nothing")),
    "timeline": (Row("timeline dam"), Row("timeline --json --from 2023-01-01 --to 2023-12-31 dam")),
    "verify": (
        Row(f"verify {PASSAGE}"),
        Row(f"verify {PASSAGE} words that stand nowhere"),
        Row("verify --json --text missiles"),
    ),
    "list": (Row("list"), Row("list --json --since 2023-01-01"), Row("list --waiting")),
    "doctor": (
        Row("doctor"),
        Row("doctor --json --all"),
        Row("doctor --repair"),
    ),
    "stats": (Row("stats"), Row("stats --json"), Row("stats --csv")),
    "disliked": (Row("disliked"), Row("disliked --json")),
    "unanswered": (Row("unanswered"), Row("unanswered --json")),
    "health": (Row("health"), Row("health --json")),
    "run": (Row("run"),),
    "schema": (Row("schema list"),),
    "service": (Row("service"),),
    "texts": (Row("texts en"),),
    "eval": (
        Row(f"eval DATABASE {QUESTIONS} --limit 4 --compare --misses"),
        Row(f"eval DATABASE {QUESTIONS} --limit 2 --json"),
        Row(f"eval {SEEDS} {QUESTIONS} --database DATABASE --limit 2"),
    ),
    "watch": (Row("watch --once"),),
    "remove": (
        Row(f"remove {ARTICLE}"),
        Row(f"reindex {SEEDS}"),
        Row(f"remove --undo --json {ARTICLE}"),
        Row(f"remove --undo {ARTICLE}"),
        Row(f"reindex --dry-run {SEEDS}"),
        Row(f"reindex {SEEDS}"),
        Row("remove --json --outlet Sample·Gazette"),
    ),
    "withdraw": (
        Row(f"withdraw --words Neptune {PASSAGE}"),
        Row(f"show {PASSAGE}"),
        Row(f"ask {MOSKVA}"),
        Row(f"withdraw --json {ARTICLE}"),
        Row(f"withdraw {ARTICLE}"),
        Row(f"reindex {SEEDS}"),
        Row("list"),
        Row("search --all Neptune"),
        Row("doctor --all"),
    ),
    "backup": (
        Row(
            "backup copies",
            instead="DATABASE: not copied; take a snapshot of the indices NAME-* in the cluster, "
            "as docs/scaling.md says\ncopies/readers.db: #\n",
        ),
    ),
    "restore": (Row("restore copies", instead="HOME/readers.db: as it was at #\n"), Row("list")),
}
"""What each command is run with, in this order."""


EMPTIED: Final = (
    *(f"remove {SEEDS}", "list", "stats", "health", "ask dam", "search --all dam", "disliked"),
    *("doctor --all", "withdraw dam", f"reindex {SEEDS}"),
)
"""What is run at last, when everything is taken out."""


@pytest.fixture
def homes(node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Home, Home]:
    """One over a file, one over a cluster; nobody asks beside them."""
    monkeypatch.setattr(client, "QUESTION", 60.0)
    monkeypatch.setattr(writer, "GRACE", 0.0)
    monkeypatch.setattr(changing, "wiped", lambda *_: True)  # it takes half a minute: see below
    for each in ("file", "cluster"):
        (tmp_path / each).mkdir()
        Readers(tmp_path / each / "readers.db").close()
        write(tmp_path / each / "mine", {"dam": ["The dam", "The dam of Nova broke."]})
    return (
        Home(tmp_path / "file", str(tmp_path / "file/coverage.db")),
        Home(tmp_path / "cluster", address_of(node.address, f"t{uuid4().hex[:12]}")),
    )


def test_each_command_has_a_row() -> None:
    assert sorted(TABLE) == sorted(nutgraf.list_commands(Context(nutgraf)))


@pytest.mark.slow
def test_every_command_says_the_same_over_a_cluster_as_over_a_file(
    homes: tuple[Home, Home],
) -> None:
    file, cluster = homes
    before, after = ([Row(each) for each in some] for some in (EMPTY, EMPTIED))
    for row in chain(before, *TABLE.values(), after):
        one, other = (_said(home, row) for home in (file, cluster))
        if row.instead is None:
            assert other == one, row
        else:
            name = cluster.database.rpartition("/")[2]
            assert (other.code, other.err + other.out) == (0, row.instead.replace("NAME", name))


def _said(home: Home, row: Row) -> Said:
    words = [
        each.replace("DATABASE", home.database).replace("·", " ") for each in row.command.split()
    ]
    return home.plain(home.run(*words, typed=row.typed))
