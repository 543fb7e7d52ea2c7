"""A hit -> the Quote of it: the sentence that answers, its words, speaker and citation; pure."""

from __future__ import annotations

from retrieval.answering.showing.bounds import beside, bounded
from retrieval.answering.speakers import SpeakerFilter
from retrieval.model import Article, Hit, Offsets, Quote, Span
from retrieval.ranking.candidates import Candidates
from retrieval.stored.articles import ArticleRow, cite


def quoted(
    candidates: Candidates,
    hit: Hit,
    article: Article | ArticleRow,
    number: int,
    speakers: SpeakerFilter,
    *,
    sentence: Span | None = None,
) -> Quote:
    """The quote `number` of a passage of `article`, with the best sentence if none is given."""
    passage, second = hit.passage, None
    if sentence is None and not speakers.filters:
        sentence, second = candidates.best(candidates.of(passage))
    span = sentence or speakers.sentence(candidates, passage, article.body)
    assert span, "a hit without a sentence of the party is none of its hits"
    start, end = span
    matched = [
        (passage.start + first, passage.start + last)
        for first, last in candidates.of(passage).matched
    ]
    quote = Quote(
        sentence=passage.text[start:end],
        text=passage.text,
        score=round(hit.score, 6),
        matched=tuple(article.body[slice(*span)] for span in matched),
        offsets=Offsets(
            text=(passage.start, passage.end),
            sentence=(passage.start + start, passage.start + end),
            matched=tuple(matched),
            second=second and (passage.start + second[0], passage.start + second[1]),
        ),
        address=passage.address,
        citation=cite(article, passage, number),
        speaker=speakers.speaker(passage, span, article.body),
        second=second and passage.text[slice(*second)],
        denied=candidates.denied.is_denied(
            candidates.read(passage.text[start:end], passage.language)
        ),
    )
    return bounded(quote, beside(article))
