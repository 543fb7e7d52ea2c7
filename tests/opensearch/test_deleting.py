"""No call for something large takes longer than what stands before a cluster waits."""

from __future__ import annotations

import json
import re
from contextlib import closing
from typing import Any

import pytest

from retrieval.errors import ArchiveIncompleteError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.upkeep import changing
from retrieval.opensearch.writing import cleaning, patient
from tests.opensearch.fake import Fake, Said, fake

ALL: dict[str, Any] = {"match_all": {}}


def deleted(total: int, **more: Any) -> Said:
    """What a cluster says that deleted so many."""
    said = {"total": total, "failures": [], "timed_out": False, "version_conflicts": 0}
    return Said(said | more)


def sizes(at: Fake) -> list[int]:
    """How many each call was to delete at most."""
    found = (re.search(r"max_docs=(\d+)", path) for _, path, _ in at.asked)
    return [int(each[1]) for each in found if each]


def test_rounds_grow_until_they_take_some_seconds_and_shrink_beyond(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaning, "_SECONDS", 0.02)
    monkeypatch.setattr(cleaning, "_FIRST", 4_000)
    slow = deleted(4_000)._replace(after=0.1)
    with fake(slow, deleted(999)) as at, closing(Cluster(at.address)) as cluster:
        cleaning.delete(cluster, "news-passages-000001", ALL)
    assert json.loads(at.asked[0][2]) == {"query": ALL}
    assert sizes(at) == [4_000, 1_000]


def test_a_round_that_takes_too_long_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "_PAUSES", (0.0,))
    late = [Said("<h1>504</h1>", 504)] * 3
    with (
        fake(*late, deleted(5_000), deleted(20_000), deleted(0)) as at,
        closing(Cluster(at.address)) as cluster,
    ):
        cleaning.delete(cluster, "news-passages-000001", ALL)
    assert sizes(at) == [20_000] * 3 + [5_000, 20_000, 50_000]


def test_what_was_written_meanwhile_is_looked_for_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "_PAUSES", (0.0,))
    refreshed = Said({"_shards": {"failed": 0}})
    with (
        fake(deleted(4, version_conflicts=1), refreshed, deleted(1)) as at,
        closing(Cluster(at.address)) as cluster,
    ):
        cleaning.delete(cluster, "news-passages-000001", ALL)
    assert [path.partition("?")[0].rpartition("/")[2] for _, path, _ in at.asked] == [
        "_delete_by_query",
        "_refresh",
        "_delete_by_query",
    ]


@pytest.mark.parametrize("said", [{"failures": [{"index": "news"}]}, {"timed_out": True}])
def test_what_cannot_be_deleted_is_an_error(
    said: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patient, "_PATIENCE", 0.0)
    with (
        fake(deleted(4, **said)) as at,
        closing(Cluster(at.address)) as cluster,
        pytest.raises(ArchiveIncompleteError, match="not all could be deleted"),
    ):
        cleaning.delete(cluster, "news-passages-000001", ALL)


def test_a_merge_for_which_a_proxy_does_not_wait_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "_PAUSE", 0.0)

    def there(deleted: int, merges: int) -> list[Said]:
        total = {"docs": {"deleted": deleted}, "merges": {"current": merges}}
        return [Said({"_shards": {"failed": 0}}), Said({"_all": {"total": total}})]

    late = [Said("<h1>504</h1>", 504)] * 3
    with (
        fake(Said({}), *late, *there(7, 2), *there(7, 1), *there(0, 0)) as at,
        closing(Cluster(at.address)) as cluster,
    ):
        assert changing.wiped(cluster, Indices("news"))
    asked = [path.partition("?")[0].rpartition("/")[2] for _, path, _ in at.asked]
    assert asked == ["_settings", *["_forcemerge"] * 3, *["_refresh", "docs,merge"] * 3]
