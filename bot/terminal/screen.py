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

from bot.conversation.replies import Reply
from bot.conversation.word_diffs import spaced
from bot.locales.english import ENGLISH
from bot.locales.phrases import reasons, who_says
from bot.locales.texts import Texts
from bot.terminal.words import joined, seen
from retrieval import (
    Answer,
    Citation,
    Correction,
    Excerpt,
    Explanation,
    Listed,
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
        """An answer whole, on its own."""
        self._opening(Reply(answer))
        if answer.refusal:
            self._refusal(Reply(answer), answer.refusal)
            if offered := answer.refusal.suggestions:
                self.say("\n".join([self.texts.suggestions, *offered]))
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
                self.say(self.texts.did_you_mean if reply.meant else self.texts.suggestions)
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
        if nearest := reply.answer.nearest:
            self.say(self.texts.why(refusal))
            self._quotes(reply, nearest[:1])
        else:
            self.say(f"{self.texts.why(refusal)} {self.texts.how_far(reply.answer.coverage)}")

    def _quotes(self, reply: Reply, quotes: Sequence[Quote]) -> None:
        """The leading sentences with their citations, a passage, then the other quotes."""
        given = {figure.quote for figure in reply.answer.figures}
        figures = [quote for quote in quotes if quote.citation.number in given]
        leading = figures if len(figures) > 1 else quotes[:1]
        if len(figures) > 1:
            self.print(seen(self.texts.figures, "italic"))
        for quote in leading:
            self.print(seen(quote.sentence, "bold"))
            self.says(quote)
            if quote.second and len(figures) < 2:
                self.print(joined(f"{self.texts.second} ", (quote.second, "bold")))
            self._cite(quote, reply)
        lead, others = quotes[0], [quote for quote in quotes if quote not in leading]
        if lead.sentence.strip() != lead.text.strip():
            self.console.print()
            self.print(_marked(lead), indent=_INDENT)
        if others:
            self.console.print()
            self.print(seen(self.texts.also, "italic"))
        for quote in others:
            self.print(seen(quote.sentence), indent=_INDENT)
            self.says(quote, indent=_INDENT)
            self._cite(quote, reply)

    def _cite(self, quote: Quote, reply: Reply) -> None:
        copies = reply.copies.get(quote.address, 0)
        self.cite(quote.citation, quote.address, quote.citation.number, copies=copies)

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
                self.print(seen(line), indent=_INDENT)
            self.cite(each.citation, each.address)

    def excerpt(self, excerpt: Excerpt) -> None:
        """A passage between its neighbours, with its citation."""
        if excerpt.changed:
            self.print(seen(self.texts.changed, "bold"))
        for passage in (excerpt.before, excerpt.passage, excerpt.after):
            if passage is not None:
                shown = passage is excerpt.passage
                self.print(seen(passage.text, "bold" if shown else "dim"), indent=_INDENT * shown)
                self.console.print()
        self.cite(excerpt.citation, excerpt.address)

    def explanation(self, explanation: Explanation, number: int) -> None:
        """The parts of the score of the quote `number`."""
        self.print(seen(f"[{number}] {reasons(explanation, self.texts)}", "dim"))

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
            self.print(seen(each.quote.sentence), indent=_INDENT)
            self.says(each.quote, indent=_INDENT)
            self.cite(each.quote.citation, each.quote.address, copies=each.copies)
        self._gap(timeline.gap)

    def _gap(self, days: int) -> None:
        if days:
            self.print(seen(self.texts.gap(days), "italic"))

    def verification(self, verification: Verification, *, label: str = "") -> None:
        """What became of quoted words, the diff, and where they stand; `label`: of which quote."""
        story, standing = self.texts.story, verification.standing
        verdict = story.verdicts[verification.verdict]
        self.print(seen(f"[{label}] {verdict}" if label else verdict, "bold"))
        if standing is None:
            return
        colours = self.console.is_terminal and not self.console.no_color
        if standing.moved:
            self.say(story.moved)
        diff = verification.diff
        self.print(drawn(diff, colours=colours) if diff else seen(standing.words), indent=_INDENT)
        if diff:
            plain = f"[-{story.only_checked}-] {{+{story.only_article}+}}"
            self.print(seen(story.struck if colours else plain, "italic"))
        self.cite(standing.citation, standing.address)
        start, end = standing.offsets
        where = story.where_exactly.format(start=start, end=end, sha256=standing.sha256)
        self.print(seen(where, "dim"), indent=_INDENT)

    def say(self, words: str) -> None:
        """One of the bot's own texts."""
        self.print(seen(words))

    def says(self, quote: Quote, *, indent: int = 0) -> None:
        """Who says the quote's sentence, where somebody is named."""
        if who := who_says(self.texts, quote):
            self.print(seen(who), indent=indent)

    def cite(
        self, citation: Citation, address: str, number: int | None = None, *, copies: int = 0
    ) -> None:
        """Where a quote stands, in how many other articles too, and how to open it."""
        label = f"[{number}] " if number else ""
        place = f"{self.texts.headline(citation)} · {self.texts.where(citation)}"
        also = f" · {self.texts.also_in(copies)}" if copies else ""
        self.print(seen(f"{label}{place}{also}", "cyan"))
        for where in (citation.url, f"nutgraf show {address}"):
            if where:
                self.print(seen(where, "dim"), indent=_INDENT)

    def print(self, text: Text, *, indent: int = 0) -> None:
        """Text, wrapped where the output is a terminal."""
        if self.console.is_terminal:
            self.console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            self.console.print(Text(" " * indent) + text, soft_wrap=True)


def _marked(quote: Quote) -> Text:
    text = seen(quote.text)
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
        text.append(seen(words, _STYLES[part.side] if colours else ""))
        text.append(space)
    return text
