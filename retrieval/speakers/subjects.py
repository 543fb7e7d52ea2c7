"""Who speaks: the words before a verb that name its speaker; None where unsure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.languages.english.speaking.reporting_verbs import VERBS
from retrieval.languages.english.word_classes import (
    BE,
    CHARGES,
    CLAUSE,
    FINITE,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
)
from retrieval.speakers.names import (
    MOST_WORDS,
    Named,
    checked,
    is_adverb,
    is_finite,
)
from retrieval.speakers.nouns import described, listed, name_before, noun_before
from retrieval.speakers.times import is_time, time_after, time_before
from retrieval.speakers.tokens import Piece

_OPENING: Final = frozenset(
    "and or also now then but while meanwhile earlier later yesterday today".split()
)
_ONLY_WHEN: Final = frozenset("if unless whether after before when since until once".split())
"""What makes a report the condition or the time of something else."""
_DASHES: Final = ("–", "—", "--")
_LONGEST_ASIDE: Final = 14  # words between two dashes


def before(words: Sequence[Piece], at: int, *, most: int = 0) -> tuple[int, str]:
    """Where the words between a subject and its verb at `at` begin, and what forbids a subject:
    "" for nothing, "be" for a form of to be, "no" for what means that nobody said it."""
    if at > most and (words[at - 1].plain or words[at - 1].lower in PRONOUNS):
        return at, ""
    place = at
    be = ""
    while place > most:
        piece = words[place - 1]
        word = piece.lower
        if word in MODALS and word not in ("may", "without", "no", "help"):
            return place, "no"
        if word in BE:
            be, place = "be", place - 1
        elif word in HAVE or (is_adverb(piece) and word not in PREPOSITIONS):
            place -= 1
        elif (start := time_before(words, place, most)) < place:
            place = start
        else:
            break
    return place, be


def subject(words: Sequence[Piece], end: int, most: int = 0) -> Named | None:
    """Who is named just before `end`, not reaching back over `most`."""
    if end <= most:
        return None
    last = words[end - 1]
    if last.plain:
        first = _plainly(words, end, most)
        if first is not None:
            return checked(words, first, end)
    if last.text in _DASHES:
        return _before_a_dash(words, end - 1, most)
    if last.kind == "mark":
        return _before_a_comma(words, end, most) if last.text == "," else None
    if last.lower in ("who", "which") and end - 1 > most:
        stop = end - 2 if words[end - 2].text == "," else end - 1
        if last.lower == "which":
            return None
        return (
            subject(words, stop, most)
            or name_before(words, stop, most)
            or noun_before(words, stop, most)
        )
    first = _reach(words, end, most)
    if first == end or (last.lower in PREPOSITIONS and not _tells_of(words, first, end)):
        return None
    if first > most and words[first - 1].lower in _ONLY_WHEN:
        return None
    if last.lower in PRONOUNS:
        return Named(end - 1, end, person=True)
    first = _after_verbs(words, first, end)
    first = _without_opening(words, first, end)
    relative = _tells_of(words, first, end)
    if relative:
        return checked(words, first, relative)
    first = described(words, first, end, most)
    if end - first > 2 and last.capital and words[end - 2].lower in CHARGES:
        first = end - 1  # ", a claim Kyiv"
    return checked(words, listed(words, first, end, most), end)


def _tells_of(words: Sequence[Piece], first: int, end: int) -> int:
    """Where "who" stands behind the word at `first`; 0 where it does not."""
    for at in range(first + 1, end):
        if words[at].lower == "who":
            return at
    return 0


def _plainly(words: Sequence[Piece], end: int, most: int) -> int | None:
    """Where the speaker that ends at `end` begins, where no rule has to say so: after what opens
    the sentence, a quotation, or a comma."""
    first = end - 1
    while first > most and words[first - 1].plain:
        first -= 1
    if first == most:
        opening = words[first + 1 : end]
        return None if any(each.text in ("A", "An", "The") for each in opening) else first
    before = words[first - 1]
    if before.kind == "quote":
        return first if before.text[-2:-1] in ",.?!" else None
    if before.text == ",":
        return None if words[first].lower in ("a", "an", "the") else first
    return first if before.lower in ("that", "but", "while") else None


def _reach(words: Sequence[Piece], end: int, most: int) -> int:
    """How far back the words before `end` may belong together."""
    first = end
    while first > most:
        piece = words[first - 1]
        if piece.kind == "quote" and (piece.text[-2:-1] in ",.?!" or piece.text.count(" ") > 3):
            break
        if piece.kind == "mark" and piece.text not in ("'", "’", "‘", ".", "/", "&", "%", "$", "#"):
            break
        if piece.lower in CLAUSE:
            break
        first -= 1
    return first


def _after_verbs(words: Sequence[Piece], first: int, end: int) -> int:
    """Behind the last verb, where another clause is joined to it."""
    for verb in range(end - 1, first, -1):
        if not words[verb].plain and is_finite(words, verb):
            break
    else:
        return first
    relative = next((i for i in range(verb - 1, first, -1) if words[i].lower == "who"), None)
    if relative is not None and verb - relative <= 2:
        return first
    joint = next((i for i in range(verb + 1, end) if words[i].lower in ("and", "or")), None)
    return end if joint is None else joint + 1


def _without_opening(words: Sequence[Piece], first: int, end: int) -> int:
    """Behind what opens a clause: and, meanwhile, on Monday."""
    while first < end - 1:
        piece = words[first]
        lower = piece.lower
        if piece.kind == "bracket" or lower in _OPENING or is_adverb(piece):
            if lower in ("all", "both", "only", "just"):
                break
            first += 1
        elif lower in ("on", "in", "at", "by", "last", "this", "late", "early", "since") or is_time(
            piece
        ):
            behind = time_after(words, first, end)
            if behind == first or behind >= end:
                break
            first = behind
        else:
            break
    for place in range(end - 1, first, -1):  # a headline run into the sentence
        if words[place].text in ("A", "An", "The") and words[place - 1].kind == "word":
            return place
    return first


def _before_a_comma(words: Sequence[Piece], end: int, most: int) -> Named | None:
    """Who is named before what stands between two commas, with it where it says who that is."""
    comma = next((i for i in range(end - 2, most, -1) if words[i].text == ","), None)
    if comma is None or comma == end - 2:
        return None
    opening, inner = words[comma + 1], words[comma + 1 : end - 1]
    named = subject(words, comma, most)
    if named is None:
        return None
    if opening.lower in ("who", "whose", "which", "whom", "where"):
        return named
    if any(piece.text in FINITE or piece.text in VERBS for piece in inner[1:]):
        return None
    if _is_aside(opening, inner):
        return named
    return named._replace(last=end - 1) if _says_who(words, named, inner) else None


def _before_a_dash(words: Sequence[Piece], dash: int, most: int) -> Named | None:
    """Who is named before what stands between two dashes."""
    opening = next((i for i in range(dash - 1, most, -1) if words[i].text in _DASHES), None)
    if opening is None or not 1 < dash - opening <= _LONGEST_ASIDE:
        return None
    return subject(words, opening, most)


def _is_aside(opening: Piece, inner: Sequence[Piece]) -> bool:
    """Whether words between commas say something of the saying, not of the speaker."""
    lower = opening.lower
    return (
        lower in PREPOSITIONS
        or lower in CLAUSE
        or is_adverb(opening)
        or is_time(opening)
        or lower.endswith(("ing", "ed"))
        or lower in ("however", "meanwhile", "himself", "herself", "now", "then")
        or all(piece.text[0].isdigit() for piece in inner)
    )


def _says_who(words: Sequence[Piece], named: Named, inner: Sequence[Piece]) -> bool:
    """Whether the words between commas name the speaker again."""
    if len(inner) > MOST_WORDS or words[named.first].lower in PRONOUNS:
        return False
    return inner[0].kind == "word"
