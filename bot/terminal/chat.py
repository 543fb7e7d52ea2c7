"""The conversation in the terminal: questions, and commands that begin with a stroke."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TextIO

from bot.conversation.asked import today
from bot.conversation.examples import suggested
from bot.conversation.replies import according_to
from bot.locales.phrases import no_such_party
from bot.terminal.screen import Screen
from retrieval import Answer, Archive, Quote, UnknownAddressError, UnknownPartyError

_PROMPT = "? "


@dataclass(slots=True)
class Chat:
    """A conversation in the terminal; it remembers the last answer, for /1 /2 /3."""

    archive: Archive
    screen: Screen
    quotes: int = 3
    _last: Answer | None = None
    _asked_at: datetime | None = None

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
            self._answer(words)
        return True

    def _obey(self, command: str) -> None:
        texts, screen = self.screen.texts, self.screen
        if command.isdecimal():
            self._show(int(command))
        elif command.startswith("why") and command[3:].strip().isdecimal():
            self._explain(int(command[3:]))
        elif command.split()[:1] in (["says"], ["verify"], ["timeline"], ["since"], ["asof"]):
            name, _, words = command.partition(" ")
            getattr(self, f"_{name}")(words.strip())
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

    def _says(self, words: str) -> None:
        """Answer the question that follows a party, in its words."""
        try:
            asked = self.archive.says(words)
        except UnknownPartyError as error:
            self.screen.say(no_such_party(self.screen.texts, error.parties))
            return
        if asked.rest:
            self._answer(according_to(asked))
        else:
            self.screen.say(self.screen.texts.says_what)

    def _timeline(self, words: str) -> None:
        if words:
            self.screen.timeline(self.archive.timeline(words))
        else:
            self.screen.say(self.screen.texts.story.timeline_what)

    def _since(self, words: str) -> None:
        day, question = self.archive.opening_day(words, "since") or (None, words)
        question = question or (self._last.question if self._last else "")
        since = day or self._asked_at
        if since and question:
            self._answer(question, since=since)
        else:
            self.screen.say(self.screen.texts.story.since_what)

    def _asof(self, words: str) -> None:
        day, question = self.archive.opening_day(words, "until") or (None, "")
        if day and question:
            self._answer(question, as_of=day)
        else:
            self.screen.say(self.screen.texts.story.as_of_what)

    def _answer(
        self,
        question: str,
        *,
        as_of: date | None = None,
        since: date | datetime | None = None,
    ) -> None:
        self._asked_at = self.archive.now()
        self._last = self.archive.ask(
            question, limit=self.quotes, asked_on=as_of or today(), as_of=as_of, since=since
        )
        self.screen.answer(self._last)

    def _verify(self, words: str) -> None:
        screen = self.screen
        if not words:
            screen.say(screen.texts.story.verify_what)
        elif not words.isdecimal():
            screen.verification(self.archive.verify(text=words))
        elif quote := self._quote(int(words)):
            try:
                screen.verification(self.archive.verify(quote.address))
            except UnknownAddressError:
                screen.say(screen.texts.unknown_address)

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
