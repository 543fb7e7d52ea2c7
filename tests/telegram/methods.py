"""The methods of the Bot API the stand-in carries out, by name: updates, queries, reactions."""

import re
from collections.abc import Callable
from typing import Any

from tests.telegram import messages as messages
from tests.telegram import profile as profile
from tests.telegram.model import CallbackAnswer, Formatted, InlineAnswer, Json, RefusedError
from tests.telegram.updates import Webhook
from tests.telegram.world import BOT_ID, World

Method = Callable[[World, Json], Any]

_OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def get_me(world: World, _given: Json) -> Json:
    """getMe."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def get_updates(world: World, given: Json) -> list[Json]:
    """getUpdates."""
    _allow(world, given)
    limit = given.get("limit", 100)
    if not 1 <= limit <= 100:
        limit = 100
    return world.updates.poll(given.get("offset", 0), limit, given.get("timeout", 0))


def _allow(world: World, given: Json) -> None:
    unknown = world.updates.allow(given.get("allowed_updates"))
    world.violations += [f"allowed_updates: there is no update {kind!r}" for kind in unknown]


def set_webhook(world: World, given: Json) -> bool:
    """setWebhook; http is taken for loopback addresses, everything else must be https."""
    url, secret = given["url"], given.get("secret_token")
    if not url:
        return delete_webhook(world, given)
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", url):
        raise RefusedError("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    port = re.match(r"https://[^/:]+:(\d+)", url)
    if port and port[1] not in {"443", "80", "88", "8443"}:
        reason = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise RefusedError(f"Bad Request: bad webhook: {reason}")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise RefusedError("Bad Request: secret token contains unallowed characters")
    _allow(world, given)
    if given.get("drop_pending_updates"):
        world.updates.pending.clear()
    world.updates.set_webhook(Webhook(url, secret, given.get("max_connections", 40)))
    return True


def delete_webhook(world: World, given: Json) -> bool:
    """deleteWebhook."""
    if given.get("drop_pending_updates"):
        world.updates.pending.clear()
    world.updates.set_webhook(None)
    return True


def get_webhook_info(world: World, _given: Json) -> Json:
    """getWebhookInfo."""
    hook = world.updates.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.error:
            info |= {"last_error_message": hook.error, "last_error_date": hook.error_date}
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def send_chat_action(world: World, given: Json) -> bool:
    """sendChatAction."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    if given["action"] not in _ACTIONS:
        raise RefusedError("Bad Request: wrong parameter action in request")
    thread = given.get("message_thread_id")
    if thread is not None and thread not in chat.threads:
        raise RefusedError("Bad Request: message thread not found")
    return True


def _close_query(world: World, query_id: str, kind: str) -> None:
    if world.open_queries.get(query_id) != kind:
        raise RefusedError(_OLD_QUERY)
    del world.open_queries[query_id]


def answer_callback_query(world: World, given: Json) -> bool:
    """answerCallbackQuery."""
    text = given.get("text", "")
    if len(text) > 200:
        raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
    query_id = given["callback_query_id"]
    _close_query(world, query_id, "callback")
    world.callback_answers.append(
        CallbackAnswer(query_id, text, bool(given.get("show_alert")), given.get("url"))
    )
    return True


def answer_inline_query(world: World, given: Json) -> bool:
    """answerInlineQuery."""
    results, query_id = given["results"], given["inline_query_id"]
    if len(results) > 50:
        raise RefusedError("Bad Request: RESULTS_TOO_MUCH")
    if len(given.get("next_offset", "").encode()) > 64:
        raise RefusedError("Bad Request: NEXT_OFFSET_INVALID")
    start = (given.get("button") or {}).get("start_parameter", "x")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
        raise RefusedError("Bad Request: START_PARAM_INVALID")
    texts = {result["id"]: _inline_text(world, result) for result in results}
    if len(texts) < len(results):
        raise RefusedError("Bad Request: RESULT_ID_DUPLICATE")
    _close_query(world, query_id, "inline")
    world.inline_answers.append(
        InlineAnswer(
            query_id,
            results,
            given.get("next_offset", ""),
            given.get("cache_time", 300),
            bool(given.get("is_personal")),
            given.get("button"),
            texts,
        )
    )
    return True


def answer_guest_query(world: World, given: Json) -> Json:
    """answerGuestQuery; what would be sent stands among the inline answers."""
    query_id, result = given["guest_query_id"], given["result"]
    text = _inline_text(world, result)
    _close_query(world, query_id, "guest")
    world.inline_answers.append(
        InlineAnswer(query_id, [result], "", 0, False, None, {result["id"]: text})
    )
    return {"inline_message_id": f"guest-{world.number()}"}


def _inline_text(world: World, result: Json) -> Formatted:
    """Check one inline result; the text that choosing it would send."""
    if not 1 <= len(result["id"].encode()) <= 64:
        raise RefusedError("Bad Request: RESULT_ID_INVALID")
    if result["type"] == "article" and not result["title"].strip():
        raise RefusedError("Bad Request: ARTICLE_TITLE_EMPTY")
    messages.checked_markup(result.get("reply_markup"))
    content = result.get("input_message_content") or {}
    if "message_text" in content:
        return messages.formatted(world, content, "message_text")
    return Formatted(str(result.get("caption", "")))


def set_message_reaction(world: World, given: Json) -> bool:
    """setMessageReaction."""
    chat = world.chat(given["chat_id"])
    chat.check_open()
    message = chat.find(given["message_id"])
    if message is None:
        raise RefusedError("Bad Request: message to react not found")
    reactions = given.get("reaction", [])
    if len(reactions) > 1 or any(reaction["type"] == "paid" for reaction in reactions):
        raise RefusedError("Bad Request: REACTIONS_TOO_MANY")
    message.reactions[BOT_ID] = reactions
    return True


def _agree(_world: World, _given: Json) -> bool:
    return True


IMPLEMENTED: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": messages.send_message,
    "sendMessageDraft": messages.send_message_draft,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.profile_setter("name", 64),
    "getMyName": profile.profile_getter("name"),
    "setMyDescription": profile.profile_setter("description", 512),
    "getMyDescription": profile.profile_getter("description"),
    "setMyShortDescription": profile.profile_setter("short_description", 120),
    "getMyShortDescription": profile.profile_getter("short_description"),
    "setMyProfilePhoto": profile.set_my_profile_photo,
    "removeMyProfilePhoto": profile.remove_my_profile_photo,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "getChatAdministrators": profile.get_chat_administrators,
    "leaveChat": profile.leave_chat,
    "logOut": _agree,
    "close": _agree,
}
