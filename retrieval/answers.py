"""What one question gets: an Answer of quotes, or a refusal, and how it was understood; frozen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from retrieval.model import Citation, Passage, Quote, Span, as_plain

Reason = Literal[
    "empty_question",
    "no_match",
    "unknown_words",
    "day_not_covered",
    "low_confidence",
    "nearest",
    "other_language",
    "party_silent",
    "nothing_by_then",
    "nothing_since",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is quoted: the `reason`, a code, and its data; sentences are the caller's.

    `unknown` are words that the coverage never mentions, `day` is what it does not reach, an ISO
    8601 date, `party` who is silent. `suggestions` are questions that the coverage does answer, the
    nearest first. `lacks` are the question's words, as typed, that the nearest passage has not.
    """

    reason: Reason
    unknown: tuple[str, ...] = ()
    day: str | None = None
    suggestions: tuple[str, ...] = ()
    party: str | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A word that the coverage lacks, as `written`, and as which of its words it is `shown`."""

    written: str
    shown: str


@dataclass(frozen=True, slots=True)
class AskedDays:
    """The days a question asks about, `first` to `last`, as ISO 8601 dates; None is an open end.

    `on` favours these days; `since`, `before` and `between` leave out others. `written` are the
    question's words that say so.
    """

    first: str | None
    last: str | None
    kind: Literal["on", "since", "before", "between"]
    written: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure for what a question counts, as written in the sentence of the quote `quote`."""

    quote: int
    figure: str
    offsets: Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the coverage goes: how many `articles` and `passages`, the `oldest` and `newest` day,
    ISO 8601, None where all are undated, and when it last changed, `indexed_at`, in UTC."""

    articles: int
    passages: int
    oldest: str | None
    newest: str | None
    indexed_at: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence of an article before and after its change; None where it came or went.

    `indexed_at` is when the change was indexed; `address`, the new sentence's passage's, or the
    article's first.
    """

    before: str | None
    after: str | None
    indexed_at: str
    address: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ChangedQuote:
    """A quote, by its address, whose words were others on the day as of which was asked: they came,
    or changed, on `day`, an ISO 8601 date."""

    address: str
    day: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question got: quotes, best first, or a refusal.

    `confidence`, 0 to 1, is how probably the first quote answers, by a logistic regression over
    questions whose answers are known (docs/quality.md).

    `nearest`, of a refusal with that reason, are at most three quotes of what stands near what is
    asked and may not answer it, best first.
    `read_as` and `days` say how the question was understood. `figures` has those for what a "how
    many" question counts, where quotes give different ones: side by side, never picked or summed.
    With a `party`, or a `speaker` as the question names them, only the sentences of those are
    quoted; `speaker_silent` is who was asked for and says nothing of it. `as_of`, `since`: nothing
    published later, nothing older, was considered, nor of other outlets than the `outlet`, or
    elsewhere than at the `path`; `corrections` since then, of articles that speak of what is asked.
    `changed`: which quotes had other words on the day as of which was asked; `changes_from` is the
    day from which on changes are known, an ISO 8601 date, where that day lies before it.
    `by_meaning`: what is quoted was found by what it means, for its words are in another language.
    """

    question: str
    asked_on: date
    language: str
    confidence: float
    quotes: tuple[Quote, ...]
    refusal: Refusal | None
    coverage: Coverage
    read_as: tuple[ReadAs, ...] = ()
    days: AskedDays | None = None
    figures: tuple[Figure, ...] = ()
    party: str | None = None
    as_of: date | None = None
    since: date | datetime | None = None
    corrections: tuple[Correction, ...] = ()
    changed: tuple[ChangedQuote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    speaker: str | None = None
    speaker_silent: str | None = None
    outlet: str | None = None
    path: str | None = None
    changes_from: str | None = None
    by_meaning: bool = False

    @property
    def answered(self) -> bool:
        """Whether there is a quote."""
        return self.refusal is None

    def as_json(self) -> dict[str, Any]:
        """The answer as plain values, in the shape that other programs rely on."""
        return {
            "question": self.question,
            "asked_on": self.asked_on.isoformat(),
            "language": self.language,
            "answered": self.answered,
            "confidence": self.confidence,
            "quotes": [quote.as_json() for quote in self.quotes],
            "refusal": asdict(self.refusal) if self.refusal else None,
            "coverage": asdict(self.coverage),
            "read_as": [asdict(each) for each in self.read_as],
            "days": asdict(self.days) if self.days else None,
            "figures": [asdict(each) for each in self.figures],
            "party": self.party,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "since": self.since.isoformat() if self.since else None,
            "corrections": [as_plain(each) for each in self.corrections],
            "changed": [asdict(each) for each in self.changed],
            "nearest": [quote.as_json() for quote in self.nearest],
            "speaker": self.speaker,
            "speaker_silent": self.speaker_silent,
            "outlet": self.outlet,
            "path": self.path,
            "changes_from": self.changes_from,
        } | ({"found_by": "meaning"} if self.by_meaning else {})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A cited passage in its place, with the passages before and after it.

    `changed`: the words at this address are no longer those that were cited. `notes`, `marks`: as
    of a Quote.
    """

    address: str
    passage: Passage
    before: Passage | None
    after: Passage | None
    citation: Citation
    changed: bool
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The excerpt as plain values."""
        return as_plain(self)
