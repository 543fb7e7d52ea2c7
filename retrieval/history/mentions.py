"""Every passage that holds some words, none left out: a list, not an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.analysis.analysers import analyser, asked_tokens
from retrieval.analysis.grams import Grams
from retrieval.languages.detection import DEFAULT
from retrieval.model import Article, Passage
from retrieval.opensearch.address import ClusterAddress, cluster_address
from retrieval.query.phrases import Phrase, is_whole, plain, quoted
from retrieval.snapshot import Connections, Snapshot
from retrieval.stored.articles import ArticleRow

_AT_ONCE: Final = 5_000
"""Passages that are read together."""


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


class _Sought:
    """The words that are looked for in texts of one language: the `terms` of all of them, the
    `phrases`, and the `certain` terms of each text that holds both."""

    def __init__(self, words: str, code: str) -> None:
        self.phrases = quoted(words)
        self._analyser = analyser(code)
        self.terms = {each.term for each in asked_tokens(words, code)}
        for phrase in self.phrases:
            start, end = phrase.span
            words = f"{words[:start]}{' ' * (end - start)}{words[end:]}"
        self.certain = {each.term for each in asked_tokens(words, code)}
        for phrase in self.phrases:
            self.certain |= phrase.terms if code == DEFAULT else self._terms_of(phrase.written)

    def _terms_of(self, phrase: str) -> set[str]:
        found = self._analyser.tokens(phrase)
        return {each.term for each in found if is_whole(phrase[slice(*each.span)])}

    def stands_in(self, text: str) -> bool:
        """Whether the text holds each phrase."""
        return all(self._times(each, text) for each in self.phrases)

    def times_in(self, text: str) -> int:
        """How often the words stand in the text, all together; phrases of words that every text
        has, as often as these stand there."""
        times = sum(each.term in self.terms for each in self._analyser.tokens(text))
        return times or sum(self._times(each, text) for each in self.phrases)

    def _times(self, phrase: Phrase, text: str) -> int:
        parted = not isinstance(self._analyser, Grams)  # else words stand without spaces
        words = phrase.plain if parted else phrase.plain.strip()
        return len(re.findall(f"(?={re.escape(words)})", plain(text)))


def mentions(
    path: str | Path | ClusterAddress,
    words: str,
    *,
    of: Sequence[Passage] | None = None,
    password: str | None = None,
    ca: Path | None = None,
) -> tuple[Mention, ...]:
    """The passages of the coverage at `path` that hold all the words, in any form that is one term
    with them, and each phrase in quotation marks as it stands; the newest first, undated last. A
    cluster's address stands for the path, as in `Archive`.

    Nothing is left out, and nothing else looked for: no other spelling, no other name. Words that
    every text has are looked for in phrases alone. With `of`, these passages, in their order.
    Raises NothingIndexedError, a DatabaseError. For `password` and `ca` see `Archive`.
    """
    with _snapshot(path, password, ca) as snapshot:
        if of is not None:
            return tuple(_counted(snapshot, of, words))
        found = [each for code in snapshot.languages for each in _in(snapshot, code, words)]
    found.sort(key=lambda each: (each.passage.article_id, each.passage.start))
    found.sort(key=lambda each: each.published or "", reverse=True)
    return tuple(found)


@contextmanager
def _snapshot(
    path: str | Path | ClusterAddress, password: str | None, ca: Path | None
) -> Iterator[Snapshot]:
    """The coverage as it is now, for as long as a list of all takes."""
    address = cluster_address(str(path))
    if address is None:
        with closing(Connections(str(path))) as file, file.snapshot() as snapshot:
            yield snapshot
        return
    from retrieval.opensearch.connections import ClusterConnections  # files need none of it

    with (
        closing(ClusterConnections(address, password=password, ca=ca)) as cluster,
        cluster.unhurried() as snapshot,
    ):
        yield snapshot


def _in(snapshot: Snapshot, code: str, words: str) -> Iterator[Mention]:
    """Those of articles in one language."""
    sought, stored = _Sought(words, code), snapshot.stored
    found = stored.holding(list(sought.certain))
    if sought.phrases and not sought.certain:
        found = stored.last(stored.extent.passages)
    for at in range(0, found.size, _AT_ONCE):
        for passage, article in stored.passages(found.take(slice(at, at + _AT_ONCE))):
            if passage.language == code and sought.stands_in(passage.text):
                yield _mention(snapshot, passage, article, sought)


def _counted(snapshot: Snapshot, of: Iterable[Passage], words: str) -> Iterator[Mention]:
    for passage in of:
        if article := snapshot.stored.article_by_id(passage.article_id):
            yield _mention(snapshot, passage, article, _Sought(words, passage.language))


def _mention(
    snapshot: Snapshot, passage: Passage, article: ArticleRow | Article, sought: _Sought
) -> Mention:
    return Mention(
        sought.times_in(passage.text),
        passage,
        article.headline,
        article.outlet,
        article.published,
        article.url,
        snapshot.stored.path_of(article.id),
    )
