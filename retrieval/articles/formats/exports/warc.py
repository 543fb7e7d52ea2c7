"""Web archives, WARC and WACZ -> a record for each page in them that is an article."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from importlib import import_module
from io import BufferedReader, BytesIO
from typing import BinaryIO, Final, NamedTuple, cast
from zipfile import ZipFile

from retrieval.articles.formats import packing
from retrieval.articles.formats.exports.records import bytes_of, unpacked
from retrieval.articles.formats.pages import page
from retrieval.articles.reading import Reading
from retrieval.articles.source import LARGEST
from retrieval.articles.unpacking import Unpacked

_LONGEST_LINE: Final = 2**16
_MOST_LINES: Final = 200
_LARGEST_WACZ: Final = 512 * 2**20
_PAGES: Final = ("text/html", "application/xhtml+xml")


class _Response(NamedTuple):
    url: str
    head: dict[str, str]
    body: bytes


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The articles of an archive. Raises ValueError with the remedy where it is none."""
    if cast("BufferedReader", file).peek(2)[:2] == b"PK":
        yield from _of_wacz(bytes_of(file, _LARGEST_WACZ), reading)
    else:
        yield from _of_warc(unpacked(file), reading, "")


def _of_wacz(raw: bytes, reading: Reading) -> Iterator[Unpacked]:
    try:
        with ZipFile(BytesIO(raw)) as folder:
            for name in folder.namelist():
                if re.fullmatch(r"archive/[^/]+\.warc(?:\.gz)?", name):
                    with folder.open(name) as part:
                        inner = BufferedReader(cast("BufferedReader", part))
                        archive = unpacked(cast("BinaryIO", inner))
                        yield from _of_warc(archive, reading, f"{name[8:]}/")
    except packing.BROKEN_FOLDER as error:
        raise ValueError("a packed folder that is broken; download it anew") from error


def _of_warc(file: BinaryIO, reading: Reading, above: str) -> Iterator[Unpacked]:
    number = 0
    try:
        for number, response in enumerate(_responses(file), start=1):
            place = f"{above}{number}"
            try:
                body = _decoded(response)
                found = page.record_of(body, reading, url=response.url)
            except ValueError as error:
                yield Unpacked(place, None, str(error))
            else:
                yield Unpacked(place, {str(key): value for key, value in found.items()})
    except packing.BROKEN:
        yield Unpacked(f"{above}{number + 1}", None, "an archive that is cut off; download it anew")


def _responses(file: BinaryIO) -> Iterator[_Response]:
    """The pages that were answered with 200, of all records."""
    while (head := _next_record(file)) is not None:
        size = head.get("content-length", "")
        if not size.isdecimal():
            raise EOFError
        kind = head.get("warc-type", "")
        if int(size) > LARGEST or kind not in ("response", "resource"):
            _skip(file, int(size))
            continue
        body = file.read(int(size))
        if len(body) < int(size):
            raise EOFError
        url = head.get("warc-target-uri", "").strip("<>")
        if kind == "resource":
            found = _Response(url, {"content-type": head.get("content-type", "")}, body)
        else:
            found = _of_http(url, body)
        if found.head.get("content-type", "").split(";")[0].strip().lower() in _PAGES:
            yield found


def _next_record(file: BinaryIO) -> dict[str, str] | None:
    """The head of the next record, its names in lower case; None at the end."""
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE)
        if not line:
            return None
        if line.startswith(b"WARC/"):
            return _head(file)
    raise EOFError


def _head(file: BinaryIO) -> dict[str, str]:
    head: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE).strip()
        if not line:
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        head.setdefault(name.strip().lower(), value.strip())
    return head


def _skip(file: BinaryIO, size: int) -> None:
    while size > 0:
        chunk = file.read(min(size, 2**20))
        if not chunk:
            raise EOFError
        size -= len(chunk)


def _of_http(url: str, raw: bytes) -> _Response:
    inner = BytesIO(raw)
    status = inner.readline(_LONGEST_LINE).split()
    head = _head(cast("BinaryIO", inner))
    if len(status) < 2 or status[1] != b"200":
        head["content-type"] = ""
    return _Response(url, head, inner.read())


def _decoded(response: _Response) -> bytes:
    """The page's bytes as they were before they were sent. Raises ValueError with the remedy."""
    body = response.body
    if "chunked" in response.head.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    encodings = response.head.get("content-encoding", "").lower().split(",")
    for encoding in map(str.strip, reversed(encodings)):
        body = _unpacked(body, encoding)
    return body


def _unpacked(body: bytes, encoding: str) -> bytes:
    try:
        if encoding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
            return zlib.decompressobj(31).decompress(body, LARGEST)
        if encoding == "deflate":
            return zlib.decompressobj(15 if body[:1] == b"\x78" else -15).decompress(body, LARGEST)
        if encoding == "br":
            return bytes(_library("brotli", "brotlicffi").decompress(body))
        if encoding == "zstd":
            return packing.of_zstandard(body, LARGEST)
    except ImportError as error:
        raise ValueError(f"packed with {encoding}: pip install {error.name}") from error
    except Exception as error:
        if body.lstrip()[:1] == b"<":  # unpacked by who saved it
            return body
        raise ValueError("a page that is broken where it is packed") from error
    return body


def _library(*names: str):  # type: ignore[no-untyped-def]
    for name in names:
        try:
            return import_module(name)
        except ImportError:
            continue
    raise ImportError(name=names[0])


def _without_chunks(body: bytes) -> bytes:
    """The body; as it is where it was saved without its chunks."""
    parts: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place, place + 100)
        size = body[place:end].split(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return b"".join(parts) if parts else body
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        place = end + 2 + length + 2
        if place >= len(body):
            return b"".join(parts)
