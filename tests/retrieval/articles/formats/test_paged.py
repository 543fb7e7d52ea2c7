"""A text that comes from a PDF: pages, their heads, columns, words that line ends part."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from retrieval.articles.formats.lines.page_heads import whole
from retrieval.articles.formats.text import parse
from retrieval.keeping.parts import as_kept
from retrieval.keeping.words import mark, withdrawn
from retrieval.model import Article, page_of

LEFT = (
    "The ferry between Oster and",
    "Lindholm sailed again on",
    "Monday with 20 passengers.",
    "",
    "Nobody was hurt on board of",
    "the boat, its captain said.",
)
RIGHT = (
    "Harbour master Ilse Brandt",
    "said 41 boats had broken",
    "loose while it blew.",
    "",
    "The lighthouse keeper saw",
    "seven seals on the rocks.",
)


def read(text: str) -> Article:
    return parse(text.encode(), article_id="a", path="a.txt")


def paragraphs(article: Article) -> list[str]:
    return [" ".join(article.body[each.start : each.end].split()) for each in article.blocks]


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("the govern-\nment said", "the government said"),  # known
        ("of Lind-\nholmers", "of Lind-\nholmers"),
        ("in Zyxholm, not in Zyx-\n  holm", "in Zyxholm, not in Zyxholm"),
        ("a well-known and a well-\nknown man", "a well-known and a well-known man"),
        ("pre-\nand post-war", "pre-\nand post-war"),
        ("Nagorno-\nKarabakh", "Nagorno-\nKarabakh"),
        ("the Zyx\u00ad\nholmers", "the Zyxholmers"),
        ("said - \nand went", "said - \nand went"),
        ("der Regie-\nrung, die Regierung", "der Regierung, die Regierung"),
        ("nach dem, was die Regie-\nrung und das", "nach dem, was die Regierung und das"),
    ],
)
def test_a_parted_word_is_whole_only_where_it_is_known_or_stands_elsewhere(
    text: str, now: str
) -> None:
    assert whole(text).text == now


def test_that_words_were_made_whole_is_said() -> None:
    article = read("A headline\n\nThe words of the govern-\nment stand in this paragraph.\n")
    assert paragraphs(article) == ["The words of the government stand in this paragraph."]
    assert article.notes == (
        "words that were parted at the end of a line are whole again, in quotes too",
    )


def test_heads_that_come_again_go_and_a_headline_that_does_stays() -> None:
    head, page = "Oster Post, page {}\n\n", "Words of page {0} of these stand here.\n\nMore, {0}.\n"
    text = "\f".join(
        head.format(n) + ("Title\n\n" if n == 1 else "") + page.format(n) for n in (1, 2, 3)
    )
    article = read(text)
    assert article.headline == "Title"
    assert "Oster Post" not in article.body
    assert [page_of(article.marks, each.start) for each in article.blocks] == [1, 1, 2, 2, 3, 3]
    titled = "\f".join(
        "Ferry resumes\n\n"
        + f"A first paragraph of page {n}, which is long enough to be one, {'and on ' * 20}.\n"
        for n in (1, 2, 3)
    )
    assert read(titled.replace("Ferry resumes", "Oster Post\n\nMonday")).marks[1:] == (
        "headline_from_words",
    )
    assert read(titled).headline == "Ferry resumes"
    assert read(titled).body.count("Ferry resumes") == 0


def test_a_paragraph_goes_on_over_the_page_and_a_page_without_text_counts() -> None:
    article = read("Title\n\nA first one.\n\nThis sentence goes\n\n 1\n\f\n\f on here.\n\nLast.\n")
    assert paragraphs(article) == ["A first one.", "This sentence goes on here.", "Last."]
    assert [page_of(article.marks, each.start) for each in article.blocks] == [1, 1, 3]
    assert article.notes == (
        "some of its pages hold no text: scanned; recognise the letters first: ocrmypdf",
    )


def test_columns_are_read_one_after_another_and_a_table_stays_one() -> None:
    rows = [f"{a:<40}{b}" for a, b in zip(LEFT, RIGHT, strict=True)]
    table = ["Oster        41    12", "Lindholm      7     3", "Brandt        1     0"]
    text = "\n".join(["A headline over both of the columns", "", *rows, "", *table, "\f"])
    assert paragraphs(read(text))[:4] == [
        "The ferry between Oster and Lindholm sailed again on Monday with 20 passengers.",
        "Nobody was hurt on board of the boat, its captain said.",
        "Harbour master Ilse Brandt said 41 boats had broken loose while it blew.",
        "The lighthouse keeper saw seven seals on the rocks.",
    ]
    assert "Oster 41 12" in " ".join(read(text).body.split())


def test_a_text_without_pages_has_none() -> None:
    article = read("A headline\n\nA paragraph of it.\n")
    assert article.marks == ()
    assert page_of(article.marks, 0) is None


def test_pages_stay_where_they_are_where_words_before_them_are_withdrawn() -> None:
    text = "Title\n\nThe mayor Jens Holm of Lindholm stepped down.\n\f\nOn page two he is praised."
    article = replace(read(text), url="https://a.b")
    rule = withdrawn("00" * 16, [mark("00" * 16, "a")], "Jens Holm of Lindholm")
    cut = as_kept(article, [rule], None)
    assert [cut.body[each.start : each.end] for each in cut.blocks] == [
        "The mayor […] stepped down.",
        "On page two he is praised.",
    ]
    assert [page_of(cut.marks, each.start) for each in cut.blocks] == [1, 2]
    assert page_of(as_kept(article, [], "headline").marks, 0) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        ("a" * 30 + "-\n") * 20_000,
        ("a" * 25 + " " * 6 + "b" * 25 + "\n") * 20_000 + "\f",
        "\f".join(["Head\n\nA line of words\nand one more\n"] * 20_000),
    ],
)
def test_a_long_text_takes_time_that_grows_with_its_length(text: str) -> None:
    before = time.process_time()
    assert read(text[:-1]).blocks
    assert time.process_time() - before < 3
