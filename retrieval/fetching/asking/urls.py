"""Web addresses: as they are shown, and where a redirect leads."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from retrieval.errors import FetchError


def shown(url: str) -> str:
    """The address without the name and password in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def parts_of(url: str) -> SplitResult:
    """Raises FetchError for what is no web address."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or not url.isprintable() or " " in url:
        raise FetchError(shown(url), "no web address; write it as https://oster.example/feed")
    return parts


def onward(url: str, target: str, start: str) -> str:
    """Where a redirect leads: names and passwords stay with their own site, and what was safe stays
    safe. Raises FetchError."""
    joined = urljoin(url, target)
    parts, before = parts_of(joined), parts_of(url)
    if before.scheme == "https" and parts.scheme == "http":
        raise FetchError(shown(start), "leads from https to http")
    user = urlsplit(url).netloc.rpartition("@")[0]
    same = (before.scheme, before.hostname, before.port) == (
        parts.scheme,
        parts.hostname,
        parts.port,
    )
    bare = urlsplit(shown(joined))
    if user and same:
        bare = bare._replace(netloc=f"{user}@{bare.netloc}")
    return bare.geturl()
