"""Updates that Telegram posts to the bot, instead of the bot fetching them.

A post is answered when its update has been written down. One without the secret is refused by its
headers, before its body is read; whoever is slow, or comes with too many, is shown out.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram.error import TelegramError
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.web import Application, RequestHandler, stream_request_body

from bot.backend.backend import Backend
from bot.readers.file import ReadersError
from bot.readers.inbox import is_update
from bot.telegram.application import TURNS, UPDATES, App
from bot.telegram.handlers.common import BACKEND
from bot.telegram.turns import Turns
from retrieval import NutgrafError

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LONGEST_UPDATE = 2**20  # bytes
_LONGEST_HEADERS = 2**13
_IDLE = 30.0  # seconds until the headers of a post, the first or the next, have come
_SLOW = 10.0  # seconds until its body has
_CONNECTIONS = 200  # Telegram opens 40

_log = logging.getLogger(__name__)


class WebhookError(NutgrafError):
    """The webhook cannot be served, for `reason`."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Telegram posts to `url`; the bot listens on `host` and `port`, over TLS with a certificate.

    Without one, a reverse proxy that speaks TLS stands before it.
    """

    url: str
    host: str = "127.0.0.1"
    port: int = 8080
    certificate: Path | None = None
    key: Path | None = None
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


async def receive(application: App, webhook: Webhook, stopped: asyncio.Event) -> None:
    """Take updates until stopped. Raises WebhookError."""
    doors = _Doors()
    handler = (r".*", _Posted, {"app": application, "webhook": webhook, "doors": doors})
    server = _Server(
        Application([handler], log_function=lambda _: None),
        ssl_options=_tls(webhook),
        max_body_size=_LONGEST_UPDATE,
        max_header_size=_LONGEST_HEADERS,
        max_buffer_size=2 * _LONGEST_UPDATE,
        idle_connection_timeout=_IDLE,
        body_timeout=_SLOW,
    )
    server.doors = doors
    try:
        server.listen(webhook.port, webhook.host)
    except OSError as error:
        raise WebhookError(
            f"{webhook.host}:{webhook.port}: cannot listen there ({error.strerror}); "
            "name another with --listen"
        ) from None
    try:
        await _announce(application, webhook)
        await stopped.wait()
    finally:
        server.stop()
        await server.close_all_connections()


async def _announce(application: App, webhook: Webhook) -> None:
    try:
        await application.bot.set_webhook(
            webhook.url,
            certificate=webhook.certificate,
            secret_token=webhook.secret,
            allowed_updates=UPDATES,
        )
    except TelegramError as error:
        raise WebhookError(f"{webhook.url}: Telegram does not take it: {error}") from None


def _tls(webhook: Webhook) -> ssl.SSLContext | None:
    if webhook.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(webhook.certificate, webhook.key)
    except OSError as error:  # ssl.SSLError is one
        reason = error.strerror or "not a certificate and its key"
        raise WebhookError(f"{webhook.certificate}: cannot be used: {reason}") from None
    return context


class _Doors:
    """Who has come in: when all places are taken, the stranger who has stood there longest goes."""

    def __init__(self) -> None:
        self._strangers: dict[IOStream, None] = {}  # in the order they came
        self._known: set[IOStream] = set()

    def enter(self, stream: IOStream) -> None:
        """Make room for the connection."""
        while self._strangers and len(self._strangers) + len(self._known) >= _CONNECTIONS:
            longest = next(iter(self._strangers))
            self.leave(longest)
            longest.close()
        self._strangers[stream] = None

    def know(self, stream: IOStream) -> None:
        """This one has said the secret."""
        if self._strangers.pop(stream, self) is None:
            self._known.add(stream)

    def leave(self, stream: IOStream) -> None:
        """This one has gone."""
        self._strangers.pop(stream, None)
        self._known.discard(stream)


class _Server(HTTPServer):
    doors: _Doors

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        self.doors.enter(stream)
        super().handle_stream(stream, address)

    def on_close(self, server_conn: Any) -> None:
        self.doors.leave(server_conn.stream)
        super().on_close(server_conn)


@stream_request_body
class _Posted(RequestHandler):
    def initialize(self, app: App, webhook: Webhook, doors: _Doors) -> None:
        self._app, self._secret, self._doors = app, webhook.secret, doors
        self._body = bytearray()

    def prepare(self) -> None:
        """Refuse by the headers alone."""
        given = self.request.headers.get(_SECRET_HEADER, "")
        known = hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode())
        if self.request.method != "POST" or not known:
            self.set_status(405 if known else 403)
            self.set_header("Connection", "close")
            self.finish()
            return
        self._doors.know(self._stream())

    def data_received(self, chunk: bytes) -> None:
        """Part of the body."""
        self._body += chunk

    async def post(self) -> None:
        try:
            update = json.loads(self._body)
        except (ValueError, RecursionError):
            update = None
        if not is_update(update):
            self.set_status(400)
            return
        backend: Backend = self._app.bot_data[BACKEND]
        turns: Turns = self._app.bot_data[TURNS]
        try:
            fresh = await backend.on_readers(backend.inbox.take, [update])
        except ReadersError as error:
            _log.warning("%s; Telegram will deliver it again", error)
            self.set_status(503)
            return
        for each in fresh:
            turns.put(each)

    def log_exception(self, kind: Any, *_: object) -> None:
        """One line, without words of the post."""
        _log.error("a post could not be taken: %s", kind.__name__)

    def _log(self) -> None:
        """Tornado's own line for each request is not wanted."""

    def _stream(self) -> IOStream:
        connection: Any = self.request.connection
        stream: IOStream = connection.stream
        return stream
