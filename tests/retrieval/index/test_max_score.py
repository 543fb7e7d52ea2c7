"""The pruned top k against the scores of every passage, over coverages of several segments."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pytest

from retrieval import Archive
from retrieval.analysis.terms import terms
from retrieval.index import max_score as pruning
from retrieval.index.bm25 import joined, top_of, weigh
from retrieval.index.posting_lists import PostingLists
from retrieval.index.postings import SPARSE
from retrieval.index.statistics import Statistics, read_statistics
from retrieval.store.database import connect
from retrieval.stored.terms import Term
from tests.benchmarks.corpus import Article, articles

MADE = list(articles(311, 6_000))
WORDS = sorted({term for each in MADE for text in each.paragraphs[:3] for term in terms(text)})


def _write(folder: Path, some: list[Article]) -> None:
    folder.mkdir(exist_ok=True)
    for each in some:
        text = "\n\n".join([each.headline, *each.paragraphs])
        (folder / f"{each.id}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module", params=["one segment", "several segments, a tenth of them dead"])
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Connection, Statistics]]:
    base = tmp_path_factory.mktemp("pruning")
    folder = base / "articles"
    whole = request.param == "one segment"
    with Archive(base / "coverage.db") as archive:
        for start in (0,) if whole else (0, 150, 180, 200):
            _write(folder, MADE[start : len(MADE) if whole else start + 60])
            archive.reindex([folder], prune=False)
        if not whole:
            for each in MADE[:60:4]:
                (folder / f"{each.id}.txt").unlink()
            archive.reindex([folder])
    database = connect(base / "coverage.db")
    known = read_statistics(database)
    assert (len(known.segments) > 1, known.dead is not None) == (not whole, not whole)
    yield database, known
    database.close()


def _asked(database: Connection, known: Statistics, seed: int) -> list[Term]:
    """A question's terms: some of them rare, some frequent, some in several spellings."""
    sample = random.Random(seed)
    text = sample.choice(sample.choice(MADE).paragraphs)
    near = sample.sample(terms(text), min(len(terms(text)), sample.randint(1, 6)))
    asked = weigh(database, known, [*near, *sample.sample(WORDS, sample.randint(0, 2))])
    if asked and sample.random() < 0.5:
        others = weigh(database, known, sample.sample(WORDS, 2))
        parts = [(asked[0], 1.0), *((each, 0.7) for each in others if each not in asked)]
        asked[0] = joined(known.passages, asked[0].term, parts)
    return asked


def _unpruned(lists: PostingLists, k: int) -> list[tuple[float, int]]:
    scores = lists.scores(np.arange(len(lists.statistics.lengths)))
    if lists.statistics.dead is not None:
        scores[lists.statistics.dead] = 0
    best = np.argsort(-scores, kind="stable")[:k]
    return [(float(scores[at]), int(at)) for at in best if scores[at] > 0]


@pytest.mark.parametrize("k", [1, 10, 200])
@pytest.mark.parametrize("sparse", [1, SPARSE, 10**9])
def test_the_pruned_top_k_is_that_of_all_passages(
    index: tuple[Connection, Statistics], k: int, sparse: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.max_score.SPARSE", sparse)
    monkeypatch.setattr("retrieval.index.postings.SPARSE", sparse)
    monkeypatch.setattr(pruning, "GROUPS", 64)
    database, known = index
    for seed in range(60):
        lists = PostingLists(database, known, _asked(database, known, seed))
        found, wanted = top_of(lists, k), _unpruned(lists, k)
        assert found.scores.tolist() == pytest.approx([s for s, _ in wanted], abs=1e-9)
        clear = {at for score, at in wanted if score > wanted[-1][0] + 1e-9} if wanted else set()
        assert clear <= {*found.positions.tolist()}


def test_few_passages_are_looked_at(index: tuple[Connection, Statistics]) -> None:
    database, known = index
    looked = [
        len(pruning.candidates(PostingLists(database, known, _asked(database, known, seed)), 10))
        for seed in range(60)
    ]
    assert sorted(looked)[30] < 40 < len(list(chain(*(each.paragraphs for each in MADE)))) / 100
