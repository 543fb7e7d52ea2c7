"""Articles are inverted by worker processes while they are read, not after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.articles.source import Source
from retrieval.inversion import workers
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.inversion.inverter import Inverter


def test_sources_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTHWHILE", 1)
    monkeypatch.setattr(workers, "BATCH", 1_000)
    read = []

    def sources() -> Iterator[Source]:
        for number in range(400):
            read.append(number)
            yield Source(f"a{number}", f"a{number}", "text", b"The\n\n" + b"A drone fell. " * 100)

    made = workers.inverted(sources(), Inverter(), processes=2)
    first, _ = next(made)
    assert isinstance(first, Inverted)
    assert len(read) < 40
    assert sum(1 for _ in made) == 399


def test_workers_number_terms_as_one_process_does() -> None:
    texts = [f"The\n\nDrone {n % 7} met ferry {n % 11}.\n\nHarbour {n}." for n in range(60)]
    sources = [Source(f"a{n}", f"a{n}", "text", text.encode()) for n, text in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "WORTHWHILE", 1)
        patched.setattr(workers, "BATCH", 100)
        apart = list(workers.inverted(sources, Inverter(), processes=2))
    together = list(workers.inverted(sources, Inverter(), processes=1))
    for (one, words), (other, other_words) in zip(apart, together, strict=True):
        assert isinstance(one, Inverted)
        assert isinstance(other, Inverted)
        assert (one.article, one.passages, one.days) == (other.article, other.passages, other.days)
        assert one.lengths.tolist() == other.lengths.tolist()
        assert _counts(one, words) == _counts(other, other_words)
        assert _postings(one, words) == _postings(other, other_words)


def _counts(article: Inverted, words: TermNumbers) -> dict[str, tuple[int, int]]:
    terms = [words.terms[number] for number in article.numbers]
    return dict(
        zip(terms, zip(article.df.tolist(), article.uses.tolist(), strict=True), strict=True)
    )


def _postings(article: Inverted, words: TermNumbers) -> list[tuple[str, int, int]]:
    terms = [words.terms[article.numbers[place]] for place in article.term_of]
    columns = article.passage_of.tolist(), article.units.tolist()
    return sorted(zip(terms, *columns, strict=True))
