"""bm25.top against stock rank_bm25 over the live passages alone."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from retrieval import Archive
from retrieval.analysis.terms import terms
from retrieval.articles.passages import split
from retrieval.index.bm25 import top
from retrieval.index.statistics import read_statistics
from retrieval.sqlite.coverage import SqliteCoverage
from retrieval.store.database import connect
from tests.tools.coverage_maker import archive, write
from tests.tools.examples import up_to

WORDS = "drone missile bridge harbour winter siege grain convoy reactor ferry truce medal".split()
HEADLINE = "The"  # a stop word: headlines and bodies then share no term

Scores = list[tuple[str, int, float]]


def ours(path: Path, query: list[str], k: int) -> Scores:
    with closing(connect(path)) as database:
        known = read_statistics(database)
        stored = SqliteCoverage.of(database, known, ("en",))
        found = stored.scored(*top(database, known, query, k))
        pairs = zip(stored.passages(found), found.scores.tolist(), strict=True)
        return [(each.article_id, each.number, score) for (each, _), score in pairs]


class Oracle:
    """Stock rank_bm25 over all passages of these articles."""

    def __init__(self, archive: Archive, ids: list[str]) -> None:
        self.passages = [each for name in sorted(ids) for each in split(archive.article(name))]
        texts = [terms(each.text) for each in self.passages]
        self.stock = BM25Plus(texts, k1=0.9, b=0.4, delta=0)

    def __call__(self, query: list[str], k: int) -> Scores:
        scores = self.stock.get_scores(list(dict.fromkeys(query)))
        scored = [
            (each.article_id, each.number, float(score))
            for each, score in zip(self.passages, scores, strict=True)
            if score > 0
        ]
        return sorted(scored, key=lambda each: -each[2])[:k]


def oracle(archive: Archive, ids: list[str], query: list[str], k: int) -> Scores:
    return Oracle(archive, ids)(query, k)


def assert_same(mine: Scores, theirs: Scores) -> None:
    assert [score for *_, score in mine] == pytest.approx([score for *_, score in theirs], abs=1e-9)
    assert [each[:2] for each in mine] == [each[:2] for each in theirs]


def an_article(random_: random.Random) -> list[str]:
    paragraphs = [
        " ".join(random_.choices(WORDS, weights=range(1, len(WORDS) + 1), k=random_.randint(1, 30)))
        for _ in range(random_.randint(1, 5))
    ]
    return [HEADLINE, *(f"{paragraph}." for paragraph in paragraphs)]


@settings(max_examples=up_to(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), k=st.integers(1, 12), rounds=st.integers(1, 12))
@pytest.mark.slow
def test_top_equals_rank_bm25_over_live_passages_after_any_sequence_of_changes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, k: int, rounds: int
) -> None:
    random_ = random.Random(seed)
    folder = tmp_path_factory.mktemp("coverage")
    articles = folder / "articles"
    articles.mkdir()
    ids: set[str] = set()
    for _ in range(rounds):
        for _ in range(random_.randint(0, 4)):
            name = f"a{random_.randint(0, 9)}"
            write(articles, {name: an_article(random_)})
            ids.add(name)
        if ids and random_.random() < 0.4:
            gone = random_.choice(sorted(ids))
            (articles / f"{gone}.txt").unlink()
            ids.remove(gone)
        with Archive(folder / "coverage.db") as opened:
            opened.reindex([articles])
    query = random_.choices([*WORDS, "unknown"], k=random_.randint(1, 6))
    with Archive(folder / "coverage.db") as opened:
        if ids:
            assert_same(
                ours(opened.path, terms(" ".join(query)), k),
                oracle(opened, sorted(ids), terms(" ".join(query)), k),
            )


@pytest.mark.slow
def test_top_is_exact_where_chunks_and_dense_lists_are_used(tmp_path: Path) -> None:
    random_ = random.Random(7)
    many = {f"a{number:04}": an_article(random_) for number in range(1500)}
    opened = archive(tmp_path, many)
    stock = Oracle(opened, sorted(many))
    for _ in range(30):
        query = random_.choices(WORDS, k=random_.randint(1, 5))
        searched = terms(" ".join(query))
        assert_same(ours(opened.path, searched, 3), stock(searched, 3))


def test_a_word_repeated_in_the_question_counts_once(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a": ["The", "A drone and a bridge."]}).path
    assert ours(path, ["drone", "drone"], 5) == ours(path, ["drone"], 5)


def test_equal_scores_stand_by_article_id_then_by_place(tmp_path: Path) -> None:
    same = ["The", "A drone.", "A drone."]
    path = archive(tmp_path, dict.fromkeys(("b", "c", "a"), same)).path
    ranked = [(article, place) for article, place, _ in ours(path, ["drone"], 5)]
    assert ranked == [("a", 1), ("a", 2), ("b", 1), ("b", 2), ("c", 1)]


def test_a_headline_word_counts_half_and_has_df_one_when_no_body_holds_it(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Siege", "A drone.", "A ferry."], "b": ["The", "A medal."]})
    stock = BM25Plus([["drone"], ["ferri"], ["medal"]], k1=0.9, b=0.4, delta=0)
    stock.idf["sieg"] = stock.idf["drone"]  # df 1
    for passage in (0, 1):
        stock.doc_freqs[passage]["sieg"] = 0.5
    wanted = [("a", 1, stock.get_scores(["sieg"])[0]), ("a", 2, stock.get_scores(["sieg"])[1])]
    assert_same(ours(opened.path, ["sieg"], 5), wanted)


def test_a_term_more_frequent_than_a_byte_holds_is_counted_in_full(tmp_path: Path) -> None:
    articles = {"a": ["The", "drone " * 170], "b": ["The", "drone ferry"], "c": ["The", "ferry"]}
    opened = archive(tmp_path, articles)
    assert_same(ours(opened.path, ["drone"], 5), oracle(opened, ["a", "b", "c"], ["drone"], 5))


def test_a_term_in_every_passage_still_ranks(tmp_path: Path) -> None:
    articles = {f"a{n}": ["The", "drone " * n] for n in range(1, 9)}
    opened = archive(tmp_path, articles)
    assert_same(ours(opened.path, ["drone"], 8), oracle(opened, sorted(articles), ["drone"], 8))


def test_no_terms_and_unknown_terms_find_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a": ["The", "A drone."]}).path
    assert ours(path, [], 5) == ours(path, ["unheard"], 5) == ours(path, ["drone"], 0) == []
