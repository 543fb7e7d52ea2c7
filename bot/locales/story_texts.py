"""What the bot says when it verifies quotes and follows a story through time, in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from retrieval import Answer, Correction


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

    as_of: str
    as_of_what: str
    nothing: dict[str, str]
    since: str
    since_asked: str
    since_what: str
    new_since: str
    corrected: str
    correction: str
    came: str
    went: str

    timeline: str
    timeline_what: str
    no_timeline: str
    month_names: tuple[str, ...]
    told: dict[str, str]
    gaps: tuple[str, ...]

    def limited(self, answer: Answer, moment: Callable[[str], str]) -> str:
        """What the question left out, days and times as `moment` has them; "" if nothing."""
        lines = []
        if answer.as_of:
            lines.append(self.as_of.format(day=moment(answer.as_of.isoformat())))
        if answer.since:
            since = moment(answer.since.isoformat())
            form = self.since_asked if isinstance(answer.since, datetime) else self.since
            lines.append(form.format(day=since, time=since))
        return " ".join(lines)

    def change(self, correction: Correction) -> str:
        """What a correction changed, in words."""
        form = self.correction if correction.before and correction.after else self.came
        form = form if correction.after else self.went
        return form.format(before=correction.before, after=correction.after)


ENGLISH_STORIES = StoryTexts(
    verify="Verify",
    verify_what=(
        "What shall I verify? Press Verify under an answer, or write words, or an address, after "
        "/verify, or write /verify in reply to a message."
    ),
    verdicts={
        "stands": "These words stand there letter for letter.",
        "changed": "The words at this address have changed. Now there stands:",
        "differs": "These words do not stand there letter for letter. The closest are:",
        "unlike": "Nothing in the coverage is like these words.",
    },
    moved="They stand in another place of the article than the address says.",
    struck="Struck out: only in what was checked. Underlined: only in the article.",
    only_checked="only in what was checked",
    only_article="only in the article",
    where_exactly="Characters {start} to {end} of the article, SHA-256 {sha256}",
    as_of="Only articles published by {day}; undated ones are left out.",
    as_of_what="As of which day, and what? Such as: /asof 1 October 2022 Who controls Kherson?",
    nothing={
        "nothing_by_then": "Nothing in the coverage is known to have been published by {day}.",
        "nothing_since": "Nothing about this is new since {day}.",
    },
    since="Only what is new since {day}.",
    since_asked="Only what has come in since you last asked ({time}).",
    since_what=(
        "Since when, and about what? Such as: /since Monday Kakhovka dam. /since alone tells what "
        "is new since you last asked."
    ),
    new_since="What is new?",
    corrected="Corrected since then:",
    correction="Was: {before}\nIs: {after}",
    came="Added: {after}",
    went="Taken out: {before}",
    timeline="Day by day: {words} · {month}",
    timeline_what="Which story? Write its words after /timeline.",
    no_timeline="The coverage has no sentence with enough of these words.",
    month_names=tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
    told={"passage": "as the passage says", "article": "as the article is dated"},
    gaps=("day without coverage", "days without coverage"),
)

UKRAINIAN_STORIES = StoryTexts(
    verify="Перевірити",
    verify_what=(
        "Що перевірити? Натисніть «Перевірити» під відповіддю, або напишіть слова чи адресу "
        "після /verify, або дайте /verify у відповідь на повідомлення."
    ),
    verdicts={
        "stands": "Ці слова стоять там буква в букву.",
        "changed": "Слова за цією адресою змінено. Тепер там:",
        "differs": "Ці слова не стоять там буква в букву. Найближчі:",
        "unlike": "У новинах немає нічого схожого на ці слова.",
    },
    moved="Вони стоять в іншому місці статті, ніж каже адреса.",
    struck="Закреслено: лише в тому, що перевірено. Підкреслено: лише в статті.",
    only_checked="лише в тому, що перевірено",
    only_article="лише в статті",
    as_of="Лише статті, опубліковані до {day} включно; недатовані не враховано.",
    as_of_what="Станом на який день і що? Наприклад: /asof 1 October 2022 Who controls Kherson?",
    nothing={
        "nothing_by_then": "У новинах немає нічого, про що відомо, що його опубліковано до {day}.",
        "nothing_since": "Нічого нового про це від {day}.",
    },
    since="Лише нове від {day}.",
    since_asked="Лише те, що надійшло, відколи ви запитували ({time}).",
    since_what=(
        "Відколи і про що? Наприклад: /since Monday Kakhovka dam. Саме /since каже, що нового, "
        "відколи ви запитували."
    ),
    new_since="Що нового?",
    corrected="Відтоді виправлено:",
    correction="Було: {before}\nСтало: {after}",
    came="Додано: {after}",
    went="Вилучено: {before}",
    timeline="День за днем: {words} · {month}",
    timeline_what="Про що? Напишіть слова після /timeline.",
    no_timeline="У новинах немає речення, де цих слів було б досить.",
    month_names=tuple(
        "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад "
        "грудень".split()
    ),
    told={"passage": "як каже уривок", "article": "як датовано статтю"},
    gaps=("день без новин", "дні без новин", "днів без новин"),
    where_exactly="Знаки від {start} до {end} статті, SHA-256 {sha256}",
)
