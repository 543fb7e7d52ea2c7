"""What its outlet has taken back is withdrawn after admins were told, once, and can be kept."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.commands.web import departing
from bot.commands.web.saying import Say
from bot.commands.web.watching import Told, Watching
from bot.config import Config
from bot.readers.database import Readers
from bot.telegram.afterwards.departing import _leaving
from retrieval import Archive, NothingIndexedError, Pace, Page, Summary, Web, article_key, leaving
from retrieval.fetching.asking.pace import Clock
from retrieval.fetching.shelf import Shelf
from retrieval.opensearch.address import parsed
from tests.conftest import Running
from tests.telegram.server import TelegramServer
from tests.tools.schemas import faults
from tests.tools.until import until
from tests.web.site import Reply, Site, page
from tests.web.site import running as site_running

GRACE = 86_400.0
DEPARTURES = ("leaving", "back", "kept", "withdrawn")


class Watch:
    """Looks at the one page of a site that was fetched, each time as after a restart."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.site, self.ahead, self.as_json = site, 0.0, False
        self.config = Config(database=folder / "coverage.db", readers=folder / "readers.db")
        site.pages["/a"] = Reply(page("Fire", "Larnholm"))
        url = f"{site.url}/a"
        record = {"id": url, "url": url, "headline": "Fire", "text": "One fire broke out."}
        shelf = Shelf(folder / "fetched", url)
        shelf.put(Page(url, text="feed", id=url, next=time.time() + 3_600), record)
        self.archive = Archive(self.config.file)
        self.archive.reindex([folder / "fetched"])

    @contextmanager
    def web(self) -> Iterator[Web]:
        clock = Clock(lambda: time.time() + self.ahead)
        with Web(self.config.file, private=True, pace=Pace(clock=clock, delay=0)) as web:
            yield web

    def look(self, *, ahead: float, grace: float = GRACE) -> None:
        """Looks again so many seconds after it was fetched."""
        self.ahead = ahead
        ways = (departing.depart, departing.leaves, departing.stays)
        say = Say(self.as_json)
        told = Told(say.line, say.indexed, *(partial(each, self.config, say) for each in ways))
        with self.web() as web:
            Watching(
                web, lambda: (), lambda _: Summary(), told, every=1.0, grace=lambda: grace
            ).once()

    def holds(self) -> bool:
        try:
            return self.archive.coverage().articles == 1
        except NothingIndexedError:
            return False


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    with site_running() as site:
        made = Watch(tmp_path, site)
        with made.archive:
            yield made


def test_what_is_gone_is_withdrawn_a_day_after_it_was_told(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    watch.site.pages["/a"] = Reply(status=410)
    watch.look(ahead=3_700)
    (told,) = leaving(watch.config.file)
    key = article_key(told.id)
    assert f"`nutgraf watch --keep {key}` keeps it" in capsys.readouterr().out
    watch.look(ahead=GRACE)
    assert watch.holds()
    assert capsys.readouterr().out == ""
    watch.look(ahead=GRACE + 7_400)
    assert "its article is withdrawn" in capsys.readouterr().out
    assert not watch.holds()
    assert not list(leaving(watch.config.file))


@pytest.mark.slow
def test_without_admins_what_is_gone_is_withdrawn_with_a_line(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    watch.site.pages["/a"] = Reply(status=410)
    watch.look(ahead=3_700, grace=0)
    assert "its article is withdrawn" in capsys.readouterr().out
    assert not watch.holds()


def test_programs_are_told_what_leaves_is_back_is_kept_and_is_withdrawn(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    there, watch.as_json = watch.site.pages["/a"], True
    watch.site.pages["/a"] = Reply(status=410)
    watch.look(ahead=3_700)
    watch.site.pages["/a"] = there
    watch.look(ahead=GRACE + 7_400)
    departing.keep(watch.config, Say(as_json=True), f"{watch.site.url}/a")
    (page_of,) = [page for _, _, page in Web(watch.config.file).due(time.time() + 99 * GRACE)]
    departing.depart(watch.config, Say(as_json=True), page_of)
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    url = f"{watch.site.url}/a"
    assert [each | {"schema": 1, "url": url} for each in found] == found
    assert [each.get(what) for each, what in zip(found, DEPARTURES, strict=True)] == [url] * 4
    until_then = datetime.fromisoformat(found[0]["until"]).timestamp()
    assert until_then == pytest.approx(time.time() + 3_700 + GRACE, abs=60)
    assert found[0]["key"] == article_key(url)
    for each in found:
        faults("watch", each)
    assert not watch.holds()


@pytest.mark.slow
def test_what_is_there_again_or_is_to_be_kept_stays(
    watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = watch.site.pages["/a"]
    watch.site.pages["/a"] = Reply(status=410)
    watch.look(ahead=3_700)
    watch.site.pages["/a"] = there
    watch.look(ahead=GRACE + 7_400)
    assert "there again; its article stays" in capsys.readouterr().out
    assert not list(leaving(watch.config.file))
    watch.site.pages["/a"] = Reply(status=404)
    for days in (4, 5):  # missing twice
        watch.look(ahead=days * GRACE)
    (told,) = leaving(watch.config.file)
    departing.keep(watch.config, Say(), article_key(told.id))
    for days in (8, 60, 120):
        watch.look(ahead=days * GRACE)
        assert watch.holds()


def test_admins_are_told_once_each_also_after_a_restart(
    watch: Watch, telegram: TelegramServer, running: Running
) -> None:
    watch.site.pages["/a"] = Reply(status=410)
    watch.look(ahead=3_700)
    (article,) = leaving(watch.config.file)
    ada, ben = telegram.user("Ada"), telegram.user("Ben", language_code="uk")
    cid = telegram.user("Cid", started=False)
    rules = Rules(admins=frozenset(each.id for each in (ada, ben, cid)))
    for _ in range(2):
        with (
            closing(Readers(watch.config.readers)) as readers,
            closing(Backend(watch.archive, readers, rules=rules, look_every=0.02)) as backend,
            running(telegram, backend),
        ):
            until(lambda: len(next(iter(leaving(watch.config.file))).told) == 3)
            time.sleep(0.1)
    for admin in (ada, ben):
        (message,) = [each for each in telegram.messages(admin.id) if "410" in each.text]
        assert f"nutgraf watch --keep {article_key(article.id)}" in message.text
        assert article.url in message.text


def test_what_is_to_leave_a_cluster_is_announced_beside_the_readers_file(
    tmp_path: Path,
) -> None:
    database = "opensearch+http://127.0.0.1:9/news"
    config = Config(database=parsed(database), readers=tmp_path / "readers.db")
    gone = Page("https://coast.example/a", text="feed", id="a", gone=410, leaving=2e9)
    departing.leaves(config, Say(True), gone)
    with (
        Archive(database, check=False) as archive,
        closing(Readers(config.readers)) as readers,
        closing(Backend(archive, readers, rules=Rules(admins=frozenset({1})))) as backend,
    ):
        assert [each.id for each in _leaving(backend)] == ["a"]
