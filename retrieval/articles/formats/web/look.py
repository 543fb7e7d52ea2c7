"""What was fetched from an address -> what it is, and a record for each thing in it.

The first that is unpacked says what it is, `{"kind": "feed", "title": ..., "next": ...}`: a `feed`,
a `sitemap` of pages, a `sitemaps` of sitemaps, a `page`, WordPress's `posts`, or its `api`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Final

from lxml import etree
from lxml import html as lxml_html

from retrieval.articles.formats.exports import feed
from retrieval.articles.formats.exports.records import bytes_of, record, worded
from retrieval.articles.formats.exports.xml import children, descendants, local, tree_of, words_of
from retrieval.articles.formats.pages import page
from retrieval.articles.formats.pages.source_text import html_of
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked

_LARGEST: Final = 64 * 2**20
_TOP: Final = 2048
_FEEDS: Final = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)
_MOST_FEEDS: Final = 20
_SITEMAPS: Final = {"urlset": "sitemap", "sitemapindex": "sitemaps"}


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:
    """What is in the bytes from the address `name`. Raises ValueError with the remedy where that
    is nothing that leads to articles."""
    raw = bytes_of(file, _LARGEST)
    top = raw[:_TOP].lstrip(b"\xef\xbb\xbf \t\r\n")
    if top[:1] in (b"{", b"["):
        yield from _of_json(raw, reading)
    elif b"<urlset" in top or b"<sitemapindex" in top:
        yield from _of_sitemap(raw)
    elif b"<html" not in top.lower() and any(
        mark in top for mark in (b"<rss", b"<feed", b"<rdf:RDF", b"<RDF", b"<channel")
    ):
        tree = tree_of(raw, reading.encoding)
        channel = next(children(tree, "channel"), tree)
        title = words_of(next(children(channel, "title"), None))
        links = (each for each in children(channel, "link") if each.get("rel") == "next")
        following = next((each.get("href", "") for each in links), "")
        yield from _of_feed(raw, reading, title, following)
    else:
        yield from _of_page(raw, name, reading)


def _of_feed(raw: bytes, reading: Reading, title: str, following: str) -> Iterator[Unpacked]:
    yield _is("feed", title=title, next=following)
    with_summaries = replace(reading, summaries=True)
    as_they_are = replace(reading, site="")  # relative addresses count from the feed's own
    for number, item in enumerate(feed.items_of(raw, as_they_are), start=1):
        said: dict[str, object] = {
            name: value for name, value in item.items() if name not in ("content", "summary")
        }
        found = feed.unpacked(str(number), item, with_summaries)
        yield Unpacked(str(number), found.record or said)


def _of_sitemap(raw: bytes) -> Iterator[Unpacked]:
    tree = tree_of(raw)
    yield _is(_SITEMAPS.get(local(tree), "sitemap"))
    for number, entry in enumerate(children(tree, "url", "sitemap"), start=1):
        said = {local(each): words_of(each) for each in entry}
        news = {local(each): words_of(each) for each in descendants(entry, "publication_date")}
        yield Unpacked(
            str(number),
            {
                "url": said.get("loc", ""),
                "changed": said.get("lastmod", ""),
                "published": news.get("publication_date", ""),
            },
        )


def _of_page(raw: bytes, url: str, reading: Reading) -> Iterator[Unpacked]:
    feeds, api = _links(raw, reading)
    yield _is("page", feeds=feeds, api=api)
    try:
        found = page.record_of(raw, reading, url=url)
    except ValueError as error:
        yield Unpacked("1", None, str(error))
        return
    yield Unpacked("1", {str(name): value for name, value in found.items()})


def _links(raw: bytes, reading: Reading) -> tuple[list[dict[str, str]], str]:
    """The feeds that a page names, and where WordPress's interface is."""
    feeds: list[dict[str, str]] = []
    api = ""
    try:
        text = html_of(raw, reading.encoding).text
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"))
    except (etree.LxmlError, ValueError):
        return feeds, api
    for link in tree.iter("link"):
        rel, href = (link.get("rel") or "").lower().split(), (link.get("href") or "").strip()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "https://api.w.org/" in rel:
            api = api or href
        elif "alternate" in rel and kind in _FEEDS and href and len(feeds) < _MOST_FEEDS:
            feeds.append({"url": href, "title": (link.get("title") or "").strip()})
    return feeds, api


def _of_json(raw: bytes, reading: Reading) -> Iterator[Unpacked]:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if isinstance(value, list):
        yield _is("posts")
        yield from _posts(value)
    elif "items" in value and "jsonfeed.org" in str(value.get("version")):
        title, following = str(value.get("title") or ""), str(value.get("next_url") or "")
        yield from _of_feed(raw, reading, title, following)
    elif "wp/v2" in (value.get("namespaces") or ()):
        yield _is("api", title=str(value.get("name") or ""))
    else:
        raise ValueError("JSON that is no feed")


def _posts(given: Iterable[Any]) -> Iterator[Unpacked]:
    """WordPress's posts, but for those with a password."""
    for number, post in enumerate(given, start=1):
        if not isinstance(post, dict):
            continue
        text = _rendered(post, "content")
        content = post.get("content")
        if isinstance(content, dict) and content.get("protected"):
            continue
        url = str(post.get("link") or "")
        fields = {
            "id": _rendered(post, "guid") or url,
            "url": url,
            "headline": " ".join(words for _, words in worded(_rendered(post, "title"))),
            "published": _published(post),
        }
        yield Unpacked(str(number), record(worded(text, is_html=True), **fields))


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _published(post: dict[str, Any]) -> str:
    """The day and time in the site's zone, which WordPress gives as a difference alone."""
    local_time, universal = str(post.get("date") or ""), str(post.get("date_gmt") or "")
    try:
        difference = datetime.fromisoformat(local_time) - datetime.fromisoformat(universal)
    except (ValueError, TypeError):
        return local_time
    minutes = round(difference / timedelta(minutes=1))
    if abs(minutes) > 14 * 60:
        return local_time
    sign = "-" if minutes < 0 else "+"
    return f"{local_time}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _is(kind: str, **said: object) -> Unpacked:
    return Unpacked("", {"kind": kind, **said})
