"""What stands before a cluster, or in its place, answers: a clear line, never a coverage that is
empty, and a password goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from retrieval import ArchiveIncompleteError, ArchiveUnreachableError, NutgrafError
from retrieval.opensearch.client import Cluster, ConflictError
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.state import State, shown_state, write_state
from retrieval.opensearch.writing.lock import Lock
from tests.opensearch.fake import Said, fake

PAGE = "<html><h1>Bad Gateway</h1></html>"
ONE = [{"_index": "news-articles", "_id": "1"}]


def reads() -> dict[str, Callable[[Cluster], object]]:
    """Each way in which a cluster is read."""
    return {
        "state": lambda at: shown_state(at, "news"),
        "search": lambda at: at.search("news-passages", {}),
        "searches": lambda at: at.searches([("news-passages", {})]),
        "documents": lambda at: at.documents(ONE),
    }


def raised(*says: Said, read: str = "state") -> NutgrafError:
    """What reading raises where this is said."""
    with fake(*says) as at:
        cluster = Cluster(at.address)
        with pytest.raises(NutgrafError) as found:
            reads()[read](cluster)
        cluster.close()
    return found.value


@pytest.mark.parametrize(
    ("status", "times", "line"),
    [
        (200, 1, "what answers there is no OpenSearch"),
        (400, 1, "it answers 400: what answers there is no OpenSearch"),
        (401, 1, "it does not let the user in (401)"),
        (403, 1, "it does not let the user in (403)"),
        (404, 1, "it answers 404: what answers there is no OpenSearch"),
        (413, 1, "client_max_body_size"),
        (500, 1, "what stands before it answers 500"),
        (502, 3, "what stands before it answers 502, for no node does"),
        (503, 1, "what stands before it answers 503, for no node does"),
        (504, 3, "what stands before it answers 504, for no node does"),
    ],
)
def test_a_page_of_a_proxy_is_a_clear_line(status: int, times: int, line: str) -> None:
    error = raised(*[Said(PAGE, status)] * times)
    assert isinstance(error, ArchiveUnreachableError)
    assert line in str(error)
    assert "<" not in str(error)


def test_a_proxy_that_lets_no_more_in_is_an_error_to_try_again() -> None:
    error = raised(Said(PAGE, 429), Said(PAGE, 429))
    assert isinstance(error, ArchiveIncompleteError)
    assert "too much to do" in str(error)


@pytest.mark.parametrize("read", reads())
@pytest.mark.parametrize("body", [{"ok": True}, ["ok"], {}])
def test_another_service_that_speaks_json_is_no_coverage(read: str, body: Any) -> None:
    assert "what answers there is no OpenSearch" in str(raised(Said(body), read=read))
    for status in (400, 404):
        error = raised(Said(body, status), read=read)
        assert isinstance(error, ArchiveUnreachableError)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_whoever_sends_us_elsewhere_is_not_followed(status: int) -> None:
    with fake() as other:
        elsewhere = f"http://127.0.0.1:{other.address.hosts[0].port}/news-meta/_doc/coverage"
        with fake(Said(PAGE, status, elsewhere=elsewhere)) as at:
            cluster = Cluster(at.address._replace(user="bot"), password="swordfish")
            with pytest.raises(ArchiveUnreachableError, match=f"it answers {status}, that it is"):
                shown_state(cluster, "news")
            cluster.close()
        assert not other.asked


GONE = Said({}, None)
TAKEN = Said({"error": {"type": "version_conflict_engine_exception"}}, 409)


def document(said: object) -> Said:
    """The document, as it is read again."""
    where = {"_index": "news-meta-000001", "_id": "coverage", "found": True}
    return Said({**where, "_seq_no": 7, "_primary_term": 2, "_source": {"said": said}})


def test_a_state_that_was_written_before_the_connection_broke_is_written() -> None:
    state, indices = State(generation=4, articles=2), Indices("news")
    with fake(GONE, TAKEN, document(asdict(state)), TAKEN, document(asdict(State()))) as at:
        cluster = Cluster(at.address)
        assert write_state(cluster, indices, state, None).seq_no == 7
        with pytest.raises(ConflictError):
            write_state(cluster, indices, state, None)
        cluster.close()


def test_a_lock_that_was_taken_before_the_connection_broke_is_held() -> None:
    nobody = Said({"found": False}, 404)
    with fake(nobody, GONE, TAKEN) as at:
        cluster = Cluster(at.address)
        lock = Lock(cluster, "news")

        def mine() -> Said:
            written = [body for method, _, body in at.asked if method == "PUT"]
            return document(json.loads(written[-1])["said"])

        at.otherwise = mine
        assert lock.take() is None
        at.says += [nobody, TAKEN, document({"run": "another"})]
        assert lock.take() == "another reindex is running"
        cluster.close()


def test_a_closed_index_is_to_be_opened() -> None:
    closed = {"type": "index_closed_exception", "reason": "closed", "index": "news-words-000001"}
    error = raised(Said({"error": closed, "status": 400}, 400))
    assert "its index news-words-000001 is closed; open it, by POST" in str(error)
