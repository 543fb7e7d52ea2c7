"""Updates that Telegram posts to the bot, instead of the bot fetching them.

A post is answered when its update has been written down; one without the secret is refused.
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

from telegram.error import TelegramError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.backend.backend import Desk
from bot.readers.database import ReadersError
from bot.readers.inbox import is_update
from bot.telegram.application import TURNS, UPDATES, App
from bot.telegram.handlers.common import DESK
from bot.telegram.turns import Turns
from retrieval import NutgrafError

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LONGEST_UPDATE = 2**20  # bytes

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
    server = HTTPServer(
        Application([(r".*", _Posted, {"app": application, "webhook": webhook})]),
        ssl_options=_tls(webhook),
        max_body_size=_LONGEST_UPDATE,
    )
    try:
        server.listen(webhook.port, webhook.host)
    except OSError as error:
        raise WebhookError(
            f"{webhook.host}:{webhook.port}: cannot listen there ({error.strerror}); "
            "name another with --listen"
        ) from None
    try:
        try:
            await application.bot.set_webhook(
                webhook.url,
                certificate=webhook.certificate,
                secret_token=webhook.secret,
                allowed_updates=UPDATES,
            )
        except TelegramError as error:
            raise WebhookError(f"{webhook.url}: Telegram does not take it: {error}") from None
        await stopped.wait()
    finally:
        server.stop()
        await server.close_all_connections()


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


class _Posted(RequestHandler):
    def initialize(self, app: App, webhook: Webhook) -> None:
        self._app, self._secret = app, webhook.secret

    async def post(self) -> None:
        given = self.request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(403)
            return
        try:
            update = json.loads(self.request.body)
        except (ValueError, RecursionError):
            update = None
        if not is_update(update):
            self.set_status(400)
            return
        desk: Desk = self._app.bot_data[DESK]
        turns: Turns = self._app.bot_data[TURNS]
        try:
            fresh = await desk.noted(desk.inbox.take, [update])
        except ReadersError as error:
            _log.warning("%s; Telegram will deliver it again", error)
            self.set_status(503)
            return
        for each in fresh:
            turns.put(each)

    def log_exception(self, *_: object) -> None:
        _log.exception("a post from Telegram could not be taken")

    def _log(self) -> None:
        """Tornado's own line for each request is not wanted."""
