"""Saved web pages: what is an article's, and nothing else, is read."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from retrieval.articles.formats.pages import page
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.errors import ArticleFormError
from retrieval.model import Article

HEADLINE = "Ferry service to Lindholm resumes after storm"
PARAGRAPHS = [
    "The ferry between Oster and Lindholm sailed again on Monday, two days after the storm.",
    "Harbour master Ilse Brandt said 41 boats had broken loose and three had sunk.",
    "Repairs to the northern pier will cost about 2.4 million crowns, the council said.",
    "“We have waited for two days,” said Jo Hale, who runs the fish market on the quay.",
    "The council will vote on the money on 17 January, and the mayor expects a majority.",
]
TEXT = "".join(f"<p>{words}</p>\n" for words in PARAGRAPHS)
JSON_LD = """{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Ferry service to Lindholm resumes after storm",
 "datePublished": "2023-01-02T10:00:00+01:00", "articleSection": "Local",
 "publisher": {"@type": "Organization", "name": "Oster Post"}}"""
NAVIGATION = "<header><nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></nav></header>"
COOKIES = (
    "<div id=cookie-banner><p>We use cookies and similar things to show advertising that fits."
    "</p><button>Accept</button></div>"
)
NEWSLETTER = (
    "<div class=newsletter><h3>Sign up for our newsletter</h3><p>The day in five minutes, each "
    "morning in your inbox.</p><form><input type=email><button>Subscribe</button></form></div>"
)
RELATED = (
    "<aside class=related><h2>Related</h2><ul><li><a href=/1>Storm Greta leaves three dead in the "
    "harbour of Lindholm</a></li><li><a href=/2>What we know about the storm</a></li></ul></aside>"
)


def ld(json: str = JSON_LD) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def saved(body: str, *, head: str = ld(), language: str = "en", title: str = HEADLINE) -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset=utf-8>'
        f"<title>{title} | Oster Post</title>{head}</head><body>{NAVIGATION}{COOKIES}"
        "<main><article>"
        f"<h1>{title}</h1>{body}</article>{RELATED}</main>"
        "<footer><p>© 2023 Oster Media. All rights reserved.</p></footer></body></html>"
    )


def read(html: str | bytes, reading: Reading = AS_IT_IS) -> Article:
    raw = html.encode() if isinstance(html, str) else html
    return page.parse(raw, article_id="a", path="a.html", reading=reading)


def words(article: Article, kind: str = "paragraph") -> list[str]:
    return [article.body[each.start : each.end] for each in article.blocks if each.kind == kind]


def refused(html: str) -> str:
    with pytest.raises(ArticleFormError) as caught:
        read(html)
    return caught.value.reason


def test_a_page_gives_its_article_and_what_it_declares_of_it() -> None:
    article = read(saved(f"<p class=byline>By Jo Hale</p><time>2 January 2023</time>{TEXT}"))
    assert article.headline == HEADLINE
    assert article.published == "2023-01-02T10:00:00+01:00"
    assert (article.outlet, article.kicker, article.language) == ("Oster Post", "Local", "en")
    assert words(article) == PARAGRAPHS
    assert len(article.blocks) == len(PARAGRAPHS)


def test_what_the_site_puts_between_the_paragraphs_is_not_read() -> None:
    between = (
        "<p><strong>Read more:</strong> <a href=/3>Storm Greta leaves three dead</a></p>"
        f"<p><a href=/2>What we know about the storm so far</a></p>{NEWSLETTER}"
        "<p>Читайте також: <a href=/4>Шторм забрав трьох</a></p><div>Advertisement</div>"
        "<div class=share>Share this article</div><p hidden>Nobody sees this text of the page.</p>"
    )
    assert words(read(saved(TEXT.replace("</p>", f"</p>{between}", 1)))) == PARAGRAPHS


def test_og_and_meta_count_where_there_is_no_json_ld() -> None:
    head = (
        f'<meta property="og:title" content="{HEADLINE} - Oster Post">'
        '<meta property="og:site_name" content="Oster Post"><meta property="og:type" '
        'content="article"><link rel=canonical href="https://oster.example/a">'
        '<meta property="article:published_time" content="2023-01-02T10:00:00+01:00">'
    )
    article = read(saved(TEXT, head=head, language="uk-UA"))
    assert (article.headline, article.outlet) == (HEADLINE, "Oster Post")
    assert (article.url, article.language) == ("https://oster.example/a", "uk")
    assert article.published == "2023-01-02T10:00:00+01:00"


def test_json_ld_that_is_broken_still_tells_the_day() -> None:
    article = read(saved(TEXT, head=ld(JSON_LD.replace("}}", "},}"))))
    assert article.published == "2023-01-02T10:00:00+01:00"


def test_a_day_is_never_guessed_and_keeps_its_zone() -> None:
    guessed = f"{TEXT}<p>It had last happened on 5 March 2019, when all ferries stopped.</p>"
    assert (
        read(saved(f"<time datetime=2023-01-05>5 January</time>{guessed}", head="")).published
        is None
    )
    utc = ld(JSON_LD.replace("2023-01-02T10:00:00+01:00", "2023-01-01T23:30:00.000Z"))
    meta = '<meta property="article:published_time" content="2023-01-02T00:30:00+01:00">'
    assert read(saved(TEXT, head=utc + meta)).published == "2023-01-02T00:30:00+01:00"
    assert (
        read(saved(TEXT, head=ld(JSON_LD.replace("2023-01-02T", "0001-01-01T")))).published is None
    )


def test_captions_are_captions_and_corrections_are_notes() -> None:
    article = read(
        saved(
            "<figure><img src=a alt='An alternative'><figcaption>The harbour. <span>Photo: Jo Hale"
            f"</span></figcaption></figure>{TEXT}<p class=x><em>Correction: An earlier version of "
            "this article said that 14 boats had broken loose.</em></p><footer><p>This article was "
            "amended on 3 January 2023. The number of boats is 41.</p></footer>"
        )
    )
    assert words(article) == PARAGRAPHS
    assert words(article, "caption") == ["The harbour. Photo: Jo Hale"]
    assert [note.split()[0] for note in words(article, "note")] == ["Correction:", "This"]


def test_a_correction_above_or_beside_an_article_takes_nothing_of_it() -> None:
    beside = "<div class=related><p>Correction: another article had a wrong day, it says.</p></div>"
    article = read(saved(f"<div><p>Correction: It was Monday.</p>{TEXT}</div>{beside}"))
    assert (words(article), words(article, "note")) == (PARAGRAPHS, ["Correction: It was Monday."])


def test_lists_tables_and_quotations_are_read_and_a_pull_quote_once() -> None:
    article = read(
        saved(
            f"{TEXT}<h2>The boats</h2><ul><li>41 boats broke loose</li><li>three sank</li></ul>"
            "<table><tr><th>Harbour</th><th>Boats</th></tr><tr><td>Oster</td><td>12</td></tr></table>"
            "<blockquote><p>“We have waited for two days”</p></blockquote>"
            "<blockquote><p>The pier was built in 1931, and never mended since.</p></blockquote>"
        )
    )
    assert words(article)[5:] == [
        "41 boats broke loose",
        "three sank",
        "Harbour | Boats",
        "Oster | 12",
        "The pier was built in 1931, and never mended since.",
    ]
    assert words(article, "heading") == ["The boats"]


def test_a_page_whose_text_its_json_ld_alone_has_is_read_from_there() -> None:
    text = "\\n\\n".join(PARAGRAPHS)
    json = JSON_LD.replace(
        '"@type": "NewsArticle",', f'"@type": "NewsArticle", "articleBody": "{text}",'
    )
    assert (
        words(read(f"<html><head>{ld(json)}</head><body><div id=x></div></body></html>"))
        == PARAGRAPHS
    )


def test_comments_struck_words_and_teasers_below_are_not_read() -> None:
    teasers = "".join(
        f"<div><h3><a href=/{n}>Another headline of the day {n}</a></h3><p>A teaser, {n}.</p></div>"
        for n in range(9)
    )
    html = saved(
        f"{TEXT}<p>There are <s>14</s> 41 boats in the harbour of Lindholm now.</p>"
        "<section id=comments><h2>Comments</h2><p>What a nice ferry that is, "
        "I always say, and so do all.</p></section>",
        head="",
    ).replace("</main>", f"</main>{teasers}")
    assert words(read(html)) == [*PARAGRAPHS, "There are 41 boats in the harbour of Lindholm now."]


def test_a_time_heads_its_update_in_a_live_blog() -> None:
    updates = "".join(
        f"<article><time>{hour}:15</time><h3>Update {hour}</h3><p>{PARAGRAPHS[hour % 5]}</p>"
        "</article>"
        for hour in (12, 13, 14)
    )
    for head in (ld(JSON_LD.replace("NewsArticle", "LiveBlogPosting")), ""):
        html = saved(f"<p>All that happens in the harbour.</p><div>{updates}</div>", head=head)
        article = read(html)
        assert words(article, "heading") == [f"{hour}:15 Update {hour}" for hour in (12, 13, 14)]
        assert words(article)[1:] == [PARAGRAPHS[hour % 5] for hour in (12, 13, 14)]


def test_old_pages_part_their_paragraphs_by_breaks_in_a_table() -> None:
    html = f"<table><tr><td><h1>{HEADLINE}</h1><font>{'<br><br>'.join(PARAGRAPHS)}</font></table>"
    assert words(read(f"<html><title>{HEADLINE}</title><body>{html}</body></html>")) == PARAGRAPHS
    lines = "<br>".join(PARAGRAPHS).replace("on Monday", "on<br>Monday")
    html = f"<h1>{HEADLINE}</h1><div>{lines}</div>"
    assert words(read(f"<html><title>{HEADLINE}</title><body>{html}</body></html>")) == PARAGRAPHS


def test_an_article_about_cookies_or_about_what_was_not_found_is_read() -> None:
    text = (
        "<p>Sites must ask for consent before they store cookies, the court of Oster said on "
        "Monday.</p><p>Readers had complained that a privacy notice of 41 pages was no way to ask."
        "</p>"
    )
    for title in ("Court of Oster rules on cookies", "Missing ferry not found"):
        assert len(words(read(saved(text, title=title)))) == 2


def test_a_short_article_keeps_its_paragraphs() -> None:
    short = f"<article><header><h1>{HEADLINE}</h1></header><div><p>{PARAGRAPHS[0]}</p>"
    html = (
        f"<html><title>{HEADLINE}</title><body>{short}<p>{PARAGRAPHS[1]}</p></div></article></html>"
    )
    assert words(read(html)) == PARAGRAPHS[:2]


def test_a_fragment_of_html_is_read() -> None:
    article = read(f"<div class=article><h1>{HEADLINE}</h1>\n{TEXT}</div>")
    assert (article.headline, words(article)) == (HEADLINE, PARAGRAPHS)
    for text in (f"{HEADLINE}\n\n{TEXT}", f"{HEADLINE}<br><br>{'<br><br>'.join(PARAGRAPHS)}"):
        article = read(text)
        assert (article.headline, words(article)) == (HEADLINE, PARAGRAPHS)


def test_a_page_of_10_mb_with_its_pictures_in_it_is_read() -> None:
    picture = "QUJD" * 600_000
    html = saved(
        f"<style>a {{background: url(data:font/woff2;base64,{picture})}}</style>{TEXT}"
        f'<img src="data:image/png;base64,{picture}">',
        head="<!--\n Page saved with SingleFile \n url: https://oster.example/a \n-->",
    )
    article = read(html)
    assert (article.url, words(article)) == ("https://oster.example/a", PARAGRAPHS)


def test_an_old_page_is_decoded_as_it_declares() -> None:
    html = saved(TEXT).replace("charset=utf-8", "charset=windows-1252")
    assert words(read(html.encode("cp1252")))[3] == PARAGRAPHS[3]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            "<html><title>Oster Post</title><body><h1>Before you continue</h1><p>We and our "
            "partners use cookies. With your consent we show advertising. You can change your "
            "choices in our privacy policy at any time.</p></body></html>",
            "asks for consent or a log-in",
        ),
        (
            "<html><title>Log in</title><body><h1>Log in</h1><p>Please sign in with your address "
            "and your password to read this article. Subscribe now and read on.</p></html>",
            "asks for consent or a log-in",
        ),
        (saved(TEXT[:200], head="", title="Page not found"), "says that there is none"),
        (
            "<html><title>News</title><body><main>"
            + "".join(
                f"<article><h2><a href=/{n}>Headline {n} of the day</a></h2>{TEXT}</article>"
                for n in range(9)
            )
            + "</main></body></html>",
            "lists articles",
        ),
        ("<html><body><p>Loading ...</p></body></html>", "no article in the page"),
        ("<html><body>" + "<p>x " * 50_000, "tags"),
        ("<div></div>", "no article in the page"),
    ],
)
def test_a_page_without_an_article_is_refused_in_one_line(html: str, reason: str) -> None:
    assert reason in refused(html)


@pytest.mark.slow
def test_no_page_takes_long() -> None:
    for html in (
        "<html><body><div>" + "word word.<br>" * 3_900,
        "<html><body>" + "<div>" * 39_000 + "x",
        "<html><body><table>" + "<tr><td>a<td>b" * 9_000,
        "<html><body><ul>" + "<li><a href=x>a link of words</a>" * 9_000,
        "<html><body>" + "<!-- x -->" * 29_000 + TEXT,
    ):
        before = time.process_time()
        with suppress(ArticleFormError):
            read(html)
        assert time.process_time() - before < 5
