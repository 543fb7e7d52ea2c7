"""Calls of all that is asked of a coverage, and what they tell, whatever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, Final

import numpy as np

from retrieval.analysis.terms import terms
from retrieval.articles.passages import split
from retrieval.index.bm25 import joined, weighed
from retrieval.model import article_key
from retrieval.stored.coverage import StoredCoverage
from retrieval.stored.limits import Limits
from retrieval.stored.scored import Scored, none_scored
from retrieval.stored.terms import Term
from tests.opensearch.contract.corpus import BEGAN, LONG

Call = Callable[[StoredCoverage], Any]
MANY: Final = 20_000
"""More than a cluster gives at once."""
_DAY: Final = date(2024, 3, 5)
_DAYS: Final = (
    (_DAY, _DAY),
    (date(2024, 2, 1), date(2024, 3, 31)),
    (date(1900, 1, 1), date(1900, 1, 2)),
    (date.min, date.min),
    (date.max, date.max),
)
_KS: Final = (0, 1, 7, 200, MANY)
_LISTS: Final = (
    ("ferry",),
    ("ferry", "siege", "winter"),
    ("мост", "днепр"),
    ("橋",),
    (LONG,),
    ("U.S.A.", "3.14", "a.b.c", "node.js"),
    ("nowhere",),
    (),
    ("the", "same", "words", "stand", "here", "minister", "grain", "contract"),
)
_PATHS: Final = (
    "news news/ news/a1 n*ws ne?s news_ news% новости 橋 news.d News a0 * ? news// / none".split()
)
_OUTLETS: Final = ("paper 1", "Paper 1", "paper", "Вести", "新聞", "Star * and ?", "*", "", "none")
_LIMITS: Final = (
    *(Limits(path=each) for each in (*_PATHS, "")),
    *(Limits(outlet=each) for each in _OUTLETS),
    Limits(),
    *(
        Limits(as_of=date(*day))
        for day in ((1990, 1, 1), (2024, 3, 1), (2024, 3, 5), (9999, 12, 31))
    ),
    *(Limits(since=date(*day)) for day in ((1, 1, 1), (2024, 3, 1), (2024, 3, 5), (2024, 3, 4))),
    *(Limits(since=BEGAN.replace(hour=hour, minute=30)) for hour in (7, 8, 9, 10)),
    Limits(since=datetime(2024, 3, 2, 9, 59, 59, tzinfo=UTC)),
    Limits(since=datetime(2024, 3, 2, 10, tzinfo=UTC)),
    Limits(since=datetime(2024, 3, 4, 9, 59, 59, tzinfo=UTC)),
    Limits(as_of=date(2024, 3, 5), since=date(2024, 3, 1), outlet="paper 1", path="a"),
)
_READ: Final = (
    "a01 a06 a14 a15 a36 late cjk cyrillic words wire0 wire2 embargoed soon wide o/3 новости 橋"
    " ne?s"
).split()
_IDS: Final = (
    "a01 a05 a06 late news/a1 ne?s/a1 новости/мост 橋/一 news.d/a.1 embargoed soon withheld none "
    "address/old address/new"
).split()


def terms_of(stored: StoredCoverage, *words: str) -> list[Term]:
    """The coverage's terms for these words."""
    known = stored.words(chain.from_iterable(map(terms, words)))
    return weighed(stored.extent.passages, known.values())


def keys(stored: StoredCoverage, scored: Scored) -> list[tuple[str, int]]:
    """The passages by what says the same wherever they are kept."""
    return [(article.id, passage.start) for passage, article in stored.passages(scored)]


def told(stored: StoredCoverage, scored: Scored) -> list[tuple[Any, ...]]:
    """All that is told of passages as they are found, but for what numbers them."""
    columns = scored.scores.round(9), scored.ordinals, scored.published
    return list(zip(keys(stored, scored), *(each.tolist() for each in columns), strict=True))


def _numbers(values: Any) -> Any:
    return np.asarray(values, dtype=float).round(9).tolist()


def _some(stored: StoredCoverage) -> Scored:
    """Passages of all kinds, by article and place."""
    found = none_scored()
    for path in _READ:
        there = stored.within(Limits(path=path)).last(MANY)
        order = np.lexsort((there.ordinals, there.articles))
        first = there.take(order[:8]).and_then(there.take(order[8:][-2:]))
        found = found.and_then(first)
    return found


def _found(find: Callable[[StoredCoverage, Sequence[Term], int], Scored]) -> list[Call]:
    def call(words: Sequence[str], k: int) -> Call:
        return lambda at: told(at, find(at, terms_of(at, *words), k))

    return [call(words, k) for words in _LISTS for k in _KS]


def _joined(stored: StoredCoverage) -> list[Term]:
    """Terms of which one has several spellings."""
    asked = terms_of(stored, "ferry", "siege", "winter")
    both = [(asked[0], 1.0), (asked[1], 0.7)]
    return [joined(stored.extent.passages, "ferri", both), *asked[1:]]


def _having(stored: StoredCoverage, found: Scored, wanted: Iterable[frozenset[str]]) -> Any:
    """Those of the passages that do have all of one of the sets, in articles that have all of all:
    a few more may be given."""
    sets, have = [*wanted], []
    every, whole = frozenset[str]().union(*sets), dict[int, frozenset[str]]()
    where = zip(found.articles.tolist(), stored.texts(found), strict=True)
    for at, (article, (_, text)) in enumerate(where):
        if any(each <= {*terms(text)} for each in sets):
            if article not in whole:
                whole[article] = frozenset(terms(stored.whole_text(article)))
            if every <= whole[article]:
                have.append(at)
    return told(stored, found.take(np.array(have, dtype=np.intp)))


def _with_words(*wanted: str, k: int = 500, day: bool = False) -> Call:
    def call(at: StoredCoverage) -> Any:
        sets = [frozenset(terms(each)) for each in wanted]
        days = _DAYS[0] if day else None
        found = at.with_words(sets, terms_of(at, *wanted), k, days)
        return _having(at, found, sets)

    return call


def _holding(*words: str) -> Call:
    def call(at: StoredCoverage) -> Any:
        wanted = [*chain.from_iterable(map(terms, words))]
        return sorted(_having(at, at.holding(wanted), [frozenset(wanted)])) if wanted else []

    return call


def _leads(first: date | None, last: date | None, k: int) -> Call:
    return lambda at: told(at, at.leads(first, last, k))


def _within(limits: Limits) -> Call:
    def call(at: StoredCoverage) -> Any:
        inside = at.within(limits)
        left = [inside.is_left(number) for number in at.last(3).numbers.tolist()]
        found = inside.last(MANY)
        assert inside.is_empty() == (not found)
        some = found.take(found.ordinals < 4)
        best = told(at, inside.best(terms_of(at, "ferry", "siege"), 9))
        return found.size, sorted(keys(at, some)), left, best, told(at, inside.of_days(_DAYS[1], 9))

    return call


def _between(since: date | None, until: date | None) -> Call:
    def call(at: StoredCoverage) -> Any:
        found = at.of_published_or_spoken(since, until).last(MANY)
        return found.size, sorted(keys(at, found.take(found.ordinals < 4)))

    return call


def _of_articles(tell: Callable[[StoredCoverage, str], Any]) -> list[Call]:
    def call(article: str) -> Call:
        return lambda at: tell(at, article)

    return [call(each) for each in _IDS]


def _ids(at: StoredCoverage) -> list[str]:
    return [each.id for each in at.latest(MANY, 0)]


def _texts(at: StoredCoverage) -> Any:
    """Which articles print one text, and all of these: what numbers the text is told nowhere."""
    found: dict[int, list[str]] = {}
    for article, text in at.texts_of([*_ids(at), "none", "withheld"]).items():
        found.setdefault(text, []).append(article)
    return sorted(
        (sorted(articles), [member.article for member in at.members(text)])
        for text, articles in found.items()
    )


def _place(at: StoredCoverage, article_id: str) -> Any:
    article = at.article_by_id(article_id)
    if article is None:
        return None
    return [told(at, at.place_of(article, passage)) for passage in split(article)[:9]]


def _sorted(words: Mapping[str, Any]) -> Any:
    return list(words.items())


CALLS: Final[Mapping[str, Sequence[Call]]] = {
    "words": [
        lambda at: _sorted(at.words(["ferri", "nowher", "drone", "ferri", LONG, "u.s.a", ""])),
        lambda at: _sorted(at.words([])),
        lambda at: _sorted(at.words([*terms("大橋 橋 мост 3.14 node.js a.b.c U.S.A. prize")])),
        lambda at: _sorted(at.words([*map(str, range(3_000)), "drone"])),
        lambda at: _sorted(at.words(["a b", "*", "?", "\x00", "é" * 400, "·", ".", "ſ"])),
    ],
    "words_of_question": [
        lambda at: _sorted(at.words_of_question({"oster": "Oster", "ferri": "ferry"})),
        lambda at: _sorted(at.words_of_question({"днепр": "Днепр", "petrenko": "Petrenko"})),
        lambda at: _sorted(at.words_of_question({})),
    ],
    "words_of_skeleton": [
        *(lambda at, each=each: at.words_of_skeleton(each) for each in ("", "str", "astar", "fr"))
    ],
    "words_of_shape": [
        lambda at: at.words_of_shape("f", 4, 8, names=False),
        lambda at: at.words_of_shape("o", 1, 300),
        lambda at: at.words_of_shape("l", 300, 300, names=False),
        lambda at: at.words_of_shape("д", 1, 9),
        lambda at: at.words_of_shape("m", 9, 1, names=False),
        lambda at: [at.words_of_shape(each, 1, 99, names=False) for each in "abcdefghijklm0123"],
        lambda at: at.words_of_shape("", 0, 9, names=False),
    ],
    "best": [
        *_found(lambda at, asked, k: at.best(asked, k)),
        lambda at: told(at, at.best(_joined(at), 50)),
        lambda at: told(at, at.best(terms_of(at, *map(str, range(1, 3_000)), "ferry"), 9)),
    ],
    "best_and_of_days": [
        *_found(lambda at, asked, k: at.best_and_of_days(asked, k, _DAYS[0])),
        *_found(lambda at, asked, k: at.best_and_of_days(asked, k, _DAYS[1])),
        lambda at: [told(at, at.best_and_of_days(_joined(at), 9, days)) for days in _DAYS],
    ],
    "of_days": [
        lambda at: [told(at, at.of_days(days, k)) for days in _DAYS for k in _KS],
    ],
    "leads": [
        _leads(first, last, k)
        for first, last in (
            (None, None),
            (date(2024, 3, 3), None),
            (None, date(2024, 3, 3)),
            (date(2024, 3, 3), date(2024, 3, 3)),
            (date(2024, 3, 9), date(2024, 3, 1)),
            (date.min, date.max),
        )
        for k in _KS
    ],
    "last": [
        lambda at: [keys(at, at.last(k)) for k in (0, 1, 5)],
        lambda at: at.last(MANY).size,
    ],
    "with_words": [
        _with_words("ferry siege"),
        _with_words("ferry siege", "winter grain"),
        _with_words("ferry siege", k=3),
        _with_words("ferry", "drone", k=20),
        _with_words("ferry", k=200, day=True),
        _with_words("ferry siege", k=3, day=True),
        _with_words("ferry nowhere"),
        _with_words("U.S.A. 3.14"),
        _with_words("мост днепр"),
        _with_words("minister resigned", "old harbour", "signed spring"),
        _with_words("ferry", k=40),
        *(_with_words("siege", k=k) for k in (60, 90, 120, 150, 180, 210)),
        *(_with_words("siege", "truce", k=k) for k in (60, 90, 120, 150, 180, 210)),
        *(_with_words("siege", k=k, day=True) for k in (60, 90, 120, 150, 180)),
        _with_words("prize", k=5, day=True),
    ],
    "holding": [
        _holding("ferry", "siege"),
        _holding("ferry", "ferry"),
        _holding("nowhere"),
        _holding(),
        _holding("headline"),
        _holding("U.S.A."),
        _holding(LONG),
        _holding("мост"),
        _holding("same"),
        lambda at: keys(at, at.holding([])),
    ],
    "place_of": _of_articles(_place),
    "is_left": [lambda at: [at.is_left(each) for each in at.last(5).numbers.tolist()]],
    "is_empty": [lambda at: at.is_empty()],
    "frequencies": [
        lambda at: _numbers(at.frequencies(_joined(at), _some(at))),
        lambda at: _numbers(at.frequencies(terms_of(at, LONG, "3.14", "橋", "same"), _some(at))),
        lambda at: at.frequencies([], _some(at)).shape,
        lambda at: at.frequencies(_joined(at), at.last(0)).shape,
    ],
    "shares": [
        lambda at: _numbers(at.shares(_joined(at), _some(at))),
        lambda at: at.shares([], _some(at)).shape,
        lambda at: at.shares(_joined(at), at.last(0)).shape,
    ],
    "article_scores": [
        lambda at: _numbers(at.article_scores(_joined(at), _some(at))),
        lambda at: _numbers(at.article_scores(terms_of(at, LONG, "3.14", "橋", "same"), _some(at))),
        lambda at: _numbers(at.article_scores([], _some(at))),
        lambda at: _numbers(at.article_scores(_joined(at), at.last(0))),
        lambda at: _numbers(at.article_scores(terms_of(at, "ferry"), at.last(3).take([2, 0, 2]))),
    ],
    "days_spoken_of": [
        lambda at: [list(each) for each in at.days_spoken_of(_some(at))],
        lambda at: at.days_spoken_of(at.last(0)),
    ],
    "languages_of": [
        lambda at: [at.languages_of([each]).get(each) for each in _some(at).articles.tolist()],
        lambda at: dict(at.languages_of([])),
    ],
    "passages": [
        lambda at: at.passages(_some(at)),
        lambda at: at.passages(_some(at).take([1, 1, 0])),
        lambda at: at.passages(at.last(0)),
    ],
    "passages_with_places": [
        lambda at: at.passages_with_places(_some(at), {"ferri": "ferry", "oster": "Oster"}),
        lambda at: at.passages_with_places(at.last(0), {}),
    ],
    "texts": [
        lambda at: list(at.texts(_some(at))),
        lambda at: list(at.texts(_some(at).take([1, 1, 0]))),
        lambda at: list(at.texts(at.last(0))),
        lambda at: next(iter(at.texts(_some(at)))),
    ],
    "whole_text": [
        lambda at: [at.whole_text(each) for each in dict.fromkeys(_some(at).articles.tolist())]
    ],
    "article_by_id": [
        *_of_articles(lambda at, each: at.article_by_id(each)),
        lambda at: at.article_by_id(""),
    ],
    "article_by_key": [
        *_of_articles(lambda at, each: at.article_by_key(article_key(each))),
        lambda at: at.article_by_key("a01"),
    ],
    "altered": [lambda at: type(at.altered("a01")), lambda at: type(at.altered("none"))],
    "path_of": [*_of_articles(lambda at, each: at.path_of(each).rpartition("/")[2])],
    "attributions": [lambda at: [at.attributions(each) for each, _ in at.passages(_some(at))]],
    "corrections": [
        lambda at: [
            at.corrections(since, limit)
            for since in (date.min, date(2024, 3, 1), date(2024, 3, 2), BEGAN, date.max)
            for limit in _KS
        ]
    ],
    "pairs_of": _of_articles(lambda at, each: at.pairs_of(each)),
    "changes_after": _of_articles(
        lambda at, each: [
            at.changes_after(each, moment)
            for moment in ("", "2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z", "9999")
        ]
    ),
    "texts_of": [_texts, lambda at: dict(at.texts_of([])), lambda at: dict(at.texts_of(["none"]))],
    "members": [_texts, lambda at: at.members(987_654)],
    "extent": [lambda at: (at.extent.articles, at.extent.passages, round(at.extent.average, 9))],
    "coverage": [lambda at: at.coverage()],
    "newest_day": [lambda at: at.newest_day()],
    "began": [lambda at: at.began()],
    "latest": [
        lambda at: [
            [each.id for each in at.latest(limit, offset)]
            for limit in (0, 1, 7, MANY)
            for offset in (0, 3, 70, MANY)
        ],
        lambda at: at.latest(MANY, 0),
    ],
    "headlines": [
        lambda at: [
            list(at.headlines(limit, day))
            for limit in _KS
            for day in (None, date(2024, 3, 1), date.min, date.max)
        ]
    ],
    "outlets": [lambda at: list(at.outlets())],
    "passages_by_month": [lambda at: dict(sorted(at.passages_by_month().items()))],
    "changed_since": [
        lambda at: sorted(at.changed_since(-1).items()),
        lambda at: sorted(at.changed_since(0)),
        lambda at: dict(at.changed_since(at.extent.generation)),
        lambda at: sorted(at.changed_since(at.extent.generation + 999)),
        lambda at: sorted(at.changed_since(2**62)),
    ],
    "model": [lambda at: at.model()],
    "nearest": [lambda at: keys(at, at.nearest(np.zeros(384), 5))],
    "sentence_vectors": [lambda at: at.sentence_vectors(at.last(3))],
    "within": [*map(_within, _LIMITS)],
    "of_published_or_spoken": [
        _between(since, until)
        for since in (None, date(2024, 3, 5), date.min)
        for until in (None, date(2024, 3, 5), date.max)
    ],
}
"""By the name of what is asked of a coverage, calls of it and what they tell."""
