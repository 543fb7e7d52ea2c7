"""Somebody's index in a real node, and the commands over a coverage in one."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner

from bot.cli import nutgraf
from retrieval.errors import FetchError
from retrieval.opensearch.taking import pages
from retrieval.opensearch.taking.taking import Index
from tests.opensearch.cluster import Node
from tests.opensearch.test_taking import doc

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def ask(node: Node, method: str, path: str, body: str | None = None) -> Any:
    request = urllib.request.Request(
        f"{node.address}{path}",
        body.encode() if body else None,
        {"Content-Type": "application/x-ndjson"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def put(node: Node, index: str, *docs: dict[str, Any]) -> None:
    lines = [
        f"{json.dumps({'index': {'_id': each['_id']}})}\n{json.dumps(each['_source'])}\n"
        for each in docs
    ]
    assert not ask(node, "POST", f"/{index}/_bulk?refresh=true", "".join(lines))["errors"]


@pytest.mark.parametrize("line", ["node", "old_node"])
def test_an_index_is_read_whole_and_what_changes_in_it_follows(
    line: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, index = request.getfixturevalue(line), f"theirs-{uuid4().hex[:8]}"
    monkeypatch.setattr(pages, "PAGE", 7)
    monkeypatch.setattr(pages, "_FIRST", 7)
    ask(node, "PUT", f"/{index}", '{"settings": {"number_of_shards": 3, "number_of_replicas": 0}}')
    put(node, index, *(doc(f"d{n}", state="draft" if n % 5 == 0 else "out") for n in range(50)))
    config = tmp_path / "config.toml"
    config.write_text(
        f"""[[coverage]]
opensearch = "http://127.0.0.1:{node.port}/{index}"
headline = "title"
text = "body.content"
published = "meta.day"
query = {{term = {{"state.keyword" = "out"}}}}
"""
    )

    def reindexed() -> str:
        done = CliRunner().invoke(nutgraf, ["reindex", "--config", str(config)])
        assert done.exit_code == 0, done.output
        return done.output

    assert reindexed().startswith("40 added, 0 changed, 0 removed, 0 unchanged")
    assert reindexed().startswith("0 added, 0 changed, 0 removed, 40 unchanged")
    put(node, index, doc("d1", title="Another ferry", state="out"), doc("d50", state="out"))
    ask(node, "DELETE", f"/{index}/_doc/d2?refresh=true")
    assert reindexed().startswith("1 added, 1 changed, 1 removed, 38 unchanged")
    ask(node, "DELETE", f"/{index}")
    done = CliRunner().invoke(nutgraf, ["reindex", "--config", str(config)])
    assert (done.exit_code, f"there is no index {index}; mend its name" in done.output) == (3, True)
    assert "40 unchanged" in done.output


@pytest.mark.parametrize("line", ["node", "old_node"])
def test_an_index_of_a_pattern_that_is_closed_is_no_reason_to_take_out_its_articles(
    line: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    node, name = request.getfixturevalue(line), f"years-{uuid4().hex[:8]}"
    for year in ("2023", "2024"):
        put(node, f"{name}-{year}", doc(f"d{year}"))
    index = Index.at(f"http://127.0.0.1:{node.port}/{name}-*")
    assert index.take(tmp_path).items == 2
    ask(node, "POST", f"/{name}-2023/_close")
    with pytest.raises(FetchError, match=f"its index {name}-2023 is closed; open it"):
        index.take(tmp_path)
    left = Index.at(f"http://127.0.0.1:{node.port}/{name}-*,-{name}-2023")
    assert left.take(tmp_path).items == 1
    with pytest.raises(FetchError, match=f"there is no index {name}x-\\*; mend its name"):
        Index.at(f"http://127.0.0.1:{node.port}/{name}x-*").take(tmp_path)


def test_the_commands_print_over_a_cluster_what_they_print_over_a_file(
    node: Node, tmp_path: Path
) -> None:
    cluster = f"opensearch+http://127.0.0.1:{node.port}/t{uuid4().hex[:8]}"
    asked = (
        ("list",),
        ("list", "--outlet", "Sample Gazette", "--json"),
        ("list", "--since", "2023-06-01", "--json"),
        ("list", "--waiting"),
        ("timeline", "dam"),
        ("verify", "--text", "The Moskva sank"),
        ("chat",),
        ("health",),
        ("stats",),
        ("ask", "How many missiles hit the Moskva?", "--asked-on", "2026-11-22"),
    )
    said: dict[str, list[tuple[int, str]]] = {}
    for database in (str(tmp_path / "coverage.db"), cluster):
        config = tmp_path / "config.toml"
        config.write_text(f'database = "{database}"\nseeds = ["{ROOT / "seeds"}"]\n')
        assert CliRunner().invoke(nutgraf, ["reindex", "--config", str(config)]).exit_code == 0
        done = [
            CliRunner().invoke(
                nutgraf, [*each, "--config", str(config)], input="How many missiles hit it?\n"
            )
            for each in asked
        ]
        said[database] = [(each.exit_code, each.output) for each in done]
    file, other = said.values()
    for command, one, two in zip(asked, file, other, strict=True):
        assert one == two, command
    assert {(asked[at], code) for at, (code, _) in enumerate(file) if code} == {(("stats",), 1)}
    assert len(file[0][1].splitlines()) > 3
