"""docs/conversations.md and the pictures show what the bot really sends."""

from __future__ import annotations

import pytest

from tests.tools import conversations, picture

_REMEDY = "changed; run `python -m tests.tools.conversations` and read the diff"
SHOWN = conversations.PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> str:
    return conversations.over_seeds()


def test_the_page_is_what_the_bot_sends_now(made: str) -> None:
    assert SHOWN[: len(made)] == made, _REMEDY


@pytest.mark.slow
def test_its_end_is_what_the_bot_sends_over_papers_in_other_languages(made: str) -> None:
    assert SHOWN[len(made) :].strip("\n") == conversations.over_papers().strip("\n"), _REMEDY


def test_the_pictures_are_what_the_bot_sends_now() -> None:
    for path, drawn in picture.pictures().items():
        remedy = "changed; run `python -m tests.tools.picture` and look at it"
        assert path.read_text(encoding="utf-8") == drawn, remedy


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A first visit", "/start"),
        ("An answer, more of it, and a passage in its article", "[ More quotes ]"),
        ("What is behind …", "Why these quotes"),
        ("Several figures", "Figures in the coverage"),
        ("A refusal", "Not in this coverage."),
        ("What is nearest", "may not answer"),
        ("Did you mean", "Did you mean"),
        ("A follow-up", "Read as"),
        ("Small talk", "Ask on whenever"),
        ("An edited question", "(edited)"),
        ("Inline, in any chat", "@nutgraf_bot"),
        ("A followed story", "New about"),
    ],
)
def test_each_scene_shows_what_it_is_called_for(title: str, words: str) -> None:
    scene = SHOWN.partition(f"## {title}\n")[2].partition("\n## ")[0]
    assert words in scene
    assert all(len(line) <= 76 for line in scene.splitlines())
