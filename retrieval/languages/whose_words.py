"""How other languages than English ask for what somebody says: "was sagt Russland zu ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_WHO = r"(?P<who>[^\W\d_][\w’'.-]*(?:\s+[^\W\d_][\w’'.-]*){0,2}?)"
_ARTICLE = r"(?:(?:der|die|das|den|le|la|les|el|los|las|il|lo|gli|o|a|os|as)\s+|l['’])?"
_FORMS: Final = {
    "uk": (
        r"(?:що|як)\s+(?:про\s+це\s+)?(?:каже|кажуть|говорить|говорять|сказала?|сказали|сказав"
        r"|заявляє|заявляють|заявив|заявила|заявили|стверджує|стверджують|пояснює|відповіла)",
        r"про|щодо|стосовно|з\s+приводу|на",
    ),
    "ru": (
        r"(?:что|как)\s+(?:об\s+этом\s+)?(?:говорит|говорят|сказала?|сказали|заявляет|заявляют"
        r"|заявила?|заявили|утверждает|утверждают|объясняет|ответила)",
        r"об?|про|насчет|по\s+поводу|на",
    ),
    "de": (
        r"was\s+(?:sagt|sagen|sagte|sagten|behauptet|behaupten|behauptete|erklärt|erklärte|meint)",
        r"über|zu|zum|zur|dazu",
    ),
    "fr": (
        r"(?:que\s+(?:dit|disent|disait|affirme|affirment|déclare)|qu['’](?:a|ont|affirme)"
        r"(?:\s+(?:dit|déclaré))?)",
        r"sur|de|du|des|à\s+propos",
    ),
    "es": (
        r"qué\s+(?:dice|dicen|dijo|dijeron|afirma|afirman|afirmó|sostiene)",
        r"sobre|de|del|acerca",
    ),
    "pl": (r"co\s+(?:mówi|mówią|powiedział[ay]?|powiedzieli|twierdzi|twierdzą)", r"o|na\s+temat"),
    "it": (
        r"(?:che\s+)?cosa\s+(?:dice|dicono|ha\s+detto|afferma|sostiene)",
        r"su|sul|sulla|di|del",
    ),
    "pt": (r"o\s+que\s+(?:diz|dizem|disse|disseram|afirma)", r"sobre|de|do|da"),
}
"""What asks, up to who is asked for, and what stands before the topic."""
_ASKS: Final = {
    code: re.compile(rf"^\W*{asks}\s+{_ARTICLE}{_WHO}(?=\s+(?:{about})\b|\W*$)", re.IGNORECASE)
    for code, (asks, about) in _FORMS.items()
}


def asked_for(question: str) -> Iterator[tuple[str, str]]:
    """Who is asked for by `question`, as written, with the language that it asks in: for each in
    which it does."""
    for code, asks in _ASKS.items():
        if match := asks.match(question):
            yield match["who"], code
