"""Questions that the coverage answers, for a reader whose question it does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Final, NamedTuple

from retrieval.analysis.analysers import analyser
from retrieval.analysis.terms import fold
from retrieval.answering.confidence import sureness
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.days.dates import MONTHS, WEEKDAYS
from retrieval.languages.frequencies import frequency
from retrieval.languages.suggestions import SUGGESTIONS, Suggestions
from retrieval.query.question import Question, understood
from retrieval.ranking.search import SearchResult, search
from retrieval.snapshot import Snapshot
from retrieval.spelling.countries import kin

ASKED: Final = 2
"""Suggestions that are asked, to see whether they are answered, and so many are offered at most."""
WEEK: Final = 6
"""Days before the newest of the coverage that are offered with it."""
_HEADLINES: Final = 3
_OPENING: Final = 2_000
"""Characters of an article in which names are looked for."""
_OF_DAYS: Final = frozenset((*MONTHS, *WEEKDAYS))
_OPENS: Final = re.compile(r"(?:^|[.!?…\n]\s*|[(«„“\"]\s*)$")
_WITHIN: Final = re.compile(r"(?<=[\w,;–—] )\w[\w'’]+")
_LAST_TWO: Final = re.compile(r"(?<= )\S+ \S+$")  # before them stands what is no name, or a title
_PEOPLE: Final = re.compile("(?:ians?|ish|ese|ans?)$")
_STEM, _ENDING = 3, 2
"""Letters of a name that stay when its case changes, at least, and those that may change."""
_LONGEST: Final = 200
"""Characters of a question that is offered with other days."""


def suggested(
    snapshot: Snapshot, question: Question, found: SearchResult, threshold: float
) -> tuple[str, ...]:
    """Questions near the one asked that are answered with a confidence of `threshold`."""
    moment = question.moment
    spoken = found.hits[0].passage.language if found.hits else snapshot.languages[0]
    forms = SUGGESTIONS.get(spoken, SUGGESTIONS[DEFAULT])
    if moment.beyond or found.outside:
        offered = _of_the_last_week(question, forms)
    else:
        names = _names(snapshot, question, found, spoken)
        offered = (forms.about.format(name=name) for name in names)
    tried = islice(_each_once(offered), ASKED)
    return tuple(each for each in tried if _is_answered(snapshot, question, each, threshold))


def _each_once(texts: Iterable[str]) -> Iterator[str]:
    """The texts in their order, none again; each is taken only when it is asked for."""
    met: set[str] = set()
    for text in texts:
        if text not in met:
            met.add(text)
            yield text


def _is_answered(snapshot: Snapshot, question: Question, words: str, threshold: float) -> bool:
    key = words, question.moment.asked_on, question.limits, threshold
    known = snapshot.answered.get(key)
    if known is None:
        known = _asked(snapshot, question, words, threshold)
        snapshot.answered.put(key, known, 1)
    return known


def _asked(snapshot: Snapshot, question: Question, words: str, threshold: float) -> bool:
    asked = understood(snapshot, words, question.moment.asked_on, question.limits)
    inside = snapshot.within(asked.limits)
    found = search(inside, asked.query, asked.moment, limit=1)
    if not found.hits or found.outside or found.unphrased:
        return False
    return sureness(asked, found) >= threshold


def _of_the_last_week(question: Question, forms: Suggestions) -> Iterator[str]:
    """The question about the coverage's last week, and what happened in it."""
    moment, text = question.moment, question.text
    if moment.newest is None:
        return
    first, last = (forms.dated(day) for day in (moment.newest - timedelta(WEEK), moment.newest))
    asked = moment.asked.written if moment.asked and forms.days else ""
    if asked and len(text) <= _LONGEST and text.count(asked) == 1:
        yield text.replace(asked, forms.days.format(first=first, last=last))
    yield forms.between.format(first=first, last=last)


def _names(
    snapshot: Snapshot, question: Question, found: SearchResult, spoken: str
) -> Iterator[str]:
    """Names of the question that the best passage has, then that passage's own, its article's and
    those of the newest headlines."""
    query = question.query
    asked = query.names | query.known_names
    forms = SUGGESTIONS.get(spoken, SUGGESTIONS[DEFAULT])
    texts = list(_texts(snapshot, question, found)) if forms.bends else None
    within = _within_sentences(texts or ())
    for text in texts or _texts(snapshot, question, found):
        named = [
            (name.written, asked.isdisjoint(map(query.question_term.get, name.terms)))
            for name in _names_in(snapshot, text, spoken)
            if not forms.bends
            or (name.opens and (" " in name.written or _key(name.written) in within))
        ]
        named.sort(key=lambda name: name[1])
        for written, unasked in named:
            if not forms.names_nouns or not unasked:
                yield written
            elif name := _LAST_TWO.search(written):
                yield name[0]


def _within_sentences(texts: Iterable[str]) -> frozenset[str]:
    """The words that have a capital letter where no sentence opens, without their endings."""
    return frozenset(
        _key(word) for text in texts for word in _WITHIN.findall(text) if word[0].isupper()
    )


def _key(name: str) -> str:
    word = name.partition(" ")[0].casefold()
    return word[: max(_STEM, len(word) - _ENDING)]


def _texts(snapshot: Snapshot, question: Question, found: SearchResult) -> Iterator[str]:
    for hit in found.hits[:1]:
        yield hit.passage.text
        yield found.articles[hit.passage.article_id].headline
        yield found.articles[hit.passage.article_id].body[:_OPENING]
    yield from snapshot.stored.headlines(_HEADLINES, question.limits.as_of)


class _Name(NamedTuple):
    """A name as written, of one word or of several, and their terms."""

    written: str
    terms: tuple[str, ...]
    opens: bool  # a sentence


def _names_in(snapshot: Snapshot, text: str, spoken: str) -> list[_Name]:
    """The names in the text, but for those of days and of a country's people: what the coverage
    writes with a capital letter alone, and the language does not use otherwise."""
    words = [
        word
        for word in analyser(spoken).tokens(text)
        if _is_name(text[slice(*word.span)], word.term)
    ]
    known = snapshot.stored.words({word.term for word in words})
    found: list[_Name] = []
    end = -1
    for word in words:
        start, written = word.span[0], text[slice(*word.span)]
        if word.term not in known or not known[word.term].name:
            continue
        if found and start == end + 1 and text[end] == " ":
            last = found.pop()
            found.append(
                last._replace(written=f"{last.written} {written}", terms=(*last.terms, word.term))
            )
        else:
            found.append(_Name(written, (word.term,), bool(_OPENS.search(text[:start]))))
        end = word.span[1]
    return found


def _is_name(word: str, term: str) -> bool:
    if not (word[0].isupper() and word.isalpha()) or word in _OF_DAYS:
        return False
    return not (frequency(fold(word)) or frequency(term) or (_PEOPLE.search(word) and kin(term)))
