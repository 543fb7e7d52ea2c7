"""What a run writes beside articles: changes of sentences, other files of articles; and what a
rebuild reads of what is there."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlite_utils import Database

from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.inversion.workers import inverted
from retrieval.model import Article
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import State
from retrieval.opensearch.writing.bulk import Bulk
from retrieval.opensearch.writing.cleaning import delete
from retrieval.reindex.ledger import rows as ledger
from retrieval.store.origins import Origin
from retrieval.stored.articles import ArticleRow, article_of

_ARTICLES: Final = 200  # of a page, with all their words
_IDS: Final = 10_000


def write_corrections(
    database: Database,
    bulk: Bulk,
    before: Indices | None,
    indices: Indices,
    gen: int,
    *,
    first: int,
    shut: Sequence[str],
) -> int:
    """Writes what changed in sentences, numbered from `first` on, beside what is kept of that in
    other indices `before`; how many are new. Of articles that are `shut` nothing is kept."""
    cluster = bulk.cluster
    if before is indices:
        _forget_corrections(cluster, indices, shut)
    elif before:
        bulk.add(_copied_corrections(cluster, before, indices, gen, but=frozenset(shut)))
    count, rows = ledger.corrections(database)
    bulk.add(_correction_lines(indices, rows, gen, first))
    return count


def _correction_lines(
    indices: Indices,
    rows: Iterable[tuple[str, str, str | None, str | None]],
    gen: int,
    first: int,
) -> Iterator[str]:
    index = indices.of("corrections")
    for number, (article, moment, before, after) in enumerate(rows, first):
        said = {
            "number": number,
            "gen": gen,
            "article": article,
            "moment": moment,
            "before": before,
            "after": after,
        }
        yield f'{{"index":{{"_index":"{index}","_id":"{number}"}}}}\n'
        yield f"{json.dumps(said)}\n"


def _forget_corrections(cluster: Cluster, indices: Indices, articles: Sequence[str]) -> None:
    if articles:
        indices.refresh(cluster)
    for begin in range(0, len(articles), _IDS):
        some = [*articles[begin : begin + _IDS]]
        delete(cluster, indices.of("corrections"), {"terms": {"article": some}})


def _copied_corrections(
    cluster: Cluster, before: Indices, indices: Indices, gen: int, but: Container[str]
) -> Iterator[str]:
    index = indices.of("corrections")
    everything = {"query": {"range": {"gen": {"lt": gen}}}}
    for hit in scan(cluster, before.of("corrections"), everything, by="number"):
        said = {**hit["_source"], "gen": gen}
        if said["article"] not in but:
            yield f'{{"index":{{"_index":"{index}","_id":"{hit["_id"]}"}}}}\n'
            yield f"{json.dumps(said)}\n"


def move_lines(indices: Indices, moved: Mapping[int, Origin]) -> Iterator[str]:
    """The lines that say from which other files articles were read."""
    index = indices.of("origins")
    for number, (path, root, _) in sorted(moved.items()):
        yield f'{{"update":{{"_index":"{index}","_id":"{number}"}}}}\n'
        yield f"{json.dumps({'doc': {'path': path, 'root': root}})}\n"


def analysed_anew(
    cluster: Cluster, indices: Indices, state: State, inverter: Inverter
) -> Iterator[tuple[Mapping[str, Any], Inverted, TermNumbers]]:
    """All articles that are shown, by number: as they are kept, and inverted."""
    read = deque[Mapping[str, Any]]()
    shown = {"query": {"range": {"gen": {"lte": state.generation}}}}

    def articles() -> Iterator[Article]:
        for hit in scan(cluster, indices.of("articles"), shown, by="number", page=_ARTICLES):
            said = hit["_source"]
            read.append(said)
            yield article_of([said.get(name) for name in ArticleRow._fields])

    for new, words in inverted(articles(), inverter):
        assert isinstance(new, Inverted), "an article of the store has its form"
        yield read.popleft(), new, words
