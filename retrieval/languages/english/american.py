"""British spellings -> American ones: outlets differ, and so do readers.

breame knows most words; what it lacks stands here, and endings that many words have.
"""

from __future__ import annotations

import re
from typing import Final

from breame.spelling import BRITISH_ENGLISH_SPELLINGS

_NOT_SO: Final = frozenset(
    """
    buses busing draught gases gauge gauged gauges gauging groyne groynes louvre louvres minibuses
    philtre philtres snowploughs tranquilly
    """.split()
)
"""What breame has and we do not take: the American word is another one, a name or no plainer."""
_WORDS: Final = """
aluminum aluminium
analyze analyse
catalog catalogue
check cheque
gray grey
judgment judgement
program programme
"""
_OUR: Final = re.compile(
    "((?:arm|behavi|cand|cl|col|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|rum|savi"
    "|sav|splend|tum|val|vap|vig)o)u(?=r(?:s|ed|ing|ab(?:le|ly)|ers?|ites?|less|ful|y|hoods?)?$)"
)
_RE: Final = re.compile("(theat|met|lit|fib|sab|calib|cent)re(?=s?$)")
_ISE: Final = re.compile(
    "^(?!.*prom)([a-z]{2,}(?:[aeio]l|[aegioru]n|[aeo]r|[aeio]g|[aei]t|ic|[io]m|[ir]d|[ae]s))"
    "is(?=(?:es?|ed|ers?|ing|ations?|ational)$)"
)
"""With what stands before it in most verbs, but hardly in other words (surprise, exercise)."""


def _pairs() -> dict[str, str]:
    pairs = (line.split() for line in _WORDS.strip().splitlines())
    return {
        british + end: american + other
        for american, british in pairs
        for end, other in zip(_endings(british), _endings(american), strict=True)
    }


def _endings(word: str) -> tuple[str, ...]:
    return ("", "s", *(("d", "r") if word.endswith("e") else ("ed", "er")))


_AMERICAN: Final[dict[str, str]] = {
    british: american
    for british, american in BRITISH_ENGLISH_SPELLINGS.items()
    if british not in _NOT_SO
} | _pairs()


def american(word: str) -> str:
    """A folded word as it is spelt in America, if it is spelt in the British way."""
    if found := _AMERICAN.get(word):
        return found
    if "our" in word:
        return _OUR.sub(r"\1", word)
    if "re" in word[-3:]:
        return _RE.sub(r"\1er", word)
    return _ISE.sub(r"\1iz", word) if "is" in word[-9:] else word
