"""The door to the web: what lies at an address, sources that are polled, their past, pages that are
looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.errors import FetchError
from retrieval.fetching.asking.fetcher import Fetcher
from retrieval.fetching.asking.pace import Pace
from retrieval.fetching.asking.urls import shown
from retrieval.fetching.looking import Looked, Looker, has_text
from retrieval.fetching.past import Past, Plan
from retrieval.fetching.polling import Polled, Poller
from retrieval.fetching.revisiting import Visited, visit
from retrieval.fetching.shelf import (
    FOLDER,
    Page,
    Shelf,
    pages,
    read_state,
    write_state,
)
from retrieval.model import article_key

_USUAL: Final = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml")
_DAY: Final = 86_400.0
_EVERY: Final = 20
"""Articles after which it is written down how far the past was read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at an address: a `feed`, a `sitemap`, `sitemaps` or a `page`, with its `title` and
    the `items` it lists; `feeds` that it names, by their addresses; `is_article`: a page whose text
    can be read, otherwise `reason`."""

    url: str
    kind: str
    title: str = ""
    items: int = 0
    feeds: tuple[tuple[str, str], ...] = ()
    is_article: bool = False
    reason: str = ""


class Web:
    """Fetches into the folder `fetched` beside the coverage's file `database`.

    Private addresses are asked only if they are `private`; a host as its `pace` allows; what
    comes is read by the `looker`. A context manager.
    """

    def __init__(
        self,
        database: Path,
        *,
        private: bool = False,
        pace: Pace | None = None,
        looker: Looker | None = None,
    ) -> None:
        self.folder = database.parent / FOLDER
        self.fetcher = Fetcher(private=private, pace=pace)
        self._looker = looker or Looker()
        self.now = self.fetcher.pace.clock.now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._looker.close()

    def found(self, url: str) -> Found:
        """What lies at the address. Raises FetchError where that is nothing to read."""
        looked = self._look(url)
        is_article = looked.kind == "page" and any(map(has_text, looked.items))
        return Found(
            shown(looked.url),
            looked.kind,
            looked.title,
            len(looked.items),
            looked.feeds,
            is_article,
            looked.reason,
        )

    def usual_feed(self, url: str) -> str | None:
        """A feed where feeds usually lie, for a page that names none."""
        for each in _USUAL:
            with suppress(FetchError):
                at = f"{url.rstrip('/')}{each}"
                if self._look(at).kind == "feed":
                    return at
        return None

    def poll(
        self,
        url: str,
        reading: Reading = AS_IT_IS,
        *,
        most_pages: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Polled:
        """Asks a feed or sitemap for what is new, and fetches it, to be read as `reading` says; at
        most `most_pages` pages. `progress` is told how many of how many. Raises FetchError."""
        poller = self._poller(progress)
        if most_pages is not None:
            poller.most_pages = most_pages
        return poller.poll(url, reading)

    def one(self, url: str, reading: Reading = AS_IT_IS) -> Polled:
        """Fetches the one page, to be read as `reading` says. Raises FetchError for no article."""
        polled = Polled(shown(url), items=1)
        self._poller().put(Shelf(self.folder, url), {"url": url}, reading, polled)
        if not polled.changed and polled.without:
            raise FetchError(shown(url), next(iter(polled.without)))
        return polled

    def plan(
        self, url: str, since: date | None, found: Callable[[int], None] | None = None
    ) -> Plan:
        """How the past from the day `since` on is read; as it was planned before, where that was
        not read to its end. `found` is told how many pages there are so far. Raises FetchError."""
        shelf = Shelf(self.folder, url)
        state = read_state(shelf.past())
        if state and state.get("since") == _day(since):
            with suppress(ValueError):
                return Plan.of_state(state)
        plan = Past(self.fetcher, self._looker).plan(url, since, found=found)
        write_state(shelf.past(), {"schema": 1, "since": _day(since), **plan.as_state()})
        write_state(shelf.past_done(), {"done": 0})
        return plan

    def done(self, url: str) -> int:
        """How many steps of its plan were done before."""
        return int((read_state(Shelf(self.folder, url).past_done()) or {}).get("done", 0))

    def seconds(self, plan: Plan) -> float:
        """How long the requests of the plan take at least."""
        return plan.requests * self.fetcher.pace.delay_of(urlsplit(plan.start).hostname or "")

    def past(
        self, url: str, plan: Plan, since: date | None, reading: Reading = AS_IT_IS
    ) -> Iterator[Polled]:
        """Reads the past by the plan; after each step, what there is by then. Whoever goes on later
        goes on where this ended. Raises FetchError where the site fails."""
        shelf, poller = Shelf(self.folder, url), self._poller()
        poller.since = _day(since) or ""
        poller.keeps_known = True
        polled = Polled(shown(url), plan.title)
        done = self.done(url)
        for number, step in enumerate(self._steps(plan, done), start=done + 1):
            for item in step.items:
                told = {**item, "outlet": item.get("outlet") or plan.title}
                polled.items += 1
                poller.put(shelf, told, reading, polled)
            if plan.kind != "sitemap" or number % _EVERY == 0:
                write_state(shelf.past_done(), {"done": number})
            yield polled
        for state in (shelf.past(), shelf.past_done()):
            state.unlink(missing_ok=True)

    def due(self, until: float | None = None) -> list[tuple[float, Path, Page]]:
        """The pages with a text that are to be looked at again, `until` then if it is given: when,
        in which folder. Reads through all that was fetched."""
        last = float("inf") if until is None else until
        return [
            (page.next, at, page)
            for at, page in pages(self.folder)
            if page.text and not page.gone and page.next <= last
        ]

    def visit(self, folder: Path, page: Page) -> Visited:
        """Looks again at a page that `due` gave."""
        shelf = self._shelf(folder, page)
        known = shelf.page(page.url) or page  # the operator may have it kept meanwhile
        return visit(self.fetcher, self._looker, shelf, known, now=self.now)

    def forget(self, folder: Path, page: Page) -> None:
        """Deletes the file of an article whose `page` is gone; that it is, stays known."""
        shelf = self._shelf(folder, page)
        shelf.path(page.url).unlink(missing_ok=True)
        shelf.put(page)

    def wait(self, folder: Path, page: Page) -> None:
        """The page is looked at again when its article is leaving."""
        self._shelf(folder, page).put(replace(page, gone=0, next=page.leaving))

    def keep(self, name: str) -> Page | None:
        """Has the article whose id, address on the web or key `name` is stay, though its page is
        gone; None where nothing that was fetched, and is not withdrawn, is called so."""
        for folder, page in pages(self.folder):
            if name in (page.id, page.url, article_key(page.id)) and not page.gone:
                kept = replace(page, kept=True, leaving=0.0, missing=0)
                self._shelf(folder, page).put(kept)
                return kept
        return None

    def doubt(self, folder: Path, page: Page) -> None:
        """The page may not be gone after all: it is looked at again in a day."""
        again = replace(page, gone=0, missing=0, next=self.now() + _DAY)
        self._shelf(folder, page).put(again)

    def _shelf(self, folder: Path, page: Page) -> Shelf:
        shelf = Shelf(self.folder, page.url)
        shelf.folder = folder
        return shelf

    def _steps(self, plan: Plan, done: int) -> Iterator[Looked]:
        if plan.kind == "sitemap":
            for url in plan.urls[done:]:
                yield Looked(url, "sitemap", items=({"url": url},))
            return
        past, page, before = Past(self.fetcher, self._looker), done + 1, ""
        while looked := past.posts(plan, page):
            first = str(looked.items[0].get("url"))
            if first == before:  # a feed that gives the same whatever page is asked for
                return
            yield looked
            page, before = page + 1, first

    def _look(self, url: str) -> Looked:
        found = self.fetcher.get(url)
        if found.status != 200:
            raise FetchError(shown(url), f"nothing is there ({found.status})", status=found.status)
        return self._looker.look(found)

    def _poller(self, progress: Callable[[int, int], None] | None = None) -> Poller:
        return Poller(self.fetcher, self._looker, self.folder, progress=progress)


def _day(since: date | None) -> str | None:
    return since.isoformat() if since else None
