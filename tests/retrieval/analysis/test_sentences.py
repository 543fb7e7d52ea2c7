"""How a text is cut into sentences."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.analysis.sentences import LONGEST, sentences
from tests.tools.examples import up_to


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The ferry stayed.", "Why?", "It blew!", "So it goes"],
        ["“We stay,” she said.", "“We wait.”", "He left."],
        ['She said "we stay."', 'He said "we go."', "They went."],
        ["The post was bombed, unprotected. .", "Nobody was hurt."],
        ["The ship sank .", "Nobody was hurt ."],
        ["He left. ”", "She stayed."],
        ["« On reste. »", "« On part. »"],
        ["It ended (at last).", "She left.)", "He stayed."],
        ["The wall fell.", "400 soldiers died.", "2,000 were hurt."],
        ["They met in the Senate.", "2003 was a bad year."],
        ["The wind blew hard.", "- No ferry sailed."],
        ["今日は風が強い。", "船は出ない。"],
        ["Паром не вышел.", "Капитан ждёт."],
        ["The end came.", "The town slept…"],
        ["He said: “We stay.", "We wait.”", "They left."],
        ["They met at 7 p.m. on Friday.", "They left at 9 p.m.", "She stayed."],
        ["It was found in May.", "Ada left.", "Half of them said no.", "It rained."],
        ["It rose by 3.07.", "There were more."],
        ["The wall fell (nobody was hurt.)", "He left."],
    ],
    ids=lambda parts: parts[0],
)
def test_a_text_is_cut_after_its_stops(parts: list[str]) -> None:
    glue = "" if parts[0].endswith("。") else " "
    assert cut(glue.join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Navy and the U.S. Gen. Mark Hale sailed.",
        "Lt. Gen. Ada Brown, Sgt. Cole and Capt. Diaz met Gov. Evans.",
        "Reps. Ann Lee and Sens. Bo Fox asked Mr. and Mrs. Gray.",
        "It sailed at 9 a.m. Monday on line No. 4.",
        "J. R. Brown and A. Smith of St. Ives left on Dec. 31, 2022.",
        "It begins at 7:30 p.m. Friday, 6:30 p.m. CT.",
        "J.D. Vance and Martin Luther King Jr. Day were on it.",
        "17. Who sailed",
        "The formula (O\n3) was known.",
        "Nobody knew it.[citation needed]",
        "It runs Sept. 25-26 and from Oct. 27 on.",
        "A city under foreign rule. located east of the river.",
        "“Who sails in this?” Captain Brown asked.",
        "“We stay!” Mary-Ann O’Neil said on Monday.",
        "“What’s that?’ ” said the captain.",
        "The enemy […] went on.",
        "It stayed; Captain Brown left.",
        "He left (Kyiv. He said) at once.",
        "She paid 3.5 million, or 1.200 a day.",
        "one word",
        "…",
        "” .",
    ],
)
def test_a_stop_inside_a_sentence_does_not_cut_it(text: str) -> None:
    assert cut(text) == [text]


def test_signs_alone_are_no_sentence() -> None:
    assert cut(". . The ferry stayed. . ” — It blew. …") == [
        ". . The ferry stayed. . ”",
        "— It blew. …",
    ]


def test_a_text_of_spaces_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n\u00a0\t") == ()


def test_newlines_inside_a_sentence_stay_in_it() -> None:
    assert cut(" The ferry\nstayed.\nIt\nblew. ") == ["The ferry\nstayed.", "It\nblew."]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 100_000,
        "It blew. " * 20_000,
        "." * 500_000,
        '."' * 200_000,
        ". " + " " * 500_000,
        "x" * 500_000 + ".y",
        "( " * (LONGEST // 2),
        "a.B" * (LONGEST // 3),
    ],
    ids=["words", "sentences", "stops", "quotes", "spaces", "letters", "brackets", "glued"],
)
def test_a_very_long_text_takes_no_longer_than_its_length(text: str) -> None:
    started = time.process_time()
    spans = sentences(text)
    assert time.process_time() - started < 3
    assert (spans[0][0], spans[-1][1]) == (0, len(text.rstrip()))


def test_a_very_long_text_is_cut_at_its_stops() -> None:
    parts = ["The ferry stayed.", "“It blew.”", "Nobody sailed."] * 1000
    assert len(" ".join(parts)) > LONGEST
    assert cut(" ".join(parts)) == parts


def test_sentencex_is_imported_only_when_it_is_needed() -> None:
    program = (
        "import sys; from retrieval.analysis.sentences import sentences as cut; cut('No stop.');"
        "assert 'sentencex' not in sys.modules; cut('One. Two.'); assert 'sentencex' in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


PIECES = st.sampled_from(
    [
        ". ",
        "! ",
        "?” ",
        "“",
        "”",
        '"',
        "’",
        " ",
        "-",
        "_",
        "(",
        ")",
        "[",
        "No",
        "U.S",
        "Mr",
        "a",
        "B",
    ]
)


@settings(deadline=None, max_examples=up_to(300))
@given(st.text() | st.lists(PIECES | st.characters(), max_size=60).map("".join))
@example("-. -A. _B_. ")
@example("(((a. B) C.")
@example("\ud800. A")
def test_the_spans_of_any_text_are_in_order_and_hold_all_of_it(text: str) -> None:
    spans = sentences(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
