"""What goes with the words of an article, and how much of it may be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from retrieval.analysis.sentences import sentences
from retrieval.answering.excerpts import article_at, excerpt
from retrieval.answers import Excerpt
from retrieval.articles.passages import split
from retrieval.model import PAGES, SHOW, UNTIL, Article, Block, Passage, Quote, Span
from retrieval.stored.articles import ArticleRow, parted
from retrieval.stored.coverage import Articles


class Beside(NamedTuple):
    """What the outlet notes on an article, what is not as it published it, and what of it may be
    `shown`: "article", "paragraph", "sentence", or "headline", all that it has then."""

    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    shown: str = "article"


NOTHING: Final = Beside()


def beside(article: Article | ArticleRow) -> Beside:
    """What goes with each quote of the article."""
    blocks, marks = _kept(article)
    if not (blocks or marks):
        return NOTHING
    notes = tuple(article.body[each.start : each.end] for each in blocks if each.kind == "note")
    shown = next((each[len(SHOW) :] for each in marks if each.startswith(SHOW)), "article")
    told = tuple(each for each in marks if not each.startswith((UNTIL, SHOW, PAGES)))
    return Beside(notes, told, shown)


def is_bounded(article: Article | ArticleRow) -> bool:
    """Whether it may not be shown whole: then one answer shows one passage of it."""
    return beside(article).shown != "article"


def bounded(quote: Quote, by: Beside) -> Quote:
    """The quote with what goes with it, and no more of its passage than may be shown."""
    if by == NOTHING:
        return quote
    quote = replace(quote, notes=by.notes, marks=by.marks)
    if by.shown != "sentence":
        return quote
    first, last = quote.offsets.sentence
    kept = [
        (word, span)
        for word, span in zip(quote.matched, quote.offsets.matched, strict=True)
        if first <= span[0] and span[1] <= last
    ]
    offsets = replace(
        quote.offsets,
        text=quote.offsets.sentence,
        matched=tuple(span for _, span in kept),
        second=None,
    )
    return replace(
        quote,
        text=quote.sentence,
        matched=tuple(word for word, _ in kept),
        offsets=offsets,
        second=None,
    )


def excerpt_at(stored: Articles, address: str) -> Excerpt:
    """The passage at `address` in its place, as far as it may be shown.

    Raises UnknownAddressError.
    """
    article = article_at(stored, address)
    by = beside(article)
    found = replace(excerpt(article, address), notes=by.notes, marks=by.marks)
    if by.shown == "article":
        return found
    start, end = shown_of(article, found.passage)
    text = article.body[start:end]
    passage = replace(found.passage, text=text, start=start, end=end)
    return replace(found, passage=passage, before=None, after=None)


def shown_of(article: Article, passage: Passage) -> Span:
    """Where what may be shown of a passage, whatever was asked, stands in the body."""
    start, end = 0, len(passage.text)
    if beside(article).shown == "sentence":
        start, end = next(iter(sentences(passage.text, passage.language)), (start, end))
    return passage.start + start, passage.start + end


def pieces_shown(article: Article, span: Span) -> list[Span]:
    """The stretches of the body that may be shown at once of those that the span holds: itself, or
    each of its passages or sentences."""
    how = beside(article).shown
    if how == "article":
        return [span]
    found: list[Span] = []
    for each in split(article):
        if span[0] < each.end and each.start < span[1]:
            own = sentences(each.text, each.language) if how == "sentence" else ()
            parts = own or [(0, len(each.text))]
            found += [(each.start + start, each.start + end) for start, end in parts]
    return found


def _kept(article: Article | ArticleRow) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    if isinstance(article, Article):
        return article.blocks, article.marks
    has_more = '["n",' in article.blocks or '["marks"' in article.blocks
    return parted(article.blocks) if has_more else ((), ())
