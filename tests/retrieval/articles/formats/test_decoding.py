"""How the bytes of a text file become its text, and what is none."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles.files import parse
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError
from retrieval.model import Article

LONG = "The ferry to the northern islands did not sail on Tuesday, because the wind blew so hard."


def read(text: str | bytes) -> Article:
    raw = text if isinstance(text, bytes) else text.encode()
    return parse(Source("ferry", "ferry.txt", "text", raw))


def reason(text: str | bytes) -> str:
    with pytest.raises(ArticleFormError) as caught:
        read(text)
    assert caught.value.path == "ferry.txt"
    return caught.value.reason


@pytest.mark.parametrize(
    "raw",
    [
        codecs.BOM_UTF8 + f"Où va le ferry\n\n“{LONG}”".encode(),
        f"Où va le ferry\n\n“{LONG}”".encode("utf-16"),
        codecs.BOM_UTF16_BE + f"Où va le ferry\n\n“{LONG}”".encode("utf-16-be"),
        f"Où va le ferry\r\n\r\n“{LONG}”\r\n".encode(),
        f"Où va le ferry\r\r“{LONG}”\r".encode(),
        f"Où va le ferry\n\n“{LONG}”".encode("cp1252"),
    ],
    ids=["utf-8 bom", "utf-16", "utf-16-be", "crlf", "cr", "cp1252"],
)
def test_every_usual_encoding_and_newline_gives_the_same_article(raw: bytes) -> None:
    article = read(raw)
    assert (article.headline, article.body) == ("Où va le ferry", f"“{LONG}”")


def test_an_older_encoding_is_guessed() -> None:
    text = "Паром не вышел в море\n\nКапитан сказал, что такого ветра он ещё не видел.\n"
    assert read(text.encode("cp1251")) == read(text)


def test_a_broken_character_does_not_spoil_the_others() -> None:
    text = "Паром не вышел\n\nКапитан сказал, что ветер был слишком сильным.\n"
    assert read(text.encode()[:-3] + b"\xd0").body.startswith("Капитан сказал, что ветер")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty file; an article needs a headline and a paragraph"),
        (b" \r\n\t\n", "empty file"),
        (b"No ferry\n\n", "no paragraph"),
        (b"No ferry\n\n* * *\n", "no paragraph"),
        (b"No ferry\n\nsource Harbour Post\n", "no paragraph"),
        (b"---\nheadline: No ferry\n---\n", "no paragraph"),
        (b"---\nheadline: No ferry\n---\nNo ferry\n", "no paragraph"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary file"),
        (bytes(range(1, 32)) * 9, "binary file"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16"),
        (b"<!DOCTYPE html>\n<html><p>No ferry</p></html>", "marked-up text"),
    ],
)
def test_what_is_no_article_says_why(raw: bytes, words: str) -> None:
    assert words in reason(raw)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_an_article_form_error(raw: bytes) -> None:
    try:
        article = read(raw)
    except ArticleFormError:
        return
    assert article.body.encode()
