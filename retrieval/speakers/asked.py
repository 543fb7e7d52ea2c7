"""The party whose words a question asks for: "what does Russia say about the dam"; pure."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from retrieval.errors import UnknownPartyError
from retrieval.languages.english.reporting_verbs import ASKS_WHOSE_WORDS
from retrieval.speakers.parties import Parties

_LONGEST_NAME: Final = 4  # words of a party's name


class AskedParty(NamedTuple):
    """A party, and the question without the words that ask for it."""

    party: str
    rest: str


def asked_party(question: str, parties: Parties) -> AskedParty | None:
    """The party whose words `question` asks for; None where it asks for nobody's."""
    for form in ASKS_WHOSE_WORDS if parties.all else ():
        for match in form.finditer(question):
            party = _party(match["who"], parties)
            rest = f"{question[: match.start()]} {question[match.end() :]}"
            if party and re.search(r"\w", rest):
                return AskedParty(party, " ".join(rest.split()))
    return None


def without_party(question: str, parties: Parties) -> str:
    """The question without the words that ask for a party's."""
    asked = asked_party(question, parties)
    return asked.rest if asked else question


def _party(who: str, parties: Parties) -> str | None:
    """The side that `who` names, or the party of that name."""
    if side := parties.side(who):
        return side
    try:
        return parties.known(who)
    except UnknownPartyError:
        return None


def opening_party(words: str, parties: Parties) -> AskedParty:
    """The party that the first of `words` name, and what follows. Raises UnknownPartyError."""
    split = words.split()
    for count in range(min(_LONGEST_NAME, len(split)), 0, -1):
        name = " ".join(split[:count])
        if any(party.casefold() == name.casefold() for party in parties.all):
            return AskedParty(parties.known(name), " ".join(split[count:]))
    first = split[0] if split else ""
    return AskedParty(parties.known(first.rstrip(",:")), " ".join(split[1:]))
