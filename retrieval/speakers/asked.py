"""Whose words a question asks for: "what does Russia say about the dam"; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from retrieval.analysis.terms import fold, terms
from retrieval.errors import UnknownPartyError
from retrieval.languages.english.speaking.governments import COUNTRIES, GOVERNMENTS
from retrieval.languages.english.speaking.whose_words import (
    ASKS_ORDER,
    ASKS_WHOSE_WORDS,
    FIRST,
    NAMING_OUTLETS,
    NOBODY,
    PARTING,
    STANCES,
    TITLES,
    Form,
)
from retrieval.languages.english.stop_words import STOP_WORDS
from retrieval.languages.english.word_classes import PEOPLE
from retrieval.languages.whose_words import asked_for
from retrieval.model import Stance
from retrieval.speakers.parties import Parties
from retrieval.spelling.places import english_name

_LONGEST_NAME: Final = 4  # words of a party's name
_LONGEST_OUTLET: Final = 6  # words of an outlet's
_WORD: Final = re.compile(r"\w+")
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVES: Final = re.compile(r"^['’]s?\b")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_ENDS: Final = " \t\n,:;.?!"

Order = Literal["first", "last"]


class AskedParty(NamedTuple):
    """A party, and the `rest` of the question, without the words that ask for it."""

    party: str
    rest: str


class Whose(NamedTuple):
    """Whose words are asked for: `who`, as written; the `party` that it is or belongs to; the
    terms of a `name`, which a speaker must have, () for a party itself; the `outlet` that it is.

    `rest` is the question without the words that ask for them. `order`: the first or the last of
    the words; `stance`, their class; `sure`: it can mean nothing else.
    """

    who: str
    party: str | None
    name: tuple[str, ...]
    outlet: str | None
    rest: str
    order: Order | None
    stance: Stance | None
    sure: bool

    @property
    def is_person(self) -> bool:
        """Whether the name is that of a person, by its last name."""
        last = _WORD.findall(self.who)[-1].lower()
        return len(self.name) == 1 and last not in PEOPLE and last not in TITLES

    @property
    def searched(self) -> str:
        """The question to search with: who is named there where a name is asked for."""
        return f"{self.who} {self.rest}".strip() if self.name or not self.rest else self.rest


def whose_words(
    question: str, parties: Parties, outlets: Mapping[str, str] | None = None
) -> Whose | None:
    """Whose words `question` asks for; None where it asks for nobody's. `outlets` are the names by
    which readers know them, folded, with the coverage's own."""
    for form in ASKS_WHOSE_WORDS:
        for match in form.pattern.finditer(question):
            if found := _asked(question, match, form, parties, outlets or {}):
                return found
    return _asked_elsewhere(question, parties)


def _asked_elsewhere(question: str, parties: Parties) -> Whose | None:
    """The party whose words a question in another language than English asks for; all of it is
    searched for, so that it is still read in that one."""
    for written, code in asked_for(question):
        who = english_name(written, code)
        if who and (party := _party(who, parties)):
            return Whose(who, party, (), None, question, None, None, sure=False)
    return None


def _asked(
    question: str,
    match: re.Match[str],
    form: Form,
    parties: Parties,
    outlets: Mapping[str, str],
) -> Whose | None:
    who = _POSSESSIVE.sub("", _ARTICLE.sub("", match["who"].strip(_ENDS)).strip(_ENDS))
    words = [fold(word) for word in _WORD.findall(who)]
    if not words or not NOBODY.isdisjoint(words[:1] + words[-1:]) or not PARTING.isdisjoint(words):
        return None
    party = _party(who, parties)
    outlet = outlets.get(" ".join(words))
    bare = party is not None and _is_party_itself(who, party)
    if form.soft and not (bare or outlet or _is_government(who)):
        return None
    name = () if bare or outlet else _name(who, words)
    if not (bare or outlet or name):
        return None
    groups = match.groupdict()
    kept = [groups.get("asks"), groups.get("kept"), groups.get("held")]
    parts = [question[: match.start()], *kept, question[match.end() :]]
    order, rest = asked_order(" ".join(" ".join(filter(None, parts)).split()).strip(" \t\n,:;"))
    if STOP_WORDS.issuperset(fold(word) for word in _WORD.findall(rest)):
        rest = ""
    if groups.get("order"):
        order = "first" if FIRST.fullmatch(groups["order"]) else "last"
    verb = (groups.get("verb") or "").lower()
    return Whose(
        who=who,
        party=party,
        name=name,
        outlet=outlet,
        rest=rest,
        order=order,
        stance=next((kind for stem, kind in STANCES.items() if verb.startswith(stem)), None),
        sure=bool(party or outlet or not _ARTICLE.match(match["who"]) or _is_able(who)),
    )


def asked_order(question: str) -> tuple[Order | None, str]:
    """Whether `question` asks for the first or the last of what is said, and the question without
    the words that say so."""
    match = ASKS_ORDER.search(question)
    if match is None:
        return None, question
    rest = " ".join(f"{question[: match.start()]} {question[match.end() :]}".split())
    return ("first" if FIRST.fullmatch(match.group()) else "last"), rest


def _is_party_itself(who: str, party: str) -> bool:
    """Whether it names the party or its people, not one who speaks for it."""
    name = fold(who)
    if name == fold(party):
        return True
    return name in {fold(each) for each in COUNTRIES.get(party, ())} and not _is_government(who)


def _is_government(who: str) -> bool:
    return fold(who) in GOVERNMENTS


def _is_able(who: str) -> bool:
    """Whether a reader expects that it speaks: no treaty."""
    return any(word[0].isupper() or word.lower() in PEOPLE for word in _WORD.findall(who))


def _name(who: str, words: list[str]) -> tuple[str, ...]:
    """The terms that must stand in a speaker: of a person the last name."""
    if words[-1] in PEOPLE or words[-1] in TITLES or len(words) == 1:
        return tuple(dict.fromkeys(terms(who)))
    own = [word for word in _WORD.findall(who) if fold(word) not in TITLES]
    if any(fold(word) in PEOPLE for word in own):
        return tuple(dict.fromkeys(terms(" ".join(own))))
    return tuple(dict.fromkeys(terms(own[-1] if len(own[-1]) > 2 else " ".join(own))))


def mentioned_outlet(question: str, outlets: Mapping[str, str]) -> Whose | None:
    """The outlet that `question` names otherwise: by two words or more, or after "in" or "by"."""
    words = list(_WORD.finditer(question))
    plain = [fold(word.group()) for word in words]
    for less, at, name in sorted(_outlets_in(plain, outlets)):
        count = -less
        start, end = words[at].start(), words[at + count - 1].end()
        before = plain[at - 1] if at else ""
        named = before in NAMING_OUTLETS and words[at].group()[0].isupper()
        if count == 1 and not named:
            continue
        opening = words[at - 1].start() if before in NAMING_OUTLETS else start
        rest = f"{question[:opening]} {_POSSESSIVES.sub('', question[end:])}"
        order, rest = asked_order(" ".join(rest.split()).strip(" \t\n,:;"))
        who = question[start:end]
        return Whose(who, None, (), outlets[name], rest, order, None, sure=True)
    return None


def _outlets_in(words: list[str], outlets: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The names of outlets among the words: their length, below nothing, their place, themselves:
    sorted, the longest come first."""
    for at in range(len(words)):
        name = ""
        for count, word in enumerate(words[at : at + _LONGEST_OUTLET], start=1):
            name = word if count == 1 else f"{name} {word}"
            if name in outlets:
                yield -count, at, name


def asked_party(question: str, parties: Parties) -> AskedParty | None:
    """The party whose words `question` asks for; None where it asks for nobody's."""
    asked = whose_words(question, parties)
    return AskedParty(asked.party, asked.rest) if asked and asked.party and asked.rest else None


def _party(who: str, parties: Parties) -> str | None:
    """The side that `who` names, or the party of that name."""
    if side := parties.side(who):
        return side
    try:
        return parties.known(who)
    except UnknownPartyError:
        return parties.country(who)


def opening_party(words: str, parties: Parties) -> AskedParty:
    """The party that the first of `words` name, and what follows. Raises UnknownPartyError."""
    split = words.split()
    for count in range(min(_LONGEST_NAME, len(split)), 0, -1):
        name = " ".join(split[:count])
        if any(party.casefold() == name.casefold() for party in (*parties.all, *parties.countries)):
            return AskedParty(parties.known(name), " ".join(split[count:]))
    first = split[0] if split else ""
    return AskedParty(parties.known(first.rstrip(",:")), " ".join(split[1:]))
