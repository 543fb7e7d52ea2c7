"""Article -> Passages: the stretches of an article that are ranked and quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from retrieval.analysis.analysers import analyser
from retrieval.analysis.sentences import sentences
from retrieval.languages.written import written_in
from retrieval.model import Article, Passage, PassageKind, Span

MOST_WORDS = 180
"""A paragraph of more words is split at sentence ends into pieces of at most so many."""


def split(
    article: Article, *, runs: Callable[[str], list[str]] | None = None, language: str | None = None
) -> list[Passage]:
    """The passages of `article`, in its order; `runs` parts a paragraph as the analyser of its
    `language` does.

    Each paragraph or caption is one; a paragraph of over `MOST_WORDS` words is several of roughly
    equal size, which share its number (a longer sentence stays whole). Headings are no passages:
    they are the `section` of the passages after them. Nor are notes.
    """
    language = language or language_of(article)
    parted, a_word = runs or analyser(language).runs, analyser(language).letters_a_word
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
        for start, end in _pieces(
            article.body,
            (block.start, block.end),
            lambda text: len(parted(text)) / a_word,
            language,
        ):
            passages.append(
                Passage(
                    article_id=article.id,
                    kind=block.kind,
                    number=numbers[block.kind],
                    section=section,
                    start=start,
                    end=end,
                    text=article.body[start:end],
                    language=language,
                )
            )
    return passages


def language_of(article: Article) -> str:
    """The code of the language in which `article` is analysed."""
    return written_in(article.body, article.language)


def _pieces(body: str, span: Span, words: Callable[[str], float], language: str) -> Iterator[Span]:
    """The paragraph at `span`, whole where it is short enough, in pieces where it is not."""
    start, end = span
    text = body[start:end]
    if words(text) <= MOST_WORDS:
        yield span
        return
    spans = sentences(text, language)
    sizes = [words(text[first:last]) for first, last in spans]
    for first, last in _groups(sizes):
        yield start + spans[first][0], start + spans[last - 1][1]


def _groups(sizes: list[float]) -> Iterator[Span]:
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
