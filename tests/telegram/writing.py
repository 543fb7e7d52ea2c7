"""In whose name a message is written, and which part of another it replies to."""

from tests.telegram.html import units
from tests.telegram.model import Json, Message


def stands_for(chat: Json) -> Json:
    """The account under which Telegram shows bots what is written in a chat's name."""
    channel = chat["type"] == "channel"
    number, name = (136817688, "Channel") if channel else (1087968824, "Group")
    username = "Channel_Bot" if channel else "GroupAnonymousBot"
    return {"id": number, "is_bot": True, "first_name": name, "username": username}


def picked_out(message: Message | None, words: str) -> Json:
    """The part of a message that a reader picks out to reply to."""
    if message is None or words not in message.text:
        raise ValueError("Telegram's clients pick out words of the message that is replied to")
    at = units(message.text[: message.text.index(words)])
    return {"text": words, "position": at, "is_manual": True}
