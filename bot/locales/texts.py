"""What the bot says to readers: a language is a table of these texts, such as `english`.

A `{name}` in a text is filled in by the methods, an `{example.name}` is a question in the
coverage's language; nothing here is escaped, that is render's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from bot.locales.operators import AdminTexts, OwnTexts
from bot.locales.privacy import PrivacyTexts
from bot.locales.screens import ScreenTexts
from bot.locales.tables import Forms, Plural
from bot.text import cut, is_blank
from retrieval import Answer, AskedDays, Citation, Copy, Correction, Coverage, Listed, Refusal

_NOTES = 2  # of an outlet's on an article
_LONGEST_NOTE = 240  # units
_MOST_SIGNS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTexts:
    """The words of /verify, /asof, /since and /timeline in one language."""

    verify: str
    verify_what: str
    verdicts: dict[str, str]
    moved: str
    struck: str
    only_checked: str
    only_article: str
    where_exactly: str
    said_by: str
    denied: str
    sign: str
    not_checked: str
    it_says: str
    final_stop: str

    as_of: str
    changes_from: str
    as_of_what: str
    of_outlet: str
    at_path: str
    nothing: dict[str, str]
    since: str
    since_asked: str
    since_what: str
    new_since: str
    corrected: str
    was: str
    is_now: str
    came: str
    went: str

    timeline: str
    timeline_what: str
    no_timeline: str
    month_names: tuple[str, ...]
    month_form: str
    told: dict[str, str]
    gaps: Forms

    def limited(self, answer: Answer, moment: Callable[[str], str]) -> str:
        """What the question left out, days and times as `moment` has them; "" if nothing."""
        lines = []
        if answer.outlet:
            lines.append(self.of_outlet.format(outlet=answer.outlet))
        if answer.path:
            lines.append(self.at_path.format(path=answer.path))
        if answer.as_of:
            lines.append(self.as_of.format(day=moment(answer.as_of.isoformat())))
        if answer.changes_from:
            lines.append(self.changes_from.format(day=moment(answer.changes_from)))
        if answer.since:
            since = moment(answer.since.isoformat())
            form = self.since_asked if isinstance(answer.since, datetime) else self.since
            lines.append(form.format(day=since, time=since))
        return " ".join(lines)

    def signs(self, signs: Sequence[tuple[str, str]]) -> str:
        """Which signs stand for which."""
        named = [
            self.sign.format(given=given, there=there) if there else self.final_stop
            for given, there in signs[:_MOST_SIGNS]
        ]
        return ", ".join(named)

    def change(self, correction: Correction) -> str:
        """What a correction changed, in words."""
        return "\n".join(f"{label} {words}" for label, words in self.changes(correction))

    def changes(self, correction: Correction) -> list[tuple[str, str]]:
        """The sentences that a correction is about, each with what became of it."""
        if correction.before and correction.after:
            return [(self.was, correction.before), (self.is_now, correction.after)]
        if correction.after:
            return [(self.came, correction.after)]
        return [(self.went, correction.before or "")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The bot's own words in one language."""

    code: str = field(metadata={"unsaid": True})  # ISO 639-1
    language: str  # its own name

    welcome: str
    help: str
    about_privacy: PrivacyTexts
    description: str
    short_description: str
    commands: dict[str, str]
    own_commands: dict[str, str]  # those that an operator's words make
    run_by: str
    read_as: str
    asked_day: str
    asked_days: str
    asked_since: str
    asked_until: str
    also_in_one: str
    also_in_several: Forms
    one_text: Forms
    one_text_again: Forms
    and_more: Forms
    marks: dict[str, str]
    outlets_note: str
    kept: str
    score: str
    score_parts: dict[str, str]
    in_headline: str
    more: str
    fewer: str
    changed: str

    undated: str
    caption: str
    paragraph: str
    page: str
    no_headline: str
    months: tuple[str, ...]
    first_of_month: str
    day_form: str
    time_form: str
    thousand: str
    ten_thousand: str
    one_and_a_half: str

    extent: str
    extent_dated: str
    extent_one_day: str
    extent_undated: str
    indexed: str
    plural: Plural
    articles: Forms
    passages: Forms

    refusals: dict[str, str]
    unknown_words: Forms
    lacks: str
    nearest_inline: str
    silent_party: str
    speaker_silent: str
    unreached_day: str
    word: str
    and_word: str
    or_word: str
    did_you_mean: str

    welcome_back: str
    ask_on: str
    nothing_cited: str
    no_summary: str
    ask_what: str
    says_what: str
    unknown_party: str
    no_parties: str
    only_text: str
    unknown_command: str
    unknown_address: str
    old_button: str
    forgotten: str
    nothing_indexed: str
    sorry: str

    not_for_you: str
    too_fast: str
    too_fast_inline: str
    none_inline: str
    too_much: str
    took_too_long: str
    late: str
    crowded: str
    too_long: str
    afresh: str
    which_article: str
    found_articles: str
    no_article: str
    newest: str
    outlet: str
    outlet_undated: str
    no_outlet: str
    and_others: Forms
    settings: str
    settings_of: dict[str, str]
    own_language: str
    never: str
    unknown_zone: str
    deleted_some: str
    deleted_none: str
    questions: Forms
    stories: Forms
    days: Forms
    feedback_what: str
    feedback_kept: str
    thanks: str
    ask_in_bot: str
    follow_what: str
    follows: str
    follows_many: str
    following: str
    following_none: str
    news_of: str
    stop: str
    not_yours: str
    stats: str
    leaving: str
    in_group: str
    reads_all: str
    reads_these: str

    chat_opening: str
    chat_help: str
    no_such_number: str
    no_more: str

    story: StoryTexts
    screen: ScreenTexts
    admin: AdminTexts
    examples: dict[str, str]
    parties: dict[str, str]
    own: OwnTexts = field(default=OwnTexts(), metadata={"unsaid": True})
    zone: tzinfo | None = None
    keeping: tuple[int, bool] | None = None  # keep_days and keep_questions; None: as they are unset

    @property
    def prompts(self) -> Mapping[str, str]:
        """What asks for a command's words, with the command."""
        return {
            self.story.verify_what: "verify",
            self.story.timeline_what: "timeline",
            self.story.as_of_what: "asof",
            self.follow_what: "follow",
        }

    @property
    def offered(self) -> dict[str, str]:
        """The commands that there are, and what each does."""
        return self.commands | self.made

    @property
    def made(self) -> dict[str, str]:
        """The commands that the operator's words make, and what each does."""
        return {name: what for name, what in self.own_commands.items() if self.own.to(name)}

    @property
    def how_to_ask(self) -> str:
        """What can be asked, with the commands that the operator's words make."""
        named = [f"/{name}" for name in self.made if f"/{name}" not in self.help]
        return f"{self.help}\n\n{self.run_by}  {' · '.join(named)}" if named else self.help

    @property
    def how_to_chat(self) -> str:
        """The same for a terminal."""
        own = [f"/{name:<21}{what}\n" for name, what in self.made.items()]
        before, found, after = self.chat_help.rpartition("/help ")
        return "".join([before, *own, found, after])

    @property
    def privacy(self) -> str:
        """What is kept of readers, and why."""
        days, questions = self.keeping or (30, False)
        told = self.in_number(days, self.days)
        return self.about_privacy.told(days, told, keep_questions=questions)

    def day(self, iso: str) -> str:
        """An ISO 8601 date, or date and time, as a day; another form stays as it is.

        A time with its offset counts in `zone`, where that is given.
        """
        try:
            moment = self._here(iso)
        except ValueError:
            return iso
        return self._dated(self.day_form, self.months, moment)

    def of_day(self, day: date) -> str:
        """A date as a day."""
        return self.day(day.isoformat())

    def short_day(self, iso: str | None) -> str:
        """An ISO 8601 date, or date and time, as a day in few letters; that there is none."""
        if not iso:
            return self.screen.no_date
        try:
            moment = self._here(iso)
        except ValueError:
            return iso
        return self._dated(self.screen.day_form, self.screen.months, moment)

    def day_and_page(self, citation: Citation, *, short: bool = True) -> str:
        """The article's day, or that there is none, and the cited page, where it has pages."""
        day = self.short_day(citation.published)
        if citation.published and not short:
            day = self.day(citation.published)
        page = self.page.format(number=citation.page) if citation.page else ""
        return ", ".join(part for part in (day, page) if part)

    def where(self, citation: Citation) -> str:
        """What follows a headline: outlet, day, and where in the article the quote stands."""
        outlet = self.outlet_with(citation.label, citation.outlet or "")
        day = self.day(citation.published) if citation.published else self.undated
        place = self.paragraph.format(number=citation.paragraph, of=citation.paragraphs)
        place = self.caption if citation.paragraph is None else place
        page = self.page.format(number=citation.page) if citation.page else ""
        return " · ".join(part for part in (outlet, day, page, place) if part)

    def outlet_with(self, label: str | None, name: str) -> str:
        """An outlet's name in one line, with what the operator says of it."""
        return " ".join((f"{name} ({label})" if label else name).split())

    def written_in(self, citation: Citation) -> str:
        """That the article is in another language than these texts; "" if it is not."""
        code = (citation.language or "").strip().replace("_", "-").partition("-")[0].lower()
        return self.screen.written_in.get(code, "") if code != self.code else ""

    def also_in(self, copies: int) -> str:
        """That other articles have nearly the same words."""
        if copies == 1:
            return self.also_in_one
        return self.in_number(copies, self.also_in_several)

    def marked(self, marks: Sequence[str]) -> list[str]:
        """What is not as the outlet published it, in few words."""
        parted = (each.partition(" ") for each in marks)
        return [
            self.marks[name].format(day=self.short_day(day))
            for name, _, day in parted
            if name in self.marks
        ]

    def noted(self, notes: Sequence[str]) -> list[str]:
        """What the outlet notes on the article, each shortened where it is long."""
        return [self.outlets_note.format(words=cut(each, _LONGEST_NOTE)) for each in notes[:_NOTES]]

    def listed(self, article: Listed) -> str:
        """What follows a headline in a list of articles: outlet and day."""
        outlet = self.outlet_with(article.label, article.outlet or "")
        return " · ".join(part for part in (outlet, self.short_day(article.published)) if part)

    def headline(self, cited: Citation | Copy | Listed) -> str:
        """The headline, or words that stand for a missing one."""
        words = " ".join(cited.headline.split())
        return self.no_headline if is_blank(words) else words

    def how_far(self, coverage: Coverage) -> str:
        """How far the coverage goes: articles, passages, days."""
        size = self.extent.format(
            articles=self.in_number(coverage.articles, self.articles),
            passages=self.in_number(coverage.passages, self.passages),
        )
        if not coverage.oldest or not coverage.newest:
            return f"{size} {self.extent_undated}"
        oldest, newest = self.day(coverage.oldest), self.day(coverage.newest)
        form = self.extent_one_day if oldest == newest else self.extent_dated
        return f"{size} {form.format(oldest=oldest, newest=newest)}"

    def extent_of(self, coverage: Coverage) -> str:
        """How far the coverage goes, in few words: articles and days."""
        oldest, newest = coverage.oldest, coverage.newest
        dated = self.screen.extent if oldest != newest else self.screen.extent_one_day
        form = dated if oldest and newest else self.screen.extent_undated
        return form.format(
            articles=self.in_number(coverage.articles, self.screen.articles),
            oldest=self.short_day(oldest),
            newest=self.short_day(newest),
        )

    def when_indexed(self, coverage: Coverage) -> str:
        """When the coverage last changed, in UTC."""
        return self.indexed.format(time=self.moment(coverage.indexed_at))

    def why(self, refusal: Refusal) -> str:
        """Why nothing is quoted."""
        if refusal.reason == "unknown_words" and refusal.unknown:
            form = self.unknown_words[self.plural(len(refusal.unknown))]
            return form.format(words=self._enumerated(refusal.unknown))
        if refusal.reason == "nearest" and refusal.lacks:
            return self.lacks.format(words=self._enumerated(refusal.lacks, self.or_word))
        if refusal.reason == "day_not_covered" and refusal.day:
            return self.unreached_day.format(day=self.day(refusal.day))
        if refusal.reason == "party_silent" and refusal.party:
            return self.silent_party.format(party=refusal.party)
        if refusal.reason in ("nothing_by_then", "nothing_since") and refusal.day:
            return self.story.nothing[refusal.reason].format(day=self.moment(refusal.day))
        return self.refusals[refusal.reason]

    def moment(self, iso: str) -> str:
        """An ISO 8601 date as a day; with a time, as a day and a time in UTC."""
        if "T" not in iso:
            return self.day(iso)
        moment = datetime.fromisoformat(iso).astimezone(UTC)
        return self.time_form.format(day=self.of_day(moment), at=moment)

    def understood(self, answer: Answer) -> str:
        """How the question was read, where that is not what it says; "" if it is."""
        lines = [
            self.read_as.format(written=each.written, shown=each.shown) for each in answer.read_as
        ]
        if answer.speaker_silent:
            lines.append(self.speaker_silent.format(who=answer.speaker_silent))
        if answer.days and not answer.since:
            lines.append(self._days(answer.days))
        return " ".join(filter(None, [*lines, self.story.limited(answer, self.moment)]))

    def gap(self, days: int) -> str:
        """So many days without coverage."""
        return self.in_number(days, self.story.gaps)

    def month(self, iso: str) -> str:
        """A month such as 2024-03, or the word for what is undated."""
        year, _, number = iso.partition("-")
        if not number:
            return self.undated
        name = self.story.month_names[int(number) - 1]
        return self.story.month_form.format(month=name, year=int(year))

    def counted(self, articles: int) -> str:
        """So many articles."""
        return self.in_number(articles, self.articles)

    def others(self, number: int) -> str:
        """That there are so many others."""
        return self.in_number(number, self.and_others)

    def passages_told(self, passages: int) -> str:
        """So many passages."""
        return self.in_number(passages, self.passages)

    def changed_since(self, iso: str) -> str:
        """That words were others until that day."""
        return self.screen.now_other.format(day=self.short_day(iso))

    def deleted(self, rows: Mapping[str, int]) -> str:
        """What was deleted of what was kept of a reader: rows by table."""
        if not any(rows.values()):
            return self.deleted_none
        return self.deleted_some.format(
            questions=self.in_number(rows["answers"], self.questions),
            stories=self.in_number(rows["follows"], self.stories),
        )

    def _days(self, days: AskedDays) -> str:
        form = self.asked_days if days.first != days.last else self.asked_day
        if days.first is None or days.last is None:
            form = self.asked_since if days.first else self.asked_until
        first, last = (self.day(day) if day else "" for day in (days.first, days.last))
        return form.format(written=days.written, first=first, last=last)

    def _enumerated(self, words: Sequence[str], last_joint: str = "") -> str:
        named = [self.word.format(word=word[:60]) for word in words[:5]]
        head, last = ", ".join(named[:-1]), named[-1]
        return f"{head} {last_joint or self.and_word} {last}" if head else last

    def decimal(self, number: float) -> str:
        """A number with one decimal."""
        return f"{number:.1f}".replace(".", self.one_and_a_half[1:-1])

    def in_number(self, number: int, forms: Forms) -> str:
        """A text that counts, in the form that the number takes."""
        sign = self.thousand[1:-3] if number < 10_000 else self.ten_thousand[2:-3]
        told = f"{number:,}".replace(",", sign)
        return forms[self.plural(number)].format(number=told)

    def _here(self, iso: str) -> datetime:
        moment = datetime.fromisoformat(iso)
        return moment.astimezone(self.zone) if self.zone and moment.tzinfo else moment

    def _dated(self, form: str, months: Sequence[str], moment: datetime) -> str:
        day = self.first_of_month if moment.day == 1 else str(moment.day)
        return form.format(day=day, month=months[moment.month - 1], year=moment.year)
