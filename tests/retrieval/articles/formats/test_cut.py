"""What is but the beginning of an article does not count as the whole of it."""

from __future__ import annotations

import json

import pytest

from retrieval.articles.formats.values.cut import cut_at
from tests.retrieval.articles.formats.reading import articles, words
from tests.retrieval.articles.formats.test_feeds import FIRST, SECOND, rss

LONG = " ".join(["Harbour master Ilse Brandt said that 41 boats had broken loose."] * 20)


@pytest.mark.parametrize(
    "end",
    [
        " […]", " […]</p><p>Read More", " [&#8230;]", " …", "...", " (...)", "</p><p>Read more",
        " [...] Continue reading",
        "</p><p><a href='https://oster.example/a'>Continue reading Ferry &amp; bus resume →</a>",
        "... Weiterlesen", "… Читати далі »", " Lire la suite", " [&hellip;] <b>Czytaj więcej</b>",
        "</p><p>Devamını oku", "</p><p>Leggi tutto", "</p><p>Подробнее", "… Число: 5</p><p>Les mer",
    ],
)  # fmt: skip
def test_a_teaser_in_the_place_of_the_text_is_cut_off(end: str) -> None:
    (article,) = articles(rss(f"<p>{FIRST} {SECOND.replace('&', 'and')} The mayor of{end}</p>"))
    assert article.marks == ("cut",)
    shown = " ".join(words(article))
    assert shown.startswith(FIRST)
    for sign in ("…", "...", "[", "Read", "Continue", "Czytaj", "Les mer", "Подр", "Devam"):
        assert sign not in shown


@pytest.mark.parametrize(
    "end",
    [
        ".", ". “And then ...”", ". He wants to read more books.", ". Він хоче більше.",
        ".</p><p>Read also: Another ferry", ".</p><p>Read more: Another ferry",
        ". Bis heute will er mehr lesen.",
    ],
)  # fmt: skip
def test_a_whole_text_is_not(end: str) -> None:
    (article,) = articles(rss(f"<p>{LONG}</p><p>{FIRST} The end{end}</p>"))
    assert article.marks == ()


def test_what_says_no_more_than_the_description_is_cut_off() -> None:
    teaser = rss(f"<p>{FIRST}</p>")
    for description in (
        FIRST,
        f"{FIRST} …",
        f"&lt;p&gt;{FIRST}&lt;/p&gt;",
        f"{FIRST} More to come.",
    ):
        (article,) = articles(teaser.replace(b"The ferry sailed ...", description.encode()))
        assert article.marks == ("cut",), description
    assert articles(teaser)[0].marks == ()
    both = rss(f"<p>{LONG}</p>").replace(b"The ferry sailed ...", LONG.encode())
    assert articles(both)[0].marks == ()


def test_a_row_that_goes_on_elsewhere_is_cut_off() -> None:
    for end, cut in ((" […]", True), (" ... Read more", True), (" The mayor…", True), ("", False)):
        row = {"headline": "Ferry", "text": f"{FIRST}\n\n{SECOND}{end}", "id": 1}
        (article,) = articles(json.dumps([row]).encode(), "a.json")
        assert (article.marks, words(article)[-1]) == (("cut",) if cut else (), SECOND)


def test_long_texts_may_end_in_dots() -> None:
    assert cut_at("And then ...", 500) is None
    assert cut_at("And then [...]", 500) == 8
