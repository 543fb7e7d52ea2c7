"""The words by which a statement is turned down, and where what they turn down ends."""

from __future__ import annotations

import re
from typing import Final

_FALSE: Final = (
    r"(?:false|untrue|wrong|incorrect|a\s+lie|lies|fake|fakes|baseless|unfounded|groundless|fabricated"
    r"|invented|made\s+up|exaggerated|nonsense|a\s+hoax|a\s+myth|not\s+true|not\s+correct"
    r"|inaccurate|misleading|propaganda|disinformation|misinformation|an\s+invention|a\s+fairy\s+tale"
    r"|(?:pure\s+)?(?:fantasy|fiction|invention))"
)
_DENIED: Final = (
    r"(?:denied|rejected|refuted|debunked|dismissed|disproved|disproven|disputed|retracted"
    r"|contradicted|rebutted|rebuffed)"
)
_DENY: Final = (
    r"(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)"
    r"|dismiss(?:es|ed|ing)?|rebut(?:s|ted|ting)?|debunk(?:s|ed|ing)?|contradict(?:s|ed|ing)?"
    r"|disavow(?:s|ed)?|doubt(?:s|ed|ing)?)"
)
_CLAIM: Final = (
    r"(?:claims?|reports?|rumou?rs?|allegations?|assertions?|suggestions?|news|figures?|numbers?"
    r"|tolls?|counts?|estimates?|accounts?|versions?|stor(?:y|ies)|statements?|accusations?)"
)
_CHARGE: Final = (
    r"(?:(?:the|a|an|any|all|its|his|her|their)\s+)*(?:involvement|responsibility|role|part|knowledge"
    r"|wrongdoing|guilt|blame|charges?|appeals?|requests?|bids?|motions?|offers?|pleas?|proposals?"
    r"|plans?|ideas?|deals?|entry|access|demands?|terms|conditions|ultimatum|calls?)\b"
)
_BE: Final = (
    r"(?:is|are|was|were|has\s+been|have\s+been|had\s+been|being|(?:turned|turns)\s+out\s+to\s+be"
    r"|prove[sd]?(?:\s+to\s+be)?)"
)

HINT: Final = re.compile(
    r"n['’]t\b|\b(?:not|no|never|neither|nor|den[yi]|refut|reject|disput|dismiss|rebut|debunk"
    r"|contradict|disavow|doubt|false|falsely|untrue|wrong|wrongly|incorrect|lies?\b|fake|baseless"
    r"|unfounded|groundless|fabricat|invent|exaggerat|nonsense|hoax|myth|contrary|refus|declin"
    r"|far\s+from|nowhere|nothing|instead\s+of|rather\s+than|inaccurate|unlikely|cannot"
    r"|fantasy|fairy|retract|disprov|made\s+up|propaganda|disinformation|mistakenly|erroneously|none)"
)
"""One of these is in every text that turns something down, its case folded: to look in folded text
takes a third of the time of looking for letters in any case."""
TURNED: Final = re.compile(
    r"\b(?:den[yi]|refut|reject|disput|dismiss|disprov|disavow|rebut|rebuff|debunk|contra|retract|doubt"
    r"|false|fake|untrue|wrong|incorrect|inaccurate|inconceivable|invent|lies?\b|baseless|bogus|unfounded"
    r"|unlikely|unthinkable|groundless|fabricat|fantasy|fairy|fiction|exaggerat|erroneous|nonsense|hoax"
    r"|myth|legend|misleading|misinform|mistaken|disinform|propaganda|impossible|refus|declin"
    r"|made\s+up|not\s+(?:true|correct|so|the\s+case)|nothing\s+(?:to\s+)?(?:suggest|indicate|show|prove|point)"
    r"|no\s+(?:evidence|proof|truth|indication|sign|confirm|basis|reason|credible|report|question|word))"
    r"|\?\W*no"
)
"""One of these, too, is in every text in which somebody turns down what others say (AFTER, BEFORE),
its case folded."""

AFFIRMED: Final = re.compile(
    r"(?:\b(?:not|never|cannot)|n['’]t)\s+(?:\w+\s+)?(?:den(?:y|ied)|rul(?:e|ed)\s+out|disput(?:e|ed)"
    r"|refut(?:e|ed)|reject(?:ed)?|doubt(?:ed)?|exclude[d]?)\b"
    r"|\b(?:not|no)\s+(?:only|just|merely|simply|solely|least|more|less|fewer|later|longer|matter"
    r"|doubt|wonder|secret|question|exception)\b"
    r"|\b(?:was|were|been|be|being)\s+denied\s+(?!that\b|as\b|by\b)\w+"
    r"|\bno\s+(?:sooner|later)\s+than\b|\bnot\s+until\b|\bwhether\s+or\s+not\b|\bif\s+not\b"
    r"|\bnot\s+(?:a|one)\s+single\s+survivor\b",
    re.IGNORECASE,
)
"""Negations that turn nothing down."""

SILENT: Final = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:yet\s+)?(?:say|said|specif\w+|know|known|explain\w*|disclos\w+"
    r"|reveal\w*|clear|immediately\s+clear|detail\w*|state|stated|comment\w*|identif\w+|tell|told"
    r"|name|named|give|given|provide\w*|mention\w*|elaborat\w*|announce\w*)\s+"
    r"(?:where|when|how|why|who|whom|which|what|whether|if|the|its|their|his|her|any|on|before|a|out)\b",
    re.IGNORECASE,
)
"""What is not said, and is so all the same: did not say when."""

AFTER: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_DENY}\b(?!\s+by\b|\s+{_CHARGE})",
        rf"\b(?:it|that)(?:\s+{_BE}|['’]s)\s+(?:simply\s+|completely\s+|just\s+)?"
        rf"(?:{_FALSE}|not\s+(?:the\s+case|so))(?=[,:]?\s+(?:that|to\s+say)\b|:)",
        r"\bnothing\s+(?:to\s+)?(?:suggest|indicate|show|prove|point)s?\b",
        r"\bno\s+(?:evidence|proof|truth|indications?|signs?|confirmation|basis|reason\s+to\s+believe"
        r"|credible\s+reports?|reports?|question\s+of|word)\b",
        r"\b(?:denials?|rejections?|refutations?)\s+(?:of|that)\b",
        rf"\b(?:false|fake|bogus|untrue|baseless|unfounded|fabricated|erroneous|wrong)\s+{_CLAIM}\b",
        r"\b(?:falsely|wrongly|mistakenly|erroneously|incorrectly)\s+\w+",
        r"\b(?:refus|declin)(?:e|es|ed|ing)\s+to\s+(?:confirm|believe|accept|acknowledge)\b",
        r"\b(?:unlikely|doubtful|impossible|inconceivable|unthinkable)\s+that\b",
        r"\b(?:lie|myth|hoax|legend)s?\s+that\b",
    )
)
"""What stands after these, up to the end of the clause, is turned down."""

BEFORE: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_DENY}\s+{_CHARGE}",
        rf"\bcontrary\s+to\s+(?:\w+\s+)?{_CLAIM}[^,;]*",
        rf"\b{_CLAIM}\s+(?:that\b|of\b|about\b|putting\b|(?=\d))[^;]*?\b{_BE}\s+(?:\w+ly\s+)?"
        rf"(?:{_DENIED}|{_FALSE})\b",
        rf"\b(?:call(?:s|ed)?|brand(?:s|ed)?|label(?:s|led)?|describ(?:es|ed)|dismiss(?:es|ed)?)\b"
        rf"[^;:]*?\b{_CLAIM}\b[^;:]*?\b(?:as\s+)?{_FALSE}\b",
        r"^[^;:]*?\?\W*(?:nonsense|no|false|not\s+true|untrue|a\s+lie|lies)\b",
        rf"^[^;:]*?,\s+(?:which|(?:a|an|something)\s*(?:{_CLAIM}\s*)?(?:that|which)?)\s+"
        rf"(?:[\w’']+\s+){{1,5}}?{_DENY}\b",
    )
)
"""All of these is turned down: a claim, and what says that it is false."""

NEGATED: Final = re.compile(
    r"\b(?:not|never|cannot|neither|nor|without)\b|n['’]t\b"
    r"|\bno\s+(?=\d)|\bby\s+no\s+means\b|\bat\s+no\s+time\b|\bno\s+(?:such|single)\b"
    r"|\b(?:far\s+from|nowhere\s+near|nothing\s+like|instead\s+of|rather\s+than|anything\s+but)\b",
    re.IGNORECASE,
)
"""What stands after these, up to the end of the clause, is negated."""

SUBJECT: Final = re.compile(
    r"(?<!killed\s)(?<!wounded\s)(?<!injured\s)(?<!left\s)(?P<subject>\b(?:\d[\d.,]*|[a-z]+ty|dozens|hundreds|thousands)(?:\s+(?!who\b|that\b|which\b)"
    r"[\w’'-]+){0,4})\s+(?:was|were|did|have|has|had|are|is|do|does|will|could|would)"
    r"(?:\s+(?:not|never)\b|n['’]t\b)(?!\s+(?:yet\s+)?(?:been\s+)?(?:found|identified|named|seen|rescued"
    r"|recovered|accounted|heard|returned|known|traced|survive[d]?)\b)",
    re.IGNORECASE,
)
"""A figure with its noun that is the subject of what is negated."""

_REPORTING: Final = (
    r"said|says|put|puts|spoke|speaks|claimed|claims|confirmed|gave|gives|insisted|insists|admitted"
    r"|admits|named|names|counted|counts|reported|reports|acknowledged|estimated|stated|announced"
    r"|added|instead|maintained|listed|conceded|concedes"
)
_END: Final = (
    r";|:\s|\.\s|\s[–—]\s|,?\s+\bbut\b(?!\s+also)"
    r"|,?\s+\b(?:although|though|while|whereas|yet|instead|only\s+that)\b"
    rf"|,\s+(?:saying|adding|claiming|insisting|according|{_REPORTING})\b"
    r"|,\s+and\s+(?:that\s+)?(?:it|he|she|they|instead|\d+\s+(?:were|are|have|had))\b"
    rf"|,?\s+and\s+(?:\w+ly\s+)?(?:{_REPORTING})\b"
    r"|,(?=\s+(?:it|he|she|they|there|the)\s)"
)
ENDS: Final = re.compile(_END, re.IGNORECASE)
"""Where a clause ends, and what is denied with it ..."""
ENDS_NEGATED: Final = re.compile(
    rf"{_END}|\b(?:because|after|since|when|once|until|unless|so\s+that|where)\b"
    r"|\band\s+(?=\d+\s+\w+\s+(?:were|are|was|have|had|died|\w+ed)\b)",
    re.IGNORECASE,
)
"""... and what is negated."""
ASIDE: Final = re.compile(rf"(?:\s+{_CLAIM})?\s+that\s*,[^,]*,", re.IGNORECASE)
"""Words between commas with which a denied clause may begin."""
SUBORDINATE: Final = re.compile(
    r"(?:^\W*(?:because|as|since|when|although|though|while|if|after|once)|,\s+(?:who|which|whose|where))"
    r"\b[^,]*$",
    re.IGNORECASE,
)
"""What stands before a negation whose clause ends at the next comma."""

ASKS_OF_DENIALS: Final = re.compile(
    r"^\W*(?:did|does|do|is|are|was|were|has|have|had|will|can|could|would)\b"
    r"|\b(?:den(?:y|ies|ied|ial|ying)|reject|refut|disput|dismiss|contradict|true|false|fake|lie\b"
    r"|lies\b|rumou?r|claim|blam|accus|agree|version|admit|react|respond|response|says?\b|said\b|stance"
    r"|position|according)",
    re.IGNORECASE,
)
"""A question to which what is denied is an answer."""
