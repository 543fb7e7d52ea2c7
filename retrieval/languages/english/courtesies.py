"""What a reader says to whom he asks, around the question: "hi, can you show me news on"; pure.

The coverage need not have these words, and where it has them they say nothing of what is asked.
"""

from __future__ import annotations

import re
from typing import Final

_THING: Final = (
    r"(?:(?:an?|the|any|some|all|more|your|other|latest|recent|new)\s++)*"
    r"(?:articles?|news|info|information|anything|something|everything|coverage|reports?|reporting"
    r"|passages?|quotes?|stor(?:y|ies)|details?|facts?)"
)
_PLAIN_THING: Final = (
    r"(?:(?:any|some|all|more|the\s++latest|latest)\s++)?"
    r"(?:articles|news|info|information|anything|something|everything|coverage)"
)
_ABOUT: Final = r"(?:about|on|of|regarding|concerning|that\s++mentions?|mentioning)"
_SOURCE: Final = (
    r"(?:(?:the|your|these|those|all)\s++)?"
    r"(?:articles?|coverage|news|papers?|press|stories)"
)
_CAN_YOU: Final = r"(?:(?:can|could|would|will)\s++you|you\s++(?:can|could))"
_I_WANT: Final = (
    r"i(?:['’]d|\s++would)\s++(?:like|love)\s++(?:you\s++)?to|i\s++(?:want|need)\s++(?:you\s++)?to"
    r"|i\s++(?:wonder|was\s++wondering)|do\s++you\s++know|help\s++me(?:\s++to)?|let\s++me|let['’]?s"
)
_DO: Final = (
    r"(?:tell|show|give|find|get|send|bring|quote|list|read|see|know|hear|learn|check|explain"
    r"|search|look)(?:\s++(?:me|us|out|up|for|to\s++me|to\s++us|again))*"
)
_SHOW_ME: Final = r"(?:tell|show|give|find|get|send|quote|list)\s++(?:me|us)"
_POLITE: Final = rf"(?:{_CAN_YOU}|{_I_WANT})(?:\s++please)?"
_ASK: Final = rf"(?:{_POLITE}\s++)?(?:{_DO})"
_QUESTION: Final = r"(?=(?:who|whom|whose|what|when|where|why|how|which|whether|if)\b)"
_NAME: Final = r"(?=\w)"

_GREETING: Final = re.compile(
    r"\s*+(?:(?:hi|hello|hey|good\s++(?:morning|evening|afternoon|day)|thanks|thank\s++you|thx|okay|ok"
    r"|please|sorry|excuse\s++me)(?:\s++(?:there|bot|a\s++lot|very\s++much|so\s++much))?"
    r"(?:\s*+[,.!:;–-]+\s*+"
    r"|\s++(?=(?:who|what|when|where|why|how|which|can|could|would|do|does|did|is|are|was|were|tell"
    r"|show|give|find|please)\b)))+",
    re.IGNORECASE,
)
_FRAMES: Final = tuple(
    re.compile(rf"\s*+(?:(?:and|but|so)\s++)?(?:please\s++)?(?:{form})", re.IGNORECASE)
    for form in (
        rf"{_ASK}\s++(?:(?:{_THING}|more|all)\s++)?{_ABOUT}\s++{_NAME}",
        rf"(?:{_POLITE}\s++)?(?:{_SHOW_ME}|look\s++(?:up|for)|search\s++for)\s++{_NAME}",
        rf"(?:{_POLITE}\s++(?:{_DO}\s++)?|{_DO}\s++){_QUESTION}",
        rf"where\s++(?:can|could|do|should)\s++i\s++{_DO}\s++"
        rf"(?:(?:{_THING}\s++)?{_ABOUT}\s++{_NAME}|{_QUESTION})",
        rf"(?:is|are|was|were)\s++there\s++{_THING}\s++{_ABOUT}\s++{_NAME}",
        rf"(?:do\s++you\s++have|have\s++you(?:\s++got)?|you\s++have|got)\s++{_THING}\s++{_ABOUT}\s++{_NAME}",
        rf"what\s++(?:do\s++you\s++(?:have|know)|can\s++you\s++(?:tell|show)(?:\s++me)?|is\s++there)\s++"
        rf"{_ABOUT}\s++{_NAME}",
        rf"what\s++(?:do|does|did|is|has)\s++{_SOURCE}\s++(?:say|said|report|tell(?:\s++us)?|write)\s++"
        rf"{_ABOUT}\s++{_NAME}",
        rf"(?:do|does|did)\s++{_SOURCE}\s++(?:mention|cover|discuss|(?:talk|speak|write)\s++{_ABOUT}"
        rf"|(?:say|have|report|contain)\s++(?:{_THING}\s++)?{_ABOUT})\s++{_NAME}",
        rf"i(?:['’]m|\s++am)\s++(?:looking\s++for|searching\s++for|interested\s++in)\s++"
        rf"(?:{_THING}\s++{_ABOUT}\s++)?{_NAME}",
        rf"{_PLAIN_THING}\s++{_ABOUT}\s++{_NAME}",
    )
)
_OATH: Final = re.compile(
    r"\b(who|what|where|when|why|how)\s++(?:the\s++(?:hell|heck|fuck|devil)|on\s++earth)\b",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"(?<![\s,.!–-])[\s,.!–-]+(?:please|thanks|thank\s++you|thx)"
    r"(?:\s++(?:a\s++lot|very\s++much|in\s++advance|bot))?[\s.!?]*$",
    re.IGNORECASE,
)


def without_courtesies(question: str) -> str:
    """The question without the words that are for whom it is put to; as it is where it has none,
    or nothing else."""
    greeting = _GREETING.match(question)
    rest = question[greeting.end() :] if greeting else question
    frame = next((found for each in _FRAMES if (found := each.match(rest))), None)
    rest = rest[frame.end() :] if frame else rest
    rest = _OATH.sub(r"\1", _CLOSING.sub("", rest))
    return rest if re.search(r"\w", rest) else question
