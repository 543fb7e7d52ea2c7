"""What programs, agencies and services give away: the articles in it, and nothing else."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from retrieval.model import Article
from tests.retrieval.articles.formats.reading import articles, reasons, words

HEADLINE = "Ferry service to Lindholm resumes after storm"
FIRST = "The ferry between Oster and Lindholm sailed again on Monday, two days after the storm."
SECOND = "Harbour master Ilse Brandt said 41 boats had broken loose and three had sunk."
TEXT = [FIRST, SECOND]
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def only(raw: bytes | str, name: str = "a") -> Article:
    (article,) = articles(raw.encode() if isinstance(raw, str) else raw, name)
    return article


def channel(*messages: dict[str, object], kind: str = "public_channel") -> bytes:
    export = {"name": "Oster Post", "type": kind, "id": 7, "messages": list(messages)}
    return json.dumps(export, indent=1).encode()


def post(number: int, text: object, **others: object) -> dict[str, object]:
    unix = 1672650000 + 100 * number
    return {
        "id": number, "type": "message", "date": "2023-01-02T10:00:00", "date_unixtime": f"{unix}",
        "from": "Oster Post", "text": text,
    } | others  # fmt: skip


def test_each_post_of_a_channel_is_an_article_and_an_album_is_one() -> None:
    bold = {"type": "bold", "text": f"{HEADLINE}\n\n"}
    first, second, third = articles(
        channel(
            post(1, [bold, FIRST, {"type": "link", "text": " x < y"}]),
            {"id": 2, "type": "service", "text": "pinned"},
            post(3, SECOND, photo="a.jpg", date_unixtime="1672650900"),
            post(4, "", photo="b.jpg", date_unixtime="1672650900"),
            post(5, "", photo="c.jpg"),
            post(6, FIRST, forwarded_from="Lindholm Courier"),
        ),
        "result.json",
    )
    assert (first.headline, first.outlet) == (HEADLINE, "Oster Post")
    assert (first.published, first.id) == ("2023-01-02T09:01:40Z", "result.json#1")
    assert words(first) == [f"{FIRST} x < y"]
    assert (words(second), second.marks) == ([SECOND], ("headline_from_words",))
    assert (third.outlet, words(third)) == ("Lindholm Courier", [FIRST])


def test_a_chat_is_not_read() -> None:
    assert "no channel" in reasons(channel(post(1, FIRST), kind="personal_chat"))[0]


def test_a_channel_exported_as_html_is_read_alike() -> None:
    html = f"""<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header">
    <div class="content"><div class="text bold">Oster Post</div></div></div>
    <div class="history"><div class="message service" id="message-1"><div class="body details">
    2 January 2023</div></div><div class="message default clearfix"
    id="message5"><div class="body">
    <div class="pull_right date details" title="02.01.2023 10:00:00 UTC+02:00">10:00</div>
    <div class="from_name">Oster Post</div><div class="text"><strong>{HEADLINE}</strong><br><br>
    {FIRST}<br>{SECOND}</div></div></div></div></div></body></html>"""
    article = only(html, "messages.html")
    assert (article.headline, article.outlet) == (HEADLINE, "Oster Post")
    assert (article.published, article.id) == ("2023-01-02T10:00:00+02:00", "messages.html#5")
    assert words(article) == TEXT
    other = html.replace('from_name">Oster Post', 'from_name">Jo Hale')
    assert "no channel" in reasons(other.encode(), "messages.html")[0]


LETTER = f"""From: Oster Post <news@oster.example>
To: reader@example.org
Subject: =?utf-8?q?{HEADLINE.replace(" ", "_")}?=
Date: Mon, 2 Jan 2023 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><head><style>p {{}}</style></head><body><table><tr><td><p>View this in your browser</p>
<h1>{HEADLINE}</h1>{PARAGRAPHS}<p>Unsubscribe</p></td></tr></table></body></html>
--b
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename=a.txt

An attachment that nobody quotes.
--b--
"""


def test_a_newsletter_gives_its_text_without_attachments_and_what_is_around_it() -> None:
    article = only(LETTER, "a.eml")
    assert (article.headline, article.outlet) == (HEADLINE, "Oster Post")
    assert (article.published, words(article)) == ("2023-01-02T10:00:00+02:00", TEXT)
    plain = (
        f"From: a@oster.example\nSubject: Ferry\nDate: Mon, 2 Jan 2023 10:00:00 +0200\n\n{FIRST}"
    )
    article = only(f"{plain}\n\n> {SECOND}\n\n-- \nJo Hale\n", "a.eml")
    assert (article.outlet, words(article)) == ("oster.example", [FIRST])
    box = "".join(f"From x@y.example Mon Jan  2 10:00:00 2023\n{LETTER}\n" for _ in range(2))
    assert [words(each) for each in articles(box.encode(), "a.mbox")] == [TEXT, TEXT]
    assert "without a text" in reasons(b"From: a@b.example\nSubject: x\nDate: y\n\n", "a.eml")[0]


def nexis(number: int) -> str:
    wrapped = FIRST.replace(" again", "\nagain")
    return (
        f"\n\n                            {number} of 2 DOCUMENTS\n\n       Oster Post\n\n"
        f"            January {number}, 2023 Monday\n\n{HEADLINE}\n\nBYLINE: Jo Hale\n\n"
        f"LENGTH: 70 words\n\n{wrapped}\n\n{SECOND}\n\nLOAD-DATE: January 3, 2023\n\n"
        "LANGUAGE: ENGLISH\n\n      Copyright 2023 Oster Media\n"
    )


FACTIVA = f"""{HEADLINE}

By Jo Hale
70 words
2 January 2023
10:00
Oster Post
OSTP
English
Copyright 2023 Oster Media

{FIRST}

{SECOND}

Document OSTP000020230102ej120000a

"""
CODED = f"""HD
{HEADLINE}
WC 70 words
PD 2 January 2023
SN Oster Post
LA English
LP
{FIRST}

TD
{SECOND}

Document OSTP000020230102ej120000a

"""
HTML = f"""<div class="article enArticle"><div id="hd"><span class='enHeadline'>{HEADLINE}</span>
</div><div class="author">Jo Hale</div><div>70 words</div><div>2 January 2023</div><div>10:00</div>
<div>Oster Post</div><div>OSTP</div><div>English</div><div>(c) 2023 Oster Media</div>{PARAGRAPHS}
<p>Document OSTP000020230102ej120000a</p></div>"""
UNI = f"""{HEADLINE}

Oster Post

January 2, 2023 Monday

Copyright 2023 Oster Media

Section: NEWS

Length: 70 words

Byline: Jo Hale

Body

{FIRST}

{SECOND}

Classification

Language: ENGLISH

Load-Date: January 3, 2023

End of Document

"""


@pytest.mark.parametrize(
    "text",
    [
        "Download Request: Selected Items: 1-2" + nexis(1) + nexis(2),
        FACTIVA * 2,
        CODED * 2,
        UNI * 2,
        HTML * 2,
    ],
    ids=["nexis", "factiva", "coded", "uni", "html"],
)
def test_a_bundle_is_parted_into_its_articles(text: str) -> None:
    first, second = articles(text.encode(), "a.txt")
    for each in (first, second):
        assert (each.headline, each.outlet) == (HEADLINE, "Oster Post")
        assert (each.published or "").startswith("2023-01-0")
        assert (each.language, words(each)) == ("en", TEXT)


NITF = f"""<nitf xml:lang="en"><head><title>x</title><docdata management-status="usable"><doc-id
id-string="o1"/><date.issue norm="20230102T100000+0100"/></docdata><pubdata name="Oster Post"/>
</head><body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline><byline>By Jo Hale</byline>
</body.head><body.content><block>{PARAGRAPHS}</block><media>
<media-caption>The harbour.</media-caption></media>
</body.content><body.end><tagline>Jo Hale writes.</tagline></body.end></body></nitf>"""
G2 = f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:o:1"
xml:lang="en"><itemMeta><provider literal="Oster Post"/><versionCreated>2023-01-03T10:00:00Z
</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><contentCreated>
2023-01-02T10:00:00+01:00</contentCreated><headline>{HEADLINE}</headline></contentMeta><contentSet>
<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>y</title></head><body>
{PARAGRAPHS}<p class="caption">x</p></body></html></inlineXML></contentSet></newsItem>"""
NEWSML = f"""<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:1
</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><FirstCreated>
20230102T100000+0100</FirstCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent>
<NewsLines><HeadLine>{HEADLINE}</HeadLine></NewsLines><AdministrativeMetadata><Provider><Party
FormalName="Oster Post"/></Provider></AdministrativeMetadata><ContentItem><DataContent>{PARAGRAPHS}
</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize("text", [NITF, G2, NEWSML], ids=["nitf", "g2", "newsml"])
def test_an_agencys_item_is_read(text: str) -> None:
    article = only(text, "a.xml")
    assert (article.headline, article.outlet) == (HEADLINE, "Oster Post")
    assert article.published == "2023-01-02T10:00:00+01:00"
    assert words(article)[:2] == TEXT


NINJS = {"uri": "urn:1", "headline": HEADLINE, "body_html": PARAGRAPHS}


@pytest.mark.parametrize(
    "raw",
    [
        NITF.replace("usable", "embargoed"),
        G2.replace("stat:usable", "stat:withheld"),
        G2.replace("<pubStatus", "<embargoed>some day</embargoed><pubStatus"),
        NEWSML.replace("Usable", "Withheld"),
        json.dumps(NINJS | {"pubstatus": "withheld"}),
    ],
)
def test_what_an_agency_withholds_is_left_out_with_a_line(raw: str) -> None:
    assert "left out" in reasons(raw.encode())[0]


@pytest.mark.parametrize(
    "raw",
    [
        NITF.replace("</docdata>", '<date.release norm="21990101T000000Z"/></docdata>'),
        G2.replace("<pubStatus", "<embargoed>2199-01-01T00:00:00Z</embargoed><pubStatus"),
        json.dumps(NINJS | {"embargoed": "2199-01-01T00:00:00Z"}),
    ],
)
def test_what_is_under_an_embargo_says_until_when(raw: str) -> None:
    [article] = articles(raw.encode())
    [until] = [each for each in article.marks if each.startswith("until ")]
    assert until.startswith("until 2199-01-01T00:00:00")


def test_ninjs_2_and_the_export_of_ghost_are_read() -> None:
    values = {"headlines": [{"value": HEADLINE}], "bodies": [{"value": PARAGRAPHS}]}
    article = only(json.dumps({"uri": "urn:1", "versionCreated": "2023-01-02T10:00:00Z"} | values))
    assert (article.headline, words(article)) == (HEADLINE, TEXT)
    posts = [
        {"title": HEADLINE, "html": PARAGRAPHS, "status": each} for each in ("published", "draft")
    ]
    ghost = json.dumps({"db": [{"meta": {}, "data": {"posts": posts}}]})
    assert words(only(ghost, "a.json")) == TEXT
    assert "left out" in reasons(ghost.encode(), "a.json")[0]


@pytest.mark.parametrize(
    ("more", "why"),
    [({"post_status": "draft"}, "a draft"), ({"post_password": "x"}, "protected")],
)
def test_what_is_not_published_of_a_wordpress_that_is_searched_is_left_out(
    more: dict[str, str], why: str
) -> None:
    post = {"post_title": HEADLINE, "post_content": PARAGRAPHS, "post_status": "publish"}
    assert words(only(json.dumps(post))) == TEXT
    assert why in reasons(json.dumps(post | more).encode(), "a.json")[0]


def word(*paragraphs: str) -> bytes:
    file = BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with ZipFile(file, "w", ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        body = f"<w:document {space}><w:body>{''.join(paragraphs)}</w:body></w:document>"
        folder.writestr("word/document.xml", body)
    return file.getvalue()


def line(text: str, style: str = "") -> str:
    style = style and f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_text_of_word_is_read_without_what_was_deleted_in_it() -> None:
    deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    row = f"<w:tbl><w:tr><w:tc>{line('Oster')}</w:tc><w:tc>{line('12')}</w:tc></w:tr></w:tbl>"
    article = only(
        word(
            line(HEADLINE, "Title"),
            *map(line, TEXT),
            deleted,
            hidden,
            row,
            line("The pier.", "Caption"),
        )
    )
    assert (article.headline, article.published) == (HEADLINE, None)
    assert words(article) == [*TEXT, "Oster | 12"]
    assert words(article, "caption") == ["The pier."]
    assert only(word(line(HEADLINE), *map(line, TEXT))).headline == HEADLINE


def test_a_packed_bomb_and_a_broken_text_of_word_are_refused() -> None:
    assert "over 16 MB unpacked" in reasons(word(line("a" * (17 << 20))))[0]
    assert "broken" in reasons(word(line(FIRST))[:-30])[0]


def response(html: bytes, head: str = "", status: int = 200, kind: str = "text/html") -> bytes:
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + html
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://oster.example/a\r\n"
        f"WARC-Date: 2024-05-05T00:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return record.encode() + http + b"\r\n\r\n"


def test_a_web_archive_gives_the_articles_among_its_pages() -> None:
    html = f"<html><title>{HEADLINE}</title><body><h1>{HEADLINE}</h1>{PARAGRAPHS}</body></html>"
    page = html.encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    archive = (
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nx:y\r\n\r\n"
        + response(page)
        + response(gzip.compress(page), "Content-Encoding: gzip\r\n")
        + response(chunked, "Transfer-Encoding: chunked\r\n")
        + response(page, status=404)
        + response(b"body {}", kind="text/css")
    )
    for raw in (archive, gzip.compress(archive)):
        found = articles(raw, "a.warc")
        assert [(each.headline, each.published) for each in found] == [(HEADLINE, None)] * 3
        assert all(words(each) == TEXT and each.url == "https://oster.example/a" for each in found)
    folder = BytesIO()
    with ZipFile(folder, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(archive))
    assert len(articles(folder.getvalue(), "a.wacz")) == 3
    assert "cut off" in reasons(archive[:-300], "a.warc")[-1]


def test_a_letter_that_was_sent_on_is_read_without_what_is_of_the_letter() -> None:
    raw = (
        f"From: Oster Post <n@o.example>\nSubject: Fwd: {HEADLINE}\nMIME-Version: 1.0\n"
        f"Date: Mon, 2 Jan 2023 10:00:00 +0100\n\n{FIRST}\n\n{SECOND}\n\n"
        "Read the full story on our website\n\nUnsubscribe\n\nOster Post, Harbour Street 1\n\n"
        "On Mon, 2 Jan 2023, Al wrote:\n> Is it true?\n"
    )
    [article] = articles(raw.encode(), "a.eml")
    assert (article.headline, words(article)) == (HEADLINE, [FIRST, SECOND])
