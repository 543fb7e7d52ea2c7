"""Feeds and WordPress's exports: items with their text, and only what was published."""

from __future__ import annotations

import gzip

import pytest

from retrieval.articles.reading import Reading
from tests.retrieval.articles.formats.reading import articles, reasons, words

FIRST = "The ferry between Oster and Lindholm sailed again on Monday, two days after the storm."
SECOND = "Harbour master Ilse Brandt said 41 boats had broken loose & three had sunk."
HTML = f"<p>{FIRST}</p><p>{SECOND.replace('&', '&amp;')}</p>"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Oster Post</title><language>en-GB</language><item><title>Ferry &amp; bus resume</title>
<link>https://oster.example/a</link><guid isPermaLink="false">oster-1</guid>
<pubDate>Mon, 02 Jan 2023 00:30:00 +0200</pubDate><description>The ferry sailed ...</description>
<content:encoded><![CDATA[{html}]]></content:encoded></item></channel></rss>"""


def rss(html: str = HTML, encoding: str = "utf-8") -> bytes:
    return RSS.format(html=html, encoding=encoding).encode(encoding)


def test_an_item_of_rss_has_the_text_of_its_content_and_the_day_with_its_zone() -> None:
    (article,) = articles(rss(), "feed.xml")
    assert (article.headline, article.outlet) == ("Ferry & bus resume", "Oster Post")
    assert article.published == "2023-01-02T00:30:00+02:00"
    assert (article.url, article.language) == ("https://oster.example/a", "en-GB")
    assert words(article) == [FIRST, SECOND]


def test_titles_of_pictures_are_not_those_of_the_item() -> None:
    media = '<media:title xmlns:media="http://search.yahoo.com/mrss/">A picture</media:title>'
    (article,) = articles(rss().replace(b"<item>", f"<item>{media}".encode()))
    assert article.headline == "Ferry & bus resume"


def test_what_the_site_adds_to_each_item_is_not_read() -> None:
    added = (
        "<p>Read more: <a href=x>Another</a></p><p>Correction: The day was Monday.</p><p>The post "
        "<a href=x>Ferry</a> appeared first on <a href=y>Oster Post</a>.</p>"
    )
    (article,) = articles(rss(HTML + added))
    assert words(article) == [FIRST, SECOND]
    assert words(article, "note") == ["Correction: The day was Monday."]


def test_a_feed_may_be_packed_of_an_old_encoding_and_with_names_of_html() -> None:
    (article,) = articles(gzip.compress(rss("<p>Пором&nbsp;знову ходить.</p>", "windows-1251")))
    assert words(article) == ["Пором\xa0знову ходить."]
    broken = rss().replace(b"</channel></rss>", b"").replace(b"Ferry &amp; bus", b"Ferry&nbsp;bus")
    assert articles(broken)[0].headline == "Ferry bus resume"


def test_an_item_with_a_summary_alone_is_read_where_the_operator_says_so() -> None:
    raw = rss("")
    assert "`summaries = true`" in reasons(raw)[0]
    (article,) = articles(raw, reading=Reading(summaries=True))
    assert article.marks == ("summary",)
    long = " ".join(["Harbour master Ilse Brandt said 41 boats had broken loose."] * 15)
    (article,) = articles(rss("").replace(b"The ferry sailed ...", long.encode()))
    assert article.marks == ()


def test_of_a_text_that_is_cut_off_the_half_sentence_is_no_passage() -> None:
    (article,) = articles(rss(f"<p>{FIRST} Harbour master Ilse Brandt […]</p>"))
    assert (words(article), article.marks) == ([FIRST], ("cut",))


def test_atom_rdf_and_json_feeds_are_read() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Oster Post</title>
    <entry><title type="html">Ferry &amp;amp; bus</title>
    <link rel="self" href="https://x.example/"/>
    <link href="https://oster.example/a"/><id>tag:a</id><published>2023-01-02T10:00:00+01:00
    </published><updated>2023-02-03T10:00:00Z</updated><content type="xhtml"><div
    xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content></entry></feed>"""
    rdf = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Oster Post</title>
    </channel><item><title>Ferry &amp; bus</title><link>https://oster.example/a</link>
    <dc:date>2023-01-02T10:00:00+01:00</dc:date><content:encoded>
    {HTML.replace("&", "&amp;").replace("<", "&lt;")}</content:encoded></item></rdf:RDF>"""
    json = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Oster Post", "items": '
        '[{"id": "1", "title": "Ferry & bus", "url": "https://oster.example/a", "date_published": '
        f'"2023-01-02T10:00:00+01:00", "content_html": "{HTML}"}}]}}'
    )
    for raw in (atom, rdf, json):
        (article,) = articles(raw.encode())
        assert (article.headline, article.outlet) == ("Ferry & bus", "Oster Post")
        assert article.published == "2023-01-02T10:00:00+01:00"
        assert article.url == "https://oster.example/a"
        assert words(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "entities of its own"),
        (b"\x1f\x8b\x08" + b"x" * 50, "packed"),
        (gzip.compress(b"<rss>" + b" " * (18 << 20)), "200 times as small"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 7}', "without items"),
        (b"<rss><channel><item><title>A</title></item></channel></rss>", "no text in the item"),
    ],
)
def test_a_feed_that_is_none_is_refused_in_one_line(raw: bytes, reason: str) -> None:
    assert reason in reasons(raw, "feed.xml")[0]


WXR = """<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0"
xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Oster Post</title>{items}</channel>
</rss>"""
POST = """<item><title>Ferry resumes</title><link>https://oster.example/a</link>
<pubDate>Sun, 01 Jan 2023 23:30:00 +0000</pubDate><excerpt:encoded>Short</excerpt:encoded>
<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>7</wp:post_id>
<wp:post_date>2023-01-02 00:30:00</wp:post_date>
<wp:post_date_gmt>2023-01-01 23:30:00</wp:post_date_gmt><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type></item>"""


def wxr(text: str = FIRST, status: str = "publish", kind: str = "post") -> bytes:
    return WXR.format(items=POST.format(text=text, status=status, kind=kind)).encode()


def test_a_post_of_wordpress_has_the_sites_day_and_paragraphs_without_tags() -> None:
    (article,) = articles(
        wxr(
            f"<!-- wp:paragraph -->{FIRST}\n\n[caption id='a' width='3']<img src=a> The harbour"
            f"[/caption]\n\n[gallery ids='1,2']He said: “All [the boats] sank.” [sic]\n\n{SECOND}"
        )
    )
    assert article.published == "2023-01-02T00:30:00+01:00"
    assert (article.headline, article.url) == ("Ferry resumes", "https://oster.example/a")
    assert words(article) == [FIRST, "He said: “All [the boats] sank.” [sic]", SECOND]
    assert words(article, "caption") == ["The harbour"]


def test_of_bloggers_export_the_posts_alone_are_read() -> None:
    scheme = "http://schemas.google.com/g/2005#kind"
    kind = f'<category scheme="{scheme}" term="http://schemas.google.com/blogger/2008/kind#{{}}"/>'
    entries = "".join(
        f"<entry>{kind.format(each)}<title>A</title><content>{FIRST} {each}</content></entry>"
        for each in ("settings", "comment", "post")
    )
    (article,) = articles(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())
    assert words(article) == [f"{FIRST} post"]


@pytest.mark.parametrize("status", ["draft", "private", "future", "pending", "trash"])
def test_what_is_not_published_on_wordpress_is_left_out_with_a_line(status: str) -> None:
    assert articles(wxr(status=status)) == []
    assert status in reasons(wxr(status=status))[0]
    assert articles(wxr(kind="attachment")) == articles(wxr(kind="nav_menu_item")) == []


def test_a_relative_address_counts_from_the_feeds_site_or_its_base() -> None:
    text = f"<p>{FIRST}</p>".replace("<", "&lt;")
    for feed in (
        "<rss version='2.0'><channel><title>A</title><link>https://a.example/</link><item>"
        f"<title>B</title><link>/c</link><fulltext>{text}</fulltext></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'><entry>"
        f"<title>B</title><link href='c'/><content type='html'>{text}</content></entry></feed>",
    ):
        [article] = articles(feed.encode(), "a.xml")
        assert (article.url, words(article)) == ("https://a.example/c", [FIRST])
