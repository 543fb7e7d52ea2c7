"""What the coverage's passages mean, worked out after they are indexed, in batches that are kept
one by one: whatever ends it, the next one goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

import numpy as np

from retrieval.analysis.sentences import sentences
from retrieval.meaning.embedder import Embedder, chosen
from retrieval.meaning.vectors import NUMBERS, kept
from retrieval.store.database import connect, connect_to_read, empty_log, reading, writing
from retrieval.store.faults import explained
from retrieval.store.lock import exclusive
from retrieval.store.meaning.rows import Texts, left, texts_of
from retrieval.store.meaning.tables import Meaning, keep

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

BATCH: Final = 128
"""Passages that are kept together: what a kill may lose, some ten seconds' work."""
_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True)
class Making:
    """How far it is: of so many passages that had no vectors, how many were `made`, in seconds."""

    made: int
    passages: int
    seconds: float

    @property
    def left(self) -> int:
        """Passages that have no vectors yet."""
        return self.passages - self.made

    @property
    def rate(self) -> float:
        """Passages a second; 0 where nothing tells."""
        return self.made / self.seconds if self.seconds else 0.0


Report = Callable[[Making], None]


def make_meanings(
    path: str | Path,
    model: bool | Embedder = True,
    *,
    progress: Report | None = None,
    seconds: float | None = None,
) -> Making | None:
    """Works out vectors for the passages of the coverage at `path` that have none, those of the
    newest articles first, for about so many `seconds` at most; None where no `model` is installed.
    `progress` is told how far it is.

    Another reindex can go between two batches. Raises NothingIndexedError, a DatabaseError.
    """
    path = Path(path)
    began, embedder = monotonic(), chosen(model)
    if embedder is None:
        return None
    with explained(path), closing(connect_to_read(path)) as connection:
        to_do = left(connection, embedder.name)
        done = Making(0, to_do.passages, 0.0)
        for batch, passages in _batches(to_do.articles):
            with reading(connection):
                texts = [texts_of(connection, article) for article in batch]
            _keep(path, embedder, meanings(embedder, texts))
            done = replace(done, made=done.made + passages, seconds=monotonic() - began)
            if progress:
                progress(done)
            if seconds is not None and done.seconds >= seconds:
                break
    return done


def made_so_far(path: str | Path, model: bool | Embedder = True) -> tuple[int, int] | None:
    """How many passages of the coverage at `path` have vectors of the `model`, and how many have
    not; None where none is installed. Raises NothingIndexedError, a DatabaseError."""
    path = Path(path)
    embedder = chosen(model)
    if embedder is None:
        return None
    with explained(path), closing(connect_to_read(path)) as connection:
        found = left(connection, embedder.name)
    return found.made, found.passages


def _keep(path: Path, embedder: Embedder, made: Sequence[Meaning]) -> None:
    with exclusive(path), closing(connect(path)) as connection:
        with writing(connection) as database:
            keep(database, embedder.name, made)
        empty_log(connection)


def meanings(embedder: Embedder, articles: Iterable[Texts]) -> list[Meaning]:
    """What the passages of the articles mean."""
    articles = list(articles)
    cut = [[_sentences(text, each.language) for text in each.texts] for each in articles]
    texts = [text for passages in cut for parts in passages for text in parts]
    vectors, at = _embedded(embedder, texts), 0
    found = []
    for article, passages in zip(articles, cut, strict=True):
        rows = []
        for parts in passages:
            rows.append(kept(vectors[at : at + len(parts)]))
            at += len(parts)
        bits = b"".join(each.bits for each in rows)
        found.append(Meaning(article.article, article.spans, bits, [each.vectors for each in rows]))
    return found


def _embedded(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """The texts' vectors, worked out some at a time: in between, Ctrl-C is heard."""
    some = [embedder.sentences(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(some) if some else np.empty((0, NUMBERS), dtype=np.float32)


def _sentences(text: str, language: str) -> list[str]:
    return [text[slice(*span)] for span in sentences(text, language)] or [text]


def _batches(articles: Iterable[tuple[int, int]]) -> Iterator[tuple[list[int], int]]:
    """The articles, each given with how many passages it has, in batches of about BATCH."""
    some: list[int] = []
    passages = 0
    for article, count in articles:
        some.append(article)
        passages += count
        if passages >= BATCH:
            yield some, passages
            some, passages = [], 0
    if some:
        yield some, passages
