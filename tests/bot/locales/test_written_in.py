"""A quote says its language where that is not the reader's."""

from __future__ import annotations

from contextlib import closing
from io import StringIO
from pathlib import Path

from rich.console import Console

from bot.conversation.replies import Reply
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.locales.texts import Texts
from bot.telegram.rendering.messages import Renderer
from bot.terminal.screen import Screen
from retrieval import Archive


def test_a_quote_says_its_language_where_it_is_not_the_readers(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, day, language in (
        ("leak", "2024-02-28", "language: en-GB\n"),
        ("mute", "2024-02-27", ""),
        ("odd", "2024-02-26", "language: tlh\n"),
    ):
        head = f"---\nheadline: {name}\npublished: {day}\n{language}---\n\n"
        (folder / f"{name}.txt").write_text(f"{head}The dam of {name} leaks.\n")
    with closing(Archive(tmp_path / "coverage.db", threshold=0.0)) as archive:
        archive.reindex([folder])

        def shown(word: str, texts: Texts) -> list[str]:
            answer = archive.ask(f"the dam of {word} leaks", limit=1)
            console = Console(file=StringIO(), width=100)
            Screen(console, texts).answer(answer)
            telegram = Renderer(texts, "nutgraf_bot", 3, True, False).answer(Reply(answer)).html
            return [telegram, console.file.getvalue()]  # type: ignore[attr-defined]

        assert all("англійською" in each for each in shown("leak", LANGUAGES["uk"]))
        assert not any("in English" in each for each in shown("leak", ENGLISH))
        for word in ("mute", "odd"):
            assert not any("ською" in each for each in shown(word, LANGUAGES["uk"]))
