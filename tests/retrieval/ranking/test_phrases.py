"""Phrases in quotation marks: found wherever they stand, in bounded time, or said to be nowhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from retrieval import Archive
from retrieval.query.phrases import phrases, plain

ASKED_ON = date(2024, 3, 7)


def archive(folder: Path, articles: dict[str, list[str]]) -> Archive:
    with (folder / "a.jsonl").open("w", encoding="utf-8") as lines:
        for name, (headline, *body) in articles.items():
            text = "\n\n".join(body)
            lines.write(json.dumps({"id": name, "headline": headline, "text": text}) + "\n")
    opened = Archive(folder / "coverage.db")
    opened.reindex([folder / "a.jsonl"])
    return opened


def test_a_phrase_behind_thousands_of_passages_with_its_words_apart_is_found(
    tmp_path: Path,
) -> None:
    apart = [f"The dam, number {at}, has a gate of its own." for at in range(3_000)]
    opened = archive(tmp_path, {"a": ["Dams", *apart], "b": ["Water", "Long after that " * 9]})
    opened.close()
    found = ["Gates", f"{'At the end of that long day ' * 5}they opened the dam gate."]
    opened = archive(tmp_path, {"a": ["Dams", *apart], "b": found})
    (quote,) = opened.ask('Who opened "the dam gate"?', asked_on=ASKED_ON).quotes
    assert "the dam gate" in quote.text


def test_a_phrase_of_words_that_stand_apart_alone_is_refused_with_the_phrase(
    tmp_path: Path,
) -> None:
    opened = archive(tmp_path, {"a": ["Dams", "The gate of the dam is open."]})
    refusal = opened.ask('Is the "dam gate" open?', asked_on=ASKED_ON).refusal
    assert refusal
    assert (refusal.reason, refusal.unknown) == ("unknown_words", ("dam gate",))


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("000 reservists", "They called up 300,000 reservists.", False),
        ("300,000 reservists", "They called up 300,000 reservists.", True),
        ("300000 reservists", "They called up 300,000 reservists.", True),
        ("85 billion", "It costs 1.85 billion dollars.", False),
        ("the president", "It was the president's car.", True),
        ("the president’s car", "It was the president's car.", True),
        ("the US", "He told the US of it.", True),
        ("told us", "He told us of it.", True),
        ("two drones", "They saw two drones.", True),
        ("O'Brien said", "So Mr O’Brien said.", True),
        ("Champs Élysées", "It was on the Champs-Elysees today.", True),
        ("down is", "The way down is long.", True),
    ],
)
def test_a_phrase_stands_where_its_words_stand_whole(
    tmp_path: Path, phrase: str, text: str, stands: bool
) -> None:
    opened = archive(tmp_path, {"a": ["Headline", text], "b": ["Other", "Nothing of it here."]})
    answer = opened.ask(f'Who says "{phrase}" of cars, drones, reservists?', asked_on=ASKED_ON)
    held = answer.refusal is None or phrase not in answer.refusal.unknown
    assert held is stands


def test_a_phrase_in_the_headline_counts_where_another_is_in_the_passage(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["Dam gate opens", "Water rose by a metre."]})
    answer = opened.ask('Did "water rose" follow the "dam gate"?', asked_on=ASKED_ON)
    assert answer.quotes
    assert not opened.ask('Did "water fell" follow "dam gate"?', asked_on=ASKED_ON).quotes


def test_a_removed_article_holds_no_phrase(tmp_path: Path) -> None:
    both = {"a": ["Dams", "Water rose.", "The dam gate."], "b": ["Other", "Water rose again."]}
    archive(tmp_path, both).close()
    opened = archive(tmp_path, {"b": both["b"]})
    assert opened.ask('"Water rose"?', asked_on=ASKED_ON).quotes
    assert not opened.ask('"Water rose" "dam gate"', asked_on=ASKED_ON).quotes


def test_a_text_that_holds_a_phrase_has_its_terms() -> None:
    (phrase,) = phrases('What is "the 300,000 reservists of O\'Brien in the US"?')
    assert phrase.plain == " the 300000 reservists of o brien in the us "
    assert phrase.terms == {"300000", "reservist"}
    assert phrase.plain in plain("So: the 300,000 reservists of O’Brien, in the US.")


def test_a_question_that_is_searched_for_three_times_reads_no_more_for_its_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(text: str) -> str:
        read.append(text)
        return plain(text)

    monkeypatch.setattr("retrieval.ranking.phrases.plain", counted)
    monkeypatch.setattr("retrieval.ranking.phrases.FOLDED", 2_000)
    rows = [
        {
            "id": f"a{at}",
            "headline": "Dams",
            "outlet": "Daily Oster",
            "text": f"{at}: the gate that it is.",
        }
        for at in range(300)
    ]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([tmp_path / "a.jsonl"])
        asked = 'of what they have of "the gate" and then of "is the" when it was there?'
        question = f"What did the Daily Oster write {asked}"
        assert opened.ask(question, asked_on=ASKED_ON).refusal
    assert 2_000 < sum(map(len, read)) <= 2 * 2_000 + 200
