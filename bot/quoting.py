"""Quotes with their citations as Telegram markup, cut only where a message's limit forces it; pure.

Words are cut, never a citation, and what is cut says so outside the quoted words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.links import article_url, deep_link, to_text
from bot.markup import (
    MOST_UNITS,
    Markup,
    Span,
    cut,
    cut_front,
    join,
    link,
    marked,
    plain,
    tag,
    units,
)
from bot.texts import Texts
from retrieval import Citation, Excerpt, Quote

_MOST_MARKS = 60  # the other 40 entities are for sentences, links and passages of ten quotes
_FEWEST_PASSAGE = 200  # units; a passage cut shorter is not worth its lines
_FEWEST_NEIGHBOUR = 40
_FEWEST_WORDS = 32  # with the longest citation: a word or two, and that they are shortened
_LONGEST_CITATION = MOST_UNITS - _FEWEST_WORDS
_LONGEST_OUTLET = 300
_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Quoting:
    """Quotes in the words of `texts`, with links that open the bot `username` (without @)."""

    texts: Texts
    username: str

    def quotes(
        self, quotes: Sequence[Quote], *, opening: Markup, figures: Sequence[int] = ()
    ) -> list[Markup]:
        """All quotes after `opening`, in one message unless their citations alone are too long.

        The sentences of those numbered in `figures` come first, under one another.
        """
        if figures:
            side_by_side = self._side_by_side(quotes, opening, figures)
            if side_by_side.units <= MOST_UNITS:
                return [side_by_side]
        lead, *others = quotes
        further = [self._further(quote) for quote in others]
        heading = tag("i", plain(self.texts.also)) if others else Markup()
        below = join((heading, join(further, "\n\n")))
        numbered = bool(others)
        whole = join((opening, self._lead(lead, _NO_LIMIT, numbered), below), "\n\n")
        if whole.units <= MOST_UNITS:
            return [whole]
        room = MOST_UNITS - (opening.units + 2 if opening else 0)
        beside = room - (below.units + 2 if below else 0)
        if beside >= self._head(lead, _NO_LIMIT, numbered).units + 1 + _FEWEST_PASSAGE:
            return [join((opening, self._lead(lead, beside, numbered), below), "\n\n")]
        if self._numbered(lead, numbered).units + _FEWEST_WORDS > room:
            opening, room = Markup(), MOST_UNITS
        return [join((opening, self._lead(lead, room, numbered)), "\n\n"), *_packed(further)]

    def _side_by_side(
        self, quotes: Sequence[Quote], opening: Markup, figures: Sequence[int]
    ) -> Markup:
        """Whole sentences with different figures, then the other quotes and the lead's passage."""
        heading = tag("i", plain(self.texts.figures))
        given = [quote for quote in quotes if quote.citation.number in figures]
        heads = [self._head(quote, _NO_LIMIT, numbered=True) for quote in given]
        rest = [self._further(quote) for quote in quotes if quote not in given]
        passage = Markup()
        if not _is_alone(quotes[0]):
            spans = _shifted(quotes[0].offsets.matched, quotes[0].offsets.text[0])
            words = self._cut(quotes[0].text, _NO_LIMIT, spans)
            passage = tag("blockquote", words, attribute="expandable")
        also = tag("i", plain(self.texts.also)) if rest else Markup()
        return join((opening, heading, *heads, also, *rest, passage), "\n\n")

    def excerpt(self, excerpt: Excerpt) -> Markup:
        """A passage between its neighbours, with its citation."""
        passage = excerpt.passage.text
        changed = tag("b", plain(self.texts.changed)) if excerpt.changed else Markup()
        longest = _LONGEST_CITATION - changed.units
        citation = self._citation(excerpt.citation, passage, excerpt.address, longest)
        room = MOST_UNITS - changed.units - citation.units - 8  # 8: the line ends between them
        quoted = tag("blockquote", self._cut(passage, room))
        room -= quoted.units
        before = after = Markup()
        if excerpt.before and room // 2 > _FEWEST_NEIGHBOUR:
            before = self._cut_front(excerpt.before.text, room // 2)
        if excerpt.after and room - before.units > _FEWEST_NEIGHBOUR:
            after = self._cut(excerpt.after.text, room - before.units)
        return join((changed, join((before, quoted, after)), citation), "\n\n")

    def _lead(self, quote: Quote, most: int, numbered: bool) -> Markup:
        """The sentence in bold, its citation and its passage, in at most `most` units."""
        head = self._head(quote, most, numbered)
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

    def _head(self, quote: Quote, most: int, numbered: bool) -> Markup:
        citation = self._numbered(quote, numbered)
        spans = _shifted(quote.offsets.matched, quote.offsets.sentence[0])
        shown = spans if _is_alone(quote) else ()
        sentence = self._cut(quote.sentence, most - citation.units - 1, shown, style="b")
        return join((sentence, citation))

    def _further(self, quote: Quote) -> Markup:
        citation = self._numbered(quote, True)
        sentence = self._cut(quote.sentence, MOST_UNITS - citation.units - 1)
        return join((tag("blockquote", sentence), citation))

    def _numbered(self, quote: Quote, numbered: bool) -> Markup:
        number = plain(f"[{quote.citation.number}] ") if numbered else Markup()
        return number + self._citation(quote.citation, quote.sentence, quote.address)

    def _citation(
        self, citation: Citation, words: str, address: str, most: int = _LONGEST_CITATION
    ) -> Markup:
        """Headline, outlet, day and place, linked to where a reader can open it."""
        page = article_url(citation.url)
        url = to_text(page, words) if page else deep_link(self.username, address)
        outlet = self._name(citation.outlet or "")
        where = plain(f" · {self.texts.where(replace(citation, outlet=outlet))}")
        headline, room = self.texts.headline(citation), most - where.units
        if units(headline) <= room:
            return link(headline, url) + where
        beginning = cut(headline, room - self._shortened.units - 1)
        return link(beginning, url) + plain(" ") + self._shortened + where

    def _name(self, outlet: str) -> str:
        beginning = cut(outlet, _LONGEST_OUTLET)
        return beginning if beginning == outlet else f"{beginning} {self.texts.shortened}"

    @property
    def _shortened(self) -> Markup:
        return tag("i", plain(self.texts.shortened))

    def _cut(self, text: str, most: int, spans: Iterable[Span] = (), *, style: str = "") -> Markup:
        """The beginning of `text` within `most` units, and a word where it is not the whole."""
        whole = units(text) <= most
        kept = text if whole else cut(text, most - self._shortened.units - 1)
        words = marked(kept, spans, most=_MOST_MARKS)
        words = tag(style, words) if style else words
        return words if whole else words + plain(" ") + self._shortened

    def _cut_front(self, text: str, most: int) -> Markup:
        if units(text) <= most:
            return plain(text)
        kept = cut_front(text, most - self._shortened.units - 1)
        return self._shortened + plain(" ") + plain(kept)


def _is_alone(quote: Quote) -> bool:
    return quote.sentence.strip() == quote.text.strip()


def _shifted(spans: Iterable[Span], by: int) -> list[Span]:
    return [(start - by, end - by) for start, end in spans]


def _packed(parts: Sequence[Markup]) -> list[Markup]:
    """The parts in as few messages as hold them."""
    messages: list[Markup] = []
    for part in parts:
        longer = join((messages[-1], part), "\n\n") if messages else part
        if messages and longer.units <= MOST_UNITS:
            messages[-1] = longer
        else:
            messages.append(part)
    return messages
