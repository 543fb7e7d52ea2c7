"""The chats of the stand-in as JSON, with which another stand-in goes on where this one stopped."""

from tests.telegram.model import Json, Message
from tests.telegram.people import Group, Reader
from tests.telegram.server import TelegramServer
from tests.telegram.world import Chat


def saved(telegram: TelegramServer) -> Json:
    """People, groups, and all messages in their chats."""
    with telegram.changed:
        return {
            "people": [
                {"id": each.id, "name": each.name, "language_code": each.language_code}
                for each in telegram.people.values()
            ],
            "groups": [
                {"chat": each.to_json(), "members": [member.id for member in each.members]}
                for each in telegram.groups.values()
            ],
            "messages": [
                message.to_json()
                for chat in telegram.chats.values()
                for message in chat.log.values()
                if not message.deleted
            ],
            "number": telegram.number(),
            "last_update": max(telegram.updates.sent, default=0),
        }


def resume(telegram: TelegramServer, kept: Json) -> None:
    """Take up these chats; people and updates that come now get later numbers."""
    with telegram.changed:
        for each in kept["people"]:
            person = Reader(telegram, each["id"], each["name"], each["language_code"])
            telegram.chats[person.id] = telegram.people[person.id] = person
        for each in kept["groups"]:
            chat = each["chat"]
            group = Group(
                telegram, chat["id"], chat["title"], chat["type"], chat.get("is_forum", False)
            )
            group.join(*(telegram.people[member] for member in each["members"]))
            telegram.chats[group.id] = telegram.groups[group.id] = group
        for each in kept["messages"]:
            place = telegram.chats[each["chat"]["id"]]
            place.add(_message(place, each))
        while telegram.number() < kept["number"]:
            continue
        telegram.updates.go_on_after(kept["last_update"])


def _message(place: Chat, kept: Json) -> Message:
    return Message(
        kept["chat"],
        kept["message_id"],
        kept["from"],
        kept.get("text", ""),
        kept.get("entities", []),
        reply_to=place.find(kept.get("reply_to_message", {}).get("message_id")),
        thread=kept.get("message_thread_id"),
        in_topic=kept.get("is_topic_message", False),
        reply_markup=kept.get("reply_markup"),
        link_preview_options=kept.get("link_preview_options"),
        date=kept["date"],
        edited=kept.get("edit_date"),
    )
