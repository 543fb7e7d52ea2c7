"""How an article is split into passages."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles.passages import MOST_WORDS, split
from retrieval.model import Article, Block, BlockKind

KINDS: list[BlockKind] = ["paragraph", "caption", "heading"]


def article(*blocks: tuple[BlockKind, str]) -> Article:
    body, spans = "", []
    for kind, text in blocks:
        body += "\n\n" if body else ""
        spans.append(Block(kind, len(body), len(body) + len(text)))
        body += text
    return Article("a", "No ferry", body, tuple(spans))


def sentence(words: int) -> str:
    return "The " + "very " * (words - 2) + "end."


def test_paragraphs_and_captions_are_numbered_apart() -> None:
    passages = split(article(("paragraph", "One."), ("caption", "A sea."), ("paragraph", "Two.")))
    assert [(p.kind, p.number, p.paragraph) for p in passages] == [
        ("paragraph", 1, 1),
        ("caption", 1, None),
        ("paragraph", 2, 2),
    ]


def test_a_heading_is_the_section_of_what_follows_it() -> None:
    passages = split(
        article(
            ("paragraph", "One."),
            ("heading", "At sea"),
            ("paragraph", "Two."),
            ("caption", "A sea."),
            ("heading", "” On land ”"),
            ("paragraph", "Three."),
        )
    )
    assert [p.section for p in passages] == [None, "At sea", "At sea", "” On land ”"]
    assert [p.text for p in passages] == ["One.", "Two.", "A sea.", "Three."]


def test_a_paragraph_of_180_words_stays_whole() -> None:
    text = " ".join([sentence(20)] * 9)
    assert [p.text for p in split(article(("paragraph", text)))] == [text]


def test_a_longer_paragraph_is_split_at_sentence_ends_into_like_pieces() -> None:
    text = " \n".join([sentence(20)] * 11)
    passages = split(article(("paragraph", "One."), ("paragraph", text), ("paragraph", "Two.")))
    pieces = [p for p in passages if p.number == 2]
    assert sorted(len(p.text.split()) for p in pieces) == [100, 120]
    assert all(p.text.endswith("end.") and p.text.startswith("The") for p in pieces)
    assert [p.number for p in passages] == [1, 2, 2, 3]


def test_no_piece_is_over_180_words_where_its_sentences_are_not() -> None:
    for sizes in itertools.product((5, 90, 170), repeat=5):
        text = " ".join(map(sentence, sizes))
        counts = [len(p.text.split()) for p in split(article(("paragraph", text)))]
        assert max(counts) <= MOST_WORDS
        assert sum(counts) == sum(sizes)


def test_a_single_longer_sentence_stays_whole() -> None:
    text = f"{sentence(20)} {sentence(400)} {sentence(20)}"
    counts = [len(p.text.split()) for p in split(article(("paragraph", text)))]
    assert counts == [20, 400, 20]


BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        (
            st.text(min_size=1)
            | st.lists(st.sampled_from([sentence(30), "Mr. X", "”", ". ."])).map(" ".join)
        )
        .map(str.strip)
        .filter(bool),
    )
)


@settings(deadline=None)
@given(BLOCKS)
def test_split_loses_no_character_and_keeps_every_offset(
    blocks: list[tuple[BlockKind, str]],
) -> None:
    whole = article(*blocks)
    passages = split(whole)
    end = 0
    for passage in passages:
        assert whole.body[passage.start : passage.end] == passage.text == passage.text.strip()
        assert passage.start >= end
        end = passage.end
    kept = "".join("".join(text.split()) for kind, text in blocks if kind != "heading")
    assert "".join("".join(p.text.split()) for p in passages) == kept


@settings(deadline=None)
@given(BLOCKS)
def test_every_passage_has_the_section_and_the_number_of_its_block(
    blocks: list[tuple[BlockKind, str]],
) -> None:
    whole = article(*blocks)
    for passage in split(whole):
        (place,) = (
            n
            for n, b in enumerate(whole.blocks)
            if b.start <= passage.start and passage.end <= b.end
        )
        headings = [text for kind, text in blocks[:place] if kind == "heading"]
        assert passage.section == (headings[-1] if headings else None)
        assert passage.number == sum(kind == passage.kind for kind, _ in blocks[: place + 1])
