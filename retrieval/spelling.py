"""A question's words -> the coverage's own spellings: slips, transliterations, aliases; pure.

The coverage's words come through three callables, so that nothing here knows where they are kept:
`by_skeleton(key)` gives the names that have this `skeleton`; `by_shape(initial, shortest, longest)`
the words whose folded spelling begins with that letter and has that many letters; `by_term(terms)`
the words of those terms (some hundreds) that the coverage has. None of them need sort.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from retrieval.aliases import Aliases
from retrieval.analysis import fold, terms
from retrieval.slips import Slip, slips
from retrieval.transliteration import (
    is_cyrillic,
    latin_forms,
    likeness,
    same_name,
    skeleton,
    sounds,
)

__all__ = ["ByShape", "BySkeleton", "ByTerm", "Reading", "Word", "latin", "readings", "skeleton"]

MOST: Final = 4
"""Readings of one word."""
SHORTEST: Final = 4
"""Letters of a word that is repaired, and of a Cyrillic word that may be a name."""
SHORTEST_OF_TWO: Final = 8
"""Letters of a word in which two slips are repaired."""
REPAIRED: Final = 0.9
"""A repair weighs this, times the share of the word's letters that are right."""
UNKNOWN_ALIKE: Final = 0.55
"""The share of letters (OSA) that a name shares with its unknown other form at the least."""
CYRILLIC_ALIKE: Final = 0.86
CYRILLIC_UNLIKE_SKELETON: Final = 0.92
CYRILLIC_SMALL: Final = 0.97
"""Jaro-Winkler similarity of sounds from which on a Cyrillic word may be a name: with the same
skeleton, with another, and for a word without a capital letter."""
CLOSE: Final = 1.5
"""How far below the likeliest repair another may be to be given too; see `_likelihood`."""


class Word(NamedTuple):
    """A term of the coverage, and the spelling it mostly has there."""

    term: str
    spelling: str
    df: int
    """Passages that hold it."""
    name: bool
    """Whether the coverage writes it with a capital letter."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the coverage that the reader may mean by what was written."""

    written: str
    word: Word
    weight: float
    """From 0 to 1: 1 for an alias or another form of the name, less for a guess."""


BySkeleton: TypeAlias = Callable[[str], Sequence[Word]]
ByShape: TypeAlias = Callable[[str, int, int], Sequence[Word]]
ByTerm: TypeAlias = Callable[[Sequence[str]], Sequence[Word]]
Found: TypeAlias = list[tuple[float, Word]]


def readings(
    written: str,
    term: str,
    *,
    known: Word | None,
    by_skeleton: BySkeleton,
    by_shape: ByShape,
    by_term: ByTerm,
    aliases: Aliases,
    is_english: Callable[[str], bool] | None = None,
) -> tuple[Reading, ...]:
    """What the reader may mean by `written` beside itself, best first; at most MOST.

    `term` is the word's term and `known` the coverage's word for it, if it has one: then only
    aliases and other forms of the same name are given. No term is given twice, nor `term` itself.
    A folded word that `is_english` is never taken for a slip. Without `is_english`, slips that
    make one word of another too easily are not repaired.
    """
    word = _plain(written)
    found = _aliases(word, by_term, aliases)
    if is_cyrillic(word):
        if known is None and not found:
            found = _from_cyrillic(written, by_skeleton, by_shape, by_term, aliases)
    elif known is not None:
        found += _variants(word, by_skeleton, same_name) if known.name else []
    elif not found and word.isalpha() and word.isascii():
        english = is_english is not None and is_english(word)
        if not english or written[:1].isupper():
            found = _variants(word, by_skeleton, _alike_if_unknown)
        if not english and not (found and written[:1].isupper()):
            every = is_english is not None
            found = _repairs(written, found, by_shape, by_term, every=every) or found
    found.sort(key=lambda each: (-each[0], -each[1].df, each[1].term))
    best: dict[str, tuple[float, Word]] = {}
    for weight, other in found:
        if other.term != term:
            best.setdefault(other.term, (weight, other))
    return tuple(Reading(written, other, weight) for weight, other in list(best.values())[:MOST])


def _plain(written: str) -> str:
    """`written` as it is compared: folded, its letters and digits alone."""
    return "".join(letter for letter in fold(written) if letter.isalnum())


def _aliases(word: str, by_term: ByTerm, aliases: Aliases) -> Found:
    wanted = dict.fromkeys(term for other in aliases.others(word) for term in terms(other))
    return [(1.0, other) for other in by_term(list(wanted))] if wanted else []


def _variants(word: str, by_skeleton: BySkeleton, alike: Callable[[str, str], bool]) -> Found:
    """The names that sound like `word`, with how far they do."""
    key = skeleton(word)
    found = []
    for other in by_skeleton(key) if key else ():
        spelling = _plain(other.spelling)
        if (weight := likeness(word, spelling)) and alike(word, spelling):
            found.append((weight, other))
    return found


def _alike_if_unknown(word: str, spelling: str) -> bool:
    return OSA.normalized_similarity(word, spelling) >= UNKNOWN_ALIKE


def _repairs(
    written: str, variants: Found, by_shape: ByShape, by_term: ByTerm, *, every: bool
) -> Found:
    """The likeliest words one slip away, else two; a variant among them keeps its weight."""
    word = _plain(written)
    if len(word) < SHORTEST:
        return []
    capital = written[:1].isupper()
    found = _one_slip(word, capital, by_term, every=every)
    right = len(word) - 1
    if not found and len(word) >= SHORTEST_OF_TWO and not variants:
        found = _two_slips(word, capital, by_shape)
        right -= 1
    kept = {other.term: weight for weight, other in variants}
    weight = REPAIRED * right / len(word)
    return [(max(weight, kept.get(other.term, 0.0)), other) for other in found]


def _one_slip(word: str, capital: bool, by_term: ByTerm, *, every: bool) -> list[Word]:
    """The likeliest words of the coverage, in any of their forms, that one slip makes `word`."""
    meant: dict[str, list[Slip]] = {}
    for slip in slips(word, every=every):
        for term in terms(slip.meant):
            meant.setdefault(term, []).append(slip)
    ranked = sorted(
        (-max(_likelihood(slip, other, capital) for slip in meant[other.term]), other.term, other)
        for other in by_term(list(meant))
        if len(other.term) >= SHORTEST - 1 and other.term.isalpha()
    )
    return [other for score, _, other in ranked[:2] if score <= ranked[0][0] + CLOSE]


def _likelihood(slip: Slip, other: Word, capital: bool) -> float:
    """How likely `slip` made a form of `other`, for comparison; logarithmic.

    The noisy channel of Kernighan, Church and Gale (1990): how often the word occurs, times how
    often one slips so. The figures are by eye: letters are swapped more often than the others are
    taken for another word, first letters are rarely wrong.
    """
    score = log(other.df + 1) + 3 * (slip.kind == "swapped") - 2 * (slip.place == "first")
    score += slip.meant == _plain(other.spelling)
    return score + (other.name if capital else 0)


def _two_slips(word: str, capital: bool, by_shape: ByShape) -> list[Word]:
    """The word that begins and sounds like `word`, but for vowels, and is two slips away.

    Of words that two slips make alike without sounding so, nearly all are simply other words.
    """
    key = skeleton(word)
    near = [
        other for other in by_shape(word[0], len(word) - 2, len(word) + 2) if other.term.isalpha()
    ]
    matches = process.extract(
        word,
        [_plain(other.spelling) for other in near],
        scorer=OSA.distance,
        score_cutoff=2,
        limit=None,
    )
    best = sorted(
        (distance, capital and not near[at].name, -near[at].df, near[at].term, near[at])
        for spelling, distance, at in matches
        if skeleton(spelling) == key
    )
    return [best[0][-1]] if best else []


def _from_cyrillic(
    written: str, by_skeleton: BySkeleton, by_shape: ByShape, by_term: ByTerm, aliases: Aliases
) -> Found:
    """The names that the Cyrillic word, in any case, may be."""
    found: Found = []
    capital = written[:1].isupper()
    if written.lower() in _ASKING:
        return []
    forms = [form for form in latin_forms(written) if len(form) >= SHORTEST]
    for form in forms:
        found += [(1.0, other) for other in by_term(terms(form)) if other.name]
        found += _aliases(form, by_term, aliases)
        key = skeleton(form)
        names = by_skeleton(key) if key else ()
        found += _alike(form, names, CYRILLIC_ALIKE if capital else CYRILLIC_SMALL)
    if capital and not found:
        for form in forms:
            if len(skeleton(form)) < SHORTEST - 1 or len(sounds(form)) < SHORTEST:
                continue
            for initial in _INITIALS.get(sounds(form)[:1], sounds(form)[:1]):
                near = by_shape(initial, len(form) - 1, len(form) + 1)
                found += _alike(form, near, CYRILLIC_UNLIKE_SKELETON)
    return found


_ASKING: Final = frozenset(
    """
    где зачем как какая каких какие каков какова каково каковы какого какой какую когда который
    назовите почему сколько чего чему
    де коли навіщо скільки хто чому яка яке який яких якого які якій
    """.split()
)
"""Russian and Ukrainian words that open a question, often with a capital letter, and are no names."""

_INITIALS: Final = {"v": "vwf", "h": "hgk", "k": "kc", "s": "sczj", "i": "iy", "e": "ey"}
"""The letters with which English writes a first sound."""


def _alike(form: str, near: Sequence[Word], least: float) -> Found:
    """The names of `near` that sound like `form`, last vowels apart."""
    sound = _unvowelled(sounds(form))
    found = []
    for other in near:
        if other.name:
            spelling = _unvowelled(sounds(_plain(other.spelling)))
            alike = JaroWinkler.normalized_similarity(sound, spelling, score_cutoff=least)
            if alike >= least:
                found.append((alike, other))
    return found


def _unvowelled(sound: str) -> str:
    return sound.rstrip("aeiou") or sound
