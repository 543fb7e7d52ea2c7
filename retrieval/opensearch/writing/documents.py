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
from retrieval.opensearch.terms import (
    MOST_UNITS,
    code,
    feature,
    packed,
    saturated,
    spaceless,
    units_text,
    worded,
)
from retrieval.store.origins import Origin
from retrieval.stored.articles import ArticleRow

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
    """Writes articles down for `indices`, as of the generation `gen`. Features are made for the
    average length of a passage, and the usual one of an article."""

    def __init__(self, indices: Indices, gen: int, average: float, usual: float) -> None:
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
        } | ({"until": kept.until} if kept.until else {})
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
        ordered = new.term_of[order]
        term_of, units = ordered.tolist(), new.units[order].tolist()
        ends = np.cumsum([0, *new.lengths]).tolist()
        days = _by_ordinal(new.days)
        said = _said(new)
        published = row.published[:10] if row.published else None
        ordinal_day = date.fromisoformat(published).toordinal() if published else 0
        for ordinal, (kind, place, section, start, end) in enumerate(new.passages):
            here = slice(bounds[ordinal], bounds[ordinal + 1])
            mine, some = [terms[each] for each in term_of[here]], units[here]
            length, spoken = int(new.lengths[ordinal]), days.get(ordinal, ())
            number, codes = kept.first + ordinal, [each[1] for each in mine]
            in_text = new.worded[ends[ordinal] : ends[ordinal + 1]]
            value, apart = packed(
                number, kept.number, ordinal, ordinal_day, length, spoken, codes, some, row.id
            )
            document: dict[str, Any] = {
                "number": number,
                "article": kept.number,
                "article_id": row.id,
                "ordinal": ordinal,
                "since": stayed.get(ordinal, kept.moment),
                "gen": self.gen,
                "packed": value,
                "kind": kind,
                "section": section,
                "place": place,
                "start": start,
                "end": end,
                "text": row.body[start:end],
                "worded": worded(ordered[here].searchsorted(in_text)),
            }
            document |= {"published": published} if published else {}
            document |= {"outlet": row.outlet} if row.outlet else {}
            document |= {"until": kept.until} if kept.until else {}
            document |= {"units": apart} if apart else {}
            document |= {"said": said[ordinal]} if ordinal in said else {}
            if spoken:
                document["days"] = [{"gte": first, "lte": last} for first, last in spoken]
                document["begins"] = sorted({first for first, _ in spoken})
            yield _action(self._of["passages"], number, kept.number)
            yield _spliced(document, "f", _features(mine, some, length, self.average, B))

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


def _action(index: str, key: int, routing: int | None = None) -> str:
    if routing is None:
        return f'{{"index":{{"_index":"{index}","_id":"{key}"}}}}\n'
    return f'{{"index":{{"_index":"{index}","_id":"{key}","routing":"{routing}"}}}}\n'


def _line(document: Mapping[str, Any]) -> str:
    return f"{json.dumps(document, ensure_ascii=False, separators=(',', ':'))}\n"


def _spliced(document: Mapping[str, Any], field: str, value: str) -> str:
    """The document as a line, with a field whose value is JSON already."""
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f'{plain[:-1]},"{field}":{value}}}\n'


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
