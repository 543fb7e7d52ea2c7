"""The bot in a terminal: the answers that Telegram would show, drawn with rich.

Where the output is no terminal, it is plain text, unwrapped, so that quotes stay whole lines.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.english import ENGLISH
from bot.examples import suggested, today
from bot.reasons import reasons
from bot.texts import Texts
from retrieval import (
    Answer,
    Archive,
    Citation,
    Excerpt,
    Explanation,
    Quote,
    Refusal,
    UnknownAddressError,
)

_PROMPT = "? "
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Screen:
    """Draws answers and passages on a console, in the words of `texts`."""

    console: Console = field(default_factory=lambda: Console(highlight=False, emoji=False))
    texts: Texts = ENGLISH

    def answer(self, answer: Answer) -> None:
        """The leading sentence, its citation and passage, then further quotes; or why not."""
        if understood := self.texts.understood(answer):
            self._print(Text(understood, "italic"))
        if answer.refusal:
            self.say(f"{self.texts.why(answer.refusal)} {self.texts.how_far(answer.coverage)}")
            self._suggest(answer.refusal)
            return
        numbers = [figure.quote for figure in answer.figures] or [1]
        if answer.figures:
            self._print(Text(self.texts.figures, "italic"))
        for quote in answer.quotes:
            if quote.citation.number in numbers:
                self._print(Text(quote.sentence, "bold"))
                if quote.second and not answer.figures:
                    self._print(Text.assemble(f"{self.texts.second} ", (quote.second, "bold")))
                self._cite(quote.citation, quote.address, quote.citation.number)
        lead = answer.quotes[0]
        if lead.sentence.strip() != lead.text.strip():
            self.console.print()
            self._print(_marked(lead), indent=_INDENT)
        others = [quote for quote in answer.quotes if quote.citation.number not in numbers]
        if others:
            self.console.print()
            self._print(Text(self.texts.also, "italic"))
        for quote in others:
            self._print(Text(quote.sentence), indent=_INDENT)
            self._cite(quote.citation, quote.address, quote.citation.number)

    def excerpt(self, excerpt: Excerpt) -> None:
        """A passage between its neighbours, with its citation."""
        if excerpt.changed:
            self._print(Text(self.texts.changed, "bold"))
        for passage in (excerpt.before, excerpt.passage, excerpt.after):
            if passage is not None:
                shown = passage is excerpt.passage
                self._print(Text(passage.text, "bold" if shown else "dim"), indent=_INDENT * shown)
                self.console.print()
        self._cite(excerpt.citation, excerpt.address)

    def explanation(self, explanation: Explanation, number: int) -> None:
        """The parts of the score of the quote `number`."""
        self._print(Text(f"[{number}] {reasons(explanation, self.texts)}", "dim"))

    def say(self, words: str) -> None:
        """One of the bot's own texts."""
        self._print(Text(words))

    def _suggest(self, refusal: Refusal) -> None:
        if refusal.suggestions:
            self.say("\n".join([self.texts.suggestions, *refusal.suggestions]))

    def _cite(self, citation: Citation, address: str, number: int | None = None) -> None:
        label = f"[{number}] " if number else ""
        self._print(
            Text(f"{label}{self.texts.headline(citation)} · {self.texts.where(citation)}", "cyan")
        )
        for where in (citation.url, f"nutgraf show {address}"):
            if where:
                self._print(Text(where, "dim"), indent=_INDENT)

    def _print(self, text: Text, *, indent: int = 0) -> None:
        if self.console.is_terminal:
            self.console.print(Padding(text, (0, 0, 0, indent), expand=False))
        else:
            self.console.print(Text(" " * indent) + text, soft_wrap=True)


@dataclass(slots=True)
class Chat:
    """A conversation in the terminal; it remembers the last answer, for /1 /2 /3."""

    archive: Archive
    screen: Screen
    quotes: int = 3
    _last: Answer | None = None

    def open(self, examples: Iterable[str]) -> None:
        """Greet. Raises NothingIndexedError on an empty coverage."""
        coverage = self.archive.coverage()
        texts = self.screen.texts
        lines = [texts.how_far(coverage), texts.try_one]
        lines += [f"  {question}" for question in suggested(self.archive, tuple(examples))]
        self.screen.say("\n".join([*lines, texts.chat_opening]))

    def hear(self, line: str) -> bool:
        """Answer a line; False when it ends the conversation."""
        words = line.strip()
        if words == "/quit":
            return False
        if words.startswith("/"):
            self._obey(words[1:])
        elif words:
            self._last = self.archive.ask(words, limit=self.quotes, asked_on=today())
            self.screen.answer(self._last)
        return True

    def _obey(self, command: str) -> None:
        texts, screen = self.screen.texts, self.screen
        if command.isdecimal():
            self._show(int(command))
        elif command.startswith("why") and command[3:].strip().isdecimal():
            self._explain(int(command[3:]))
        elif command in ("help", "start"):
            screen.say(texts.chat_help)
        elif command == "about":
            coverage = self.archive.coverage()
            screen.say(f"{texts.how_far(coverage)} {texts.when_indexed(coverage)}")
        else:
            screen.say(texts.unknown_command)

    def _show(self, number: int) -> None:
        if quote := self._quote(number):
            try:
                self.screen.excerpt(self.archive.show(quote.address))
            except UnknownAddressError:
                self.screen.say(self.screen.texts.unknown_address)

    def _explain(self, number: int) -> None:
        last, quote = self._last, self._quote(number)
        if last and quote:
            try:
                why = self.archive.explain(last.question, quote.address, asked_on=last.asked_on)
                self.screen.explanation(why, number)
            except UnknownAddressError:
                self.screen.say(self.screen.texts.unknown_address)

    def _quote(self, number: int) -> Quote | None:
        """The last answer's quote `number`; None, and it is said, where there is none."""
        quotes = self._last.quotes if self._last else ()
        if 1 <= number <= len(quotes):
            return quotes[number - 1]
        self.screen.say(self.screen.texts.no_such_quote.format(number=number))
        return None


def converse(archive: Archive, *, quotes: int, examples: Iterable[str]) -> None:
    """Chat over standard input: with a prompt in a terminal, else line by line to its end."""
    chat = Chat(archive, Screen(), quotes)
    typed = sys.stdin.isatty()
    chat_opens = typed and chat.screen.console.is_terminal
    if chat_opens:
        chat.open(examples)
    else:
        archive.coverage()  # an empty coverage ends here, not at the first question
    for line in _typed() if typed else _piped(sys.stdin):
        if not typed and line.strip():
            chat.screen.say(f"{_PROMPT}{line.strip()}")
        if not chat.hear(line):
            break
        if line.strip():
            chat.screen.console.print()


def _typed() -> Iterator[str]:
    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401  gives input() line editing
    while True:
        try:
            yield input(_PROMPT)
        except EOFError:
            print()
            return


def _piped(stream: TextIO) -> Iterator[str]:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    yield from stream


def _marked(quote: Quote) -> Text:
    text = Text(quote.text)
    base = quote.offsets.text[0]
    for start, end in quote.offsets.matched:
        text.stylize("bold underline", start - base, end - base)
    return text
