"""Russian and Ukrainian words in Latin letters."""

from __future__ import annotations

import re
from typing import Final

_LATIN: Final = (
    "a b v g g d e e ye zh z i i yi y k l m n o p r s t u w f kh ts ch sh shch y e yu ya".split()
)
_TO_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгґдеёєжзиіїйклмнопрстуўфхцчшщыэюя", _LATIN, strict=True)),
        **dict(zip("ґђѓјљњћќџ", "g dj g y l n ch k dzh".split(), strict=True)),
        "ъ": "",
        "ь": "",
    }
)
_IS_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_CASE_ENDINGS: Final = re.compile(
    "ого|его|ому|ему|ыми|ими|ами|ями|ові|еві|єві|ой|ей|ою|ею|єю|ом|ем|єм|ым|им|їм|ам|ям|ах|ях"
    "|ов|ев|ів|їв|[аяоуюеєиіїыйь]"
)
_SHORTEST_STEM: Final = 3
_LONGEST_ENDING: Final = 3

ASKING: Final = frozenset(
    """
    где зачем как какая каких какие каков какова каково каковы какого какой какую когда который
    назовите почему сколько чего чему
    де коли навіщо скільки хто чому яка яке який яких якого які якій
    """.split()
)
"""Words that open a question, so often with a capital letter, and are no names."""


def is_cyrillic(word: str) -> bool:
    """Whether `word` holds a Cyrillic letter."""
    return _IS_CYRILLIC.search(word) is not None


def latin(word: str) -> str:
    """A Russian or Ukrainian `word` in Latin letters, in lower case; others pass as they are."""
    return word.lower().translate(_TO_LATIN)


def cases(word: str) -> tuple[str, ...]:
    """`word` in lower case, then without each ending of a Russian or Ukrainian case.

    "Зеленского" gives зеленского, зеленск and зеленског, "Киеве" киеве and киев.
    """
    lower = word.lower()
    forms = [lower]
    for start in range(max(_SHORTEST_STEM, len(lower) - _LONGEST_ENDING), len(lower)):
        if _CASE_ENDINGS.fullmatch(lower, start):
            forms.append(lower[:start])
    return tuple(forms)
