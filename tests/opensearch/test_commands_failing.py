"""What commands say of a cluster that is away, lets nobody in, or is none: one line each."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from socket import create_server
from typing import Final

import pytest

from bot.readers.database import Readers
from retrieval import beginnings_in
from retrieval.opensearch.address import parsed
from retrieval.opensearch.indices import FORM
from retrieval.opensearch.refusals import FOREIGN
from retrieval.opensearch.upkeep import glances
from tests.opensearch.both_ways import Home
from tests.opensearch.fake import Fake, Said, fake
from tests.opensearch.test_commands import QUESTIONS, SEEDS

PASSWORD: Final = "swordfish-9"
ASKING: Final = (
    *("health", "ask dam", "search dam", "search --all dam", "list", "doctor", "doctor --repair"),
    *("stats", "disliked", "timeline dam", "verify --text dam", "show k5x2m7qwzt4a-12-9f3c"),
    *("remove dam", "remove --undo dam", "withdraw dam", "backup copies", "chat"),
    *(f"reindex --dry-run {SEEDS}", f"reindex {SEEDS}", f"eval DATABASE {QUESTIONS}"),
    f"eval {SEEDS} {QUESTIONS} --database DATABASE",
)
"""Commands that ask, or write, the coverage."""
NOTHING: Final = Said({"error": {"type": "index_not_found_exception"}, "status": 404}, 404)
REFUSED: Final = Said({"error": {"type": "security_exception"}, "status": 401}, 401)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """One whose cluster has a user; nobody listens where it is."""
    monkeypatch.setenv("NUTGRAF_ARCHIVE_PASSWORD", PASSWORD)
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    Readers(tmp_path / "readers.db").close()
    return Home(tmp_path, f"opensearch+http://bot@127.0.0.1:{port}/news")


def line(home: Home, command: str) -> str:
    """The only line that the command says, on standard error, with exit code 1."""
    code, out, err = home.run(*command.replace("DATABASE", home.database).split())
    [one] = err.splitlines()
    assert (code, out) == (1, ""), command
    assert PASSWORD not in one
    return one


def shown(home: Home) -> str:
    """Its address, as it is printed: without who asks."""
    return home.database.replace("bot@", "***@")


@pytest.mark.parametrize("command", ASKING)
def test_a_cluster_that_is_away_is_one_line(home: Home, command: str) -> None:
    assert line(home, command) == (
        f"error: {shown(home)}: none of its hosts can be reached; is it running, and the address "
        "right?"
    )


@pytest.mark.parametrize("command", ["health", "list", "remove dam", "search --all dam"])
def test_a_wrong_password_is_one_line_that_does_not_show_it(home: Home, command: str) -> None:
    with fake(REFUSED) as at:
        there = home._replace(database=str(at.address._replace(user="bot")))
        assert line(there, command) == (
            f"error: {shown(there)}: it does not let the user in (401); check the user's name, "
            "password and role"
        )


@pytest.mark.parametrize(("command", "asks"), [("list", 1), ("remove dam", 3), ("withdraw dam", 3)])
def test_a_coverage_that_is_not_there_is_to_be_indexed(home: Home, command: str, asks: int) -> None:
    with fake(*[NOTHING] * asks) as at:
        there = home._replace(database=str(at.address))
        nothing = f"error: {there.database}: nothing indexed yet; run `nutgraf reindex`"
        assert line(there, command) == nothing


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (
            [NOTHING, Said({"version": {"number": "1.3.2", "distribution": "opensearch"}})],
            "it is OpenSearch 1.3.2; nutgraf takes 2.19 or later: update the cluster",
        ),
        ([Said({"a": 1})], FOREIGN),
        ([Said("<p>Hello")], FOREIGN),
    ],
)
def test_what_is_no_cluster_or_too_old_a_one_is_one_line(
    home: Home, says: list[Said], why: str
) -> None:
    with fake(*says) as at:
        there = home._replace(database=str(at.address))
        assert line(there, "health") == f"error: {there.database}: {why}"


def test_a_user_who_may_not_ask_what_it_is_may_ask_the_rest(home: Home) -> None:
    forbidden = Said({"error": {"type": "security_exception"}, "status": 403}, 403)
    with fake(NOTHING, forbidden, NOTHING) as at:
        assert "nothing indexed yet" in line(home._replace(database=str(at.address)), "health")


def test_whoever_may_not_look_at_the_parts_of_a_cluster_is_well_all_the_same(home: Home) -> None:
    said = {"form": FORM, "articles": 3, "passages": 9, "versions": {}, "began": "x"}
    state = Said({"found": True, "_index": "news-meta-000001", "_source": {"said": said}})
    state.body.update(_seq_no=1, _primary_term=1)  # type: ignore[union-attr]
    denied = Said({"error": {"type": "security_exception"}, "status": 403}, 403)
    found = {"_shards": {"total": 1, "successful": 1, "failed": 0}, "timed_out": False}
    nobody = Said(found | {"hits": {"hits": []}, "aggregations": {"outlets": {"buckets": []}}})

    with fake() as at:
        at.otherwise = lambda: denied if "_cluster" in at.asked[-1][1] else _of(at, state, nobody)
        there = home._replace(database=str(at.address))
        assert there.run("health") == (0, "ok: 3 articles\n", "")
    assert any("_cluster/health" in path for _, path, _ in at.asked)


def _of(at: Fake, state: Said, nobody: Said) -> Said:
    return state if "_doc" in at.asked[-1][1] else nobody


def test_a_cluster_takes_the_extra(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    takes = f'error: {shown(home)}: a cluster takes an extra: pip install "nutgraf[opensearch]"'
    for command in ("health", "list", "remove dam", "search --all dam"):
        assert line(home, command) == takes


def test_a_shell_that_completes_does_not_wait_for_a_cluster(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert glances.PATIENCE <= 0.5
    monkeypatch.setattr(glances, "PATIENCE", 0.1)
    began = time.monotonic()
    with closing(create_server(("127.0.0.1", 0))) as silent:  # takes calls, and says nothing
        port = silent.getsockname()[1]
        address = parsed(f"opensearch+http://127.0.0.1:{port}/news")
        assert beginnings_in(address, "outlet", "a") == []
    assert beginnings_in(parsed(home.database), "article", "", password=PASSWORD) == []
    assert time.monotonic() - began < 5.0
