"""Every sentence a reader sees, in English; another language is one more `Texts`.

A `{name}` in a text is filled in by the methods; nothing here is escaped, that is render's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.markup import is_blank
from retrieval import Answer, AskedDays, Citation, Coverage, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The bot's own words in one language."""

    welcome: str
    try_one: str
    help: str
    privacy: str
    description: str
    short_description: str
    commands: tuple[tuple[str, str], ...]

    also: str
    figures: str
    read_as: str
    asked_day: str
    asked_days: str
    asked_since: str
    asked_until: str
    around: str
    back: str
    open_article: str
    shortened: str
    changed: str

    undated: str
    caption: str
    paragraph: str
    no_headline: str
    months: tuple[str, ...]
    day_form: str
    time_form: str

    extent: str
    extent_dated: str
    extent_one_day: str
    extent_undated: str
    indexed: str
    plural: Callable[[int], int]
    articles: tuple[str, ...]
    passages: tuple[str, ...]

    refusals: dict[str, str]
    unknown_words: str
    unreached_day: str
    word: str
    and_word: str
    suggestions: str

    ask_what: str
    only_text: str
    unknown_command: str
    unknown_address: str
    old_button: str
    forgotten: str
    nothing_indexed: str
    sorry: str

    chat_opening: str
    chat_help: str
    no_such_quote: str

    def day(self, iso: str) -> str:
        """An ISO 8601 date, or date and time, as a day; another form stays as it is."""
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return self.day_form.format(
            day=moment.day, month=self.months[moment.month - 1], year=moment.year
        )

    def of_day(self, day: date) -> str:
        """A date as a day."""
        return self.day(day.isoformat())

    def where(self, citation: Citation) -> str:
        """What follows a citation's headline: outlet, day, paragraph."""
        outlet = " ".join((citation.outlet or "").split())
        day = self.day(citation.published) if citation.published else self.undated
        place = self.caption
        if citation.paragraph is not None:
            place = self.paragraph.format(number=citation.paragraph, of=citation.paragraphs)
        return " · ".join(part for part in (outlet, day, place) if part)

    def headline(self, citation: Citation) -> str:
        """The citation's headline, or words that stand for a missing one."""
        words = " ".join(citation.headline.split())
        return self.no_headline if is_blank(words) else words

    def how_far(self, coverage: Coverage) -> str:
        """How far the coverage goes: articles, passages, days."""
        size = self.extent.format(
            articles=self._counted(coverage.articles, self.articles),
            passages=self._counted(coverage.passages, self.passages),
        )
        if not coverage.oldest or not coverage.newest:
            return f"{size} {self.extent_undated}"
        oldest, newest = self.day(coverage.oldest), self.day(coverage.newest)
        form = self.extent_one_day if oldest == newest else self.extent_dated
        return f"{size} {form.format(oldest=oldest, newest=newest)}"

    def when_indexed(self, coverage: Coverage) -> str:
        """When the coverage last changed, in UTC."""
        moment = datetime.fromisoformat(coverage.indexed_at).astimezone(UTC)
        return self.indexed.format(time=self.time_form.format(day=self.of_day(moment), at=moment))

    def why(self, refusal: Refusal) -> str:
        """Why nothing is quoted."""
        if refusal.reason == "unknown_words" and refusal.unknown:
            return self.unknown_words.format(words=self._enumerated(refusal.unknown))
        if refusal.reason == "day_not_covered" and refusal.day:
            return self.unreached_day.format(day=self.day(refusal.day))
        return self.refusals[refusal.reason]

    def understood(self, answer: Answer) -> str:
        """How the question was read, where that is not what it says; "" if it is."""
        lines = [
            self.read_as.format(written=each.written, shown=each.shown) for each in answer.read_as
        ]
        if answer.days:
            lines.append(self._days(answer.days))
        return " ".join(lines)

    def _days(self, days: AskedDays) -> str:
        form = self.asked_days if days.first != days.last else self.asked_day
        if days.first is None or days.last is None:
            form = self.asked_since if days.first else self.asked_until
        first, last = (self.day(day) if day else "" for day in (days.first, days.last))
        return form.format(written=days.written, first=first, last=last)

    def _enumerated(self, words: Sequence[str]) -> str:
        named = [self.word.format(word=word[:60]) for word in words[:5]]
        head, last = ", ".join(named[:-1]), named[-1]
        return f"{head} {self.and_word} {last}" if head else last

    def _counted(self, number: int, forms: tuple[str, ...]) -> str:
        return f"{number:,} {forms[self.plural(number)]}"


ENGLISH = Texts(
    welcome=(
        "Ask me about the news. I answer with the paragraphs that say it, word for word, "
        "and tell you where each stands. I write nothing of my own."
    ),
    try_one="Type a question, or try one of these:",
    help=(
        "Type a question, as you would ask a colleague.\n"
        "In a group, write /ask and the question, or reply to one of my messages.\n\n"
        "The first sentence in bold is the best answer I found, and under it stands where it is "
        "from. Below come its whole passage and other quotes. The buttons with numbers show a "
        "quote among its neighbours.\n\n"
        "When the coverage does not answer, I say so.\n\n"
        "/ask QUESTION – ask, anywhere\n"
        "/about – how far the coverage goes, and what I keep\n"
        "/help – this message"
    ),
    privacy=(
        "What I keep: for each answer the numbers of chat and message, the time, and your question "
        "with its day, so that the Back button works. It is deleted after 30 days. "
        "I keep no name, and nothing else."
    ),
    description=(
        "I answer questions about the news with the very sentences that were published, and say "
        "where each stands: headline, outlet, day, paragraph. I write nothing of my own."
    ),
    short_description="Answers from news coverage, word for word, with citations.",
    commands=(
        ("ask", "Ask about the news"),
        ("about", "How far the coverage goes, and what I keep"),
        ("help", "How to ask"),
    ),
    also="Also:",
    figures="Figures in the coverage:",
    read_as="“{written}” is not in the coverage; showing {shown}.",
    asked_day="“{written}” read as {first}.",
    asked_days="“{written}” read as {first} to {last}.",
    asked_since="“{written}” read as {first} and after.",
    asked_until="“{written}” read as up to {last}.",
    around="Show it in its article",
    back="← Back to the answer",
    open_article="Open the article ↗",
    shortened="[… shortened]",
    changed="The article has changed: these are no longer the words that were cited.",
    undated="undated",
    caption="caption",
    paragraph="paragraph {number} of {of}",
    no_headline="(no headline)",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day_form="{day} {month} {year}",
    time_form="{day}, {at:%H:%M} UTC",
    extent="The coverage holds {articles} ({passages}).",
    extent_dated="Its dated articles run from {oldest} to {newest}.",
    extent_one_day="Its dated articles are of {newest}.",
    extent_undated="None is dated.",
    indexed="Last changed: {time}.",
    plural=lambda number: int(number != 1),
    articles=("article", "articles"),
    passages=("passage", "passages"),
    refusals={
        "empty_question": "I see no question there. Ask about an event, a place or a person.",
        "no_match": "Nothing in the coverage speaks of this.",
        "unknown_words": "The coverage never mentions some of these words.",
        "day_not_covered": "The coverage does not reach that day.",
        "low_confidence": "The coverage does not answer this surely enough for me to quote it.",
        "other_language": "The coverage is not in the language of your question.",
    },
    unknown_words="I cannot answer that: the coverage never mentions {words}.",
    unreached_day="The coverage does not reach {day}.",
    word="“{word}”",
    and_word="and",
    suggestions="What it can answer:",
    ask_what="What would you like to know? Write the question after /ask.",
    only_text="I can only read text. Please type your question.",
    unknown_command="I do not know that command. Type a question, or see /help.",
    unknown_address="I cannot find that passage: its article is no longer in the coverage.",
    old_button="This button no longer works. Please ask again.",
    forgotten="I no longer know which question this answered. Please ask again.",
    nothing_indexed="I have no articles to answer from yet. Please come back soon.",
    sorry="Sorry, something went wrong on my side. Please try again.",
    chat_opening="Type a question; /help shows what else there is, Ctrl-D ends.",
    chat_help=(
        "Type a question.\n"
        "/1 /2 /3  show a quote of the last answer among its neighbours\n"
        "/why 1    why this passage\n"
        "/about    how far the coverage goes\n"
        "/help     this message\n"
        "/quit     end (or Ctrl-D)"
    ),
    no_such_quote="The last answer has no quote {number}.",
)
