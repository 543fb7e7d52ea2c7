"""What fields are called in the records of agencies, sites, programs and scrapers.

Each with dots for a field in a field; the first that holds something usable is taken. Names are
compared in lower case, without `-`, `_` and spaces.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from retrieval.languages.forms.column_words import (
    DAY_COLUMNS,
    HEADLINE_COLUMNS,
    OUTLET_COLUMNS,
    SUMMARY_COLUMNS,
    TEXT_COLUMNS,
    URL_COLUMNS,
)

HEADLINE: Final = (
    "headline", "title", "headline.main", "headline.default", "headline.print_headline",
    "title.rendered", "title.default", "webTitle", "fields.headline", "articleTitle",
    "newsTitle", "post_title", "headlines.basic", "headlines", "heading", "subject", "name",
    *HEADLINE_COLUMNS,
)  # fmt: skip
KICKER: Final = ("kicker", "headline.kicker")
TEXT: Final = (
    "text", "body", "content", "content.rendered", "fields.bodyText", "fields.body", "articleBody",
    "article_text", "articleText", "body_text", "body_html", "content_html", "content_text",
    "full_text", "fulltext", "full_content", "full_article", "story_text", "news_text", "maintext",
    "main_text", "article", "story",
    "paragraphs", "raw_text", "cleaned_text", "plain_text", "body.value", "content.value", "html",
    "text_content", "selftext", "post_content",
    "content_elements", "bodies", "sections", "blocks", "news",
    *TEXT_COLUMNS,
)  # fmt: skip
SUMMARY: Final = (
    "abstract", "lead_paragraph", "description", "summary", "excerpt", "excerpt.rendered",
    "fields.trailText", "trailText", "snippet", "teaser", "lead", "description_text",
    "short_description",
    *SUMMARY_COLUMNS,
)  # fmt: skip
PUBLISHED: Final = (
    "published", "date", "published_at", "publishedAt", "pub_date", "publication_date",
    "webPublicationDate", "fields.firstPublicationDate", "date_published", "date_publish",
    "published_date", "publish_date", "publishing_date", "published_time", "published_on",
    "date_gmt", "firstcreated", "firstpublished", "versioncreated", "display_date", "seendate",
    "date_time", "date_time_pub", "post_date_gmt", "post_date",
    "first_publish_date", "datetime", "day", "posted_at", "posted",
    "posted_on", "date_of_publication", "publication_day", "pubdate", "dc:date",
    *DAY_COLUMNS,
)  # fmt: skip
SAYS_PUBLISHED: Final = tuple(
    each for each in PUBLISHED if "pub" in each.lower() and each != "published"
)
"""Those that state nothing but the day of publication; `published` may be a switch."""
CREATED: Final = ("created_at", "created", "created_utc", "time")
"""What states when a record was made: for the most part, when it was published."""
SAVED: Final = (
    "timestamp", "saved_at", "saved", "date_saved", "saved_on", "date_added", "added_at", "added",
    "time_added", "bookmarked_at", "bookmarked", "clipped_at", "clipped", "is_archived",
    "is_starred", "starred_at", "archived_at", "date_archived", "read_at", "given_url",
    "scraped_at", "scraped", "scrape_date", "scraped_date", "date_scraped", "scrape_time",
    "crawled_at", "crawled", "crawl_date", "crawl_time", "date_crawled", "crawl_time_msec",
    "fetched_at", "fetched", "fetch_date", "fetch_time", "retrieved_at", "retrieved",
    "retrieval_date", "date_retrieved", "date_download", "downloaded_at", "download_date",
    "collected_at", "date_collected", "collection_date", "harvested_at", "ingested_at",
    "ingest_date", "inserted_at", "indexed_at", "imported_at", "accessed", "access_date",
    "accessed_at", "last_seen", "first_seen", "saved_date", "to_read", "unread", "favorite",
    "favourite", "is_favorite", "highlights", "has_content", "has_archive", "reading_progress",
)  # fmt: skip
"""What states that, or when, a program saved or fetched a record: never a day of publication."""
CHANGED: Final = (
    "updated_at", "updated", "modified", "modified_at", "date_modified", "last_modified",
    "last_updated", "lastmod", "date_updated",
)  # fmt: skip
"""What states when a record was changed: never a day of publication."""
NOT_PUBLISHED: Final = (*SAYS_PUBLISHED, *SAVED)
"""Where one of these is there, the day of making is not that of publication."""
PUBLISHED_OR_CREATED: Final = (*PUBLISHED, *CREATED)
NO_DAYS: Final = (*CREATED, *SAVED, *CHANGED)
OUTLET: Final = (
    "outlet", "outlet.name", "source.name", "source.title", "source", "publisher.name", "publisher",
    "site_name", "sitename", "publication", "newspaper", "media", "news_outlet", "outlet_name",
    "source_name", "provider.name", "provider", "infosources", "feed.title", "channel", "domain",
    "source_domain", "domain_name",
    *OUTLET_COLUMNS,
)  # fmt: skip
URL: Final = (
    "url", "link", "web_url", "webUrl", "canonical_url", "permalink", "article_url", "news_url",
    "source_url", "sourceurl", "web_address", "weblink", "hyperlink", "story_url", "story_link",
    "source", "requested_url", "mainEntityOfPage", "mainEntityOfPage.@id",
    "warc_headers.warc-target-uri", "href", "external_url", "address", "guid", "id",
    *URL_COLUMNS,
)  # fmt: skip
EMBARGO: Final = (
    "embargo", "embargoed", "embargo_until", "embargoed_until", "embargo_date", "not_before",
)  # fmt: skip
FREE: Final = ("isAccessibleForFree",)
LANGUAGE: Final = ("language", "lang", "inLanguage", "locale", "language_code")
OF_A_CLUSTER: Final = "nutgraf:id"
"""The id of what was taken from an index, whatever is said of that index now."""
ID: Final = (
    OF_A_CLUSTER,
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


@cache
def keys_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of fields, with dots for a field in a field, as they are compared."""
    return tuple(dict.fromkeys(".".join(map(simple, name.split("."))) for name in names))


@lru_cache(maxsize=4_096)
def simple(name: str) -> str:
    """The name as names are compared."""
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")
