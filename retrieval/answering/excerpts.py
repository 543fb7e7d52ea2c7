"""An address -> the passage in its place, where its words stand now."""

from __future__ import annotations

import re
from typing import Final

from retrieval.answers import Excerpt
from retrieval.articles.passages import split
from retrieval.errors import UnknownAddressError
from retrieval.model import Article, text_key
from retrieval.stored.articles import cite
from retrieval.stored.coverage import Articles

_ADDRESS: Final = re.compile(
    r"(?P<article>[a-z2-7]{12})-(?P<caption>c?)(?P<number>\d{1,9})(?:-(?P<text>[0-9a-f]{4}))?"
)


def article_at(stored: Articles, address: str) -> Article:
    """The article that `address` speaks of. Raises UnknownAddressError."""
    article = stored.article_by_key(article_key_of(address))
    if article is None:
        raise UnknownAddressError(address)
    return article


def article_key_of(address: str) -> str:
    """The article's key in `address`. Raises UnknownAddressError for what is no address."""
    return _parts(address)["article"]


def excerpt(article: Article, address: str) -> Excerpt:
    """The passage of `article` at `address` among its neighbours.

    A passage that moved is found by its words; at a place whose words changed stand the new ones.
    An address without its last part, the digest of the words, is the place alone. Raises
    UnknownAddressError.
    """
    parts = _parts(address)
    kind, number = "caption" if parts["caption"] else "paragraph", int(parts["number"])
    passages = split(article)
    of_kind = [at for at, each in enumerate(passages) if each.kind == kind]
    same = [at for at in of_kind if text_key(passages[at].text) == parts["text"]]
    there = [at for at in of_kind if passages[at].number == number]
    if not (same or there):
        raise UnknownAddressError(address)
    at = min(same or there, key=lambda at: abs(passages[at].number - number))
    return Excerpt(
        address=passages[at].address,
        passage=passages[at],
        before=passages[at - 1] if at else None,
        after=passages[at + 1] if at + 1 < len(passages) else None,
        citation=cite(article, passages[at]),
        changed=parts["text"] is not None and not same,
    )


def _parts(address: str) -> re.Match[str]:
    parts = _ADDRESS.fullmatch(address.strip().lower())
    if not parts:
        raise UnknownAddressError(address)
    return parts
