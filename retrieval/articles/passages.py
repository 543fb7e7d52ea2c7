"""Article -> Passages: the stretches of an article that are ranked and quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from retrieval.analysis.sentences import sentences
from retrieval.model import Article, Passage, PassageKind, Span

MOST_WORDS = 180
"""A paragraph of more words is split at sentence ends into pieces of at most so many."""


def parted(text: str) -> list[str]:
    """What stands between the spaces of `text`, without the commas before them."""
    return text.replace(", ", " ").split()


def split(article: Article, *, words: Callable[[str], list[str]] = parted) -> list[Passage]:
    """The passages of `article`, in its order; `words` parts a paragraph as `parted` does.

    Each paragraph or caption is one; a paragraph of over `MOST_WORDS` words is several of roughly
    equal size, which share its number (a longer sentence stays whole). Headings are no passages:
    they are the `section` of the passages after them. Nor are notes.
    """
    passages: list[Passage] = []
    section: str | None = None
    numbers: dict[PassageKind, int] = {"paragraph": 0, "caption": 0}
    for block in article.blocks:
        if block.kind == "heading":
            section = article.body[block.start : block.end]
            continue
        if block.kind == "note":
            continue
        numbers[block.kind] += 1
        for start, end in _pieces(article.body, (block.start, block.end), words):
            passages.append(
                Passage(
                    article_id=article.id,
                    kind=block.kind,
                    number=numbers[block.kind],
                    section=section,
                    start=start,
                    end=end,
                    text=article.body[start:end],
                )
            )
    return passages


def _pieces(body: str, span: Span, words: Callable[[str], list[str]]) -> Iterator[Span]:
    """The paragraph at `span`, whole where it is short enough, in pieces where it is not."""
    start, end = span
    text = body[start:end]
    if len(words(text)) <= MOST_WORDS:
        yield span
        return
    spans = sentences(text)
    sizes = [len(words(text[first:last])) for first, last in spans]
    for first, last in _groups(sizes):
        yield start + spans[first][0], start + spans[last - 1][1]


def _groups(sizes: list[int]) -> Iterator[Span]:
    """Runs (first, end) of neighbours, each adding up to at most MOST_WORDS where it can, and
    each near to an equal share of what is left."""
    left = sum(sizes)
    first = 0
    while first < len(sizes):
        share = left / -(-left // MOST_WORDS)
        words, last = sizes[first], first + 1
        while last < len(sizes):
            more = sizes[last]
            if words + more > MOST_WORDS or words + more / 2 > share:
                break
            words, last = words + more, last + 1
        yield first, last
        left -= words
        first = last
