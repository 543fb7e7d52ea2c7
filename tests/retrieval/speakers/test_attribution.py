"""Who says so: speakers found, the outlet's own words left alone, all of it verbatim."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from retrieval.analysis.sentences import sentences
from retrieval.answering.speakers import speaker_of
from retrieval.model import Attribution
from retrieval.speakers import attribution
from retrieval.speakers.attribution import attributed
from retrieval.speakers.tokens import statements, statements_with


def names(text: str) -> list[tuple[str, str, str]]:
    """Speaker, verb and class of all that is said in `text`."""
    return [(text[slice(*e.speaker)], text[slice(*e.verb)], e.stance) for e in attributed(text)]


def said(text: str, sentence: str) -> str | None:
    """Who says the `sentence` of `text`."""
    start = text.index(sentence)
    found = speaker_of(attributed(text), (start, start + len(sentence)))
    return text[slice(*found.speaker)] if found else None


NAMED = [
    ("The harbour master said that two ships had sunk.", "The harbour master", "said", "said"),
    (
        "“It is over,” said Ana Ruiz, a nurse in Larnholm.",
        "Ana Ruiz, a nurse in Larnholm",
        "said",
        "said",
    ),
    ("“It is over,” Ruiz told reporters on Monday.", "Ruiz", "told", "said"),
    ("“It is over”, he said.", "he", "said", "said"),
    (
        "Two ships sank, according to the coast guard.",
        "the coast guard",
        "according to",
        "according",
    ),
    ("According to Ruiz, two ships sank.", "Ruiz", "According to", "according"),
    (
        "The quay holds ships that according to sailors will sink.",
        "sailors",
        "according to",
        "according",
    ),
    ("As Coast Post reported earlier, two ships sank.", "Coast Post", "reported", "said"),
    (
        "The loss was confirmed by the ministry on Friday.",
        "the ministry",
        "confirmed by",
        "confirmed",
    ),
    ("Ana Ruiz, who runs the port, denied that a ship had sunk.", "Ana Ruiz", "denied", "denied"),
    (
        "Ana Ruiz, the head of the port, denied it.",
        "Ana Ruiz, the head of the port",
        "denied",
        "denied",
    ),
    ("The navy has repeatedly claimed that the port is open.", "The navy", "claimed", "claimed"),
    ("On 4 May the navy claimed that the port is open.", "the navy", "claimed", "claimed"),
    (
        "Speaking in Larnholm on Monday, Mayor John May said it was over.",
        "Mayor John May",
        "said",
        "said",
    ),
    (
        "The port authority (LPA) ordered the quay to be closed.",
        "The port authority (LPA)",
        "ordered",
        "ordered",
    ),
    ("Officials are blaming the storm for the loss.", "Officials", "blaming", "claimed"),
    ("Said the mayor: “Two ships sank.”", "the mayor", "Said", "said"),
    (
        "The US Coast Guard on Tuesday announced a search.",
        "The US Coast Guard",
        "announced",
        "said",
    ),
    (
        "A report by the Port Watch institute found that two ships sank.",
        "A report by the Port Watch institute",
        "found",
        "said",
    ),
    ("The army spoke of two ships.", "The army", "spoke", "said"),
    ("Kyiv puts the number of the dead at 40.", "Kyiv", "puts", "said"),
    ("A number of witnesses say that the ship burned.", "A number of witnesses", "say", "said"),
    (
        "(Larnholm) The navy acknowledged the loss of a ship.",
        "The navy",
        "acknowledged",
        "confirmed",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "verb", "stance"), NAMED, ids=[e[0] for e in NAMED])
def test_the_speaker_is_named_in_the_articles_own_words(
    text: str, speaker: str, verb: str, stance: str
) -> None:
    assert names(text)[0] == (speaker, verb, stance)


NOBODY = [
    "Two ships sank off Larnholm.",
    "The footage showed that two ships sank.",
    "The stated aim of the strike was the port.",
    "The mayor did not say how many ships sank.",
    "He refused to say how many ships sank.",
    "Hundreds of companies are accused of breaking the sanctions.",
    "The attack claimed 20 lives.",
    "Images reportedly show the ship.",
    "Everything is going according to plan.",
    "The signs “the mayor said so” hung on the wall.",
    "The port closed an hour after the mayor had announced the storm.",
    "If the navy says so, the port will close.",
    "I said so in this column.",
    "The map says where the ships lie.",
    "The mayor added a quay to the port.",
    "The two ships were reported missing.",
    "Sailors found three dead whales.",
    "Two men were held for their alleged part in it.",
    "The navy lost an estimated 40 men.",
    "The price was not announced by the port.",
    "The sailors left said port that the storm had closed.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_named_where_the_outlet_itself_asserts(text: str) -> None:
    assert names(text) == []


def test_two_verbs_share_their_subject() -> None:
    text = "The navy announced on 24 April that a ship had sunk and claimed that a storm did it."
    assert [speaker for speaker, *_ in names(text)] == ["The navy", "The navy"]
    assert names("The guard found two wrecks and said they were old.")[0][0] == "The guard"
    assert names("Russia struck the port, claiming that it was empty.")[0][0] == "Russia"


def test_two_speakers_of_one_sentence_are_both_found() -> None:
    text = "The navy said that two ships had sunk, and harbour master Jo Bell claimed that one had."
    assert [speaker for speaker, *_ in names(text)] == ["The navy", "harbour master Jo Bell"]


def test_a_quotation_of_several_sentences_keeps_its_speaker() -> None:
    text = "“They sank. Nobody was saved,” Ruiz said. “We looked for days. It was in vain.”"
    for sentence in ("“They sank.", "Nobody was saved", "“We looked for days.", "It was in vain.”"):
        assert said(text, sentence) == "Ruiz"


def test_a_sentence_with_words_outside_the_quotation_has_no_neighbours_speaker() -> None:
    text = "“They sank,” Ruiz said. The port is “closed”. “We wait.”"
    assert said(text, "The port is “closed”.") is None
    assert said(text, "“We wait.”") is None


def test_a_sentence_that_a_stop_was_missed_before_has_no_neighbours_speaker() -> None:
    text = "Bell warned that it would cost the U.S. Tariffs are taxes."
    assert said(text, "Tariffs are taxes.") is None


def test_the_speaker_of_a_sentence_with_two_is_the_first() -> None:
    text = "The navy said that two ships had sunk, and the mayor denied it."
    assert said(text, text) == "The navy"


def test_a_quotation_that_was_opened_in_an_earlier_paragraph_is_not_searched() -> None:
    text = 'He announced a storm, so he cannot stop," Ruiz noted.'
    assert names(text) == [("Ruiz", "noted", "said")]


PARTS = st.lists(
    st.sampled_from(
        'said The navy Ruiz , . “ ” " ( ) according to by who and that reported was he U.S. '
        "Mr. claimed — ? ! he’s not on Monday told 41 « » denied ; with adding ’s".split()
    ),
    max_size=40,
)


@given(st.one_of(st.text(), PARTS.map(" ".join), PARTS.map("".join)))
def test_any_text_gives_verbatim_spans_twice_the_same(text: str) -> None:
    found = attributed(text)
    assert found == attributed(text)
    for each in found:
        assert isinstance(each, Attribution)
        for start, end in (each.speaker, each.verb):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip() != ""
    for span in sentences(text):
        speaker_of(found, span)


def test_an_initial_and_a_shortened_word_end_no_sentence() -> None:
    text = "It burned. The U.S. Navy said so to Mr. Bell. It sank."
    place = text.index("said")
    assert [(text[slice(*span)], places) for span, places in statements_with(text, [place])] == [
        (" The U.S. Navy said so to Mr. Bell.", [place])
    ]


STOPPED = st.lists(
    st.sampled_from(["said", "Mr.", "U.S.", "J.", "It", "a", "Messrs.", "3", ".", "?", ".)", "…’"])
    | st.sampled_from([" ", "  ", "\n", "\u2028", ". ", "! "]),
    max_size=30,
).map("".join)


@given(st.one_of(st.text(), STOPPED), st.lists(st.integers(0, 200), min_size=1))
@example("It sank. Mr. Bell said so. ", [9])
def test_the_sentences_looked_at_are_those_of_the_whole_text(text: str, some: list[int]) -> None:
    places = sorted({at for at in some if at < len(text) and text[at].isalnum()})
    if places:
        found = list(statements_with(text, places))
        assert [(text[slice(*span)].strip(), list(some)) for span, some in found] == [
            (text[first:last].strip(), inside)
            for first, last in statements(text, [])
            if (inside := [at for at in places if first <= at < last])
        ]


@given(
    st.lists(
        st.sampled_from(
            "He she said says told by that , . ; adding warned the mayor Jo Bell was of “no” and "
            "who according to spokesman Kyiv on Monday".split()
        ),
        min_size=2,
        max_size=24,
    )
)
def test_words_that_are_not_looked_at_would_change_nothing(words: list[str]) -> None:
    text = re.sub(r" (?=[.,;])", "", " ".join(words))
    assume(not re.search("[.,;]{2}", text))
    with pytest.MonkeyPatch.context() as patch:
        found = attributed(text)
        patch.setattr(attribution, "_LOOKING_BACK", frozenset())
        assert attributed(text) == found
