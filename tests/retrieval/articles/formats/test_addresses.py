"""What an article may give as its web address, which readers are shown and press."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from retrieval.articles.formats import jsonl, text
from retrieval.model import Article


def in_json(url: str) -> Article:
    record = {"headline": "The ferry", "text": "It left.", "url": url}
    return jsonl.parse(json.dumps(record).encode(), article_id="a", path="a.jsonl:1")


def in_front_matter(url: str) -> Article:
    raw = f"---\nurl: {json.dumps(url)}\n---\nThe ferry\n\nIt left.\n".encode()
    return text.parse(raw, article_id="a", path="a.txt")


@pytest.mark.parametrize("parse", [in_json, in_front_matter])
def test_what_opens_in_a_browser_is_taken_as_it_is(parse: Callable[[str], Article]) -> None:
    for url in ("https://x.example/a?b=c#d", "http://127.0.0.1:8080/", "HTTPS://Ö.example./%20"):
        assert parse(url).url == url


@pytest.mark.parametrize("parse", [in_json, in_front_matter])
@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "tg://resolve?domain=x", "file:///etc/passwd", "data:text/html,x"),
        *("ftp://x.example/", "//x.example/", "https:x", "https:///x", "http://", "x.example"),
        *(
            "https://x.example:99999/",
            "https://x.example:0/",
            "https://[::1",
            "https://.",
            "\x1b[2J",
        ),
        *(
            "https://x..example/",
            "https://x.example/a b",
            "https://x\u202e.example/",
            "https://x\x1b/",
        ),
        *("https://x.example/\u200b", "https://x.example/\x07", "https://x.example/\x9b31m"),
    ],
)
def test_what_opens_nothing_or_something_else_is_left_out_with_a_note(
    parse: Callable[[str], Article], url: str
) -> None:
    article = parse(url)
    assert (article.url, article.notes) == (None, ("no url: what it states is no web address",))


@pytest.mark.parametrize("parse", [in_json, in_front_matter])
@pytest.mark.parametrize(
    "url", ["https://ada:pass-word@x.example/", "https://bank.example@x.example/"]
)
def test_with_a_name_or_password_in_it_it_is_left_out_and_not_repeated(
    parse: Callable[[str], Article], url: str
) -> None:
    article = parse(url)
    assert (article.url, article.notes) == (None, ("no url: what it states is no web address",))
