"""The articles as a shelf: the newest, the outlets, and near words of the coverage."""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from rapidfuzz import fuzz, process

from retrieval.analysis.terms import fold
from retrieval.articles.passages import split
from retrieval.errors import UnknownArticleError
from retrieval.model import Article
from retrieval.store.articles import article_by_id

ALIKE: Final = 65.0
"""How alike, of 100, a word must be to be offered for one that the coverage lacks."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it stands in a list; `address` is that of its first passage, `label` what the
    caller says of the outlet."""

    article: str
    headline: str
    outlet: str | None
    published: str | None
    address: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, None for articles without one; how many articles, the newest day of them, and
    what the caller says of it."""

    name: str | None
    articles: int
    newest: str | None
    label: str | None = None


def latest(database: Connection, *, limit: int, offset: int) -> tuple[Listed, ...]:
    """The newest articles, undated ones last, without the first `offset`."""
    rows = database.execute(
        "select id from articles order by published desc, id limit ? offset ?", [limit, offset]
    )
    articles = [article_by_id(database, article_id) for (article_id,) in rows.fetchall()]
    return tuple(listed(article) for article in articles if article)


def listed(article: Article) -> Listed:
    """The article as it stands in a list. Raises UnknownArticleError for one without words."""
    passages = split(article)
    if not passages:
        raise UnknownArticleError(article.id)
    return Listed(
        article.id, article.headline, article.outlet, article.published, passages[0].address
    )


def digests(database: Connection) -> dict[str, bytes]:
    """For each article's id the digest of what it was read from."""
    return dict(database.execute("select id, digest from articles").fetchall())


def outlets(database: Connection) -> tuple[Outlet, ...]:
    """All outlets, those with most articles first."""
    rows = database.execute(
        "select outlet, count(*), max(published) from articles group by outlet "
        "order by count(*) desc, outlet"
    )
    return tuple(Outlet(*row) for row in rows)


def nearest(database: Connection, word: str) -> str | None:
    """The coverage's word that looks most like `word`, if any does."""
    folded = fold(word)
    rows = database.execute(
        "select spelling from terms join counts on counts.term = number "
        "where initial = ? and length between ? and ? and df > 0",
        [folded[:1], len(folded) - 3, len(folded) + 3],
    )
    spellings = [spelling for (spelling,) in rows]
    found = process.extractOne(
        folded, spellings, scorer=fuzz.ratio, processor=fold, score_cutoff=ALIKE
    )
    return found[0] if found else None
