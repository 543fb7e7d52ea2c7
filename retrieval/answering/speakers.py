"""Whose words an answer quotes: the speaker of each sentence, and the sentences of some alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from retrieval.analysis.analysers import analyser
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.speaking.whose_words import GOES_ON
from retrieval.model import Attribution, Hit, Passage, Span, Speaker, SpeakerOffsets, Stance
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.candidates import Candidates
from retrieval.speakers.parties import Parties
from retrieval.stored.articles import ArticleRow


def _nobody(_: Passage) -> Sequence[Attribution]:
    return ()


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """Who says what in a passage (`attributions`, spans in the article's body), and the parties;
    with a `party`, or the terms of a `name`, only the sentences of those are quoted.

    `topic` are the question's terms of which such a sentence must hold one, or of a `name` the
    passage, None for any; with `nearby` the passage must hold all. Those of the class `stance` come
    before others. `person`: the name is a last name, which no other noun may follow.
    """

    attributions: Callable[[Passage], Sequence[Attribution]] = _nobody
    parties: Parties = field(default_factory=Parties)
    party: str | None = None
    name: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    topic: frozenset[str] | None = None
    stance: Stance | None = None
    nearby: bool = False
    person: bool = False

    @property
    def filters(self) -> bool:
        """Whether only some speakers' sentences are quoted."""
        return self.party is not None or bool(self.name)

    def in_their_words(self, candidates: Candidates, passage: Passage, body: str) -> bool:
        """Whether what is on the topic in their sentence stands in what they say: in the quotation,
        where there is one."""
        span = self.sentence(candidates, passage, body)
        if span is None or not self.topic or candidates.cues.counts:
            return True
        said = [each for each in self.attributions(passage) if self._is_theirs(each, passage, body)]
        found = speaker_of(said, (passage.start + span[0], passage.start + span[1]))
        if found is None or found.scope == found.verb:
            return True
        first, last = (at - passage.start - span[0] for at in found.scope)
        words = candidates.read(passage.text[slice(*span)], passage.language).words
        return any(first <= word.start < last for word in words if word.question_term in self.topic)

    def of_anyone(self) -> SpeakerFilter:
        """The same for everybody's sentences."""
        return replace(self, party=None, name=frozenset())

    def with_party(
        self, candidates: Candidates, hits: Sequence[Hit], articles: Mapping[str, ArticleRow]
    ) -> Iterator[Hit]:
        """Those of the hits with a sentence of the party that holds a word of the question."""
        for hit in hits:
            body = articles[hit.passage.article_id].body
            found = self.attributions(hit.passage)
            if any(self._is_theirs(each, hit.passage, body) for each in found) and self.sentence(
                candidates, hit.passage, body
            ):
                yield hit

    def sentence(self, candidates: Candidates, passage: Passage, body: str) -> Span | None:
        """The sentence of the passage that answers best, in the passage; of a party's sentences
        the best that holds a word of the question."""
        ranked = candidates.ranked(candidates.of(passage))
        if not self.filters:
            return ranked[0][0]
        near = self._is_near_topic(candidates.of(passage))
        theirs = []
        for span, sentence in ranked:
            speaker = self.speaker(passage, span, body)
            if speaker and ((on_topic := self._is_on_topic(candidates, sentence)) or near):
                theirs.append(((not on_topic, speaker.stance != self.stance), span))
        if self.topic == frozenset():
            theirs.sort(key=lambda each: each[1])  # what is said first
        return min(theirs, key=lambda each: each[0])[1] if theirs else None

    def _is_near_topic(self, passage: Candidate) -> bool:
        """Whether the passage around a sentence of theirs is on the topic."""
        held = {term for _, term in passage.places}
        if self.topic is None or not (self.name or self.nearby):
            return False
        return self.topic <= held if self.nearby else not self.topic or bool(self.topic & held)

    def says_all(self, candidates: Candidates, passage: Passage, body: str) -> bool:
        """Whether the party's words that are asked for hold all of the topic, or those of a `name`
        with what stands around them."""
        if not self.filters or self.topic is None or not (self.topic or self.name):
            return False
        span = None if self.name else self.sentence(candidates, passage, body)
        text = passage.text[slice(*span)] if span else passage.text
        return self.topic <= {term for _, term in candidates.read(text, passage.language).places}

    def _is_on_topic(self, candidates: Candidates, sentence: Candidate) -> bool:
        if self.topic is None:
            return not candidates.query.idf or bool(sentence.held)
        return not self.topic or not self.topic.isdisjoint(term for _, term in sentence.places)

    def speaker(self, passage: Passage, span: Span, body: str) -> Speaker | None:
        """Who says the sentence at `span` of the passage; of those asked for, if any are."""
        start, end = passage.start + span[0], passage.start + span[1]
        said = self.attributions(passage)
        if self.filters:
            said = [each for each in said if self._is_theirs(each, passage, body)]
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

    def _is_theirs(self, one: Attribution, passage: Passage, body: str) -> bool:
        speaker = body[slice(*one.speaker)]
        if self.name:
            own = analyser(passage.language).tokens(speaker)
            found = [each for each in own if self.spellings.get(each.term) in self.name]
            if not self.person or passage.language != DEFAULT:
                return self.name <= {self.spellings[each.term] for each in found}
            return any(not GOES_ON.match(speaker, each.span[1]) for each in found)
        return self.party is not None and self.parties.is_of(speaker, self.party)


def speaker_of(found: Sequence[Attribution], span: Span) -> Attribution | None:
    """Who says the sentence at `span`: who is named in it, else whose quotation it belongs to."""
    start, end = span
    inside = [each for each in found if start <= each.verb[0] < end]
    if inside:
        return inside[0]
    around = [each for each in found if each.scope[0] < end <= each.scope[1]]
    return around[0] if len({each.speaker for each in around}) == 1 else None
