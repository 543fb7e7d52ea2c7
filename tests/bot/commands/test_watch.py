"""`nutgraf watch`: from what changes in folders and feeds to answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.commands.web.schedule import LONGEST_BACK_OFF, Schedule, after_failure
from bot.commands.web.watching import Told, Watching
from bot.config import Config
from bot.coverage import Feed
from retrieval import Archive, NothingIndexedError, Pace, Page, Reading, Summary, Web, children
from retrieval.fetching.asking.pace import Clock
from tests.tools.commands import here
from tests.tools.until import until
from tests.web.site import Asked, Reply, Site, item, long_text, page, rss, running

pytestmark = pytest.mark.beside

ROOT = Path(__file__).parents[3]


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


class Watched:
    """A watch over a folder and the feeds of a site."""

    def __init__(self, folder: Path, feeds: list[str]) -> None:
        self.feeds = [Feed(each, Reading()) for each in feeds]
        self.lines: list[str] = []
        self.gone: list[Page] = []
        self.indexed: list[int] = []
        self.archive = Archive(folder / "coverage.db")
        self.articles = folder / "articles"
        self.ahead = 0.0  # seconds by which the clock is turned
        clock = Clock(lambda: time.time() + self.ahead)
        self.web = Web(folder / "coverage.db", private=True, pace=Pace(clock=clock, delay=0))

    @contextmanager
    def on(self) -> Iterator[None]:
        told = Told(self.lines.append, lambda _: None, self.gone.append)
        watching = Watching(self.web, lambda: self.feeds, self._index, told, every=0.05)
        thread = threading.Thread(target=watching.run, args=([self.articles],))
        thread.start()
        try:
            yield
        finally:
            watching.stop()
            thread.join()
            self.web.__exit__(None, None, None)
            self.archive.close()

    def _index(self, paths: list[str | Path]) -> Summary:
        self.indexed.append(len(paths))
        return self.archive.reindex(paths)

    def holds(self, articles: int) -> Callable[[], bool]:
        def held() -> bool:
            try:
                return self.archive.coverage().articles == articles
            except NothingIndexedError:
                return articles == 0

        return held


@pytest.mark.slow
def test_what_changes_in_folders_and_feeds_is_answered_from(tmp_path: Path, site: Site) -> None:
    feed = [item("/a", "Fire", long_text("Larnholm"))]
    site.pages["/feed"] = lambda _: Reply(rss(feed))
    site.pages["/down"] = Reply(status=500)
    watched = Watched(tmp_path, [f"{site.url}/feed", f"{site.url}/down"])
    with watched.on():
        until(watched.holds(1))
        watched.articles.mkdir()
        (watched.articles / "ferry.txt").write_text("Ferry of Norby\n\nThe ferry sank at noon.\n")
        until(watched.holds(2))
        feed.append(item("/b", "Mill", long_text("Oster")))
        feed.append(item("/c", "Bridge", long_text("Varn")))
        began, runs = time.monotonic(), len(watched.indexed)
        until(watched.holds(4))
        assert time.monotonic() - began < 5  # a poll and an index, on a busy machine too
        assert watched.indexed[runs:] == [2]
        (watched.articles / "ferry.txt").unlink()
        until(watched.holds(3))
    failed = [line for line in watched.lines if "/down" in line]
    assert len(failed) == 1
    assert "fails (500)" in failed[0]
    assert site.paths().count("/down") < site.paths().count("/feed")


@pytest.mark.slow
def test_a_page_that_is_gone_is_told_unless_many_are(tmp_path: Path, site: Site) -> None:
    names = [f"/{each}" for each in "abcd"]
    site.pages |= {each: Reply(page(f"No. {each}", f"Larnholm {each}")) for each in names}
    watched = Watched(tmp_path, [])
    for each in names:
        watched.web.one(site.url + each)
    watched.archive.reindex([watched.web.folder])
    site.pages |= {each: Reply(status=410) for each in names}
    watched.ahead = 3_700
    with watched.on():
        until(lambda: bool(watched.lines))
    assert watched.gone == []
    assert "4 of 4 pages are gone at once; nothing is withdrawn" in watched.lines[0]


@pytest.mark.slow
def test_one_page_that_is_gone_is_told(tmp_path: Path, site: Site) -> None:
    site.pages["/a"] = Reply(page("No. a", "Larnholm"))
    watched = Watched(tmp_path, [])
    watched.web.one(f"{site.url}/a")
    (file,) = watched.web.folder.glob("*/*/[!.]*.json")
    site.pages["/a"] = Reply(status=410)
    watched.ahead = 3_700
    with watched.on():
        until(lambda: bool(watched.gone) and not file.exists())
    assert [each.id for each in watched.gone] == [f"{site.url}/a"]


def test_a_source_that_fails_is_asked_ever_more_seldom() -> None:
    waits = [after_failure(300, each) for each in range(12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (300, LONGEST_BACK_OFF)
    assert after_failure(300, 0, asked=4_000) == 4_000
    now = [0.0]
    schedule, done = Schedule(lambda: now[0]), []
    schedule.add(5, lambda: done.append(1))
    assert schedule.due() == []
    now[0] = 5
    for job in schedule.due():
        job()
    assert (done, schedule.due()) == ([1], [])


@contextmanager
def watch(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    settings = {"NUTGRAF_PRIVATE_ADDRESSES": "true"}
    process = subprocess.Popen(
        [*children.command("from bot.cli import main; main()"), "watch", "--every", "1", *words],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=children.environment(os.environ, [str(ROOT), *sys.path]) | settings,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_the_command_takes_feeds_that_are_added_and_withdraws_what_is_gone(
    tmp_path: Path, site: Site
) -> None:
    gone: list[Asked] = []

    def answer(asked: Asked) -> Reply:
        gone.append(asked)
        return Reply(status=410) if len(gone) > 1 else Reply(page("Fire", "Larnholm"))

    site.pages |= {"/feed": Reply(rss([item("/a", "Fire", "In short.")])), "/a": answer}
    (tmp_path / "articles").mkdir()
    (tmp_path / "config.toml").write_text('seeds = ["articles"]\n')
    with watch(tmp_path) as process:
        assert process.stdout
        assert "watching 1 paths and 0 feeds" in process.stdout.readline()
        with (tmp_path / "config.toml").open("a") as settings:
            settings.write(f'[[coverage]]\nfeed = "{site.url}/feed"\n')
        lines = iter(process.stdout.readline, "")
        assert any("1 added" in line for line in lines)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    with Archive(tmp_path / "coverage.db") as archive:
        assert archive.coverage().articles == 1
    (beside,) = (tmp_path / "fetched").glob("*/*/.*.json")
    text = beside.read_text()
    at = text.index('"next": ') + len('"next": ')
    beside.write_text(text[:at] + "0" + text[text.index(",", at) :])
    with watch(tmp_path) as process:
        assert process.stdout
        assert any("its article is withdrawn" in line for line in process.stdout)
        until(lambda: not list((tmp_path / "fetched").glob("*/*/[!.]*.json")))
    with Archive(tmp_path / "coverage.db") as archive, pytest.raises(NothingIndexedError):
        archive.coverage()


@pytest.mark.slow
def test_the_watch_ends_with_its_input(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "config.toml").write_text('seeds = ["articles"]\n')
    with watch(tmp_path, "--until-eof") as process:
        assert process.stdout
        assert process.stdin
        process.stdout.readline()
        process.stdin.close()
        assert process.wait(15) == 0


@pytest.mark.slow
def test_once_asks_each_feed_once_and_says_which_could_not_be_read(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.fetching.asking.pace.DELAY", 0.0)
    site.pages["/feed"] = Reply(rss([item("/a", "Fire", long_text("Larnholm"))]))
    settings = f'private_addresses = true\n[[coverage]]\nfeed = "{site.url}/feed"\n'
    (tmp_path / "config.toml").write_text(settings)
    done = here("watch", "--once", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 added, 0 changed, 0 removed\n")
    site.pages["/feed"] = Reply(status=500)
    done = here("watch", "--once", folder=tmp_path)
    assert done.returncode == 3
    assert "/feed: the server fails (500)" in done.stdout
    assert "0 added, 0 changed, 0 removed" in done.stdout


def test_nothing_to_watch_is_one_line(tmp_path: Path) -> None:
    done = here("watch", folder=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "nutgraf add URL" in done.stderr
    assert Config().feeds == ()
