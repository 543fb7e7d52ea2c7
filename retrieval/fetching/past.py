"""What a site published before: how much of it there is, and where, before any of it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from retrieval.articles.reading import AS_IT_IS
from retrieval.errors import FetchError
from retrieval.fetching.asking.fetcher import Fetcher
from retrieval.fetching.asking.urls import shown
from retrieval.fetching.looking import Looked, Looker, Record, address

_A_PAGE: Final = 100
"""Posts that WordPress gives at once."""
_MOST_SITEMAPS: Final = 5_000
_MOST_PAGES: Final = 2_000_000
_MOST_FOLLOWING: Final = 10_000
_OF_OTHER_THINGS: Final = re.compile(
    r"(?:tag|categor|author|user|image|video|taxonom|archive|section|topic|page)[\w-]*\.xml", re.I
)
_USUAL: Final = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")

Kind = Literal["wordpress", "sitemap", "feed"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the past is read: from WordPress's interface, the pages of `urls` that sitemaps list, or
    a feed's following pages. `start` is where the first page is, `total` how many articles there
    are, 0 where nobody says, `title` the site's."""

    kind: Kind
    start: str
    total: int = 0
    urls: tuple[str, ...] = ()
    title: str = ""

    @property
    def requests(self) -> int:
        """How many requests it takes."""
        if self.kind == "wordpress":
            return -(-self.total // _A_PAGE)
        return len(self.urls) if self.kind == "sitemap" else max(self.total, 1)

    def as_state(self) -> dict[str, Any]:
        """As plain values, of which `of_state` makes it again."""
        names = ("kind", "start", "total", "title")
        return {name: getattr(self, name) for name in names} | {"urls": list(self.urls)}

    @classmethod
    def of_state(cls, state: dict[str, Any]) -> Plan:
        """The plan of which `as_state` made the `state`. Raises ValueError for another."""
        try:
            return cls(
                state["kind"],
                str(state["start"]),
                int(state["total"]),
                tuple(map(str, state["urls"])),
                str(state["title"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("no plan") from error


class Past:
    """Finds where a site's past lies."""

    def __init__(self, fetcher: Fetcher, looker: Looker) -> None:
        self.fetcher = fetcher
        self.looker = looker

    def plan(
        self, url: str, since: date | None, *, found: Callable[[int], None] | None = None
    ) -> Plan:
        """How to read what was published from the day `since` on, all if None; `found` is told how
        many pages were found so far. Raises FetchError where there is no way."""
        looked = self._looked(url)
        if looked and looked.kind in ("sitemap", "sitemaps"):
            return self._of_sitemaps([url], since, found, looked)
        plan = self._wordpress((looked and looked.api) or _root(url, "/wp-json/"), since)
        if plan is None:
            plan = self._of_sitemaps(self._sitemaps(url), since, found)
            if plan.total == 0 and looked and looked.kind == "feed":
                plan = Plan("feed", url, title=looked.title)
        if plan.kind != "feed" and plan.total == 0:
            raise FetchError(
                shown(url), "neither WordPress nor a sitemap that reaches back as far was found"
            )
        return plan

    def posts(self, plan: Plan, page: int) -> Looked | None:
        """The page of that number, from 1 on, of what WordPress or a feed has; None at the end."""
        name = "page" if plan.kind == "wordpress" else "paged"
        if page > _MOST_FOLLOWING:
            return None
        url = plan.start if plan.kind == "feed" and page == 1 else _with(plan.start, name, page)
        try:
            found = self.fetcher.get(url)
        except FetchError as error:
            if error.wait is None and error.status == 400 and page > 1:
                return None
            raise
        looked = self.looker.look(found) if found.status == 200 else None
        return looked if looked and looked.items else None

    def _looked(self, url: str) -> Looked | None:
        with suppress(FetchError):
            found = self.fetcher.get(url)
            return self.looker.look(found, AS_IT_IS) if found.status == 200 else None
        return None

    def _wordpress(self, api: str, since: date | None) -> Plan | None:
        looked = self._looked(api)
        if looked is None or looked.kind != "api":
            return None
        asked = {"per_page": _A_PAGE, "orderby": "date", "order": "desc"}
        after = {"after": f"{since.isoformat()}T00:00:00"} if since else {}
        start = f"{urljoin(api, 'wp/v2/posts')}?{urlencode(asked | after)}"
        try:
            found = self.fetcher.get(start)
        except FetchError:
            return None
        if found.status != 200 or not found.total:
            return None
        return Plan("wordpress", start, found.total, title=looked.title)

    def _sitemaps(self, url: str) -> list[str]:
        named = list(self.fetcher.robots(url).sitemaps)
        named = [whole for each in named if (whole := address(each, url))]
        return named or [_root(url, each) for each in _USUAL]

    def _of_sitemaps(
        self,
        ahead: list[str],
        since: date | None,
        found: Callable[[int], None] | None,
        first: Looked | None = None,
    ) -> Plan:
        seen: set[str] = set()
        urls: dict[str, None] = {}
        start, ahead = ahead[0], list(ahead)
        while ahead and len(seen) < _MOST_SITEMAPS and len(urls) < _MOST_PAGES:
            url = ahead.pop(0)
            if url in seen:
                continue
            seen.add(url)
            looked = first if first is not None and url == start else self._looked(url)
            if looked is None:
                continue
            listed = [each["url"] for each in _recent(looked, since) if each.get("url")]
            same = [each for each in listed if _is_of(each, url)]
            if looked.kind == "sitemaps":
                ahead += [each for each in same if not _OF_OTHER_THINGS.search(each)] or same
            elif looked.kind == "sitemap":
                urls.update(dict.fromkeys(same))
                if found:
                    found(len(urls))
        return Plan("sitemap", start, len(urls), tuple(urls))


def _recent(looked: Looked, since: date | None) -> Iterator[Record]:
    """What may be from the day on: what was changed before it was published before it."""
    for each in looked.items:
        changed = str(each.get("changed") or each.get("published") or "")[:10]
        if since is None or not changed or changed >= since.isoformat():
            yield each


def _is_of(url: str, site: str) -> bool:
    """Whether both are of one site, with or without www."""
    hosts = [(urlsplit(each).hostname or "").removeprefix("www.") for each in (url, site)]
    return hosts[0] == hosts[1]


def _root(url: str, path: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _with(url: str, name: str, value: int) -> str:
    parts = urlsplit(url)
    query = f"{parts.query}&{name}={value}" if parts.query else f"{name}={value}"
    return urlunsplit(parts._replace(query=query))
