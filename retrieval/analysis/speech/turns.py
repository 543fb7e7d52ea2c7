"""Whose turn of speech it is in a transcript: what stands before a colon, `ZELENSKYY: ...`.

A text is a transcript where several speakers take turns, one of them more than once; in any other,
a name before a colon is nobody's turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from retrieval.languages.forms.turn_words import NO_SPEAKERS, NOBODY, NUMBERED, PARTICLES
from retrieval.model import Span

_LABEL: Final = re.compile(
    r"(?:[-–—•*]\s*)?(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?\s*[-–—]?\s*)?"
    r"(?P<name>[^\W\d_](?:[^\s:：]|[ \t](?!\s)){0,59}?)\s?(?P<colon>[:：])(?=\s|$)"
)
_BESIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*|,\s.*$")
_NO_NAME: Final = re.compile(r"[?!;\"“”«»„/<>=@#%&+*|]|\.\s+[a-zа-яіїєґ]")
_NUMBERED: Final = re.compile(rf"(?:{'|'.join(NUMBERED.split())})\s?#?\d{{1,2}}", re.I)
"""`Speaker 1`; what else has a figure is a day, a place in a list."""
_ENDS: Final = re.compile(r"[.?!…。][\s\"'’”»)\]]*$")
_MOST_WORDS: Final = 6
_LEAST_TURNS: Final = 3
_LEAST_SHARE: Final = 0.3
"""Of all paragraphs, those that must be turns with a speaker; a turn may be several."""
_LEAST_AGAIN: Final = 0.4
"""Of the turns, those that must be of somebody who speaks more than once."""
_LEAST_WHOLE: Final = 0.6
"""Of the turns, those that must end as sentences do."""
_LONG: Final = 6
"""Words that a turn of a transcript has somewhere."""


class Label(NamedTuple):
    """Who speaks from here on: where the name and the colon stand; `name` as it is compared, None
    where it names nobody, as `Q` does."""

    speaker: Span
    colon: Span
    name: str | None
    alike: str


def label_at(text: str, start: int = 0, end: int | None = None) -> Label | None:
    """The label with which a line or paragraph of the text begins; None where it has none."""
    found = _LABEL.match(text, start, len(text) if end is None else end)
    if not found:
        return None
    bare = _BESIDE.sub("", found["name"]).strip()
    words = bare.split()
    folded = [each.strip(".,'’").casefold() for each in words]
    if not words or len(words) > _MOST_WORDS or _NO_NAME.search(bare):
        return None
    if not all(map(_is_of_a_name, words, folded)) or not NO_SPEAKERS.isdisjoint(folded):
        return None
    if any(each.isdigit() for each in bare) and not _NUMBERED.fullmatch(bare):
        return None
    first = found.start("name")
    speaker = (first, first + len(found["name"][: len(bare)]))
    name = None if " ".join(folded) in NOBODY else bare
    return Label(speaker, found.span("colon"), name, " ".join(folded))


def is_transcript(turns: Sequence[tuple[str, str]], paragraphs: int) -> bool:
    """Whether these turns, each who speaks and the words, are those of a transcript of so many
    paragraphs."""
    if len(turns) < _LEAST_TURNS or len(turns) < _LEAST_SHARE * paragraphs:
        return False
    speakers = Counter(who for who, _ in turns)
    again = sum(count for count in speakers.values() if count > 1)
    if len(speakers) < 2 or again < _LEAST_AGAIN * len(turns):
        return False
    said = [words for _, words in turns if words.strip()]
    whole = sum(bool(_ENDS.search(words)) for words in said)
    return whole >= _LEAST_WHOLE * len(said) and any(len(each.split()) >= _LONG for each in said)


def turns(texts: Iterable[str]) -> list[Label | None] | None:
    """For each of an article's paragraphs the label it begins with; None for what is no
    transcript."""
    given = list(texts)
    found = [label_at(each) if ":" in each[:80] or "：" in each[:80] else None for each in given]
    pairs: list[tuple[str, str]] = []
    for label, text in zip(found, given, strict=True):
        if label:
            pairs.append((label.alike, text[label.colon[1] :].strip()))
        elif pairs and not pairs[-1][1]:  # who speaks stands alone above the words
            pairs[-1] = pairs[-1][0], text
    return found if is_transcript(pairs, len(given)) else None


def _is_of_a_name(word: str, folded: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or folded in PARTICLES or not word[:1].isalpha()
