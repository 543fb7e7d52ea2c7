"""Conversations over made-up papers in other languages, on a phone and in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console

from bot.conversation.examples import spoken
from bot.locales.languages import texts_in
from bot.terminal.chat import Chat
from bot.terminal.screen import Screen
from retrieval import Archive
from tests.telegram.phone import WIDTH, Phone
from tests.telegram.server import TelegramServer

FOLDER: Final = Path(__file__).parents[1] / "data" / "papers"


class Asked(NamedTuple):
    """What is written to the bot, and typed in a terminal, in one language."""

    language: str
    phone: tuple[str, ...]
    terminal: tuple[str, ...]


LANGUAGES: Final[Mapping[str, Asked]] = {
    "uk": Asked(
        "Ukrainian",
        (
            "/start",
            "Скільки людей евакуювали з Ясногірки?",
            "А коли?",
            "Яка причина повені?",
            "Хто виграв Євробачення?",
            "/verify вивезли 1 450 людей",
            "/timeline страйк трамваїв",
            "/asof 9 травня 2024 Скільки людей евакуювали з Ясногірки?",
        ),
        ("Що вимагають водії трамваїв?", "джерело?", "Хто виграв Євробачення?", "/latest", "дякую"),
    ),
    "ru": Asked(
        "Russian",
        (
            "/start",
            "Сколько человек пострадало при пожаре на складе?",
            "А когда?",
            "Почему загорелся склад?",
            "Кто победил на Евровидении?",
            "/verify пострадали девять человек",
            "/timeline склад Береговое",
            "/asof 3 сентября 2024 Сколько человек пострадало при пожаре на складе?",
        ),
        (
            "Кто избран мэром Берегового?",
            "источник?",
            "Кто победил на Евровидении?",
            "/latest",
            "спасибо",
        ),
    ),
    "de": Asked(
        "German",
        (
            "/start",
            "Wie viele Menschen mussten ihre Häuser verlassen?",
            "Und wann?",
            "Was kostete die Reparatur der Fähre?",
            "Wer gewann die Weltmeisterschaft?",
            "/verify mussten 260 Menschen ihre Häuser verlassen",
            "/timeline Sturmflut Ostufer",
            "/asof 21. Oktober 2024 Wie viele Menschen mussten ihre Häuser verlassen?",
        ),
        (
            "Was fordert die Gewerkschaft?",
            "Quelle?",
            "Wer gewann die Weltmeisterschaft?",
            "/latest",
            "danke",
        ),
    ),
}


def clock() -> datetime:
    """After the last of the articles."""
    return datetime(2024, 12, 1, 12, tzinfo=UTC)


def scenes(telegram: TelegramServer, archive: Archive, code: str) -> list[tuple[str, str]]:
    """What is sent and shown over the articles of that language, each with its title."""
    asked, phone = LANGUAGES[code], Phone(telegram, language=code)
    for words in asked.phone:
        phone.says(words)
    title = f"{asked.language} articles, {asked.language} questions"
    typed = _typed(archive, code, asked.terminal)
    return [(title, phone.text), (f"{title}, in a terminal", typed)]


def _typed(archive: Archive, code: str, lines: tuple[str, ...]) -> str:
    shown = StringIO()
    console = Console(file=shown, width=2 * WIDTH, highlight=False, emoji=False)
    texts = texts_in(code, coverage=spoken(archive))
    chat = Chat(archive, Screen(console, texts))
    for line in lines:
        chat.screen.say(f"? {line}")
        chat.hear(line)
        console.print()
    return shown.getvalue().rstrip()
