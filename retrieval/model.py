"""The values that pass between the modules: frozen, and built from the standard library alone.

All offsets count characters of `Article.body`; a span is (start, end) with the end left out.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

Span = tuple[int, int]
BlockKind = Literal["paragraph", "caption", "heading"]
PassageKind = Literal["paragraph", "caption"]
Reason = Literal[
    "empty_question",
    "no_match",
    "unknown_words",
    "day_not_covered",
    "low_confidence",
    "other_language",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's body: a paragraph, a caption or a heading."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read: `body` is the decoded text, its newlines `\\n`, and is never changed.

    `published` is an ISO 8601 date or date and time, or None where the coverage does not state it.
    """

    id: str
    headline: str
    body: str
    blocks: tuple[Block, ...]
    kicker: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the article has; captions and headings do not count."""
        return sum(block.kind == "paragraph" for block in self.blocks)

    @property
    def key(self) -> str:
        """What stands for this article in addresses (see `article_key`)."""
        return article_key(self.id)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is ranked: a paragraph, a caption, or a piece of a very long paragraph.

    `number` counts from 1 among the article's paragraphs (or captions); the pieces of a long
    paragraph share it. `text == article.body[start:end]`, always.
    """

    article_id: str
    kind: PassageKind
    number: int
    section: str | None
    start: int
    end: int
    text: str

    @property
    def paragraph(self) -> int | None:
        """The paragraph's number; None for a caption."""
        return self.number if self.kind == "paragraph" else None

    @property
    def address(self) -> str:
        """The stable address: article key, place (`12`, or `c1` for a caption), text hash."""
        place = f"{self.number}" if self.kind == "paragraph" else f"c{self.number}"
        return f"{article_key(self.article_id)}-{place}-{text_key(self.text)}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its bare BM25 score and its final score."""

    passage: Passage
    bm25: float
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands. `number` counts an answer's quotes from 1."""

    number: int
    article: str
    headline: str
    outlet: str | None
    url: str | None
    published: str | None
    section: str | None
    kind: PassageKind
    paragraph: int | None
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Offsets:
    """Spans in the article's body; `matched` has one for each matched word, in text order."""

    text: Span
    sentence: Span
    matched: tuple[Span, ...] = ()
    second: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as shown: its verbatim text, its best sentence, the words that matched; `second` is
    another of its sentences, if one answers nearly as well."""

    sentence: str
    text: str
    score: float
    matched: tuple[str, ...]
    offsets: Offsets
    address: str
    citation: Citation
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is quoted, as a code and its data; sentences are the caller's.

    `suggestions` are questions that the coverage does answer, the nearest first.
    """

    reason: Reason
    unknown: tuple[str, ...] = ()
    day: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A word of the question that the coverage lacks, and the coverage's word it was read as."""

    written: str
    shown: str


@dataclass(frozen=True, slots=True)
class AskedDays:
    """The days a question asks about, as ISO 8601 dates, both included; None is an open end.

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
    """How far the coverage goes. Dates are ISO 8601; `oldest`, `newest` None: all undated."""

    articles: int
    passages: int
    oldest: str | None
    newest: str | None
    indexed_at: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question got: quotes, best first, or a refusal.

    `read_as` and `days` say how the question was understood. `figures` has those for what a "how
    many" question counts, where quotes give different ones: side by side, never picked or summed.
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
            "quotes": [asdict(quote) for quote in self.quotes],
            "refusal": asdict(self.refusal) if self.refusal else None,
            "coverage": asdict(self.coverage),
            "read_as": [asdict(each) for each in self.read_as],
            "days": asdict(self.days) if self.days else None,
            "figures": [asdict(each) for each in self.figures],
        }


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A cited passage in its place, with the passages before and after it.

    `changed`: the words at this address are no longer those that were cited.
    """

    address: str
    passage: Passage
    before: Passage | None
    after: Passage | None
    citation: Citation
    changed: bool


def article_key(article_id: str) -> str:
    """Twelve lower-case base32 characters (60 bits) of the sha256 of the id."""
    return b32encode(sha256(article_id.encode()).digest())[:12].decode().lower()


def text_key(text: str) -> str:
    """Four hexadecimal characters of the sha256 of a passage's text."""
    return sha256(text.encode()).hexdigest()[:4]
