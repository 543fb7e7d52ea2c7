"""Which of the hits are quoted, the sentence of each that answers, and the figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from retrieval.analysis.sentences import sentences
from retrieval.analysis.terms import terms
from retrieval.answers import Figure
from retrieval.model import Hit, Quote, Span
from retrieval.query.query import Query
from retrieval.ranking.cues import asks_number, cue, figure
from retrieval.store.articles import ArticleRow

CUE_SHARE: Final = 0.5
"""What a cue counts in a sentence, of what it counts in a passage."""
SECOND: Final = 0.4
"""Of the best sentence's worth, what the second must reach to be offered too."""
FURTHER: Final = 0.5
"""Of the first quote's score, what a further quote must reach."""


def chosen(
    query: Query, hits: Sequence[Hit], articles: Mapping[str, ArticleRow], limit: int
) -> list[Hit]:
    """The best hit, then others near to it in score, none with the same words.

    First those that give another figure for what is counted, then those of other articles.
    """
    near: dict[str, Hit] = {}
    for hit in hits:
        if hit.score >= FURTHER * hits[0].score:
            near.setdefault(hit.passage.text, hit)
    first_of: dict[str, Hit] = {}
    for hit in near.values():
        first_of.setdefault(hit.passage.article_id, hit)
    about = _is_about(query, hits[0].passage.text)
    alike = [
        hit
        for hit in near.values()
        if about(hit.passage.text, articles[hit.passage.article_id].headline)
    ]
    in_order = [hits[0], *_with_other_figures(query, alike, limit)]
    return list(dict.fromkeys([*in_order, *first_of.values(), *near.values()]))[:limit]


def figures(query: Query, quotes: Sequence[Quote]) -> tuple[Figure, ...]:
    """The figures of all quotes on the same name that give one, where they differ."""
    if not quotes or not asks_number(query):
        return ()
    about = _is_about(query, quotes[0].text)
    alike = [quote for quote in quotes if about(quote.text, quote.citation.headline)]
    if len({_value(query, each.sentence) for each in alike} - {""}) < 2:
        return ()
    found = []
    for quote in alike:
        if span := figure(query, quote.sentence):
            start, end = (quote.offsets.sentence[0] + offset for offset in span)
            written = quote.sentence[slice(*span)]
            found.append(Figure(quote.citation.number, written, (start, end)))
    return tuple(found)


def ranked_sentences(query: Query, text: str) -> list[Span]:
    """The sentences of `text`, by the question's idf that they hold and the cue they answer.

    Equals stand in text order.
    """
    return [span for _, span in _weighed(query, text)]


def best_sentences(query: Query, text: str) -> tuple[Span, Span | None]:
    """The sentence of `text` that answers best, and the second where it is close to it."""
    (most, best), *others = _weighed(query, text)
    close = others and 0 < SECOND * most <= others[0][0]
    return best, others[0][1] if close else None


def _weighed(query: Query, text: str) -> list[tuple[float, Span]]:
    gain = cue(query)
    weighed = []
    for span in sentences(text) or [(0, len(text))]:
        sentence = text[slice(*span)]
        weighed.append((query.held(terms(sentence)) + CUE_SHARE * gain(sentence), span))
    return sorted(weighed, key=lambda each: -each[0])


def _is_about(query: Query, first: str) -> Callable[[str, str], bool]:
    """Whether a passage's text, or the headline above it, has the rarest of the question's names
    that the first quote has: figures of another place or person are no other figures."""
    held = query.names & {query.owner.get(term) for term in terms(first)}
    if not held:
        return lambda *_: True
    rarest = max(sorted(held), key=lambda name: query.idf[name])
    spellings = {term for term, owner in query.owner.items() if owner == rarest}
    return lambda text, headline: not spellings.isdisjoint(terms(f"{headline} {text}"))


def _with_other_figures(query: Query, hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Of a "how many", the first hit with each of `limit` figures, if the best hit gives one."""
    if not asks_number(query):
        return []
    first_with: dict[str, Hit] = {}
    for hit in hits:
        if hit is not hits[0] and figure(query, hit.passage.text) is None:
            continue
        best = hit.passage.text[slice(*ranked_sentences(query, hit.passage.text)[0])]
        value = _value(query, best)
        if not value and hit is hits[0]:
            return []
        if value:
            first_with.setdefault(value, hit)
        if len(first_with) == limit:
            break
    return list(first_with.values())


def _value(query: Query, sentence: str) -> str:
    """The figure that `sentence` gives for what is counted, however it is written; "" if none."""
    span = figure(query, sentence)
    return " ".join(terms(sentence[slice(*span)])) if span else ""
