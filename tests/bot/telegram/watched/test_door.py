"""Whoever asks how the bot is cannot keep others from it."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import pytest

from bot.settings.places import Place, place_of
from bot.telegram.watched.door import Page, open_door

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def page() -> Page:
    return Page(HTTPStatus.OK, b"words")


@pytest.fixture
def place(unused_tcp_port: int) -> Place:
    return Place("127.0.0.1", unused_tcp_port)


async def said(place: Place, words: bytes) -> bytes:
    """All that is answered to the words."""
    reader, writer = await asyncio.open_connection(*place)
    writer.write(words)
    try:
        return await reader.read()
    finally:
        writer.close()


async def _left(reader: asyncio.StreamReader) -> bool:
    """Whether nothing was said before the other side closed."""
    try:
        return await reader.read() == b""
    except ConnectionError:
        return True


async def test_the_slow_and_too_many_are_shown_out(place: Place) -> None:
    async with open_door(place, {"/": page}, patience=0.2):
        crowd: list[Ends] = [await asyncio.open_connection(*place) for _ in range(60)]
        for _, writer in crowd:
            writer.write(b"GET / HT")
        async with asyncio.timeout(5):
            for reader, writer in crowd:
                assert await _left(reader)
                writer.close()
        assert (await said(place, b"GET / HTTP/1.1\r\n\r\n")).endswith(b"\r\n\r\nwords")


async def test_a_crowd_that_says_nothing_keeps_nobody_out(place: Place) -> None:
    async with open_door(place, {"/": page}, patience=60):
        crowd: list[Ends] = [await asyncio.open_connection(*place) for _ in range(60)]
        async with asyncio.timeout(5):
            for _ in range(3):
                assert (await said(place, b"GET / HTTP/1.1\r\n\r\n")).endswith(b"words")
        for _, writer in crowd:
            writer.close()


async def test_what_is_no_request_is_refused(place: Place) -> None:
    async with open_door(place, {"/": page}):
        for words, status in (
            (b"GET /" + b"a" * 20_000, b"431"),
            (b"\xff\xfe\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1 or so\r\n\r\n", b"400"),
            (b"GET /passwd HTTP/1.1\r\n\r\n", b"404"),
            (b"POST / HTTP/1.1\r\n\r\n", b"405"),
        ):
            assert (await said(place, words)).split()[1] == status
        head = await said(place, b"HEAD /?from=1 HTTP/1.0\r\n\r\n")
        assert b"Content-Length: 5\r\n" in head
        assert head.endswith(b"\r\n\r\n")


async def test_a_stop_waits_for_nobody_inside(place: Place) -> None:
    async with asyncio.timeout(2), open_door(place, {"/": page}):
        reader, writer = await asyncio.open_connection(*place)
        writer.write(b"GET")
        await asyncio.sleep(0.05)
    assert await reader.read() == b""
    writer.close()


@pytest.mark.parametrize(
    "text", ["9464", ":9464", "host:", "host:0", "host:65536", "::1:94", "a:b"]
)
def test_what_is_no_place_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not HOST:PORT"):
        place_of(text)


def test_a_place_is_a_host_and_a_port() -> None:
    assert place_of("127.0.0.1:9464") == ("127.0.0.1", 9464)
    assert place_of("[::1]:80") == ("::1", 80)
    assert str(place_of("[::1]:80")) == "[::1]:80"
