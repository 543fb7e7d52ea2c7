"""Text without stops, marks without end: who speaks is found in time that grows with the text."""

from __future__ import annotations

import time

import pytest

from retrieval.speakers.attribution import MOST_PIECES, MOST_VERBS, attributed

SECONDS_A_MEGABYTE = 1.0
SIZE = 100_000

UNITS = (
    *("he said ", "said ", "X who said ", "Jo, who said, ", "officials said, ", "and said "),
    *('"a" said ', "“a said ", '" ', "«a» said X, ", "(a) said ", "(a said ", "he said “x” "),
    *("Britain, France and Germany said, ", "Xa Yb, a lawyer said ", "telling ", ", said "),
    *("according to X ", "as reported by ", "X was quoted as saying ", "he put it at 40 "),
    *("he said put a ", "said. X added ", "He said “It is.” She left. ", "“It is.” and then he "),
    *(
        "He said it and (b) left the town. ",
        "He said it....",
        ". ",
        "..",
        ".)",
        "Mr. said ",
        "— said ",
    ),
)


def seconds(text: str) -> float:
    """Of processor time."""
    started = time.process_time()
    attributed(text)
    return time.process_time() - started


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_for_the_speakers_of_any_text_grows_with_the_text_alone(unit: str) -> None:
    text = "He said so. " + (unit * (SIZE // len(unit) + 1))[:SIZE]
    most = SECONDS_A_MEGABYTE * SIZE / 1e6 + 0.05
    # a busy machine slows processors too: one of three may take longer
    assert any(seconds(text) <= most for _ in range(3))


def test_a_sentence_of_more_verbs_or_words_than_any_names_nobody() -> None:
    assert attributed("The mayor said the dam broke and")
    assert not attributed("The mayor said the dam broke and " * (MOST_VERBS + 1))
    assert attributed("and more " * 9 + "the mayor said the dam broke")
    assert not attributed("and more " * (MOST_PIECES // 2) + "the mayor said the dam broke")


def test_the_speaker_of_a_sentence_after_such_a_one_is_named() -> None:
    text = "He said and " * (MOST_VERBS + 1) + "left. The mayor said the dam broke."
    (found,) = attributed(text)
    assert text[slice(*found.speaker)] == "The mayor"
