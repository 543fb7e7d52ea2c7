"""What passages mean, as it is read: by the index's numbers of passages, and by article."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.languages.detection import DEFAULT
from retrieval.store.meaning.state import are_kept, spans_of, state
from retrieval.store.traits.languages import languages, languages_of


class Texts(NamedTuple):
    """The texts of an article's passages, in order, and their language. `spans`: see
    `state.spans_of`."""

    article: int
    spans: bytes
    texts: tuple[str, ...]
    language: str


class Left(NamedTuple):
    """How many passages have vectors, and the articles that have none, the newest first, each with
    how many passages it has."""

    made: int
    articles: tuple[tuple[int, int], ...]

    @property
    def passages(self) -> int:
        """Passages of the articles that have none."""
        return sum(passages for _, passages in self.articles)


def left(database: Connection, model: str) -> Left:
    """What is left to be worked out by the `model`; vectors of another do not count."""
    kept = state(database)
    if kept is None or kept[0] != model:
        rows = database.execute(
            "select number, passages from articles where passages > 0 order by number desc"
        )
        return Left(0, tuple(rows.fetchall()))
    rows = database.execute(
        "select number, passages from articles where passages > 0 "
        "and number not in (select article from meanings) order by number desc"
    )
    articles = tuple(rows.fetchall())
    (passages,) = database.execute("select total(passages) from articles").fetchone()
    return Left(int(passages) - sum(count for _, count in articles), articles)


def texts_of(database: Connection, article: int) -> Texts:
    """The texts of the passages of the article with this number; none for one that is gone."""
    rows = database.execute(
        'select substr(body, "start" + 1, "end" - "start") from passages '
        "join articles on number = article where article = ? order by ordinal",
        [article],
    )
    texts = tuple(text for (text,) in rows)
    several = languages(database, 0) != (DEFAULT,)
    language = languages_of(database, [article]).get(article, DEFAULT) if several else DEFAULT
    return Texts(article, spans_of(database, article), texts, language)


def bits(database: Connection) -> Iterator[tuple[int, bytes]]:
    """For each article with vectors: the number of its first passage, and the bits of all."""
    if not are_kept(database):
        return iter(())
    return database.execute(
        "select first, bits from meanings join articles on number = article "
        "where length(bits) = 48 * passages"
    )


def sentence_vectors(database: Connection, article: int, ordinal: int) -> bytes | None:
    """The vectors of the sentences of a passage, by its place; None where there are none."""
    row = database.execute(
        "select vectors from sentence_vectors where article = ? and ordinal = ?",
        (article, ordinal),
    ).fetchone()
    return row[0] if row else None
