"""What stands between two spaces -> the numbers of its terms, remembered; whole texts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from retrieval.analysis.analysers import Analyser, analyser
from retrieval.analysis.terms import plain_word, term, words_of
from retrieval.days.prefilter import SIGNS, Sign, lines_of
from retrieval.days.worded.signs import is_sign
from retrieval.inversion.inverted import TermNumbers
from retrieval.speakers.attribution import MAY_REPORT
from retrieval.speakers.worded.forms import may_report

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    from numpy.typing import NDArray

_MOST: Final = 300_000
"""Runs that are remembered, or some more: one look-up must not forget what another has found."""
_NOTHING: Final = -1
_REPORTS: Final = 1 << 20
"""The bit of a run that may report what somebody says, in other languages than English."""
_DAYS: Final = _REPORTS - 1
ENGLISH: Final = analyser("en")


class Read(NamedTuple):
    """What some texts hold: for each term, in text order, its number and its text's, and for each
    text that has any its signs of a day, and its runs that may report what somebody says."""

    numbers: NDArray[np.int64]
    texts: NDArray[np.int64]
    signs: dict[int, list[Sign]]
    reporting: dict[int, list[str]]


class Numbering:
    """Numbers terms as it meets them. A text is given as its runs, which are what stands between
    its spaces; most recur, and cost a look-up."""

    def __init__(self) -> None:
        self.words = TermNumbers()
        self._numbers: dict[str, int] = {}
        self._by_language: dict[str, _Codes] = {}

    def read(self, texts: Sequence[Sequence[str]], own: Analyser = ENGLISH) -> Read:
        """The terms of `texts`, as their language's `own` analyser makes them."""
        codes_of = self._by_language.get(own.code)
        if codes_of is None or len(codes_of) > _MOST:
            codes_of = self._by_language[own.code] = _Codes(partial(self.met, own))
        sizes = [len(runs) for runs in texts]
        coded = map(codes_of.__getitem__, chain.from_iterable(texts))
        codes = np.fromiter(coded, dtype=np.int64, count=sum(sizes))
        of_text = np.repeat(np.arange(len(texts)), sizes)
        alone = np.flatnonzero(codes > _NOTHING)
        numbers: list[int] = []  # of the terms of the others
        places: list[int] = []  # the runs that they are of
        signs: dict[int, list[Sign]] = {}
        reporting: dict[int, list[str]] = {}
        others = np.flatnonzero(codes < _NOTHING)
        for at, code, text in zip(
            others.tolist(), codes[others].tolist(), of_text[others].tolist(), strict=True
        ):
            several, sign = codes_of.several[code]
            numbers += several
            places += [at] * len(several)
            if sign.lines & _DAYS:
                signs.setdefault(text, []).append(sign)
            if sign.lines & _REPORTS or sign.word in MAY_REPORT:
                reporting.setdefault(text, []).append(sign.word)
        runs = np.concatenate([alone, np.array(places, dtype=np.int64)])
        order = runs.argsort(kind="stable")
        found = np.concatenate([codes[alone], np.array(numbers, dtype=np.int64)])
        return Read(found[order], of_text[runs[order]], signs, reporting)

    def met(self, own: Analyser, run: str) -> tuple[list[int], int]:
        """The numbers of the terms of `run`, and of which lines of forms of days it is a sign; of
        one, in other languages than English, and whether it may report."""
        if own is not ENGLISH:
            numbers = [self._number(found, word) for found, word in own.words_of(run)]
            reports = _REPORTS if may_report(own.code)(run) else 0
            return numbers, int(is_sign(own.code)(run)) | reports
        plain = plain_word(run)
        if plain:
            found = term(plain)
            return [self._number(found, plain)] if found else [], SIGNS.get(plain, 0)
        return [self._number(found, word) for found, word in words_of(run)], lines_of(run)

    def _number(self, term: str, word: str) -> int:
        words = self.words
        number = self._numbers.setdefault(term, len(words.terms))
        if number == len(words.terms):
            words.terms.append(term)
            words.spellings.append(word)
        elif word != words.spellings[number] and is_plainer(word, words.spellings[number]):
            words.spellings[number] = words.respelt[number] = word
        return number


class _Codes(dict[str, int]):
    """For each run the number of its term, _NOTHING, or a number below, by which `several` has the
    numbers of its terms and the sign that it is."""

    def __init__(self, met: Callable[[str], tuple[list[int], int]]) -> None:
        super().__init__()
        self.several: dict[int, tuple[list[int], Sign]] = {}
        self._met = met

    def __missing__(self, run: str) -> int:
        numbers, lines = self._met(run)
        if lines or len(numbers) > 1 or run in MAY_REPORT:
            code = _NOTHING - 1 - len(self.several)
            self.several[code] = numbers, Sign(run, lines)
        else:
            code = numbers[0] if numbers else _NOTHING
        self[run] = code
        return code


def is_plainer(word: str, other: str) -> bool:
    """Whether `word` stands for a term rather than the `other` of its words: it is in lower case
    or, if none is, not all in capitals; else the first in the order of letters."""
    return _plainness(word) < _plainness(other)


def _plainness(word: str) -> tuple[bool, bool, str]:
    return not word.islower(), word.isupper(), word
