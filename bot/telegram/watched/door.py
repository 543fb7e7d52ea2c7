"""A small HTTP server for whoever looks after the bot: a few pages, to be read and no more.

Whoever is slow is shown out, and of too many who has stood there longest; each connection has one
answer.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from typing import Final, NamedTuple

from bot.settings.places import Place
from retrieval import NutgrafError

_LONGEST: Final = 2**13  # bytes of a request and its headers
_PATIENCE: Final = 5.0  # seconds for a connection, from its first byte to its last
_MOST: Final = 16  # connections at a time


class HealthError(NutgrafError):
    """The bot cannot be asked how it is."""


class Page(NamedTuple):
    """What is answered; `body` in the form that `kind` names."""

    status: HTTPStatus
    body: bytes
    kind: str = "text/plain; charset=utf-8"


Pages = Mapping[str, Callable[[], Awaitable[Page]]]


@asynccontextmanager
async def open_door(
    place: Place, pages: Pages, *, patience: float = _PATIENCE
) -> AsyncIterator[None]:
    """Serves the pages, by path, meanwhile; `patience` in seconds.

    Raises HealthError where it cannot listen there.
    """
    door = _Door(pages, patience)
    try:
        server = await asyncio.start_server(door.come_in, *place, limit=_LONGEST)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise HealthError(f"health: cannot listen on {place} ({why}); name another") from None
    try:
        yield
    finally:
        server.close()
        await door.close()


class _Door:
    def __init__(self, pages: Pages, patience: float) -> None:
        self._pages = pages
        self._patience = patience
        self._inside: dict[asyncio.Task[None], None] = {}  # in the order they came

    async def come_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        task = asyncio.current_task()
        assert task is not None
        if len(self._inside) >= _MOST:
            longest = next(iter(self._inside))
            del self._inside[longest]
            longest.cancel()
        self._inside[task] = None
        try:
            with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
                async with asyncio.timeout(self._patience):
                    writer.write(await self._answer(reader))
                    writer.close()
                    await writer.wait_closed()
        finally:
            writer.transport.abort()
            self._inside.pop(task, None)

    async def close(self) -> None:
        """Show everybody out."""
        inside = [*self._inside]
        for task in inside:
            task.cancel()
        await asyncio.gather(*inside, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            return _written(_only(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE))
        line = head.partition(b"\r\n")[0].decode("latin-1").split(" ")
        if len(line) != 3 or not line[2].startswith("HTTP/1."):
            return _written(_only(HTTPStatus.BAD_REQUEST))
        method, target, _ = line
        page = self._pages.get(target.partition("?")[0])
        if page is None:
            return _written(_only(HTTPStatus.NOT_FOUND))
        if method not in ("GET", "HEAD"):
            return _written(_only(HTTPStatus.METHOD_NOT_ALLOWED))
        return _written(await page(), with_body=method == "GET")


def _only(status: HTTPStatus) -> Page:
    return Page(status, f"{status.phrase}\n".encode())


def _written(page: Page, *, with_body: bool = True) -> bytes:
    head = (
        f"HTTP/1.1 {page.status.value} {page.status.phrase}\r\n"
        f"Content-Type: {page.kind}\r\nContent-Length: {len(page.body)}\r\n"
        "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + (page.body if with_body else b"")
