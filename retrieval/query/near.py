"""Terms that count, too, where a word of a question is searched for, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.analysis.frequent_terms import term_frequency
from retrieval.index.bm25 import weighed
from retrieval.languages.detection import DEFAULT
from retrieval.query.compounds import halves
from retrieval.query.vocabulary import Vocabulary
from retrieval.snapshot import Snapshot
from retrieval.spelling.aliases import Aliases
from retrieval.spelling.candidates import Reading
from retrieval.spelling.countries import kin
from retrieval.spelling.meanings import in_other_words
from retrieval.spelling.months import month_terms, months_of
from retrieval.spelling.places import also_named

NEAR: Final = 0.7
"""What a word counts that is near in meaning to the reader's."""
KIN: Final = 0.4
"""What a word counts that names a country, or its people, as the reader\'s does in another way."""
MEANT: Final = 0.7
"""What a word counts that means the same in another language."""
HALF: Final = 0.6
"""What a word counts that is one of two that the reader's is put together from."""


def also_searched(
    snapshot: Snapshot, word: str, term: str, code: str, *, known: bool
) -> dict[str, float]:
    """The terms that stand for a word of a question in that language, beside its own, and what
    each counts; `known`: the coverage has its own."""
    near = _near(word, term, code, snapshot.aliases) | _elsewhere(word, code, snapshot.languages)
    return near if known else near | _halves(snapshot, word, code)


def named_elsewhere(
    snapshot: Snapshot, words: Mapping[str, str], code: str
) -> Mapping[str, Mapping[str, float]]:
    """For those of a question's words, by term, of which it is known how the coverage's other
    languages say them (places, months, words that news is written with), the terms there."""
    others = [each for each in snapshot.languages if each != code]
    if not others:
        return {}
    found = also_named(words, code, others)
    for term, word in words.items():
        month = months_of(code).get(word.casefold())
        if month is not None:
            of_month = {form: 1.0 for other in others for form in month_terms(other)[month]}
            found[term] = found.get(term, {}) | of_month
        if meant := in_other_words(term, code, others):
            found[term] = dict.fromkeys(meant, MEANT) | found.get(term, {})
    return found


def spelt(
    snapshot: Snapshot, vocabulary: Vocabulary, word: str, term: str, code: str, near: Iterable[str]
) -> tuple[Reading, ...]:
    """The coverage's own spellings of a word of a question in that language, `near` which stand
    the terms that count for it, too: in other languages by their sound."""
    if snapshot.languages == (code,):
        return vocabulary.readings(word, term, snapshot.aliases)
    known = vocabulary.known.get(term) or vocabulary.any_of(list(near))
    found = vocabulary.readings(word, term, snapshot.aliases, known=known)
    heard = vocabulary.heard(word, code, snapshot.languages, known=known is not None)
    return (*found, *heard)


def names_something(
    vocabulary: Vocabulary, near: Mapping[str, float], variants: Sequence[Reading]
) -> bool:
    """Whether the coverage writes what stands for a word in its languages with a capital letter."""
    same = [term for term, counts in near.items() if counts == 1.0]
    known = vocabulary.any_of(same) or next((each.word for each in variants), None)
    return known is not None and known.name


def _halves(snapshot: Snapshot, word: str, code: str) -> dict[str, float]:
    """The two terms, of which a word may be put together, that the coverage has both; of several
    such the rarest."""
    pairs = halves(word, code)
    if not pairs:
        return {}
    wanted = list(dict.fromkeys(term for pair in pairs for term in pair))
    held = snapshot.stored.words(wanted).values()
    idf = {each.term: each.idf for each in weighed(snapshot.stored.extent.passages, held)}
    known = [pair for pair in pairs if idf.keys() >= {*pair}]
    rarest = max(known, key=lambda pair: min(idf[pair[0]], idf[pair[1]]), default=())
    return dict.fromkeys(rarest, HALF)


def _near(word: str, term: str, code: str, aliases: Aliases) -> dict[str, float]:
    """Terms near in meaning to the word's, each with what it counts."""
    country = word[0].isupper() or not term_frequency(word, term, code)  # turkey is a bird, too
    country = country and code == DEFAULT
    near = dict.fromkeys(kin(term, capital=word[0].isupper()), KIN) if country else {}
    return near | dict.fromkeys(aliases.near(term), NEAR)


def _elsewhere(word: str, code: str, languages: Sequence[str]) -> dict[str, float]:
    """The terms of a word of the language without its accents, and in the other `languages`."""
    own = analyser(code)
    found = own.readings(word) if own.code != DEFAULT else ()
    near = dict.fromkeys(found[1:] if own.letters_a_word == 1 else (), 1.0)
    for other in (analyser(each) for each in languages if each != code):
        several = other.readings(word)
        if other.letters_a_word == 1 or len(several) == 1:
            near |= dict.fromkeys(several, 1.0)
    return near
