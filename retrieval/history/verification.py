"""Whether words still stand in the coverage letter for letter, and what stands nearest.

Spaces and line ends do not count as letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final, Literal

from retrieval.analysis.sentences import sentences
from retrieval.analysis.word_diff import Part, counted, diff, likeness, likeness_at_most, shared_of
from retrieval.answering.excerpts import article_at, excerpt
from retrieval.answering.heard.whose import CANDIDATES
from retrieval.answering.showing.bounds import beside, pieces_shown, shown_of
from retrieval.answering.speakers import SpeakerFilter
from retrieval.articles.passages import split
from retrieval.history.signs import Sign, standing_but_for_signs
from retrieval.history.wording import standing
from retrieval.model import Article, Citation, Passage, Span, Speaker, as_plain, text_key
from retrieval.query.question import LONGEST, TIMELESS, searched
from retrieval.ranking.search import search
from retrieval.snapshot import Snapshot
from retrieval.speakers.denials import denials
from retrieval.stored.articles import cite

LIKE: Final = 0.5
"""Of the words of the shorter of two texts, what both must have to be alike."""
_COMPARED: Final = 3
_LETTERS: Final = 80_000
"""Characters of whole articles that are compared with a text of more than a paragraph."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Words of an article as they stand now: `article.body[offsets] == words`, with their `sha256`.

    `moved`: the address names another place of the article than where they stand. `sentence` is
    the whole sentence, or sentences, they are of, at `sentence_offsets`; `speaker` is who says it,
    None where nobody is surely named; `denied`: there the words are denied, or negated.
    """

    words: str
    offsets: Span
    sha256: str
    address: str
    citation: Citation
    moved: bool = False
    sentence: str = ""
    sentence_offsets: Span | None = None
    speaker: Speaker | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of quoted words: the `verdict`.

    `stands`: letter for letter as given, but for `signs`, quotation marks and their like, each as
    given and as it stands there; `changed`: other words stand at the address, and where
    what stood there before is known, that is `text`; `differs`: `text` stands nowhere, `standing`
    is the closest, and `diff` leads from the one to the other; `unlike`: nothing in the coverage
    is like `text`, and there is no `standing`.
    """

    verdict: Literal["stands", "changed", "differs", "unlike"]
    text: str | None
    standing: Standing | None
    diff: tuple[Part, ...] = ()
    signs: tuple[Sign, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The verification as plain values."""
        plain = as_plain(self)
        if self.standing and self.standing.speaker:
            plain["standing"]["speaker"] = self.standing.speaker.as_json()
        return plain


def verify(snapshot: Snapshot, address: str | None, text: str | None) -> Verification:
    """What became of the passage at `address`, or of `text`, there or anywhere.

    Raises UnknownAddressError.
    """
    if address is None:
        return _with_speaker(snapshot, _anywhere(snapshot, text or ""))
    article = article_at(snapshot.stored, address)
    found = at_address(article, address, text)
    if found.verdict == "changed":
        found = before_change(found, address, snapshot.stored.pairs_of(article.id))
    return _with_speaker(snapshot, found)


def _with_speaker(snapshot: Snapshot, found: Verification) -> Verification:
    """With who says the sentence in which the words stand."""
    where = found.standing
    article = snapshot.stored.article_by_id(where.citation.article) if where else None
    if where is None or article is None or where.sentence_offsets is None:
        return found
    start, _ = where.sentence_offsets
    for passage in split(article):
        if passage.start <= start < passage.end:
            speakers = SpeakerFilter(snapshot.stored.attributions, snapshot.parties)
            at = max(where.offsets[0], passage.start) - passage.start
            held = [each for each in sentences(passage.text, passage.language) if each[1] > at]
            said = speakers.speaker(passage, held[0], article.body) if held else None
            return replace(found, standing=replace(where, speaker=said))
    return found


def _anywhere(snapshot: Snapshot, text: str) -> Verification:
    query = searched(snapshot, _unquoted(text[:LONGEST]))
    hits = search(snapshot, query, TIMELESS, limit=CANDIDATES).hits
    articles = [snapshot.stored.article_by_id(hit.passage.article_id) for hit in hits]
    pairs = zip(hits, articles, strict=True)
    return among(text, [(hit.passage, article) for hit, article in pairs if article])


def at_address(article: Article, address: str, text: str | None = None) -> Verification:
    """Whether the passage at `address`, or `text` in its article, stands letter for letter.

    Without `text` the address's own hash of the passage is what is compared, 16 bits of SHA-256.
    Raises UnknownAddressError.
    """
    there = excerpt(article, address)
    passage = there.passage
    if text is None:
        moved = passage.address != address.strip().lower()
        now = _standing(article, shown_of(article, passage))
        if there.changed:
            return Verification("changed", None, now)
        return Verification("stands", None, replace(now, moved=moved))
    span = standing(text, passage.text)
    if span:
        at = (passage.start + span[0], passage.start + span[1])
        return Verification("stands", text, _standing(article, at))
    if elsewhere := standing(text, article.body):
        return Verification("stands", text, replace(_standing(article, elsewhere), moved=True))
    if alike := standing_but_for_signs(text, article.body):
        return Verification("stands", text, _standing(article, alike[0]), signs=alike[1])
    pieces = pieces_shown(article, (passage.start, passage.end))
    ours = counted(text)
    nearest = max(pieces, key=lambda each: shared_of(ours, counted(article.body[slice(*each)])))
    return _differing(text, article, nearest)


def before_change(
    verification: Verification, address: str, changes: Iterable[tuple[str, str]]
) -> Verification:
    """With the diff from the words that the address was given for, where `changes`, the article's
    corrections as (old, new), lead back to them: the address's hash must agree.
    """
    there = verification.standing
    assert there is not None
    old = there.words
    for before, after in changes:
        if after in old:
            old = old.replace(after, before, 1)
            if text_key(old) == address.strip().lower()[-4:]:
                return replace(verification, text=old, diff=diff(old, there.words)[0])
    return verification


def among(text: str, found: Iterable[tuple[Passage, Article]]) -> Verification:
    """Where `text` stands in the articles found for it, the likeliest first, or what is closest."""
    pairs = list(found)
    articles = {article.id: article for _, article in pairs}.values()
    for article in articles:
        if span := standing(text, article.body):
            return Verification("stands", text, _standing(article, span))
    for article in articles:
        if alike := standing_but_for_signs(text, article.body):
            return Verification("stands", text, _standing(article, alike[0]), signs=alike[1])
    pool = [
        (article, piece)
        for each, article in pairs
        for piece in pieces_shown(article, (each.start, each.end))
    ]
    if "\n" in text.strip():  # more than a paragraph: whole articles
        pool = [
            (article, piece)
            for article, span in _whole(article for _, article in pairs)
            for piece in pieces_shown(article, span)
        ]
    ours = counted(text)
    theirs = [counted(article.body[slice(*span)]) for article, span in pool]
    likely = sorted(zip(pool, theirs, strict=True), key=lambda each: -shared_of(ours, each[1]))
    best, most = Verification("unlike", text, None), 0.0
    for (article, span), words in likely[:_COMPARED]:
        at_most = likeness_at_most(ours, words)
        if at_most < LIKE or at_most <= most:
            continue
        closest = _differing(text, article, span)
        if (like := likeness(closest.diff)) >= LIKE and like > most:
            best, most = closest, like
    return best


def _whole(articles: Iterable[Article]) -> Iterator[tuple[Article, Span]]:
    """Each of the articles from begin to end, once, as many as can be looked through at once."""
    letters = 0
    for each in {each.id: each for each in articles}.values():
        letters += len(each.body)
        if letters > _LETTERS and letters > len(each.body):
            return
        yield each, (0, len(each.body))


def _unquoted(text: str) -> str:
    """`text` as a question that finds it: words in quotation marks are not asked for as such."""
    return re.sub('["“”„«»]', " ", text)


def _standing(article: Article, span: Span) -> Standing:
    """The article's words at `span`, cited by the passage in which they begin."""
    passages = split(article)
    inside = [each for each in passages if each.end > span[0]]
    passage = inside[0] if inside else passages[-1]
    words = article.body[slice(*span)]
    digest = sha256(words.encode()).hexdigest()
    around = _sentences_around(passage, span, one_alone=beside(article).shown == "sentence")
    sentence = article.body[slice(*around)]
    return Standing(
        words,
        span,
        digest,
        passage.address,
        cite(article, passage),
        sentence=sentence,
        sentence_offsets=around,
        denied=any(
            each.start < span[1] - around[0] and span[0] - around[0] < each.end
            for each in denials(sentence)
        ),
    )


def _sentences_around(passage: Passage, span: Span, *, one_alone: bool = False) -> Span:
    """The sentences of the passage that hold what of the span stands in it, in the body; the first
    of them alone where no more may be shown."""
    own = [
        (passage.start + start, passage.start + end)
        for start, end in sentences(passage.text, passage.language)
    ]
    held = [each for each in own if each[1] > span[0] and each[0] < span[1]]
    held = held[:1] if one_alone else held
    if not held:
        return span
    return min(held[0][0], span[0]), max(held[-1][1], span[1])


def _differing(text: str, article: Article, span: Span) -> Verification:
    parts, (start, end) = diff(text, article.body[slice(*span)])
    at = (span[0] + start, span[0] + end) if end else span
    return Verification("differs", text, _standing(article, at), parts)
