"""The indices of a coverage in a cluster, and what stands in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from retrieval.opensearch.client import Cluster, RefusedError

FORM: Final = 3
"""The form of all documents; a coverage of another form is read by another nutgraf."""
FIRST: Final = "000001"

_KEPT: Final = {"type": "keyword", "index": False, "doc_values": False}
_FOUND: Final = {"type": "keyword", "doc_values": False, "ignore_above": 8000}
_SORTED: Final = {"type": "keyword", "ignore_above": 8000}
_WHOLE: Final = {"type": "integer", "index": False, "doc_values": False}
_COLUMN: Final = {"type": "integer", "index": False}
_MOMENT: Final = {"type": "date", "format": "strict_date_time_no_millis"}
_ANYTHING: Final = {"type": "object", "enabled": False}
_LONG: Final = {"type": "long"}
_DAY: Final = {"type": "date", "format": "yyyy-MM-dd"}

_SOUGHT: Final = (
    "number article article_id ordinal outlet published days begins since until gen f packed "
    "taken_out_by"
)
_PASSAGES: Final = {
    "_source": {"excludes": _SOUGHT.split()},
    "properties": {
        "number": _LONG,
        "article": _LONG,
        "article_id": _SORTED,
        "ordinal": {"type": "integer"},
        "outlet": _FOUND,
        "published": _DAY,
        "days": {"type": "integer_range", "doc_values": False},
        "begins": {"type": "integer", "doc_values": False},
        "since": _MOMENT,
        "until": _MOMENT,
        "gen": _LONG,
        "taken_out_by": _FOUND,
        "f": {"type": "rank_features"},
        "packed": {"type": "binary", "doc_values": True},
        **dict.fromkeys(("kind", "section", "text", "language", "units", "worded"), _KEPT),
        **dict.fromkeys(("place", "start", "end"), _WHOLE),
        "said": _ANYTHING,
    },
}
_ARTICLES: Final = {
    "_source": {"excludes": ["g", "gen", "month", "many", "taken_out_by"]},
    "properties": {
        "number": _LONG,
        "length": _COLUMN,
        "passages": _COLUMN,
        "first": {"type": "long", "index": False},
        "g": {"type": "rank_features"},
        "many": {"type": "keyword", "index": False},
        "gen": _LONG,
        "taken_out_by": _FOUND,
        "since": _MOMENT,
        "until": _MOMENT,
        "id": _SORTED,
        "key": _FOUND,
        "outlet": _SORTED,
        "url": _FOUND,
        "published": _SORTED,
        "month": _SORTED,
        "paragraphs": _WHOLE,
        "stayed": _ANYTHING,
        **dict.fromkeys(("headline", "kicker", "language", "analysed", "blocks"), _KEPT),
        "body": _KEPT,
    },
}
_ORIGINS: Final = {
    "properties": {
        "number": _LONG,
        "gen": _LONG,
        "taken_out_by": _FOUND,
        "id": _FOUND,
        "stayed": _ANYTHING,
        "since": _MOMENT,
        "until": _MOMENT,
        **dict.fromkeys(("path", "root", "digest", "url", "outlet", "published"), _KEPT),
        **dict.fromkeys(("analysed",), _KEPT),
        "first": {"type": "long", "index": False, "doc_values": False},
        "passages": _WHOLE,
        "alike": {"type": "long", "doc_values": False},
    },
}
_WORDS: Final = {
    "properties": {
        "term": _KEPT,
        "spelling": _KEPT,
        "name": {"type": "boolean"},
        "skeleton": _FOUND,
        "initial": _FOUND,
        "length": {"type": "integer"},
        "df": {"type": "long"},
        "uses": {"type": "long", "index": False, "doc_values": False},
        "gen": {"type": "long", "doc_values": False},
        "before": _ANYTHING,
        "sorted": {"type": "keyword", "index": False},
    },
}
_CORRECTIONS: Final = {
    "properties": {
        "number": _LONG,
        "gen": _LONG,
        "article": _FOUND,
        "moment": _MOMENT,
        "before": _KEPT,
        "after": _KEPT,
    },
}
_TEXTS: Final = {
    "properties": {
        "article": _LONG,
        "text": {"type": "long"},
        "gen": _LONG,
        "before": _ANYTHING,
    },
}
_META: Final = {"properties": {"said": _ANYTHING}}

MAPPINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "passages": _PASSAGES,
    "articles": _ARTICLES,
    "origins": _ORIGINS,
    "words": _WORDS,
    "corrections": _CORRECTIONS,
    "texts": _TEXTS,
    "meta": _META,
}
"""By the end of an index's name what stands in it; of all a coverage has one, behind one alias
each, which change together."""
_SMALL: Final = ("corrections", "texts", "meta")
"""Those that one shard always holds."""


@dataclass(frozen=True)
class Indices:
    """The indices of the coverage `name` with this suffix."""

    name: str
    suffix: str = FIRST

    def of(self, kind: str) -> str:
        """The index of that kind."""
        return f"{self.name}-{kind}-{self.suffix}"

    def next(self) -> Indices:
        """Those that take their place."""
        return Indices(self.name, f"{int(self.suffix) + 1:06}")

    def previous(self) -> Indices:
        """Those whose place they took, if there were any."""
        return Indices(self.name, f"{int(self.suffix) - 1:06}")

    def make(self, cluster: Cluster) -> None:
        """Makes those that are not there; an operator's index templates say how many shards and
        replicas they have."""
        for kind, mapping in MAPPINGS.items():
            if cluster.call("GET", f"/{self.of(kind)}", missing={}):
                continue
            settings = {"number_of_shards": 1} if kind in _SMALL else {}
            make_index(
                cluster,
                self.of(kind),
                {"settings": {"index": settings}, "mappings": {"dynamic": "strict", **mapping}},
            )

    def remove(self, cluster: Cluster) -> None:
        """Deletes them, where they are there."""
        for kind in MAPPINGS:
            cluster.call("DELETE", f"/{self.of(kind)}", missing={})

    def refresh(self, cluster: Cluster) -> None:
        """What was written is found from now on. Raises ArchiveIncompleteError."""
        names = ",".join(map(self.of, MAPPINGS))
        cluster.replies.refreshed(cluster.call("POST", f"/{names}/_refresh"))

    def show(self, cluster: Cluster) -> None:
        """Turns the aliases of all to them, in one step."""
        actions: list[dict[str, Any]] = []
        for kind in MAPPINGS:
            alias = f"{self.name}-{kind}"
            actions += [
                {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
                {"add": {"index": self.of(kind), "alias": alias}},
            ]
        cluster.call("POST", "/_aliases", {"actions": actions})


def make_index(cluster: Cluster, index: str, body: Mapping[str, Any]) -> None:
    """Makes the index, where it is not there: asked twice, because nobody answered, it may be."""
    try:
        cluster.call("PUT", f"/{index}", body)
    except RefusedError:
        if not cluster.call("GET", f"/{index}", missing={}):
            raise


def shown(cluster: Cluster, name: str) -> Indices | None:
    """The indices to which the aliases of the coverage are turned; None where there are none."""
    alias = f"{name}-meta"
    found = cluster.call("GET", f"/_alias/{alias}", missing={})
    suffixes = sorted(each.rpartition("-")[2] for each in found if each.startswith(f"{alias}-"))
    return Indices(name, suffixes[-1]) if suffixes else None


def missing(cluster: Cluster, indices: Indices) -> list[str]:
    """The parts of the indices that are not there, by what the cluster knows of itself; it asks
    none of them."""
    names = ",".join(map(indices.of, MAPPINGS))
    found = cluster.call("GET", f"/_cluster/health/{names}", params={"level": "shards"})
    return [
        f"part {number} of {name}"
        for name, index in sorted(found["indices"].items())
        for number, part in index["shards"].items()
        if not part["primary_active"]
    ]
