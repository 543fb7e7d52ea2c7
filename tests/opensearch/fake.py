"""A stand-in for a cluster that says what a test has written down, call by call, and no more."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, NamedTuple

from retrieval.opensearch.address import ClusterAddress, Host


class Said(NamedTuple):
    """One reply: its status, its JSON, or a page of HTML, and after how many seconds it comes. None
    for a status: the connection is closed without a word. It may send the caller elsewhere."""

    body: Mapping[str, Any] | list[Any] | str
    status: int | None = 200
    after: float = 0.0
    elsewhere: str | None = None


TOO_MANY: Final = Said({"error": {"type": "asked_too_often"}}, 400)


class Fake:
    """What was asked of the stand-in, and what it says next."""

    def __init__(self) -> None:
        self.says: list[Said] = []
        self.otherwise: Callable[[], Said] = lambda: TOO_MANY
        self.asked: list[tuple[str, str, str]] = []  # method, path, body
        self.headers: list[Mapping[str, str]] = []
        self.address: ClusterAddress

    def next(self) -> Said:
        """The next reply; a call too many is the caller's fault, or answered otherwise."""
        return self.says.pop(0) if self.says else self.otherwise()


@contextmanager
def fake(*says: Said, certificate: Path | None = None) -> Iterator[Fake]:
    """A stand-in on loopback that says these, by TLS if it has a certificate with its key; at the
    end nothing must be left unsaid."""
    stand_in = Fake()
    stand_in.says = [*says]
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stand_in))
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    stand_in.address = ClusterAddress(
        (Host("127.0.0.1", server.server_port),), "news", None, secure=bool(certificate)
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stand_in
        assert not stand_in.says, "not asked for"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(stand_in: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            stand_in.asked.append((self.command, self.path, body))
            stand_in.headers.append({name.lower(): said for name, said in self.headers.items()})
            said = stand_in.next()
            time.sleep(said.after)
            if said.status is None:
                self.close_connection = True
                return
            page = isinstance(said.body, str)
            raw = str(said.body).encode() if page else json.dumps(said.body).encode()
            self.send_response(said.status)
            self.send_header("Content-Type", "text/html" if page else "application/json")
            if said.elsewhere:
                self.send_header("Location", said.elsewhere)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: ARG002
            return

    return Handler
