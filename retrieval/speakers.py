"""Who speaks: the words before or after a verb that name its speaker; None where unsure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.reporting_verbs import VERBS
from retrieval.speaking_words import (
    ADVERBS,
    BE,
    CLAUSE,
    DETERMINERS,
    ENDINGS,
    EVIDENCE,
    FINITE,
    FIRST_PERSON,
    HAVE,
    MAKERS,
    MODALS,
    NOT_ADVERBS,
    NOT_PEOPLE,
    NOUNS_IN_ED,
    PEOPLE,
    POSTPOSED,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    TIME_PREPOSITIONS,
    TIMES,
    WRITINGS,
)
from retrieval.wording import Piece

MOST_WORDS: Final = 24
"""Words of a speaker; more are no name."""
_OPENING: Final = frozenset(
    "and or also now then but while meanwhile earlier later yesterday today".split()
)
_ONLY_WHEN: Final = frozenset("if unless whether after before when since until once".split())
"""What makes a report the condition or the time of something else."""
_WHICH: Final = frozenset("this last next same previous early late local".split())


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


def is_time(piece: Piece) -> bool:
    """Whether it may belong to a time."""
    return piece.lower in TIMES or (piece.kind == "word" and piece.text[0].isdigit())


def is_finite(words: Sequence[Piece], at: int) -> bool:
    """Whether the word is a verb that a subject stands before."""
    piece = words[at]
    if piece.kind != "word" or not piece.text[0].islower():
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


def before(words: Sequence[Piece], at: int, *, most: int = 0) -> tuple[int, str]:
    """Where the words between a subject and its verb at `at` begin, and what forbids a subject:
    "" for nothing, "be" for a form of to be, "no" for what means that nobody said it."""
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
        elif (start := _time_before(words, place, most)) < place:
            place = start
        else:
            break
    return place, be


def _time_before(words: Sequence[Piece], end: int, most: int) -> int:
    """Where a time that ends at `end` begins; `end` where there is none."""
    start = end
    while start > most and is_time(words[start - 1]) and not _is_may(words, start - 1):
        start -= 1
    if start == end:
        return end
    while start > most and (
        words[start - 1].lower in TIME_PREPOSITIONS or is_time(words[start - 1])
    ):
        start -= 1
    while words[start].lower in ("of", "and", "from", "over") and start < end:
        start += 1  # these belong to what stands before
    return start


def _is_may(words: Sequence[Piece], at: int) -> bool:
    """Whether "May" ends a name: "John May said"."""
    last = words[at - 1] if at else None
    return words[at].text == "May" and bool(
        last and last.capital and not is_time(last) and last.lower not in TIME_PREPOSITIONS
    )


def subject(words: Sequence[Piece], end: int, most: int = 0) -> Named | None:
    """Who is named just before `end`, not reaching back over `most`."""
    if end <= most:
        return None
    last = words[end - 1]
    if last.kind == "mark":
        return _before_a_comma(words, end, most) if last.text == "," else None
    if last.lower in ("who", "which") and end - 1 > most:
        stop = end - 2 if words[end - 2].text == "," else end - 1
        if last.lower == "which":
            return None
        return subject(words, stop, most) or _name_before(words, stop, most)
    first = _reach(words, end, most)
    if first > most and words[first - 1].lower in _ONLY_WHEN:
        return None
    first = _after_verbs(words, first, end)
    first = _without_opening(words, first, end)
    relative = next((i for i in range(first + 1, end) if words[i].lower == "who"), None)
    if relative:
        return _checked(words, first, relative)
    first = _described(words, first, end, most)
    return _checked(words, _listed(words, first, end, most), end)


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
    """Behind the last verb, where another clause is joined to it; a pronoun stands alone."""
    if words[end - 1].lower in PRONOUNS:
        return end - 1
    verb = next((i for i in range(end - 1, first, -1) if is_finite(words, i)), None)
    if verb is None:
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
            behind = _time_after(words, first, end)
            if behind == first or behind >= end:
                break
            first = behind
        else:
            break
    for place in range(end - 1, first, -1):  # a headline run into the sentence
        if words[place].text in ("A", "An", "The") and words[place - 1].kind == "word":
            return place
    return first


def _time_after(words: Sequence[Piece], first: int, end: int) -> int:
    """Behind a time that begins at `first`; `first` where there is none."""
    behind = first
    while behind < end and (words[behind].lower in TIME_PREPOSITIONS or is_time(words[behind])):
        behind += 1
    while behind > first and words[behind - 1].lower == "the":
        behind -= 1
    named = (is_time(each) and each.lower not in _WHICH for each in words[first:behind])
    return behind if any(named) else first


def _name_before(words: Sequence[Piece], end: int, most: int) -> Named | None:
    """The name just before `end`, whatever stands before it."""
    first = end
    while first > most and (words[first - 1].capital or words[first - 1].text == "."):
        first -= 1
    return _checked(words, first, end) if end - first > 1 else None


def _described(words: Sequence[Piece], first: int, end: int, most: int) -> int:
    """Where a name begins that an unclosed comma says more of: "Jo Bell, a lawyer in Bath said"."""
    opening = words[first].lower if first < end else ""
    if first < most + 2 or words[first - 1].text != "," or opening not in ("a", "an", "the"):
        return first
    head = first - 1
    while head > most and words[head - 1].kind == "word" and words[head - 1].capital:
        head -= 1
    alone = head == most or words[head - 1].kind in ("quote", "mark")
    return head if alone and 2 <= first - 1 - head <= 4 else first


def _listed(words: Sequence[Piece], first: int, end: int, most: int) -> int:
    """Where a list that ends here begins: "Britain, France and Germany"."""
    if not any(piece.lower == "and" for piece in words[first:end]):
        return first
    start = first
    while start - 2 >= most and words[start - 1].text == ",":
        head = start - 1
        while head > most and words[head - 1].kind == "word" and words[head - 1].capital:
            head -= 1
        if not 0 < start - 1 - head <= 3 or words[head].lower in PREPOSITIONS:
            return first
        start = head
    whole = start == most or words[start - 1].kind == "mark"
    return start if whole else first


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


def _checked(words: Sequence[Piece], first: int, end: int) -> Named | None:
    """These words as a speaker, if they can be one."""
    while end > first and words[end - 1].kind == "mark" and words[end - 1].text != ".":
        end -= 1
    inner = words[first:end]
    if not inner or len(inner) > MOST_WORDS:
        return None
    opening, last = inner[0], inner[-1]
    if opening.kind != "word" or opening.lower in FIRST_PERSON:
        return None
    if opening.lower in PREPOSITIONS or opening.lower in CLAUSE or opening.lower in BE | HAVE:
        return None
    if last.lower in DETERMINERS and len(inner) == 1 and last.lower not in PEOPLE:
        return None
    shop = len(inner) == 1 and end < len(words) and words[end].lower in ("said", "says", "told")
    if (last.lower.endswith(("'s", "’s", "‘s")) and not shop) or last.lower in PREPOSITIONS:
        return None
    if len(inner) == 1 and opening.lower in PRONOUNS:
        return Named(first, end, True)
    if opening.lower in PRONOUNS or (opening.lower.endswith("ing") and len(inner) > 1):
        return None
    if any(each.lower in FIRST_PERSON for each in inner):
        return None
    able = can_speak(inner)
    return None if able is None else Named(first, end, able)


def can_speak(inner: Sequence[Piece]) -> bool | None:
    """Whether a noun with what belongs to it surely names somebody; None: it names what shows."""
    nucleus: list[Piece] = []
    for at, piece in enumerate(inner):
        if piece.lower == "of" and nucleus and nucleus[-1].lower in QUANTITIES:
            return can_speak(inner[at + 1 :])
        if _ends_noun(piece, nucleus):
            break
        if piece.kind == "word":
            nucleus.append(piece)
    if not nucleus:
        return None
    noun = nucleus[-1].lower
    proper = any(piece.capital for piece in nucleus[1:])
    if noun in EVIDENCE and not (nucleus[-1].capital and proper):
        return None
    if noun in WRITINGS:
        made = any(each.lower in MAKERS for each in inner) and any(
            each.capital for each in inner[1:]
        )
        return True if made or proper else None
    if noun in PEOPLE or (noun.endswith(ENDINGS) and noun not in NOT_PEOPLE):
        return True
    if noun in TIMES or noun in PREPOSITIONS:
        return None
    named = nucleus[-1].capital and (len(nucleus) > 1 or noun not in DETERMINERS)
    return bool(named or any(each.lower in ("and", "&") and proper for each in nucleus))


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
    while end > at + 1 and (is_time(words[end - 1]) or is_adverb(words[end - 1])):
        start = _time_before(words, end, at + 1)
        end = start if start < end else end - 1
    while end > at and words[end - 1].lower in PREPOSITIONS | {"and", "or"}:
        end -= 1
    named = _checked(words, at, end)
    if named is None:
        return None
    return named._replace(last=_apposition(words, end))


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
    if here > at and _maker_follows(words, here):
        return False
    if here > at and lower in ("at", "during", "after", "in", "on", "to", "about", "when"):
        return here + 1 < len(words) and (
            lower != "in" or not words[here + 1].capital or is_time(words[here + 1])
        )
    if here == at:
        return False
    ing = lower.endswith("ing") and piece.text[0].islower()
    describes = words[here - 1].lower in DETERMINERS or words[here - 1].lower.endswith(("'s", "’s"))
    return is_finite(words, here) or (ing and not describes)


def _maker_follows(words: Sequence[Piece], here: int) -> bool:
    """Whether it belongs to what says who made the writing before it: "a report released by"."""
    near = words[here + 1 : here + 4]
    return words[here - 1].lower in WRITINGS | {"released", "published", "issued"} and any(
        each.lower in MAKERS for each in near
    )


def _apposition(words: Sequence[Piece], end: int) -> int:
    """Behind what a comma after a name says of it: ", head of the committee"."""
    if end + 1 >= len(words) or words[end].text != ",":
        return end
    opening = words[end + 1]
    says = opening.lower in ("a", "an", "the", "head", "chief", "director", "spokesman") or (
        opening.lower in PEOPLE
    )
    if not says:
        return _name_after(words, end)
    last = end + 1
    while last < len(words) and words[last].kind in ("word", "bracket"):
        if words[last].lower in CLAUSE or words[last].lower == "who" or is_finite(words, last):
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
