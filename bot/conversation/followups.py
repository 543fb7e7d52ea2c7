"""A follow-up read with the question before it, by rules and without a model; pure.

"and in Bryansk?" takes the other place, "who said that?", "when?" and "how many wounded?" keep what
the last question was about. The words by which it is known are those of the question's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from bot.locales.typed.tables import FollowUps, typed

_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*")
_LOWER: Final = "".join(filter(str.islower, map(chr, range(0x530))))
_NAME: Final = rf"[^\W\d_{_LOWER}][\w'’-]*(?:\s+[^\W\d_{_LOWER}][\w'’-]*)*"
_BEFORE: Final = "¿¡ \u00a0\u202f"
_AROUND: Final = f"{_BEFORE}?!."
_DEFAULT: Final = "en"
_TOGETHER: Final = ("uk", "ru")
"""Languages that are written so alike that few words do not tell which it is."""
_MOST_OWN: Final = 2  # content words of a question that does not stand on its own ...
_SHORT: Final = 4  # ... if it has no more words than these, in a language with articles, or points


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
    if not _WORD.search(text) or not last.strip():
        return None
    for code in dict.fromkeys(_languages(text, last)):
        read = _rules(code).read(text.strip(_BEFORE), last, pointed=pointed)
        if read:
            return read
    return None


def _languages(text: str, last: str) -> list[str]:
    """Whose words to look for, the likeliest first: few words tell less than the question before
    them."""
    return [_likeliest(f"{text} {last}"), _likeliest(text), _DEFAULT]


def _likeliest(text: str) -> str:
    """The language that most of the words belong to, English in doubt."""
    words = _lower(text)
    few = {code: sum(word in _rules(code).known for word in words) for code in typed()}
    best = max(few, key=lambda code: few[code])
    return best if few[best] > few[_DEFAULT] else _DEFAULT


def _lower(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True)
class _Rules:
    """How follow-ups are read in a language, or in several."""

    words: FollowUps
    opening: re.Pattern[str]
    times: re.Pattern[str]
    place: str
    article: str
    known: frozenset[str]

    def read(self, text: str, last: str, *, pointed: bool) -> FollowUp | None:
        words = _WORD.findall(text)
        opening = self.opening.match(text)
        rest = text[opening.end() :] if opening else text
        asks = any(word in self.words.asking for word in _lower(rest))
        if not asks and (opening or (pointed and len(words) <= _MOST_OWN + 1)):
            return FollowUp(self._with_another(last, rest.strip(_AROUND)), True)
        own = self._content(rest)
        named = bool(_names(rest)) or bool(self.times.search(rest))
        points = any(word in self.words.pointing for word in _lower(text))
        few = points or (len(words) <= _SHORT and bool(self.words.articles))
        short = len(own) <= 1 or (len(own) <= _MOST_OWN and few)
        leaning = asks and not named and short
        if leaning or opening or pointed:
            return FollowUp(self._with_kept(rest, own, last), leaning or bool(opening))
        return None

    def _with_another(self, last: str, other: str) -> str:
        """The last question about another place, name or day."""
        if re.fullmatch(rf"{_NAME}[{_AROUND}\s]*", last):
            return f"{other}?"
        given = re.match(rf"({self.place})\s+(.+)", other, re.IGNORECASE | re.DOTALL)
        if not self.times.search(other):
            places = list(re.finditer(rf"\b({self.place})\s+{self.article}({_NAME})", last))
            if places:
                at = places[-1]
                where = f"{given[1]} {given[2]}" if given else f"{at[1]} {other}"
                return f"{last[: at.start()]}{where}{last[at.end() :]}"
            names = _names(last)
            if names and not given:
                start, end = names[-1]
                return f"{last[:start]}{other}{last[end:]}"
        return f"{last.rstrip(_AROUND)} {other}?"

    def _with_kept(self, text: str, own: list[str], last: str) -> str:
        """The text with what the last question was about: its names, else all its content
        words."""
        names = [last[slice(*span)] for span in _names(last)]
        about = names if own and names else self._content(last)
        known = {word.lower() for word in own}
        kept = [word for word in about if word.lower() not in known]
        return f"{text.strip().rstrip(_AROUND)} {' '.join(kept)}".strip() + "?"

    def _content(self, text: str) -> list[str]:
        nothing = self.words.asking | self.words.pointing | self.words.empty
        return [word for word in _WORD.findall(text) if not nothing.issuperset(_lower(word))]


@cache
def _rules(code: str) -> _Rules:
    tables = [typed()[each].follow_ups for each in (_TOGETHER if code in _TOGETHER else (code,))]
    words = FollowUps(
        tuple(word for each in tables for word in each.opening),
        frozenset().union(*(each.asking for each in tables)),
        frozenset().union(*(each.pointing for each in tables)),
        frozenset().union(*(each.empty for each in tables)),
        *(tuple(word for each in tables for word in getattr(each, key)) for key in _LISTS),
    )
    longest = sorted(words.opening, key=len, reverse=True)
    opening = "|".join(rf"{_spaced(each)}\s+" for each in longest)
    times = "|".join(_spaced(each).replace(r"\*", r"\w*") for each in words.times)
    articles = "|".join(
        rf"{each}\s+" if each[-1].isalpha() else _spaced(each) for each in words.articles
    )
    return _Rules(
        words,
        re.compile(opening, re.IGNORECASE),
        re.compile(rf"\d|\b(?:{times})\b", re.IGNORECASE),
        f"(?:{'|'.join(words.places)})",
        f"(?:{articles})?",
        words.asking.union(words.pointing, words.empty, words.places, words.opening),
    )


_LISTS: Final = ("places", "articles", "times")


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split())).replace("'", "['’]")


def _names(text: str) -> list[tuple[int, int]]:
    """The runs of words with a capital letter that do not open the text."""
    first = _WORD.search(text)
    opening = first.end() if first else 0
    return [found.span() for found in re.finditer(rf"\b{_NAME}", text) if found.start() >= opening]
