"""The forms an article comes in: files -> Sources -> Articles."""

from __future__ import annotations

from retrieval.formats import jsonl, text
from retrieval.formats.source import SUFFIXES, Form, Source, files, is_left_out, sources
from retrieval.model import Article

__all__ = ["SUFFIXES", "Form", "Source", "files", "is_left_out", "parse", "sources"]


def parse(source: Source) -> Article:
    """The article that `source` holds. Raises ArticleFormError where it holds none."""
    read = jsonl.parse if source.form == "jsonl" else text.parse
    return read(source.raw, article_id=source.id, path=source.path)
