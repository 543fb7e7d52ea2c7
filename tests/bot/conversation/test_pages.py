"""A longer answer begins with a shorter one: what a reader was shown stays as it was shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from bot.conversation.asked import Asked
from bot.conversation.replies import reply
from bot.locales.english import ENGLISH
from bot.telegram.rendering.messages import Renderer
from retrieval import Archive

DAY = date(2024, 3, 7)
QUESTIONS = (
    *("How many drones hit Larnholm?", "What happened at Larnholm?", "drones", "Larnholm harbour"),
    *("Did the harbour of Larnholm burn?", "Where did the drones come?"),
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A coverage of 60 articles, some near copies of each other, some with several passages."""
    folder = tmp_path_factory.mktemp("pages")
    with (folder / "a.jsonl").open("w", encoding="utf-8") as lines:
        for at in range(60):
            figure = at % 7 if at > 8 else 3
            first = f"On day {at % 13} some {figure} drones hit Larnholm, said the mayor of it."
            second = f"The harbour of Larnholm burned for {at % 5} hours after the drones came."
            text = "\n\n".join([first, second][: 1 + at % 2])
            article = {"id": f"a{at:02}", "headline": f"Drones {at}", "text": text}
            lines.write(json.dumps(article | {"outlet": f"o{at % 4}"}) + "\n")
    with Archive(folder / "coverage.db") as archive:
        archive.reindex([folder / "a.jsonl"])
        yield archive


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_longer_answer_begins_with_the_quotes_of_a_shorter_one(
    many: Archive, question: str
) -> None:
    answers = [many.ask(question, limit=limit, asked_on=DAY).quotes for limit in range(1, 45)]
    assert len(answers[-1]) > 3
    for shorter, longer in pairwise(answers):
        assert longer[: len(shorter)] == shorter


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_stays_as_it_was_shown_however_many_pages_follow(
    many: Archive, question: str
) -> None:
    render = Renderer(ENGLISH, "the_bot")
    replies = [reply(many, Asked(question, DAY), limit=render.wanted(page)) for page in range(13)]
    shown = [render.answer(each, page=page).html for page, each in enumerate(replies)]
    for page, html in enumerate(shown[:8]):
        assert {render.answer(later, page=page).html for later in replies[page:]} == {html}
