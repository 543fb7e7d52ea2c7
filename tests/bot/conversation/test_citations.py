"""No passage, sentence or figure ever stands under another one's citation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from bot.conversation.asked import Asked
from bot.conversation.replies import reply
from retrieval import Archive, Quote

DAY = date(2024, 3, 7)
TOWNS = ("Larnholm", "Osterby", "Kvelde", "Tindra")


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Articles that differ in a town and a figure, so that one under another's name would show."""
    folder = tmp_path_factory.mktemp("alike")
    with (folder / "a.jsonl").open("w", encoding="utf-8") as lines:
        for at in range(40):
            town, figure = TOWNS[at % 4], 3 + at % 9
            body = [
                f"Article {at} says that {figure} drones hit {town}, said the mayor of {town}.",
                f"Article {at}, too: the harbour of {town} burned for {figure + 1} hours.",
            ]
            article = {"id": f"a{at:02}", "headline": f"Article {at}: {town}"}
            day = f"2024-03-{1 + at % 6:02}"
            article |= {"text": "\n\n".join(body), "outlet": f"Outlet {at}", "published": day}
            lines.write(json.dumps(article) + "\n")
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([folder / "a.jsonl"])
        yield archive


def is_its_own(archive: Archive, quote: Quote) -> bool:
    """Whether all that a quote says of its place is true of that place."""
    article, cited = archive.article(quote.citation.article), quote.citation
    there = archive.show(quote.address)
    number = cited.headline.split(":")[0]
    return (
        article.body[slice(*quote.offsets.text)] == quote.text == there.passage.text
        and article.body[slice(*quote.offsets.sentence)] == quote.sentence
        and quote.text.startswith(number)
        and (cited.headline, cited.outlet, cited.published)
        == (article.headline, article.outlet, article.published)
        and cited.outlet == number.replace("Article", "Outlet")
        and there.citation.paragraph == cited.paragraph
        and (quote.speaker is None or quote.speaker.text in quote.text)
    )


@pytest.mark.parametrize("limit", [1, 3, 10, 30])
@pytest.mark.parametrize(
    "question",
    [
        *("How many drones hit Larnholm?", "How many hours did the harbour burn?", "drones"),
        *('Who said "hit Kvelde"?', "What happened at Tindra on 3 March?", "harbour of Osterby"),
    ],
)
def test_each_quote_and_figure_stands_under_its_own_citation(
    alike: Archive, question: str, limit: int
) -> None:
    answer = reply(alike, Asked(question, DAY), limit=limit).answer
    assert answer.quotes
    numbers = [quote.citation.number for quote in answer.quotes]
    assert numbers == list(range(1, len(numbers) + 1))
    for quote in answer.quotes:
        assert is_its_own(alike, quote)
    for figure in answer.figures:
        quote = answer.quotes[figure.quote - 1]
        body = alike.article(quote.citation.article).body
        start, end = figure.offsets
        assert body[start:end] == figure.figure
        assert quote.offsets.sentence[0] <= start < end <= quote.offsets.sentence[1]


def test_each_day_of_a_timeline_stands_under_its_own_citation(alike: Archive) -> None:
    days = alike.timeline("drones hit Larnholm").days
    assert days
    assert all(is_its_own(alike, day.quote) for day in days)


def test_verified_words_stand_under_the_citation_of_where_they_stand(alike: Archive) -> None:
    for at in range(40):
        found = alike.verify(text=f"Article {at} says that {3 + at % 9} drones")
        assert found.standing
        assert found.standing.citation.headline.startswith(f"Article {at}:")
        assert (found.verdict, found.standing.citation.paragraph) == ("stands", 1)
