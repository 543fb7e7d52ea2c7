"""Quotations, each under its own source line, as Telegram markup; pure.

A block holds the answering sentence whole, in its passage where that is short; a message's limit
alone may cut it. Nothing but the article's words, and signs for what is left out, stands in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.conversation.quotations import NONE, Figures, Quotation, is_denied, quotation
from bot.locales.phrases import who_says
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.markup import MOST_ENTITIES, Markup, emphasised, join, plain, tag
from bot.text import MOST_UNITS, cut, cut_front, units
from retrieval import Excerpt, Quote

MOST_ON_PAGE: Final = 10
"""Quotes in a message: its buttons must hold their addresses."""
_ALONE: Final = (400, 240, 0)  # letters of a passage around its sentence, as far as there is room
_AMONG: Final = (240, 120, 0)
_FEWEST_NEIGHBOUR: Final = 40
_LONGEST_HEADING: Final = 400
_LONGEST_TIMED: Final = 800  # units of a sentence among many

_LEFT_OUT: Final = "…"

_SCREEN: Final = 430
"""Points that an answer's own text may take, for it and its buttons to be at most .8 screen."""
_BLOCK_LETTERS, _BLOCK_LINE, _BLOCK_EDGES = 35, 20, 14
_OWN_LETTERS, _OWN_LINE = 37, 21


@dataclass(frozen=True, slots=True)
class Quoting:
    """Quotes with their sources; `copies` counts, by address, the other articles with near copies;
    `changed` has the day on which words came to be as they are, where they were others before.

    `plainly`: nothing is bold, for nothing is said to answer.
    """

    citing: Citing
    copies: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    plainly: bool = False

    def quotes(
        self,
        quotes: Sequence[Quote],
        *,
        opening: Markup,
        figures: Figures = NONE,
        whole: bool = True,
    ) -> Markup | None:
        """All quotes after `opening` in one message; None where they do not fit into one, or, if
        not `whole`, would take more than a screen. One quote always fits.

        With `figures`, these are bold in the sentences that give them, and no sentence is.
        """
        if figures:
            heading = tag("b", plain(self.citing.texts.screen.figures))
            opening = join((opening, heading), "\n\n")
        numbered = len(quotes) > 1 or quotes[0].citation.number > 1
        heads = [
            join((self._source(quote, numbered), self.citing.one_text(quote))) for quote in quotes
        ]
        body: Markup | None = None
        for most in (0,) if figures else _ALONE if len(quotes) == 1 else _AMONG:
            blocks = [
                self._block(quote, figures, most, lead=quote is quotes[0]) for quote in quotes
            ]
            body = _laid_out(opening, heads, blocks)
            if _opening_height(opening, heads) + sum(map(_block_height, blocks)) <= _SCREEN:
                break
        else:
            if len(quotes) > 1 and not (whole or figures):
                return None
        assert body is not None
        if body.units <= MOST_UNITS and body.entities <= MOST_ENTITIES:
            return body
        return None if len(quotes) > 1 else self._cut_short(quotes[0], opening, heads[0], figures)

    def excerpt(self, excerpt: Excerpt) -> Markup:
        """A passage between its neighbours, under its article's headline."""
        passage, texts = excerpt.passage.text, self.citing.texts
        changed = tag("b", plain(texts.changed)) if excerpt.changed else Markup()
        marks = tag("i", plain(" · ".join(texts.marked(excerpt.marks))))
        changed = join((changed, marks, self._notes(excerpt.notes)))
        heading = self.citing.heading(excerpt.citation, passage, excerpt.address)
        room = MOST_UNITS - changed.units - heading.units - 8  # 8: the line ends between them
        quoted = tag("blockquote", shown(Quotation(passage, [(0, len(passage))], ()), room))
        room -= quoted.units
        before = after = Markup()
        if excerpt.before and room // 2 > _FEWEST_NEIGHBOUR:
            before = _end(excerpt.before.text, room // 2)
        if excerpt.after and room - before.units > _FEWEST_NEIGHBOUR:
            after = _beginning(excerpt.after.text, room - before.units)
        return join((join((changed, heading)), join((before, quoted, after))), "\n\n")

    def new(self, sentence: str, excerpt: Excerpt) -> Markup:
        """A sentence of a passage, under its source."""
        source = self.citing.source(excerpt.citation, sentence, excerpt.address)
        words = _beginning(sentence, MOST_UNITS - source.units - _LONGEST_HEADING)
        return join((source, tag("blockquote", words)))

    def timed(self, quote: Quote, *, copies: int, day: str | None) -> Markup:
        """A quote as one of many on that day: its source, and its sentence, cut where it is very
        long."""
        published = (quote.citation.published or "")[:10]
        source = self._source(quote, False, copies, dated=published != (day or ""))
        return join((source, tag("blockquote", _beginning(quote.sentence, _LONGEST_TIMED))))

    def _source(
        self, quote: Quote, numbered: bool, copies: int | None = None, *, dated: bool = True
    ) -> Markup:
        texts = self.citing.texts
        copies = self.copies.get(quote.address, 0) if copies is None else copies
        denial = texts.screen.denial if is_denied(quote) else ""
        changed = self.changed.get(quote.address)
        since = texts.screen.changed_on.format(day=texts.short_day(changed)) if changed else ""
        also = texts.also_in(copies) if copies else ""
        language = texts.written_in(quote.citation)
        notes = (language, denial, since, *texts.marked(quote.marks), also)
        return self.citing.source(
            quote.citation,
            quote.sentence,
            quote.address,
            number=str(quote.citation.number) if numbered else "",
            who=who_says(quote, texts),
            notes=[note for note in notes if note],
            dated=dated,
        )

    def _block(
        self, quote: Quote, figures: Figures, most: int, *, lead: bool, room: int = 10**9
    ) -> Markup:
        """The quote's words, in at most `room` units."""
        words = quotation(quote, most, figures=figures, lead=lead, plainly=self.plainly)
        notes = self._notes(quote.notes)
        return join((tag("blockquote", shown(words, room - notes.units)), notes))

    def _notes(self, notes: Sequence[str]) -> Markup:
        """What the outlet notes on the article, in the bot's own lines."""
        return join([tag("i", plain(each)) for each in self.citing.texts.noted(notes)])

    def _cut_short(self, quote: Quote, opening: Markup, source: Markup, figures: Figures) -> Markup:
        """One quote that alone is too long for a message, its words cut at the end."""
        room = MOST_UNITS - opening.units - source.units - 4
        return _laid_out(opening, [source], [self._block(quote, figures, 0, lead=False, room=room)])


def shown(quotation: Quotation, most: int) -> Markup:
    """The parts of a text that are shown, in at most `most` units, with signs for what is not."""
    whole, done, text = Markup(), 0, quotation.text
    for start, end in quotation.parts:
        part = text[start:end].rstrip()
        sign = f"{_LEFT_OUT} " if text[done:start].strip() else ""
        sign = f" {sign}" if sign and whole else sign
        room = most - whole.units - units(sign) - 2
        fitting = part if units(part) <= room else cut(part, room)
        spans = [
            (max(0, first - start), min(len(fitting), last - start))
            for first, last in quotation.bold
        ]
        whole = whole + plain(sign) + emphasised(fitting, spans)
        done = start + len(fitting)
        if fitting != part:
            break
    return whole + plain(f" {_LEFT_OUT}" if text[done:].strip() else "")


def _block_height(words: Markup) -> int:
    """About how many points a quotation takes."""
    return -(-words.units // _BLOCK_LETTERS) * _BLOCK_LINE + _BLOCK_EDGES


def _own_height(words: Markup) -> int:
    """About how many points a line of the bot's own takes, wrapped where it is long."""
    return -(-words.units // _OWN_LETTERS) * _OWN_LINE


def _opening_height(opening: Markup, heads: Sequence[Markup]) -> int:
    """About how many points all but the quotations takes."""
    return _own_height(opening) + (21 if opening else 0) + sum(map(_own_height, heads))


def _laid_out(opening: Markup, heads: Sequence[Markup], blocks: Sequence[Markup]) -> Markup:
    pairs = [join(pair) for pair in zip(heads, blocks, strict=True)]
    return join((opening, join(pairs)), "\n\n")


def _beginning(text: str, most: int) -> Markup:
    return shown(Quotation(text, [(0, len(text))], ()), most)


def _end(text: str, most: int) -> Markup:
    fitting = text if units(text) <= most else f"… {cut_front(text, most - 2)}"
    return plain(fitting)
