"""A cluster's examination: does what it keeps agree with the articles it holds?"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from retrieval.inversion.inverter import Inverter
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices, missing
from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.packing.passages import unworded
from retrieval.opensearch.packing.terms import feature, key
from retrieval.opensearch.reading.limits import shown
from retrieval.opensearch.reading.moment import WINDOW
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import Seen, State
from retrieval.opensearch.writing.documents import Documents, Kept
from retrieval.opensearch.writing.words import at
from retrieval.reindex.soundness.altered import Finding
from retrieval.reindex.soundness.doctor import REINDEX, Diagnosis
from retrieval.store.checksums import REPAIR
from retrieval.store.origins import Origin
from retrieval.stored.articles import ArticleRow, article_of

SAMPLE: Final = 1_000
"""Articles that are analysed anew, unless all are."""
_WORDS: Final = 100
"""Words whose passages are counted."""
_PAGE: Final = 100
_TOGETHER: Final = 3_000
"""Passages that are read at once, with all that is kept of them."""
_EXACT: Final = ("packed", "kind", "section", "place", "start", "end", "text", "said")
_ANY_TIME: Final = "~"  # after all moments: what waits counts too
_NOBODY: Final = Origin("", "", b"")


def examined(
    cluster: Cluster, seen: Seen, *, every: bool, progress: Callable[[int, int], None] | None
) -> Diagnosis:
    """What is wrong with the coverage that was seen; `every` article is analysed anew, or some."""
    look = _Look(cluster, seen, progress)
    state = seen.state
    findings = [*look.parts()]
    if not findings:  # else nothing can be said of the rest
        findings += [*look.leftovers(), *look.counts()]
        findings += look.articles(None if every else SAMPLE)
        findings += look.words()
    segments = int(state.passages > 0)  # those of its own are the cluster's to count
    return Diagnosis(state.articles, state.passages, segments, tuple(findings))


def damaged(cluster: Cluster, seen: Seen) -> Iterator[Mapping[str, Any]]:
    """The articles whose passages are not what analysing them anew gives."""
    return (said for said, _ in _Look(cluster, seen, None).damaged(None))


class _Look:
    def __init__(
        self, cluster: Cluster, seen: Seen, progress: Callable[[int, int], None] | None
    ) -> None:
        self.cluster, self.progress = cluster, progress
        self.indices: Indices = seen.indices
        self.state: State = seen.state
        self._inverter = Inverter()
        self._words: dict[str, None] = {}

    def parts(self) -> Iterator[Finding]:
        """Parts of the cluster that are not there."""
        for part in missing(self.cluster, self.indices):
            yield Finding(part, "is not there", "start its node")

    def leftovers(self) -> Iterator[Finding]:
        """What a run that was killed has left; one that goes on is none."""
        later = [{"range": {"gen": {"gt": self.state.generation}}}]
        held = self.cluster.document(f"{self.indices.name}-lock", "writer")
        if held and held["_source"]["said"]["until"] > time.time():
            return
        if self._count("passages", later) or self.state.out("number"):
            yield Finding("a reindex", "was ended before it was done", REINDEX)

    def counts(self) -> Iterator[Finding]:
        """Whether as many articles and passages are there as it is said."""
        for kind, field, said in (
            ("articles", "number", self.state.articles),
            ("origins", "number", self.state.articles),
            ("passages", "article", self.state.passages),
        ):
            there = self._count(kind, shown(self.state, _ANY_TIME, field))
            if there != said:
                yield Finding(f"index {kind}", f"holds {there} of {said}", REPAIR)

    def articles(self, most: int | None) -> Iterator[Finding]:
        """Articles whose passages are not what analysing them anew gives."""
        for said, wrong in self.damaged(most):
            yield Finding(f"article {said['id']}", wrong, REPAIR)

    def damaged(self, most: int | None) -> Iterator[tuple[Mapping[str, Any], str]]:
        """The same, with what is wrong with each; of `most` at most, or of all."""
        total, done = min(self.state.articles, most or self.state.articles), 0
        for some in _together(hit["_source"] for hit in self._chosen(most)):
            there = self._passages_of(some)
            for said in some:
                if wrong := self._wrong(said, there.get(said["number"], [])):
                    yield said, wrong
            done += len(some)
            if self.progress:
                self.progress(done, total)

    def words(self) -> Iterator[Finding]:
        """Words of the articles that were looked at whose passages are not as many as it is
        said."""
        index = self.indices.of("words")
        for term in list(self._words)[:_WORDS]:
            held = [{"rank_feature": {"field": f"f.{feature(term)}"}}]
            there = self._count("passages", [*shown(self.state, _ANY_TIME, "article"), *held])
            found = self.cluster.document(index, key(term))
            word = at(found["_source"], self.state.generation) if found else None
            said = word["uses"] if word else 0
            if said != there:
                yield Finding(f"word {term}", f"counts for {there} passages, not {said}", REPAIR)

    def _wrong(self, said: Mapping[str, Any], there: Sequence[Mapping[str, Any]]) -> str | None:
        """What is wrong with the passages that are there of an article."""
        row = article_of([said.get(name) for name in ArticleRow._fields])
        [new] = self._inverter.invert([row])
        terms = (self._inverter.words.terms[each] for each in new.numbers.tolist())
        self._words.update(dict.fromkeys(term for term, _ in zip(terms, range(1), strict=False)))
        stayed = dict(said.get("stayed", ()))
        number, first = said["number"], said["first"]
        kept = Kept(
            new,
            self._inverter.words,
            number,
            first,
            _NOBODY,
            said["since"],
            lambda: stayed,
            said.get("until"),
        )
        lengths = self.state.average, self.state.usual
        made = Documents(self.indices, self.state.generation, *lengths)
        lines = [json.loads(line) for line in made.lines(kept)]
        wanted = [each for each in lines[1::2] if "packed" in each]
        if len(there) != len(wanted):
            return f"has {len(there)} passages, not {len(wanted)}"
        for one, other in zip(wanted, there, strict=True):
            for name in _EXACT:
                if _compared(name, one) != _compared(name, other):
                    return f"its passage {one['ordinal'] + 1} is not as it was indexed ({name})"
        return None

    def _passages_of(self, some: Sequence[Mapping[str, Any]]) -> dict[int, list[Mapping[str, Any]]]:
        """The passages that are there of these articles, by their numbers."""
        numbers = [said["number"] for said in some]
        filters = [{"terms": {"article": numbers}}, *shown(self.state, _ANY_TIME, "article")]
        body = {
            "size": WINDOW,
            "query": {"bool": {"filter": filters}},
            "sort": [{"number": "asc"}],
            "docvalue_fields": ["packed", "article"],
        }
        found: dict[int, list[Mapping[str, Any]]] = {}
        for hit in self.cluster.search(self.indices.of("passages"), body)["hits"]["hits"]:
            packed, article = (hit["fields"][name][0] for name in ("packed", "article"))
            found.setdefault(article, []).append(hit["_source"] | {"packed": packed})
        return found

    def _chosen(self, most: int | None) -> Iterable[Reply]:
        query: dict[str, Any] = {"bool": {"filter": shown(self.state, _ANY_TIME, "number")}}
        index = self.indices.of("articles")
        if most is None or most >= self.state.articles:
            return scan(self.cluster, index, {"query": query}, by="number", page=_PAGE)
        chance = {"random_score": {"seed": self.state.generation, "field": "number"}}
        scored = {"function_score": {"query": query, **chance}}
        body = {"size": most, "query": scored, "_source": ["number"]}
        numbers = [
            hit["_source"]["number"] for hit in self.cluster.search(index, body)["hits"]["hits"]
        ]
        some = {"query": {"bool": {"filter": [{"terms": {"number": numbers}}]}}}
        return scan(self.cluster, index, some, by="number", page=_PAGE)

    def _count(self, kind: str, filters: Sequence[Mapping[str, Any]]) -> int:
        query = {"bool": {"filter": [*filters]}}
        body = {"size": 0, "track_total_hits": True, "query": query}
        found = self.cluster.search(self.indices.of(kind), body)
        return int(found["hits"]["total"]["value"])


def _compared(name: str, said: Mapping[str, Any]) -> object:
    """A field as it is compared: terms are packed in the order in which they were met."""
    value = said.get(name)
    if name != "packed":
        return value
    found = PackedPassages.of([said[name]])
    if len(found.lacking()) and "units" in said:
        found = found.with_beside({int(found.numbers[0]): said["units"]})
    codes, _ = found.codes
    in_order = codes[unworded(said["worded"])].tolist()
    return found.told(0), found.pairs(), in_order


def _together(articles: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """The articles, so many at once that a cluster gives their passages in one reply."""
    some: list[Mapping[str, Any]] = []
    passages = 0
    for said in articles:
        if some and passages + said["passages"] > _TOGETHER:
            yield some
            some, passages = [], 0
        some.append(said)
        passages += said["passages"]
    if some:
        yield some
