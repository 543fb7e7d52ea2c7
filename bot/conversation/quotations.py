"""What a quotation shows of its passage, and which of its words are bold; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from retrieval import Answer, Quote, Speaker, Standing

Span = tuple[int, int]
Figures = Mapping[int, Span]
"""For a quote's number, where its figure stands in the article's body."""
NONE: Final[Figures] = {}

_SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+")
_ABOUT: Final = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|over|under|at (?:least|most)|"
    r"(?:more|fewer|less) than|up to|близько|майже|понад|приблизно|щонайменше|не менше|не більше|"
    r"около|почти|более|менее|не менее|не более)\s+$",
    re.IGNORECASE,
)


class Quotation(NamedTuple):
    """The parts of `text` that are shown, in order, and the words in it that are bold."""

    text: str
    parts: Sequence[Span]
    bold: Sequence[Span]


def quotation(
    quote: Quote, most: int, *, figures: Figures = NONE, lead: bool = False, plainly: bool = False
) -> Quotation:
    """The quote's sentence whole, in as much of its passage as has at most `most` letters; alone
    where somebody is named who says it, for the rest of the passage may be another's words.

    Bold is what answers: its figure among `figures`, else the sentence, and of a `lead` the one
    that answers nearly as well; `plainly`: nothing.
    """
    base, spans = quote.offsets.text[0], [quote.offsets.sentence]
    if quote.speaker:
        most = 0
    elif lead and quote.offsets.second and not figures and not plainly:
        spans.append(quote.offsets.second)
    bold = [] if plainly or is_denied(quote) else spans
    if figures:
        bold = [figures[quote.citation.number]] if quote.citation.number in figures else []
        bold = [_qualified(quote.text, start - base, end - base, base) for start, end in bold]
    parts = kept(quote.text, [(start - base, end - base) for start, end in spans], most)
    return Quotation(quote.text, parts, [(start - base, end - base) for start, end in bold])


def of_standing(standing: Standing) -> Quotation:
    """The whole sentence of the words, with these in bold."""
    around = standing.sentence_offsets or standing.offsets
    text = standing.sentence or standing.words
    start, end = (at - around[0] for at in standing.offsets)
    return Quotation(text, [(0, len(text))], [(start, end)])


def is_denied(quote: Quote) -> bool:
    """Whether the quote turns down what is asked, or what others say."""
    return quote.denied or is_denial(quote.speaker)


def is_denial(speaker: Speaker | None) -> bool:
    """Whether what is said turns down what others say."""
    return speaker is not None and speaker.stance == "denied"


def figures_of(answer: Answer, quotes: Sequence[Quote]) -> Figures:
    """The figures that the quotes give for what is counted, where they differ; else none."""
    given = {each.quote: each for each in answer.figures}
    numbers = [each.citation.number for each in quotes if each.citation.number in given]
    differ = len({given[number].figure.casefold() for number in numbers}) > 1
    return {number: given[number].offsets for number in numbers} if differ else NONE


def _qualified(text: str, start: int, end: int, base: int) -> Span:
    """The figure with the word before it that says how exact it is, as a span of the body."""
    about = _ABOUT.search(text[:start])
    return base + (about.start() if about else start), base + end


def kept(text: str, spans: Sequence[Span], most: int) -> list[Span]:
    """The parts of `text` to show: the spans whole, and of the sentences around the first as many
    as fit into `most` letters; all of it where that is no longer."""
    if len(text) <= most:
        return [(0, len(text))]
    start, end = spans[0]
    room = most - sum(last - first for first, last in spans)
    ends = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    for later in (each for each in ends if each > end):
        if later - end > room:
            break
        room, end = room - (later - end), later
    for earlier in (each for each in reversed(ends) if each < start):
        if start - earlier > room:
            break
        room, start = room - (start - earlier), earlier
    return _joined(text, [(start, end), *spans[1:]])


def _joined(text: str, parts: list[Span]) -> list[Span]:
    """The parts in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(parts):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
