"""Whether words stand in another text too, nearly as they are; pure.

"Nearly" leaves out what outlets change without saying anything else: case, accents, punctuation,
British and American spellings, numbers written with or without commas, a dateline or an agency's
name around a paragraph, an article or a preposition. A word that says more, a name, a figure, a
"not" must be the same.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Final

from retrieval.analysis.terms import fold
from retrieval.languages.english.american import american
from retrieval.languages.english.numbers import DIGITS_OF
from retrieval.languages.english.stop_words import LIGHT_WORDS
from retrieval.model import Span

FEWEST: Final = 4
"""Words; fewer are never told to be of another text."""
_RUN: Final = 3
_PLACES: Final = 8
"""Places of a run of words that are looked at."""
_SLACK: Final = 2
_LIGHTLY: Final = 12
"""So many words may have one of those that say little more or less."""
_MOST: Final = 100_000
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’ʼ.,][^\W_]+)*|%")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_STOP: Final = re.compile(r"[.!?…\n。]")
_LEAD: Final = re.compile(
    r"\s*(?:\([^()\n]{2,40}\)\s*|[^\n—–]{0,50}\([^()\n]{2,40}\)\s*[—–-]+\s+"
    r"|[^\W\d_a-zа-яґєіїë]{3}[^\n—–()]{0,50}\s[—–-]{1,2}\s+)[\"“”„«'‘’]?"
)
_TAIL: Final = re.compile(
    r"\s{0,3}[.!?]?\s{0,3}(?:\([^\W\d_a-z][^()\d\n]{1,30}\)|/[^/\d\n]{2,30}/"
    r"|[—–]\s[A-Z][A-Za-z. ]{1,20})\.?\s{0,3}"
)
_LONGEST_TAIL: Final = 60
_LONGEST: Final = 400
"""Words that are compared one by one with others; more must be the same."""


class Wording:
    """The words of a text, in the form in which they are compared, and where each stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_WORD.finditer(text))
        self.words = [_plain[match.group()] for match in matches]
        self.spans = [match.span() for match in matches]
        self._runs: dict[tuple[str, ...], list[int]] | None = None

    @property
    def runs(self) -> dict[tuple[str, ...], list[int]]:
        """For each run of some words where it begins."""
        if self._runs is None:
            self._runs = {}
            for at, run in enumerate(_runs(self.words)):
                self._runs.setdefault(run, []).append(at)
        return self._runs

    def standing(self, words: str) -> Span | None:
        """Where the whole sentences `words` stand in this text, nearly as they are."""
        ours = Wording(_bare(words)).words
        if len(ours) < FEWEST:
            return None
        votes = Counter(
            place - at
            for at, run in enumerate(_runs(ours))
            for place in self.runs.get(run, ())[:_PLACES]
        )
        if not votes:
            return None
        [(offset, _)] = votes.most_common(1)
        slack = _SLACK + len(ours) // _LIGHTLY
        start = max(0, offset - slack)
        found = _place(ours, self.words[start : offset + len(ours) + slack])
        return found and self._whole(start + found[0], start + found[1])

    def _whole(self, first: int, last: int) -> Span | None:
        """The place of these words, where they are whole sentences."""
        start, end = self.spans[first][0], self.spans[last - 1][1]
        begin = self.text.rfind("\n", 0, start) + 1
        before = self.text[self.spans[first - 1][1] if first else 0 : start]
        lead = self.text[begin:start]
        if not (_STOP.search(before) or not _WORD.search(lead) or _LEAD.fullmatch(lead)):
            return None
        until = self.text.find("\n", end)
        rest = self.text[end : until if until >= 0 else len(self.text)]
        after = self.text[end : self.spans[last][0] if last < len(self.spans) else len(self.text)]
        if not (_STOP.search(after) or not _WORD.search(rest) or _TAIL.fullmatch(rest)):
            return None
        return start, end


def _place(ours: list[str], theirs: list[str]) -> Span | None:
    """Where in `theirs` our words stand, but for few that say little."""
    for at in range(len(theirs) - len(ours) + 1):
        if theirs[at] == ours[0] and theirs[at : at + len(ours)] == ours:
            return at, at + len(ours)
    if len(ours) > _LONGEST:
        return None
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    if codes[0][0] == "insert":
        del codes[0]
    if codes[-1][0] == "insert":
        del codes[-1]
    other = 0
    for tag, first, last, start, end in codes:
        if tag != "equal":
            differing = ours[first:last] + theirs[start:end]
            if not LIGHT_WORDS.issuperset(differing):
                return None
            other += max(last - first, end - start)
    if not codes or other > max(1, len(ours) // _LIGHTLY):
        return None
    return codes[0][3], codes[-1][4]


def _bare(words: str) -> str:
    """The words without a dateline before them and an agency's name behind."""
    lead = _LEAD.match(words)
    start = lead.end() if lead else 0
    for at in range(max(start, len(words) - _LONGEST_TAIL), len(words)):
        if _TAIL.fullmatch(words, at):
            return words[start:at]
    return words[start:]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(_RUN)), strict=False))


class _Plain(dict[str, str]):
    """The form in which a word is compared."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        folded = fold(word)
        if _THOUSANDS.fullmatch(folded):
            folded = folded.replace(",", "")
        plain = american(folded.replace("’", "'").replace("ʼ", "'"))
        self[word] = found = DIGITS_OF.get(plain, plain)
        return found


_plain: Final = _Plain()
