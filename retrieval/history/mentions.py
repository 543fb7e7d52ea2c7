"""Every passage that holds some words, none left out: a list, not an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.analysis.analysers import analyser, asked_tokens
from retrieval.model import Article, Passage
from retrieval.query.phrases import Phrase, phrases, plain
from retrieval.snapshot import Connections, Snapshot
from retrieval.stored.articles import ArticleRow


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage and its article, from the file `path`; `count`: how often the words stand in it,
    all together."""

    count: int
    passage: Passage
    headline: str
    outlet: str | None
    published: str | None
    url: str | None
    path: str


def mentions(
    path: str | Path, words: str, *, of: Sequence[Passage] | None = None
) -> tuple[Mention, ...]:
    """The passages of the coverage at `path` that hold all the words, in any form that is one term
    with them, and each phrase in quotation marks as it stands; the newest first, undated last.

    Nothing is left out, and nothing else looked for: no other spelling, no other name. Words that
    every text has are not looked for. With `of`, these passages, in their order. Raises
    NothingIndexedError, a DatabaseError.
    """
    connections = Connections(path)
    try:
        with connections.snapshot() as snapshot:
            if of is not None:
                return tuple(_counted(snapshot, of, words))
            found = [each for code in snapshot.languages for each in _in(snapshot, code, words)]
    finally:
        connections.close()
    found.sort(key=lambda each: (each.passage.article_id, each.passage.start))
    found.sort(key=lambda each: each.published or "", reverse=True)
    return tuple(found)


def _in(snapshot: Snapshot, code: str, words: str) -> Iterator[Mention]:
    """Those of articles in one language."""
    wanted, quoted = {each.term for each in asked_tokens(words, code)}, phrases(words)
    holding = snapshot.stored.holding(list(wanted))
    for passage, article in snapshot.stored.passages(holding):
        if passage.language == code and _has(passage.text, quoted):
            yield _mention(snapshot, passage, article, wanted)


def _counted(snapshot: Snapshot, of: Iterable[Passage], words: str) -> Iterator[Mention]:
    for passage in of:
        wanted = {each.term for each in asked_tokens(words, passage.language)}
        if article := snapshot.stored.article_by_id(passage.article_id):
            yield _mention(snapshot, passage, article, wanted)


def _has(text: str, quoted: Iterable[Phrase]) -> bool:
    return all(each.plain in plain(text) for each in quoted)


def _mention(
    snapshot: Snapshot, passage: Passage, article: ArticleRow | Article, wanted: set[str]
) -> Mention:
    tokens = analyser(passage.language).tokens(passage.text)
    return Mention(
        sum(each.term in wanted for each in tokens),
        passage,
        article.headline,
        article.outlet,
        article.published,
        article.url,
        snapshot.stored.path_of(article.id),
    )
