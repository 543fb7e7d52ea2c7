"""The kinds of thing that questions ask for: how they ask, and how passages give it."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.english.days.dates import MONTHS, WEEKDAYS
from retrieval.languages.english.numbers import TENS, UNITS

_NUMBER = (
    r"(?:[0-9][0-9.,]*(?:-and-a-half)?|"
    rf"(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS[1:10])}))?|{'|'.join(UNITS[1:])}"
    r"|a|an|half|several|few|dozens?|hundreds?|thousands?)"
)
_LARGE = r"(?:\s?(?:hundred|thousand|million|billion|trillion|[mk]|bn|mn|tn)\b)?"
_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|centur(?:y|ie))"
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?(?:\ssterling)?|roubles?|rubles?|hryvnias?|yen|yuan|rupees?|francs?"
    r"|cents?|pence|USD|EUR|GBP)"
)
_COLOURS = (
    "red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|gr[ae]y|gold|golden|silver"
    "|turquoise|crimson|scarlet|beige|maroon|navy|magenta|teal"
)
_NO_PLACE = "|".join((*MONTHS, *WEEKDAYS))
_MONTH = f"(?:{'|'.join(MONTHS)})"
_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
_TITLE = (
    r"(?:President|Prime\sMinister|Minister|Sen\.|Senator|Rep\.|Gov\.|Governor|Mayor|Judge|Justice"
    r"|King|Queen|Prince|Princess|Pope|Gen\.|General|Dr\.|Mr\.|Mrs\.|Ms\.|Sir|Lord|Chancellor"
    r"|Chairman|Chief|Director|Secretary|Speaker|Ambassador|Archbishop|Bishop|Judge|Coach|Capt\.)"
)
_NO_PERSON = (
    "New|North|South|East|West|United|Saint|San|Los|Las|The|House|Street|Avenue|City|County|State"
    "|University|College|School|Party|Court|Committee|Department|Ministry|Office|Council|Union"
    "|Institute|Hospital|Airport|Station|Cup|League|Games|Bowl|Award|Awards|Act|War|Day|Week|Year"
    "|Center|Centre|Church|Bank|News|Times|Post|Press|Agency|Army|Force|Forces|Air|Navy|Company"
    "|Group|Inc|Corp|Island|Islands|River|Lake|Ocean|Sea|Mountains|Park|Bridge|Tower"
    f"|{_NO_PLACE}"
)

MONEY: Final = "money"
PERCENT: Final = "percent"
COLOUR: Final = "colour"
AGE: Final = "age"
DURATION: Final = "duration"
COUNTRY: Final = "country"
STATE: Final = "state"
PLACE: Final = "place"
PERSON: Final = "person"
CAUSE: Final = "cause"
SCORE: Final = "score"
DAY: Final = "day"
_ASKING = r"(?:how|what|which|why|when|who|whom|whose|where)"
_FIRST = rf"(?:^|[.?!]\s+)(?:(?!\b{_ASKING}\b)[^.?!])*\b"
"""Before the word that asks in a sentence: others after it belong to what is asked about."""
_FEW_WORDS = r"(?:\s(?!is|are|was|were|did|do|does)[\w’'-]+){0,3}?"


ASKS_NAME: Final = re.compile(
    rf"{_FIRST}(?:who|whom|whose|where|which)\b|\b(?:in|at|of|from|to|by|with|for|on|over)\s(?:which"
    r"|what)\b|\bwhat\s(?!is|are|was|were|did|do|does|has|have|had|will|would|can|could|should|may"
    r"|happen|about|if|kind|time|day|date|year|month|percent|per|share|colou?r|age)[a-z’'-]+"
    r"|\bwhat\s*\?",
    re.IGNORECASE,
)
"""A question for somebody or something that has a name."""


def _asks(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ASKED: Final = (
    (PERCENT, _asks(
        r"\bwhat\s(?:percent(?:age)?|per\scent|share|proportion|fraction)\b"
        r"|\bhow\s(?:many|much)\s(?:percent|per\scent)\b"
        r"|\bby\show\smuch\b"
        r"|\bhow\smuch\b.{3,80}\b(?:increase|rise|risen|rose|f[ae]ll(?:en)?|drop|grow[n]?|grew"
        r"|decline|shrink|shrunk|inflation)"
    )),
    (MONEY, _asks(
        r"\bhow\smuch\s(?:money|cash|funding|aid)\b|\bhow\smuch\s?[$£€]"
        r"|\bhow\s(?:much|many\s(?:dollars|euros|pounds))\b.{0,80}\b(?:cost|costs|pay|pays|paid"
        r"|worth|price[ds]?|spen[dt]|raised?|donat\w+|earn\w*|owe[ds]?|sells?|sold|fined?|charged?"
        r"|bid|bought|buy|salary|budget|damages|settle\w*|dollars|euros|pounds|sue[ds]?|lose|lost)\b"
        r"|\b(?:what|which)\b.{0,40}\b(?:price|budget|cost|salary|fine|net\sworth|revenue|fee|bail"
        r"|prize\smoney|settlement)\b|\b(?:budget|price|salary|cost)\s*\??$"
    )),
    (SCORE, _asks(
        r"\bwhat\b.{0,30}\b(?:scores?|tally|result)\b|\bwhat\s(?:was|were|is)\s(?:the\s)?(?:\w+\s)?votes?\b"
        r"|\bby\swhat\s(?:score|vote|margin)\b"
    )),
    (COLOUR, _asks(r"\b(?:what|which)\b.{0,12}\bcolou?rs?\b")),
    (AGE, _asks(r"\bhow\sold\b|\b(?:what|which)\sage\b")),
    (DURATION, _asks(rf"\bhow\slong\b|\bhow\smany\s{_UNIT}s\b|\bfor\show\smany\s\w+\b")),
    (DAY, _asks(rf"{_FIRST}when\b|\bwhat (?:day|date|year|month)\b")),
    (CAUSE, _asks(
        rf"{_FIRST}why\b|\bhow\scome\b|\b(?:what|which)\b.{0,30}\b(?:causes?|caused|reasons?|led\sto)\b"
    )),
    (COUNTRY, _asks(rf"\b(?:which|what){_FEW_WORDS}\s(?:countr(?:y|ies)|nations?)\b")),
    (STATE, _asks(rf"\b(?:which|what){_FEW_WORDS}\s(?:US\s|U\.S\.\s)?states?\b")),
    (PLACE, _asks(
        rf"{_FIRST}where\b(?!\scan\si\b)|\b(?:which|what){_FEW_WORDS}\s(?:place|cit(?:y|ies)|towns?|villages?|regions?"
        r"|provinces?|county|counties|islands?|continents?|capitals?|oceans?|seas?|rivers?|lakes?"
        r"|areas?|location)\b"
    )),
    (PERSON, _asks(
        rf"{_FIRST}(?:who|whom|whose)\b|\b(?:which|what){_FEW_WORDS}"
        r"\s(?:person|m[ae]n|wom[ae]n|president|minister|leader|king|queen|prince|princess|emperor"
        r"|pope|actor|actress|singer|musician|rapper|artist|painter|author|writer|director|player"
        r"|athlete|driver|coach|star|celebrity|politician|senator|governor|mayor|judge|general"
        r"|commander|candidate|scientist|philosopher|golfer|MP)s?\b(?!['’])"
        r"|\b(?:his|her|whose)\sname\b|\bnames?\s*\??$"
    )),
)  # fmt: skip
"""How a question asks for each kind, the clearest first."""

_CAUSES = (
    r"\b(?:because|due\sto|owing\sto|as\sa\sresult|causes?|caused|reasons?|therefore|so\sthat"
    r"|in\sorder\sto|led\sto|blam\w+|explain\w*|amid|thanks\sto|over\s(?:concerns?|fears?|claims?"
    r"|allegations?)|citing|prompted|triggered|following|after|since|in\sresponse\sto|sparked)\b"
)

OTHER_DAY: Final = re.compile(
    r"\b(?:after|since|before|until|till|than|ahead\sof)\b[^,.;:–—]{0,60}$", re.IGNORECASE
)
"""Before a day: it is that of something else."""

HELD: Final = {
    MONEY: re.compile(
        rf"[$£€¥₴]\s?[0-9][0-9.,]*{_LARGE}|\b{_NUMBER}{_LARGE}[\s-]{_CURRENCY}\b"
        rf"|\b[0-9][0-9.,]*{_LARGE}\sof\s{_CURRENCY}\b",
    ),
    PERCENT: re.compile(rf"\b{_NUMBER}\s?(?:%|percent|per\scent|percentage\spoints?)"),
    SCORE: re.compile(r"\b[0-9]{1,3}\s?[-–]\s?[0-9]{1,3}\b|\b[0-9]{1,3}\sto\s[0-9]{1,3}\b"),
    COLOUR: re.compile(rf"\b(?:{_COLOURS})\b", re.IGNORECASE),
    AGE: re.compile(
        r"\b[0-9]{1,3}-(?:year|month|week|day)-olds?\b|\b(?:aged?|age\sof)\s[0-9]{1,3}\b"
        r"|\b[0-9]{1,3}\s(?:years?|months?|weeks?)\s(?:old|of\sage)\b|,\s[0-9]{1,3}(?=,)"
        r"|\b(?:turn(?:s|ed|ing)?|was|is|at)\s[0-9]{1,3}(?=[,.;]|\s(?:when|years?)\b)",
        re.IGNORECASE,
    ),
    DURATION: re.compile(rf"\b{_NUMBER}[\s-](?:\w+\s)?{_UNIT}s?\b", re.IGNORECASE),
    CAUSE: re.compile(_CAUSES, re.IGNORECASE),
    DAY: re.compile(
        rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}"
        rf"|{_MONTH}\s[0-9]{{1,2}}|{_MONTH},?\s[0-9]{{4}}|(?:1[0-9]|20)[0-9]{{2}}s?"
        rf"|(?:{'|'.join(WEEKDAYS)})(?:\s(?:morning|afternoon|evening|night))?"
        r"|[0-9]{1,2}(?:st|nd|rd|th)\s(?:century|centuries)"
        r"|yesterday|(?:last|next)\s(?:night|week|month|year|spring|summer|autumn|fall|winter))\b"
    ),
    PLACE: re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Oo]ff|[Oo]utside|[Aa]cross|[Oo]n|of|into|toward"
        rf"|towards)\s(?:the\s)?(?:[a-z]+\s){{0,2}}?(?!(?:{_NO_PLACE})\b){_CAPITAL}"
    ),
    PERSON: re.compile(
        rf"\b{_TITLE}\s{_CAPITAL}"
        rf"|\b(?!(?:{_NO_PERSON})\b){_CAPITAL}(?:\s[A-Z]\.)?"
        rf"\s(?:(?:de|van|von|al|bin|el|der|da|di|du|la)[\s-])?(?!(?:{_NO_PERSON})\b){_CAPITAL}"
    ),
}
"""How a passage gives it, but for countries and states."""
