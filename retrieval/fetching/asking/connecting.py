"""Connections to addresses that were looked at, which end in time."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

import httpcore
import httpx

_LONGEST_WAIT: Final = 20.0
"""Seconds until something must have come."""


class Transport(httpx.HTTPTransport):
    """Connects to the `addresses` of a host alone; `left` gives the seconds that all may take."""

    def __init__(
        self, addresses: Callable[[str, int], list[str]], left: Callable[[], float]
    ) -> None:
        super().__init__(verify=_verifying(), trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=_verifying(), network_backend=_Backend(addresses, left), http1=True
        )


@cache
def _verifying() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # SSL_CERT_FILE names authorities of one's own


class _Backend(httpcore.NetworkBackend):
    def __init__(
        self, addresses: Callable[[str, int], list[str]], left: Callable[[], float]
    ) -> None:
        self._addresses = addresses
        self._left = left
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address,
                    port,
                    timeout=_within(timeout, self._left()),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._left)
        raise failed or httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """A stream that ends when the time is up, however little comes again and again."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._left()))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = _within(timeout, self._left())
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, left: float) -> float:
    if left <= 0:
        raise httpcore.ReadTimeout
    return min(_LONGEST_WAIT if timeout is None else timeout, left)
