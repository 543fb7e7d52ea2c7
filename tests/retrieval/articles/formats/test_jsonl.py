"""How a line of JSON Lines is read as an article."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles.files import parse
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError
from retrieval.model import Article


def read(record: Any) -> Article:
    return parse(Source("ferry", "all.jsonl:1", "jsonl", json.dumps(record).encode()))


def reason(record: Any) -> str:
    with pytest.raises(ArticleFormError) as caught:
        read(record)
    assert caught.value.path == "all.jsonl:1"
    return caught.value.reason


FERRY = {"headline": "No ferry", "text": "It stayed.\n\nWind\n\n\nIt blew."}


def test_a_record_has_paragraphs_alone() -> None:
    article = read({**FERRY, "outlet": "Post", "url": "http://p.example", "language": "en"})
    assert (article.id, article.headline, article.outlet) == ("ferry", "No ferry", "Post")
    assert (article.url, article.language, article.kicker) == ("http://p.example", "en", None)
    assert {block.kind for block in article.blocks} == {"paragraph"}
    words = [article.body[block.start : block.end] for block in article.blocks]
    assert words == ["It stayed.", "Wind", "It blew."]


def test_a_text_without_blank_lines_has_a_paragraph_on_each_line() -> None:
    assert read({**FERRY, "text": " It stayed.\r\nWind blew.\n"}).paragraphs == 2
    assert read({**FERRY, "text": "It stayed.\nWind blew.\n\nAll day."}).paragraphs == 2


def test_fields_may_be_missing_or_null() -> None:
    article = read({**FERRY, "outlet": None, "published": None, "language": ""})
    assert (article.outlet, article.published, article.url, article.language) == (None,) * 4


@pytest.mark.parametrize("headline", [{"headline": ""}, {"headline": None}, {"headline": 7}, {}])
def test_without_a_headline_the_first_words_stand_for_it_marked_as_such(
    headline: dict[str, object],
) -> None:
    article = read({"text": "It stayed in the harbour.", **headline})
    assert article.headline == "It stayed in the harbour."
    assert article.marks == ("headline_from_words",)


def test_without_a_text_it_is_no_article() -> None:
    assert "no text" in reason({"headline": "No ferry", "text": None})


@pytest.mark.parametrize("given", ["2024-02-06", "2024-02-06T18:30:00+02:00"])
def test_a_record_keeps_its_day_as_given(given: str) -> None:
    assert read({**FERRY, "published": given}).published == given


@pytest.mark.parametrize("name", ["outlet", "url", "published", "language"])
@pytest.mark.parametrize("value", [7, ["a"], {"a": 1}, True, float("nan"), "a\ud800b"])
def test_a_field_of_the_wrong_type_costs_itself_alone(name: str, value: object) -> None:
    article = read({**FERRY, name: value})
    assert getattr(article, name) is None
    assert article.body == FERRY["text"]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ([], "not a JSON object"),
        ({**FERRY, "text": " \n* * *\n"}, "text is empty"),
        ({**FERRY, "text": "a\0b"}, "U+0000"),
        ({**FERRY, "text": "a\ud800b"}, "lone surrogate"),
        ({**FERRY, "text": 7}, "no text"),
        ({**FERRY, "text": True}, "no text"),
    ],
)
def test_what_is_no_article_says_why(record: object, words: str) -> None:
    assert words in reason(record)


@pytest.mark.parametrize("raw", [b"{", b"\xff", b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"])
def test_a_line_that_is_not_json_is_refused(raw: bytes) -> None:
    with pytest.raises(ArticleFormError, match=r"not JSON|not UTF-8"):
        parse(Source("ferry", "all.jsonl:1", "jsonl", raw))


@settings(deadline=None)
@given(st.text())
def test_paragraphs_of_any_text_are_exact_and_in_order(text: str) -> None:
    try:
        article = read({**FERRY, "text": text})
    except ArticleFormError:
        return
    end = 0
    for block in article.blocks:
        words = article.body[block.start : block.end]
        assert words == words.strip() != ""
        assert block.start >= end
        end = block.end
    assert (article.blocks[0].start, end) == (0, len(article.body))
