"""Whatever happens to a coverage, its answers in a cluster are those of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest

from retrieval import Archive
from retrieval.opensearch.reading import with_words
from retrieval.opensearch.reading.scoring import sought
from retrieval.opensearch.writing import writer
from retrieval.store.corrections import OF_AN_ARTICLE
from tests.opensearch.cluster import Node
from tests.opensearch.made_up import (
    DAY,
    asked_of,
    assert_alike,
    assert_alike_at_each_stage,
    pair,
    some,
    written,
)
from tests.opensearch.parts import address_of, merge
from tests.tools.enlarged import Row
from tests.tools.enlarged import written as written_rows
from tests.tools.equal import Asked, asked_in

pytestmark = pytest.mark.slow
ROOT: Final = Path(__file__).parents[2]
ROUNDS, QUESTIONS = 10, 30
LISTS: Final[Sequence[Callable[[Archive], Any]]] = (
    lambda at: at.coverage(),
    lambda at: at.latest(limit=20),
    lambda at: at.headlines(20),
    lambda at: at.outlets(),
    lambda at: dict(sorted(at.digests().items())),
    lambda at: at.timeline("the first of all").as_json(),
)


def address(node: Node) -> str:
    """Where no coverage is yet."""
    return address_of(node.address, f"c{uuid4().hex[:12]}")


@pytest.mark.parametrize("shards", [1, 6])
def test_the_samples_answer_alike_whatever_happens_to_them(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    monkeypatch.setattr(writer, "GRACE", 0.1)  # nobody asks meanwhile
    questions = asked_in(ROOT / "tests/data/questions.toml")[shards % 5 :: 5]
    with pair(address(node), ROOT / "seeds", tmp_path, shards) as both:
        assert_alike_at_each_stage(both, questions)


@pytest.mark.cluster
@pytest.mark.parametrize("shards", [1, 6])
def test_a_hundred_thousand_passages_answer_alike_whatever_happens_to_them(
    node: Node, large: tuple[Path, list[str]], tmp_path: Path, shards: int
) -> None:
    path, _ = large
    questions = asked_of(some(100_000), QUESTIONS)
    with pair(address(node), path.parent / "articles.jsonl", tmp_path, shards) as both:
        assert_alike_at_each_stage(both, questions)


@pytest.mark.cluster
@pytest.mark.parametrize("shards", [1, 6])
def test_after_each_of_ten_rounds_of_changes_all_is_alike(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    monkeypatch.setattr(writer, "GRACE", 0.1)
    about = some(1_000)
    corpus = written(tmp_path / "articles.jsonl", about)
    questions = [
        *asked_of(about, QUESTIONS - 3),
        *(Asked(text, DAY) for text in ("What is new?", "What happened in March 2022?", "again")),
    ]
    with pair(address(node), corpus, tmp_path, shards) as both:
        both.reindex()
        for number in range(ROUNDS):
            both.change()
            if number % 4 == 3:
                both.clock.pass_by()
            if number % 3 == 2:
                merge(both.cluster.place)
            assert_alike(both.file, both.cluster, questions)
            for told in LISTS:
                assert told(both.cluster) == told(both.file)
        assert not both.cluster.doctor().findings


def test_equal_passages_come_by_their_articles_however_many_there_are(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sought, "WINDOW", 300)
    monkeypatch.setattr(with_words, "WINDOW", 300)
    names = [f"a{7 * number % 400:03}" for number in range(400)]  # each once, in no order
    ferries = [{"id": each, "headline": f"Word {each}", "text": "The ferry."} for each in names]
    days = [
        {"id": f"d{at:02}", "headline": "A day", "text": f"It rained. {at}", "published": day}
        for at, day in enumerate(f"2024-0{1 + at % 3}-0{1 + at % 9}" for at in range(40))
    ]
    corpus = written_rows(tmp_path / "articles.jsonl", [*ferries, *days])
    asked = ("ferry", 'the "ferry"', "What happened in February 2024?", "in January 2024")
    with pair(address(node), corpus, tmp_path, 3) as both:
        both.reindex()
        assert_alike(both.file, both.cluster, [Asked(text, date(2024, 4, 1)) for text in asked])
        hits = [at.search("ferry", limit=250) for at in (both.file, both.cluster)]
        assert hits[0] == hits[1]
        assert [hit.passage.article_id for hit in hits[1]] == sorted(names)[:250]


@pytest.mark.parametrize(("window", "at_once"), [(10_000, 8_000), (10_000, 0), (230, 0)])
def test_where_few_are_asked_for_at_first_the_best_are_proved_all_the_same(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int, at_once: int
) -> None:
    for name, value in (("WINDOW", window), ("_AT_ONCE", at_once), ("_MORE", 1), ("_BESIDES", 0)):
        monkeypatch.setattr(sought, name, value)
    rows: list[Row] = [
        {
            "id": f"b{7 * at % 900:03}",
            "headline": f"Day {at}",
            "text": f"{'Makiivka ' * (at % 4)}{'Makeevka ' * (at % 3)}{'saw rain ' * (at % 11)}.",
            "published": f"2023-01-{1 + at % 28:02}",
        }
        for at in range(900)
    ]
    corpus = written_rows(tmp_path / "articles.jsonl", rows)
    asked = ("Makiivka", "rain in Makeevka", "rain at Makiivka on January 3", "saw rain")
    with pair(address(node), corpus, tmp_path, 2) as both:
        both.reindex()
        assert_alike(both.file, both.cluster, [Asked(text, date(2023, 2, 1)) for text in asked])
        for text in asked:
            theirs, ours = (at.search(text, limit=250) for at in (both.cluster, both.file))
            assert [hit.passage for hit in theirs] == [hit.passage for hit in ours]
            assert [hit.score for hit in theirs] == pytest.approx([hit.score for hit in ours])


def test_of_an_article_that_changes_often_the_newest_changes_are_told(
    node: Node, tmp_path: Path
) -> None:
    corpus = written_rows(tmp_path / "articles.jsonl", [_blog(0)])
    with pair(address(node), corpus, tmp_path) as both:
        both.reindex()
        since = both.clock.moment
        for number in (1, 2):
            both.clock.moment += timedelta(hours=1)
            both.source.write([_blog(number)])
            both.reindex()
        found = []
        for at in (both.file, both.cluster):
            with at._snapshot() as snapshot:
                found.append(snapshot.stored.corrections(since, 500))
        assert found[0] == found[1]
        assert len(found[1]) == OF_AN_ARTICLE


def _blog(number: int) -> Row:
    """A live blog as it is for that time: of 60 sentences, other 30 are changed each time."""
    told = [
        f"At {at} the ferry had {number if at % 2 == number % 2 else 0} on it." for at in range(60)
    ]
    return {"id": "blog", "headline": "The ferry", "text": "\n\n".join(told)}
