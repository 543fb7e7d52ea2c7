"""Where terms stand in the texts of passages, by what is kept of their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.model import Passage
from retrieval.opensearch.packing.columns import PackedPassages
from retrieval.opensearch.packing.passages import CODE, unworded
from retrieval.opensearch.packing.terms import code
from retrieval.opensearch.reading.moment import Moment
from retrieval.stored.articles import ArticleRow
from retrieval.stored.passages import Places
from retrieval.stored.scored import Scored


def with_places(
    moment: Moment,
    scored: Scored,
    read: Sequence[tuple[Passage, ArticleRow]],
    terms: Mapping[str, str],
) -> list[tuple[Passage, ArticleRow, Places | None]]:
    """See `Passages.passages_with_places`; the passages were `read`."""
    numbers = scored.numbers.tolist()
    worded = [moment.read.texts[number]["worded"] for number in numbers]
    found = _places(moment.known(numbers), worded, terms)
    return [(*each, at) for each, at in zip(read, found, strict=True)]


def _places(found: PackedPassages, worded: Sequence[str], terms: Mapping[str, str]) -> list[Places]:
    """Where in each of the passages, counted in terms, the `terms` stand, each as what it stands
    for; `worded` is what is kept of the order of each one's terms."""
    at: list[Places] = [[] for _ in worded]
    written = [*terms]
    codes, kept = found.codes
    begins = [0, *kept.tolist()]
    which = np.zeros(len(codes), dtype=np.int64)
    for number, term in enumerate(written, 1):
        which[codes == np.frombuffer(code(term), dtype=CODE)] = number
    order = [unworded(each) for each in worded]
    ends = np.cumsum([0, *map(len, order)])
    met = [which[begin + some] for begin, some in zip(begins, order, strict=False)]
    numbers = np.concatenate([*met, np.zeros(0, dtype=np.int64)])
    here = np.flatnonzero(numbers)
    passages = ends.searchsorted(here, "right") - 1
    for passage, place, number in zip(
        passages.tolist(), (here - ends[passages]).tolist(), numbers[here].tolist(), strict=True
    ):
        at[passage].append((place, terms[written[number - 1]]))
    return at
