from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.terms import spans_with, terms, terms_of, tokens
from retrieval.languages.english.stop_words import STOP_WORDS


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("Przewodów", "przewodow"),
        ("cafe\u0301", "café"),
        ("STRASSE", "straße"),
        ("Ukraine’s", "Ukraine"),
        ("Ukraine's", "ukraine"),
        ("soldiers’ phones", "soldier phone"),
        ("300,000", "300000"),
        ("U.S.", "USA"),
        ("the US", "U.S.A."),
        ("forty", "40"),
        ("3rd", "3"),
        ("air\u00addefence", "airdefence"),
        ("twenty-four", "20 4"),
        ("air-defence", "air defence"),
        ("they sank", "sinking"),
        ("the invasion", "invaded"),
        ("broke", "breaks"),
        ("the centre’s labour organisations", "center of labor organizations"),
        ("a licence catalogued", "licensed catalogs"),
        ("mobilisation of neighbours", "mobilized neighbors"),
        ("he criticised and analysed", "criticizes, analyzing"),
        ("paralysed councillors", "paralyzed councilors"),
        ("haemorrhages and manoeuvres", "hemorrhage, maneuver"),
        ("“Losing”", "losing"),
    ],
)
def test_spellings_of_one_word_are_one_term(text: str, same_as: str) -> None:
    assert terms(text) == terms(same_as) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gauge", "gage"),
        ("groyne", "groin"),
        ("1.85", "185"),
        ("us", "US"),
        ("2022", "2023"),
        ("Kyiv", "Kharkiv"),
        ("mobile", "mobilized"),
    ],
)
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_stop_words_have_no_term() -> None:
    assert terms(" ".join(sorted(STOP_WORDS))) == []


@pytest.mark.parametrize("text", ["", "’", "...", "🤷", "_", "\u200b", "' ' '", "\0"])
def test_what_holds_no_word_has_no_terms(text: str) -> None:
    assert terms(text) == []


@given(st.text())
def test_no_term_is_empty_and_tokens_are_the_terms_where_they_stand(text: str) -> None:
    found = list(tokens(text))
    assert [token.term for token in found] == terms(text)
    assert all(token.term for token in found)
    spans = [token.span for token in found]
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2)))
def test_the_terms_of_many_words_are_those_of_each(words: list[str]) -> None:
    assert terms_of(words) == ["".join(terms(word)) for word in words]


_WRITTEN = "Kyiv's U.S. 300,000 \u00a0 - “drones” co\u00adop ’ \x1c the it’s".split(" ")


@given(st.text() | st.lists(st.sampled_from(_WRITTEN)).map(" ".join))
def test_the_words_with_a_term_stand_where_tokens_do(text: str) -> None:
    wanted = {"usa", "300000", "drone", *(each.term for each in list(tokens(text))[:9:2])}
    found = [each.span for each in tokens(text) if each.term in wanted]
    assert list(spans_with(text, wanted)) == found
