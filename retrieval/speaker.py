"""The value that says who says a sentence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Span = tuple[int, int]
Stance = Literal["said", "claimed", "confirmed", "denied", "ordered", "according"]


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
