"""The values that pass between the modules: frozen, and built from the standard library alone.

All offsets count characters of `Article.body`; a span is (start, end) with the end left out.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Literal, NamedTuple

Span = tuple[int, int]
UNTIL = "until "
"""What opens the mark of an article that is not out before a day, or a moment."""
SHOW = "show "
"""What opens the mark of an article that may not be shown whole."""
EDITED = "edited "
"""What opens the mark of an article that was edited on a day after it was published."""
PAGES = "pages "
"""What opens the mark of an article that was parted into pages: where in its body page 2 and each
further one begin, `pages 812,1634`."""
BlockKind = Literal["paragraph", "caption", "heading", "note"]
PassageKind = Literal["paragraph", "caption"]
Stance = Literal["said", "claimed", "confirmed", "denied", "ordered", "according"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's body, from `start` to `end`: a paragraph, a caption, a heading, or
    a note of the outlet's on it, such as a correction, no passage, which stands with each quote."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read: `body` is the decoded text, its newlines `\\n`, and is never changed;
    `blocks` are its stretches, `kicker` what stands before the headline.

    `published` is an ISO 8601 date or date and time, or None where the coverage does not state it.
    `marks` say what is not as the outlet published it: `headline_from_words` and
    `headline_from_name` (of the file), `day_from_name`, `cut` (its end is missing), `summary`;
    `until DAY`: its embargo; `edited DAY`: its outlet has changed it since; `show HOW`: what of it
    may be shown, see `Reading`; `pages ...`.
    `notes` say what was left out as it was read, and why; `mapping`, from which fields of a record
    it was read, such as `headline=title text=content`. They are not kept.
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
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mapping: str = ""

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
    `language` is the code of that in which the article is analysed (see `languages.written`).
    """

    article_id: str
    kind: PassageKind
    number: int
    section: str | None
    start: int
    end: int
    text: str
    language: str = "en"

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
    """A passage with its bare `bm25` (Robertson and Zaragoza 2009; k1 = .9, b = .4), its final
    `score`, and what of that is `meant`, for its meaning; scores compare within one question."""

    passage: Passage
    bm25: float
    score: float
    meant: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands; None is what the coverage does not state. `number` counts an answer's
    quotes from 1; `article` is an id, `published` an ISO 8601 date or moment, `paragraph` one of
    `paragraphs`, None for a caption; `label` is what the caller says of the `outlet`; `page` the
    file's on which the passage begins."""

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
    label: str | None = None
    language: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that prints the text a quote is of, and has the quoted words nearly as they
    are at `address`; `day` is an ISO 8601 date, None where it is undated; `label` is what the
    caller says of the outlet."""

    article: str
    headline: str
    outlet: str | None
    url: str | None
    day: str | None
    address: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Offsets:
    """Spans in the article's body, of a quote's `text`, its `sentence`, its `second` one, and each
    `matched` word, in text order."""

    text: Span
    sentence: Span
    matched: tuple[Span, ...] = ()
    second: Span | None = None


@dataclass(frozen=True, slots=True)
class SpeakerOffsets:
    """Spans in the article's body."""

    text: Span
    verb: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence, and by which verb, both as written; `stance` is the verb's class,
    `party` whom an operator's table counts the speaker to, None where it does not say."""

    text: str
    verb: str
    stance: Stance
    party: str | None
    offsets: SpeakerOffsets

    def as_json(self) -> dict[str, Any]:
        """The speaker as plain values."""
        plain = asdict(self)
        plain["class"] = plain.pop("stance")
        return plain


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as shown: its verbatim text, its best sentence, the words that matched, and who
    says the sentence; None where the outlet itself does, or nobody is surely named. `score` is its
    hit's, `address` for `Archive.show`.

    `second` is another of its sentences that answers nearly as well, where there is one. `denied`:
    the sentence turns down what is asked, or says that somebody does. `notes` are what the outlet
    notes on the article, such as a correction, `marks` what is not as the outlet published it (see
    `Article.marks`). `copies` are the other articles that print the same text, the oldest first.
    """

    sentence: str
    text: str
    score: float
    matched: tuple[str, ...]
    offsets: Offsets
    address: str
    citation: Citation
    speaker: Speaker | None = None
    second: str | None = None
    denied: bool = False
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The quote as plain values; without `notes`, `marks` and `copies` where there are none."""
        plain = as_plain(self) | {"speaker": self.speaker.as_json() if self.speaker else None}
        for key in ("notes", "marks", "copies"):
            if not plain[key]:
                del plain[key]
        return plain


class Attribution(NamedTuple):
    """Who says something, with the verb and its class, and the `scope` of the quotations that
    belong to it, the verb alone where there is none; spans count from the passage's beginning."""

    scope: Span
    speaker: Span
    verb: Span
    stance: Stance


def as_plain(value: Any) -> dict[str, Any]:
    """A value as plain ones, each with all its fields, but for the page of what has none."""
    return asdict(value, dict_factory=_with_page)


def _with_page(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in fields if name != "page" or value is not None}


def page_of(marks: tuple[str, ...], place: int) -> int | None:
    """The page on which this character of a body stands; None where the marks tell of no pages."""
    for each in marks:
        if each.startswith(PAGES):
            return 1 + sum(int(start) <= place for start in each[len(PAGES) :].split(","))
    return None


def article_key(article_id: str) -> str:
    """Twelve lower-case base32 characters (60 bits) of the sha256 of the id."""
    return b32encode(sha256(article_id.encode()).digest()[:10])[:12].decode().lower()


def text_key(text: str) -> str:
    """Four hexadecimal characters of the sha256 of a passage's text."""
    return sha256(text.encode()).hexdigest()[:4]
