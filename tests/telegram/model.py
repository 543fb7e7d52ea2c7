"""What the stand-in for Telegram keeps and shows: messages, calls, answers, faults."""

import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.html import Entity, cut

Json = dict[str, Any]


class RefusedError(Exception):
    """A call that Telegram answers with an error."""

    def __init__(
        self, description: str, *, status: int = 400, parameters: Json | None = None
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The answer's JSON."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def too_many(retry_after: int) -> RefusedError:
    """The answer to a bot that sends too fast."""
    return RefusedError(
        f"Too Many Requests: retry after {retry_after}",
        status=429,
        parameters={"retry_after": retry_after},
    )


@dataclass
class Call:
    """One call of a Bot API method: decoded arguments, and the answer (None while under way)."""

    method: str
    arguments: Json
    at: float = field(default_factory=time.monotonic)
    response: Json | None = None

    def __str__(self) -> str:
        shown = {key: str(value)[:60] for key, value in self.arguments.items()}
        answer = (self.response or {}).get("description") or (
            "ok" if self.response else "no answer"
        )
        return f"{self.method}({shown}) -> {answer}"


@dataclass
class Fault:
    """An answer arranged for coming calls; ``hits`` counts the calls it met."""

    method: str
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    times: int | None = 1
    chat: int | None = None
    drop: bool = False
    delay: float = 0.0
    takes_effect: bool = False
    hits: int = 0

    def meets(self, method: str, arguments: Json) -> bool:
        """Whether this fault is for the call, and not yet used up."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.chat is not None and arguments.get("chat_id") != self.chat:
            return False
        return self.method in {method, "*"}

    def refusal(self) -> RefusedError | None:
        """The error to answer with, if this fault is an error."""
        if self.status is None:
            return None
        if self.retry_after is not None and self.description is None:
            return too_many(self.retry_after)
        text = self.description or _STATUS_TEXT.get(self.status, "Bad Request: arranged by a test")
        parameters = None if self.retry_after is None else {"retry_after": self.retry_after}
        return RefusedError(text, status=self.status, parameters=parameters)


_STATUS_TEXT = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    429: "Too Many Requests: retry after 1",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass
class CallbackAnswer:
    """The bot's answer to a pressed button."""

    query_id: str
    text: str
    show_alert: bool
    url: str | None


@dataclass
class InlineAnswer:
    """The bot's answer to an inline query; ``texts`` holds each result's text, parsed."""

    query_id: str
    results: list[Json]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: Json | None
    texts: dict[str, "Formatted"]


class Marked:
    """Something with a text and entities in it."""

    text: str
    entities: list[Entity]

    def spans(self, kind: str) -> list[str]:
        """The parts of the text under entities of one type ("blockquote", "bold" ...)."""
        return [self._under(entity) for entity in self.entities if entity["type"] == kind]

    def links(self) -> list[tuple[str, str]]:
        """The linked parts of the text, each with its address."""
        return [(self._under(e), e["url"]) for e in self.entities if e["type"] == "text_link"]

    def _under(self, entity: Entity) -> str:
        return cut(self.text, entity["offset"], entity["length"])


@dataclass
class Formatted(Marked):
    """Plain text with its entities, and what was silently lost on the way."""

    text: str
    entities: list[Entity] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


@dataclass
class Message(Marked):
    """A message in a chat, in its current state."""

    chat: Json
    message_id: int
    sender: Json
    text: str
    entities: list[Entity]
    raw: str = ""
    reply_to: "Message | None" = None
    quote: Json | None = None
    thread: int | None = None
    in_topic: bool = False
    reply_markup: Json | None = None
    link_preview_options: Json | None = None
    extra: Json = field(default_factory=dict)
    date: int = field(default_factory=lambda: int(time.time()))
    edits: int = 0
    edited: int | None = None
    deleted: bool = False
    update_id: int | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def chat_id(self) -> int:
        """The chat's identifier."""
        return int(self.chat["id"])

    @property
    def from_bot(self) -> bool:
        """Whether a bot sent it; an account that stands for a chat is none."""
        return bool(self.sender["is_bot"]) and "sender_chat" not in self.extra

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline buttons, row by row."""
        return [[button["text"] for button in row] for row in self._rows()]

    def _rows(self) -> list[list[Json]]:
        rows: list[list[Json]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return rows

    def button(self, wanted: str) -> Json:
        """The inline button with this callback data or label; LookupError if there is none."""
        every = [button for row in self._rows() for button in row]
        for key in ("callback_data", "text"):
            for button in every:
                if button.get(key) == wanted:
                    return button
        raise LookupError(f"no button {wanted!r} under {self.text[:60]!r}; there are {every}")

    def to_json(self, *, nested: bool = False) -> Json:
        """The message as Telegram sends it; a nested one does without what it replies to."""
        shown: Json = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat,
            "date": self.date,
            "caption" if "photo" in self.extra else "text": self.text or None,
            "caption_entities" if "photo" in self.extra else "entities": self.entities or None,
            "edit_date": self.edited,
            "message_thread_id": self.thread,
            "is_topic_message": self.in_topic or None,
            "reply_markup": self.reply_markup,
            "link_preview_options": self.link_preview_options,
            **self.extra,
        }
        if self.reply_to is not None and not nested:
            shown["reply_to_message"] = self.reply_to.to_json(nested=True)
            shown["quote"] = self.quote
        return {key: value for key, value in shown.items() if value is not None}
