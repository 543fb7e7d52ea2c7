"""What ranks a passage besides its words and its day: the kind of thing, years, headline, place."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Archive
from tests.tools.coverage_maker import archive


def _first(opened: Archive, question: str) -> str:
    return opened.search(question)[0].passage.text


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        (
            "How much did the ferry cost?",
            "The ferry, which is white, did cost the island $3.2 million in all.",
            "The ferry, which is white, did cost the island many friends in all.",
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
            "Which country built the ferry?",
            "As for the ferry, it was the Finnish who built it, over two winters.",
            "As for the ferry, it was the islanders who built it, over two winters.",
        ),
        (
            "Which state built the ferry?",
            "As for the ferry, it was Vermont which had it built, over two winters.",
            "As for the ferry, it was the county which had it built, over two winters.",
        ),
        (
            "Who steered the ferry?",
            "On that day the ferry was steered by a Karl Lind, who had slept badly.",
            "On that day the ferry was steered by a young man, who had slept badly.",
        ),
    ],
)
def test_the_passage_with_the_kind_of_thing_that_is_asked_for_comes_first(
    tmp_path: Path, question: str, answers: str, other: str
) -> None:
    opened = archive(tmp_path, {"a": ["News", other, answers], "b": ["Snow", "It snowed."]})
    assert _first(opened, question) == answers


def test_a_kind_that_only_the_question_names_gains_nothing(tmp_path: Path) -> None:
    asked, told = "Where in Oslo is the ferry?", "The ferry of the city is in Oslo, as ever it was."
    opened = archive(tmp_path, {"a": ["News", told], "b": ["Snow", "It snowed."]})
    hit = opened.search(asked)[0]
    assert opened.explain(asked, hit.passage.address).kind == 0


@pytest.mark.parametrize("span", ["1999–2006", "from 1999 to 2006", "1999-06", "in 2004"])
def test_a_year_is_met_by_a_range_that_holds_it(tmp_path: Path, span: str) -> None:
    before = "Mayor of Larnholm, and the one mayor in 2012: Ida Brandt, for a long while."
    then = f"Mayor of Larnholm, and the one mayor {span}: Karl Lind, for a long while."
    opened = archive(tmp_path, {"a": ["Mayors", before, then]})
    assert _first(opened, "Who was the mayor of Larnholm in 2004?") == then
    assert _first(opened, "Who was the mayor of Larnholm in 2012?") == before


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
