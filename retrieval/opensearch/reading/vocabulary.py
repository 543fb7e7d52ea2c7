"""A coverage's words, as a cluster keeps them; see `stored.coverage.Words`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from retrieval.opensearch.reading.finding import Finding
from retrieval.opensearch.reading.moment import WINDOW
from retrieval.opensearch.terms import key
from retrieval.opensearch.writing.words import at
from retrieval.spelling.candidates import Word
from retrieval.stored.coverage import MOST_OF_SHAPE

_REMEMBERED: Final = 200_000
_GUESSES: Final = 100
"""Terms that are looked up at once, up to which they are remembered: more are guesses at what a
reader meant, none of which recurs."""


_ASKED: Final = 500


class Vocabulary(Finding):
    """Looks up words."""

    def words(self, terms: Iterable[str]) -> dict[str, Word]:
        """See `Words.words`."""
        met, wanted = self.met.words, list(dict.fromkeys(terms))
        found: dict[str, Word | None] = {term: met[term] for term in wanted if term in met}
        lacking = [term for term in wanted if term not in found]
        if lacking:
            index = self.indices.of("words")
            documents = self.cluster.documents(
                [{"_index": index, "_id": key(term)} for term in lacking]
            )
            read = {
                term: self._word(document["_source"]) if document["found"] else None
                for term, document in zip(lacking, documents, strict=True)
            }
            found |= read
            if len(lacking) <= _GUESSES:
                if len(met) > _REMEMBERED:
                    met.clear()
                met.update(read)
        return {term: word for term in wanted if (word := found[term])}

    def words_of_skeleton(self, skeleton: str) -> list[Word]:
        """See `Words.words_of_skeleton`."""
        if not skeleton:
            return []
        return self._found([{"term": {"skeleton": skeleton}}], {"sorted": "asc"}, WINDOW)

    def words_of_shape(
        self, initial: str, shortest: int, longest: int, *, names: bool = True
    ) -> list[Word]:
        """See `Words.words_of_shape`."""
        some: Mapping[str, Any] = (
            {"term": {"name": True}} if names else {"range": {"df": {"gt": 0}}}
        )
        length = {"range": {"length": {"gte": shortest, "lte": longest}}}
        filters: list[Mapping[str, Any]] = [{"term": {"initial": initial}}, length, some]
        return self._found(filters, {"df": "desc"}, MOST_OF_SHAPE)

    def _found(
        self, filters: Sequence[Mapping[str, Any]], order: Mapping[str, str], size: int
    ) -> list[Word]:
        asked, met = (repr(filters), size), self.met.several
        if asked not in met:
            body = {
                "size": size,
                "query": {"bool": {"filter": [*filters]}},
                "sort": [order, {"sorted": "asc"}] if "sorted" not in order else [order],
            }
            words = (self._word(hit["_source"]) for hit in self.hits("words", body))
            if len(met) > _ASKED:
                met.clear()
            met[asked] = sorted(filter(None, words), key=lambda word: word.term)
        return met[asked]

    def _word(self, said: dict[str, Any]) -> Word | None:
        """The word as it is in this generation; None where it is not there."""
        now = at(said, self.state.generation)
        if not now or now["uses"] <= 0:
            return None
        return Word(now["term"], now["spelling"], now["df"], now["name"])
