"""A follow-up read with the question before it, by rules and without a model; pure.

"and in Bryansk?" takes the other place, "who said that?", "when?" and "how many wounded?" keep what
the last question was about.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*")
_OPENING: Final = re.compile(
    r"(?:(?:and|but|so)\s+)?(?:what|how)\s+about\s+"
    r"|(?:and|but|also|then|а|і|й|та|и|що до|щодо|а як|а що)\s+",
    re.IGNORECASE,
)
_ASKING: Final = frozenset(
    "who whom whose what when where why how which did do does is are was were has have can "
    "хто кого що коли де чому як скільки чи який яка яке які кто когда где почему сколько".split()
)
_POINTING: Final = frozenset(
    "that this it they them he she him her his their those these there then so "
    "це він вона вони там тоді его их там это".split()
)
_EMPTY: Final = frozenset(
    "the a an since until of in on at to for from by with about near and or many much "
    "else more any exactly say says said saying tell told been be not does old big long far late "
    "в у на з із від до про за під біля по и о".split()
)
_PLACE: Final = r"(?:in|at|near|on|from|to|into|around|over|outside|inside|в|у|на|під|біля)"
_NAME: Final = r"[^\W\d_a-zа-яіїєґ][\w'’-]*(?:\s+[^\W\d_a-zа-яіїєґ][\w'’-]*)*"
_TIME: Final = re.compile(
    r"\d|\b(?:yesterday|today|week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|"
    r"february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_MOST_OWN: Final = 2  # content words of a question that does not stand on its own ...
_SHORT: Final = 4  # ... if it has no more words than these, or points at what was said


class FollowUp(NamedTuple):
    """A text read with the question before it; `leaning`: it does not stand on its own."""

    question: str
    leaning: bool


def leans(text: str) -> bool:
    """Whether the text does not stand on its own, and says nothing without what was before it."""
    read = follow_up(text, "something")
    return read is not None and read.leaning


def follow_up(text: str, last: str, *, pointed: bool = False) -> FollowUp | None:
    """How `text` reads after the question `last`; None where it has nothing to do with it.

    `pointed`: the reader replied to that question's answer.
    """
    words = _WORD.findall(text)
    if not words or not last.strip():
        return None
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    asks = any(word.lower() in _ASKING for word in _WORD.findall(rest))
    if not asks and (opening or (pointed and len(words) <= _MOST_OWN + 1)):
        return FollowUp(_with_another(last, rest.strip(" ?!.")), True)
    own = _content(rest)
    named = bool(_names(rest)) or bool(_TIME.search(rest))
    points = any(word.lower() in _POINTING for word in words)
    short = len(own) <= 1 or (len(own) <= _MOST_OWN and (points or len(words) <= _SHORT))
    leaning = asks and not named and short
    if leaning or opening or pointed:
        return FollowUp(_with_kept(rest, own, last), leaning or bool(opening))
    return None


def _with_another(last: str, other: str) -> str:
    """The last question about another place, name or day."""
    if re.fullmatch(rf"{_NAME}[\s?!.]*", last):
        return f"{other}?"
    given = re.match(rf"({_PLACE})\s+(.+)", other, re.IGNORECASE | re.DOTALL)
    if not _TIME.search(other):
        places = list(re.finditer(rf"\b({_PLACE})\s+(?:the\s+)?({_NAME})", last))
        if places:
            at = places[-1]
            where = f"{given[1]} {given[2]}" if given else f"{at[1]} {other}"
            return f"{last[: at.start()]}{where}{last[at.end() :]}"
        names = _names(last)
        if names and not given:
            start, end = names[-1]
            return f"{last[:start]}{other}{last[end:]}"
    return f"{last.rstrip(' ?!.')} {other}?"


def _with_kept(text: str, own: list[str], last: str) -> str:
    """The text with what the last question was about: its names, else all its content words."""
    names = [last[slice(*span)] for span in _names(last)]
    about = names if own and names else _content(last)
    known = {word.lower() for word in own}
    kept = [word for word in about if word.lower() not in known]
    return f"{text.strip().rstrip(' ?!.')} {' '.join(kept)}".strip() + "?"


def _content(text: str) -> list[str]:
    return [
        word for word in _WORD.findall(text) if word.lower() not in _ASKING | _POINTING | _EMPTY
    ]


def _names(text: str) -> list[tuple[int, int]]:
    """The runs of words with a capital letter that do not open the text."""
    first = _WORD.search(text)
    opening = first.end() if first else 0
    return [found.span() for found in re.finditer(rf"\b{_NAME}", text) if found.start() >= opening]
