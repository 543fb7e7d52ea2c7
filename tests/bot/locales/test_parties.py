"""Who gives which figure stands in the reader's language."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bot.conversation.replies import Reply
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.telegram.rendering.messages import Renderer
from retrieval import Archive


def test_parties_beside_figures_stand_in_the_readers_language(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, words in enumerate(
        (
            "Russia said 63 soldiers were killed at Makiivka.",
            "Ukraine said 400 soldiers were killed at Makiivka.",
            "Shoigu said 89 soldiers were killed at Makiivka.",
        )
    ):
        head = f"---\nheadline: Makiivka {number}\npublished: 2023-01-0{number + 2}\n---\n\n"
        (folder / f"{number}.txt").write_text(f"{head}{words}\n")
    with closing(Archive(tmp_path / "coverage.db", threshold=0.0)) as archive:
        archive.reindex([folder])
        answer = archive.ask("How many soldiers were killed at Makiivka?")
    shown = {
        texts.code: Renderer(texts, "nutgraf_bot", 3, False, False).answer(Reply(answer)).html
        for texts in (ENGLISH, LANGUAGES["uk"])
    }
    assert LANGUAGES["uk"].screen.figures in shown["uk"]
    assert all(f"{who} · " in shown["uk"] for who in ("Росія", "Україна", "Shoigu"))
    assert all(f"{who} · " in shown["en"] for who in ("Russia", "Ukraine", "Shoigu"))
