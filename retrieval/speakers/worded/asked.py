"""Whose words a question in another language asks for: "що сказав X про", "selon X"; pure."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from retrieval.analysis.analysers import analyser
from retrieval.analysis.finding.patterns import any_of, plain
from retrieval.languages.language import language
from retrieval.model import Span, Stance
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
    groups = match.groupdict()
    named = _named(question, match.span("who"), known, verbal="verb" in groups)
    if named is None:
        return None
    (start, end), last = named
    name = tuple(dict.fromkeys(analyser(code).terms(question[last:end])))
    if not name:
        return None
    kept = question[slice(*match.span("kept"))] if groups.get("kept") else ""
    behind = question[end : match.end("who")]
    parts = (question[: match.start()], behind, kept, question[match.end() :])
    rest = _LEFT.sub("", " ".join(" ".join(parts).split()).strip(" ,:;"))
    verb = groups.get("verb")
    return Whose(
        who=question[start:end],
        party=None,
        name=name,
        outlet=None,
        rest=rest if analyser(code).terms(rest) else "",
        order=None,
        stance=_stance(" ".join(verb.split()), known) if verb else None,
        sure=False,
    )


def _named(question: str, span: Span, known: Forms, *, verbal: bool) -> tuple[Span, int] | None:
    """Where who is named stands, and where the last name begins; None where it may be nobody."""
    words = [at.span() for at in re.finditer(r"\S+", question[span[0] : span[1]])]
    spans = [(span[0] + start, span[0] + end) for start, end in words]
    plainly = [plain(question[slice(*each)]) for each in spans]
    first = next((n for n, word in enumerate(plainly) if word not in known.little), len(plainly))
    skipped, rest = plainly[:first], plainly[first:]
    if not rest or rest[0] in known.nobody or not known.little.isdisjoint(set(rest) - known.inside):
        return None
    capital = [n for n in range(first, len(spans)) if question[spans[n][0]].isupper()]
    if capital:
        last = capital[-1]
        return (spans[first][0], _end(question, spans[last])), spans[last][0]
    if len(rest) > (1 if verbal else _BARE) or (verbal and not known.inside.issuperset(skipped)):
        return None
    return (spans[first][0], _end(question, spans[-1])), spans[first][0]


def _end(question: str, span: Span) -> int:
    return span[0] + len(question[slice(*span)].rstrip(_ENDS))


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
