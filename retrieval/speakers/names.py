"""Which words name somebody who can speak, and who is named after a verb or "according to"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.languages.english.word_classes import (
    ADVERBS,
    CLAUSE,
    DETERMINERS,
    ENDINGS,
    EVIDENCE,
    FINITE,
    FIRST_PERSON,
    LOOSE_ENDS,
    MAKERS,
    NO_NAME,
    NOT_ADVERBS,
    NOT_PEOPLE,
    NOUNS_IN_ED,
    PEOPLE,
    POSTPOSED,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    STATING,
    TIMES,
    WRITINGS,
)
from retrieval.speakers.times import ends_name, is_time, time_before
from retrieval.speakers.tokens import Piece

_SHORT: Final = 5
"""Words of which one says who somebody is, after a name and a comma."""
MOST_WORDS: Final = 24
"""Words of a speaker; more are no name."""


class Named(NamedTuple):
    """The pieces from `first` to before `last`, that name a speaker; `person`: it can speak."""

    first: int
    last: int
    person: bool


def is_adverb(piece: Piece) -> bool:
    """Whether it may stand between a speaker and the verb."""
    word = piece.text
    return word in ADVERBS or (
        word.endswith("ly") and word[0].islower() and word not in NOT_ADVERBS
    )


def is_finite(words: Sequence[Piece], at: int) -> bool:
    """Whether the word is a verb that a subject stands before."""
    piece = words[at]
    if piece.plain or piece.kind != "word" or not piece.text[0].islower():
        return False
    word = piece.lower
    if word in FINITE:
        return True
    if not word.endswith("ed") or len(word) < 5 or word in NOUNS_IN_ED or "-" in word:
        return False
    before = words[at - 1] if at else None
    return before is not None and before.kind in ("word", "bracket") and not _modified(before)


def _modified(before: Piece) -> bool:
    """Whether a word in -ed after this one says what a noun is like."""
    return (
        before.lower in DETERMINERS
        or before.lower in PREPOSITIONS
        or before.lower in ("and", "or", "newly", "recently", "more", "senior")
        or before.lower.endswith(("ly", "'s", "’s"))
        or before.lower in ("ukrainian", "russian")
    )


def checked(words: Sequence[Piece], first: int, end: int) -> Named | None:
    """These words as a speaker, if they can be one."""
    while end > first and words[end - 1].kind == "mark" and words[end - 1].text != ".":
        end -= 1
    inner = words[first:end]
    if not inner or len(inner) > MOST_WORDS:
        return None
    opening, last = inner[0], inner[-1]
    if opening.kind != "word" or opening.lower in NO_NAME:
        return None
    if last.lower in DETERMINERS and len(inner) == 1 and last.lower not in PEOPLE:
        return None
    shop = len(inner) == 1 and end < len(words) and words[end].lower in ("said", "says", "told")
    if (last.lower.endswith(("'s", "’s", "‘s")) and not shop) or last.lower in PREPOSITIONS:
        return None
    if len(inner) == 1 and opening.lower in PRONOUNS:
        return Named(first, end, True)
    if opening.lower in PRONOUNS:
        return None
    if opening.lower.endswith("ing") and len(inner) > 1 and last.lower not in PEOPLE:
        return None
    if not FIRST_PERSON.isdisjoint([each.lower for each in inner]):
        return None
    if len(inner) == 1 and opening.capital and opening.plain and opening.lower not in EVIDENCE:
        return Named(first, end, opening.lower not in WRITINGS)
    able = can_speak(inner)
    return None if able is None else Named(first, end, able)


def can_speak(inner: Sequence[Piece]) -> bool | None:
    """Whether a noun with what belongs to it surely names somebody; None: it names what shows."""
    nucleus: list[Piece] = []
    for at, piece in enumerate(inner):
        if piece.plain and piece.lower not in POSTPOSED:
            nucleus.append(piece)
            continue
        if piece.lower == "of" and nucleus and nucleus[-1].lower in QUANTITIES:
            return can_speak(inner[at + 1 :])
        if _ends_noun(piece, nucleus):
            break
        if piece.kind == "word":
            nucleus.append(piece)
    if not nucleus:
        return None
    noun = nucleus[-1].lower
    if noun in PEOPLE:
        return True
    proper = any(piece.capital for piece in nucleus[1:])
    if noun in EVIDENCE and not (nucleus[-1].capital and proper):
        return None
    if noun in WRITINGS:
        made = any(each.lower in MAKERS for each in inner) and any(
            each.capital for each in inner[1:]
        )
        return True if made or proper or _states(inner, noun) else None
    if noun.endswith(ENDINGS) and noun not in NOT_PEOPLE:
        return True
    if noun in TIMES and not (noun in ("may", "today") and proper):
        return None
    named = nucleus[-1].capital and (len(nucleus) > 1 or noun not in DETERMINERS)
    return bool(named or any(each.lower in ("and", "&") and proper for each in nucleus))


def _states(inner: Sequence[Piece], noun: str) -> bool:
    """Whether a writing speaks for itself: "the lawsuit says"."""
    return noun in STATING and inner[0].lower in DETERMINERS


def _ends_noun(piece: Piece, nucleus: Sequence[Piece]) -> bool:
    """Whether what comes from here on only says more of a noun."""
    if piece.lower in PREPOSITIONS or piece.lower == "who" or piece.text == ",":
        return True
    return (
        bool(nucleus)
        and nucleus[-1].lower in PEOPLE
        and (piece.lower in POSTPOSED or (piece.lower.endswith("ing") and piece.text[0].islower()))
    )


def follows(words: Sequence[Piece], at: int) -> Named | None:
    """Who is named from `at` on: after "according to", "reported by" or a quotation and a verb."""
    end = at
    while end < len(words) and not _stops(words, at, end):
        end += 1
    while end > at + 1 and _is_loose(words, end - 1):
        start = time_before(words, end, at + 1)
        end = start if start < end else end - 1
    while end > at and words[end - 1].lower in LOOSE_ENDS:
        end -= 1
    named = checked(words, at, end)
    if named is None:
        return None
    return named._replace(last=_apposition(words, end))


def _is_loose(words: Sequence[Piece], at: int) -> bool:
    """Whether the word belongs to a time, or to the verb, and not to the name before it."""
    return (is_time(words[at]) and not ends_name(words, at)) or is_adverb(words[at])


def _stops(words: Sequence[Piece], at: int, here: int) -> bool:
    piece = words[here]
    if piece.kind == "quote":
        return True
    if piece.kind == "mark":
        shortened = piece.text == "." and here + 1 < len(words) and words[here - 1].capital
        return not shortened and piece.text not in ("'", "’", "&", "/")
    if piece.kind == "bracket":
        return False
    lower = piece.lower
    if lower in CLAUSE or lower == "who" or (here > at and lower in PRONOUNS):
        return True
    behind = words[here + 1].lower if here + 1 < len(words) else ""
    if lower in ("and", "or") and behind in PREPOSITIONS:
        return True  # "by Kiev and by its allies"
    if here > at and _maker_follows(words, here):
        return False
    if here > at and lower in ("at", "during", "after", "in", "on", "to", "about", "when"):
        return here + 1 < len(words) and (
            lower != "in" or not words[here + 1].capital or is_time(words[here + 1])
        )
    if here == at:
        return False
    ing = lower.endswith("ing") and piece.text[0].islower() and lower not in WRITINGS
    describes = words[here - 1].lower in DETERMINERS or words[here - 1].lower.endswith(("'s", "’s"))
    return is_finite(words, here) or (ing and not describes)


def _maker_follows(words: Sequence[Piece], here: int) -> bool:
    """Whether it belongs to what says who made the writing before it: "a report released by"."""
    near = words[here + 1 : here + 4]
    last = words[here - 1].lower
    return (last in WRITINGS or last in ("released", "published", "issued")) and any(
        each.lower in MAKERS for each in near
    )


def _apposition(words: Sequence[Piece], end: int) -> int:
    """Behind what a comma after a name says of it: ", head of the committee"."""
    if end + 1 >= len(words) or words[end].text != ",":
        return end
    opening = words[end + 1]
    if opening.lower.endswith("ing"):
        return end
    says = opening.lower in ("a", "an", "the", "head", "chief", "director", "spokesman") or any(
        each.lower in PEOPLE for each in words[end + 1 : end + _SHORT]
    )
    if not says:
        return _name_after(words, end)
    last = end + 1
    while last < len(words) and words[last].kind in ("word", "bracket"):
        if words[last].lower == "who":
            return last if last > end + 1 else end
        if words[last].lower in CLAUSE or is_finite(words, last):
            return end
        last += 1
    closed = last == len(words) or words[last].text in (",", ".", ";")
    return last if closed else end


def _name_after(words: Sequence[Piece], comma: int) -> int:
    """Behind the name after a comma where an office stands before it: "the mayor, Jo Bell"."""
    if words[comma - 1].capital:
        return comma
    last = comma + 1
    while last < len(words) and (words[last].capital or words[last].text == "."):
        last += 1
    while words[last - 1].text == ".":
        last -= 1
    closed = last == len(words) or words[last].text in (",", ".", ";")
    return last if closed and 2 <= last - comma - 1 <= 4 else comma
