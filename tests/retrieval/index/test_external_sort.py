"""Sorted runs put aside in files come back as whole lists."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.index import external_sort as runs
from retrieval.index.external_sort import Gathered, Runs
from tests.tools.examples import up_to

ARTICLE = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 300)), max_size=12)


@settings(max_examples=up_to(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_articles=st.lists(ARTICLE, max_size=12), every=st.integers(1, 5))
def test_postings_come_back_by_term_then_by_passage(
    tmp_path: Path, given_articles: list[list[tuple[int, int]]], every: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(runs, "BATCH", 4)
        put_aside, gathered = Runs(tmp_path), Gathered()
        wanted = []
        for passage, article in enumerate(given_articles):
            postings = sorted(dict(article).items())
            wanted += [(term, passage, units) for term, units in postings]
            columns = np.array(postings, dtype=np.int32).reshape(-1, 2).T
            gathered.add(columns[0], np.full(len(postings), passage, dtype=np.int32), columns[1])
            if passage % every == 0 and gathered.postings:
                put_aside.put(gathered)
                gathered = Gathered()
        batches = list(put_aside.merged(gathered))
    found = [each for batch in batches for each in zip(*map(np.ndarray.tolist, batch), strict=True)]
    assert found == sorted(wanted)
    ends = [(batch.terms[0], batch.terms[-1]) for batch in batches if len(batch.terms)]
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert list(tmp_path.iterdir()) == []
