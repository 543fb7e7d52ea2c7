"""A site on a socket of its own, that answers as it is told and remembers what it was asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPH = (
    "A warehouse in the harbour of {place} burned down on Monday night, and two people were "
    "injured in the fire, the harbour master said on Tuesday morning."
)


@dataclass
class Reply:
    """What to answer: the body whole, or in `pieces`, between which it may wait."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterator[bytes] | None = None


@dataclass(frozen=True)
class Asked:
    """A request: its path with the query, and its headers, by names in lower case."""

    path: str
    headers: Mapping[str, str]


Answer = Reply | Callable[[Asked], Reply]


class Site:
    """Pages by path; what is asked of it stands in `asked`."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.together = 0
        self.most_together = 0
        self.lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.path, headers)
        with self.lock:
            self.asked.append(asked)
            self.together += 1
            self.most_together = max(self.most_together, self.together)
        given = self.pages.get(handler.path, Reply(status=404))
        reply = given if isinstance(given, Reply) else given(asked)
        with self.lock:
            self.together -= 1
        with suppress(BrokenPipeError, ConnectionResetError):
            _write(handler, reply)


def _write(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if reply.pieces is None:
        handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    for piece in [reply.body] if reply.pieces is None else reply.pieces:
        handler.wfile.write(piece)


@contextmanager
def running() -> Iterator[Site]:
    """A site that runs."""
    site = Site()
    try:
        yield site
    finally:
        site.close()


def unless_known(body: bytes, etag: str) -> Callable[[Asked], Reply]:
    """The body with its ETag; 304 to whoever names that."""

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return Reply(body, headers={"ETag": etag})

    return answer


def rss(items: list[str], title: str = "Larnholm Gazette") -> bytes:
    """A feed of these items."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://gazette.example/</link>{''.join(items)}</channel></rss>"
    ).encode()


def item(url: str, headline: str, text: str = "", *, guid: str = "", day: str = "02") -> str:
    """An item of a feed; a long text is the article's own, a short one a summary."""
    identity = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return (
        f"<item><title>{headline}</title><link>{url}</link>{identity}"
        f"<pubDate>{day} Jan 2023 10:00:00 +0200</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


def long_text(place: str) -> str:
    """A text so long that it is no summary."""
    return "".join(f"<p>{PARAGRAPH.format(place=f'{place} {each}')}</p>" for each in "ABCDEF")


def page(headline: str, place: str, more: str = "", *, head: str = "") -> bytes:
    """An article's page."""
    text = PARAGRAPH.format(place=place)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{headline}</title>"
        f'<meta property="og:type" content="article">{head}</head><body><article>'
        f"<h1>{headline}</h1><p>{text}</p><p>The cause of the blaze in {place} is unknown, and "
        f"the police are looking into it, their spokesman said. {more}</p></article></body></html>"
    ).encode()


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
