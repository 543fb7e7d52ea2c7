"""What stands around quotations, and on buttons: the table, and its English words.

A button's label has at most about 14 letters, for a phone shows no more of three in a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.locales.tables import Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenTexts:
    """The words on a reader's screen in one language."""

    figures: str
    not_covered: str
    nearest: str
    can_answer: str
    denial: str
    changed_on: str
    now_other: str
    no_date: str
    months: tuple[str, ...]
    day_form: str
    extent: str
    articles: Forms
    extent_one_day: str
    extent_undated: str
    example: str
    hello: str
    chart: str
    share: str
    send_on: str
    word_for_word: str
    no_card: str
    most_in: str
    month_letters: tuple[str, ...]

    read_on: str
    read_one: str
    copy_one: str
    more_quotes: str
    follow: str
    follow_later: str
    menu: str
    back: str
    why: str
    why_heading: str
    has: str
    also_counts: str
    as_word: str
    copy: str
    proof: str
    timeline: str
    new: str
    open: str
    before: str
    after: str
    answers: str
    does_not: str
    ask_that: str
    help: str
    which: dict[str, str]
    written_in: Mapping[str, str]


ENGLISH_SCREEN = ScreenTexts(
    figures="Figures in the coverage",
    not_covered="Not in this coverage.",
    nearest="Nearest in the coverage, may not answer.",
    can_answer="It can answer:",
    denial="a denial",
    changed_on="changed on {day}",
    now_other="Changed on {day}.",
    no_date="no date",
    months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    day_form="{day} {month} {year}",
    extent="{articles}, {oldest} – {newest}.",
    articles=Forms(("{number} article", "{number} articles")),
    extent_one_day="{articles}, {newest}.",
    extent_undated="{articles}, none with a date.",
    example="For example:",
    hello="Hello. I answer questions about the news with what the articles say, word for word.",
    share="Share",
    send_on="Send to a chat",
    word_for_word="word for word",
    no_card="These words do not fit on a picture.",
    chart="{words}: passages a month (grey: all, on a scale of their own)",
    most_in="{passages}, {first} – {last}, most in {months}",
    month_letters=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    read_on="Read on",
    read_one="Read {number}",
    copy_one="Copy {number}",
    more_quotes="More quotes",
    follow="Follow 🔔",
    follow_later="If it comes up 🔔",
    menu="…",
    back="← Back",
    why="Why these",
    why_heading="Why these quotes",
    has="Has {words}.",
    also_counts="Also counted: {parts}.",
    as_word="“{word}” ({found})",
    copy="Copy",
    proof="Proof",
    timeline="Timeline",
    new="What is new",
    open="Open ↗",
    before="← Before",
    after="After →",
    answers="It answers 👍",
    does_not="It does not 👎",
    ask_that="Ask that",
    help="Help",
    which={"read": "Read on in which quote?", "copy": "Copy the source of which quote?"},
    written_in={
        "ar": "in Arabic",
        "be": "in Belarusian",
        "bg": "in Bulgarian",
        "cs": "in Czech",
        "de": "in German",
        "el": "in Greek",
        "en": "in English",
        "es": "in Spanish",
        "et": "in Estonian",
        "fi": "in Finnish",
        "fr": "in French",
        "he": "in Hebrew",
        "hi": "in Hindi",
        "hu": "in Hungarian",
        "it": "in Italian",
        "ja": "in Japanese",
        "lt": "in Lithuanian",
        "lv": "in Latvian",
        "nl": "in Dutch",
        "pl": "in Polish",
        "pt": "in Portuguese",
        "ro": "in Romanian",
        "ru": "in Russian",
        "sk": "in Slovak",
        "sv": "in Swedish",
        "th": "in Thai",
        "tr": "in Turkish",
        "uk": "in Ukrainian",
        "vi": "in Vietnamese",
        "zh": "in Chinese",
    },
)
