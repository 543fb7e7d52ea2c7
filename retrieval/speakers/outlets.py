"""The names by which readers know an outlet: ISW, the Times, cnn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from retrieval.analysis.terms import fold
from retrieval.errors import UnknownOutletError
from retrieval.languages.english.stop_words import STOP_WORDS
from retrieval.languages.english.word_classes import TIMES
from retrieval.spelling.aliases import Aliases

_WORD: Final = re.compile(r"\w+")
_DOMAIN: Final = re.compile(r"\.(?:com|org|net|info|co\.\w\w|\w\w)$")
_SHORTEST: Final = 3
"""Letters of an outlet's initials that stand for it."""
MOST: Final = 5_000
"""Outlets whose names are known to readers; of more, the first."""


def names_of_outlets(outlets: Iterable[str], aliases: Aliases) -> dict[str, str]:
    """The names of the outlets, folded, each with the outlet that has it alone."""
    own = list(outlets)[:MOST]
    whole = {_plain(outlet): outlet for outlet in reversed(own)}
    others = [(name, outlet) for outlet in own for name in set(_shorter(outlet, aliases))]
    times = Counter(name for name, _ in others)
    return {name: outlet for name, outlet in others if times[name] == 1} | whole


def known_outlet(written: str | None, outlets: Mapping[str, str]) -> str | None:
    """The outlet that a person means by `written`, of those that `names_of_outlets` gave; None for
    None. Raises UnknownOutletError."""
    if written is None:
        return None
    own = tuple(dict.fromkeys(outlets.values()))
    found = written if written in own else outlets.get(_plain(written))
    if found is None:
        raise UnknownOutletError(written, own)
    return found


def _shorter(outlet: str, aliases: Aliases) -> Iterator[str]:
    site = _DOMAIN.sub("", outlet.lower())
    if site != outlet.lower():
        yield _plain(site)
    words = [word for word in _WORD.findall(outlet) if word.lower() not in ("the", "a")]
    if not words:
        return
    yield _plain(" ".join(words))
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) >= _SHORTEST:
        yield initials.lower()
    last = fold(words[-1])
    if len(words) > 1 and words[-1][0].isupper() and last not in TIMES | STOP_WORDS:
        yield last
    if len(words) == 1:
        yield from aliases.others(words[0])


def _plain(name: str) -> str:
    words = [fold(word) for word in _WORD.findall(name)]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
