"""The proxies of the environment, looked at before the first connection needs them."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from bot.masking import hide_in
from retrieval import NutgrafError

_SCHEMES: Final = ("http", "https", "socks5", "socks5h")


class ProxyError(NutgrafError):
    """A variable of the environment names no proxy that can be used; the value is never shown."""

    def __init__(self, variable: str, remedy: str) -> None:
        super().__init__(f"{variable}: {remedy}")
        self.variable = variable


def check() -> None:
    """Raises ProxyError where a connection through the proxies could not even be tried."""
    proxies = getproxies()
    for kind in ("http", "https", "all"):
        if proxy := proxies.get(kind):
            hide_in(proxy)
            _check(_variable(kind), proxy if "://" in proxy else f"http://{proxy}")
    try:
        httpx.Client().close()
    except (ValueError, httpx.InvalidURL):
        raise ProxyError(
            _variable("no"),
            "must be names and addresses parted by commas, without brackets, such as "
            "localhost,127.0.0.1,::1",
        ) from None


def route(url: str) -> str:
    """The server of the address, and the variable of the proxy that leads there, if one does."""
    parts, proxies = urlsplit(url), getproxies()
    server = parts.netloc.rpartition("@")[2]
    for kind in (parts.scheme, "all"):
        if proxies.get(kind) and not proxy_bypass(parts.hostname or ""):
            return f"{server} through {_variable(kind)}"
    return server


def _check(variable: str, proxy: str) -> None:
    try:
        parts = urlsplit(proxy)
        usable = bool(parts.hostname) and parts.port != 0
        httpx.URL(proxy)
    except (ValueError, httpx.InvalidURL):
        usable = False
    if not usable or parts.scheme not in _SCHEMES:
        raise ProxyError(
            variable,
            "must be the address of an HTTP or SOCKS proxy, such as http://127.0.0.1:3128 or "
            "socks5://127.0.0.1:1080",
        )
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ProxyError(
            variable,
            'a SOCKS proxy needs one more package: pip install "nutgraf[socks]", or unset it',
        )


def _variable(kind: str) -> str:
    """The name under which the environment has the proxy; the lower case one wins."""
    name = f"{kind}_proxy"
    return name if os.environ.get(name) else name.upper()
