"""HTTP for the stand-in: requests decoded to a method and its arguments, answers written back."""

import base64
import email.policy
import json
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesParser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Request:
    """What a request asks for; the values are strings unless the body was JSON."""

    token: str
    method: str
    arguments: dict[str, Any]
    files: frozenset[str]


@dataclass(frozen=True)
class Reply:
    """What to answer; without a body the connection is closed unanswered."""

    status: int
    body: bytes | None
    content_type: str = "application/json"


def json_reply(status: int, body: dict[str, Any]) -> Reply:
    """An answer in JSON."""
    return Reply(status, json.dumps(body).encode())


Answer = Callable[[Request], Reply]


def read_request(target: str, content_type: str, body: bytes) -> Request | None:
    """Decode a request; None when the path is not that of a Bot API call."""
    parts = urlsplit(target)
    path = re.fullmatch(r"/bot([^/]+)/(\w+)", unquote(parts.path))
    if path is None:
        return None
    arguments: dict[str, Any] = dict(parse_qsl(parts.query, keep_blank_values=True))
    files: frozenset[str] = frozenset()
    if "multipart/form-data" in content_type:
        fields, files = _read_multipart(content_type, body)
        arguments |= fields
    elif "application/json" in content_type and body:
        decoded = json.loads(body)
        if not isinstance(decoded, dict):
            raise ValueError("a JSON body must be an object")
        arguments |= decoded
    else:
        arguments |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return Request(path[1], path[2], arguments, files)


def _read_multipart(content_type: str, body: bytes) -> tuple[dict[str, str], frozenset[str]]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    fields: dict[str, str] = {}
    files: set[str] = set()
    for part in message.iter_parts():
        name = str(part.get_param("name", "", "content-disposition"))
        content = part.get_payload(decode=True)
        data = content if isinstance(content, bytes) else b""
        filename = part.get_filename()
        if filename is None or filename.endswith(".json"):
            fields[name] = data.decode()
        elif filename.endswith(".png"):
            fields[name] = base64.b64encode(data).decode()
        else:
            fields[name] = f"<file {filename}, {len(data)} bytes>"
        if filename is not None:
            files.add(name)
    return fields, frozenset(files)


class HttpServer(ThreadingHTTPServer):
    """A threaded server on a free loopback port that can close its open connections."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def close_connections(self) -> None:
        """Close what clients have kept open."""
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.connections.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: HttpServer

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # the client went away in the middle
            self.close_connection = True
            return
        try:
            request = read_request(self.path, self.headers.get("Content-Type") or "", body)
        except ValueError:
            text = "Bad Request: can't parse the request"
            self._write(json_reply(400, {"ok": False, "error_code": 400, "description": text}))
            return
        if request is None:
            self._write(
                json_reply(404, {"ok": False, "error_code": 404, "description": "Not Found"})
            )
            return
        self._write(self.server.answer(request))

    def _write(self, reply: Reply) -> None:
        if reply.body is None:
            self.close_connection = True
            return
        head = (
            f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}\r\n"
            f"Content-Type: {reply.content_type}\r\nContent-Length: {len(reply.body)}\r\n\r\n"
        )
        try:
            self.wfile.write(head.encode() + reply.body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""
