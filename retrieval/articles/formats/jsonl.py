"""A line of JSON Lines -> Article: {"headline", "text", "outlet", "url", "published", ...}."""

from __future__ import annotations

import json

from retrieval.articles.formats.blocks import lines_of, stretches
from retrieval.articles.formats.decoding import newlines
from retrieval.articles.formats.fields import check_storable, published_of, text_of, url_of
from retrieval.errors import ArticleFormError
from retrieval.model import Article, Block


def parse(raw: bytes, *, article_id: str, path: str) -> Article:
    """The article in the record `raw`, its paragraphs parted by blank lines or, where there is
    none, by newlines. Raises ArticleFormError."""
    try:
        return _article(record_of(raw), article_id)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def record_of(raw: bytes) -> dict[object, object]:
    """The JSON object in the line `raw`. Raises ValueError with the remedy."""
    try:
        record = json.loads(raw.decode())
    except UnicodeDecodeError:
        raise ValueError("not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("not JSON; each line must be one whole JSON object") from None
    if not isinstance(record, dict):
        raise ValueError('not a JSON object; write {"headline": ..., "text": ...}')
    return record


def _article(record: dict[object, object], article_id: str) -> Article:
    for name in ("headline", "text"):
        if record.get(name) is None:
            raise ValueError(f"no {name}; an article needs a headline and a text")
    text = record["text"]
    if not isinstance(text, str):
        raise ValueError("text must be text; write it in quotation marks")
    check_storable(text, "text")
    text = newlines(text)
    found = stretches(text, lines_of(text))
    if not found:
        raise ValueError("text is empty; an article needs a paragraph")
    first, last = found[0].start, found[-1].end
    return Article(
        id=article_id,
        headline=text_of(record, "headline") or "",
        body=text[first:last],
        blocks=tuple(Block("paragraph", s.start - first, s.end - first) for s in found),
        outlet=text_of(record, "outlet"),
        url=url_of(record),
        published=published_of(record),
        language=text_of(record, "language"),
    )
