"""The people of the stand-in: readers who write, press, ask and block, and groups of them."""

import time

from tests.telegram.html import cut
from tests.telegram.model import Json, Message
from tests.telegram.text import MAX_TEXT, found_entities
from tests.telegram.world import BOT_ID, Chat, World
from tests.telegram.writing import picked_out, stands_for

_WITH_WORDS = {"sender_chat", "photo", "media_group_id"}
"""Fields of a message that somebody writes; other fields make it a service message."""
RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""What an administrator may do."""
NOT_STARTED = "Forbidden: bot can't initiate conversation with a user"


class Reader(Chat):
    """A person, and the private chat with them."""

    def __init__(self, world: World, user_id: int, name: str, language_code: str) -> None:
        super().__init__(world, user_id, "private")
        self.name = name
        self.username = f"{name.lower().replace(' ', '_')}_{user_id % 1000}"
        self.language_code = language_code

    def user_json(self) -> Json:
        """The person as a User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "username": self.username,
            "language_code": self.language_code,
        }

    def to_json(self) -> Json:
        """The private chat as a Chat."""
        user = self.user_json()
        return {
            "id": self.id,
            "type": "private",
            "first_name": user["first_name"],
            "username": user["username"],
        }

    def says(
        self,
        text: str,
        *,
        chat: "Group | None" = None,
        reply_to: Message | None = None,
        thread: int | None = None,
        quote: str = "",
        as_chat: Json | None = None,
        **fields: object,
    ) -> Message:
        """Write to the bot or into a group; ``update_id`` is None if the bot does not hear it.

        ``quote`` is the part of ``reply_to`` that is picked out; ``as_chat`` is the group or the
        channel in whose name it is written; with a picture among ``fields``, ``text`` is its
        caption.
        """
        if self.barred == NOT_STARTED and chat is None:
            self.barred = None
        if self.barred is not None and chat is None:
            raise RuntimeError(f"{self.name} has blocked the bot and must unblock it first")
        if len(text) > MAX_TEXT:
            raise ValueError("Telegram's clients split such a text; send the parts")
        place: Chat = chat or self
        with self.world.changed:
            if chat is not None:
                chat.join(self)
            text = text.strip(" \n")
            sender = self.user_json() if as_chat is None else stands_for(as_chat)
            message = Message(
                place.to_json(), place.new_id(), sender, text, found_entities(text), extra=fields
            )
            if as_chat is not None:
                message.extra["sender_chat"] = as_chat
            if quote:
                message.quote = picked_out(reply_to, quote)
            place_in_thread(place, message, reply_to, thread)
            place.add(message)
            if chat is None or chat.bot_hears(message):
                message.update_id = self.world.updates.add("message", message.to_json())
        return message

    def edits(self, message: Message, text: str) -> int | None:
        """Change a message of one's own; returns the update's identifier."""
        place = self.world.chat(message.chat_id)
        with self.world.changed:
            message.text, message.entities = text, found_entities(text)
            message.edits += 1
            message.edited = int(time.time())
            if isinstance(place, Group) and not place.bot_hears(message):
                return None
            return self.world.updates.add("edited_message", message.to_json())

    def opens(self, payload: str = "") -> Message:
        """Follow a deep link to the bot (or press Start)."""
        return self.says(f"/start {payload}".strip())

    def presses(self, message: Message, button: str) -> str:
        """Press an inline button by callback data or label; returns the query's identifier."""
        found = message.button(button)
        if "callback_data" not in found:
            raise LookupError(f"pressing {button!r} tells the bot nothing: {found}")
        query_id = self._new_query("callback")
        query: Json = {
            "id": query_id,
            "from": self.user_json(),
            "chat_instance": str(7_000_000 + abs(message.chat_id)),
            "data": found["callback_data"],
        }
        inline_id = next((k for k, v in self.world.inline_messages.items() if v is message), None)
        if inline_id is None:
            query["message"] = message.to_json()
        else:
            query["inline_message_id"] = inline_id
        self.world.updates.add("callback_query", query)
        return query_id

    def asks_inline(self, query: str, offset: str = "") -> str:
        """Type ``@bot query`` in some chat; returns the query's identifier."""
        query_id = self._new_query("inline")
        asked = {"id": query_id, "from": self.user_json(), "query": query, "offset": offset}
        self.world.updates.add("inline_query", asked | {"chat_type": "sender"})
        return query_id

    def chooses(self, query_id: str, result_id: str, *, chat: "Chat | None" = None) -> Message:
        """Send an inline result the bot offered; returns the message."""
        answers = [a for a in self.world.inline_answers if a.query_id == query_id]
        result = next(r for a in answers for r in a.results if r["id"] == result_id)
        place = chat or self
        with self.world.changed:
            content, user = answers[-1].texts[result_id], self.user_json()
            message = Message(place.to_json(), place.new_id(), user, content.text, content.entities)
            message.reply_markup = result.get("reply_markup")
            message.extra["via_bot"] = self.world.bot
            chosen: Json = {"result_id": result_id, "from": user, "query": ""}
            if message.reply_markup:
                inline_id = f"inline-{self.world.number()}"
                self.world.inline_messages[inline_id] = message
                chosen["inline_message_id"] = inline_id
            place.add(message)
            self.world.updates.add("chosen_inline_result", chosen)
        return message

    def reacts(self, message: Message, emoji: str) -> int | None:
        """React to a message ("" takes the reaction back); returns the update's identifier."""
        place = self.world.chat(message.chat_id)
        with self.world.changed:
            before = message.reactions.get(self.id, [])
            after = [{"type": "emoji", "emoji": emoji}] if emoji else []
            message.reactions[self.id] = after
            if isinstance(place, Group) and not place.bot_is_admin:
                return None
            changed = {"chat": place.to_json(), "message_id": message.message_id}
            changed |= {"user": self.user_json(), "date": int(time.time())}
            changed |= {"old_reaction": before, "new_reaction": after}
            return self.world.updates.add("message_reaction", changed)

    def blocks_bot(self) -> int | None:
        """Block the bot: it is told, and can no longer write to this person."""
        self.barred = "Forbidden: bot was blocked by the user"
        return self._membership("member", "kicked")

    def unblocks_bot(self) -> int | None:
        """Let the bot write again."""
        self.barred = None
        return self._membership("kicked", "member")

    def _membership(self, before: str, after: str) -> int | None:
        return announce_membership(self, self.user_json(), before, after)

    def _new_query(self, kind: str) -> str:
        query_id = str(4_000_000_000 + self.world.number())
        self.world.open_queries[query_id] = kind
        return query_id


class Group(Chat):
    """A group, supergroup or forum the bot is a member of."""

    def __init__(self, world: World, chat_id: int, title: str, kind: str, forum: bool) -> None:
        super().__init__(world, chat_id, kind)
        self.title = title
        self.forum = forum
        self.members: list[Reader] = []
        self.bot_is_admin = False
        self.direct = False
        self.linked: int | None = None

    @property
    def is_forum(self) -> bool:
        """Whether the group has topics."""
        return self.forum

    def to_json(self) -> Json:
        """The group as a Chat."""
        shown: Json = {"id": self.id, "type": self.kind, "title": self.title}
        shown |= {"is_direct_messages": True} if self.direct else {}
        return shown | ({"is_forum": True} if self.forum else {})

    def join(self, *people: Reader) -> None:
        """Make people members; the first member owns the group."""
        self.members += [person for person in people if person not in self.members]

    def topic(self, name: str) -> int:
        """Open a forum topic; returns its thread identifier."""
        if not self.forum:
            raise ValueError(f"{self.title} is not a forum")
        opener = self.members[0].user_json() if self.members else self.world.bot
        message = Message(self.to_json(), self.new_id(), opener, "", [])
        message.extra["forum_topic_created"] = {"name": name, "icon_color": 7322096}
        message.thread, message.in_topic = message.message_id, True
        self.threads[message.message_id] = name
        self.add(message)
        return message.message_id

    def removes_bot(self) -> int | None:
        """Remove the bot from the group."""
        kind = "supergroup" if self.kind == "supergroup" else "group"
        self.barred = f"Forbidden: bot was kicked from the {kind} chat"
        owner = self.members[0].user_json() if self.members else self.world.bot
        return announce_membership(self, owner, "member", "kicked")

    def bot_hears(self, message: Message) -> bool:
        """Whether privacy mode lets the bot see a message."""
        if self.barred is not None:
            return False
        if not self.world.privacy or self.bot_is_admin or set(message.extra) - _WITH_WORDS:
            return True
        if message.reply_to is not None and message.reply_to.sender["id"] == BOT_ID:
            return True
        return any(
            self._is_for_bot(cut(message.text, entity["offset"], entity["length"]))
            for entity in message.entities
            if entity["type"] == "bot_command" and entity["offset"] == 0
        )

    def _is_for_bot(self, command: str) -> bool:
        _, _, bot = command.partition("@")
        return bot.lower() in {"", self.world.username.lower()}


def place_in_thread(
    place: Chat, message: Message, reply_to: Message | None, thread: int | None
) -> None:
    """Set what a message replies to and the thread it stands in, as Telegram does."""
    message.reply_to = reply_to
    if place.is_forum:
        if thread is None and reply_to is not None:
            thread = reply_to.thread
        if thread is not None:
            place.threads.setdefault(thread, f"topic {thread}")
            message.thread, message.in_topic = thread, True
            message.reply_to = reply_to or place.find(thread)
    elif place.kind == "supergroup" and reply_to is not None:
        message.thread = reply_to.thread or reply_to.message_id


def announce_membership(place: Chat, by: Json, before: str, after: str) -> int | None:
    """Tell the bot that its own standing in a chat has changed."""

    def standing(status: str) -> Json:
        shown: Json = {"status": status, "user": place.world.bot}
        if status == "administrator":
            return shown | dict.fromkeys(RIGHTS, False)
        return shown | ({"until_date": 0} if status == "kicked" else {})

    changed = {"chat": place.to_json(), "from": by, "date": int(time.time())}
    changed |= {"old_chat_member": standing(before), "new_chat_member": standing(after)}
    return place.world.updates.add("my_chat_member", changed)
