"""What a reader says around a question to whom he asks, in the language of the question."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from retrieval.analysis.finding.patterns import any_of, is_spaced, plain
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.courtesies import without_courtesies
from retrieval.languages.language import language
from retrieval.languages.written import asked_in
from retrieval.snapshot import Snapshot

_MARKS: Final = ",.!?:;–—。、¿¡-"


def asked_plainly(snapshot: Snapshot, question: str) -> str:
    """The question without courtesies, English ones and those of the language, of the coverage's,
    in which it is read; as it is where it has nothing else."""
    rest = without_courtesies(question)
    code = asked_in(rest, snapshot.languages)
    return rest if code == DEFAULT else without_own(rest, code)


def without_own(question: str, code: str) -> str:
    """The question without the courtesies of that language."""
    opening, closing = _courtesies(code)
    letters = plain(question)
    start = found.end() if (found := opening.match(letters)) else 0
    ending = closing.search(letters, start)
    end = ending.start() if ending else len(question)
    rest = question[start:end].strip()
    return rest if re.search(r"\w", rest) else question


@cache
def _courtesies(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    courtesies = language(code).questions.courtesies
    words, parted = any_of(courtesies), "+" if is_spaced("".join(courtesies)) else "*"
    return (
        re.compile(rf"[\s{_MARKS}]*+(?:{words}[\s{_MARKS}]*+)*+"),
        re.compile(rf"(?:[\s{_MARKS}]{parted}{words})+[\s{_MARKS}]*$"),
    )
