"""Each way in which a cluster fails: tried again where that helps, else one clear error; a part of
an answer is never taken for the whole."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from retrieval import ArchiveIncompleteError, ArchiveUnreachableError, NothingIndexedError
from retrieval.opensearch.address import ClusterAddress, Host
from retrieval.opensearch.client import Cluster, ConflictError, RefusedError
from tests.opensearch.fake import Fake, Said, fake

MISSING = {
    "error": {
        "root_cause": [],
        "type": "search_phase_execution_exception",
        "reason": "Search rejected due to missing shards [[news-passages-000001][3]]. Consider ...",
    },
    "status": 503,
}
AWAY: dict[str, Any] = {  # as 2.19 and 3.8 say it
    "error": {
        "root_cause": [],
        "type": "search_phase_execution_exception",
        "reason": "",
        "failed_shards": [],
        "caused_by": MISSING["error"],
    },
    "status": 503,
}
UNREAD = "No shard available for [get [news-meta-000001][coverage]: routing [null]]"
BUSY = Said({"error": {"type": "circuit_breaking_exception"}, "status": 429}, 429)


def found(**more: Any) -> dict[str, Any]:
    shards = {"total": 12, "successful": 12, "skipped": 0, "failed": 0}
    return {"timed_out": False, "_shards": shards, "hits": {"hits": []}} | more


def asked(at: Fake, *, seconds: float = 2.0) -> Mapping[str, Any]:
    cluster = Cluster(at.address)
    try:
        with cluster.question(seconds):
            return cluster.search("news-passages", {"query": {"match_all": {}}})
    finally:
        cluster.close()


def test_a_whole_reply_is_taken_and_a_part_is_never_asked_for() -> None:
    with fake(Said(found())) as at:
        assert asked(at) == found()
    method, path, body = at.asked[0]
    assert (method, path) == (
        "POST",
        "/news-passages/_search?allow_partial_search_results=false",
    )
    assert 1000 < int(json.loads(body)["timeout"].removesuffix("ms")) <= 2000


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (Said(MISSING, 503), "part 3 of news-passages-000001"),
        (Said(AWAY, 503), "part 3 of news-passages-000001"),
        (Said({"error": {"type": "away", "reason": UNREAD}}, 503), "a part of news-meta-000001"),
        (Said({"error": {"type": "ill", "index": "news-words"}}, 503), "ill of news-words"),
        (Said(found(timed_out=True)), "it took too long"),
        (
            Said(
                found(
                    _shards={
                        "total": 12,
                        "successful": 11,
                        "failed": 1,
                        "failures": [{"shard": 7, "index": "n", "reason": {"type": "io"}}],
                    }
                )
            ),
            "11 of 12 parts answered; not part 7 of n: io",
        ),
        (
            Said(found(_shards={"total": 12, "successful": 11, "failed": 0})),
            "11 of 12 parts answered",
        ),
        (Said({"error": {"type": "master_not_discovered"}}, 503), "master_not_discovered"),
        (Said(found(), after=0.6), "it took too long"),
    ],
)
def test_a_part_of_the_archive_that_does_not_answer_is_an_error_that_names_it(
    said: Said, named: str
) -> None:
    with fake(said) as at, pytest.raises(ArchiveIncompleteError) as raised:
        asked(at, seconds=0.3 if said.after else 2.0)
    assert named in str(raised.value)
    assert str(raised.value).endswith("; try again")


def test_a_cluster_that_has_too_much_to_do_is_asked_once_more() -> None:
    with fake(BUSY, Said(found())) as at:
        began = time.monotonic()
        assert asked(at) == found()
        assert time.monotonic() - began >= 0.2
    with fake(BUSY, BUSY) as at, pytest.raises(ArchiveIncompleteError, match="too much to do"):
        asked(at)


def test_the_next_host_is_asked_where_one_is_gone() -> None:
    with fake(Said(found())) as at:
        gone = Host("127.0.0.1", 1)
        address = at.address._replace(hosts=(gone, *at.address.hosts))
        cluster = Cluster(address)
        assert cluster.search("news-passages", {}) == found()
        cluster.close()
    with fake(Said({}, None), Said({}, 502), Said(found())) as at:
        assert asked(at) == found()  # a host that closes, a proxy whose node is gone


def test_no_host_at_all_is_said_at_once() -> None:
    cluster = Cluster(ClusterAddress((Host("127.0.0.1", 1),), "news", "bot", secure=False))
    with pytest.raises(ArchiveUnreachableError, match="none of its hosts can be reached"):
        cluster.search("news-passages", {})
    cluster.close()


@pytest.mark.parametrize("status", [401, 403])
def test_a_user_who_is_not_let_in_is_told_so(status: int) -> None:
    said = Said({"error": {"type": "security_exception", "reason": "x"}}, status)
    with fake(said) as at, pytest.raises(ArchiveUnreachableError, match="does not let the user in"):
        asked(at)


def test_an_index_that_is_not_there_is_a_coverage_with_nothing_in_it() -> None:
    said = Said({"error": {"type": "index_not_found_exception", "reason": "no such index"}}, 404)
    with fake(said) as at, pytest.raises(NothingIndexedError, match="nutgraf reindex"):
        asked(at)


def test_several_searches_are_whole_or_an_error() -> None:
    both = {"responses": [found(), {"error": MISSING["error"], "status": 503}]}
    with fake(Said({"responses": [found(), found()]}), Said(both), Said({"responses": []})) as at:
        cluster = Cluster(at.address)
        each = ("news-passages", {"size": 1})
        assert cluster.searches([each, each]) == [found(), found()]
        for _ in range(2):
            with pytest.raises(ArchiveIncompleteError):
                cluster.searches([each, each])
        cluster.close()


def test_documents_that_cannot_be_read_are_an_error_and_none_is_not() -> None:
    here, none = {"_id": "1", "found": True, "_source": {}}, {"_id": "2", "found": False}
    broken = {"_id": "2", "_index": "news-articles", "error": {"type": "no_shard_available"}}
    with fake(Said({"docs": [here, none]}), Said({"docs": [here, broken]}), Said(here, 200)) as at:
        cluster = Cluster(at.address)
        wanted = [{"_index": "a", "_id": "1"}, {"_index": "a", "_id": "2"}]
        assert cluster.documents(wanted) == [here, none]
        with pytest.raises(ArchiveIncompleteError, match="news-articles: no_shard_available"):
            cluster.documents(wanted)
        assert cluster.document("a", "1") == here
        cluster.close()


def test_all_calls_of_a_question_share_its_seconds() -> None:
    with fake(Said(found(), after=0.15), Said(found())) as at:
        cluster = Cluster(at.address)
        with cluster.question(0.1), cluster.question(9.0):
            with pytest.raises(ArchiveIncompleteError, match="it took too long"):
                cluster.search("news-passages", {})
            time.sleep(0.1)
            with pytest.raises(ArchiveIncompleteError, match="it took too long"):
                cluster.search("news-passages", {})  # is not asked at all
        assert cluster.search("news-passages", {}) == found()
        cluster.close()


def test_two_who_write_one_document_meet() -> None:
    said = Said({"error": {"type": "version_conflict_engine_exception"}}, 409)
    with fake(said) as at, pytest.raises(ConflictError):
        Cluster(at.address).put("news-meta", "coverage", {}, if_seq_no=1, if_primary_term=1)


def test_neither_a_password_nor_a_readers_words_stand_in_an_error_or_a_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    quoting = {"error": {"type": "parsing_exception", "reason": "in [who stole the ferry]"}}
    with fake(Said(quoting, 400)) as at:
        cluster = Cluster(at.address._replace(user="bot"), password="swordfish")
        with pytest.raises(ArchiveUnreachableError, match="it answers 400: parsing_exc") as raised:
            cluster.search("news-passages", {"query": "who stole the ferry"})
        cluster.close()
    assert at.headers[0]["authorization"].startswith("Basic ")
    for said in (caplog.text, repr(raised.value), str(raised.value)):
        assert "swordfish" not in said
        assert "ferry" not in said


def certified(folder: Path, name: str) -> Path:
    """A certificate of its own authority for this machine, with its key, in one file."""
    made = folder / f"{name}.pem"
    how = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext".split()
    for_here = ["subjectAltName=IP:127.0.0.1", "-keyout", str(made), "-out", str(folder / "crt")]
    subprocess.run(["openssl", *how, *for_here], check=True, capture_output=True)
    made.write_text(made.read_text() + (folder / "crt").read_text())
    return made


def test_a_certificate_is_verified_and_the_user_shown_to_who_has_a_right_one(
    tmp_path: Path,
) -> None:
    own, other = certified(tmp_path, "own"), certified(tmp_path, "other")
    with fake(Said(found()), certificate=own) as at:
        address = at.address._replace(user="bot")
        cluster = Cluster(address, password="swordfish", ca=own)
        assert cluster.search("news-passages", {}) == found()
        cluster.close()
        said = f"Basic {base64.b64encode(b'bot:swordfish').decode()}"
        assert [each["authorization"] for each in at.headers] == [said]
        for ca in (other, None):
            cluster = Cluster(address, password="swordfish", ca=ca)
            with pytest.raises(ArchiveUnreachableError, match="not trusted; name the authority"):
                cluster.search("news-passages", {})
            cluster.close()
        assert len(at.headers) == 1


def test_an_authority_that_is_no_file_is_said(tmp_path: Path) -> None:
    address = ClusterAddress((Host("127.0.0.1", 1),), "news", "bot")
    with pytest.raises(ArchiveUnreachableError, match="no such file; mend archive_ca"):
        Cluster(address, ca=tmp_path / "ca.pem")


def test_a_node_whose_disk_is_full_is_an_error_that_says_so_at_once() -> None:
    why = "index [n] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark"
    full = Said({"error": {"type": "cluster_block_exception", "reason": why}}, 429)
    with fake(full, full) as at:
        cluster = Cluster(at.address)
        with pytest.raises(RefusedError, match="the disk of a node is full"):
            cluster.put("news-lock", "writer", {})
        cluster.close()
