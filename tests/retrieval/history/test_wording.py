"""Where words stand letter for letter: whole words alone, whatever spaces part them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.history.wording import standing


@pytest.mark.parametrize(
    ("text", "body", "found"),
    [
        ("0 reservists", "They called up 300,000 reservists.", None),
        ("000 reservists", "They called up 300,000 reservists.", None),
        ("300,000 reservists", "They called up 300,000 reservists.", "300,000 reservists"),
        ("called up 300", "They called up 300,000 reservists.", None),
        ("up 1", "It went up 1.85 points.", None),
        ("85 points", "It went up 1.85 points.", None),
        ("up 1", "It went up 1. Then down.", "up 1"),
        ("cat sat", "The cat sat.", "cat sat"),
        ("cat sat", "The bobcat sat; the cat sat.", "cat sat"),
        ("at", "cat", None),
        ("t believe", "I don't believe it.", None),
        ("don", "I don’t believe it.", None),
        ("the president", "So the president's car", None),
        ("S. officials", "The U.S. officials said", None),
        ("U.S. officials", "The U.S. officials said", "U.S. officials"),
        ("officials.", "The U.S. officials.Then", "officials."),
        ("cafe", "a cafe\u0301 there", None),
        ("riders died", "Free-riders died.", "riders died"),
        ("“It is over,”", "He said: “It is over,” and left.", "“It is over,”"),
        ('"It is over,"', "He said: “It is over,” and left.", "It is over,"),
        ("the dam\n broke", "So the  dam broke.", "the  dam broke"),
        ("dam broke", "the odam\n broke, the dam\nbroke", "dam\nbroke"),
        ("洪水", "昨日洪水泛滥", "洪水"),
        ("", "body", None),
        ("…", "so … it", "…"),
        ("2022 people", "In 2021, 2022 people", "2022 people"),
        ("Then", "Year 2021.Then more", "Then"),
    ],
)
def test_words_stand_where_they_cut_no_word(text: str, body: str, found: str | None) -> None:
    span = standing(text, body)
    assert (body[slice(*span)] if span else None) == found


@given(st.lists(st.text("ab1,.'’é \n-", max_size=8), max_size=6), st.data())
def test_what_is_found_has_the_letters_that_were_sought(
    parts: list[str], data: st.DataObject
) -> None:
    body = " ".join(parts)
    start = data.draw(st.integers(0, len(body)))
    text = body[start : data.draw(st.integers(start, len(body)))].replace(" ", "\n")
    span = standing(text, body)
    if span:
        found = body[slice(*span)]
        assert "".join(found.split()) in "".join(text.split())
        assert found == found.strip()


@pytest.mark.parametrize("unit", ["a", "a ", "1,", "a'", "é", ". "])
def test_words_are_sought_in_time_that_grows_with_the_text(unit: str) -> None:
    body = unit * (1_000_000 // len(unit))
    started = time.process_time()
    standing(f"{(unit * 2_000)[:4_000].strip()} x", body)
    standing(f"x{unit}", body)
    standing(unit[:1], body)
    assert time.process_time() - started <= 2.0
