"""Articles that lie in somebody's index are read whole, or those that were read before stay."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retrieval import Archive, Described, FetchError, Index, Reading
from retrieval.opensearch.address import IndexAddress
from retrieval.opensearch.taking import pages
from tests.opensearch.fake import Fake, Said, fake

UNKNOWN = Said({"error": {"type": "illegal_argument_exception"}, "status": 400}, 400)
OPENED, CLOSED = Said({"pit_id": "p"}), Said({"pits": []})
MAPPED = Reading(headline="title", text="body.content", published="meta.day", outlet="Oster Post")
BODY = "<p>The ferry to Oster sank on Monday. All 41 passengers were saved by a passing boat.</p>"


def doc(key: str, **fields: Any) -> dict[str, Any]:
    record = {"title": f"Ferry {key}", "body": {"content": BODY}, "meta": {"day": "2024-03-05"}}
    return {"_id": key, "_source": record | fields, "sort": [key]}


def page(*docs: Mapping[str, Any], total: int | None = None, failed: int = 0) -> Said:
    shards: dict[str, Any] = {"total": 2, "successful": 2 - failed, "failed": failed}
    if failed:
        shards["failures"] = [{"shard": 1, "index": "news", "reason": {"type": "io"}}]
    hits: dict[str, Any] = {"hits": [*docs]}
    if total is not None:
        hits["total"] = {"value": total}
    return Said({"timed_out": False, "_shards": shards, "hits": hits})


def index_at(at: Fake, **more: Any) -> Index:
    address = IndexAddress(*at.address)
    return Index(address, more.pop("reading", MAPPED), **more)


def lines(index: Index, fetched: Path) -> list[dict[str, Any]]:
    with gzip.open(index.folder(fetched) / "articles.jsonl.gz", "rt") as file:
        return [json.loads(each) for each in file]


def test_an_index_of_either_engine_is_read_page_by_page_as_it_was_at_one_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_FIRST", 2)
    two, one = (doc("a"), doc("b")), doc("c")
    query = {"term": {"state": "published"}}
    open_search = UNKNOWN, OPENED, UNKNOWN, page(*two, total=3), page(one), CLOSED
    elastic = Said({"id": "p"}), page(*two, total=3), page(one), Said({"succeeded": True})
    for says in (open_search, elastic):
        with fake(*says) as at:
            index = index_at(at, query=query)
            found = index.take(tmp_path)
        assert found.items == 3
        assert [each["nutgraf:id"] for each in lines(index, tmp_path)] == [
            "news/a",
            "news/b",
            "news/c",
        ]
        asked = [json.loads(body) for _, path, body in at.asked if path.startswith("/_search?")]
        assert [each.get("search_after") for each in asked][-2:] == [None, ["b"]]
        assert all(each["query"] == query and each["pit"]["id"] == "p" for each in asked)
        assert all("allow_partial_search_results=false" in p for _, p, _ in at.asked if "h?" in p)
    assert [(method, path) for method, path, _ in at.asked][::3] == [
        (
            "POST",
            "/news/_pit?keep_alive=5m&expand_wildcards=open%2Cclosed&allow_no_indices=false",
        ),
        ("DELETE", "/_pit"),
    ]
    assert not [*tmp_path.glob("*/.*")]


GONE = Said({"error": {"type": "index_not_found_exception", "reason": "no such index"}}, 404)
NAMED = Said({"error": {"type": "index_not_found_exception", "index": "news-1999"}}, 404)
DENIED = Said({"error": {"type": "security_exception"}}, 403)


@pytest.mark.parametrize(
    ("says", "said"),
    [
        ([UNKNOWN, GONE], "there is no such index; mend its name"),
        ([UNKNOWN, NAMED], "there is no index news-1999; mend its name"),
        ([DENIED], "it does not let the user in (403)"),
        ([UNKNOWN, OPENED, page(failed=1), CLOSED], "1 of 2 parts answered; not part 1 of news"),
        ([UNKNOWN, OPENED, page(doc("a"), total=2), CLOSED], "1 of 2 documents came"),
        ([UNKNOWN, OPENED, UNKNOWN, UNKNOWN, CLOSED], "it answers 400: illegal_argument_exc"),
        (
            [
                UNKNOWN,
                OPENED,
                page({"_id": "a", "_source": {"titel": "x", "x": 1}}, total=1),
                CLOSED,
            ],
            "no document has the field body.content, meta.day, title; there are titel, x",
        ),
        ([UNKNOWN, OPENED, page({"_id": "a"}, total=1), CLOSED], "it keeps no _source"),
        ([UNKNOWN, OPENED, page(total=0), CLOSED], "no document is found in it now"),
    ],
)
def test_where_not_all_can_be_read_what_was_read_before_stays(
    says: list[Said], said: str, tmp_path: Path
) -> None:
    with fake(*says) as at:
        index = index_at(at)
        kept = index.folder(tmp_path) / "articles.jsonl.gz"
        kept.parent.mkdir()
        kept.write_bytes(b"as it was")
        with pytest.raises(FetchError) as raised:
            index.take(tmp_path)
    assert said in raised.value.reason
    assert str(raised.value).startswith(f"http://127.0.0.1:{at.address.hosts[0].port}/news: ")
    assert [each.read_bytes() for each in kept.parent.iterdir()] == [b"as it was"]


def test_fields_are_read_as_they_are_mapped_and_html_as_in_other_forms(tmp_path: Path) -> None:
    own = doc("a", brand="Oster Post", tongue="en", guid="x-1"), doc("b", guid="x-2", meta={})
    says = UNKNOWN, OPENED, page(*own, total=2), CLOSED
    mapped = Reading(headline="title", text="body.content", published="meta.day", id="guid")
    with fake(*says) as at, Archive(tmp_path / "coverage.db") as archive:
        index = index_at(at, reading=mapped, outlet="brand", language="tongue")
        index.take(tmp_path / "fetched")
        folder = index.folder(tmp_path / "fetched")
        done = archive.reindex(folder, coverage=[Described(folder, index.read_as)])
        assert (done.added, done.skipped) == (2, ())
        first, second = archive.article("x-1"), archive.article("x-2")
    assert (first.headline, first.outlet, first.published) == (
        "Ferry a",
        "Oster Post",
        "2024-03-05",
    )
    assert (second.outlet, second.published) == (None, None)
    assert first.body == BODY[3:-4]


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(FetchError, match=r'pip install "nutgraf\[opensearch\]"'):
        Index.at("http://127.0.0.1:1/news").take(tmp_path)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (None, "no document is found in it; is that the right index?"),
        ({"match_all": {}}, "found in it by the query; is that the right index and query?"),
    ],
)
def test_an_index_with_nothing_in_it_is_said_to_be_so(
    query: dict[str, Any] | None, said: str, tmp_path: Path
) -> None:
    with fake(UNKNOWN, OPENED, page(total=0), CLOSED) as at:
        index = index_at(at, query=query)
        with pytest.raises(FetchError) as raised:
            index.take(tmp_path)
    assert said in raised.value.reason
    assert not [*index.folder(tmp_path).iterdir()]


def test_pages_of_long_documents_are_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_FIRST", 2)
    monkeypatch.setattr(pages, "_FILLED", 2_000)
    monkeypatch.setattr(pages, "_GROWS", 2)
    small = page(doc("a"), doc("b"), total=6)
    large = page(doc("c", more="x" * 3_000), *(doc(each) for each in "def"))
    with fake(UNKNOWN, OPENED, small, large, page(), CLOSED) as at:
        assert index_at(at).take(tmp_path).items == 6
    asked = [json.loads(body) for _, path, body in at.asked if path.startswith("/_search?")]
    assert [each["size"] for each in asked] == [2, 4, 2]


def test_a_query_that_the_cluster_does_not_take_is_said_in_its_words(tmp_path: Path) -> None:
    why = {"type": "parsing_exception", "reason": "unknown query [nosuch]"}
    refused = Said({"error": {**why, "root_cause": [why]}, "status": 400}, 400)
    with fake(UNKNOWN, OPENED, refused, refused, CLOSED) as at, pytest.raises(FetchError) as raised:
        index_at(at, query={"nosuch": {}}).take(tmp_path)
    assert raised.value.reason == (
        "it answers 400: parsing_exception (unknown query [nosuch]); mend its query"
    )


@pytest.mark.parametrize("mapped", [Reading(), Reading(id="guid")])
def test_what_no_table_names_any_more_keeps_its_articles_under_their_ids(
    mapped: Reading, tmp_path: Path
) -> None:
    own = doc("a", id="1", guid="x"), doc("b", id="2", guid="y")
    says = UNKNOWN, OPENED, page(*own, total=2), CLOSED
    with fake(*says) as at, Archive(tmp_path / "coverage.db") as archive:
        index = index_at(at, reading=replace(mapped, text="body.content"))
        index.take(tmp_path / "fetched")
        folder = index.folder(tmp_path / "fetched")
        archive.reindex(tmp_path / "fetched", coverage=[Described(folder, index.read_as)])
        ids = {each.id for each in archive.articles()}
        done = archive.reindex(tmp_path / "fetched")
        assert (done.added, done.removed) == (0, 0)
        assert {each.id for each in archive.articles()} == ids
    assert ids == ({"x", "y"} if mapped.id else {"news/a", "news/b"})
