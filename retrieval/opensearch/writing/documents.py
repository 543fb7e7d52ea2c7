"""Inverted articles as the lines of a bulk request."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from retrieval.index.postings import B_ARTICLE, B
from retrieval.inversion.inverted import Inverted, TermNumbers
from retrieval.opensearch.indices import Indices
from retrieval.opensearch.packing.passages import packed, worded
from retrieval.opensearch.packing.terms import (
    MOST_UNITS,
    code,
    feature,
    saturated,
    spaceless,
    units_text,
)
from retrieval.store.origins import Origin
from retrieval.stored.articles import ArticleRow

_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SHOWN: Final = tuple(name for name in ArticleRow._fields if name not in ("id", "key"))


class Kept(NamedTuple):
    """An article that is to be written: where its terms are numbered, its own number and its first
    passage's, where it came from, since when it is there, and until when it is not out. `stayed`
    gives, as soon as that is known, by ordinal the passages that were there before, with since
    when."""

    new: Inverted
    words: TermNumbers
    number: int
    first: int
    origin: Origin
    moment: str
    stayed: Callable[[], Mapping[int, str]]
    until: str | None


class Documents:
    """Writes articles down for `indices`, as of the generation `gen`, marked as `taken_out_by` a
    run if one is given. Features are made for the average length of a passage, and the usual one
    of an article."""

    def __init__(
        self,
        indices: Indices,
        gen: int,
        average: float,
        usual: float,
        *,
        taken_out_by: str | None = None,
    ) -> None:
        self._mark = {"taken_out_by": taken_out_by} if taken_out_by else {}
        self.gen, self.average, self.usual = gen, average, usual
        self._of = {kind: indices.of(kind) for kind in ("passages", "articles", "origins")}
        self._written: list[tuple[TermNumbers, _Written]] = []

    def lines(self, kept: Kept) -> Iterator[str]:
        """All lines of an article, two for each document; those of its own come last."""
        written, stayed = self._written_of(kept.words), kept.stayed()
        terms = [written[number] for number in kept.new.numbers.tolist()]
        yield from self._passages(kept, terms, stayed)
        row = kept.new.article
        shared = {
            "number": kept.number,
            "gen": self.gen,
            "since": kept.moment,
            "id": row.id,
            "outlet": row.outlet,
            "url": row.url,
            "published": row.published,
            "first": kept.first,
            "passages": len(kept.new.passages),
            "analysed": kept.new.language,
            "stayed": [[at, since] for at, since in stayed.items()],
        } | self._mark
        shared |= {"until": kept.until} if kept.until else {}
        yield _action(self._of["articles"], kept.number)
        yield self._article(kept, terms, shared)
        path, root, digest = kept.origin
        yield _action(self._of["origins"], kept.number)
        origin = {"path": path, "root": root, "digest": digest.hex(), "alike": [*kept.new.alike]}
        yield _line(shared | origin)

    def _passages(
        self, kept: Kept, terms: Sequence[_Term], stayed: Mapping[int, str]
    ) -> Iterator[str]:
        new, row = kept.new, kept.new.article
        order = np.argsort(new.passage_of, kind="stable")
        bounds = np.searchsorted(new.passage_of[order], np.arange(len(new.passages) + 1)).tolist()
        ordered, ends = new.term_of[order], np.cumsum([0, *new.lengths]).tolist()
        term_of, units = ordered.tolist(), new.units[order].tolist()
        days, said = _by_ordinal(new.days), _said(new)
        published = row.published[:10] if row.published else None
        ordinal_day = date.fromisoformat(published).toordinal() if published else 0
        shared, action = self._shared(kept, published), self._action_of(kept.number)
        for ordinal, (kind, place, section, start, end) in enumerate(new.passages):
            here = slice(bounds[ordinal], bounds[ordinal + 1])
            mine, some = [terms[each] for each in term_of[here]], units[here]
            length, spoken = int(new.lengths[ordinal]), days.get(ordinal, ())
            number, codes = kept.first + ordinal, [each[1] for each in mine]
            in_text = new.worded[ends[ordinal] : ends[ordinal + 1]]
            value, apart = packed(
                number, kept.number, ordinal, ordinal_day, length, spoken, codes, some, row.id
            )
            more: dict[str, Any] = {"worded": worded(ordered[here].searchsorted(in_text))}
            more |= {"units": apart} if apart else {}
            more |= {"said": said[ordinal]} if ordinal in said else {}
            if spoken:
                more["days"] = [{"gte": first, "lte": last} for first, last in spoken]
                more["begins"] = sorted({first for first, _ in spoken})
            yield f'{action}{number}"}}}}\n'
            yield (
                f'{shared}"number":{number},"ordinal":{ordinal},'
                f'"since":"{stayed.get(ordinal, kept.moment)}","packed":"{value}",'
                f'"kind":"{kind}","section":{_text(section)},"place":{place},"start":{start},'
                f'"end":{end},"text":{_text(row.body[start:end])},{_members(more)}'
                f'"f":{_features(mine, some, length, self.average, B)}}}\n'
            )

    def _shared(self, kept: Kept, published: str | None) -> str:
        """What all passages of an article say alike: the beginning of each document."""
        row = kept.new.article
        said = {"article": kept.number, "article_id": row.id, "gen": self.gen} | self._mark
        said |= {"published": published} if published else {}
        said |= {"outlet": row.outlet} if row.outlet else {}
        said |= {"until": kept.until} if kept.until else {}
        return f"{{{_members(said)}"

    def _action_of(self, article: int) -> str:
        """The action of each of its passages, up to the passage's number."""
        return f'{{"index":{{"_index":"{self._of["passages"]}","routing":"{article}","_id":"'

    def _article(self, kept: Kept, terms: Sequence[_Term], shared: Mapping[str, Any]) -> str:
        """The document of an article, with its own terms; of frequencies that no feature tells,
        themselves."""
        new, row = kept.new, kept.new.article
        units = np.bincount(new.term_of, new.units, minlength=len(terms)).astype(int).tolist()
        length = int(new.lengths.sum())
        many = [at for at, some in enumerate(units) if some > MOST_UNITS]
        document = {
            **shared,
            **{name: getattr(row, name) for name in _SHOWN},
            "key": row.key,
            "length": length,
        }
        if row.published:
            document["month"] = row.published[:7]
        if many:
            known = kept.words.terms
            often = (spaceless(known[new.numbers[at]]) for at in many)
            document["many"] = units_text(often, [units[at] for at in many])
        return _spliced(document, "g", _features(terms, units, length, self.usual, B_ARTICLE))

    def _written_of(self, words: TermNumbers) -> _Written:
        for known, written in self._written:
            if known is words:
                return written
        self._written.append((words, _Written(words)))
        return self._written[-1][1]


_Term: TypeAlias = tuple[str, bytes]
"""A term's feature as JSON, with a colon after it, and its code."""


class _Written(dict[int, _Term]):
    """Terms by their numbers."""

    def __init__(self, words: TermNumbers) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, number: int) -> _Term:
        term = self._words.terms[number]
        self[number] = f"{encode_basestring(feature(term))}:", code(term)
        return self[number]


def _features(
    terms: Sequence[_Term], units: Sequence[int], length: int, average: float, b: float
) -> str:
    """The features of one text, as JSON."""
    each = {some: f"{saturated(some, length, average, b):.6g}" for some in set(units)}
    return "".join(
        ("{", ",".join([term[0] + each[n] for term, n in zip(terms, units, strict=True)]), "}")
    )


def _action(index: str, key: int) -> str:
    return f'{{"index":{{"_index":"{index}","_id":"{key}"}}}}\n'


def _line(document: Mapping[str, Any]) -> str:
    return f"{_json(document)}\n"


def _spliced(document: Mapping[str, Any], field: str, value: str) -> str:
    """The document as a line, with a field whose value is JSON already."""
    return f'{{{_members(document)}"{field}":{value}}}\n'


def _members(document: Mapping[str, Any]) -> str:
    """The members of an object as JSON, with a comma after each."""
    return f"{_json(document)[1:-1]}," if document else ""


def _text(text: str | None) -> str:
    """The text as JSON: several times as fast as what takes anything."""
    return "null" if text is None else encode_basestring(text)


def _by_ordinal(rows: Sequence[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
    """The days that each passage speaks of, by their first day, each once."""
    return {
        ordinal: sorted({(first, last) for _, first, last in of_passage})
        for ordinal, of_passage in groupby(sorted(rows), key=lambda row: row[0])
    }


def _said(new: Inverted) -> dict[int, list[Sequence[Any]]]:
    """Who says what in each passage: the rows whose verb stands in it."""
    found: dict[int, list[Sequence[Any]]] = {}
    for row in sorted(new.speaking):
        for ordinal, (*_, start, end) in enumerate(new.passages):
            if start <= row[0] < end:
                found.setdefault(ordinal, []).append(list(row))
                break
    return found
