"""How a question asks for the words of somebody, and for the first or the last of them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from retrieval.model import Stance

_FIRST: Final = r"at\s+first|first|initially|originally|to\s+begin\s+with"
_LAST: Final = (
    r"in\s+the\s+end|eventually|finally|ultimately|at\s+last|most\s+recently|lately|later"
)
_ORDER: Final = rf"(?:\s+(?P<order>{_FIRST}|{_LAST}))?"
_WHO: Final = r"(?P<who>(?:[\w.’'&-]+\s+){0,6}?[\w.’'&-]+?)"
_DOES: Final = r"(?:does|do|did|has|have|had|is|was|are|were)"
_ABOUT: Final = r"(?:about|on|of|regarding|concerning|over)\b"
_S: Final = r"(?:['’]s?)?"


def _any_form(bases: str) -> str:
    """A pattern of these regular verbs in any form."""
    patterns = []
    for base in bases.split():
        if base.endswith("y") and base[-2] not in "aeiou":
            patterns.append(rf"{base[:-1]}(?:y|ies|ied|ying)")
        else:
            patterns.append(rf"{base}(?:s|es|d|ed)?|{base.removesuffix('e')}ing")
    return "|".join(patterns)


_SAYING: Final = _any_form(
    "claim report state announce admit deny confirm acknowledge concede believe allege insist "
    "assert argue maintain declare reveal disclose mention estimate suggest warn predict assure "
    "comment tweet reply answer reject dispute refute dismiss remark add note agree disagree "
    "contradict accept"
)
_SAY: Final = (
    rf"(?P<verb>says?|said|saying|admitted|admitting|tells?|told|telling|thinks?|thought|writes?"
    rf"|wrote|written|puts?|owns?\s+up|owned\s+up|{_SAYING})\b"
    r"(?:\s+(?:us|reporters|journalists))?"
)
_ACTS: Final = "promise pledge vow demand order blame accuse praise thank"
_ACTING: Final = rf"(?P<kept>{_any_form(_ACTS)})"
_JUDGING: Final = (
    rf"(?:(?P<kept>{_any_form('blame accuse praise thank criticise criticize condemn')})"
    r"|holds?\s+(?P<held>responsible))"
)
_HOW: Final = rf"(?P<kept>{_any_form('explain describe justify defend')})"
_VERSION: Final = (
    r"(?:version|account|position|claims?|story|side|explanation|view|take|reaction|response"
    r"|stance|opinion|statements?|comments?|words|denial)"
)
_FIGURE: Final = r"(?:(?P<kept>toll)|figures?|count|estimates?|numbers?|tally|assessment)"
_PREPOSITION: Final = r"(?:\s+(?:with|about|of|on|regarding|over|that|to|for|there)\b){0,2}"
_ASKING: Final = r"(?P<asks>\b(?:how|when|where|why|which|what|who|whom)\b[^?]*?)"
_DAY: Final = (
    r"\s+(?:the\s+)?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|new\s+year|christmas|easter|day\b"
    r"|night\b|eve\b|(?:jan|febr)uary|march|april|may|june|july|august|september|october|november"
    r"|december)"
)
_INITIAL: Final = r"first|initial|original|earliest"
_FINAL: Final = r"last|latest|final|newest|current|most\s+recent|updated|revised"


class Form(NamedTuple):
    """A form of words that asks for what `who` says; what is in `asks` and `kept` stays in the
    question. `soft`: it may ask for something else as well."""

    pattern: re.Pattern[str]
    soft: bool = False


def _form(pattern: str, *, soft: bool = False) -> Form:
    return Form(re.compile(pattern, re.IGNORECASE), soft)


ASKS_WHOSE_WORDS: Final = (
    _form(
        rf"\b(?:what|how)\s+{_DOES}\s+{_WHO}\s+(?:react|respond|repl(?:y|ied))(?:ed|ing)?\b"
        r"(?:\s+(?:to|on)\b)?"
    ),
    _form(rf"\bhow\s+{_DOES}\s+{_WHO}{_ORDER}\s+{_HOW}\b"),
    _form(rf"\bwhat\s+(?:else\s+|exactly\s+)?{_DOES}\s+{_WHO}{_ORDER}\s+{_SAY}{_PREPOSITION}"),
    _form(rf"\bwhat\s+{_DOES}\s+{_WHO}{_ORDER}\s+{_ACTING}\b"),
    _form(rf"\bwhat\s+(?:does|do|did)\s+{_WHO}\s+make\s+of\b"),
    _form(rf"\bwho(?:m)?\s+{_DOES}\s+{_WHO}{_ORDER}\s+{_JUDGING}(?:\s+(?:for|of)\b)?"),
    _form(rf"^\s*{_ASKING}\s+{_DOES}\s+{_WHO}{_ORDER}\s+{_SAY}(?:\s+that\b)?(?:\s+there\b)?"),
    _form(
        rf"^\s*(?:does|do|did|has|have|had)\s+{_WHO}{_ORDER}\s+(?:ever\s+)?{_SAY}{_PREPOSITION}"
        r"(?=\s*[\w“\"])"
    ),
    _form(
        rf"^\s*{_WHO}{_ORDER}\s+{_SAY}(?:\s+that\b)?(?=\s+(?:how|what|when|where|why|who|which)\b)"
    ),
    _form(
        rf"\b(?:what|how)(?:\s+(?:is|was|are|were)|['’]s)\s+{_WHO}{_S}"
        rf"(?:\s+(?P<order>{_INITIAL}|{_FINAL}))?\s+{_VERSION}\b{_PREPOSITION}"
    ),
    _form(
        rf"\b(?:what|how)(?:\s+(?:is|was|are|were)|['’]s)\s+{_WHO}{_S}"
        rf"(?:\s+(?P<order>{_INITIAL}|{_FINAL}))?\s+(?:[a-z]+\s+)?{_FIGURE}\b{_PREPOSITION}",
        soft=True,
    ),
    _form(
        r"\bwhat\s+(?:reasons?|explanations?|causes?|figures?|numbers?)\s+"
        rf"{_DOES}\s+{_WHO}{_ORDER}\s+(?:give|offer|provide|cite)s?(?:\s+(?:for|of|on)\b)?"
    ),
    _form(
        rf"\b(?:as\s+)?(?:according\s+to|in\s+the\s+words\s+of)\s+{_WHO}"
        r"\s*(?:[,:?.!]|$|(?=\s(?:how|what|when|where|who|whom|why|which|did|does|is|was|were)\s))"
    ),
    _form(
        r"^\s*(?:(?:any|the|some|latest)\s+)?(?:quotes?|statements?|comments?|words?|reactions?"
        rf"|response)\s+(?:from|by|of)\s+{_WHO}\s+(?:on|about|to|over)\b"
    ),
    _form(rf"^\s*(?:a\s+)?{_WHO}{_S}\s+(?:quotes?|said|says|words)\s*[?.!]*\s*$"),
    _form(
        rf"^\s*{_WHO}['’]s?\s+(?:(?P<order>{_INITIAL}|{_FINAL})\s+)?{_VERSION}\b{_PREPOSITION}",
        soft=True,
    ),
    _form(
        rf"^\s*{_WHO}{_S}\s+(?:(?P<order>{_INITIAL}|{_FINAL})\s+)?{_FIGURE}\b",
        soft=True,
    ),
    _form(rf"^\s*{_WHO}{_ORDER}\s+(?:on|about|says?|said|claims?)\b(?!{_DAY})", soft=True),
)
"""What a question asks for, the surest first."""

FIRST: Final = re.compile(rf"(?:{_FIRST}|{_INITIAL})", re.IGNORECASE)
"""Of the words of order that a form finds, those that ask for what was said first."""
_COUNTED: Final = (
    r"(?:toll|figures?|counts?|estimates?|numbers?|tally|total|claims?|versions?|accounts?)"
)
ASKS_ORDER: Final = re.compile(
    rf"\b(?:{_INITIAL}|{_FINAL})(?=\s+(?:\w+\s+)?{_COUNTED}\b)"
    r"|\b(?:first|originally)(?=\s+(?:said|say|reported|announced|claimed|put|told"
    r"|estimated|spoke|admitted|believed|thought)\b)"
    r"|\b(?:at\s+first|initially|in\s+the\s+end(?!\s+of)|eventually|to\s+begin\s+with)\b",
    re.IGNORECASE,
)
"""A question, of nobody's words, for the first or last of what is said."""
SAID_FIRST: Final = re.compile(
    r"\b(?:at\s+first|initial(?:ly)?|originally|first\s+(?:account|count|estimate|figure|reports?"
    r"|spoke|said|put|mentioned|reported|claimed|version)|(?:spoke|said|put|had|speaks)\s+(?:first|at"
    r"\s+first)|early\s+(?:reports?|estimates?))\b",
    re.IGNORECASE,
)
"""What says in a text that more came after it."""
SAID_LAST: Final = re.compile(
    r"\b(?:in\s+the\s+end|eventually|finally|ultimately|raised|revised|updated|rose|risen|now|latest"
    r"|by\s+then|final|definitive)\b",
    re.IGNORECASE,
)
"""What says in a text that something came before it."""

GOES_ON: Final = re.compile(
    r"['’]s?\b|[-’']?\s*[-–]\w|\s+(?!(?:and|or|of|in|at|for|who|with|from|on|to|jr|sr|himself|herself"
    r"|while|speaking|then|later|also)\b)\w",
    re.IGNORECASE,
)
"""After a last name: what makes it the name of something else, "the Biden campaign"."""
NAMING_OUTLETS: Final = frozenset("in by from at per via the".split())
"""What stands before an outlet's name in a question."""
NOBODY: Final = frozenset(
    "i you we he she it they me us him them this that these those there here who whom what one "
    "anyone anybody someone somebody everyone everybody people nobody plan plans law rules article "
    "articles coverage news report reports paper papers been being to not never ever going the "
    "a an his her its their my your our first initial original last latest final current "
    "newest".split()
)
"""Whom a question names that asks for nobody's words."""
PARTING: Final = frozenset(
    "do did does done doing after before when while because if whether happen happened happens and "
    "or than that then who which how why where is are was were be been being has have had will by "
    "with about into from against between until since killed died die attack attacks".split()
)
"""Words that are in no name of who speaks."""
TITLES: Final = frozenset(
    "president premier prime minister chancellor general lieutenant colonel captain admiral major "
    "governor mayor senator mr mrs ms miss dr sir king queen prince princess pope secretary "
    "spokesman spokeswoman spokesperson congressman congresswoman representative judge justice "
    "professor former acting vice deputy foreign defense defence ex".split()
)
"""What stands before a name."""
STANCES: Final[dict[str, Stance]] = {
    "admit": "confirmed",
    "acknowledg": "confirmed",
    "conced": "confirmed",
    "confirm": "confirmed",
    "own": "confirmed",
    "den": "denied",
    "reject": "denied",
    "refut": "denied",
    "disput": "denied",
    "dismiss": "denied",
    "order": "ordered",
    "demand": "ordered",
}
"""The class of what is asked for, by the beginning of the verb."""
