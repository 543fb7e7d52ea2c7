"""A question's words -> the coverage's own spellings: slips, transliterations, aliases; pure.

The coverage's words come through three callables, so that nothing here knows where they are kept:
`by_skeleton(key)` gives the names that have this `skeleton`; `by_shape(initial, shortest, longest)`
the names whose folded spelling begins with that letter and has that many letters; `by_term(terms)`
the words of those terms (some hundreds) that the coverage has. None of them need sort.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from retrieval.analysis.terms import fold, terms, terms_of
from retrieval.spelling.aliases import Aliases
from retrieval.spelling.cyrillic import ASKING, cases, is_cyrillic, latin
from retrieval.spelling.transliteration import heard_alike, likeness, same_name, skeleton, sounds
from retrieval.spelling.typos import Slips, slips

__all__ = [
    "ByShape",
    "BySkeleton",
    "ByTerm",
    "Reading",
    "Word",
    "latin",
    "plain",
    "readings",
    "skeleton",
]

MOST: Final = 4
"""Readings of one word."""
SHORTEST: Final = 4
"""Letters of a word that is repaired, and of a Cyrillic word that may be a name."""
LONGEST: Final = 40
"""Letters of a word that may be another; no name is longer, and a slip could be anywhere in it."""
REPAIRED: Final = 0.9
"""A repair weighs this, times the share of the word's letters that are right."""
UNKNOWN_ALIKE: Final = 0.55
"""The share of letters (OSA) that a name shares with its unknown other form at the least."""
COGNATE: Final = 0.93
"""Likeness of sounds from which on a Cyrillic word may be one that is no name (протеин)."""
CYRILLIC_ALIKE: Final = 0.86
CYRILLIC_UNLIKE_SKELETON: Final = 0.92
CYRILLIC_SMALL: Final = 0.97
"""Jaro-Winkler similarity of sounds from which on a Cyrillic word may be a name: with the same
skeleton, with another, and for a word without a capital letter."""
LIKELY: Final = 100
"""Names that are nearest to a Cyrillic word letter by letter, and then compared by sound."""
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
GREETINGS: Final = frozenset("goodbye greetings hello please sorry thank thanks welcome".split())
"""Words that are no slips, though a letter makes others of them."""
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
    word = plain(written)
    if len(word) > LONGEST:
        return ()
    found = _aliases(word, by_term, aliases)
    if is_cyrillic(word):
        if known is None and not found:
            found = _from_cyrillic(written, by_skeleton, by_shape, by_term, aliases)
    elif known is not None:
        found += _variants(word, term, by_skeleton, same_name) if known.name else []
    elif not found and word.isalpha() and word.isascii():
        english = is_english is not None and is_english(word)
        if not english or written[:1].isupper():
            found = _variants(word, term, by_skeleton, _alike_if_unknown)
        if not english and word not in GREETINGS and not (found and written[:1].isupper()):
            every = is_english is not None
            found = _repairs(written, found, by_term, every=every) or found
    found.sort(key=lambda each: (-each[0], -each[1].df, each[1].term))
    best: dict[str, tuple[float, Word]] = {}
    for weight, other in found:
        if other.term != term:
            best.setdefault(other.term, (weight, other))
    return tuple(Reading(written, other, weight) for weight, other in list(best.values())[:MOST])


def plain(written: str) -> str:
    """`written` as it is compared: folded, its letters and digits alone."""
    folded = fold(written)
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def _aliases(word: str, by_term: ByTerm, aliases: Aliases) -> Found:
    wanted = dict.fromkeys(term for other in aliases.others(word) for term in terms(other))
    return [(1.0, other) for other in by_term(list(wanted))] if wanted else []


def _variants(
    word: str, term: str, by_skeleton: BySkeleton, alike: Callable[[str, str], bool]
) -> Found:
    """The names but `term` itself that sound like `word`, with how far they do."""
    key = skeleton(word)
    found = []
    for other in by_skeleton(key) if key else ():
        if not other.name or other.term == term:
            continue
        spelling = plain(other.spelling)
        if alike(word, spelling) and (weight := likeness(word, spelling)):
            found.append((weight, other))
    return found


def _alike_if_unknown(word: str, spelling: str) -> bool:
    return OSA.normalized_similarity(word, spelling) >= UNKNOWN_ALIKE


def _repairs(written: str, variants: Found, by_term: ByTerm, *, every: bool) -> Found:
    """The likeliest words one slip away; a variant among them keeps its weight."""
    word = plain(written)
    if len(word) < SHORTEST:
        return []
    kept = {other.term: weight for weight, other in variants}
    weight = REPAIRED * (len(word) - 1) / len(word)
    found = _one_slip(word, written[:1].isupper(), by_term, every=every)
    return [(max(weight, kept.get(other.term, 0.0)), other) for other in found]


def _one_slip(word: str, capital: bool, by_term: ByTerm, *, every: bool) -> list[Word]:
    """The likeliest words of the coverage, in any of their forms, that one slip makes `word`."""
    found: dict[str, list[tuple[str, Slips]]] = {}
    for some in slips(word, every=every):
        for term, meant in zip(terms_of(some.meant), some.meant, strict=True):
            found.setdefault(term, []).append((meant, some))
    ranked = sorted(
        (-max(_likelihood(*slip, other, capital) for slip in found[other.term]), other.term, other)
        for other in by_term(list(found))
        if len(other.term) >= SHORTEST - 1 and other.term.isalpha()
    )
    return [other for score, _, other in ranked[:2] if score <= ranked[0][0] + CLOSE]


def _likelihood(meant: str, slip: Slips, other: Word, capital: bool) -> float:
    """How likely a `slip` from what was `meant`, a form of `other`; logarithmic, to be compared.

    The noisy channel of Kernighan, Church and Gale (1990): how often the word occurs, times how
    often one slips so. The figures are by eye: letters are swapped more often than the others are
    taken for another word, first letters are rarely wrong.
    """
    score = log(other.df + 1) + 3 * (slip.kind == "swapped") - 2 * (slip.place == "first")
    score += meant == plain(other.spelling)
    return score + (other.name if capital else 0)


def _from_cyrillic(
    written: str, by_skeleton: BySkeleton, by_shape: ByShape, by_term: ByTerm, aliases: Aliases
) -> Found:
    """The names that the Cyrillic word, in any case, may be."""
    found: Found = []
    capital = written[:1].isupper()
    if written.lower() in ASKING:
        return []
    for form in cases(written):
        found += _aliases(fold(form), by_term, aliases)
    forms = [form for form in dict.fromkeys(map(latin, cases(written))) if len(form) >= SHORTEST]
    for form in forms:
        found += [(1.0, other) for other in by_term(terms(form)) if other.name]
        found += _aliases(form, by_term, aliases)
        key = skeleton(form)
        names = by_skeleton(key) if key else ()
        found += _alike(form, names, CYRILLIC_ALIKE if capital else CYRILLIC_SMALL)
    if capital and not found and forms:
        found = _from_its_sound(forms, by_shape)
    return found


def _from_its_sound(forms: Sequence[str], by_shape: ByShape) -> Found:
    """The names, with whatever skeleton, that sound like one of a word's forms."""
    stem = min(forms, key=len)
    sound = sounds(stem)
    if len(sound) < SHORTEST:
        return []
    found: Found = []
    for initial in _INITIALS.get(sound[0], sound[0]):
        near = by_shape(initial, len(stem) - 1, len(stem) + 1)
        likely = process.extract(
            stem,
            [other.spelling.lower() for other in near],
            scorer=JaroWinkler.normalized_similarity,
            limit=LIKELY,
        )
        names = [near[at] for _, _, at in likely]
        for form in forms:
            found += _alike(form, names, CYRILLIC_UNLIKE_SKELETON)
    return found


_INITIALS: Final = {"v": "vwf", "h": "hgk", "k": "kc", "s": "sczj", "i": "iy", "e": "ey"}
"""The letters with which English writes a first sound."""


def _alike(form: str, near: Sequence[Word], least: float) -> Found:
    """The names of `near` that sound like `form`, and words that sound very much like it."""
    heard = [
        (heard_alike(form, plain(other.spelling) if other.name else other.term), other)
        for other in near
    ]
    return [
        (alike, other)
        for alike, other in heard
        if alike >= (least if other.name else max(least, COGNATE)) and (other.name or len(form) > 5)
    ]
