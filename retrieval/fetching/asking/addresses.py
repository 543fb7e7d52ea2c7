"""Which addresses a name of the web may lead to: a stranger's feed opens nothing at home."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Final

from retrieval.errors import FetchError

_IPv4 = ipaddress.IPv4Address
_IPv6 = ipaddress.IPv6Address
_TRANSLATED: Final = (
    ipaddress.IPv6Network("64:ff9b::/96"),
    ipaddress.IPv6Network("64:ff9b:1::/48"),
)
PRIVATE: Final = (
    "leads to a private address; `private_addresses = true` in config.toml allows those"
)

Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises FetchError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(host, "no such host, or no network") from None
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def connectable(host: str, port: int, *, private: bool, resolve: Resolve = resolved) -> list[str]:
    """The addresses of `host` that may be connected to, resolved once: whoever connects to one of
    them connects to what was looked at. Raises FetchError where there is none."""
    found = resolve(host, port)
    allowed = [each for each in found if private or is_public(each)]
    if not allowed:
        raise FetchError(host, PRIVATE if found else "no such host, or no network")
    return allowed


def is_public(address: str) -> bool:
    """Whether the address is of the public web, whatever it is wrapped in."""
    try:
        return all(map(_is_global, _within(ipaddress.ip_address(address.partition("%")[0]))))
    except ValueError:
        return False


def _is_global(address: _IPv4 | _IPv6) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _within(address: _IPv4 | _IPv6) -> Iterator[_IPv4 | _IPv6]:
    """The address and those of version 4 that it stands for; what is translated on the way alone
    where it stands for such a one."""
    if isinstance(address, _IPv4):
        yield address
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    elif any(address in network for network in _TRANSLATED):
        yield _IPv4(int(address) & 0xFFFFFFFF)
    elif address.sixtofour:
        yield address.sixtofour
    else:
        yield address
        if address.teredo:
            yield from address.teredo
