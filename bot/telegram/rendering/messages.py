"""Reply, Excerpt and Coverage as Telegram messages with their keyboards; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.conversation.quotations import figures_of
from bot.conversation.replies import Reply, wanted
from bot.locales.texts import Texts
from bot.readers.settings import Settings
from bot.readers.stories import Story
from bot.telegram.rendering.answer_keys import (
    Under,
    places_in,
    under_answer,
    under_answer_part,
    under_excerpt,
    under_verification,
)
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.keyboards import (
    Buttons,
    under_forgotten,
    under_languages,
    under_settings,
    under_stories,
)
from bot.telegram.rendering.markup import Markup, join, plain, tag
from bot.telegram.rendering.message import Message
from bot.telegram.rendering.quotes import MOST_ON_PAGE, Quoting
from bot.telegram.rendering.refusals import refusal
from bot.telegram.rendering.timelines import Days
from bot.telegram.rendering.verifications import Checks
from bot.text import MOST_UNITS, cut
from retrieval import (
    Answer,
    Excerpt,
    Listed,
    Quote,
    Refusal,
    Standing,
    Timeline,
    Verification,
)

_LONGEST_ECHO = 300
_FEW = 3  # quotes that a page should have; whoever chose more wants a longer one
_NEWS = 10  # new passages in a message


class News(NamedTuple):
    """A new passage of a followed story, with the sentence of it that fits the story best."""

    story: int
    words: str
    sentence: str
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders in the words of `texts`, for the bot `username` (without @), `quotes` to a page.

    `one_outlet`: the coverage names no two outlets. `shares`: passages can be made pictures.
    """

    texts: Texts
    username: str
    quotes: int = 3
    one_outlet: bool = False
    shares: bool = False

    def wanted(self, page: int) -> int:
        """How many quotes page number `page`, from 0, may need."""
        return wanted(self.quotes, page)

    def answer(
        self, reply: Reply, *, page: int = 0, echo: bool = False, changed_on: str = ""
    ) -> Message:
        """The message that answers; of an answer with more quotes, the page number `page`.

        `echo` opens with the question, for a reader who pressed a button instead of typing it;
        `changed_on`, an ISO 8601 date, with when the words that stood there before changed.
        """
        answer = reply.answer
        asked = cut(answer.question, _LONGEST_ECHO) if echo else ""
        kept = self.texts.kept.format(question=cut(answer.question, _LONGEST_ECHO))
        kept = kept if reply.followed and not echo else ""
        since = self.texts.changed_since(changed_on) if changed_on else ""
        lines = (since, asked, kept, self._understood(answer))
        opening = join([tag("i", plain(line)) for line in lines], "\n\n")
        if answer.refusal:
            return refusal(self._citing, reply, opening)
        quotes, body = self._page(reply, page, opening)
        if page == 0:
            body = Checks(self._citing).with_corrections(body, answer.corrections)
        last = quotes[-1].citation.number == answer.quotes[-1].citation.number
        under = Under(page, not last, places_in(quotes))
        shows = tuple(quote.address for quote in quotes)
        return Message(body.html, under_answer(self.texts.screen, under), shows=shows)

    def _understood(self, answer: Answer) -> str:
        return cut(self.texts.understood(answer), _LONGEST_ECHO)

    def _page(self, reply: Reply, page: int, opening: Markup) -> tuple[Sequence[Quote], Markup]:
        """The quotes of a page and the message; a page has fewer where more would not fit."""
        left: Sequence[Quote] = reply.answer.quotes
        number = 0
        while True:
            quotes, body = self._fitting(left, reply, opening)
            if number == page or len(quotes) == len(left):
                return quotes, body
            number, left = number + 1, left[len(quotes) :]

    def _fitting(
        self, left: Sequence[Quote], reply: Reply, opening: Markup
    ) -> tuple[Sequence[Quote], Markup]:
        changed = {each.address: each.day for each in reply.answer.changed}
        quoting = Quoting(self._citing, reply.copies, changed)
        for count in range(min(self.quotes, len(left), MOST_ON_PAGE), 0, -1):
            body = quoting.quotes(
                left[:count],
                opening=opening,
                figures=figures_of(reply.answer, left[:count]),  # whatever further pages say
                whole=self.quotes > _FEW,
            )
            if body is not None:
                return left[:count], body
        raise AssertionError("one quote always fits")

    def excerpt(self, excerpt: Excerpt, *, back: int | None = None) -> Message:
        """A passage between its neighbours, with buttons that walk on through the article; `back`:
        the page of the answer in whose place it is shown."""
        copied = self._citing.reference(excerpt.citation, excerpt.address)
        buttons = under_excerpt(self.texts.screen, excerpt, copied, back, shares=self.shares)
        return Message(Quoting(self._citing).excerpt(excerpt).html, buttons)

    def card(self, quote: Quote) -> Message:
        """One quote alone, ready to be posted anywhere."""
        alone = replace(quote, citation=replace(quote.citation, number=1))
        body = Quoting(self._citing).quotes([alone], opening=Markup())
        assert body is not None
        return Message(body.html)

    def verified(self, verification: Verification) -> Message:
        """What became of quoted words."""
        buttons = under_verification(self.texts.screen, verification.standing)
        return Message(Checks(self._citing).one(verification).html, buttons)

    def exactly(self, standing: Standing) -> Message:
        """Where words stand in their article's text, and their hash."""
        return Message(Checks(self._citing).exactly(standing).html)

    def checked(
        self, checked: Sequence[tuple[str, Verification]], *, back: int | None = None
    ) -> Message:
        """What became of an answer's quotes, each under its number; `back`: the page to go to."""
        numbered = [(label if len(checked) > 1 else "", each) for label, each in checked]
        buttons = None if back is None else under_answer_part(self.texts.screen, back)
        return Message(Checks(self._citing).all(numbered).html, buttons)

    def timeline(
        self, timeline: Timeline, *, months: Sequence[str], month: str, part: int
    ) -> Message:
        """A part of a month of a story, with buttons to others; or that there is none."""
        if not months:
            unknown = Refusal("unknown_words", unknown=timeline.unknown)
            return self.said(
                self.texts.why(unknown) if timeline.unknown else self.texts.story.no_timeline
            )
        days = Days(Quoting(self._citing))
        body, more = days.page(timeline, self.texts.month(month), part)
        buttons = self._buttons.under_timeline(months, month, part=part, more=more)
        return Message(body.html, buttons)

    def why(self, heading: Sequence[tuple[str, str, str]], page: int) -> Message:
        """Why the quotes of a page were chosen: of each its number, words, and figures."""
        screen = self.texts.screen
        parts = [
            join(
                (
                    (tag("b", plain(number)) + plain("  ") if number else Markup()) + plain(words),
                    tag("i", plain(figures)),
                )
            )
            for number, words, figures in heading
        ]
        body = join((tag("b", plain(screen.why_heading)), *parts), "\n\n")
        return Message(body.html, under_answer_part(screen, page))

    def listed(
        self, heading: str, articles: Sequence[Listed], *, offset: int, more: bool = False
    ) -> Message:
        """Articles in a list, numbered from `offset` + 1, with a button for each.

        `more`: there are others, which come on further pages.
        """
        lines = [
            plain(f"{number}. ") + self._citing.listed(article)
            for number, article in enumerate(articles, offset + 1)
        ]
        body = join((tag("b", plain(heading)), join(lines)), "\n\n")
        return Message(body.html, self._buttons.under_list(articles, offset=offset, more=more))

    def news(self, news: Sequence[News]) -> tuple[Message, int]:
        """New passages, under the story that each is of; as many as fit, and how many these are."""
        quoting, body, count, stories = Quoting(self._citing), Markup(), 0, list[Story]()
        for each in news:
            part = quoting.new(each.sentence, each.excerpt)
            if all(story.number != each.story for story in stories):
                heading = tag(
                    "b", plain(self.texts.news_of.format(words=cut(each.words, _LONGEST_ECHO)))
                )
                part = join((heading, part))
            longer = join((body, part), "\n\n")
            if count and (longer.units > MOST_UNITS or count == _NEWS):
                break
            body, count = longer, count + 1
            stories = [*stories, Story(each.story, each.words)]
        return Message(body.html, under_stories(self.texts, list(dict.fromkeys(stories)))), count

    def following(self, stories: Sequence[Story]) -> Message:
        """The stories that are followed, with a button that stops each."""
        said = self.texts.following if stories else self.texts.following_none
        return Message(plain(said).html, under_stories(self.texts, stories))

    def settings(self, settings: Settings, *, languages: bool = False) -> Message:
        """The reader's settings, with a button that changes each, or one for each language."""
        title, _, rest = self.texts.settings.partition("\n")
        body = join((tag("b", plain(title)), plain(rest)))
        if languages:
            return Message(body.html, under_languages(self.texts, settings.language))
        return Message(body.html, under_settings(self.texts, settings, self.quotes))

    def forgotten(self, deleted: Mapping[str, int], *, offered: bool) -> Message:
        """What was deleted, rows by table, and how the chat is cleared: with a button where the bot
        can do some of it."""
        texts, said = self.texts.about_privacy, self.texts.deleted(deleted)
        if any(deleted.values()):
            said = f"{said}\n\n{texts.rest}"
        if not offered:
            return self.said(said)
        return Message(plain(f"{said} {texts.offer}").html, under_forgotten(self.texts))

    def said(self, text: str) -> Message:
        """One of the bot's own texts."""
        asks = text in self.texts.prompts
        return Message(plain(cut(text, MOST_UNITS)).html, asks=asks)

    @property
    def _citing(self) -> Citing:
        return Citing(self.texts, self.username, self.one_outlet)

    @property
    def _buttons(self) -> Buttons:
        return Buttons(self._citing)
