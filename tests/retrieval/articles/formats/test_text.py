"""How a plain text file is read as an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles.files import files, parse, sources
from retrieval.articles.passages import split
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError
from retrieval.model import Article

SEED = Path(__file__).parents[5] / "shared" / "seed"

LONG = (
    "The ferry to the northern islands did not sail on Tuesday, because the wind blew harder "
    "than its captain, who has crossed the strait for thirty years, had ever seen it blow."
)


def read(text: str | bytes) -> Article:
    raw = text if isinstance(text, bytes) else text.encode()
    return parse(Source("ferry", "ferry.txt", "text", raw))


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind[0], article.body[block.start : block.end]) for block in article.blocks]


@pytest.mark.skipif(not SEED.is_dir(), reason=f"the seed articles are not at {SEED}")
def test_the_seed_article_comes_out_as_the_design_says() -> None:
    (found,) = files(SEED)
    assert isinstance(found, Path)
    (source,) = sources(found, root=SEED)
    assert isinstance(source, Source)
    article = parse(source)
    counts = {k: sum(b.kind == k for b in article.blocks) for k in ("caption", "heading")}
    assert (article.paragraphs, counts) == (23, {"caption": 1, "heading": 2})
    assert (article.kicker, article.outlet) == ("War in Ukraine, Day 311", "site-63")
    assert (article.published, article.url, article.language) == (None, None, None)
    text = found.read_text(encoding="utf-8")
    assert article.headline == text.split("\n")[0].split(" | ", 1)[1]
    assert article.body == text[text.index("(Kyiv)") : text.index("source site-63")].rstrip()
    passages = split(article)
    assert len(passages) == 24
    assert [len({p.number}) for p in passages if p.kind == "caption"] == [1]
    (drones,) = (p for p in passages if "41 drones" in p.text)
    assert (drones.paragraph, drones.section) == (12, "New Year’s Strikes")
    assert passages[-1].section == article.body[slice(*last_heading(article))]


def last_heading(article: Article) -> tuple[int, int]:
    return [(b.start, b.end) for b in article.blocks if b.kind == "heading"][-1]


def test_line_one_is_the_headline_and_its_first_bar_parts_the_kicker() -> None:
    article = read(f"Storm, day 2 | No ferry | again\n\n{LONG}\n")
    assert (article.kicker, article.headline) == ("Storm, day 2", "No ferry | again")
    assert read(f"| No ferry\n\n{LONG}").kicker is None
    assert read(f"\n\n  No ferry|again \n\n{LONG}").headline == "No ferry|again"


def test_a_short_line_before_a_paragraph_is_a_heading() -> None:
    article = read(f"No ferry\n\n{LONG}\n\n” Waiting ”\n\n{LONG}\n")
    assert kinds(article) == [("p", LONG), ("h", "” Waiting ”"), ("p", LONG)]


@pytest.mark.parametrize(
    "line",
    [
        "The harbour was empty.",
        "“Who would sail in this?”",
        "He sailed (and came back!)",
        "And then…",
        "Three things were missing:",
        "This line has nine words and so is none",
    ],
)
def test_a_line_with_a_stop_or_nine_words_is_no_heading(line: str) -> None:
    assert kinds(read(f"No ferry\n\n{LONG}\n\n{line}\n\n{LONG}\n"))[1] == ("p", line)


def test_short_lines_in_a_row_are_a_list_of_paragraphs() -> None:
    article = read(f"No ferry\n\n{LONG}\n\nAn apple\n\nTwo pears\n\nA plum\n\n{LONG}\n")
    assert [kind for kind, _ in kinds(article)] == ["p"] * 5


def test_a_last_heading_with_no_paragraph_after_it_is_a_paragraph() -> None:
    assert kinds(read(f"No ferry\n\n{LONG}\n\nThe end"))[1] == ("p", "The end")
    article = read(f"No ferry\n\n{LONG}\n\nThe end\n\nsource Harbour Post\n")
    assert (kinds(article)[1], article.outlet) == (("p", "The end"), "Harbour Post")


def test_a_line_apart_is_a_caption() -> None:
    caption = "A sailor looks at the waves, and at his watch."
    article = read(f"No ferry\n\n{LONG}\n\n\n{caption}\n\n{LONG}\n")
    assert kinds(article) == [("p", LONG), ("c", caption), ("p", LONG)]
    assert article.paragraphs == 2


def test_a_heading_keeps_its_paragraph_when_a_caption_stands_between() -> None:
    caption = "A sailor looks at the waves, and at his watch."
    article = read(f"No ferry\n\n{LONG}\n\nAt the quay\n\n\n{caption}\n\n{LONG}\n\n{LONG}\n")
    assert [kind for kind, _ in kinds(article)] == ["p", "h", "c", "p", "p"]


def test_a_lead_after_two_blank_lines_is_no_caption() -> None:
    lead = "The ferry stayed at the quay on Tuesday."
    assert kinds(read(f"No ferry\n\n\n{lead}\n\n{LONG}\n\n{LONG}"))[0] == ("p", lead)


def test_a_long_or_many_lined_block_apart_is_no_caption() -> None:
    long, lines = f"{LONG} {LONG}", "A sailor looks.\nHe waits."
    assert kinds(read(f"No ferry\n\n{LONG}\n\n\n{long}\n\n{LONG}"))[1] == ("p", long)
    assert kinds(read(f"No ferry\n\n{LONG}\n\n\n{lines}\n\n{LONG}"))[1] == ("p", lines)


@pytest.mark.parametrize("after_headline", ["\n\n", "\n\n\n"])
def test_a_double_spaced_file_has_no_captions(after_headline: str) -> None:
    short = "Nobody was hurt, the harbour master said."
    blocks = "\n\n\n".join([LONG, short, LONG, short, short])
    assert [k for k, _ in kinds(read(f"No ferry{after_headline}{blocks}\n"))] == ["p"] * 5


def test_a_double_spaced_file_has_headings() -> None:
    article = read(f"No ferry\n\n\n{LONG}\n\n\nAt the quay\n\n\n{LONG}\n")
    assert [kind for kind, _ in kinds(article)] == ["p", "h", "p"]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("source site-63", "site-63"),
        ("Source: harbour.example", "harbour.example"),
        ("source   The Harbour Post ", "The Harbour Post"),
    ],
)
def test_the_last_line_names_the_outlet(line: str, outlet: str) -> None:
    article = read(f"No ferry\n\n{LONG}\n\n\n{line}\n\n")
    assert (article.outlet, article.body) == (outlet, LONG)


@pytest.mark.parametrize(
    "line",
    [
        "source says so.",
        "source one two three four five six seven",
        "source says so. It does",
        "source",
        "sources Harbour Post",
        "The captain agrees.\nsource Harbour Post",
    ],
)
def test_a_last_line_that_names_no_outlet_stays_a_paragraph(line: str) -> None:
    article = read(f"No ferry\n\n{LONG}\n\n{line}")
    assert (article.outlet, kinds(article)[-1]) == (None, ("p", line))


def test_an_outlet_line_in_the_middle_is_a_block_like_others() -> None:
    article = read(f"No ferry\n\n{LONG}\n\nsource Harbour Post\n\n{LONG}")
    assert (article.outlet, article.paragraphs) == (None, 2)


def test_in_a_file_without_blank_lines_each_line_is_a_block() -> None:
    article = read(f"No ferry\n{LONG}\nAt the quay\n{LONG}\nsource Harbour Post")
    assert kinds(article) == [("p", LONG), ("h", "At the quay"), ("p", LONG)]
    assert article.outlet == "Harbour Post"


def test_lines_with_no_blank_line_between_are_one_paragraph_with_its_newlines() -> None:
    article = read(f"No ferry\n\nOne line,\nand  another \n\n{LONG}\n")
    assert kinds(article) == [("p", "One line,\nand  another"), ("p", LONG)]


def test_a_headline_may_stand_right_above_its_paragraph() -> None:
    article = read(f"No ferry\n{LONG}\n\n{LONG}\n")
    assert (article.headline, article.paragraphs) == ("No ferry", 2)


def test_lines_of_spaces_and_invisible_characters_are_blank() -> None:
    article = read(f"No ferry\n \t\n{LONG}\n\u00a0\n\u200b\n{LONG} {LONG}\n\ufeff\n{LONG}\n")
    assert article.paragraphs == 3


def test_a_line_of_signs_alone_is_no_paragraph_and_no_heading() -> None:
    article = read(f"No ferry\n\n---\n\n{LONG}\n\n* * *\n\n{LONG}\n\n___\n")
    assert kinds(article) == [("p", LONG), ("p", LONG)]
    assert "* * *" in article.body


def test_stray_signs_and_spaces_stay_as_they_are() -> None:
    odd = "(Port)  The “enemy […] came ” , he said. . ’Twas  dark .\u00a0And —"
    article = read(f"No ferry\n\n  {odd}\t\n\n{LONG}")
    assert kinds(article)[0] == ("p", odd)


LINES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\f"), max_size=40
) | st.sampled_from(
    ["", "\n", "\n\n", "\r\n", " | ", "Waiting", LONG, "source Post", "\u200b", "---", "a."]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_blocks_of_any_text_are_exact_trimmed_and_in_order(text: str) -> None:
    try:
        article = read(text)
    except ArticleFormError:
        return
    end = 0
    for block in article.blocks:
        words = article.body[block.start : block.end]
        assert words
        assert words == words.strip()
        assert block.start >= end
        end = block.end
    assert (article.blocks[0].start, end) == (0, len(article.body))
    if not article.notes:  # what was decoded twice is read as it was meant
        assert article.body in text.replace("\r\n", "\n").replace("\r", "\n")
