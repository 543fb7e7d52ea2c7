"""What a page declares of its article: JSON-LD, then og:, then meta; nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Final

from lxml.html import HtmlElement

from retrieval.articles.formats.pages.paid import is_paid_for
from retrieval.articles.formats.pages.shown import publisher, shown_title

_ARTICLES: Final = re.compile(
    r"(?:[A-Z]\w*)?(?:Article|BlogPosting|Reportage)|Report|LiveBlogPosting|LiveBlog"
)
_LISTS: Final = frozenset(("ItemList", "CollectionPage", "SearchResultsPage"))
_MOST_JSON: Final = 2**20
_DEEPEST: Final = 8
_DAYS: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article.published", "published_time", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date",
    "dc.date.created", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "citation_publication_date", "article_date_original", "originalpublicationdate",
    "shareaholic:article_published_time", "rnews:datepublished", "date",
)  # fmt: skip
_OUTLETS: Final = (
    "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher",
    "citation_journal_title", "copyright-holder", "apple-mobile-web-app-title",
)  # fmt: skip
_WRAPPING: Final = re.compile(r"^\s*(?://\s*)?<!(?:--|\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
_NO_DAY: Final = re.compile(r"0001-|1970-01-01|1969-12-31|-0001|0000-")
_PUBLISHED_BY_CLASS: Final = (
    "//time[@datetime][@pubdate or contains(concat(' ', @class, ' '), ' published ')"
    " or contains(concat(' ', @class, ' '), ' dt-published ')"
    " or contains(concat(' ', @class, ' '), ' entry-date ')]/@datetime"
    "|//abbr[contains(concat(' ', @class, ' '), ' published ')]/@title"
)
_SAVED_FROM: Final = re.compile(
    r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://\S+)"
)


class Declared:
    """What the page at `tree` says of itself, and what saved it at the `top` of its text."""

    def __init__(self, tree: HtmlElement, top: str) -> None:
        self._tree = tree
        self._top = top
        self._metas = _metas(tree)
        self.url = self._url()
        objects = list(_json_ld(tree))
        self._article = _chosen(objects, self.url)
        pages = [each for each in objects if "WebPage" in _kinds(each)]
        self._is_paid_for = is_paid_for((self._article, *pages), self._metas)
        self._publisher = _referred(self._article.get("publisher"), objects)
        self.is_list = not self._article and any(_kinds(each) & _LISTS for each in objects)

    @property
    def is_article(self) -> bool:
        """Whether it says that it is an article."""
        return bool(self._article) or self._metas.get("og:type", "").lower() == "article"

    @property
    def is_live(self) -> bool:
        """Whether it says that it is reported as it happens."""
        return any(kind.startswith("LiveBlog") for kind in _kinds(self._article))

    @property
    def title(self) -> str:
        """What stands in the window's frame."""
        return " ".join("".join(self._tree.xpath("(//head//title|//title)[1]/text()")).split())

    @property
    def text(self) -> str:
        """The article's text, where it is declared as well."""
        return _words(self._article.get("articleBody"))

    def record(self) -> dict[object, object]:
        """The fields of an article that it declares, by their usual names."""
        outlet = _words(self._publisher) or publisher(self._tree)
        found = {
            "headline": self._headline(),
            "kicker": self._section(),
            "outlet": outlet or next(filter(None, map(self._metas.get, _OUTLETS)), ""),
            "url": self.url or _address(self._article),
            "published": self._published(),
            "language": self._language(),
            "isAccessibleForFree": "false" if self._is_paid_for else "",
        }
        return {name: value for name, value in found.items() if value}

    def _headline(self) -> str:
        article = self._article
        found = _words(article.get("headline")) or _words(article.get("name"))
        first = "".join(self._tree.xpath("(//h1)[1]//text()")) if _one_h1(self._tree) else ""
        titles = (found, self._metas.get("og:title", ""), self._metas.get("twitter:title", ""))
        first = " ".join(first.split())
        declared = next(filter(None, titles), "")
        if first and (not declared or _is_longer_form(first, declared)):
            return first
        return declared or first or shown_title(self._tree, self.title)

    def _section(self) -> str:
        section = self._article.get("articleSection")
        if isinstance(section, list):
            section = section[0] if section else None
        return _words(section) or self._metas.get("article:section", "")

    def _language(self) -> str:
        given = self._tree.xpath("string((//html/@lang)[1])")
        for text in (given, _words(self._article.get("inLanguage")), self._metas.get("og:locale")):
            language = re.split(r"[-_]", str(text or "").strip().lower())[0]
            if re.fullmatch(r"[a-z]{2,3}", language):
                return language
        return ""

    def _published(self) -> str:
        """The first that is declared; with its own zone where another says the same moment so."""
        given = [
            _words(self._article.get("datePublished")),
            *(self._metas.get(name, "") for name in _DAYS),
            *self._tree.xpath("//*[@itemprop='datePublished']/@content"),
            *self._tree.xpath("//*[@itemprop='datePublished']/@datetime"),
        ]
        by_class = {str(each).strip() for each in self._tree.xpath(_PUBLISHED_BY_CLASS)}
        if len(by_class) == 1:
            given += by_class
        days = [str(day).strip() for day in given if str(day).strip()]
        days = [day for day in days if not _NO_DAY.match(day)]
        if not days:
            return ""
        first = _moment(days[0])
        for day in days[1:]:
            other = _moment(day)
            if first and other and first == other and not first.utcoffset() and other.utcoffset():
                return day
        return days[0]

    def _url(self) -> str:
        head = self._tree.xpath("string((//link[@rel='canonical']/@href)[1])")
        saved = _SAVED_FROM.search(self._top)
        given = (head, self._metas.get("og:url", ""), saved[1] if saved else "")
        return next((each.strip() for each in given if each.strip().startswith(("http", "/"))), "")


def _one_h1(tree: HtmlElement) -> bool:
    return len(tree.xpath("//h1")) == 1 or len(tree.xpath("//article//h1")) == 1


def _is_longer_form(first: str, declared: str) -> bool:
    """Whether a headline as shown is the declared one, but for signs, an outlet's name or a cut."""
    shown, said = (re.sub(r"\W+", " ", each).strip().casefold() for each in (first, declared))
    if not shown or len(shown) < 8:
        return False
    return said.startswith(shown) or (len(said) > 30 and shown.startswith(said))


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by name, in lower case; of two with a name, the first that says a thing."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if content:
            found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = _WRAPPING.sub("", script.text or "")
        if len(text) > _MOST_JSON:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            value = _broken(text)
        yield from _objects(value, _DEEPEST)


def _broken(text: str) -> dict[str, Any]:
    """What is certain in JSON that is none: the fields of an article that it has once."""
    if not re.search(r'"@type"\s*:\s*\[?\s*"(?:\w*Article|BlogPosting|LiveBlogPosting)"', text):
        return {}
    found: dict[str, Any] = {"@type": "Article"}
    if re.search(r'"isAccessibleForFree"\s*:\s*"?(?:http\S*/)?false\b', text, re.I):
        found["isAccessibleForFree"] = False
    for name in ("headline", "datePublished"):
        values = re.findall(rf'"{name}"\s*:\s*"((?:[^"\\\n]|\\.){{1,500}})"', text)
        if len(values) == 1:
            try:
                found[name] = json.loads(f'"{values[0]}"')
            except ValueError:
                continue
    return found


def _objects(value: object, deep: int) -> Iterator[dict[str, Any]]:
    if not deep:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, deep - 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(name), deep - 1)


def _chosen(objects: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """The article that the page is of: at its own address, else the first with a headline."""
    found = [each for each in objects if any(map(_ARTICLES.fullmatch, _kinds(each)))]
    for each in found:
        page = each.get("mainEntityOfPage")
        addresses = (each.get("url"), page.get("@id") if isinstance(page, dict) else page)
        if url and url in addresses:
            return each
    return max(found, key=lambda each: bool(each.get("headline")), default={})


def _referred(value: object, objects: list[dict[str, Any]]) -> object:
    """What is meant by an object that only names another."""
    if not isinstance(value, dict) or "name" in value or not value.get("@id"):
        return value
    return next((each for each in objects if each.get("@id") == value["@id"]), value)


def _address(article: Mapping[str, Any]) -> str:
    page = article.get("mainEntityOfPage")
    given = (article.get("url"), page.get("@id") if isinstance(page, dict) else page)
    return next((each for each in given if isinstance(each, str) and each.startswith("http")), "")


def _kinds(value: Mapping[str, Any]) -> set[str]:
    kind = value.get("@type")
    return {str(each).rpartition("/")[2] for each in (kind if isinstance(kind, list) else [kind])}


def _words(value: object) -> str:
    """A text, the name of a thing that has one, or the first of a list of them."""
    if isinstance(value, list):
        return next(filter(None, map(_words, value)), "")
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("@value"))
    return unescape(value).strip() if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = moment.utcoffset()
    return moment if offset is not None and abs(offset) < timedelta(hours=15) else None
