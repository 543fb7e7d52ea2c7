"""`nutgraf add`: from an address to articles that are answered from."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.commands.web.subscriptions import subscribe
from bot.config import ConfigError, load
from tests.tools.commands import here
from tests.web.site import Reply, Site, item, long_text, page, rss, running

pytestmark = pytest.mark.beside

SETTINGS = "# mine\nquotes = 2  # two\n\n[[coverage]]\npath = 'a'  # files\n"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("retrieval.fetching.asking.pace.DELAY", 0.0)
    with running() as site:
        head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">'
        site.pages |= {
            "/": Reply(f"<html><head>{head}</head><body><a href='/a'>a</a></body>".encode()),
            "/feed": Reply(
                rss([item("/a", "Fire", long_text("Larnholm")), item("/b", "Ferry", "In short.")])
            ),
            "/b": Reply(page("The ferry of Norby", "Norby")),
            "/c": Reply(page("The mill of Oster", "Oster")),
        }
        yield site


def nutgraf(folder: Path, *words: str, code: int = 0) -> CompletedProcess[str]:
    done = here(*words, folder=folder, NUTGRAF_PRIVATE_ADDRESSES="true")
    assert done.returncode == code, done.stderr + done.stdout
    return done


@pytest.mark.slow
def test_a_sites_address_is_enough(tmp_path: Path, site: Site) -> None:
    (tmp_path / "config.toml").write_text("# mine\nquotes = 2  # two\n")
    said = nutgraf(tmp_path, "add", f"{site.url}/").stdout
    assert f"{site.url}/: a page" in said
    assert f"names a feed: {site.url}/feed (“News”)" in said
    assert f"config.toml: the feed {site.url}/feed is kept there" in said
    assert "2 new or changed of 2" in said
    assert "the feed reaches back to 2023-01-02; nutgraf add" in said
    assert "2 added, 0 changed, 0 unchanged: 2 articles in all" in said
    settings = (tmp_path / "config.toml").read_text()
    assert settings.startswith("# mine\nquotes = 2  # two\n")
    assert f'[[coverage]]\nfeed = "{site.url}/feed"' in settings
    answer = nutgraf(tmp_path, "ask", "Who was injured in the fire in Norby?").stdout
    assert "Larnholm Gazette · 2 Jan 2023" in answer
    said = nutgraf(tmp_path, "add", f"{site.url}/feed").stdout
    assert "is there already" in said
    assert "0 added, 0 changed, 2 unchanged" in said
    site.pages.clear()  # a rebuild needs no network
    (tmp_path / "coverage.db").unlink()
    done = nutgraf(tmp_path, "reindex", code=3)
    assert "2 added" in done.stdout
    assert f"not read {site.url}/feed: is gone (404)" in done.stdout
    assert "2 unchanged" in nutgraf(tmp_path, "reindex", "--no-fetch").stdout


@pytest.mark.slow
def test_a_feed_that_is_written_into_the_settings_is_read_by_a_reindex(
    tmp_path: Path, site: Site
) -> None:
    feed = f'[[coverage]]\nfeed = "{site.url}/feed"\noutlet = "Oster Post"\n'
    (tmp_path / "config.toml").write_text(feed)
    assert "2 added" in nutgraf(tmp_path, "reindex").stdout
    assert "Oster Post" in nutgraf(tmp_path, "list").stdout
    site.pages["/feed"] = Reply(status=500)
    assert json.loads(nutgraf(tmp_path, "reindex", "--json", code=3).stdout)["unread"] == [
        {"path": f"{site.url}/feed", "reason": "the server fails (500)"}
    ]


def test_a_feed_that_fails_at_first_is_one_line(tmp_path: Path, site: Site) -> None:
    (tmp_path / "config.toml").write_text(f'[[coverage]]\nfeed = "{site.url}/down"\n')
    done = nutgraf(tmp_path, "reindex", code=1)
    assert done.stderr == f"error: {site.url}/down: is gone (404)\n"


@pytest.mark.slow
def test_an_article_alone_is_fetched_and_its_sites_past_as_json(tmp_path: Path, site: Site) -> None:
    assert "an article" in nutgraf(tmp_path, "add", f"{site.url}/c").stdout
    assert not (tmp_path / "config.toml").exists()
    sitemap = "".join(f"<url><loc>{site.url}/{each}</loc></url>" for each in "bc")
    site.pages["/sitemap.xml"] = Reply(f"<urlset>{sitemap}</urlset>".encode())
    said = json.loads(nutgraf(tmp_path, "add", f"{site.url}/", "--back", "all", "--json").stdout)
    assert said["back"] == {"by": "sitemap", "articles": 2}
    assert said["reindex"]["added"] == 2
    assert said["schema"] == 1


def test_what_is_nothing_to_read_is_one_line(tmp_path: Path, site: Site) -> None:
    site.pages["/plain"] = Reply(b"<html><body>Welcome</body></html>")
    for url in (f"{site.url}/plain", f"{site.url}/nowhere", "no address", "https://x.invalid/"):
        done = nutgraf(tmp_path, "add", url, code=1)
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1
    assert "must be a day" in nutgraf(tmp_path, "add", "x", "--back", "soon", code=2).stderr
    assert not any(tmp_path.iterdir())
    done = here("add", f"{site.url}/feed", folder=tmp_path)
    assert done.returncode == 1
    assert "private_addresses = true" in done.stderr


@pytest.mark.slow
def test_a_password_in_an_address_is_in_no_line(tmp_path: Path, site: Site) -> None:
    url = f"http://reader:sesame7@127.0.0.1:{site.port}/feed"
    done = nutgraf(tmp_path, "add", url)
    assert "sesame7" not in done.stdout + done.stderr
    assert load(tmp_path / "config.toml").feeds[0].url == url
    kept = [each.read_bytes() for each in (tmp_path / "fetched").rglob("*") if each.is_file()]
    assert not any(b"sesame7" in each for each in kept)


@pytest.mark.parametrize("settings", [SETTINGS, "coverage = [{path = 'a'}] # files\n", ""])
def test_a_feed_is_added_and_all_else_stays_as_it_is(tmp_path: Path, settings: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(settings)
    file.chmod(0o640)
    assert subscribe(file, "https://oster.example/feed")
    assert not subscribe(file, "https://oster.example/feed")
    assert file.read_text().startswith(settings.replace("'a'}]", "'a'}").split("]")[0][:20])
    assert all(each in file.read_text() for each in settings.split("]")[0].splitlines())
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [each.url for each in load(file).feeds] == ["https://oster.example/feed"]
    assert len(load(file).coverage) == ("path" in settings)


def test_settings_that_cannot_be_read_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("quotes = [")
    with pytest.raises(ConfigError, match="not TOML"):
        subscribe(file, "https://oster.example/feed")
    assert file.read_text() == "quotes = ["
