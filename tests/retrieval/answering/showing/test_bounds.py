"""How much of an article is shown, what its outlet notes on it, and what is not as published."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.conversation.replies import Reply
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.telegram.rendering.messages import Renderer
from bot.terminal.screen import Screen
from retrieval import Archive, Described, Reading
from retrieval.articles.reading import Show
from tests.tools.coverage_maker import archive

ROW = {
    "headline": "Fire in Oster",
    "text": "The mayor spoke.\n\nA fire destroyed the harbour of Oster. Two ships sank.\n\nRain.",
    "url": "https://oster.example/fire",
}
QUESTION = "What destroyed the harbour of Oster?"
Shown = Callable[[Show | None], Archive]


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    with ExitStack() as opened:

        def make(how: Show | None) -> Archive:
            file = tmp_path / f"{how}.jsonl"
            file.write_text(json.dumps(ROW | {"id": "fire"}))
            made = opened.enter_context(Archive(tmp_path / f"{how}.db"))
            made.reindex([file], coverage=[Described(file, Reading(show=how))])
            return made

        yield make


def test_a_paragraph_is_shown_without_its_neighbours(shown: Shown) -> None:
    cases: list[tuple[Show | None, bool]] = [("article", True), (None, True), ("paragraph", False)]
    for how, neighbours in cases:
        on = shown(how)
        [quote] = on.ask(QUESTION, limit=1).quotes
        assert quote.text == "A fire destroyed the harbour of Oster. Two ships sank."
        there = on.show(quote.address)
        assert (there.before is not None, there.after is not None) == (neighbours, neighbours)
        assert quote.marks == ()


def test_of_a_sentence_nothing_else_of_its_paragraph_is_shown(shown: Shown) -> None:
    on = shown("sentence")
    [quote] = on.ask(QUESTION, limit=1).quotes
    body = on.article("fire").body
    assert quote.text == quote.sentence == "A fire destroyed the harbour of Oster."
    assert body[slice(*quote.offsets.text)] == quote.text
    assert [body[slice(*each)] for each in quote.offsets.matched] == list(quote.matched)
    there = on.show(quote.address)
    assert (there.passage.text, there.before, there.after) == (quote.text, None, None)
    standing = on.verify(quote.address).standing
    assert standing
    assert standing.words == quote.text


def test_of_a_headline_nothing_else_is_in_the_coverage(shown: Shown) -> None:
    on = shown("headline")
    assert on.article("fire").body == "Fire in Oster"
    assert on.ask("Where was a fire in Oster?").quotes[0].text == "Fire in Oster"
    assert b"destroyed" not in on.path.read_bytes()


def test_what_is_cut_is_told_beside_the_quote_not_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "A fire destroyed the harbour of Oster, the mayor said. Rain [+99 chars]"
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW | {"text": text}))
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "a.jsonl"])
        answer = opened.ask(QUESTION)
    [quote] = answer.quotes
    assert quote.as_json()["marks"] == ("cut",)
    assert "notes" not in quote.as_json()
    for texts in (ENGLISH, LANGUAGES["uk"]):
        head, block = (
            Renderer(texts, "nutgraf_bot").answer(Reply(answer)).html.split("<blockquote>")
        )
        assert texts.marks["cut"] in head
        assert texts.marks["cut"] not in block
    Screen().answer(answer)
    assert f"· {ENGLISH.marks['cut']}" in capsys.readouterr().out


def test_a_correction_note_stands_with_every_quote_of_its_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "Correction: An earlier version of this article named another harbour."
    with archive(tmp_path, {"fire": ["Fire", *ROW["text"].split("\n\n"), note]}) as opened:
        answer = opened.ask(QUESTION)
        quote = answer.quotes[0]
        there = opened.show(quote.address)
    assert quote.notes == there.notes == (note,)
    assert note not in {each.text for each in answer.quotes}
    for texts in (ENGLISH, LANGUAGES["uk"]):
        renderer = Renderer(texts, "nutgraf_bot")
        for message in (renderer.answer(Reply(answer)), renderer.excerpt(there)):
            assert texts.outlets_note.format(words=note) in message.html
            assert note not in message.html.partition("<blockquote>")[2].partition("</b")[0]
    Screen().answer(answer)
    Screen().excerpt(there)
    assert capsys.readouterr().out.count(ENGLISH.outlets_note.format(words=note)) >= 2
