"""What fields are called in the records of agencies, sites, programs and scrapers.

Each with dots for a field in a field; the first that holds something usable is taken. Names are
compared in lower case, without `-`, `_` and spaces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

HEADLINE: Final = (
    "headline", "title", "headline.main", "headline.default", "headline.print_headline",
    "title.rendered", "title.default", "webTitle", "fields.headline", "articleTitle",
    "newsTitle", "heading", "subject", "name",
)  # fmt: skip
KICKER: Final = ("kicker", "headline.kicker")
TEXT: Final = (
    "text", "body", "content", "content.rendered", "fields.bodyText", "fields.body", "articleBody",
    "article_text", "articleText", "body_text", "body_html", "content_html", "content_text",
    "full_text", "fulltext", "full_content", "maintext", "main_text", "article", "story",
    "paragraphs", "raw_text", "cleaned_text", "plain_text", "body.value", "content.value", "html",
    "news",
)  # fmt: skip
SUMMARY: Final = (
    "abstract", "lead_paragraph", "description", "summary", "excerpt", "excerpt.rendered",
    "fields.trailText", "trailText", "snippet", "teaser", "lead", "description_text",
    "short_description",
)  # fmt: skip
PUBLISHED: Final = (
    "published", "date", "published_at", "publishedAt", "pub_date", "publication_date",
    "webPublicationDate", "fields.firstPublicationDate", "date_published", "date_publish",
    "published_date", "publish_date", "publishing_date", "published_time", "published_on",
    "date_gmt", "firstcreated", "firstpublished", "versioncreated", "display_date", "seendate",
    "datetime", "timestamp", "day", "created_at", "created", "posted_at", "time", "dc:date",
)  # fmt: skip
OUTLET: Final = (
    "outlet", "outlet.name", "source.name", "source.title", "source", "publisher.name", "publisher",
    "site_name", "sitename", "publication", "newspaper", "media", "news_outlet", "outlet_name",
    "source_name", "provider.name", "provider", "feed.title", "channel", "domain", "source_domain",
    "domain_name",
)  # fmt: skip
URL: Final = (
    "url", "link", "web_url", "webUrl", "canonical_url", "permalink", "article_url", "news_url",
    "source_url", "sourceurl", "source", "href", "external_url", "address", "guid", "id",
)  # fmt: skip
EMBARGO: Final = (
    "embargo", "embargoed", "embargo_until", "embargoed_until", "embargo_date", "not_before",
)  # fmt: skip
LANGUAGE: Final = ("language", "lang", "inLanguage", "locale", "language_code")
ID: Final = (
    "id",
    "_id",
    "id.$oid",
    "_id.$oid",
    "guid",
    "guid.rendered",
    "uri",
    "uuid",
    "article_id",
)


@lru_cache(maxsize=4_096)
def simple(name: str) -> str:
    """The name as names are compared."""
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")
