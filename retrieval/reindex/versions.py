"""The same article under several ids: at one address on the web, the newest version counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from sqlite_utils import Database

from retrieval.analysis.word_diff import shared
from retrieval.keeping.embargoes import begin
from retrieval.store.origins import Known, Origin, known_by_id
from retrieval.stored.articles import ArticleRow

_LIKE: Final = 0.6
"""Of the words of the shorter of two texts, what the other has, if both are of one article."""
_MOST: Final = 5
"""Articles at one address; with more it is no article's, but a page's of many."""


class Versions:
    """The older versions that a run meets; what is known of those is kept for the next one."""

    def __init__(self, database: Database, load_at: Callable[[str], None]) -> None:
        self.database = database
        self._load_at = load_at  # brings the words of the articles at an address
        self._older: dict[int, tuple[str, Known, int]] = {}  # by number, with the first passage

    def is_older(self, article_id: str, digest: bytes) -> bool:
        """Whether this source was an older version of an article that the store still has."""
        row = self.database.execute(
            "select digest from superseded where id = ?", [article_id]
        ).fetchone()
        return row is not None and row[0] == digest

    def newer_than(self, new: ArticleRow) -> str | None:
        """The id of a newer version of the article, or None; older ones are `replaced` then."""
        if not new.url or not _is_of_one(new.url):
            return None
        self._load_at(new.url)
        rows = self.database.execute(
            "select id, body, published, first, number, path, root, digest from articles "
            "where url = ? and id != ? limit ?",
            [new.url, new.id, _MOST + 1],
        ).fetchall()
        rows = [each for each in rows if each[4] not in self._older]
        if len(rows) > _MOST:
            return None
        same = [each for each in rows if shared(new.body, each[1]) >= _LIKE]
        for other, _, published, *_ in same:
            if _is_after(published, new.published):
                return str(other)
        for other, _, _, first, number, *origin in same:
            self._older[number] = other, Known(number, Origin(*origin)), first
            self.supersede(other, origin[2], new.id)
        return None

    def replaced(self) -> Iterator[tuple[Known, int]]:
        """Those in the store that newer ones take the place of, each with its first passage."""
        for article_id, known, first in self._older.values():
            now = known_by_id(self.database.conn, article_id)
            if now and now.number == known.number:
                yield known, first

    def supersede(self, article_id: str, digest: bytes, newer: str) -> None:
        """Keeps that this source is an older version of the article with the id `newer`."""
        self.database.execute(
            "insert or replace into superseded values (?, ?, ?)", [article_id, digest, newer]
        )


def _is_of_one(url: str) -> bool:
    """Whether it can be the address of one article, and not a site's."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _is_after(one: str | None, other: str | None) -> bool:
    return bool(one and other) and begin(one or "", None) > begin(other or "", None)
