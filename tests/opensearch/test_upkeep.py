"""What is taken out of a coverage in a real cluster, healed there, or tried beforehand."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from retrieval import (
    Archive,
    UnknownAddressError,
    beginnings,
    beginnings_in,
    kept_out,
    mentions,
    rehearse,
    remove,
    repair,
    withdraw,
)
from retrieval.opensearch.address import parsed
from retrieval.opensearch.shown import FRESH
from retrieval.opensearch.state import shown_state
from retrieval.opensearch.upkeep import changing, glances
from retrieval.opensearch.writing import writer
from tests.opensearch.cluster import Node, lacks, nodes
from tests.opensearch.parts import address_of, opened
from tests.opensearch.test_lexicon import lexicon_of
from tests.tools.coverage_maker import write

pytestmark = pytest.mark.slow
ARTICLES = {
    "a/dam": ["The dam", "The dam of Nova broke on 6 March 2024.", "Oksana Zzyzx built it."],
    "a/mill": ["The mill", "The mill of Nova stood below the dam.", "It was of wood."],
    "b/fire": ["A fire", "A warehouse in Larnholm burned down on 7 March 2024."],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", ARTICLES)


@pytest.fixture
def address(node: Node, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A coverage of the articles; nobody asks it beside the test."""
    monkeypatch.setattr(writer, "GRACE", 0.0)
    monkeypatch.setattr(changing, "wiped", lambda *_: True)
    found = address_of(node.address, f"t{uuid4().hex[:12]}")
    with Archive(found) as archive:
        archive.reindex(folder)
    return found


def reindexed(address: str, folder: Path) -> list[str]:
    """The articles' ids after another reindex, which leaves nothing that is wrong."""
    with Archive(address) as archive:
        archive.reindex(folder)
        assert archive.doctor().findings == ()
        return sorted(archive.digests())


def update(address: str, kind: str, query: dict[str, Any], script: str) -> None:
    """Damages what the query finds."""
    with opened(address) as cluster:
        name = f"{parsed(address).name}-{kind}"
        body = {"query": query, "script": {"source": script}}
        found = cluster.call("POST", f"/{name}/_update_by_query", body, {"refresh": "true"})
        assert found["updated"]


def written(address: str) -> dict[str, int]:
    """How often each index of the coverage was written to."""
    with opened(address) as cluster:
        path = f"/{parsed(address).name}-*/_stats/indexing"
        found = cluster.call("GET", path)["indices"]
    return {
        name: each["total"]["indexing"]["index_total"] + each["total"]["indexing"]["delete_total"]
        for name, each in found.items()
    }


def test_a_rehearsal_of_a_reindex_writes_nothing(address: str, folder: Path) -> None:
    before = written(address)
    changed = [*ARTICLES["a/dam"], "It is to be built anew."]
    write(folder, {"a/dam": changed, "c/new": ["News", "A new dam is planned."]})
    (folder / "b/fire.txt").unlink()
    done = rehearse(address, folder)
    counted = done.summary
    assert (counted.added, counted.changed, counted.removed, counted.unchanged) == (1, 1, 1, 1)
    assert [each.id for each in done.articles] == ["a/dam", "c/new"]
    assert written(address) == before


def test_what_is_damaged_is_marked_and_healed_by_the_next_reindex(
    address: str, folder: Path
) -> None:
    dam = {"term": {"article_id": "a/dam"}}
    update(address, "passages", dam, "ctx._source.text = 'The dam never broke.'")
    with opened(address) as cluster:
        lost = {"query": {"term": {"id": "b/fire"}}}
        name = parsed(address).name
        params = {"refresh": "true"}
        cluster.call("POST", f"/{name}-articles/_delete_by_query", lost, params)
    with Archive(address) as archive:
        found = {each.where for each in archive.doctor().findings}
    assert {"article a/dam", "index articles"} <= found
    marked = repair(address)
    assert [each for each, _ in marked.articles] == ["a/dam"]
    assert marked.rebuilt
    assert reindexed(address, folder) == sorted(ARTICLES)
    with Archive(address) as archive:
        assert "broke on 6 March" in archive.ask("When did the dam of Nova break?").quotes[0].text


def test_a_withdrawal_that_is_killed_is_whole_after_the_next_reindex(
    address: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writer, "write_state", killed)
        with pytest.raises(KeyboardInterrupt):
            withdraw(address, "a/dam")
    with Archive(address) as archive:
        assert archive.article("a/dam").headline == "The dam"  # all of it, as before
    assert reindexed(address, folder) == ["a/mill", "b/fire"]
    assert mentions(address, "Zzyzx") == ()
    with opened(address) as cluster:
        words = f"{parsed(address).name}-words"
        found = json.dumps(cluster.search(words, {"size": 1000}))
    assert "larnholm" in found
    assert "zzyzx" not in found


def test_a_process_that_has_read_all_words_forgets_those_that_were_withdrawn(
    address: str,
) -> None:
    with Archive(address) as archive:
        assert "zzyzx" in lexicon_of(archive).words
        withdraw(address, "a/dam")
        time.sleep(FRESH)
        words = lexicon_of(archive).words
        assert "zzyzx" not in words
        assert "larnholm" in words


def test_what_was_withdrawn_outlives_the_indices_and_is_the_same_for_all_machines(
    address: str, folder: Path
) -> None:
    quoted = mentions(address, "Larnholm")[0].passage.address
    assert withdraw(address, "a/mill", words="of wood").articles == ("a/mill",)
    assert withdraw(address, quoted).articles == ("b/fire",)
    assert remove(address, str(folder / "a/dam.txt")).kind == "path"
    with opened(address) as cluster:
        seen = shown_state(cluster, parsed(address).name)
        assert seen is not None
        seen.indices.remove(cluster)
    assert kept_out(address).removed
    assert reindexed(address, folder) == ["a/mill"]
    with Archive(address) as archive:
        assert "It was […]." in archive.article("a/mill").body
        with pytest.raises(UnknownAddressError):
            archive.show(quoted)


def test_a_shell_completes_the_same_names_as_over_a_file(
    address: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glances, "PATIENCE", 60.0)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex(folder)
    for kind in ("address", "article", "outlet", "party", "place"):
        for typed in ("", "a", "a/", "a/d", "A", "z"):
            there = sorted(beginnings_in(parsed(address), kind, typed))  # undated, in any order
            assert there == sorted(beginnings(tmp_path / "coverage.db", kind, typed)), (kind, typed)


@pytest.mark.cluster
def test_no_byte_of_what_was_withdrawn_is_left_on_a_node(folder: Path, tmp_path: Path) -> None:
    if reason := lacks():
        pytest.skip(f"no OpenSearch 3 to test with: {reason}")
    (tmp_path / "node").mkdir()
    with nodes(tmp_path / "node") as (node,):
        address = address_of(node.address, "news")
        with Archive(address) as archive:
            archive.reindex(folder)
        assert withdraw(address, "a/dam").wiped
        files = [each for each in (tmp_path / "node").rglob("*") if each.is_file()]
        held = [each.read_bytes().lower() for each in files]
        assert not any(b"zzyzx" in each or b"the dam of nova broke" in each for each in held)
