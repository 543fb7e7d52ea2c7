"""Whose words an answer quotes: the speaker of each sentence, and sentences of one party alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.model import Attribution, Hit, Passage, Span, Speaker, SpeakerOffsets
from retrieval.ranking.candidates import Candidates
from retrieval.speakers.parties import Parties
from retrieval.store.articles import ArticleRow


def _nobody(_: Passage) -> Sequence[Attribution]:
    return ()


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """Who says what in a passage (`attributions`, spans in the article's body), and the parties;
    with a `party`, only its sentences are quoted."""

    attributions: Callable[[Passage], Sequence[Attribution]] = _nobody
    parties: Parties = field(default_factory=Parties)
    party: str | None = None

    def with_party(
        self, candidates: Candidates, hits: Sequence[Hit], articles: Mapping[str, ArticleRow]
    ) -> Iterator[Hit]:
        """Those of the hits with a sentence of the party that holds a word of the question."""
        for hit in hits:
            body = articles[hit.passage.article_id].body
            found = self.attributions(hit.passage)
            if any(self._is_theirs(each, body) for each in found) and self.sentence(
                candidates, hit.passage, body
            ):
                yield hit

    def sentence(self, candidates: Candidates, passage: Passage, body: str) -> Span | None:
        """The sentence of the passage that answers best, in the passage; of a party's sentences
        the best that holds a word of the question."""
        ranked = candidates.ranked(passage.text)
        if self.party is None:
            return ranked[0][0]
        for span, sentence in ranked:
            theirs = self.speaker(passage, span, body)
            if theirs and (not candidates.query.idf or sentence.held):
                return span
        return None

    def speaker(self, passage: Passage, span: Span, body: str) -> Speaker | None:
        """Who says the sentence at `span` of the passage; with a party, only if it does."""
        start, end = passage.start + span[0], passage.start + span[1]
        said = self.attributions(passage)
        if self.party is not None:
            said = [each for each in said if self._is_theirs(each, body)]
        found = speaker_of(said, (start, end))
        if found is None:
            return None
        text = body[slice(*found.speaker)]
        return Speaker(
            text=text,
            verb=body[slice(*found.verb)],
            stance=found.stance,
            party=self.parties.of(text),
            offsets=SpeakerOffsets(found.speaker, found.verb),
        )

    def _is_theirs(self, one: Attribution, body: str) -> bool:
        return self.parties.of(body[slice(*one.speaker)]) == self.party


def speaker_of(found: Sequence[Attribution], span: Span) -> Attribution | None:
    """Who says the sentence at `span`: who is named in it, else whose quotation it belongs to."""
    start, end = span
    inside = [each for each in found if start <= each.verb[0] < end]
    if inside:
        return inside[0]
    around = [each for each in found if each.scope[0] <= start and end <= each.scope[1]]
    return around[0] if len({each.speaker for each in around}) == 1 else None
