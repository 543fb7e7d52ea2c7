"""A strict stand-in for Telegram's Bot API server, on loopback, for testing a bot.

::

    with TelegramServer() as telegram:
        ada = telegram.user("Ada")
        # start the bot with base_url(telegram.url + "/bot") and telegram.token
        ada.says("/start")
        greeting = telegram.wait_for_message(ada)
        assert "blockquote" not in greeting.text
        assert telegram.violations == []

It answers from background threads, so the bot may run in the test's own process or another.
Arguments are checked against the description of Bot API 10.0; what Telegram would refuse or
silently lose stands in ``violations``.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.telegram.http import HttpServer, Reply, Request, json_reply
from tests.telegram.methods import IMPLEMENTED
from tests.telegram.model import (
    Call,
    CallbackAnswer,
    Fault,
    InlineAnswer,
    Json,
    Message,
    RefusedError,
)
from tests.telegram.people import NOT_STARTED, Group, Reader
from tests.telegram.types import check_arguments, check_value, method_name
from tests.telegram.waiting import Waiting
from tests.telegram.world import Chat

__all__ = [
    "Call",
    "CallbackAnswer",
    "Fault",
    "Group",
    "InlineAnswer",
    "Message",
    "Reader",
    "TelegramServer",
]


class TelegramServer(Waiting):
    """The stand-in; a context manager."""

    def __init__(self, *, privacy: bool = True, username: str = "nutgraf_test_bot") -> None:
        super().__init__(privacy=privacy, username=username)
        self._http = HttpServer(self._answer)
        self._closing = threading.Event()
        self._held: dict[tuple[str, object], threading.Event] = {}
        self._threads = [
            threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True),
            threading.Thread(target=self.updates.deliver, daemon=True),
        ]

    @property
    def url(self) -> str:
        """Where the server listens; a bot's base_url is this with ``/bot`` after it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> "TelegramServer":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with self.changed:
            self.updates.closed = True
            self.changed.notify_all()
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        for thread in self._threads:
            thread.join(5)

    # -- people and chats ---------------------------------------------------------------------

    def user(self, name: str, *, language_code: str = "en", started: bool = True) -> Reader:
        """A person; one who has not started the bot cannot be written to before they write."""
        reader = Reader(self, 5_000_000 + self.number(), name, language_code)
        reader.barred = None if started else NOT_STARTED
        with self.changed:
            self.chats[reader.id] = self.people[reader.id] = reader
        return reader

    def group(
        self,
        title: str,
        *,
        forum: bool = False,
        supergroup: bool = False,
        members: Iterable[Reader] = (),
        bot_is_admin: bool = False,
        direct: bool = False,
    ) -> Group:
        """A group with the bot in it: a basic one unless it is a forum or a supergroup, or
        holds the direct messages to a channel."""
        large = forum or supergroup or direct
        number = self.number()
        chat_id = -1_001_000_000_000 - number if large else -4_000_000 - number
        group = Group(self, chat_id, title, "supergroup" if large else "group", forum)
        group.bot_is_admin, group.direct = bot_is_admin, direct
        group.join(*members)
        with self.changed:
            self.chats[group.id] = self.groups[group.id] = group
        return group

    def migrate(self, group: Group) -> Group:
        """Turn a basic group into a supergroup; returns that, with its new identifier."""
        after = self.group(group.title, supergroup=True, members=group.members)
        owner = group.members[0].user_json() if group.members else self.bot
        for chat, fields in (
            (group, {"migrate_to_chat_id": after.id}),
            (after, {"migrate_from_chat_id": group.id}),
        ):
            notice = Message(chat.to_json(), chat.new_id(), owner, "", [], extra=fields)
            chat.add(notice)
            notice.update_id = self.updates.add("message", notice.to_json())
        group.migrated_to = after.id
        return after

    def deliver_to(self, address: str, *, certificate: Path | None = None) -> None:
        """Post updates to this scheme, host and port, whatever the webhook's own address says;
        over TLS only where it has this certificate, or one that the system trusts."""
        self.updates.webhook_address = address
        self.updates.webhook_certificate = certificate

    def push(self, update: Json) -> int | None:
        """Queue a raw update (``update_id`` may be left out), which must fit the Bot API."""
        problems = check_value("Update", {"update_id": 1} | update)
        kinds = [key for key in update if key != "update_id"]
        if problems or len(kinds) != 1:
            raise ValueError(f"not an update of the Bot API: {problems or kinds}")
        return self.updates.add(kinds[0], update[kinds[0]], update.get("update_id"))

    # -- faults -------------------------------------------------------------------------------

    def fail(
        self,
        method: str,
        *,
        status: int | None = None,
        description: str | None = None,
        retry_after: int | None = None,
        times: int | None = 1,
        chat: Chat | int | None = None,
        drop: bool = False,
        delay: float = 0.0,
        takes_effect: bool = False,
    ) -> Fault:
        """Arrange the answer to the next ``times`` calls of a method ("*": any; None: always).

        ``drop`` closes the connection unanswered, ``delay`` holds the answer back that many
        seconds, ``takes_effect`` carries the call out before it fails.
        """
        chat_id = chat.id if isinstance(chat, Chat) else chat
        if retry_after is not None and status is None:
            status = 429
        if status is None and not drop and not delay:
            raise ValueError("what is to go wrong: status, drop or delay?")
        fault = Fault(
            method, status, description, retry_after, times, chat_id, drop, delay, takes_effect
        )
        with self.changed:
            self._faults.append(fault)
        return fault

    @contextmanager
    def holding(self, method: str, chat: Chat) -> Iterator[None]:
        """Carry out the calls of a method in a chat, but answer them only after the block."""
        released = threading.Event()
        self._held = {**self._held, (method, chat.id): released}
        try:
            yield
        finally:
            released.set()
            self._held = {key: each for key, each in self._held.items() if each is not released}

    def _fault(self, method: str, arguments: Json) -> Fault | None:
        with self.changed:
            for fault in self._faults:
                if fault.meets(method, arguments):
                    fault.hits += 1
                    return fault
        return None

    # -- answering ----------------------------------------------------------------------------

    def _answer(self, request: Request) -> Reply:
        if request.token != self.token:
            return _refusal(RefusedError("Unauthorized", status=401))
        method = method_name(request.method)
        if method is None:
            self._violated([f"{request.method}: there is no such method"])
            return _refusal(RefusedError("Not Found: method not found", status=404))
        arguments, problems = check_arguments(method, request.arguments, request.files)
        call = Call(method, arguments)
        if method == "getUpdates":
            self._record(call)
        fault = self._fault(method, arguments)
        if fault is not None and fault.delay:
            self._closing.wait(fault.delay)
        with self.changed:
            reply = self._reply(call, problems, fault)
            if method != "getUpdates":
                self._calls.append(call)
            self.changed.notify_all()
        if held := self._held.get((method, arguments.get("chat_id"))):
            held.wait()
        return reply

    def _reply(self, call: Call, problems: list[str], fault: Fault | None) -> Reply:
        fails = fault is not None and (fault.drop or fault.status is not None)
        reply = None
        if problems or not fails or (fault is not None and fault.takes_effect):
            reply = self._carry_out(call, problems)
        if fault is None or not fails:
            assert reply is not None
            return reply
        refusal = fault.refusal()
        if fault.drop or refusal is None:
            call.response = None
            return Reply(0, None)
        call.response = refusal.body()
        if refusal.status == 502:
            page = b"<html><head><title>502 Bad Gateway</title></head></html>"
            return Reply(502, page, "text/html")
        return _refusal(refusal)

    def _carry_out(self, call: Call, problems: list[str]) -> Reply:
        """Do what a call asks for, unless it does not fit the Bot API."""
        try:
            if problems:
                self._violated(problems)
                raise RefusedError(f"Bad Request: stand-in: {problems[0]}")
            if call.method not in IMPLEMENTED:
                self._violated([f"{call.method}: the stand-in does not implement this method"])
                raise RefusedError("Bad Request: stand-in: method not implemented")
            call.response = {"ok": True, "result": IMPLEMENTED[call.method](self, call.arguments)}
            return json_reply(200, call.response)
        except RefusedError as refused:
            call.response = refused.body()
            return _refusal(refused)
        except Exception as error:  # the stand-in's own fault must not pass for the bot's
            self._violated([f"{call.method}: the stand-in broke: {error!r}"])
            return _refusal(RefusedError(f"stand-in broke: {error!r}", status=500))

    def _violated(self, problems: list[str]) -> None:
        with self.changed:
            self.violations += problems
            self.changed.notify_all()

    def _record(self, call: Call) -> None:
        with self.changed:
            self._calls.append(call)
            self.changed.notify_all()


def _refusal(refused: RefusedError) -> Reply:
    return json_reply(refused.status, refused.body())
