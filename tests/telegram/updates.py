"""Updates on their way to the bot: kept until confirmed, fetched by polling or posted."""

import http.client
import json
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.telegram.model import Json, RefusedError
from tests.telegram.types import TYPES

KINDS = frozenset(TYPES["Update"]) - {"update_id"}
_OPT_IN = {"chat_member", "message_reaction", "message_reaction_count"}
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass
class Webhook:
    """Where updates are posted to, and how that went last."""

    url: str
    secret: str | None
    max_connections: int = 40
    deliveries: int = 0
    error: str | None = None
    error_date: int = 0


class UpdateQueue:
    """The bot's queue of updates; guarded by the server's condition variable."""

    def __init__(self, changed: threading.Condition) -> None:
        self.changed = changed
        self.pending: dict[int, Json] = {}
        self.sent: dict[int, Json] = {}
        self.allowed: list[str] | None = None
        self.webhook: Webhook | None = None
        self.webhook_address: str | None = None
        self.webhook_certificate: Path | None = None
        self.pollers = 0
        self.polls = 0
        self.closed = False
        self._next_id = 100_000_001
        self._ended_by = _OTHER_POLLER
        self._generation = 0

    def add(self, kind: str, payload: Json, update_id: int | None = None) -> int | None:
        """Queue an update, unless the bot has not asked for its kind; returns its identifier."""
        with self.changed:
            if not self._wants(kind):
                return None
            number = self._next_id if update_id is None else update_id
            self._next_id = max(self._next_id, number) + 1
            self.pending[number] = {"update_id": number, kind: payload}
            self.sent[number] = self.pending[number]
            self.changed.notify_all()
            return number

    def go_on_after(self, update_id: int) -> None:
        """Number what comes after this update."""
        with self.changed:
            self._next_id = max(self._next_id, update_id + 1)

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _OPT_IN

    def allow(self, kinds: Sequence[str] | None) -> list[str]:
        """Set the kinds of updates wanted from now on; returns the names Telegram has not."""
        if kinds is not None:
            self.allowed = [kind for kind in kinds if kind in KINDS]
        return [kind for kind in kinds or () if kind not in KINDS]

    def confirmed(self, update_id: int) -> bool:
        """Whether the bot has fetched this update and said so."""
        return update_id in self.sent and update_id not in self.pending

    def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Wait for updates as getUpdates does; a second poller ends the first."""
        with self.changed:
            if self.webhook is not None:
                raise RefusedError(_WEBHOOK_IS_SET, status=409)
            self._supersede(_OTHER_POLLER)
            generation = self._generation
            self._confirm_before(offset)
            deadline = time.monotonic() + timeout
            self.pollers += 1
            self.polls += 1
            self.changed.notify_all()
            try:
                while not self.pending and not self.closed and self._generation == generation:
                    left = deadline - time.monotonic()
                    if left <= 0:
                        break
                    self.changed.wait(left)
            finally:
                self.pollers -= 1
            if self._generation != generation:
                raise RefusedError(self._ended_by, status=409)
            return list(self.pending.values())[:limit]

    def _supersede(self, reason: str) -> None:
        self._generation += 1
        self._ended_by = reason
        self.changed.notify_all()

    def _confirm_before(self, offset: int) -> None:
        if offset < 0:
            offset = min(list(self.pending)[offset:], default=0)
        for number in [number for number in self.pending if number < offset]:
            del self.pending[number]
        self.changed.notify_all()

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Begin or end delivery by HTTP POST; a waiting poller is ended."""
        with self.changed:
            self.webhook = webhook
            if webhook is not None:
                self._supersede("Conflict: terminated by setWebhook request")
            self.changed.notify_all()

    def deliver(self) -> None:
        """Post updates to the webhook, each until it is accepted; runs until closed."""
        pause = 0.0
        while True:
            with self.changed:
                if pause:
                    self.changed.wait(pause)
                while not self.closed and not (self.webhook and self.pending):
                    self.changed.wait()
                if self.closed or self.webhook is None:
                    return
                webhook, update = self.webhook, next(iter(self.pending.values()))
            error = self._post(webhook, update)
            with self.changed:
                webhook.deliveries += 1
                if error is None:
                    self.pending.pop(update["update_id"], None)
                    pause = 0.0
                else:
                    webhook.error, webhook.error_date = error, int(time.time())
                    pause = min(1.0, 2 * pause or 0.05)
                self.changed.notify_all()

    def _post(self, webhook: Webhook, update: Json) -> str | None:
        """Post one update; returns what went wrong."""
        target = urlsplit(self.webhook_address or webhook.url)
        path = urlsplit(webhook.url).path or "/"
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if webhook.secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        host, port = target.hostname or "", target.port
        connection = http.client.HTTPConnection(host, port, timeout=10)
        if target.scheme == "https":
            trusted = ssl.create_default_context(cafile=self.webhook_certificate)
            connection = http.client.HTTPSConnection(host, port, timeout=10, context=trusted)
        try:
            connection.request("POST", path, json.dumps(update), headers)
            status = connection.getresponse().status
        except OSError as error:
            return f"Connection failed: {error}"
        except http.client.HTTPException as error:
            return f"Wrong response from the webhook: {error!r}"
        finally:
            connection.close()
        return None if 200 <= status < 300 else f"Wrong response from the webhook: {status}"
