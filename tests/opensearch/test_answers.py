"""A coverage in a real cluster gives the answers of the same coverage in a file, to the byte."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from retrieval import Archive, NothingIndexedError, UnknownArticleError
from retrieval.analysis import terms
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from tests.opensearch.cluster import Node

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(params=["node", pytest.param("old_node", marks=pytest.mark.cluster)])
def engine(request: pytest.FixtureRequest) -> Node:
    """A node of either line."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Node)
    return found


@contextmanager
def both(node: Node, folder: Path) -> Iterator[tuple[Archive, Archive]]:
    """A new coverage in a file, and one in the cluster."""
    address = f"opensearch+http://127.0.0.1:{node.port}/t{uuid4().hex[:12]}"
    with (
        Archive(folder / "coverage.db", now=lambda: NOW) as file,
        Archive(address, now=lambda: NOW) as cluster,
    ):
        yield file, cluster


def questions() -> list[str]:
    """Those about the samples."""
    written = tomllib.loads((ROOT / "tests/data/questions.toml").read_text(encoding="utf-8"))
    return [each["text"] for each in written["questions"]]


ASKED: dict[str, Callable[[Archive], Any]] = {
    "coverage": lambda at: at.coverage(),
    "headlines": lambda at: at.headlines(5),
    "latest": lambda at: at.latest(limit=4, offset=3),
    "outlets": lambda at: at.outlets(),
    "languages": lambda at: at.languages(),
    "nearest": lambda at: at.nearest("missle"),
    "timeline": lambda at: at.timeline("dam").as_json(),
    "as of": lambda at: at.ask("dam", asked_on=ON, as_of=date(2023, 1, 1)).as_json(),
    "since": lambda at: at.ask("dam", asked_on=ON, since=date(2023, 6, 1)).as_json(),
    "outlet": lambda at: at.ask("attack", asked_on=ON, outlet="Sample Gazette").as_json(),
    "party": lambda at: at.ask("what does Russia say about the Moskva", asked_on=ON).as_json(),
    "phrase": lambda at: at.ask('"guided missile cruiser" "Black Sea"', asked_on=ON).as_json(),
    "new": lambda at: at.ask("what is new about the dam since Monday", asked_on=ON).as_json(),
    "digests": lambda at: dict(sorted(at.digests().items())),
    "verify": lambda at: at.verify(text="The Moskva sank").as_json(),
}


def assert_same(file: Archive, cluster: Archive, asked: list[str]) -> None:
    """Both give the same, to the byte."""
    for name, ask in ASKED.items():
        assert ask(cluster) == ask(file), name
    for question in asked:
        one, other = (at.ask(question, asked_on=ON).as_json() for at in (cluster, file))
        assert json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True), question


def write(folder: Path, **articles: str) -> None:
    """An article a file."""
    folder.mkdir(exist_ok=True)
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_the_samples_answer_in_a_cluster_as_in_a_file(engine: Node, tmp_path: Path) -> None:
    with both(engine, tmp_path) as (file, cluster):
        with pytest.raises(NothingIndexedError):
            cluster.ask("dam")
        for at in (file, cluster):
            assert at.reindex([ROOT / "seeds"]).added == 15
        assert_same(file, cluster, questions())
        for quote in file.ask("Moskva", asked_on=ON).quotes:
            assert cluster.show(quote.address) == file.show(quote.address)
        with pytest.raises(UnknownArticleError):
            cluster.article("none")
        assert cluster.reindex([ROOT / "seeds"]).unchanged == 15


def test_what_is_added_changed_and_removed_is_so_in_both(engine: Node, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    bridge = (
        "---\npublished: 2024-03-0{}\noutlet: Post\n---\nThe bridge\n\nThe bridge holds {} lorries."
    )
    with both(engine, tmp_path) as (file, cluster):
        write(articles, a=bridge.format(5, 40), b=bridge.format(6, 41), c=bridge.format(7, 42))
        asked = ["How many lorries does the bridge hold?", "bridge", "lorry", "ferry"]
        for at in (file, cluster):
            at.reindex([articles, ROOT / "seeds"])
        assert_same(file, cluster, asked)
        write(articles, b=bridge.format(6, 51), d=bridge.format(8, 43), e="The ferry\n\nIt sank.")
        (articles / "a.txt").unlink()
        for at in (file, cluster):
            done = at.reindex([articles, ROOT / "seeds"])
            assert (done.added, done.changed, done.removed) == (2, 1, 1)
        assert_same(file, cluster, asked)
        old = file.ask("lorries", asked_on=ON).quotes[0].address
        assert cluster.verify(old).as_json() == file.verify(old).as_json()
        (articles / "d.txt").rename(articles / "c2.txt")
        for at in (file, cluster):
            at.reindex([articles])
        assert_same(file, cluster, asked)


@pytest.mark.cluster
def test_six_parts_answer_as_one(node: Node, tmp_path: Path) -> None:
    cluster = Cluster(parsed(f"opensearch+http://127.0.0.1:{node.port}/t"))
    settings = {"number_of_shards": 6, "number_of_replicas": 0}
    six = {"index_patterns": ["t*"], "template": {"settings": settings}}
    cluster.call("PUT", "/_index_template/six", six)
    try:
        with both(node, tmp_path) as (file, archive):
            for at in (file, archive):
                at.reindex([ROOT / "seeds"])
            name = parsed(archive.place).name
            found = cluster.call("GET", f"/{name}-passages/_search")
            assert found["_shards"]["total"] == 6
            assert_same(file, archive, questions()[::3])
    finally:
        cluster.call("DELETE", "/_index_template/six")
        cluster.close()


def test_a_changed_analysis_reads_all_anew_into_other_indices(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with both(node, tmp_path) as (file, cluster):
        for at in (file, cluster):
            at.reindex([ROOT / "seeds"])
        monkeypatch.setattr(terms, "VERSION", f"{terms.VERSION}-next")
        for at in (file, cluster):
            assert at.reindex([ROOT / "seeds"]).rebuilt
            assert not at.reindex([ROOT / "seeds"]).rebuilt
        assert_same(file, cluster, questions()[:20])


def test_the_doctor_finds_what_is_not_as_it_was_written(node: Node, tmp_path: Path) -> None:
    with both(node, tmp_path) as (_, archive):
        archive.reindex([ROOT / "seeds"])
        assert not archive.doctor().findings
        address = parsed(archive.place)
        cluster, name = Cluster(address), address.name
        whole = {"query": {"term": {"number": 7}}}
        now = {"refresh": "true"}
        said = cluster.document(f"{name}-words", "moskva")
        assert said
        wrong = said["_source"] | {"uses": 99}
        cluster.put(f"{name}-words", "moskva", wrong, refresh="true")
        found = [str(each) for each in archive.doctor().findings]
        assert found == [f"word moskva: counts for {said['_source']['uses']} passages, not 99"]
        cluster.call("POST", f"/{name}-passages/_delete_by_query", whole, now)
        found = [str(each) for each in archive.doctor(every=False).findings]
        assert "index passages: holds 78 of 79" in found
        assert any("passages, not" in each for each in found)
        left = {"number": 1, "gen": 9, "article": "x", "moment": None}
        cluster.put(f"{name}-corrections", "1", left, refresh="true")
        assert archive.reindex([ROOT / "seeds"]).unchanged == 15
        assert cluster.document(f"{name}-corrections", "1") is None  # no run ended with it
        cluster.close()
