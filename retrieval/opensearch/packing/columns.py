"""Passages as a cluster gave them, a column for each thing that is packed of them."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64decode
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.opensearch.packing.passages import APART, CODE, DAYS, FEW, HEAD, MANY
from retrieval.opensearch.packing.terms import code

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.stored.scored import Ints

    Which: TypeAlias = NDArray[np.intp] | NDArray[np.bool_] | list[int] | slice


class PackedPassages:
    """Passages in the order in which they were given: what `raw` has of them from these places on,
    and their `heads`, which stand there. Of those whose terms stand beside them, what stands there,
    by number."""

    def __init__(
        self,
        raw: bytes,
        begins: Ints,
        heads: NDArray[np.void],
        beside: Mapping[int, bytes] | None = None,
    ) -> None:
        self.raw, self.begins, self.heads, self.beside = raw, begins, heads, beside or {}

    @classmethod
    def of(cls, texts: Sequence[str]) -> PackedPassages:
        """What `packed` made these doc values of: a cluster writes them as in a URL."""
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) * 3 // 4
        raw, begins = urlsafe_b64decode("".join(texts)), np.cumsum(sizes) - sizes
        heads = np.frombuffer(raw, dtype=np.uint8)[begins[:, None] + np.arange(HEAD.itemsize)]
        return cls(raw, begins, heads.view(HEAD).reshape(-1))

    @classmethod
    def joined(cls, parts: Sequence[PackedPassages]) -> PackedPassages:
        """The passages of all."""
        sizes = np.cumsum([0, *(len(each.raw) for each in parts)])
        begins = [each.begins + at for each, at in zip(parts, sizes.tolist(), strict=False)]
        beside = {number: text for each in parts for number, text in each.beside.items()}
        return cls(
            b"".join([each.raw for each in parts]),
            np.concatenate([np.empty(0, dtype=np.int64), *begins]),
            np.concatenate([np.empty(0, dtype=HEAD), *(each.heads for each in parts)]),
            beside,
        )

    def __len__(self) -> int:
        return len(self.begins)

    def take(self, at: Which) -> PackedPassages:
        """Those of them, in that order."""
        return PackedPassages(self.raw, self.begins[at], self.heads[at], self.beside)

    def with_beside(self, texts: Mapping[int, str]) -> PackedPassages:
        """The same, with what stands beside those with these numbers."""
        beside = {number: b64decode(text) for number, text in texts.items()}
        return PackedPassages(self.raw, self.begins, self.heads, {**self.beside, **beside})

    @cached_property
    def numbers(self) -> Ints:
        """Their numbers."""
        return self._column("number")

    @cached_property
    def by_number(self) -> NDArray[np.intp]:
        """The places of all in the order of their numbers."""
        return np.argsort(self.numbers, kind="stable")

    @cached_property
    def articles(self) -> Ints:
        """Their articles' numbers."""
        return self._column("article")

    @cached_property
    def ordinals(self) -> Ints:
        """Their places in these."""
        return self._column("ordinal")

    @cached_property
    def published(self) -> Ints:
        """Their articles' days, 0 where none is stated."""
        return self._column("published")

    @cached_property
    def lengths(self) -> Ints:
        """How many terms each has."""
        return self._column("length")

    def lacking(self) -> Ints:
        """The places of those whose terms stand beside them, where these were not read."""
        at = np.flatnonzero(self.heads["terms"] == APART)
        return at[[number not in self.beside for number in self.numbers[at].tolist()]]

    def article_ids(self, at: Which = slice(None)) -> list[str]:
        """The ids of the articles of those at these places."""
        ends = self._names_end[at].tolist()
        sizes = self.heads["id"][at].tolist()
        return [self.raw[end - size : end].decode() for end, size in zip(ends, sizes, strict=True)]

    def told(self, at: int) -> tuple[object, ...]:
        """All but its terms of one: number, article, ordinal, day, length, days, article's id."""
        numbers = self.heads[at].tolist()[:5]
        return *numbers, self.take([at]).days()[0], self.article_ids([at])[0]

    def days(self) -> list[tuple[tuple[int, int], ...]]:
        """The days each speaks of, as first and last."""
        begins = (self.begins + HEAD.itemsize).tolist()
        sizes = (self.heads["days"].astype(np.int64) * DAYS.size).tolist()
        raw = self.raw
        return [
            tuple(DAYS.iter_unpack(raw[begin : begin + size])) if size else ()
            for begin, size in zip(begins, sizes, strict=True)
        ]

    @cached_property
    def codes(self) -> tuple[NDArray[np.uint64], Ints]:
        """The codes of the terms of all, and where those of each end."""
        codes, _ = self._said
        return np.frombuffer(b"".join(codes), dtype=CODE), self._ends

    def units(self, term: str) -> tuple[Ints, Ints]:
        """The places of those that have the term, and how often, in units."""
        codes, ends = self.codes
        at = np.flatnonzero(codes == np.frombuffer(code(term), dtype=CODE))
        return np.searchsorted(ends, at, side="right"), self._units[at]

    def pairs(self) -> list[tuple[int, int]]:
        """The codes of the terms of all, with their units, in order."""
        return sorted(zip(self.codes[0].tolist(), self._units.tolist(), strict=True))

    def _column(self, name: str) -> Ints:
        return self.heads[name].astype(np.int64)

    @cached_property
    def _names_end(self) -> Ints:
        heads = self.heads
        ends: Ints = self.begins + HEAD.itemsize + heads["days"].astype(np.int64) * DAYS.size
        ends += heads["id"].astype(np.int64)
        return ends

    @cached_property
    def _said(self) -> tuple[list[bytes], list[bytes]]:
        """The codes of each one's terms, and their units."""
        counts = np.where(self.heads["terms"] == APART, 0, self.heads["terms"]).astype(np.int64)
        begins, middles = self._names_end, self._names_end + CODE.itemsize * counts
        ends = (middles + FEW.itemsize * counts).tolist()
        raw, places = self.raw, middles.tolist()
        codes = [raw[begin:end] for begin, end in zip(begins.tolist(), places, strict=True)]
        units = [raw[begin:end] for begin, end in zip(places, ends, strict=True)]
        if self.beside:
            for at, number in enumerate(self.numbers.tolist()):
                if (said := self.beside.get(number)) is not None:
                    middle = len(said) // (CODE.itemsize + MANY.itemsize) * CODE.itemsize
                    codes[at], units[at] = said[:middle], said[middle:]
        return codes, units

    @cached_property
    def _ends(self) -> Ints:
        codes, _ = self._said
        sizes = np.fromiter(map(len, codes), dtype=np.int64, count=len(codes))
        return np.cumsum(sizes) // CODE.itemsize

    @cached_property
    def _units(self) -> Ints:
        codes, units = self._said
        if not self.beside:
            return np.frombuffer(b"".join(units), dtype=FEW).astype(np.int64)
        kinds = [
            MANY if len(some) * CODE.itemsize > len(each) * FEW.itemsize else FEW
            for each, some in zip(codes, units, strict=True)
        ]
        read = [np.frombuffer(some, dtype=kind) for some, kind in zip(units, kinds, strict=True)]
        return np.concatenate([np.empty(0, dtype=np.int64), *read])
