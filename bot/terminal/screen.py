"""The bot in a terminal: the answers that Telegram would show, drawn with rich.

Where the output is no terminal, it is plain text, unwrapped, so that quotes stay whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.conversation.quotations import figures_of, is_denied, quotation
from bot.conversation.replies import Reply
from bot.locales.languages import texts_here
from bot.locales.phrases import in_words, one_text, reasons, who_says
from bot.locales.texts import Texts
from bot.terminal.words import joined, seen, shown
from bot.text import visible
from retrieval import (
    Answer,
    Citation,
    Copy,
    Correction,
    Excerpt,
    Explanation,
    Listed,
    Quote,
    Refusal,
    Timeline,
)

INDENT = 4
_WIDEST: Final = 100
_ALONE, _AMONG = 400, 240  # letters of a passage around its sentence
_LINK: Final = re.compile(r"https?://[^\s;]+")


def _console() -> Console:
    """The terminal, at most as wide as lines are good to read."""
    console = Console(highlight=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    return console


@dataclass(frozen=True, slots=True)
class Screen:
    """Draws answers and passages on a console, in the words of `texts`, else in the environment's.

    `one_outlet`: the coverage names no two outlets.
    """

    console: Console = field(default_factory=_console)
    texts: Texts = field(default_factory=texts_here)
    one_outlet: bool = False

    def answer(self, answer: Answer) -> None:
        """An answer whole, on its own."""
        self._opening(Reply(answer))
        if answer.refusal:
            self._refusal(Reply(answer), answer.refusal)
            if offered := answer.refusal.suggestions:
                self.say("\n".join([self.texts.screen.can_answer, *offered]))
        else:
            self._quotes(Reply(answer), answer.quotes)
        self._corrections(answer.corrections)

    def reply(self, reply: Reply, quotes: Sequence[Quote], *, more: bool) -> None:
        """A page of an answer in a chat, these `quotes` of it; `more`: there are further ones."""
        answer, opens = reply.answer, tuple(quotes[:1]) == reply.answer.quotes[:1]
        if opens:
            self._opening(reply)
        if answer.refusal:
            self._refusal(reply, answer.refusal)
            if reply.offered:
                self.say(self.texts.did_you_mean if reply.meant else self.texts.screen.can_answer)
                self.offer(reply.offered)
        else:
            self._quotes(reply, quotes)
        if opens:
            self._corrections(answer.corrections)
        self._more(more)

    def _opening(self, reply: Reply) -> None:
        """How the question was read, where that is not what it says."""
        question = reply.answer.question
        if reply.followed:
            self.print(seen(self.texts.kept.format(question=question), "italic"))
        if understood := self.texts.understood(reply.answer):
            self.print(seen(understood, "italic"))

    def _refusal(self, reply: Reply, refusal: Refusal) -> None:
        texts, nearest = self.texts, reply.answer.nearest
        self.print(seen(texts.screen.nearest if nearest else texts.screen.not_covered, "bold"))
        if not nearest or refusal.lacks:
            self.say(texts.why(refusal))
        if nearest:
            self._quotes(reply, nearest[:1], plainly=True)
        else:
            self.say(texts.extent_of(reply.answer.coverage))

    def _quotes(self, reply: Reply, quotes: Sequence[Quote], *, plainly: bool = False) -> None:
        """Each quotation under its own source line; `plainly`: nothing in it is said to answer."""
        figures = figures_of(reply.answer, quotes)
        if figures:
            self.print(seen(self.texts.screen.figures, "bold"))
            self.console.print()
        most = 0 if figures else _AMONG if len(quotes) > 1 else _ALONE
        for quote in quotes:
            self._source(reply, quote)
            lead = quote is quotes[0]
            words = quotation(quote, most, figures=figures, lead=lead, plainly=plainly)
            self.print(shown(words), indent=INDENT)
            self._notes(quote.notes)
            self.address(quote.citation, quote.address)
            self._copies(quote)

    def _copies(self, quote: Quote) -> None:
        """Who else prints the quote's text, and how to open it there."""
        told = one_text(quote, self.texts)
        if told is None:
            return
        self.print(seen(str(told)), indent=INDENT)
        for name, copy in told.names:
            if copy:
                self.address(copy, copy.address, of=name)

    def _source(self, reply: Reply, quote: Quote) -> None:
        """The line above a quotation: its number, who says so, outlet and day."""
        notes = list(filter(None, [self.texts.written_in(quote.citation)]))
        notes += [self.texts.screen.denial] if is_denied(quote) else []
        for each in reply.answer.changed:
            if each.address == quote.address:
                day = self.texts.short_day(each.day)
                notes.append(self.texts.screen.changed_on.format(day=day))
        notes += self.texts.marked(quote.marks)
        if copies := reply.copies.get(quote.address, 0):
            notes.append(self.texts.also_in(copies))
        source = self.outlet(quote.citation, who_says(quote, self.texts), notes)
        self.print(Text.assemble(seen(f"[{quote.citation.number}] ", "bold"), source))

    def _notes(self, notes: Sequence[str]) -> None:
        """What the outlet notes on the article."""
        for each in self.texts.noted(notes):
            self.print(seen(each, "italic"), indent=INDENT)

    def echo(self, question: str) -> None:
        """A question that was not typed, but taken by its number."""
        self.print(seen(question, "italic"))

    def offer(self, questions: Sequence[str]) -> None:
        """Questions, each with the number that asks it."""
        for number, question in enumerate(questions, 1):
            self.print(joined((f"/{number} ", "dim"), question))

    def listed(self, heading: str, articles: Sequence[Listed], *, offset: int, more: bool) -> None:
        """Articles, each with the number that shows it, from `offset` + 1."""
        self.print(seen(heading, "bold"))
        for number, article in enumerate(articles, offset + 1):
            words = f"{self.texts.headline(article)} · {self.texts.listed(article)}"
            self.print(joined((f"/{number} ", "dim"), words))
        self._more(more)

    def _more(self, more: bool) -> None:
        if more:
            self.print(seen(f"{self.texts.more} /more", "dim"))

    def _corrections(self, corrections: Sequence[Correction]) -> None:
        """What changed articles said, and what they say now."""
        if corrections:
            self.console.print()
            self.print(seen(self.texts.story.corrected, "italic"))
        for each in corrections:
            for line in self.texts.story.change(each).splitlines():
                self.print(seen(line), indent=INDENT)
            self.cite(each.citation, each.address)

    def excerpt(self, excerpt: Excerpt) -> None:
        """A passage between its neighbours, with its citation."""
        if excerpt.changed:
            self.print(seen(self.texts.changed, "bold"))
        for passage in (excerpt.before, excerpt.passage, excerpt.after):
            if passage is not None:
                shown = passage is excerpt.passage
                self.print(seen(passage.text, "bold" if shown else "dim"), indent=INDENT * shown)
                self.console.print()
        self._notes(excerpt.notes)
        if excerpt.marks:
            self.say(" · ".join(self.texts.marked(excerpt.marks)))
        self.cite(excerpt.citation, excerpt.address)

    def explanation(self, explanation: Explanation, number: int) -> None:
        """The parts of the score of the quote `number`."""
        self.print(joined((f"[{number}] ", "bold"), in_words(explanation, self.texts)))
        self.print(seen(reasons(explanation, self.texts), "dim"), indent=INDENT)

    def timeline(self, timeline: Timeline) -> None:
        """A story day by day, with its gaps; undated sentences last."""
        texts = self.texts
        if timeline.unknown or not (timeline.days or timeline.undated):
            refusal = Refusal("unknown_words", unknown=timeline.unknown)
            self.say(texts.why(refusal) if timeline.unknown else texts.story.no_timeline)
        for each in (*timeline.days, *timeline.undated):
            self._gap(each.gap)
            day = texts.day(each.day) if each.day else texts.undated
            told = f" · {texts.story.told[each.told]}" if each.told else ""
            self.print(joined((day, "bold"), told))
            also = [texts.also_in(each.copies)] if each.copies else []
            self.print(self.outlet(each.quote.citation, who_says(each.quote, texts), also))
            self.print(seen(each.quote.sentence), indent=INDENT)
            self.address(each.quote.citation, each.quote.address)
        self._gap(timeline.gap)

    def _gap(self, days: int) -> None:
        if days:
            self.print(seen(self.texts.gap(days), "italic"))

    def say(self, words: str) -> None:
        """One of the bot's own texts."""
        self.print(seen(words))

    def cite(self, citation: Citation, address: str) -> None:
        """Where words stand, and how to open it."""
        self.print(self.outlet(citation, "", ()))
        self.address(citation, address)

    def outlet(self, citation: Citation, who: str, notes: Sequence[str]) -> Text:
        """Who says so, the outlet, which is a link where a terminal knows these, and the day."""
        texts = self.texts
        outlet = texts.outlet_with(citation.label, citation.outlet or "")
        name = texts.headline(citation) if self.one_outlet or not outlet else outlet
        url = visible(citation.url or "")
        style = f"cyan link {url}" if self._links and _LINK.fullmatch(url) else "cyan"
        day = texts.day_and_page(citation)
        said = f"{who[:1].upper()}{who[1:]} · " if who else ""
        return joined(said, (name, style), "".join(f" · {each}" for each in (day, *notes)))

    def address(self, citation: Citation | Copy, address: str, *, of: str = "") -> None:
        """How to open what is quoted, or the print `of` another outlet."""
        where = f"nutgraf show {address}"
        if citation.url and not self._links:
            where = f"{citation.url} · {where}"
        where = f"{of} · {where}" if of else where
        self.print(seen(where, "dim"), indent=INDENT)

    @property
    def _links(self) -> bool:
        """Whether the output knows links (OSC 8)."""
        return self.console.is_terminal and not self.console.legacy_windows

    def print(self, text: Text, *, indent: int = 0) -> None:
        """Text, wrapped where the output is a terminal."""
        if self.console.is_terminal:
            self.console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            self.console.print(Text(" " * indent) + text, soft_wrap=True)
