"""A coverage's words, as a cluster keeps them; see `stored.coverage.Words`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from retrieval.opensearch.packing.terms import key
from retrieval.opensearch.reading.finding import Finding
from retrieval.opensearch.reading.lexicon import word_of
from retrieval.opensearch.reading.moment import WINDOW
from retrieval.opensearch.replies import Reply
from retrieval.spelling.candidates import Word, plain, skeleton
from retrieval.stored.coverage import MOST_OF_SHAPE

_REMEMBERED: Final = 200_000
_GUESSES: Final = 100
"""Terms that are looked up at once, up to which they are remembered: more are guesses at what a
reader meant, none of which recurs."""
_ASKED: Final = 500
"""Questions for several words at once that are remembered."""
_SKELETON: Final = "skeleton"


class Vocabulary(Finding):
    """Looks up words."""

    def words(self, terms: Iterable[str]) -> dict[str, Word]:
        """See `Words.words`."""
        met, wanted = self.met.words, list(dict.fromkeys(terms))
        if self.lexicon:
            every = self.lexicon.words
            return {term: every[term] for term in wanted if term in every}
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
                self._remember(read)
        return {term: word for term in wanted if (word := found[term])}

    def words_of_question(self, written: Mapping[str, str]) -> dict[str, Word]:
        """See `Words.words_of_question`: both in one call."""
        met = self.met
        if self.lexicon:
            return self.words(written)
        lacking = [term for term in written if term not in met.words]
        names = (plain(word) for word in written.values() if word[0].isupper())
        skeletons = [each for each in dict.fromkeys(map(skeleton, names)) if each]
        skeletons = [each for each in skeletons if (_SKELETON, each) not in met.several]
        if lacking and skeletons and len(lacking) <= _GUESSES:
            self._meet(lacking, skeletons)
        return self.words(written)

    def words_of_skeleton(self, skeleton: str) -> list[Word]:
        """See `Words.words_of_skeleton`."""
        if self.lexicon:
            return self.lexicon.of_skeleton.get(skeleton, []) if skeleton else []
        return self._found((_SKELETON, skeleton), _of_skeletons([skeleton])) if skeleton else []

    def words_of_shape(
        self, initial: str, shortest: int, longest: int, *, names: bool = True
    ) -> list[Word]:
        """See `Words.words_of_shape`."""
        some: Mapping[str, Any] = (
            {"term": {"name": True}} if names else {"range": {"df": {"gt": 0}}}
        )
        length = {"range": {"length": {"gte": shortest, "lte": longest}}}
        filters = [{"term": {"initial": initial}}, length, some]
        body = {
            "size": MOST_OF_SHAPE,
            "query": {"bool": {"filter": filters}},
            "sort": [{"df": "desc"}, {"sorted": "asc"}],
        }
        return self._found((initial, shortest, longest, names), body)

    def _meet(self, terms: Sequence[str], skeletons: Sequence[str]) -> None:
        """Remembers these terms, and the words that have these skeletons."""
        index = self.indices.of("words")
        of_terms = {"size": len(terms), "query": {"ids": {"values": [*map(key, terms)]}}}
        replies = self.cluster.searches([(index, of_terms), (index, _of_skeletons(skeletons))])
        by_term, by_skeleton = (each["hits"]["hits"] for each in replies)
        read = {hit["_id"]: self._word(hit["_source"]) for hit in by_term}
        self._remember({term: read.get(key(term)) for term in terms})
        if len(by_skeleton) < WINDOW:
            of_each: dict[str, list[Reply]] = {each: [] for each in skeletons}
            for hit in by_skeleton:
                of_each[hit["_source"]["skeleton"]].append(hit)
            for each, hits in of_each.items():
                self._keep((_SKELETON, each), hits)

    def _remember(self, read: Mapping[str, Word | None]) -> None:
        met = self.met.words
        if len(met) > _REMEMBERED:
            met.clear()
        met.update(read)

    def _found(self, asked: tuple[object, ...], body: Mapping[str, Any]) -> list[Word]:
        found = self.met.several.get(asked)
        return self._keep(asked, self.hits("words", body)) if found is None else found

    def _keep(self, asked: tuple[object, ...], hits: Iterable[Reply]) -> list[Word]:
        """The words that are there among what was found, by term; they are remembered."""
        words = (self._word(hit["_source"]) for hit in hits)
        found, met = sorted(filter(None, words), key=lambda word: word.term), self.met.several
        if len(met) > _ASKED:
            met.clear()
        met[asked] = found
        return found

    def _word(self, said: dict[str, Any]) -> Word | None:
        """The word as it is in this generation; None where it is not there."""
        found = word_of(said, self.state.generation)
        return found and found[0]


def _of_skeletons(skeletons: Sequence[str]) -> dict[str, Any]:
    query = {"bool": {"filter": [{"terms": {"skeleton": [*skeletons]}}]}}
    return {"size": WINDOW, "query": query, "sort": [{"sorted": "asc"}]}
