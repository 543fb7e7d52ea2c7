"""Folders and feeds are watched, pages looked at again; what comes together is indexed at once."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from bot.commands.web.feeds import polled as polled_of
from bot.commands.web.folders import follow
from bot.commands.web.schedule import Schedule, after_failure
from bot.coverage import Feed
from retrieval import FetchError, Index, NutgrafError, Page, Summary, Web, shown

_THREADS: Final = 8
"""Sources that are asked at once, each at a host of its own."""
_TOGETHER: Final = 0.1
"""Seconds in which more may come to be indexed with the first."""
_PAGES: Final = 50
"""Pages that are looked at again in a turn, so that feeds are not kept waiting."""
_LOOK: Final = 1.0
_SEARCH: Final = 3_600.0
"""Seconds between two searches, through all that was fetched, for pages to look at again."""
_SELDOM: Final = 10.0
"""How many times as long as it takes to read an index it is not read again, for each time all of it
is."""
_MANY: Final = 200
"""Files from which on the folder is read that they are in."""
_FEW_GONE: Final = 3
"""Pages of a site that may be gone at once without a doubt whether the site is broken."""


@dataclass(frozen=True)
class Told:
    """Whom to tell what happens: a `line`; what was `indexed`; the page of an article that is
    `gone`, which is to be withdrawn at once; that is `leaving`, to be withdrawn then; that is
    `back` before it was."""

    line: Callable[[str], None]
    indexed: Callable[[Summary], None]
    gone: Callable[[Page], None]
    leaving: Callable[[Page], None] = lambda _: None
    back: Callable[[Page], None] = lambda _: None


class Watching:
    """Watches until `stop`.

    `index` brings the coverage in step with paths, and is called by one thread alone. A feed is
    asked `every` so many seconds, ever more seldom while it fails. What is gone is withdrawn after
    as many seconds as `grace` gives.
    """

    def __init__(
        self,
        web: Web,
        feeds: Callable[[], Iterable[Feed | Index]],
        index: Callable[[list[str | Path]], Summary],
        told: Told,
        *,
        every: float,
        grace: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._web = web
        self._feeds = feeds
        self._index = index
        self._told = told
        self._every = every
        self._grace = grace
        self._schedule = Schedule(web.now)
        self._changed: SimpleQueue[str | Path | None] = SimpleQueue()
        self._ended = threading.Event()
        self._known: set[str] = set()
        self._failures: dict[str, int] = {}
        self._pages: list[tuple[float, Path, Page]] = []
        self._searched = 0.0

    def stop(self) -> None:
        """Ends the watch; what is being fetched or indexed is done first."""
        self._ended.set()
        self._changed.put(None)
        self._schedule.wake()

    def run(self, folders: Iterable[str | Path], own: Iterable[Path] = ()) -> None:
        """Watches the folders, but for nutgraf's `own` files in them, and the feeds, until it is
        stopped."""
        following = threading.Thread(
            target=follow,
            args=(list(folders), tuple(map(str, own)), self._changed.put, self._ended),
            daemon=True,
        )
        asking = threading.Thread(target=self._ask, daemon=True)
        following.start()
        asking.start()
        try:
            while not self._ended.is_set():
                self._take()
        finally:
            self.stop()
            following.join()
            asking.join()

    def once(self) -> bool:
        """Asks all feeds once, and looks at the pages that are due; whether all feeds answered."""
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="fetching") as threads:
            list(threads.map(self._poll, self._feeds()))
            threads.submit(self._look_at_pages).result()
        return not any(self._failures.values())

    def _take(self) -> None:
        """Waits for a change, and indexes what comes with it."""
        try:
            found = [self._changed.get(timeout=_LOOK)]
        except Empty:
            return
        self._ended.wait(_TOGETHER)
        while not self._changed.empty():
            found.append(self._changed.get())
        paths = list(dict.fromkeys(each for each in found if each is not None))
        if not paths:
            return
        if len(paths) > _MANY:
            folder = self._web.folder
            some = [each for each in paths if not Path(each).is_relative_to(folder)]
            paths = [*some, folder]
        try:
            summary = self._index(paths)
        except NutgrafError as error:
            self._told.line(f"not indexed: {error}")
            return
        if summary.added or summary.changed or summary.removed:
            self._told.indexed(summary)

    def _ask(self) -> None:
        """Has what is due done, a thread for each."""
        self._schedule.add(self._web.now(), self._look_at_pages)
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="fetching") as threads:
            while not self._ended.is_set():
                for feed in self._feeds():
                    if feed.url not in self._known:
                        self._known.add(feed.url)
                        self._schedule.add(0.0, self._polling(feed))
                for job in self._schedule.due():
                    threads.submit(job)
                self._schedule.wait(_LOOK)

    def _polling(self, feed: Feed | Index) -> Callable[[], None]:
        def poll() -> None:
            if not self._ended.is_set() and feed.url in {each.url for each in self._feeds()}:
                self._schedule.add(self._web.now() + self._poll(feed), poll)
            else:
                self._known.discard(feed.url)

        return poll

    def _poll(self, feed: Feed | Index) -> float:
        """Asks the feed, and says in how many seconds it is asked again."""
        failures, began = self._failures.get(feed.url, 0), self._web.now()
        try:
            polled = polled_of(self._web, feed)
        except FetchError as error:
            self._failures[feed.url] = failures + 1
            if failures == 0:
                self._told.line(f"{error}; it is asked again, ever more seldom")
            return after_failure(self._every, failures, error.wait)
        except Exception as error:  # one feed must not end the others
            self._failures[feed.url] = failures + 1
            self._told.line(f"{shown(feed.url)}: nutgraf fails at it ({type(error).__name__})")
            return after_failure(self._every, failures)
        self._failures[feed.url] = 0
        if failures:
            self._told.line(f"{polled.url}: answers again")
        for path in polled.changed:
            self._changed.put(path)
        took = self._web.now() - began
        return self._every if isinstance(feed, Feed) else max(self._every, _SELDOM * took)

    def _look_at_pages(self) -> None:
        now = self._web.now()
        if now >= self._searched + _SEARCH:  # no page is due within the hour in which it was seen
            self._searched = now
            self._pages = sorted(self._web.due(now + _SEARCH), key=lambda each: each[0])
        due = [each for each in self._pages[:_PAGES] if each[0] <= now]
        self._pages = self._pages[len(due) :]
        looked: Counter[Path] = Counter()
        gone: defaultdict[Path, list[Page]] = defaultdict(list)
        for _, folder, page in due:
            if self._ended.is_set():
                break
            looked[folder] += 1
            visited = self._web.visit(folder, page)
            if visited.changed:
                self._changed.put(visited.changed)
            if visited.back:
                self._told.back(visited.page)
            if visited.gone:
                gone[folder].append(visited.page)
        for folder, found in gone.items():
            self._withdraw(folder, found, looked[folder])
        wait = self._every if len(due) < _PAGES else 0.0
        self._schedule.add(self._web.now() + wait, self._look_at_pages)

    def _withdraw(self, folder: Path, gone: list[Page], looked: int) -> None:
        """Has what is gone withdrawn, once it has been leaving long enough, unless so much is gone
        that the site may be broken."""
        if len(gone) > _FEW_GONE and 2 * len(gone) > looked:
            self._told.line(
                f"{folder.name}: {len(gone)} of {looked} pages are gone at once; nothing is "
                "withdrawn: they are looked at again in a day"
            )
            for page in gone:
                self._web.doubt(folder, page)
            return
        now, grace = self._web.now(), self._grace()
        for page in gone:
            if grace and not page.leaving:
                page = replace(page, leaving=now + grace)
                self._told.leaving(page)
                self._web.wait(folder, page)
            elif page.leaving > now:
                self._web.wait(folder, page)
            else:
                self._told.gone(page)
                self._web.forget(folder, page)
