"""Quotes with their citations as Telegram markup, cut only where a message's limit forces it; pure.

Words are cut, never a citation, and what is cut says so outside the quoted words. Quotes of one
article stand under one citation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.locales.phrases import who_says
from bot.telegram.rendering.citations import FEWEST_WORDS, LONGEST_CITATION, Citing
from bot.telegram.rendering.markup import MOST_ENTITIES, Markup, Span, join, marked, plain, tag
from bot.text import MOST_UNITS, cut, cut_front, units
from retrieval import Excerpt, Quote

_MOST_MARKS = 60  # of matched words in one text
_FEWER_MARKS = (_MOST_MARKS, 20, 4, 0)  # until a message has room for all its links
_FEWEST_PASSAGE = 200  # units; a passage cut shorter is not worth its lines
_FEWEST_NEIGHBOUR = 40
_LONGEST_HEADING = 400
_LONGEST_TIMED = 800  # units of a sentence, and of its citation, among many
_NO_LIMIT = 10**9

Group = Sequence[Quote]  # the quotes of one article, best first


@dataclass(frozen=True, slots=True)
class Quoting:
    """Quotes with citations; `copies` counts, by address, the other articles with near copies."""

    citing: Citing
    copies: Mapping[str, int] = field(default_factory=dict)
    marks: int = _MOST_MARKS

    def quotes(
        self, quotes: Sequence[Quote], *, opening: Markup, figures: Sequence[int] = ()
    ) -> Markup | None:
        """All quotes after `opening` in one message; None where they do not fit into one.

        The sentences of those numbered in `figures` come first, under one another. One quote
        always fits.
        """
        for marks in _FEWER_MARKS:
            body = replace(self, marks=marks)._in_order(quotes, opening, figures)
            if body is None or body.entities <= MOST_ENTITIES:
                return body
        return None

    def _in_order(
        self, quotes: Sequence[Quote], opening: Markup, figures: Sequence[int]
    ) -> Markup | None:
        texts = self.citing.texts
        if figures:
            side_by_side = self._side_by_side(quotes, opening, figures)
            if side_by_side.units <= MOST_UNITS:
                return side_by_side
        lead, *others = _by_article(quotes)
        numbered = len(quotes) > 1 or quotes[0].citation.number > 1
        heading = tag("i", plain(texts.also)) if others else Markup()
        below = join((heading, join(map(self._further, others), "\n\n")))
        whole = join((opening, self._lead(lead, _NO_LIMIT, numbered), below), "\n\n")
        if whole.units <= MOST_UNITS:
            return whole
        room = MOST_UNITS - (opening.units + 2 if opening else 0)
        beside = room - (below.units + 2 if below else 0)
        if beside >= self._head(lead, _NO_LIMIT, numbered).units + 1 + _FEWEST_PASSAGE:
            return join((opening, self._lead(lead, beside, numbered), below), "\n\n")
        if len(quotes) > 1:
            return None
        fewest = self._says(lead[0]).units + 2 + FEWEST_WORDS
        if self._beside(lead, numbered).units + fewest > room:
            opening, room = Markup(), MOST_UNITS
        return join((opening, self._lead(lead, room, numbered)), "\n\n")

    def _side_by_side(
        self, quotes: Sequence[Quote], opening: Markup, figures: Sequence[int]
    ) -> Markup:
        """Whole sentences with different figures, then the other quotes and the lead's passage."""
        texts = self.citing.texts
        given = [quote for quote in quotes if quote.citation.number in figures]
        rest = [quote for quote in quotes if quote.citation.number not in figures]
        heads = [self._figures(group) for group in _by_article(given)]
        also = tag("i", plain(texts.also)) if rest else Markup()
        further = [self._further(group) for group in _by_article(rest)]
        passage = Markup()
        if not _is_alone(quotes[0]):
            spans = _shifted(quotes[0].offsets.matched, quotes[0].offsets.text[0])
            words = self._cut(quotes[0].text, _NO_LIMIT, spans)
            passage = tag("blockquote", words, attribute="expandable")
        heading = tag("i", plain(texts.figures))
        return join((opening, heading, *heads, also, *further, passage), "\n\n")

    def _figures(self, group: Group) -> Markup:
        bold = (part for quote in group for part in (self._bold(quote), self._says(quote)))
        return join((*bold, self._numbered(group, True)))

    def excerpt(self, excerpt: Excerpt) -> Markup:
        """A passage between its neighbours, with its citation."""
        passage, texts = excerpt.passage.text, self.citing.texts
        changed = tag("b", plain(texts.changed)) if excerpt.changed else Markup()
        longest = LONGEST_CITATION - changed.units
        citation = self.citing.citation(
            [excerpt.citation], passage, excerpt.address, copies=0, most=longest
        )
        room = MOST_UNITS - changed.units - citation.units - 8  # 8: the line ends between them
        quoted = tag("blockquote", self._cut(passage, room))
        room -= quoted.units
        before = after = Markup()
        if excerpt.before and room // 2 > _FEWEST_NEIGHBOUR:
            before = self._cut_front(excerpt.before.text, room // 2)
        if excerpt.after and room - before.units > _FEWEST_NEIGHBOUR:
            after = self._cut(excerpt.after.text, room - before.units)
        return join((changed, join((before, quoted, after)), citation), "\n\n")

    def new(self, sentence: str, excerpt: Excerpt) -> Markup:
        """A sentence of a passage, with its citation."""
        citation = self.citing.citation([excerpt.citation], sentence, excerpt.address, most=3000)
        words = self._cut(sentence, MOST_UNITS - citation.units - _LONGEST_HEADING)
        return join((tag("blockquote", words), citation))

    def timed(self, quote: Quote, *, copies: int) -> Markup:
        """A quote as one of many: its sentence, cut where it is very long, and its citation."""
        citation = self.citing.citation(
            [quote.citation], quote.sentence, quote.address, copies=copies, most=_LONGEST_TIMED
        )
        return join((self._short(quote, _LONGEST_TIMED), citation))

    def _lead(self, group: Group, most: int, numbered: bool) -> Markup:
        """The sentence in bold, its citation and its passage, in at most `most` units."""
        head, quote = self._head(group, most, numbered), group[0]
        room = most - head.units - 1
        if _is_alone(quote) or room < min(_FEWEST_PASSAGE, units(quote.text)):
            return head
        base, start = quote.offsets.text[0], 0
        if quote.offsets.sentence[1] - base > len(cut(quote.text, room - self._shortened.units)):
            start = quote.offsets.sentence[0] - base
        opening = self._shortened + plain(" ") if start and units(quote.text) > room else Markup()
        text = quote.text[start:] if opening else quote.text
        spans = _shifted(quote.offsets.matched, quote.offsets.text[1] - len(text))
        passage = opening + self._cut(text, room - opening.units, spans)
        return join((head, tag("blockquote", passage, attribute="expandable")))

    def _head(self, group: Group, most: int, numbered: bool) -> Markup:
        quote, *others = group
        citation, says = self._beside(group, numbered), self._says(quote)
        sentence = self._bold(quote, most - citation.units - says.units - 2)
        below = (*(self._short(other, _NO_LIMIT) for other in others), citation)
        whole = join((sentence, says, self._second(quote), *below))
        return whole if whole.units <= most else join((sentence, says, *below))

    def _beside(self, group: Group, numbered: bool) -> Markup:
        """The citation that leaves room for who says the sentence."""
        return self._numbered(group, numbered, beside=self._says(group[0]).units + 2)

    def _second(self, quote: Quote) -> Markup:
        """The sentence that answers nearly as well, if there is one."""
        if not quote.second:
            return Markup()
        return plain(f"{self.citing.texts.second} ") + tag("b", plain(quote.second))

    def _bold(self, quote: Quote, most: int = _NO_LIMIT) -> Markup:
        spans = _shifted(quote.offsets.matched, quote.offsets.sentence[0])
        return self._cut(quote.sentence, most, spans if _is_alone(quote) else (), style="b")

    def _further(self, group: Group) -> Markup:
        citation = self._numbered(group, True)
        most = MOST_UNITS - citation.units - 1
        return join((*(self._short(quote, most) for quote in group), citation))

    def _short(self, quote: Quote, most: int) -> Markup:
        says = self._says(quote)
        words = tag("blockquote", self._cut(quote.sentence, most - says.units - 1))
        return join((words, says))

    def _says(self, quote: Quote) -> Markup:
        return plain(who_says(self.citing.texts, quote))

    def _numbered(self, group: Group, numbered: bool, *, beside: int = 0) -> Markup:
        first = group[0]
        numbers = "".join(f"[{quote.citation.number}] " for quote in group) if numbered else ""
        return plain(numbers) + self.citing.citation(
            [quote.citation for quote in group],
            first.sentence,
            first.address,
            copies=self.copies.get(first.address, 0),
            most=LONGEST_CITATION - units(numbers) - beside,
        )

    @property
    def _shortened(self) -> Markup:
        return self.citing.shortened

    def _cut(self, text: str, most: int, spans: Iterable[Span] = (), *, style: str = "") -> Markup:
        """The beginning of `text` within `most` units, and a word where it is not the whole."""
        whole = units(text) <= most
        kept = text if whole else cut(text, most - self._shortened.units - 1)
        words = marked(kept, spans, most=self.marks)
        words = tag(style, words) if style else words
        return words if whole else words + plain(" ") + self._shortened

    def _cut_front(self, text: str, most: int) -> Markup:
        if units(text) <= most:
            return plain(text)
        kept = cut_front(text, most - self._shortened.units - 1)
        return self._shortened + plain(" ") + plain(kept)


def _by_article(quotes: Iterable[Quote]) -> list[list[Quote]]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.citation.article, []).append(quote)
    return list(groups.values())


def _is_alone(quote: Quote) -> bool:
    return quote.sentence.strip() == quote.text.strip()


def _shifted(spans: Iterable[Span], by: int) -> list[Span]:
    return [(start - by, end - by) for start, end in spans]
