"""Sending, editing and deleting messages: the methods of the Bot API that write into chats."""

import time
from typing import Any

from tests.telegram.html import checked_url, units
from tests.telegram.model import Formatted, Json, Message, RefusedError, too_many
from tests.telegram.people import Group, place_in_thread
from tests.telegram.text import format_text
from tests.telegram.world import BOT_ID, Chat, World

_BUTTON_KINDS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def formatted(world: World, given: Json, field: str = "text", **limits: Any) -> Formatted:
    """The text of a call, parsed; what Telegram would lose silently becomes a violation."""
    prefix = "quote_" if field == "quote" else ""
    mode, entities = f"{prefix}parse_mode", f"{prefix}entities"
    if field == "message_text":
        entities = "entities"
    if given.get(mode) and given.get(entities):
        world.violations.append(f"{field}: both {mode} and {entities} are given")
    result = format_text(given.get(field, ""), given.get(mode), given.get(entities), **limits)
    world.violations += [f"{field}: {loss}" for loss in result.losses]
    users = [world.known_user(entity) for entity in result.entities]
    result.entities = [entity for entity in users if entity is not None]
    return result


def checked_markup(given: Json | None) -> Json | None:
    """The inline keyboard of a call as Telegram keeps it; refused if it does not take it."""
    if not given or "inline_keyboard" not in given:
        return None
    rows = [row for row in given["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > 100:
        raise RefusedError("Bad Request: REPLY_MARKUP_TOO_LONG")
    kept = [[_checked_button(button) for button in row] for row in rows]
    return {"inline_keyboard": kept} if kept else None


def _checked_button(button: Json) -> Json:
    kinds = _BUTTON_KINDS & set(button)
    if not button["text"].strip():
        raise RefusedError("Bad Request: inline keyboard button text must be non-empty")
    if len(kinds) != 1:
        raise RefusedError("Bad Request: text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(copied["text"]) <= 256:
        raise RefusedError("Bad Request: BUTTON_COPY_TEXT_INVALID")
    if "url" not in button:
        return button
    url = checked_url(button["url"])
    if url is None:
        reason = f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        raise RefusedError(f"Bad Request: {reason}")
    return button | {"url": url}


def send_message(world: World, given: Json) -> Json:
    """sendMessage."""
    text = formatted(world, given)
    chat = world.chat(given["chat_id"])
    chat.check_open()
    reply_to, quote = _reply(world, chat, given.get("reply_parameters"))
    topic = given.get("direct_messages_topic_id")
    if isinstance(chat, Group) and chat.direct and topic is None:
        raise RefusedError("Bad Request: DIRECT_MESSAGES_TOPIC_REQUIRED")
    thread = given.get("message_thread_id")
    if thread is not None and thread not in chat.threads:
        raise RefusedError("Bad Request: message thread not found")
    markup = checked_markup(given.get("reply_markup"))
    limit_flood(world, chat)
    message = Message(chat.to_json(), chat.new_id(), world.bot, text.text, text.entities)
    message.raw = given["text"]
    message.quote = quote
    message.reply_markup = markup
    message.link_preview_options = given.get("link_preview_options")
    if topic is not None:
        message.extra["direct_messages_topic"] = {"topic_id": topic}
    place_in_thread(chat, message, reply_to, thread)
    return chat.add(message).to_json()


def limit_flood(world: World, chat: Chat) -> None:
    """Refuse what comes too fast, if the server enforces Telegram's limits."""
    wait = world.check_flood(chat) if world.flood_limits else None
    if wait is not None:
        raise too_many(wait)


def _reply(world: World, chat: Chat, wanted: Json | None) -> tuple[Message | None, Json | None]:
    """The message a call replies to, and the passage of it that is quoted."""
    if not wanted:
        return None, None
    elsewhere = world.chat(wanted["chat_id"]) if "chat_id" in wanted else chat
    original = elsewhere.find(wanted["message_id"])
    if original is None:
        if wanted.get("allow_sending_without_reply"):
            return None, None
        raise RefusedError("Bad Request: message to be replied not found")
    if not wanted.get("quote"):
        return original, None
    quote = formatted(world, wanted, "quote", limit=1024)
    position = original.text.find(quote.text)
    if position < 0:
        raise RefusedError("Bad Request: QUOTE_TEXT_INVALID")
    shown: Json = {"text": quote.text, "position": units(original.text[:position])}
    shown |= {"entities": quote.entities} if quote.entities else {}
    return original, shown | {"is_manual": True}


def _editable(world: World, given: Json) -> Message:
    """The message of the bot's own that a call names."""
    if "inline_message_id" in given:
        inline = world.inline_messages.get(given["inline_message_id"])
        if inline is None:
            raise RefusedError("Bad Request: MESSAGE_ID_INVALID")
        return inline
    if "chat_id" not in given:
        raise RefusedError("Bad Request: chat_id is empty")
    if "message_id" not in given:
        raise RefusedError("Bad Request: message identifier is not specified")
    chat = world.chat(given["chat_id"])
    chat.check_open()
    message = chat.find(given["message_id"])
    if message is None:
        raise RefusedError("Bad Request: message to edit not found")
    if message.sender["id"] != BOT_ID:
        raise RefusedError("Bad Request: message can't be edited")
    limit_flood(world, chat)
    return message


def _edited(message: Message, given: Json, **changes: Any) -> Json | bool:
    if all(getattr(message, name) == value for name, value in changes.items()):
        raise RefusedError(_NOT_MODIFIED)
    for name, value in changes.items():
        setattr(message, name, value)
    message.edits += 1
    message.edited = int(time.time())
    return True if "inline_message_id" in given else message.to_json()


def edit_message_text(world: World, given: Json) -> Json | bool:
    """editMessageText; without a markup the buttons go, as on the real server."""
    text = formatted(world, given)
    message = _editable(world, given)
    result = _edited(
        message,
        given,
        text=text.text,
        entities=text.entities,
        reply_markup=checked_markup(given.get("reply_markup")),
        link_preview_options=given.get("link_preview_options"),
    )
    message.raw = given["text"]
    return result


def edit_message_reply_markup(world: World, given: Json) -> Json | bool:
    """editMessageReplyMarkup."""
    markup = checked_markup(given.get("reply_markup"))
    return _edited(_editable(world, given), given, reply_markup=markup)


def delete_message(world: World, given: Json) -> bool:
    """deleteMessage."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    message = chat.find(given["message_id"])
    if message is None:
        raise RefusedError("Bad Request: message to delete not found")
    is_own = message.sender["id"] == BOT_ID
    if not is_own and isinstance(chat, Group) and not chat.bot_is_admin:
        raise RefusedError("Bad Request: message can't be deleted")
    message.deleted = True
    return True


def delete_messages(world: World, given: Json) -> bool:
    """deleteMessages: those that are not found are skipped, one that may not be refuses all."""
    if not 1 <= len(given["message_ids"]) <= 100:
        raise RefusedError("Bad Request: wrong number of message identifiers")
    chat = world.chat(given["chat_id"])
    found = [number for number in given["message_ids"] if chat.find(number)]
    for number in found:
        delete_message(world, given | {"message_id": number})
    return True


def send_document(world: World, given: Json) -> Json:
    """sendDocument, of a document in JSON; its words are the message's `raw`."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    caption = format_text(given.get("caption", ""), None, None, limit=1024, may_be_empty=True)
    reply_to, _ = _reply(world, chat, given.get("reply_parameters"))
    limit_flood(world, chat)
    message = Message(chat.to_json(), chat.new_id(), world.bot, "", [])
    message.raw = given["document"]
    file: Json = {"file_id": "f", "file_unique_id": "f", "file_size": len(message.raw.encode())}
    message.extra |= {"caption": caption.text, "document": file}
    place_in_thread(chat, message, reply_to, given.get("message_thread_id"))
    return chat.add(message).to_json()


def send_photo(world: World, given: Json) -> Json:
    """sendPhoto, of a PNG file; its bytes are the message's `raw`, in base 64."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    caption = format_text(
        given.get("caption", ""), given.get("parse_mode"), None, limit=1024, may_be_empty=True
    )
    reply_to, _ = _reply(world, chat, given.get("reply_parameters"))
    limit_flood(world, chat)
    message = Message(chat.to_json(), chat.new_id(), world.bot, caption.text, caption.entities)
    message.raw = given["photo"]
    message.reply_markup = checked_markup(given.get("reply_markup"))
    size: Json = {"file_id": "p", "file_unique_id": "p", "width": 1320, "height": 660}
    message.extra["photo"] = [size]
    place_in_thread(chat, message, reply_to, given.get("message_thread_id"))
    return chat.add(message).to_json()


def send_message_draft(world: World, given: Json) -> bool:
    """sendMessageDraft."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    if chat.kind != "private":
        raise RefusedError("Bad Request: TEXTDRAFT_PEER_INVALID")
    if given["draft_id"] == 0:
        raise RefusedError("Bad Request: draft identifier must be non-zero")
    text = formatted(world, given, may_be_empty=True)
    limit_flood(world, chat)
    world.drafts.append(given | {"text": text.text, "entities": text.entities})
    return True
