"""Methods about commands, the bot's profile, and chats and their members."""

import re
from collections.abc import Callable
from typing import Any

from tests.telegram.model import Json, RefusedError
from tests.telegram.people import RIGHTS, Group, Reader
from tests.telegram.world import BOT_ID, World

Method = Callable[[World, Json], Any]


def set_my_commands(world: World, given: Json) -> bool:
    """setMyCommands."""
    commands = given["commands"]
    if len(commands) > 100:
        raise RefusedError("Bad Request: too many commands specified")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
            raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise RefusedError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, given), given.get("language_code", "")] = commands
    return True


def _scope(world: World, given: Json) -> str:
    """A name for a scope of commands: its type, with the chat and the user if it has them."""
    scope = given.get("scope") or {"type": "default"}
    language = given.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise RefusedError("Bad Request: invalid language code specified")
    if "chat_id" in scope:
        world.chat(scope["chat_id"]).check_open()
    parts = (scope["type"], scope.get("chat_id"), scope.get("user_id"))
    return ":".join(str(part) for part in parts if part is not None)


def get_my_commands(world: World, given: Json) -> list[Json]:
    """getMyCommands."""
    return world.commands.get((_scope(world, given), given.get("language_code", "")), [])


def delete_my_commands(world: World, given: Json) -> bool:
    """deleteMyCommands."""
    world.commands.pop((_scope(world, given), given.get("language_code", "")), None)
    return True


def profile_setter(field: str, limit: int) -> Method:
    """The method that sets one text of the bot's profile."""

    def setter(world: World, given: Json) -> bool:
        text = given.get(field, "")
        if len(text) > limit:
            raise RefusedError(f"Bad Request: {field} is too long")
        world.profile[field, given.get("language_code", "")] = text
        return True

    return setter


def profile_getter(field: str) -> Method:
    """The method that tells one text of the bot's profile."""

    def getter(world: World, given: Json) -> Json:
        fallback = world.profile.get((field, ""), "")
        return {field: world.profile.get((field, given.get("language_code", "")), fallback)}

    return getter


def set_my_profile_photo(world: World, given: Json) -> bool:
    """setMyProfilePhoto, of a static picture."""
    photo = given["photo"]
    if not str(photo.get("photo", "")).startswith("attach://"):
        raise RefusedError("Bad Request: profile photos can't be reused, upload a new file")
    world.profile["photo", ""] = photo["type"]
    return True


def remove_my_profile_photo(world: World, _given: Json) -> bool:
    """removeMyProfilePhoto."""
    world.profile.pop(("photo", ""), None)
    return True


def get_chat(world: World, given: Json) -> Json:
    """getChat."""
    chat = world.chat(given["chat_id"])
    if isinstance(chat, Group):
        chat.check_open()
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    full: Json = {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys((*gifts, "gifts_from_channels"), False)
    if isinstance(chat, Group) and chat.linked is not None:
        full["linked_chat_id"] = chat.linked
    return chat.to_json() | full


def _member(world: World, chat: Group, user_id: int) -> Json:
    if user_id == BOT_ID:
        user = world.bot
        status = "administrator" if chat.bot_is_admin else "member"
    elif user_id in world.people:
        person: Reader = world.people[user_id]
        user = person.user_json()
        owner = chat.members[:1] == [person]
        status = "creator" if owner else "member" if person in chat.members else "left"
    else:
        raise RefusedError("Bad Request: member not found")
    shown: Json = {"status": status, "user": user}
    if status == "administrator":
        return shown | dict.fromkeys(RIGHTS, False) | {"can_manage_chat": True}
    return shown | ({"is_anonymous": False} if status == "creator" else {})


def _group(world: World, given: Json, otherwise: str) -> Group:
    chat = world.chat(given["chat_id"])
    chat.check_open()
    if not isinstance(chat, Group):
        raise RefusedError(f"Bad Request: {otherwise}")
    return chat


def get_chat_member(world: World, given: Json) -> Json:
    """getChatMember."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    if isinstance(chat, Group):
        return _member(world, chat, given["user_id"])
    if given["user_id"] == BOT_ID:
        return {"status": "member", "user": world.bot}
    if given["user_id"] != chat.id:
        raise RefusedError("Bad Request: member not found")
    return {"status": "member", "user": world.people[chat.id].user_json()}


def get_chat_administrators(world: World, given: Json) -> list[Json]:
    """getChatAdministrators."""
    chat = _group(world, given, "there are no administrators in the private chat")
    admins = [_member(world, chat, person.id) for person in chat.members[:1]]
    return admins + ([_member(world, chat, BOT_ID)] if chat.bot_is_admin else [])


def leave_chat(world: World, given: Json) -> bool:
    """leaveChat."""
    chat = _group(world, given, "chat member status can't be changed in private chats")
    chat.barred = f"Forbidden: bot is not a member of the {chat.kind} chat"
    return True
