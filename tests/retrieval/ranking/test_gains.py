"""What ranks a passage besides its words and its day: the kind of thing, years, headline, place."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Archive
from tests.tools.coverage_maker import archive


def _first(opened: Archive, question: str) -> str:
    return opened.search(question)[0].passage.text


KINDS = (
    (
        "When was the barge sunk?",
        "The barge, as it turned out, was sunk on Thursday by a strong wind.",
        "The barge, as it turned out, was sunk after Monday by a strong wind.",
    ),
    (
        "What was the vote on the pier?",
        "The vote on the pier was, as expected, 216-210 in the old council.",
        "The vote on the pier was, as expected, quite close in the old council.",
    ),
    (
        "How much did the ferry cost?",
        "The ferry, in the end, did cost the island $3.2 million in all.",
        "The ferry, in the end, did cost the island many friends in all.",
    ),
    (
        "What percentage of the ferry does the island own?",
        "Of the ferry the island has come to own 40 per cent in these years.",
        "Of the ferry the island has come to own quite a lot in these years.",
    ),
    (
        "What colour is the ferry?",
        "The old ferry is now painted blue from its bow down to the stern.",
        "The old ferry is now painted anew from its bow down to the stern.",
    ),
    (
        "How old is the captain of the ferry?",
        "The captain of the ferry, aged 61, has no plans to leave the sea.",
        "The captain of the ferry, a sailor, has no plans to leave the sea.",
    ),
    (
        "Where was the ferry built?",
        "The ferry was built over two winters in Gdansk by a small yard.",
        "The ferry was built over two winters in secret by a small yard.",
    ),
    (
        "Which country owned the tanker?",
        "As for the tanker, it was the Finnish who owned it, over two winters.",
        "As for the tanker, it was the islanders who owned it, over two winters.",
    ),
    (
        "Which state bought the tug?",
        "As for the tug, it was Vermont which had it bought, over two winters.",
        "As for the tug, it was the county which had it bought, over two winters.",
    ),
    (
        "Who steered the ferry?",
        "On that day the ferry was steered by a Karl Lind, who had slept badly.",
        "On that day the ferry was steered by a young man, who had slept badly.",
    ),
)


def test_the_passage_with_the_kind_of_thing_that_is_asked_for_comes_first(tmp_path: Path) -> None:
    articles = {f"a{at}": ["News", other, told] for at, (_, told, other) in enumerate(KINDS)}
    opened = archive(tmp_path, articles)
    for question, told, _ in KINDS:
        assert _first(opened, question) == told


def test_a_kind_that_only_the_question_names_gains_nothing(tmp_path: Path) -> None:
    asked, told = "Where in Oslo is the ferry?", "The ferry of the city is in Oslo, as ever it was."
    opened = archive(tmp_path, {"a": ["News", told], "b": ["Snow", "It snowed."]})
    hit = opened.search(asked)[0]
    assert opened.explain(asked, hit.passage.address).kind == 0


def test_a_year_is_met_by_a_range_that_holds_it(tmp_path: Path) -> None:
    spans = ("1999–2006", "from 1999 to 2006", "1999-06", "in the 2000s")
    towns = ("Larnholm", "Birkby", "Oldhaven", "Kettering")
    pairs = {
        town: (
            f"Mayor of {town}, and the one mayor in 2012: Ida Brandt, for a long while.",
            f"Mayor of {town}, and the one mayor {span}: Karl Lind, for a long while.",
        )
        for town, span in zip(towns, spans, strict=True)
    }
    opened = archive(tmp_path, {town: ["Mayors", *pair] for town, pair in pairs.items()})
    for town, (later, then) in pairs.items():
        assert _first(opened, f"Who was the mayor of {town} in 2004?") == then
        assert _first(opened, f"Who was the mayor of {town} in 2012?") == later


@pytest.fixture
def news(tmp_path: Path) -> Archive:
    path = tmp_path / "news"
    path.mkdir()
    (path / "quake.txt").write_text(
        "---\nheadline: Quake in Larnholm shakes the harbour\npublished: 2024-03-05\n---\n\n"
        "The magnitude of the strong earthquake this week was measured as 7.0 in all.\n\n"
        "A strong earthquake this week shook Larnholm, of magnitude 7.0, as was measured.\n\n"
        "Later on\n\n"
        + "The morning was calm, and nobody had been warned of what would come.\n\n" * 9
        + "A strong earthquake this week shook Larnholm, of magnitude 7.0, as was measured, too.\n",
    )
    opened = Archive(tmp_path / "coverage.db")
    opened.reindex([path])
    return opened


def test_a_passage_with_the_names_of_its_headline_comes_first(news: Archive) -> None:
    first = _first(news, "Which town had a strong earthquake of magnitude 7.0?")
    assert first.startswith("A strong earthquake this week shook Larnholm")


def test_of_a_dated_article_the_beginning_counts_more(news: Archive) -> None:
    question = "Which town had a strong earthquake of magnitude 7.0?"
    why = [
        news.explain(question, hit.passage.address)
        for hit in news.search(question)
        if "shook Larnholm" in hit.passage.text
    ]
    assert len(why) == 2
    assert 0 > why[0].place > why[1].place


def test_a_passage_of_a_few_words_comes_last(tmp_path: Path) -> None:
    told = "The captain said yesterday that the ferry would sail again in the spring of next year."
    opened = archive(tmp_path, {"a": ["News", "The ferry and its captain.", told]})
    assert _first(opened, "captain of the ferry") == told
