"""Markdown of sites and notebooks: its words without its signs, and what stands above them."""

from __future__ import annotations

import pytest

from retrieval.model import Article
from tests.retrieval.articles.formats.reading import articles, reasons, words

FIRST = "The ferry between Oster and Lindholm sailed again on Monday, two days after the storm."
SECOND = "Harbour master Ilse Brandt said 41 boats had broken loose and three had sunk."
TEXT = f"{FIRST}\n\n{SECOND}\n"


def read(text: str) -> Article:
    (article,) = articles(text.encode(), "a.md")
    return article


@pytest.mark.parametrize(
    "above",
    [
        '+++\ntitle = "Ferry resumes"\ndate = 2023-01-02T10:00:00+01:00\ndraft = false\n+++',
        "---\ntitle: Ferry resumes\ndate: 2023-01-02T10:00:00+01:00\npublished: true\n---",
        '{\n "title": "Ferry resumes",\n "date": "2023-01-02T10:00:00+01:00"\n}\n',
        "Title: Ferry resumes\nDate: 2023-01-02T10:00:00+01:00\nCategory: News\n",
        '<!-- exported -->\n---\ntitle: "Ferry resumes"\ndate: 2023-01-02T10:00:00+01:00\n---',
    ],
    ids=["hugo", "jekyll", "json", "pelican", "comment"],
)
def test_what_stands_above_is_headline_and_day_and_never_quoted(above: str) -> None:
    article = read(f"{above}\n\n# Ferry resumes\n\n{TEXT}")
    assert (article.headline, article.published) == ("Ferry resumes", "2023-01-02T10:00:00+01:00")
    assert (words(article), words(article, "heading")) == ([FIRST, SECOND], [])


def test_a_clipping_has_the_day_of_its_article_and_not_of_the_clipping() -> None:
    above = (
        "---\ntitle: Ferry\nsource: https://oster.example/a\npublished: {}\n"
        "created: 2024-05-05\n---"
    )
    clipped = (
        f"{TEXT}\n![[a.png]]\n\nSee [[Oster|the town]], ==marked==. ^abc12\n\n%%x%%\n\n#a #b\n"
    )
    article = read(above.format("2023-01-02") + "\n" + clipped)
    assert (article.published, article.url) == ("2023-01-02", "https://oster.example/a")
    assert article.outlet is None
    assert words(article) == [FIRST, SECOND, "See the town, marked."]
    assert read(above.format("") + "\n" + clipped).published is None


def test_a_colon_without_quotation_marks_costs_nothing() -> None:
    article = read(
        f"---\ntitle: Ferry: the storm is over\ndate: 2023-01-02\ntags:\n- a\n---\n\n{TEXT}"
    )
    assert (article.headline, article.published) == ("Ferry: the storm is over", "2023-01-02")
    assert words(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("above", "reason"),
    [
        ('+++\ntitle = "A"\ndraft = true\n+++', "a draft"),
        ("---\ntitle: A\ndraft: yes\n---", "a draft"),
        ("---\ntitle: A\npublished: false\n---", "published: false"),
        ("Title: A\nStatus: draft\n", "its status"),
        ('+++\ntitle = "A\n+++', "not TOML"),
        ("+++\na = " + "[" * 5000 + "\n+++", "too large"),
        ("+++\ntitle = 1", "without an end"),
    ],
)
def test_a_draft_or_what_is_broken_above_is_left_out_with_a_line(above: str, reason: str) -> None:
    assert reason in reasons(f"{above}\n\n{TEXT}".encode(), "a.md")[0]


def test_signs_codes_and_links_are_no_words() -> None:
    article = read(
        f"Ferry resumes\n=====\n\n*Oster Post, 2 January 2023*\n\n{TEXT}\n![A picture](a.jpg)\n\n"
        '{{< figure src="a.jpg" caption="The harbour." >}}\n\n{{< youtube x >}}\n\n{% include y %}'
        "\n\n"
        "**Bold** and [a link](https://x.example) \\* ~~gone~~ `code`.[^1]\n{: .lead}\n\n"
        "```js\nlet x = 1;\n```\n\n{% highlight js %}\nvar a;\n{% endhighlight %}\n\n"
        "<script>alert(1)</script>\n\n<div class=x>Raw <b>HTML</b></div>\n\n## The pier {#pier}\n\n"
        "> A quotation.\n\n* one\n* two\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "![alt](b.jpg)\n*The pier.*\n\n[^1]: A footnote.\n[^2]: Correction: It was *Monday*.\n"
    )
    assert (article.headline, article.outlet) == ("Ferry resumes", "Oster Post")
    assert article.published == "2023-01-02"
    assert words(article) == [
        FIRST, SECOND, "Bold and a link * code.", "Raw HTML", "A quotation.", "one", "two", "a | b",
        "c | d",
    ]  # fmt: skip
    assert words(article, "heading") == ["The pier"]
    assert words(article, "caption") == ["The harbour.", "The pier."]
    assert words(article, "note") == ["Correction: It was Monday."]


def test_markdown_that_would_take_its_square_in_time_is_refused() -> None:
    assert "too many signs" in reasons(b"# A\n\n" + b"[" * 50_000, "a.md")[0]
