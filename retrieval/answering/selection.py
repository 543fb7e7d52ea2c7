"""Which of the hits are quoted, the sentence of each that answers, and the figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from retrieval.analysis.analysers import analyser
from retrieval.answering.copies import NO_TEXTS, Texts, folded
from retrieval.answering.showing.bounds import is_bounded
from retrieval.answers import Figure
from retrieval.model import Article, Hit, Quote
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.search import SearchResult
from retrieval.stored.articles import ArticleRow

FURTHER: Final = 0.7
"""Of the first quote's score, what a further quote must reach."""
FIGURE: Final = 0.5
"""The same for a quote with another figure for what is counted, and for all where many are asked
for, such as what is new of a followed story."""
MANY: Final = 10
"""Quotes; more are many, and those of the lower score come last."""


def chosen(found: SearchResult, limit: int, texts: Texts = NO_TEXTS) -> list[Hit]:
    """The best hit, then others near to it in score, none with the same words, nor with nearly the
    same in an article that prints the same of `texts`.

    First those that give another figure for what is counted, then those of other texts.
    """
    hits, articles = found.hits, found.articles
    near: dict[str, Hit] = {}
    for hit in hits:
        if hit.score >= _least(hits[0], FIGURE):
            near.setdefault(hit.passage.text, hit)
    further = [hit for hit in near.values() if hit.score >= _least(hits[0], FURTHER)]
    first_of: dict[str | int, Hit] = {}
    for hit in further:
        article = hit.passage.article_id
        first_of.setdefault(texts.get(article, article), hit)
    about = _is_about(found.candidates, found.candidates.of(hits[0].passage))
    alike = [
        hit
        for hit in near.values()
        if about(found.candidates.of(hit.passage), articles[hit.passage.article_id].headline)
    ]
    in_order = [hits[0], *_with_other_figures(found.candidates, alike, limit)]
    others = near.values() if limit > MANY else ()
    every = dict.fromkeys([*in_order, *first_of.values(), *further, *others])
    return folded(_once_where_bounded(every, articles), articles, texts, limit)


def _once_where_bounded(
    hits: Iterable[Hit], articles: Mapping[str, Article | ArticleRow]
) -> list[Hit]:
    """The hits without a second one of an article that may not be shown whole."""
    found: list[Hit] = []
    spent: set[str] = set()
    for hit in hits:
        article = hit.passage.article_id
        if article not in spent:
            found.append(hit)
            if is_bounded(articles[article]):
                spent.add(article)
    return found


def _least(best: Hit, share: float) -> float:
    """The score from which on a hit has so large a share of the best one's; of that for its words
    where all passages are so short that their scores are about zero, or below it."""
    return best.score - (1 - share) * max(best.score, best.bm25)


def figures(
    candidates: Candidates, quotes: Sequence[Quote], hits: Sequence[Hit]
) -> tuple[Figure, ...]:
    """The figures of all quotes, of these hits, on the same name, where they differ."""
    if not quotes or not candidates.cues.asks_number:
        return ()
    passages = [candidates.of(hit.passage) for hit in hits]
    about = _is_about(candidates, passages[0])
    alike = [
        (quote, passage.language)
        for quote, passage in zip(quotes, passages, strict=True)
        if about(passage, quote.citation.headline)
    ]
    sentences = {
        quote.sentence: candidates.read(quote.sentence, language) for quote, language in alike
    }
    if len({_value(candidates, each) for each in sentences.values()} - {""}) < 2:
        return ()
    found = []
    for quote, _ in alike:
        if span := candidates.figure(sentences[quote.sentence]):
            start, end = (quote.offsets.sentence[0] + offset for offset in span)
            written = quote.sentence[slice(*span)]
            found.append(Figure(quote.citation.number, written, (start, end)))
    return tuple(found)


def _is_about(candidates: Candidates, first: Candidate) -> Callable[[Candidate, str], bool]:
    """Whether a passage's text, or the headline above it, has the rarest of the question's names
    that the first quote has: figures of another place or person are no other figures."""
    query = candidates.query
    held = query.names & first.asked
    if not held:
        return lambda *_: True
    rarest = max(sorted(held), key=lambda name: query.idf[name])
    spellings = {term for term, asked in query.question_term.items() if asked == rarest}
    return lambda text, headline: (
        rarest in text.asked or not spellings.isdisjoint(analyser(text.language).terms(headline))
    )


def _with_other_figures(candidates: Candidates, hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Of a "how many", the first hit with each of `limit` figures, if the best hit gives one."""
    if not candidates.cues.asks_number:
        return []
    first_with: dict[str, Hit] = {}
    for hit in hits:
        text = candidates.of(hit.passage)
        if hit is not hits[0] and candidates.figure(text) is None:
            continue
        (_, best), *_ = candidates.ranked(text)
        value = _value(candidates, best)
        if not value and hit is hits[0]:
            return []
        if value:
            first_with.setdefault(value, hit)
        if len(first_with) == limit:
            break
    return list(first_with.values())


def _value(candidates: Candidates, sentence: Candidate) -> str:
    """The figure that the sentence gives for what is counted, however it is written; "" if none."""
    span = candidates.figure(sentence)
    return " ".join(analyser(sentence.language).terms(sentence.text[slice(*span)])) if span else ""
