"""All words of a coverage, read once beside the questions of a process that asks several."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

from retrieval.errors import DatabaseError
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.scan import scan
from retrieval.opensearch.state import Seen, shown_state
from retrieval.opensearch.writing.words import at
from retrieval.spelling.candidates import Word

MOST: Final = 200_000
"""Words that are kept here; of a coverage with more each is asked for."""
_BEGINS: Final = 2
"""Questions after which it is worth while."""
_PAUSE: Final = 60.0
"""Seconds after which it is tried again."""


class Lexicon(NamedTuple):
    """The words of one generation by term, and those with each skeleton, by term."""

    seen: Seen
    words: dict[str, Word]
    skeletons: dict[str, str]
    of_skeleton: dict[str, list[Word]]


class Lexicons:
    """The words of the generations that are shown, each read in a thread of its own; of one that
    follows another what changed alone, unless words were withdrawn, which leave nothing behind."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = threading.Lock()
        self._asked, self._until = 0, 0.0
        self._begun: _Key | None = None
        self._last: Lexicon | None = None

    def of(self, seen: Seen) -> Lexicon | None:
        """The words of the coverage that was seen; None while they are not read, or are too many
        to be."""
        last, wanted = self._last, _key(seen)
        if last and _key(last.seen) == wanted:
            return last
        with self._lock:
            self._asked += 1
            is_worth = self._asked >= _BEGINS and time.monotonic() >= self._until
            if is_worth and self._begun != wanted:
                self._begun = wanted
                threading.Thread(target=self._try, args=(seen,), daemon=True).start()
        return None

    def _try(self, seen: Seen) -> None:
        """What fails is tried again later: questions say what is the matter."""
        try:
            self._read(seen)
        except DatabaseError:
            self._begun, self._until = None, time.monotonic() + _PAUSE

    def _read(self, seen: Seen) -> None:
        index, last = seen.indices.of("words"), self._last
        follows = last is not None and _follows(last.seen, seen)
        words = dict(last.words) if last and follows else {}
        skeletons = dict(last.skeletons) if last and follows else {}
        since = last.seen.state.generation if last and follows else -1
        query = {"bool": {"filter": [{"range": {"gen": {"gt": since}}}]}}
        counted = {"size": 0, "track_total_hits": MOST + 1, "query": query}
        found = self._cluster.search(index, counted)
        if len(words) + found["hits"]["total"]["value"] > MOST:
            return
        _take(
            scan(self._cluster, index, {"query": query}, by="sorted"),
            seen.state.generation,
            words,
            skeletons,
        )
        now = shown_state(self._cluster, seen.indices.name)
        if now and _key(now) == _key(seen):  # else a word may be of a later generation
            self._last = Lexicon(seen, words, skeletons, _by_skeleton(words, skeletons))


def word_of(said: dict[str, Any], generation: int) -> tuple[Word, str] | None:
    """The word as it is in the generation, and its skeleton; None where it is not there."""
    now = at(said, generation)
    if not now or now["uses"] <= 0:
        return None
    return Word(now["term"], now["spelling"], now["df"], now["name"]), now["skeleton"]


def _take(
    hits: Iterable[Reply], generation: int, words: dict[str, Word], skeletons: dict[str, str]
) -> None:
    for hit in hits:
        term = hit["_source"]["term"]
        found = word_of(hit["_source"], generation)
        if found:
            words[term], skeletons[term] = found
        elif term in words:
            del words[term], skeletons[term]


def _by_skeleton(words: dict[str, Word], skeletons: dict[str, str]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for term in sorted(words):
        found.setdefault(skeletons[term], []).append(words[term])
    return found


_Key: TypeAlias = tuple[str, int, str]


def _key(seen: Seen) -> _Key:
    return seen.indices.suffix, seen.state.generation, seen.state.kept_out


def _follows(before: Seen, seen: Seen) -> bool:
    """Whether all that was there before, and is not any more, is still told of."""
    return before.indices == seen.indices and before.state.kept_out == seen.state.kept_out
