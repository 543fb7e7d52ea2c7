"""What a run writes beside articles: changes of sentences, other files of articles; and what a
rebuild reads of what is there."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter
from retrieval.inversion.workers import inverted
from retrieval.model import Article
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import State
from retrieval.opensearch.writing.cleaning import delete
from retrieval.store.origins import Origin
from retrieval.stored.articles import ArticleRow, article_of

_ARTICLES: Final = 200  # of a page, with all their words


def correction_lines(
    indices: Indices,
    rows: Sequence[tuple[str, str, str | None, str | None]],
    gen: int,
    first: int,
) -> Iterator[str]:
    """The lines of what changed in sentences, numbered from `first` on."""
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
        yield f'{{"index":{{"_index":"{index}","_id":"{number}"}}}}\n{json.dumps(said)}\n'


def forget_corrections(cluster: Cluster, indices: Indices, articles: Sequence[str]) -> None:
    """Deletes what changed in the sentences of these articles."""
    if articles:
        indices.refresh(cluster)
        delete(cluster, indices.of("corrections"), {"terms": {"article": [*articles]}})


def copied_corrections(
    cluster: Cluster, before: Indices, indices: Indices, gen: int
) -> Iterator[str]:
    """The lines of all that changed in sentences, for other indices."""
    index = indices.of("corrections")
    everything = {"query": {"range": {"gen": {"lt": gen}}}}
    for hit in scan(cluster, before.of("corrections"), everything, by="number"):
        said = {**hit["_source"], "gen": gen}
        yield f'{{"index":{{"_index":"{index}","_id":"{hit["_id"]}"}}}}\n{json.dumps(said)}\n'


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
    gone, read = set(state.removed), deque[Mapping[str, Any]]()
    shown = {"query": {"range": {"gen": {"lte": state.generation}}}}

    def articles() -> Iterator[Article]:
        for hit in scan(cluster, indices.of("articles"), shown, by="number", page=_ARTICLES):
            said = hit["_source"]
            if said["number"] not in gone:
                read.append(said)
                yield article_of([said.get(name) for name in ArticleRow._fields])

    for new, words in inverted(articles(), inverter):
        assert isinstance(new, Inverted), "an article of the store has its form"
        yield read.popleft(), new, words
