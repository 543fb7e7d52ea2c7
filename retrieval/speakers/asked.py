"""The party whose words a question asks for: "what does Russia say about the dam"; pure."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from retrieval.errors import UnknownPartyError
from retrieval.speakers.parties import Parties

_SAY: Final = (
    r"(?:say|said|says|saying|claim|claimed|report|reported|state|stated|announce|announced|admit|"
    r"admitted|deny|denied|confirm|confirmed|acknowledge|acknowledged|think|tell|told us|allege|"
    r"alleged|insist|insisted|write|wrote)"
)
_WHO: Final = r"(?P<who>(?:[\w.’'-]+\s+){0,5}?[\w.’'-]+)"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\bwhat\s+(?:does|do|did|has|have|is|was|were)\s+{_WHO}\s+{_SAY}"
        r"\b(?:\s+(?:about|of|on|regarding|over|that|to)\b)?",
        rf"\b(?:what|how)\s+(?:is|was|are|were)\s+{_WHO}(?:['’]s?)?\s+"
        r"(?:version|account|position|claims?|story|side|explanation)"
        r"(?:\s+(?:about|of|on|regarding|over|for)\b)?",
        rf"\baccording\s+to\s+{_WHO}\s*(?:[,:?.]|$)",
    )
)

_LONGEST_NAME: Final = 4  # words of a party's name


class AskedParty(NamedTuple):
    """A party, and the question without the words that ask for it."""

    party: str
    rest: str


def asked_party(question: str, parties: Parties) -> AskedParty | None:
    """The party whose words `question` asks for; None where it asks for nobody's."""
    for form in _FORMS if parties.all else ():
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
