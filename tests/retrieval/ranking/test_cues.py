"""What a passage must hold to answer decides between passages with the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.coverage_maker import archive


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        (
            "Why did the ferry turn back?",
            "The ferry had to turn back because a storm was coming.",
            "The ferry did turn back with all its cars in the evening.",
        ),
        (
            "What caused the ferry to turn back?",
            "The ferry had to turn back; the captain blamed the storm.",
            "The ferry did turn back with all its cars in the evening.",
        ),
        (
            "What did the mayor call the ferry?",
            "The mayor said in spring that the ferry is “a floating ruin”.",
            "The mayor was on the ferry in spring as it left for a floating bridge.",
        ),
        (
            "Which company built the ferry?",
            "The ferry was built in the year 1998 by Larn Marine.",
            "The ferry was built in the year 1998 by its owners.",
        ),
        (
            "When was the ferry repaired?",
            "On 4 March 2024 the ferry was repaired in the yard and then it went to sea.",
            "Ferry, as repaired: it was in the yard and it then went to sea for a long time and in "
            "all weathers, as it had gone in the summers and winters until May 1999.",
        ),
        (
            "Where is the ferry now?",
            "The ferry is now being looked after by the people of Larnholm.",
            "Where is the ferry now, and who is looking after it?",
        ),
    ],
)
def test_a_passage_with_what_is_asked_for_comes_first(
    tmp_path: Path, question: str, answers: str, other: str
) -> None:
    opened = archive(tmp_path, {"a": ["News", other, answers], "b": ["Snow", "It snowed."]})
    assert opened.search(question)[0].passage.text == answers


def test_a_passage_that_only_asks_never_leads(tmp_path: Path) -> None:
    asks = "3. Which country launched the rescue ship Altmark in the storm of last week?"
    answers = "The rescue ship Altmark was launched in the storm by Norway."
    opened = archive(tmp_path, {"quiz": ["Quiz", asks, "4. Who won?"], "a": ["Rescue", answers]})
    hits = opened.search("Which country launched the rescue ship Altmark in the storm?")
    assert [hit.passage.text for hit in hits][:2] == [answers, asks]
