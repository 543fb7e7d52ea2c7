"""A question -> its terms, weighed, with the coverage's own spellings of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple

from retrieval.analysis.analysers import asked_tokens
from retrieval.analysis.frequent_terms import term_frequency
from retrieval.analysis.terms import fold
from retrieval.analysis.terms import term as term_of
from retrieval.days.moment import TimeContext
from retrieval.index.bm25 import joined
from retrieval.index.bm25 import weighed as weigh
from retrieval.languages.cues import tells_names
from retrieval.languages.detection import DEFAULT, language
from retrieval.languages.english.stop_words import STOP_WORDS
from retrieval.languages.written import asked_in, foreign_to, spoken_in
from retrieval.query.near import also_searched, named_elsewhere, names_something, spelt
from retrieval.query.phrases import Phrase, is_quoted, phrases
from retrieval.query.vocabulary import Vocabulary
from retrieval.snapshot import Snapshot
from retrieval.spelling.candidates import Reading
from retrieval.spelling.typos import slips_of
from retrieval.stored.terms import Term

LONGEST: Final = 64
"""A question's terms; of a longer one the rarest are searched for."""
REPAIRED: Final = 16
"""Words that the coverage lacks, of one question, for which its own spellings are looked up: words
with a capital letter first. Any further ones count as unknown."""
_READER: Final = "i"
"""Who asks, where the coverage has no such word; it is no stop word for World War I's sake."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as searched for.

    `language` is the code of that in which it is read, one of the coverage's where it may be in
    one of these; `spoken` of that which it is in; `foreign`: the coverage lacks that one.
    `idf` has the distinct terms in the question's order; a term that the coverage lacks weighs as
    much as one that a single passage holds. `question_term` gives, for each of the coverage's
    terms that stands for a term of the question, that term. `unknown` are the words, as the reader
    wrote them, that the coverage never uses; `read_as` those that were read as another spelling.
    `names` are the terms of words with a capital letter inside the question, `known_names` those
    that the coverage writes so; `everyday` words, by term, are frequent in the language, and that
    the coverage lacks them says nothing: they are not in `idf`. `day_terms` are those that say
    which day it asks about; `phrases` what a passage must hold as such. `rarest` is the
    idf of a term that a single passage holds.
    """

    text: str
    language: str
    spoken: str
    foreign: bool
    idf: Mapping[str, float]
    terms: tuple[Term, ...]
    question_term: Mapping[str, str]
    unknown: tuple[str, ...]
    read_as: tuple[tuple[str, str], ...]
    names: frozenset[str]
    known_names: frozenset[str]
    everyday: Mapping[str, str]
    day_terms: frozenset[str]
    phrases: tuple[Phrase, ...]
    rarest: float

    @property
    def mass(self) -> float:
        """The sum of all idf but that of the day."""
        return sum(idf for term, idf in self.idf.items() if term not in self.day_terms)

    @property
    def lacks_decisive(self) -> bool:
        """Whether the coverage never uses a name or a number of the question.

        An abbreviation may stand for words that it uses, and where all words have a capital letter
        it says nothing.
        """
        if self.names.issuperset(self.idf):
            return False
        return any(
            word[0].isdigit() or (not word.isupper() and term_of(word) in self.names)
            for word in self.unknown
        )

    def held(self, terms: Sequence[str] | set[str]) -> float:
        """The idf of the question's terms that are among `terms`, in any spelling."""
        held = {asked for term in terms if (asked := self.question_term.get(term))}
        return sum(idf for term, idf in self.idf.items() if term in held)


def read(snapshot: Snapshot, question: str, moment: TimeContext) -> Query:
    """The question's terms as the coverage spells them, but for those that say an asked day."""
    stored, aliases = snapshot.stored, snapshot.aliases
    passages = stored.extent.passages
    foreign = foreign_to(question, snapshot.languages)
    code = foreign or asked_in(question, snapshot.languages)
    words = _words(question, code, moment)
    known = stored.words_of_question(words.written)
    weighed = {term.term: term for term in weigh(passages, known.values())}
    written = _shortened(words.written, weighed)
    vocabulary = Vocabulary(stored, {term: known[term] for term in written if term in known})
    everyday = {} if foreign else _everyday(question, code, written, words.names, weighed)
    repaired = _repaired(written, weighed) - {*everyday}
    elsewhere = named_elsewhere(snapshot, written, code)
    terms: list[Term] = []
    question_term: dict[str, str] = {}
    unknown: list[str] = []
    read_as: list[tuple[str, str]] = []
    slipped: set[str] = set()
    for term, word in written.items():
        readable = term in weighed or term in repaired or aliases.others(word)
        near = also_searched(snapshot, word, term, code, known=term in weighed)
        near.update(elsewhere.get(term, {}))
        variants = spelt(snapshot, vocabulary, word, term, code, near) if readable else ()
        joint = _joint(snapshot, term, weighed.get(term), variants, near)
        if joint is None:
            slip = term not in words.names and fold(word) in slips_of(STOP_WORDS)
            if slip or term == _READER:
                slipped.add(term)
            elif term not in everyday:
                unknown.append(word)
            continue
        terms.append(joint)
        for other in (*near, *(reading.word.term for reading in variants)):
            question_term.setdefault(other, term)
        question_term[term] = term
        if foreign and names_something(vocabulary, near, variants):
            words.names.add(term)
        if term not in weighed and variants:
            read_as.append((word, variants[0].word.spelling))
    rarest = log(passages + 1)
    return Query(
        text=question,
        language=code,
        spoken=foreign or _spoken(question, code),
        foreign=foreign is not None,
        idf={term: rarest for term in written if term not in slipped and term not in everyday}
        | {term.term: term.idf for term in terms},
        terms=tuple(terms),
        question_term=question_term,
        unknown=tuple(unknown),
        read_as=tuple(read_as),
        names=frozenset(words.names),
        known_names=frozenset(
            term
            for term, word in vocabulary.known.items()
            if word.name and tells_names(code) and not term_frequency(word.spelling, term, code)
        ),
        everyday={term: word for term, word in everyday.items() if term not in question_term},
        day_terms=frozenset(words.day_terms),
        phrases=words.phrases,
        rarest=rarest,
    )


def _spoken(question: str, code: str) -> str:
    """The language that the question is in, which is read in one of the coverage's."""
    return language(question) if code == DEFAULT else spoken_in(question, code)


def _shortened(written: dict[str, str], weighed: Mapping[str, Term]) -> dict[str, str]:
    """The question's words; of more than LONGEST the rarest that the coverage has."""
    if len(written) <= LONGEST:
        return written
    rarest = sorted(weighed, key=lambda term: -weighed[term].idf)[:LONGEST]
    return {term: word for term, word in written.items() if term in rarest}


def _repaired(written: Mapping[str, str], weighed: Mapping[str, Term]) -> set[str]:
    """The terms, of those that the coverage lacks, of which other spellings are looked up."""
    lacking = [term for term in written if term not in weighed]
    return set(sorted(lacking, key=lambda term: not written[term][0].isupper())[:REPAIRED])


def _everyday(
    question: str,
    code: str,
    written: Mapping[str, str],
    names: set[str],
    weighed: Mapping[str, Term],
) -> dict[str, str]:
    """Of the words that the coverage lacks, those that are frequent in the question's language,
    and no names."""
    if code == DEFAULT and language(question) != DEFAULT:
        return {}
    lacking = ((term, word) for term, word in written.items() if term not in weighed)
    return {
        term: word
        for term, word in lacking
        if term not in names and term_frequency(word, term, code)
    }


class _Words(NamedTuple):
    """A question's words by term as written, its names, those of the day; its phrases."""

    written: dict[str, str]
    names: set[str]
    day_terms: set[str]
    phrases: tuple[Phrase, ...]


def _words(question: str, code: str, moment: TimeContext) -> _Words:
    asked = moment.asked
    found = _Words({}, set(), set(), phrases(question) if code == DEFAULT else ())
    named = tells_names(code)
    for token in asked_tokens(question, code):
        start, word = token.span[0], question[slice(*token.span)]
        of_day = asked and asked.span[0] <= start < asked.span[1]
        if of_day and not is_quoted(found.phrases, start):
            found.day_terms.add(token.term)
            if moment.places_days:
                continue  # the day is known; its words would find others
        found.written.setdefault(token.term, word)
        if start and named and word[0].isupper():
            found.names.add(token.term)
    return found


def _joint(
    snapshot: Snapshot,
    term: str,
    exact: Term | None,
    variants: Sequence[Reading],
    near: Mapping[str, float],
) -> Term | None:
    """The term with all its spellings; None where the coverage has none of them."""
    if not variants and not near:
        return exact
    stored, weights = snapshot.stored, {**near}
    weights |= {reading.word.term: reading.weight for reading in variants}
    weights.pop(term, None)
    passages, known = stored.extent.passages, stored.words(weights)
    parts = [(part, weights[part.term]) for part in weigh(passages, known.values())]
    if exact:
        parts.insert(0, (exact, 1.0))
    return joined(passages, term, parts) if parts else None
