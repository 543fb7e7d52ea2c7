"""A verb of saying -> who says it: before the verb, after it, or the subject of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from retrieval.languages.english.speaking.reporting_verbs import (
    ADDRESSING,
    BARE,
    BY,
    CONTINUING,
    GOING_ON,
    INVERTED,
    QUOTED,
    TERMING,
    VERBS,
    Verb,
)
from retrieval.languages.english.word_classes import (
    AFTER_NAME,
    BARRED,
    BE,
    CHARGES,
    COLLECTIVES,
    DETERMINERS,
    ENDINGS,
    NOT_INVERTED,
    PEOPLE,
)
from retrieval.model import Stance
from retrieval.speakers.names import Named, follows, is_finite
from retrieval.speakers.subjects import before, subject
from retrieval.speakers.tokens import Piece

_JOINING: Final = frozenset(("and", "but", "or", "then", "yet"))
_PARTING: Final = ("quote", "mark")


def report_at(
    words: Sequence[Piece], at: int, earlier: Named | None
) -> tuple[Named | None, Stance | None]:
    """Who speaks by the word `at`, and the class of what is said."""
    lower = words[at].lower
    after = words[at + 1].lower if at + 1 < len(words) else ""
    if lower == "according" and after == "to":
        return follows(words, at + 2), "according"
    continues = at > 2 and words[at - 1].text == "to" and words[at - 2].lower in CONTINUING
    if at and words[at - 1].text in BARRED and not continues:
        return None, None
    if lower in BY and after == "by":
        named = follows(words, at + 2)
        verb = VERBS.get(lower)
        return (named, verb.stance if verb else "said") if named and named.person else (None, None)
    if lower in QUOTED and after in ("as", "by") and words[at - 1].lower in BE:
        if after == "by":
            return None, None
        return subject(words, before(words, at)[0]), "said"
    verb = BARE.get(lower) if continues else None
    verb = verb or VERBS.get(lower)
    if verb is None or (not words[at].text[0].islower() and at):
        return None, None
    named = _speaker(words, at, verb, earlier)
    return (named, verb.stance) if named and named.person else (None, None)


def _speaker(words: Sequence[Piece], at: int, verb: Verb, earlier: Named | None) -> Named | None:
    lower = words[at].lower
    after = words[at + 1].lower if at + 1 < len(words) else ""
    last = words[at - 1] if at else None
    if verb.form == "bare" or (last and last.text == "to"):
        place, kept = before(words, at - 2)
        named = None if kept or not place else subject(words, place)
        return named if named and _is_met(words, at, named, verb) else None
    if lower in INVERTED and (last is None or last.kind in _PARTING) and _inverts(words, at):
        return follows(words, at + 1)
    if verb.form == "past" and _is_passive(lower, after):
        return None
    if verb.need in ("of", "at") and not _has_figure(words, at, verb):
        return None
    place, kept = (at, "") if last and last.plain else before(words, at)
    if kept == "no" or not place:
        return None
    if verb.form == "ing" and kept != "be":
        named = _of_participle(words, at, earlier)
    elif verb.form != "ing" and kept == "be":
        return None
    elif words[place - 1].lower in _JOINING:
        named = earlier or _of_sentence(words, place)
    else:
        named = subject(words, place)
    if named and not _is_met(words, at, named, verb):
        return None
    if named and verb.form in ("present", "plural") and not _agrees(words, named, verb):
        return None
    return named


def _inverts(words: Sequence[Piece], at: int) -> bool:
    """Whether the subject of the verb, before which no word is, stands after it: `", said X`."""
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.kind != "word" or after.lower in NOT_INVERTED:
        return False
    people = after.lower in PEOPLE or after.lower.endswith(ENDINGS)
    if not (after.capital or after.lower in DETERMINERS or people):
        named = any(each.capital for each in words[at + 2 : at + 4])
        if not (named and at and (words[at - 1].kind == "quote" or words[at - 2].kind == "quote")):
            return False
    if not at:
        return words[at].lower == "said"
    last = words[at - 1]
    if last.kind == "quote":
        return last.text[:-1].rstrip()[-1:] in (*",.?!…—-", "") or at == 1
    if last.kind != "mark" or last.text not in (",", "—", "–", "-", "--"):
        return False
    if at > 1 and words[at - 2].kind == "quote":
        return not _is_finite_between(words, at - 2, at) and _closes(words, at)
    told = at == 2 or _is_finite_between(words, 1, at)
    told = told or (after.capital and words[at].lower not in ADDRESSING)
    return told and _closes(words, at)


def _is_finite_between(words: Sequence[Piece], first: int, last: int) -> bool:
    """Whether a finite verb stands between the two."""
    return any(is_finite(words, each) for each in range(first, last))


def _closes(words: Sequence[Piece], at: int) -> bool:
    """Whether after the verb only a name and what says who that is stand before a stop."""
    named = follows(words, at + 1)
    if named is None:
        return False
    if named.last == len(words):
        return True
    behind = words[named.last]
    return behind.kind in ("mark", "quote") or behind.lower in AFTER_NAME


def _is_met(words: Sequence[Piece], at: int, named: Named, verb: Verb) -> bool:
    """Whether the verb has what it needs of words."""
    match verb.need:
        case "words":
            return _reports(words, at, named)
        case "quote":
            return _quotes(words, at)
        case "blame":
            charged = any(each.lower in CHARGES for each in words[at + 1 : at + 6])
            return charged or _reports(words, at, named)
    return True


def _quotes(words: Sequence[Piece], at: int) -> bool:
    """Whether the verb judges in words that are quoted: hailed it as “a win for all”."""
    if words[at - 1].text == ",":
        return False  # "troops, dubbed “green men”,"
    for piece in words[at + 1 : at + 16]:
        if piece.kind == "quote":
            return " " in piece.text or (words[at].lower in TERMING and piece.text[1:2].islower())
        if piece.kind == "mark" and piece.text not in ("'", "’", "$", "%", "&", "."):
            return False
        if piece.lower in ("that", "which", "who", "because", "when", "while", "after", "before"):
            return False
    return False


def _reports(words: Sequence[Piece], at: int, named: Named) -> bool:
    """Whether words that are reported stand beside the verb, or before its subject."""
    if words[at - 1].kind == "quote" or (named.first and words[named.first - 1].kind == "quote"):
        return True
    if at == len(words) - 1 or words[at + 1].text in (".", ":"):
        return True
    if words[at + 1].lower == "to" and words[at].lower in GOING_ON:
        return False
    before = words[max(0, at - 8) : at]
    if words[at + 1].text == "," and (
        any(piece.text == "," or piece.kind == "quote" for piece in before)
        or (at + 2 < len(words) and words[at + 2].kind == "quote")
    ):
        return True  # set between commas: "these, he added, are"
    if named.first and words[named.first - 1].text == "," and _is_set_in(words, at):
        return True
    for behind, piece in enumerate(words[at + 1 : at + 9]):
        if piece.lower == "that" or (piece.text == ":" and behind < 3):
            return True
        if piece.kind == "quote":
            return len(piece.text.split()) > 2 or piece.text[-2:-1] in ",."
        if piece.kind == "mark" and piece.text in (",", ";", "."):
            return False
    return False


def _is_set_in(words: Sequence[Piece], at: int) -> bool:
    """Whether a comma closes what says where the words stand: ", Bell wrote in a letter, "."""
    if words[at + 1].lower not in ("in", "on", "to", "via", "during", "at"):
        return False
    comma = next((i for i in range(at + 2, min(at + 8, len(words))) if words[i].text == ","), 0)
    return bool(comma) and not any(is_finite(words, i) for i in range(at + 2, comma))


def _has_figure(words: Sequence[Piece], at: int, verb: Verb) -> bool:
    """Whether the verb is one of saying for what stands after it: "spoke of", "put it at 40"."""
    near = words[at + 1 : at + 12]
    if verb.need == "of":
        return bool(near) and near[0].lower == "of"
    return any(one.lower == "at" and two.text[0].isdigit() for one, two in pairwise(near))


def _is_passive(verb: str, after: str) -> bool:
    """Whether the participle tells what is said of somebody: "said to be", "accused of"."""
    if after == "by":
        return True
    if verb in ("accused", "blamed"):
        return after in ("of", "for", "in")
    return verb in ("said", "reported", "alleged", "claimed", "believed", "estimated") and (
        after in ("missing", "killed", "dead", "wounded", "injured")
    )


def _of_participle(words: Sequence[Piece], at: int, earlier: Named | None) -> Named | None:
    """Who is said to be saying: ", adding that", "with X saying"."""
    last = words[at - 1]
    if last.text == "," and words[at].lower not in ("showing", "finding", "ordering"):
        return earlier or _of_sentence(words, at - 1)
    head = next((i for i in range(at - 1, -1, -1) if words[i].lower == "with"), None)
    if head is not None and at - head <= 6 and last.kind == "word":
        return subject(words, at, head + 1)
    return None


def _of_sentence(words: Sequence[Piece], end: int) -> Named | None:
    """The subject of the sentence, whose second verb stands after `end`."""
    first = 0
    verb = next((i for i in range(1, end) if is_finite(words, i)), None)
    if verb is None:
        return None
    place, kept = before(words, verb, most=first)
    named = subject(words, place)
    return named if named and (named.person or not kept) else None


def _agrees(words: Sequence[Piece], named: Named, verb: Verb) -> bool:
    """Whether a form of the present is a verb here, and not a noun: "CNN reports"."""
    last = words[named.last - 1]
    if words[named.first].lower in ("he", "she", "it"):
        return verb.form == "present"
    if words[named.first].lower == "they":
        return verb.form == "plural"
    plural = (
        last.lower.endswith("s")
        or last.lower in COLLECTIVES
        or any(each.lower == "and" for each in words[named.first : named.last])
    )
    if verb.form == "plural":
        return plural
    return last.capital or not plural or last.lower in COLLECTIVES
