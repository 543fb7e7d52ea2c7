"""The conversation in the terminal: what Telegram would show, its buttons as numbers and /more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from bot.conversation import shelf
from bot.conversation.asked import NOTHING, Asked, Before, today
from bot.conversation.commands import address_in, parted, quoted, read, story, verified
from bot.conversation.examples import suggested
from bot.conversation.replies import Reply, converse, reply, wanted
from bot.conversation.small_talk import Talk, small_talk
from bot.locales.phrases import outlets_held
from bot.terminal.screen import Screen
from bot.terminal.verifications import show_verification
from retrieval import Answer, Archive, Listed, NothingIndexedError, Quote, UnknownAddressError

END: Final = frozenset(("quit", "exit", "/quit", "/exit"))
"""What ends a conversation."""


@dataclass(slots=True)
class Chat:
    """A conversation in the terminal, `quotes` to a page.

    It remembers what was asked last, for follow-ups, and what stands under what was shown last.
    """

    archive: Archive
    screen: Screen
    quotes: int = 3
    _asked: tuple[str, datetime] | None = None
    _answered: Answer | None = None
    _quotes: dict[str, Quote] = field(default_factory=dict)
    _page: Sequence[Quote] = ()
    _numbers: dict[str, Callable[[], None]] = field(default_factory=dict)
    _further: Callable[[], None] | None = None

    def open(self, examples: Iterable[str]) -> None:
        """Greet. Raises NothingIndexedError on an empty coverage."""
        texts = self.screen.texts
        self.screen.say(texts.extent_of(self.archive.coverage()))
        self.screen.say(texts.screen.example)
        questions = suggested(self.archive, tuple(examples))
        self.screen.offer(questions)
        self._offer(questions)
        self.screen.say(texts.chat_opening)

    def hear(self, line: str) -> bool:
        """Answer a line; False when it ends the conversation."""
        if line.strip().lower() in END:
            return False
        try:
            self._obey(*parted(line))
        except NothingIndexedError:
            self.screen.say(self.screen.texts.nothing_indexed)
        return True

    def _obey(self, command: str, words: str) -> None:
        if command.isdecimal():
            self._press(command)
        elif command in COMMANDS:
            COMMANDS[command](self, words)
        elif own := self.screen.texts.own.to(command):
            self.screen.say(own)
        elif talk := None if command else small_talk(words):
            self._talk_back(talk)
        elif command or words:
            self._ask(command, words)

    def _talk_back(self, talk: Talk) -> None:
        """What there is to say beside questions; the source is that of the first quote shown."""
        texts = self.screen.texts
        if talk == "since":
            self._ask("since", "")
        elif talk == "latest":
            self._latest("")
        elif talk == "source" and self._page:
            self._show(self._page[0].address)
        else:
            said = {
                "thanks": texts.welcome_back,
                "ok": texts.ask_on,
                "source": texts.nothing_cited,
                "summary": texts.no_summary,
            }
            self.screen.say(said.get(talk, texts.how_to_chat))

    def _ask(self, command: str, words: str) -> None:
        asked = read(self.archive, self.screen.texts, command, words, self._before)
        if isinstance(asked, str):
            self.screen.say(asked)
        else:
            self._answer(asked)

    @property
    def _before(self) -> Before:
        now = self.archive.now()
        return Before.last(*self._asked, now=now) if self._asked else NOTHING

    def _answer(self, asked: Asked) -> None:
        began = self.archive.now()  # what is indexed from now on is new to the reader
        given = converse(self.archive, asked, limit=wanted(self.quotes, 0))
        self._asked = given.answer.question, began
        self._numbers, self._quotes = {}, {}
        self._show_page(given, 0)

    def _show_page(self, given: Reply, page: int) -> None:
        """Show that page of the reply, and keep what its numbers and /more do."""
        quotes = given.answer.quotes
        first, after = page * self.quotes, (page + 1) * self.quotes
        self._answered, self._page = given.answer, quotes[first:after]
        self._further = partial(self._turn, given.asked, page + 1) if quotes[after:] else None
        self.screen.reply(given, self._page, more=bool(self._further))
        self._offer(given.offered)
        for quote in self._page:
            number = str(quote.citation.number)
            self._quotes[number] = quote
            self._numbers[number] = partial(self._show, quote.address)

    def _turn(self, asked: Asked, page: int) -> None:
        limit = wanted(self.quotes, page)
        self._show_page(reply(self.archive, asked, limit=limit), page)

    def _offer(self, questions: Sequence[str]) -> None:
        for number, question in enumerate(questions, 1):
            self._numbers[str(number)] = partial(self._take, question)

    def _take(self, question: str) -> None:
        self.screen.echo(question)
        self._answer(Asked(question, today()))

    def _press(self, number: str) -> None:
        """Do what stands under that number of what was shown last."""
        if number in self._numbers:
            self._numbers[number]()
        else:
            self._no(number)

    def _more(self, _: str) -> None:
        if self._further:
            self._further()
        else:
            self.screen.say(self.screen.texts.no_more)

    def _show(self, address: str) -> None:
        try:
            self.screen.excerpt(self.archive.show(address))
        except UnknownAddressError:
            self.screen.say(self.screen.texts.unknown_address)

    def _why(self, words: str) -> None:
        quote, answer = self._quote(words or "1"), self._answered
        if quote and answer:
            question, day = answer.question, answer.asked_on
            try:
                why = self.archive.explain(question, quote.address, asked_on=day)
                self.screen.explanation(why, quote.citation.number)
            except UnknownAddressError:
                self.screen.say(self.screen.texts.unknown_address)

    def _verify(self, words: str) -> None:
        """A number: that quote; nothing: those shown last; else ADDRESS or WORDS."""
        screen, texts = self.screen, self.screen.texts
        if words.isdecimal():
            if quote := self._quote(words):
                self._verify(quote.address)
        elif words:
            try:
                show_verification(screen, self.archive.verify(*quoted(words)))
            except UnknownAddressError:
                screen.say(texts.unknown_address)
        elif self._page:
            shown = [(quote.address, str(quote.citation.number)) for quote in self._page]
            for label, each in verified(self.archive, shown):
                show_verification(screen, each, label=label)
        else:
            screen.say(texts.story.verify_what)

    def _timeline(self, words: str) -> None:
        told = story(words, self._before)
        if told:
            self.screen.timeline(self.archive.timeline(told))
            self._asked = told, self.archive.now()
        else:
            self.screen.say(self.screen.texts.story.timeline_what)

    def _latest(self, _: str) -> None:
        self._numbers = {}
        self._show_latest(0)

    def _show_latest(self, offset: int) -> None:
        page = shelf.latest(self.archive, offset)
        after = offset + len(page.articles)
        self._further = partial(self._show_latest, after) if page.more else None
        self._list(self.screen.texts.newest, page.articles, offset)

    def _article(self, words: str) -> None:
        """A number of what was shown last, an ADDRESS, or WORDS of an article."""
        texts = self.screen.texts
        if words.isdecimal():
            self._press(words)
        elif address := address_in(words):
            self._show(address)
        elif not words:
            self.screen.say(texts.which_article)
        elif articles := shelf.found(self.archive, words):
            self._numbers, self._further = {}, None
            self._list(texts.found_articles, articles, 0)
        else:
            self.screen.say(texts.no_article)

    def _list(self, heading: str, articles: Sequence[Listed], offset: int) -> None:
        self.screen.listed(heading, articles, offset=offset, more=bool(self._further))
        for number, article in enumerate(articles, offset + 1):
            self._numbers[str(number)] = partial(self._show, article.address)

    def _outlets(self, _: str) -> None:
        self.screen.say(outlets_held(self.screen.texts, self.archive.outlets()))

    def _new(self, _: str) -> None:
        self._asked = None
        self.screen.say(self.screen.texts.afresh)

    def _about(self, _: str) -> None:
        coverage, texts = self.archive.coverage(), self.screen.texts
        self.screen.say(f"{texts.how_far(coverage)} {texts.when_indexed(coverage)}")

    def _help(self, _: str) -> None:
        self.screen.say(self.screen.texts.how_to_chat)

    def _quote(self, number: str) -> Quote | None:
        """The last answer's quote of that number; None, and it is said, where there is none."""
        if number not in self._quotes:
            self._no(number)
        return self._quotes.get(number)

    def _no(self, number: str) -> None:
        self.screen.say(self.screen.texts.no_such_number.format(number=number[:9]))


COMMANDS: Final[Mapping[str, Callable[[Chat, str], None]]] = {
    "about": Chat._about,
    "article": Chat._article,
    "help": Chat._help,
    "latest": Chat._latest,
    "more": Chat._more,
    "new": Chat._new,
    "outlets": Chat._outlets,
    "start": Chat._help,
    "timeline": Chat._timeline,
    "verify": Chat._verify,
    "why": Chat._why,
}
"""Those of the terminal; what the others ask is read as on Telegram."""
