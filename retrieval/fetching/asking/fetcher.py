"""An address of the web -> what lies there, asked for politely and within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final

import httpx

from retrieval import __version__
from retrieval.errors import FetchError
from retrieval.fetching.asking.addresses import PRIVATE, Resolve, connectable, resolved
from retrieval.fetching.asking.connecting import Transport
from retrieval.fetching.asking.inflating import ACCEPTED, inflated
from retrieval.fetching.asking.pace import Pace
from retrieval.fetching.asking.robots import LARGEST as LARGEST_ROBOTS
from retrieval.fetching.asking.robots import Robots
from retrieval.fetching.asking.urls import onward, parts_of, shown

LARGEST: Final = 32 * 2**20
"""Bytes of a body, unpacked."""
SECONDS: Final = 60.0
"""For all of a request, with its redirects."""
PROGRAM: Final = "nutgraf"
_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PERMANENT: Final = (301, 308)
_BUSY: Final = (429, 503)
_MOST_WAITS: Final = 2
"""How often it is waited, in patience, until a busy server lets itself be asked again."""
_USUAL_WAIT: Final = 60.0
_LONGEST_WAIT: Final = 86_400.0
_ROBOTS_KEPT: Final = 86_400.0
_ROBOTS_AWAY: Final = 3_600.0
_NETWORK_AWAY: Final = 60.0
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, text/html, "
    "application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `status` 200 with its bytes, 304 where nothing has changed, 404 or 410
    where it is gone. `url` is where it was found, `moved` where it is to be asked for from now
    on."""

    url: str
    status: int
    raw: bytes = b""
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    total: int = 0
    """How many posts WordPress has in all."""


class Fetcher:
    """Asks for addresses: one request at a time a host, as robots.txt allows, at public addresses
    unless `private`. `resolve` gives a host's addresses."""

    def __init__(
        self,
        *,
        private: bool = False,
        pace: Pace | None = None,
        resolve: Resolve = resolved,
        seconds: float = SECONDS,
        largest: int = LARGEST,
    ) -> None:
        self.pace = pace or Pace()
        self._private = private
        self._resolve = resolve
        self._seconds = seconds
        self._largest = largest
        self._robots: dict[str, tuple[float, Robots | str]] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What lies at the address, if it has changed since it had this `etag`, or was `modified`
        then.

        Raises FetchError for what cannot be had, with `wait` where the server says when to come
        again.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        kept = {name: value for name, value in headers.items() if value}
        for _ in range(_MOST_WAITS):
            try:
                return self._followed(url, kept, is_robots=False, largest=self._largest)
            except FetchError as error:
                if error.status not in _BUSY or (error.wait or 0.0) > self.pace.patience:
                    raise
        return self._followed(url, kept, is_robots=False, largest=self._largest)

    def robots(self, url: str) -> Robots:
        """What robots.txt says at this address's host. Raises FetchError where that cannot be told
        now: nothing is asked for then."""
        parts = parts_of(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        until, robots = self._robots.get(origin, (0.0, ""))
        if until < self.pace.clock.now():
            robots, keep = self._read_robots(origin)
            until = self.pace.clock.now() + keep
            self._robots[origin] = (until, robots)
        if isinstance(robots, str):
            reason, wait = f"its robots.txt cannot be read: {robots}", until - self.pace.clock.now()
            raise FetchError(shown(origin), reason, wait=wait)
        if robots.delay:
            self.pace.slower(parts.hostname or "", robots.delay)
        return robots

    def _read_robots(self, origin: str) -> tuple[Robots | str, float]:
        """What it says, or why that cannot be told, and for how many seconds that holds."""
        try:
            found = self._followed(
                f"{origin}/robots.txt", {}, is_robots=True, largest=LARGEST_ROBOTS
            )
        except FetchError as error:
            if error.reason == PRIVATE:
                raise
            known = error.status is not None and 400 <= error.status < 500
            if known:
                return Robots(), _ROBOTS_KEPT
            return error.reason, _ROBOTS_AWAY if error.status else _NETWORK_AWAY
        text = found.raw.decode("utf-8", "replace") if found.status == 200 else ""
        return Robots.of(text, PROGRAM), _ROBOTS_KEPT

    def _followed(
        self, url: str, headers: dict[str, str], *, is_robots: bool, largest: int
    ) -> Fetched:
        start, moved, permanent = url, None, True
        for _ in range(_MOST_REDIRECTS + 1):
            if not is_robots and not self.robots(url).allows(url):
                raise FetchError(shown(url), "its robots.txt asks programs to leave it alone")
            found, target = self._asked(url, headers, largest)
            if target is None:
                return replace(found, moved=moved)
            url = onward(url, target, start)
            permanent = permanent and found.status in _PERMANENT
            moved = url if permanent else moved
        raise FetchError(shown(start), f"leads on more than {_MOST_REDIRECTS} times")

    def _asked(self, url: str, headers: dict[str, str], largest: int) -> tuple[Fetched, str | None]:
        """What one request gives, and where it leads on to."""
        host = parts_of(url).hostname or ""
        with self.pace.turn(host):
            end = time.monotonic() + self._seconds
            try:
                return self._answer(url, headers, largest, lambda: end - time.monotonic())
            except httpx.TimeoutException:
                raise FetchError(shown(url), "gives no answer in time") from None
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise FetchError(shown(url), _reason(error)) from None
            except ValueError as error:
                raise FetchError(shown(url), str(error)) from None

    def _answer(
        self, url: str, headers: dict[str, str], largest: int, left: Callable[[], float]
    ) -> tuple[Fetched, str | None]:
        addresses = partial(connectable, private=self._private, resolve=self._resolve)
        asked = {"User-Agent": agent(), "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED} | headers
        with (
            closing(httpx.Client(transport=Transport(addresses, left), trust_env=False)) as client,
            client.stream("GET", url, headers=asked, timeout=20.0) as answer,
        ):
            self._check(url, answer)
            target = answer.headers.get("location") if answer.status_code in _REDIRECTS else None
            raw = b"" if target or answer.status_code != 200 else _body(answer, largest, left)
            total = answer.headers.get("x-wp-total", "")
            return (
                Fetched(
                    url,
                    answer.status_code,
                    raw,
                    answer.headers.get("etag"),
                    answer.headers.get("last-modified"),
                    total=int(total) if total.isdecimal() and len(total) < 9 else 0,
                ),
                target,
            )

    def _check(self, url: str, answer: httpx.Response) -> None:
        """Raises FetchError unless there is something, nothing new, or nothing any more."""
        status = answer.status_code
        if status in (200, 304, 404, 410, *_REDIRECTS):
            return
        if status in _BUSY:
            wait = _wait(answer.headers.get("retry-after", ""), self.pace.clock.now())
            self.pace.hold(parts_of(url).hostname or "", wait)
            raise FetchError(shown(url), f"is busy ({status})", status=status, wait=wait)
        if status in (401, 402, 403, 407, 451):
            raise FetchError(shown(url), f"is not open to programs ({status})", status=status)
        raise FetchError(shown(url), f"the server fails ({status})", status=status)


def agent() -> str:
    """How the program is called to servers: by its name and version."""
    return f"{PROGRAM}/{__version__} (reads news coverage for answers with citations)"


def _body(answer: httpx.Response, largest: int, left: Callable[[], float]) -> bytes:
    """Raises FetchError, or ValueError, where it is too large, too slow or broken."""
    found = bytearray()
    for piece in inflated(answer.iter_raw(), answer.headers.get("content-encoding", "")):
        found += piece
        if len(found) > largest:
            raise ValueError(f"over {largest / 2**20:g} MB")
        if left() <= 0:
            raise httpx.ReadTimeout("too slow")
    return bytes(found)


def _wait(text: str, now: float) -> float:
    """The seconds that Retry-After asks for, within bounds."""
    seconds = _USUAL_WAIT
    if text.strip().isdecimal() and len(text.strip()) < 10:
        seconds = float(text)
    elif text:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            seconds = _USUAL_WAIT
    return min(max(seconds, 1.0), _LONGEST_WAIT)


def _reason(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE" in text.upper():
        return "its certificate cannot be trusted"
    return "cannot be reached" if isinstance(error, httpx.ConnectError) else "breaks off"
