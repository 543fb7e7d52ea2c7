"""A transcript's turn of speech is a paragraph, and whose turn it is says what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Archive
from retrieval.analysis.speech.turns import label_at, turns
from tests.retrieval.articles.formats.reading import articles, words

PRESS = """Press conference in Oster

The president spoke to journalists on Monday.

PRESIDENT ZELENSKYY: We will not give up the harbour. Putin said he would take it by May.

JOURNALIST (BBC): Did you order the attack on the bridge?

PRESIDENT ZELENSKYY: No. We did not order the attack on the bridge.

The army asked for nine ships, and three have come.

JOURNALIST (BBC): Thank you, Mr President.

The next press conference is on Friday, the office said.
"""
WRAPPED = """Mrs Brandt on the storm

Q: How many boats broke loose in the harbour
of Oster?
A: Forty-one boats broke loose, and three of
them sank in the night.
Q: Who pays?
A: The town
"""


def test_the_speaker_of_a_turn_says_all_that_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "press.txt").write_text(PRESS)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([tmp_path / "press.txt"])
        for question, sentence, who in (
            ("What did Zelensky say about the bridge?", "We did not order the attack", "ZELENSKYY"),
            ("How many ships did the army ask for?", "The army asked for nine", "ZELENSKYY"),
            ("When did Putin want to take the harbour?", "Putin said he would", "ZELENSKYY"),
            (
                "What did the journalist say about the bridge?",
                "JOURNALIST (BBC): Did",
                "JOURNALIST",
            ),
        ):
            quote = archive.ask(question).quotes[0]
            assert quote.sentence.startswith(sentence), question
            assert quote.speaker, question
            assert who in quote.speaker.text
            assert quote.speaker.stance == "said"
            body = archive.article("press").body
            assert body[slice(*quote.speaker.offsets.text)] == quote.speaker.text
            assert body[slice(*quote.speaker.offsets.verb)] == quote.speaker.verb
        (first, *_) = archive.ask("When is the next press conference?").quotes
        assert first.speaker
        assert first.speaker.text == "the office"


def test_a_turn_is_a_paragraph_however_it_is_wrapped() -> None:
    (article,) = articles(WRAPPED.encode(), "a.txt")
    assert article.headline == "Mrs Brandt on the storm"
    assert [each.replace("\n", " ") for each in words(article)] == [
        "Q: How many boats broke loose in the harbour of Oster?",
        "A: Forty-one boats broke loose, and three of them sank in the night.",
        "Q: Who pays?",
        "A: The town",
    ]
    alone = "Moderatorin:\nWie viele?\nScholz:\nNeun Schiffe sind in dem Hafen gesunken.\n" * 2
    (article,) = articles(f"Das Interview\n\n{alone}".encode(), "a.txt")
    assert words(article)[1] == "Scholz:\nNeun Schiffe sind in dem Hafen gesunken."


def test_the_first_turn_is_no_headline() -> None:
    (article,) = articles(WRAPPED.partition("\n\n")[2].encode(), "a.txt")
    assert words(article)[0].startswith("Q: How many boats")
    assert article.marks == ("headline_from_words",)


def test_whoever_only_asks_or_answers_is_nobody(tmp_path: Path) -> None:
    text = WRAPPED.replace("A: The town", "A: The minister said the town pays for all.")
    (tmp_path / "a.txt").write_text(text)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([tmp_path / "a.txt"])
        quotes = archive.ask("Who pays for all, the town?").quotes
    assert quotes
    assert {each.speaker for each in quotes} == {None}


def test_who_speaks_may_stand_alone_above_the_words(tmp_path: Path) -> None:
    apart = PRESS.replace("ZELENSKYY: ", "ZELENSKYY:\n\n").replace("(BBC): ", "(BBC):\n\n")
    (tmp_path / "press.txt").write_text(apart)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([tmp_path / "press.txt"])
        quote = archive.ask("What did Zelensky say of the order to attack the bridge?").quotes[0]
    assert quote.sentence == "We did not order the attack on the bridge."
    assert quote.speaker
    assert quote.speaker.text == "PRESIDENT ZELENSKYY"


@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            "Where: The hall of Oster.",
            "When: Monday, with the choir.",
            "Where: Lund.",
            "When: May.",
        ],
        ["Oster: Two died in the night, the mayor said.", "Lund: Nine were hurt.", "Norby: None."],
        ["The mayor: we pay.", "He said: no. And she said: yes, we all pay for it.", "It rained."],
        ["Brandt: We pay for all of the nine boats.", *["It rained in Oster."] * 9, "Brandt: Yes."],
        ["1 May: Two boats sank.", "2 May: It rained.", "1 May: Nine boats sank in the harbour."],
        ["Update: The harbour of Oster is open.", "Photo: A. Brandt", "Update: It is shut again."],
    ],
)
def test_lists_and_single_names_are_no_turns(paragraphs: list[str]) -> None:
    assert turns(paragraphs) is None


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("ZELENSKYY: We stay.", "ZELENSKYY"),
        ("Volodymyr Zelenskyy, President of Ukraine: We stay.", "Volodymyr Zelenskyy"),
        ("[00:12:33] Speaker 2: We stay.", "Speaker 2"),
        ("Dr. Ilse Brandt (Oster): We stay.", "Dr. Ilse Brandt"),
        ("Ведучий: Ми лишаємось.", "Ведучий"),
        ("Q: Why?", None),
    ],
)
def test_who_speaks_stands_before_the_colon(line: str, who: str | None) -> None:
    label = label_at(line)
    assert label
    assert label.name == who
    assert who is None or line[slice(*label.speaker)] == who


@pytest.mark.parametrize(
    "line",
    ["He said: no", "At 10:30 it rained", "https://a.b", "The town pays. Brandt: no", "12: x"],
)
def test_other_colons_name_nobody(line: str) -> None:
    assert label_at(line) is None
