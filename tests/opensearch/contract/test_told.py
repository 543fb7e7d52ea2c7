"""What answering asks of a coverage is told exactly, in the order that `stored` says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from retrieval import Archive
from retrieval.analysis.terms import terms
from retrieval.articles.passages import split
from retrieval.index import word_lookup
from retrieval.index.bm25 import joined, weighed
from retrieval.opensearch.address import parsed
from retrieval.opensearch.connections import ClusterConnections
from retrieval.opensearch.reading import vocabulary
from retrieval.snapshot import Connections
from retrieval.sqlite import finding
from retrieval.stored.coverage import StoredCoverage
from retrieval.stored.limits import Limits
from retrieval.stored.scored import Scored
from retrieval.stored.terms import Term

WORDS = "drone bridge harbour winter siege grain convoy reactor ferry truce".split()
FIRST = date(2024, 3, 1)
Key = tuple[str, int]


def _day(at: int) -> str:
    return "" if at % 7 == 0 else f"published: {FIRST + timedelta(at % 23)}\n"


@pytest.fixture(scope="module", params=["file", pytest.param("cluster", marks=pytest.mark.slow)])
def stored(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StoredCoverage]:
    folder, sample = tmp_path_factory.mktemp("stored"), random.Random(5)
    articles = folder / "articles"
    articles.mkdir()
    for at in range(60):
        said = [" ".join(sample.choices(WORDS, k=sample.randint(3, 9))) for _ in range(4)]
        said[at % 4] += f" on {(FIRST + timedelta(at % 11)):%d %B %Y}"
        head = f"---\nheadline: {said[0]}\noutlet: paper {at % 3}\n{_day(at)}---\n\n"
        (articles / f"a{(at * 37) % 60:02}.txt").write_text(head + ".\n\n".join(said) + ".\n")
    place: Path | str = folder / "coverage.db"
    whole: AbstractContextManager[None]
    if request.param == "cluster":
        port = request.getfixturevalue("node").port
        place = f"opensearch+http://127.0.0.1:{port}/o{uuid4().hex[:12]}"
    with Archive(place) as archive:
        archive.reindex([articles])
        (articles / "a05.txt").unlink()
        (articles / "a06.txt").write_text("A new one\n\nThe ferry and the drone.\n")
        archive.reindex([articles])
    opened: Connections | ClusterConnections
    if isinstance(place, Path):
        opened, whole = Connections(place), nullcontext()
    else:
        opened = cluster = ClusterConnections(parsed(place))
        whole = cluster.cluster.question(60)
    with closing(opened), whole, opened.snapshot() as snapshot:
        yield snapshot.stored


def _terms(stored: StoredCoverage, *words: str) -> list[Term]:
    known = stored.words(chain.from_iterable(map(terms, words)))
    return weighed(stored.extent.passages, known.values())


def _keys(stored: StoredCoverage, scored: Scored) -> list[Key]:
    """The passages by what says the same wherever they are kept."""
    return [(article.id, passage.start) for passage, article in stored.passages(scored)]


def _every(stored: StoredCoverage) -> Scored:
    return stored.last(10_000)


def test_what_is_found_says_where_it_stands(stored: StoredCoverage) -> None:
    found = _every(stored)
    assert found.size == stored.extent.passages == 4 * 58 + 1
    for at, (passage, article) in enumerate(stored.passages(found)):
        whole = stored.article_by_id(article.id)
        assert whole
        assert split(whole)[found.ordinals[at]] == passage
        day = date.fromordinal(int(found.published[at])) if found.published[at] else None
        assert article.published == (day and day.isoformat())
    texts = stored.texts(found)
    assert [text for _, text in texts] == [each.text for each, _ in stored.passages(found)]
    assert stored.whole_text(int(found.articles[0])) == "A new one\nThe ferry and the drone."


def test_it_is_told_where_terms_stand_as_the_text_has_them(stored: StoredCoverage) -> None:
    asked = {"drone": "drone", "bridg": "span", "nowher": "nowhere"}
    found = stored.passages_with_places(_every(stored), asked)
    assert len(found) == stored.extent.passages
    for passage, article, places in found:
        assert article.body[passage.start : passage.end] == passage.text
        assert places == [
            (at, asked[each]) for at, each in enumerate(terms(passage.text)) if each in asked
        ]
    assert any(len(places or ()) > 1 for *_, places in found)


def test_a_word_is_told_with_its_use_and_its_likes(
    stored: StoredCoverage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(stored.words(["ferri", "nowher", "drone"])) == ["ferri", "drone"]
    df = sum("ferry" in text for _, text in stored.texts(_every(stored)))
    assert stored.words(["ferri"])["ferri"].df == df
    like = [word.term for word in stored.words_of_shape("f", 4, 8, names=False)]
    assert like == ["ferri"]
    for module in (word_lookup, vocabulary):
        monkeypatch.setattr(module, "MOST_OF_SHAPE", 1)
    (most,) = stored.words_of_shape("t", 2, 9, names=False)
    assert most.term == "truce"
    assert stored.words_of_skeleton("") == []


def test_the_best_within_limits_are_the_best_of_what_they_leave(stored: StoredCoverage) -> None:
    asked = _terms(stored, "ferry", "siege", "winter")
    asked[0] = joined(stored.extent.passages, "ferri", [(asked[0], 1.0), (asked[1], 0.7)])
    every = stored.best(asked, 10_000)
    keys = _keys(stored, every)
    rank = sorted(range(every.size), key=lambda at: (-every.scores[at], keys[at]))
    assert rank == list(range(every.size))
    assert _keys(stored, stored.best(asked, 20)) == keys[:20]
    inside = stored.within(Limits(outlet="paper 1"))
    of_outlet = [
        key
        for key, (_, article) in zip(keys, stored.passages(every), strict=True)
        if article.outlet == "paper 1"
    ]
    assert _keys(stored, inside.best(asked, 20)) == of_outlet[:20]
    left = {number for number in every.numbers.tolist() if inside.is_left(number)}
    assert left == {*inside.best(asked, 10_000).numbers.tolist()}
    assert stored.within(Limits(as_of=date(1990, 1, 1))).is_empty()
    assert not inside.is_empty()


@pytest.mark.parametrize("few", [0, 10_000])
def test_the_best_of_the_asked_days_are_the_best_of_all_of_them(
    stored: StoredCoverage, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    asked = _terms(stored, "ferry", "siege", "winter")
    days = FIRST + timedelta(4), FIRST + timedelta(5)
    every = stored.best(asked, 10_000)
    until = (days[1] + timedelta(2)).toordinal()
    is_of_days = [
        days[0].toordinal() <= day <= until
        or any(first <= days[1] and last >= days[0] for first, last in spoken)
        for day, spoken in zip(every.published, stored.days_spoken_of(every), strict=True)
    ]
    of_days = every.take(np.array(is_of_days))
    found = stored.best_and_of_days(asked, 15, days)
    of_days = of_days.besides(every.take(slice(15)), 15)
    assert found.size == 30
    assert _keys(stored, found) == _keys(stored, every)[:15] + _keys(stored, of_days)
    scores = [*every.scores[:15].tolist(), *of_days.scores.tolist()]
    assert found.scores.tolist() == pytest.approx(scores, abs=1e-9)


def test_of_days_alone_each_article_gives_its_first_passage(stored: StoredCoverage) -> None:
    day = FIRST + timedelta(4)
    found = stored.of_days((day, day), 10_000)
    away = [abs(at - day.toordinal()) if at else 10**9 for at in found.published.tolist()]
    order = list(zip(found.ordinals.tolist(), away, _keys(stored, found), strict=True))
    assert len(order) > 20
    assert order == sorted(order)
    assert _keys(stored, stored.of_days((day, day), 9)) == [key for *_, key in order[:9]]


def test_leads_are_of_the_newest(stored: StoredCoverage) -> None:
    found = stored.leads(FIRST + timedelta(3), None, 12)
    days = found.published.tolist()
    order = [(-day, key) for day, key in zip(days, _keys(stored, found), strict=True)]
    assert order == sorted(order)
    assert found.size == 12
    assert not found.ordinals.any()


def test_no_passage_with_all_words_of_a_phrase_is_left_out(stored: StoredCoverage) -> None:
    asked = _terms(stored, "ferry", "siege")
    wanted = [frozenset({"ferri", "sieg"})]
    held = {
        key
        for key, (_, text) in zip(
            _keys(stored, _every(stored)), stored.texts(_every(stored)), strict=True
        )
        if wanted[0] <= {*terms(text)}
    }
    every = _keys(stored, stored.with_words(wanted, asked, 500, None))
    assert 20 < len(held) <= len(every) < 2 * len(held)
    assert held <= {*every}
    assert {*_keys(stored, stored.holding(["ferri", "sieg"]))} == {*every}
    some = stored.with_words(wanted, asked, len(every) - 1, None)
    best = _keys(stored, stored.best(asked, len(every) - 1))
    assert _keys(stored, some) == [key for key in best if key in every]


def test_an_articles_score_is_that_of_its_words(stored: StoredCoverage) -> None:
    asked, extent = _terms(stored, "ferry", "winter"), stored.extent
    found = stored.best(asked, 30)
    usual = extent.average * extent.passages / extent.articles
    for score, (_, row) in zip(
        stored.article_scores(asked, found), stored.passages(found), strict=True
    ):
        whole = stored.article_by_id(row.id)
        assert whole
        passages = [terms(each.text) for each in split(whole)]
        length, wanted = sum(map(len, passages)), 0.0
        for term in asked:
            above = 0.5 * terms(whole.headline).count(term.term) * len(passages)
            tf = sum(each.count(term.term) for each in passages) + above
            norm = 1.2 * (0.25 + 0.75 * length / usual)
            wanted += term.idf * 2.2 * tf / (tf + norm)
        assert score == pytest.approx(wanted, abs=1e-9)
    shares = stored.shares(asked, found).sum(axis=0)
    assert shares.tolist() == pytest.approx(found.scores.tolist(), abs=1e-9)


def test_what_changed_since_a_generation_is_told(stored: StoredCoverage) -> None:
    last = stored.extent.generation
    assert len(stored.changed_since(-1)) == stored.extent.articles
    assert stored.changed_since(last) == {}
    assert stored.changed_since(last + 1) == stored.changed_since(-1)
