"""The stand-in for Telegram behaves as Telegram does, as python-telegram-bot sees it."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputProfilePhotoStatic,
    Update,
)
from telegram.error import (
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import ApplicationBuilder, CommandHandler, ContextTypes

from tests.telegram.server import Reader, TelegramServer
from tests.telegram.types import check_value


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest_asyncio.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, base_url=telegram.url + "/bot") as made:
        yield made


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


@pytest.fixture
def _retry_after_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this, python-telegram-bot warns whenever Telegram asks for patience."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def call(telegram: TelegramServer, method: str, **arguments: object) -> httpx.Response:
    return httpx.post(f"{telegram.url}/bot{telegram.token}/{method}", json=arguments)


def fitting(telegram: TelegramServer) -> bool:
    """Whether every update so far has the shape the Bot API gives it."""
    return [p for u in telegram.updates.sent.values() for p in check_value("Update", u)] == []


async def test_an_application_starts_polls_and_answers(telegram: TelegramServer) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_html(f"<b>{context.args}</b> 😀", do_quote=True)

    builder = ApplicationBuilder().token(telegram.token)
    app = builder.base_url(telegram.url + "/bot").build()
    app.add_handler(CommandHandler("start", start))
    ada = telegram.user("Ada")
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=5)
        asked = ada.opens("topic-7")
        answer = await asyncio.to_thread(telegram.wait_for_message, ada)
        await asyncio.to_thread(telegram.wait_until_confirmed, asked)
        await app.updater.stop()
        await app.stop()
    assert answer.text == "['topic-7'] 😀"
    assert answer.spans("bold") == ["['topic-7']"]
    assert answer.reply_to is asked
    assert telegram.violations == []


async def test_an_update_comes_again_until_a_later_offset_confirms_it(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    message = ada.says("hello")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [u.update_id for u in first] == [u.update_id for u in again] == [message.update_id]
    assert not telegram.updates.confirmed(first[0].update_id)
    assert await bot.get_updates(offset=first[0].update_id + 1) == ()
    telegram.wait_until_confirmed(message, timeout=1)


async def test_long_polling_returns_as_soon_as_something_is_said(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(telegram.wait_until_polling)
    ada.says("now")
    (update,) = await polling
    assert update.message is not None
    assert update.message.text == "now"


async def test_a_second_poller_ends_the_first(telegram: TelegramServer, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(telegram.wait_until_polling)
    assert (await asyncio.to_thread(call, telegram, "getUpdates")).json()["ok"]
    with pytest.raises(Conflict, match="only one bot instance"):
        await older


async def test_the_poll_of_a_bot_that_is_gone_does_not_pass_for_the_next_bots(
    telegram: TelegramServer, bot: Bot
) -> None:
    gone = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(telegram.wait_until_polling)
    gone.cancel()
    polls = telegram.updates.polls
    with pytest.raises(TimeoutError, match="a poller"):
        telegram.wait_until_polling(0.05, after=polls)
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(telegram.wait_until_polling, after=polls)
    polling.cancel()


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("https://bot.example.org/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


class _Hook(BaseHTTPRequestHandler):
    received: list[tuple[str, str | None, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        secret = self.headers["X-Telegram-Bot-Api-Secret-Token"]
        self.received.append((self.path, secret, json.loads(body)))
        self.send_response(200 if len(self.received) > 1 else 500)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


async def test_a_webhook_gets_its_secret_and_every_update_until_accepted(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    _Hook.received = []
    with HTTPServer(("127.0.0.1", 0), _Hook) as hook:
        thread = threading.Thread(target=hook.serve_forever, args=(0.02,))
        thread.start()
        telegram.deliver_to(f"http://127.0.0.1:{hook.server_address[1]}")
        await bot.set_webhook("https://bot.example.org/hook", secret_token="s-3")
        said = ada.says("hello")
        await asyncio.to_thread(telegram.wait_until_confirmed, said)
        info = await bot.get_webhook_info()
        hook.shutdown()
        thread.join()
    assert [(path, secret) for path, secret, _ in _Hook.received] == [("/hook", "s-3")] * 2
    assert _Hook.received[0][2] == _Hook.received[1][2]
    assert info.last_error_message == "Wrong response from the webhook: 500"
    assert info.pending_update_count == 0


async def test_who_the_bot_is_comes_in_the_true_shape(telegram: TelegramServer, bot: Bot) -> None:
    assert (await bot.get_me()).username == telegram.username
    assert check_value("User", call(telegram, "getMe").json()["result"]) == []


def test_a_wrong_token_and_an_unknown_method_are_refused(telegram: TelegramServer) -> None:
    wrong = httpx.get(f"{telegram.url}/bot1:x/getMe")
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert call(telegram, "sendMesage").status_code == 404
    assert telegram.violations == ["sendMesage: there is no such method"]


async def test_a_wrong_token_reaches_the_bot_as_invalid(telegram: TelegramServer) -> None:
    stranger = Bot("1:x", base_url=telegram.url + "/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


@pytest.mark.parametrize(
    ("arguments", "violation"),
    [
        ({"colour": "red"}, "sendMessage: unknown argument 'colour'"),
        ({"text": 5}, "sendMessage: text: expected String, got 5"),
        ({"protect_content": "maybe"}, "protect_content: expected Boolean, got 'maybe'"),
        ({"link_preview_options": {"disabled": True}}, "link_preview_options.disabled"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback": "y"}]]}},
            "reply_markup.inline_keyboard[0][0].callback: InlineKeyboardButton has no such field",
        ),
        ({"reply_parameters": {"quote": "x"}}, "reply_parameters.message_id: required"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "style": "pink"}]]}},
            "style: 'pink' is none of danger, success, primary",
        ),
    ],
)
@pytest.mark.parametrize("form", [True, False])
def test_what_the_bot_api_does_not_know_is_a_violation(
    telegram: TelegramServer, ada: Reader, arguments: dict[str, Any], violation: str, form: bool
) -> None:
    sent = {"chat_id": ada.id, "text": "x"} | arguments
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    if form:
        data = {k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items()}
        answer = httpx.post(url, data=data)
        if sent["text"] == 5:
            assert answer.json()["result"]["text"] == "5"
            return
    else:
        answer = httpx.post(url, json=sent)
    assert answer.status_code == 400
    assert violation in telegram.violations[0]
    assert telegram.messages(ada) == []


def test_missing_arguments_and_unimplemented_methods_are_violations(
    telegram: TelegramServer, ada: Reader
) -> None:
    call(telegram, "sendMessage", text="x")
    answer = call(telegram, "sendDice", chat_id=ada.id).json()
    assert answer["description"] == "Bad Request: stand-in: method not implemented"
    assert telegram.violations == [
        "sendMessage: required argument 'chat_id' is missing",
        "sendDice: the stand-in does not implement this method",
    ]


def test_a_multipart_body_is_read(telegram: TelegramServer) -> None:
    fields = {"url": "https://bot.example.org/"}
    files = {"certificate": ("cert.pem", b"x" * 10)}
    url = f"{telegram.url}/bot{telegram.token}/setWebhook"
    assert httpx.post(url, data=fields, files=files).json()["ok"]
    given = {"url": "https://bot.example.org/", "certificate": "<file cert.pem, 10 bytes>"}
    assert telegram.wait_for_call("setWebhook").arguments == given


async def test_a_profile_photo_is_uploaded_and_never_one_that_was(
    telegram: TelegramServer, bot: Bot
) -> None:
    await bot.set_my_profile_photo(InputProfilePhotoStatic(b"\xff\xd8\xff"))
    assert telegram.profile["photo", ""] == "static"
    again = {"type": "static", "photo": "AgADBAAD"}
    said = call(telegram, "setMyProfilePhoto", photo=again).json()
    assert said["description"].startswith("Bad Request: profile photos can't be reused")
    await bot.remove_my_profile_photo()
    assert ("photo", "") not in telegram.profile


@pytest.mark.usefixtures("_retry_after_as_timedelta")
async def test_arranged_faults_reach_the_bot_as_the_errors_they_are(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    fault = telegram.fail("sendMessage", retry_after=7, chat=ada)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ada.id, "x")
    assert caught.value.retry_after == timedelta(seconds=7)
    assert fault.hits == 1
    expected: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"status": 403}, Forbidden),
        ({"status": 500}, NetworkError),
        ({"status": 502}, NetworkError),
        ({"drop": True}, NetworkError),
    ]
    for arranged, error in expected:
        telegram.fail("sendMessage", **arranged)
        with pytest.raises(error):
            await bot.send_message(ada.id, "x")
    assert telegram.messages(ada) == []
    telegram.fail("sendMessage", drop=True, takes_effect=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "lost answer")
    assert [m.text for m in telegram.messages(ada)] == ["lost answer"]
    begun = time.monotonic()
    telegram.fail("sendMessage", delay=0.1)
    await bot.send_message(ada.id, "late")
    assert time.monotonic() - begun >= 0.1
    assert len(telegram.calls_of("sendMessage")) == 7


@pytest.mark.usefixtures("_retry_after_as_timedelta")
async def test_flood_limits_are_enforced_when_asked_for(
    telegram: TelegramServer, bot: Bot, ada: Reader
) -> None:
    telegram.flood_limits, now = True, 1000.0
    telegram.clock = lambda: now
    for _ in range(3):
        await bot.send_message(ada.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(ada.id, "x")
    group = telegram.group("Backend")
    for _ in range(20):
        now += 1
        await bot.send_message(group.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(group.id, "x")
    now += 60
    await bot.send_message(group.id, "x")


def test_a_raw_update_must_fit_the_bot_api(telegram: TelegramServer, ada: Reader) -> None:
    poll_answer = {"poll_id": "1", "option_ids": [0], "option_persistent_ids": []}
    assert telegram.push({"poll_answer": poll_answer | {"user": ada.user_json()}})
    with pytest.raises(ValueError, match="no such field"):
        telegram.push({"poll_answer": poll_answer | {"colour": "red"}})


def test_waiting_in_vain_tells_what_happened(telegram: TelegramServer, ada: Reader) -> None:
    call(telegram, "sendMessage", chat_id=ada.id, text="<x>", parse_mode="HTML")
    with pytest.raises(TimeoutError, match=r'sendMessage.*Unsupported start tag "x"'):
        telegram.wait_for_message(ada, timeout=0.01)


async def test_the_token_never_changes_shape(telegram: TelegramServer) -> None:
    number, _, secret = telegram.token.partition(":")
    assert number.isdecimal()
    assert len(secret) == 35
