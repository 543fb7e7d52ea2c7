"""Whose words a question in another language asks for: "що сказав X про", "selon X"; pure."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from retrieval.analysis.analysers import analyser
from retrieval.analysis.finding.patterns import any_of, plain
from retrieval.languages.language import language
from retrieval.model import Stance
from retrieval.speakers.asked import Whose
from retrieval.speakers.worded.forms import Forms, forms

_WHO: Final = r"(?P<who>[^\W\d][\w'.-]*(?:\s+[^\W\d][\w'.-]*){0,5}?)"
_LEFT: Final = re.compile(r"[\s,:;]+(?=[?.!]|$)")
_BARE: Final = 2
"""Words of an office, without a name."""
_ENDS: Final = " \t\n,:;.?!¿¡«»"


class _Asking(NamedTuple):
    """Forms of questions, the surest first; the words of `verb` and `who` are in them."""

    forms: tuple[re.Pattern[str], ...]
    known: Forms


def whose_words_in(question: str, code: str) -> Whose | None:
    """Whose words a question in the language asks for; None where it names nobody."""
    asking = _asking(code)
    if asking is None:
        return None
    letters = plain(question)
    for form in asking.forms:
        for match in form.finditer(letters):
            if found := _asked(question, match, asking.known, code):
                return found
    return None


def _asked(question: str, match: re.Match[str], known: Forms, code: str) -> Whose | None:
    start, end = match.span("who")
    words = [(at.group(), at.span()) for at in re.finditer(r"\S+", question[start:end])]
    while words and plain(words[0][0]) in known.little | known.inside:
        words.pop(0)
    if not words or any(plain(word) in known.little - known.inside for word, _ in words):
        return None
    who = question[start + words[0][1][0] : end].strip(_ENDS)
    named = any(word[0].isupper() for word, _ in words)
    if len(words) > _BARE and not named:
        return None
    if plain(words[0][0]) in known.nobody:
        return None
    last = words[-1][0].strip(_ENDS) if named else who
    name = tuple(dict.fromkeys(analyser(code).terms(last)))
    kept = match.groupdict().get("kept") and question[slice(*match.span("kept"))]
    parts = question[: match.start()], kept or "", question[match.end() :]
    rest = " ".join(" ".join(parts).split())
    rest = _LEFT.sub("", rest.strip(" ,:;"))
    verb = match.groupdict().get("verb")
    if not name:
        return None
    return Whose(
        who=who,
        party=None,
        name=name,
        outlet=None,
        rest=rest if analyser(code).terms(rest) else "",
        order=None,
        stance=_stance(" ".join(verb.split()), known) if verb else None,
        sure=False,
    )


def _stance(verb: str, known: Forms) -> Stance | None:
    """The class of what is asked for, where it is not just what is said."""
    found = known.stances.get(verb)
    return found if found in ("confirmed", "denied", "ordered") else None


@cache
def _asking(code: str) -> _Asking | None:
    known = forms(code)
    if known is None:
        return None
    of = language(code)
    ends = r"\s*(?=[,:;.?!]|$)"
    what = any_of(of.questions.what)
    about = any_of((*of.speech.about, *of.speech.that))
    verb = f"(?P<verb>{any_of(known.stances)})" if known.stances else "(?!)"
    behind = rf"(?:\s*(?=[,:;.?!])|\s*$|\s+(?={about}))"
    kept = rf"(?P<kept>{about}\s[^?]{{1,80}}?)?"
    patterns = (
        rf"{what}\s+\w+\s+{_WHO}\s+{kept}\s*{any_of(of.speech.told)}{ends}",
        rf"{what}\s*{_WHO}\s+{verb}{behind}",
        rf"{what}\s*{verb}\s+{_WHO}{behind}",
        rf"{any_of(of.speech.according)}\s*{_WHO}{ends}",
        rf"(?:^|(?<=[,;]))\s*{_WHO}\s+{any_of(of.speech.according_behind)}",
    )
    return _Asking(tuple(map(re.compile, patterns)), known)
