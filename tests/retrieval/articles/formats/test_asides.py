"""A box of facts in an aside is read; what leads elsewhere, or is of the site, is not."""

from __future__ import annotations

import pytest

from retrieval.model import Article
from tests.retrieval.articles.formats.test_pages import PARAGRAPHS, read, saved, words

FACTS = [
    "The ferry was built in 1998 and carries 240 passengers and 60 cars.",
    "It sails nine times a day in summer and four times in winter.",
]
HALF = len(PARAGRAPHS) // 2


def page_with(aside: str, *, before: bool = False) -> Article:
    parts = [f"<p>{each}</p>" for each in PARAGRAPHS]
    parts.insert(0 if before else HALF, aside)
    return read(saved(f"<div class=body>{''.join(parts)}</div>"))


@pytest.mark.parametrize(
    "box",
    [
        "<aside class=factbox><h3>The ship itself</h3><p>{0}</p><p>{1}</p></aside>",
        "<aside><h4>Facts</h4><ul><li>{0}</li><li>{1}</li></ul></aside>",
        "<aside class='article__infobox'><p>{0}</p><p>{1} <a href=/t>Timetable</a></p></aside>",
        "<aside class='sidebar fact-box'><strong>In brief</strong><p>{0}</p><p>{1}</p></aside>",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_a_box_of_facts_in_the_article_is_read(box: str, before: bool) -> None:
    article = page_with(box.format(*FACTS), before=before)
    read_words = " ".join(words(article))
    for each in (*FACTS, *PARAGRAPHS):
        assert read_words.count(each) == 1
    headings = words(article, "heading")
    at = {each: article.body.index(each) for each in (*headings, *PARAGRAPHS)}
    assert all(at[heading] > at[PARAGRAPHS[-1]] for heading in headings if heading != "In brief")


@pytest.mark.parametrize(
    "aside",
    [
        "<aside class=related><h3>Related</h3><p>{0}</p><p>{1}</p></aside>",
        "<aside><h3>Read also</h3><p>{0}</p><p>{1}</p></aside>",
        "<aside><h3>More on this story</h3><ul><li><a href=/1>{0}</a></li></ul></aside>",
        "<aside><ul><li><a href=/1>{0}</a></li><li><a href=/2>{1}</a></li></ul></aside>",
        "<aside><h3>Newsletter</h3><p>Get the harbour of Oster in your inbox, each morning at "
        "seven, free of charge and with all the facts.</p></aside>",
        "<aside class=author-bio><p>Jo Hale has written of ferries and of the harbour for nine "
        "years. She lives in Oster.</p></aside>",
        "<aside><p>Jo Hale is our harbour correspondent. She has written of ferries for nine years "
        "and lives in Oster.</p></aside>",
        "<aside><p>Support our journalism: become a member for two crowns a month, and read all "
        "that we write of the harbour.</p></aside>",
    ],
)
def test_what_leads_elsewhere_is_not(aside: str) -> None:
    assert words(page_with(aside.format(*FACTS))) == PARAGRAPHS


def test_an_aside_beside_the_article_is_not_its_own() -> None:
    html = saved("".join(f"<p>{each}</p>" for each in PARAGRAPHS))
    box = f"<aside><h3>The ferry</h3><p>{FACTS[0]}</p><p>{FACTS[1]}</p></aside>"
    assert words(read(html.replace("</main>", f"</main>{box}"))) == PARAGRAPHS
