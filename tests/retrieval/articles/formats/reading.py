"""What a form's reader makes of bytes, as a test says it: without a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from retrieval.articles.files import FORMS
from retrieval.articles.formats import rows
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.signatures import HEAD, recognised
from retrieval.errors import ArticleFormError
from retrieval.model import Article


def read(
    raw: bytes, name: str = "a", reading: Reading = AS_IT_IS, *, form: str | None = None
) -> Iterator[Article | str]:
    """The articles in a file of these bytes and this name, and the reasons where there is none."""
    found = recognised(raw[:HEAD], name.lower())
    form = form or found.form
    if form is None or form not in FORMS:
        yield found.reason or f"{form}?"
        return
    known = FORMS[form]
    if known.unpack is None:
        yield _parsed(known.parse, raw, name, reading)
        return
    file = cast("BinaryIO", BufferedReader(cast("BufferedReader", BytesIO(raw))))
    try:
        for place, record, reason in known.unpack(file, name, reading):
            if record is None:
                yield reason
            else:
                raw = json.dumps(record).encode()
                yield _parsed(rows.parse, raw, f"{name}#{place}", reading)
    except ValueError as error:
        yield str(error)


def articles(raw: bytes, name: str = "a", reading: Reading = AS_IT_IS) -> list[Article]:
    """The articles alone."""
    return [each for each in read(raw, name, reading) if isinstance(each, Article)]


def reasons(raw: bytes, name: str = "a", reading: Reading = AS_IT_IS) -> list[str]:
    """The reasons alone."""
    return [each for each in read(raw, name, reading) if isinstance(each, str)]


def words(article: Article, kind: str = "paragraph") -> list[str]:
    """The words of its blocks of a kind."""
    return [article.body[each.start : each.end] for each in article.blocks if each.kind == kind]


def _parsed(parse: object, raw: bytes, name: str, reading: Reading) -> Article | str:
    assert callable(parse)
    try:
        article = parse(raw, article_id=name, path=name, reading=reading)
    except ArticleFormError as error:
        return error.reason
    assert isinstance(article, Article)
    return article
