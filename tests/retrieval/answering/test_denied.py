"""What is denied never leads, is no figure, and is marked where it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Archive

HOW_MANY = "How many sailors drowned off Larnholm?"
ARTICLES = [
    # (paragraphs, the figure that leads; "" for none)
    (
        [
            "It is not true that 90 sailors drowned off Larnholm.",
            "12 sailors drowned off Larnholm.",
        ],
        "12",
    ),
    (["The navy denied that 90 sailors had drowned off Larnholm and spoke of 12 sailors."], "12"),
    (["Not 90 but 12 sailors drowned off Larnholm, the mayor said."], "12"),
    (["There is no evidence that 90 sailors drowned off Larnholm."], ""),
    (["There were no 90 sailors drowned off Larnholm, the mayor said."], ""),
    (["The army has not lost 90 sailors, drowned off Larnholm or elsewhere."], ""),
    (
        [
            "Sidra rejected claims that 90 sailors drowned off Larnholm.",
            "Larnholm counts 12 sailors who drowned off its coast.",
        ],
        "12",
    ),
    (["Sidra refuted the figure of 90 sailors drowned off Larnholm."], ""),
    (["The toll is far from 90 sailors drowned off Larnholm. It is 12 sailors."], "12"),
    (["The mayor never said that 90 sailors drowned off Larnholm."], ""),
    (["Reports of 90 sailors drowned off Larnholm are false. The navy counts 12 sailors."], "12"),
    (["Contrary to reports of 90 sailors drowned off Larnholm, 12 sailors died."], "12"),
]


@pytest.mark.parametrize(("paragraphs", "figure"), ARTICLES, ids=[each[0][0] for each in ARTICLES])
def test_a_denied_figure_never_leads(tmp_path: Path, paragraphs: list[str], figure: str) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(["Storm", *paragraphs]), encoding="utf-8")
    with Archive(tmp_path / "c.db", threshold=0) as archive:
        archive.reindex([tmp_path / "a.txt"])
        answer = archive.ask(HOW_MANY)
    assert "90" not in [each.figure for each in answer.figures]
    if figure:
        assert figure in answer.quotes[0].sentence
        assert not answer.quotes[0].denied
    else:
        assert not answer.answered
    for quote in (*answer.quotes[1:], *answer.nearest):
        assert quote.denied or "90" not in quote.sentence


def test_a_denial_is_marked_and_answers_who_asks_for_it(tmp_path: Path) -> None:
    text = (
        "Mines\n\nThe Sidran navy denies that it mined the strait.\n\nA ship struck a mine in May."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Archive(tmp_path / "c.db", threshold=0) as archive:
        archive.reindex([tmp_path / "a.txt"])
        for question in ("Did Sidra deny mining the strait?", "Did the navy mine the strait?"):
            quote = archive.ask(question).quotes[0]
            assert quote.sentence.startswith("The Sidran navy denies")
            assert quote.as_json()["denied"] is True
        other = archive.ask("What struck a mine in May?").quotes[0]
        assert other.as_json()["denied"] is False
