"""What the bot has done so far, and waiting for what it does next, without blind sleeping."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.telegram.model import Call, Message
from tests.telegram.world import Chat, World

Found = TypeVar("Found")


class Waiting(World):
    """The part of the stand-in that a test looks at and waits on."""

    @property
    def calls(self) -> list[Call]:
        """Every call so far, in order."""
        with self.changed:
            return list(self._calls)

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def messages(self, chat: Chat | int) -> list[Message]:
        """The messages the bot has in a chat, as they stand now."""
        place = self.chats[chat] if isinstance(chat, int) else chat
        with self.changed:
            return [
                message
                for message in place.log.values()
                if message.from_bot
                and (message.text or "document" in message.extra)
                and not message.deleted
            ]

    def summary(self) -> str:
        """The last calls, what is still undelivered, and the violations, for a failed test."""
        calls = [call for call in self.calls if call.method != "getUpdates"][-15:]
        polls = len(self.calls_of("getUpdates"))
        lines = [f"{polls} getUpdates, pollers waiting: {self.updates.pollers}; other calls:"]
        lines += [f"  {call}" for call in calls]
        lines += [f"unconfirmed: {update}"[:300] for update in self.updates.pending.values()]
        lines += [f"violation: {violation}" for violation in self.violations]
        return "\n".join(lines)

    def wait_for(
        self,
        predicate: Callable[[], Found],
        timeout: float = 10.0,
        what: str = "what was waited for",
    ) -> Found:
        """Wait until the predicate is true, asked again after every call; returns its value."""
        deadline = time.monotonic() + timeout
        with self.changed:
            while not (found := predicate()):
                left = deadline - time.monotonic()
                if left <= 0:
                    text = f"{what} did not come within {timeout} s\n{self.summary()}"
                    raise TimeoutError(text)
                self.changed.wait(left)
            return found

    def wait_for_message(
        self,
        chat: Chat | int,
        *,
        count: int = 1,
        after: Message | int | None = None,
        timeout: float = 10.0,
    ) -> Message:
        """Wait for the bot's ``count``-th message in a chat (after a given one); returns it."""
        floor = after.message_id if isinstance(after, Message) else after or 0

        def found() -> list[Message]:
            later = [m for m in self.messages(chat) if m.message_id > floor]
            return later[count - 1 : count]

        return self.wait_for(found, timeout, f"message {count} of the bot")[0]

    def wait_for_edit(self, message: Message, *, count: int = 1, timeout: float = 10.0) -> Message:
        """Wait until a message has been edited ``count`` times; returns it."""
        self.wait_for(lambda: message.edits >= count, timeout, f"edit {count}")
        return message

    def wait_for_call(self, method: str, *, count: int = 1, timeout: float = 10.0) -> Call:
        """Wait for the ``count``-th call of a method; returns it."""
        what = f"call {count} of {method}"
        return self.wait_for(lambda: self.calls_of(method)[count - 1 : count], timeout, what)[0]

    def wait_until_polling(self, timeout: float = 10.0, *, after: int = 0) -> None:
        """Wait until the bot waits for updates; so many polls ``after`` are another's, for one
        that was killed in the middle seems to wait as long as its poll may last."""
        updates = self.updates
        self.wait_for(lambda: updates.pollers and updates.polls > after, timeout, "a poller")

    def wait_until_confirmed(self, update: Message | int | None, timeout: float = 10.0) -> None:
        """Wait until the bot has confirmed an update (or a message's update)."""
        number = update.update_id if isinstance(update, Message) else update
        if number is None:
            raise ValueError("this was never delivered to the bot")
        what = f"confirmation of update {number}"
        self.wait_for(lambda: self.updates.confirmed(number), timeout, what)
