"""Where something listens: HOST:PORT."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A host, by its name or address, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def place_of(text: str) -> Place:
    """The place that a text such as 127.0.0.1:8080 or [::1]:8080 names. Raises ValueError."""
    host, _, port = text.strip().rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    if not bare or bare != host.strip("[]") or (":" in bare and bare == host):
        raise ValueError("not HOST:PORT")
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError("not HOST:PORT")
    return Place(bare, int(port))
