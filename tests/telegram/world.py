"""The chats, people and messages the stand-in knows, and what the bot has done to them."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.telegram.html import Entity
from tests.telegram.model import (
    Call,
    CallbackAnswer,
    Fault,
    InlineAnswer,
    Json,
    Message,
    RefusedError,
)
from tests.telegram.updates import UpdateQueue

if TYPE_CHECKING:
    from tests.telegram.people import Group, Reader

BOT_ID = 123456789


class Chat:
    """A chat with its messages; people and groups are chats."""

    def __init__(self, world: "World", chat_id: int, kind: str) -> None:
        self.world = world
        self.id = chat_id
        self.kind = kind
        self.log: dict[int, Message] = {}
        self.threads: dict[int, str] = {}
        self.barred: str | None = None
        self.migrated_to: int | None = None
        self._last_id = 0

    def to_json(self) -> Json:
        """The chat as Telegram sends it."""
        raise NotImplementedError

    @property
    def is_forum(self) -> bool:
        """Whether the chat has topics."""
        return False

    def new_id(self) -> int:
        """The next message identifier in this chat."""
        self._last_id += 1
        return self._last_id

    def add(self, message: Message) -> Message:
        """Keep a message and tell whoever waits."""
        with self.world.changed:
            self.log[message.message_id] = message
            self._last_id = max(self._last_id, message.message_id)
            self.world.changed.notify_all()
        return message

    def find(self, message_id: object) -> Message | None:
        """The message, unless it is unknown or deleted."""
        message = self.log.get(message_id) if isinstance(message_id, int) else None
        return None if message is None or message.deleted else message

    def check_open(self) -> None:
        """Raise what Telegram answers when the bot may not act here."""
        if self.migrated_to is not None:
            raise RefusedError(
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": self.migrated_to},
            )
        if self.barred is not None:
            raise RefusedError(self.barred, status=403)


class World:
    """Everything behind the server; all of it is guarded by one condition variable."""

    def __init__(self, *, privacy: bool, username: str) -> None:
        self.changed = threading.Condition()
        self.token = f"{BOT_ID}:AAG-stand-in-token_for_tests-012345"
        self.username = username
        self.privacy = privacy
        self.flood_limits = False
        self.clock: Callable[[], float] = time.monotonic
        self.violations: list[str] = []
        self.callback_answers: list[CallbackAnswer] = []
        self.inline_answers: list[InlineAnswer] = []
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.drafts: list[Json] = []
        self.updates = UpdateQueue(self.changed)
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Reader] = {}
        self.groups: dict[int, Group] = {}
        self.open_queries: dict[str, str] = {}
        self.inline_messages: dict[str, Message] = {}
        self._calls: list[Call] = []
        self._faults: list[Fault] = []
        self._numbers = 0
        self._sent_at: list[tuple[float, int]] = []

    @property
    def bot(self) -> Json:
        """The bot as a User."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Bot under test",
            "username": self.username,
        }

    def number(self) -> int:
        """A number not given out before, for identifiers."""
        with self.changed:
            self._numbers += 1
            return self._numbers

    def chat(self, chat_id: object) -> Chat:
        """The chat by its identifier or @username; RefusedError if there is none."""
        if isinstance(chat_id, int) and chat_id in self.chats:
            return self.chats[chat_id]
        for chat in self.chats.values():
            if isinstance(chat_id, str) and f"@{chat.to_json().get('username')}" == chat_id:
                return chat
        raise RefusedError("Bad Request: chat not found")

    def known_user(self, entity: Entity) -> Entity | None:
        """A text mention with its whole user, or None for somebody unknown."""
        if entity["type"] != "text_mention":
            return entity
        person = self.people.get(entity["user"]["id"])
        return None if person is None else entity | {"user": person.user_json()}

    def check_flood(self, chat: Chat) -> int | None:
        """Count a message to a chat; seconds to wait if it is one too many."""
        now = self.clock()
        self._sent_at = [(at, where) for at, where in self._sent_at if now - at < 60]
        here = [at for at, where in self._sent_at if where == chat.id]
        everywhere = [at for at, _ in self._sent_at if now - at < 1]
        if len(everywhere) >= 30:
            return 1
        if chat.id < 0 and len(here) >= 20:
            return max(1, round(60 - (now - here[-20])))
        if chat.id > 0 and len([at for at in here if now - at < 3]) >= 3:
            return max(1, round(3 - (now - here[-3])))
        self._sent_at.append((now, chat.id))
        return None
