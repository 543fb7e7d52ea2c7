"""The bot in a terminal: the answers that Telegram would show, drawn with rich.

Where the output is no terminal, it is plain text, unwrapped, so that quotes stay whole lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.conversation.word_diffs import spaced
from bot.locales.english import ENGLISH
from bot.locales.phrases import reasons, who_says
from bot.locales.texts import Texts
from retrieval import (
    Answer,
    Citation,
    Correction,
    Excerpt,
    Explanation,
    Part,
    Quote,
    Refusal,
    Timeline,
    Verification,
)

_INDENT = 4


@dataclass(frozen=True, slots=True)
class Screen:
    """Draws answers and passages on a console, in the words of `texts`."""

    console: Console = field(default_factory=lambda: Console(highlight=False, emoji=False))
    texts: Texts = ENGLISH

    def answer(self, answer: Answer) -> None:
        """The leading sentence, its citation and passage, then further quotes; or why not."""
        if understood := self.texts.understood(answer):
            self.print(Text(understood, "italic"))
        if answer.refusal:
            self.say(f"{self.texts.why(answer.refusal)} {self.texts.how_far(answer.coverage)}")
            self._suggest(answer.refusal)
            self._corrections(answer.corrections)
            return
        numbers = [figure.quote for figure in answer.figures] or [1]
        if answer.figures:
            self.print(Text(self.texts.figures, "italic"))
        for quote in answer.quotes:
            if quote.citation.number in numbers:
                self.print(Text(quote.sentence, "bold"))
                self.says(quote)
                if quote.second and not answer.figures:
                    self.print(Text.assemble(f"{self.texts.second} ", (quote.second, "bold")))
                self.cite(quote.citation, quote.address, quote.citation.number)
        lead = answer.quotes[0]
        if lead.sentence.strip() != lead.text.strip():
            self.console.print()
            self.print(_marked(lead), indent=_INDENT)
        others = [quote for quote in answer.quotes if quote.citation.number not in numbers]
        if others:
            self.console.print()
            self.print(Text(self.texts.also, "italic"))
        for quote in others:
            self.print(Text(quote.sentence), indent=_INDENT)
            self.says(quote, indent=_INDENT)
            self.cite(quote.citation, quote.address, quote.citation.number)
        self._corrections(answer.corrections)

    def _corrections(self, corrections: Sequence[Correction]) -> None:
        """What changed articles said, and what they say now."""
        if corrections:
            self.console.print()
            self.print(Text(self.texts.story.corrected, "italic"))
        for each in corrections:
            for line in self.texts.story.change(each).splitlines():
                self.print(Text(line), indent=_INDENT)
            self.cite(each.citation, each.address)

    def excerpt(self, excerpt: Excerpt) -> None:
        """A passage between its neighbours, with its citation."""
        if excerpt.changed:
            self.print(Text(self.texts.changed, "bold"))
        for passage in (excerpt.before, excerpt.passage, excerpt.after):
            if passage is not None:
                shown = passage is excerpt.passage
                self.print(Text(passage.text, "bold" if shown else "dim"), indent=_INDENT * shown)
                self.console.print()
        self.cite(excerpt.citation, excerpt.address)

    def explanation(self, explanation: Explanation, number: int) -> None:
        """The parts of the score of the quote `number`."""
        self.print(Text(f"[{number}] {reasons(explanation, self.texts)}", "dim"))

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
            self.print(Text.assemble((day, "bold"), told))
            self.print(Text(each.quote.sentence), indent=_INDENT)
            self.says(each.quote, indent=_INDENT)
            self.cite(each.quote.citation, each.quote.address)
        self._gap(timeline.gap)

    def _gap(self, days: int) -> None:
        if days:
            self.print(Text(self.texts.gap(days), "italic"))

    def verification(self, verification: Verification) -> None:
        """What became of quoted words, the diff, and where they stand."""
        story, standing = self.texts.story, verification.standing
        self.print(Text(story.verdicts[verification.verdict], "bold"))
        if standing is None:
            return
        colours = self.console.is_terminal and not self.console.no_color
        if standing.moved:
            self.say(story.moved)
        diff = verification.diff
        self.print(drawn(diff, colours=colours) if diff else Text(standing.words), indent=_INDENT)
        if diff:
            plain = f"[-{story.only_checked}-] {{+{story.only_article}+}}"
            self.print(Text(story.struck if colours else plain, "italic"))
        self.cite(standing.citation, standing.address)
        start, end = standing.offsets
        where = story.where_exactly.format(start=start, end=end, sha256=standing.sha256)
        self.print(Text(where, "dim"), indent=_INDENT)

    def say(self, words: str) -> None:
        """One of the bot's own texts."""
        self.print(Text(words))

    def says(self, quote: Quote, *, indent: int = 0) -> None:
        """Who says the quote's sentence, where somebody is named."""
        if who := who_says(self.texts, quote):
            self.print(Text(who), indent=indent)

    def _suggest(self, refusal: Refusal) -> None:
        if refusal.suggestions:
            self.say("\n".join([self.texts.suggestions, *refusal.suggestions]))

    def cite(self, citation: Citation, address: str, number: int | None = None) -> None:
        """Where a quote stands, and how to open it."""
        label = f"[{number}] " if number else ""
        self.print(
            Text(f"{label}{self.texts.headline(citation)} · {self.texts.where(citation)}", "cyan")
        )
        for where in (citation.url, f"nutgraf show {address}"):
            if where:
                self.print(Text(where, "dim"), indent=_INDENT)

    def print(self, text: Text, *, indent: int = 0) -> None:
        """Text, wrapped where the output is a terminal."""
        if self.console.is_terminal:
            self.console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            self.console.print(Text(" " * indent) + text, soft_wrap=True)


def _marked(quote: Quote) -> Text:
    text = Text(quote.text)
    base = quote.offsets.text[0]
    for start, end in quote.offsets.matched:
        text.stylize("bold underline", start - base, end - base)
    return text


_SIGNS: Final = {"both": ("", ""), "text": ("[-", "-]"), "article": ("{+", "+}")}

_STYLES: Final = {"both": "", "text": "strike red", "article": "underline green"}


def drawn(parts: Sequence[Part], *, colours: bool) -> Text:
    """A word diff for the terminal: in colours, else between signs as `git --word-diff` has it."""
    text = Text()
    for part, space in spaced(parts):
        opening, closing = ("", "") if colours else _SIGNS[part.side]
        words = f"{opening}{part.words.rstrip()}{closing}"
        text.append(words, style=_STYLES[part.side] if colours else "")
        text.append(space)
    return text
