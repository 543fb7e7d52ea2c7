"""Feeds, sitemaps and pages -> files that a reindex reads."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from retrieval import Archive
from retrieval.articles.reading import Reading
from retrieval.errors import FetchError
from retrieval.fetching.web import Web
from tests.retrieval.fetching.conftest import Turned
from tests.web.site import Reply, Site, item, long_text, page, rss, unless_known

QUESTION = "How many people were injured in the fire in Larnholm?"


def stored(web: Web) -> list[dict[str, object]]:
    paths = sorted(web.folder.glob("*/*/[!.]*.json"))
    return sorted((json.loads(each.read_bytes()) for each in paths), key=lambda each: str(each))


@pytest.mark.slow
def test_a_feed_is_read_and_what_it_only_summarises_is_read_from_its_page(
    web: Web, site: Site, tmp_path: Path
) -> None:
    site.pages |= {
        "/feed": unless_known(
            rss(
                [
                    item("/a", "Fire in Larnholm", "A fire.", guid="tag:1"),
                    item("/b", "Bridge in Larnholm", long_text("Norby"), guid="tag:2"),
                ]
            ),
            '"1"',
        ),
        "/a": Reply(page("Fire in the harbour of Larnholm", "Larnholm")),
    }
    polled = web.poll(f"{site.url}/feed")
    assert (polled.title, polled.items, len(polled.changed)) == ("Larnholm Gazette", 2, 2)
    assert polled.waiting == 0
    assert not polled.without
    first, second = sorted(stored(web), key=lambda each: str(each["id"]))
    assert (first["id"], first["url"]) == ("tag:1", f"{site.url}/a")
    assert (first["headline"], first["outlet"]) == (
        "Fire in the harbour of Larnholm",
        "Larnholm Gazette",
    )
    assert second["headline"] == "Bridge in Larnholm"
    assert site.paths() == ["/feed", "/a"]
    assert web.poll(f"{site.url}/feed").changed == []
    assert site.paths() == ["/feed", "/a", "/feed"]
    with Archive(tmp_path / "coverage.db") as archive:
        assert archive.reindex([web.folder], apart=True).added == 2
        article = archive.article("tag:1")
        assert article.published == "2023-01-02T10:00:00+02:00"
        assert archive.reindex(polled.changed).unchanged == 2
        assert archive.reindex([web.folder]).unchanged == 2
        answer = archive.ask(QUESTION)
        assert answer.quotes[0].citation.url == f"{site.url}/a"


def test_what_leaves_a_feed_stays_and_what_changes_in_it_is_taken(web: Web, site: Site) -> None:
    site.pages["/feed"] = Reply(rss([item("/a", "One", long_text("Larnholm"))]))
    web.poll(f"{site.url}/feed")
    site.pages["/feed"] = Reply(rss([item("/b", "Two", long_text("Norby"))]))
    web.poll(f"{site.url}/feed")
    assert [each["headline"] for each in stored(web)] == ["One", "Two"]
    site.pages["/feed"] = Reply(rss([item("/b", "Two, corrected", long_text("Norby"))]))
    assert len(web.poll(f"{site.url}/feed").changed) == 1
    assert [each["headline"] for each in stored(web)] == ["One", "Two, corrected"]


def test_a_file_that_a_power_cut_emptied_is_fetched_anew(web: Web, site: Site) -> None:
    site.pages["/feed"] = Reply(rss([item("/a", "One", long_text("Larnholm"))]))
    (path,) = web.poll(f"{site.url}/feed").changed
    path.write_bytes(b"")
    assert web.poll(f"{site.url}/feed").changed == [path]
    assert stored(web)[0]["headline"] == "One"


def test_a_page_that_fails_is_tried_again_later_and_told(
    web: Web, site: Site, turned: Turned
) -> None:
    site.pages |= {
        "/feed": unless_known(rss([item("/a", "One", "A fire."), item("/no", "No", "x.")]), '"1"'),
        "/a": Reply(status=500),
        "/no": Reply(status=403),
    }
    polled = web.poll(f"{site.url}/feed")
    assert polled.waiting == 1
    assert set(polled.without) == {"the server fails (500)", "is not open to programs (403)"}
    web.poll(f"{site.url}/feed")
    assert site.paths().count("/a") == 1
    site.pages["/a"] = Reply(page("One", "Larnholm"))
    turned.at += 3_601
    assert len(web.poll(f"{site.url}/feed").changed) == 1
    turned.at += 100_000
    web.poll(f"{site.url}/feed")
    assert site.paths().count("/no") == 1


def test_the_operator_may_have_summaries(web: Web, site: Site) -> None:
    site.pages["/feed"] = Reply(rss([item("/gone", "One", "A warehouse in Larnholm burned.")]))
    assert web.poll(f"{site.url}/feed").changed == []
    assert web.poll(f"{site.url}/feed", Reading(summaries=True)).changed == []
    other = f"{site.url}/feed?all"
    site.pages["/feed?all"] = Reply(rss([item("/gone2", "One", "A warehouse in Norby burned.")]))
    assert len(web.poll(other, Reading(summaries=True)).changed) == 1
    assert stored(web)[0]["nutgraf:marks"] == ["summary"]


def test_a_poll_fetches_so_many_pages_and_leaves_others_to_the_next(web: Web, site: Site) -> None:
    items = [item(f"/{each}", f"No. {each}", "A fire.") for each in range(5)]
    site.pages["/feed"] = unless_known(rss(items), '"1"')
    site.pages |= {f"/{each}": Reply(page(f"No. {each}", "Larnholm")) for each in range(5)}
    found = [web.poll(f"{site.url}/feed", most_pages=2) for _ in range(4)]
    assert [len(each.changed) for each in found] == [2, 2, 1, 0]
    assert [each.waiting for each in found] == [3, 1, 0, 0]


def test_atom_and_json_feeds_and_news_sitemaps_are_read(
    web: Web, site: Site, turned: Turned
) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Post</title><entry><id>urn:1</id>'
        f'<title>One</title><link href="/a"/><updated>2023-01-02T10:00:00Z</updated>'
        f'<content type="html"><![CDATA[{long_text("Larnholm")}]]></content></entry></feed>'
    )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON Post",
        "items": [{"id": "2", "url": "/b", "title": "Two", "content_html": long_text("Norby")}],
    }
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>/c</loc><lastmod>2023-11-10</lastmod></url>"
        "<url><loc>/old</loc><lastmod>2022-11-10</lastmod></url></urlset>"
    )
    site.pages |= {
        "/atom": Reply(atom.encode()),
        "/json": Reply(json.dumps(feed).encode()),
        "/news.xml": Reply(sitemap.encode()),
        "/c": Reply(page("Three in Oster", "Oster")),
    }
    assert [len(web.poll(site.url + each).changed) for each in ("/atom", "/json", "/news.xml")] == [
        1, 1, 1,
    ]  # fmt: skip
    assert {each["id"] for each in stored(web)} == {"urn:1", "2", f"{site.url}/c"}
    assert "/old" not in site.paths()
    assert turned.waited


def test_a_feed_of_bombs_is_one_line_and_the_next_is_read(web: Web, site: Site) -> None:
    lol = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 20))
    bomb = f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'ha'>{lol}]><rss><channel>&l19;"
    away = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;"
    site.pages |= {
        "/bomb": Reply(bomb.encode()),
        "/away": Reply(away.encode()),
        "/deep": Reply(b"<rss><channel>" + b"<a>" * 200_000),
        "/feed": Reply(rss([item("/a", "One", long_text("Larnholm"))])),
    }
    for path in ("/bomb", "/away"):
        with pytest.raises(FetchError):
            web.poll(site.url + path)
    assert web.poll(f"{site.url}/deep").items == 0
    assert len(web.poll(f"{site.url}/feed").changed) == 1


def test_a_site_cannot_overwrite_what_another_gave(web: Web, site: Site) -> None:
    url = "https://other.example/story"
    site.pages["/feed"] = Reply(rss([item(url, "True", long_text("Larnholm"), guid="g")]))
    web.poll(f"{site.url}/feed")
    site.pages["/feed"] = Reply(rss([item(url, "False", long_text("Norby"), guid="g")]))
    web.poll(f"{site.url.replace('127.0.0.1', 'localhost')}/feed")
    assert sorted(str(each["headline"]) for each in stored(web)) == ["False", "True"]


def test_a_single_page_is_kept(web: Web, site: Site) -> None:
    site.pages |= {"/a": Reply(page("One", "Larnholm")), "/empty": Reply(b"<html><body></body>")}
    found = web.found(f"{site.url}/a")
    assert (found.kind, found.is_article) == ("page", True)
    assert len(web.one(f"{site.url}/a").changed) == 1
    assert stored(web)[0]["id"] == f"{site.url}/a"
    with pytest.raises(FetchError):
        web.one(f"{site.url}/empty")
    with pytest.raises(FetchError, match="nothing is there"):
        web.found(f"{site.url}/nowhere")


def test_a_page_names_its_feeds(web: Web, site: Site) -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">'
        '<link rel="alternate" type="application/atom+xml" href="javascript:1">'
        '<link rel="stylesheet" type="application/rss+xml" href="/no">'
    )
    site.pages["/"] = Reply(f"<html><head>{head}</head><body><a href='/a'>a</a></body>".encode())
    found = web.found(f"{site.url}/")
    assert (found.kind, found.is_article) == ("page", False)
    assert found.feeds == ((f"{site.url}/feed", "News"),)


def test_pages_are_looked_at_again_corrections_taken_and_what_is_gone_told(
    web: Web, site: Site, turned: Turned
) -> None:
    site.pages |= {f"/{each}": Reply(page(f"No. {each}", "Larnholm")) for each in "abc"}
    for each in "abc":
        web.one(f"{site.url}/{each}")
    assert all(at > turned.at for at, _, _ in web.due())
    site.pages["/a"] = Reply(page("No. a", "Larnholm", "Three people are now said to be hurt."))
    site.pages["/b"] = Reply(status=410)
    site.pages["/c"] = Reply(status=404)
    turned.at += 3_601
    due = web.due()
    visited = {page.url[-1]: web.visit(folder, page) for _, folder, page in due}
    assert visited["a"].changed
    assert [visited[each].gone for each in "abc"] == [0, 410, 0]
    web.forget(due[0][1], visited["b"].page)
    turned.at += 3_700
    (gone,) = [web.visit(folder, each) for _, folder, each in web.due() if each.url[-1] == "c"]
    assert gone.gone == 404
    web.forget(due[0][1], gone.page)
    assert [page.url[-1] for _, _, page in web.due()] == ["a"]
    assert "now said to be hurt" in json.dumps(stored(web))


def test_a_page_that_stays_as_it_is_is_looked_at_ever_more_seldom(
    web: Web, site: Site, turned: Turned
) -> None:
    site.pages["/a"] = unless_known(page("One", "Larnholm"), '"1"')
    web.one(f"{site.url}/a")
    waits = []
    for _ in range(9):
        ((at, folder, known),) = web.due()
        waits.append(round((at - turned.at) / 3_600))
        turned.at = at + 1
        assert web.visit(folder, known).changed is None
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (1, 720)


@pytest.mark.slow
def test_a_feed_of_ten_thousand_items_is_read_in_seconds(
    web: Web, site: Site, tmp_path: Path
) -> None:
    items = [item(f"/{each}", f"No. {each}", long_text(f"Oster {each}")) for each in range(10_000)]
    site.pages["/feed"] = Reply(rss(items))
    began = time.process_time()
    assert len(web.poll(f"{site.url}/feed").changed) == 10_000
    assert time.process_time() - began < 60
    began = time.process_time()
    assert web.poll(f"{site.url}/feed").changed == []
    assert time.process_time() - began < 20
    with Archive(tmp_path / "coverage.db") as archive:
        assert archive.reindex([web.folder]).added == 10_000


def test_a_teaser_in_the_place_of_the_text_is_read_from_its_page(web: Web, site: Site) -> None:
    encoded = "<content:encoded>{}</content:encoded></item>"
    texts = {
        "/dots": "One fire broke out in Larnholm …",
        "/brief": "One fire broke out in Larnholm. It was put out.",
        "/gone": "Two ships came to Norby. Both left.",
        "/less": "Three boats sank off Lund. " * 9,
    }
    items = [
        item(each, each, "In short.").replace("</item>", encoded.format(text))
        for each, text in texts.items()
    ]
    feed = rss(items).replace(
        b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    site.pages |= {"/feed": Reply(feed), "/gone": Reply(status=404)}
    site.pages |= {each: Reply(page(each, "Larnholm")) for each in ("/dots", "/brief", "/less")}
    web.poll(f"{site.url}/feed")
    found = {str(each["url"]).rpartition("/")[2]: each for each in stored(web)}
    assert set(found) == {"dots", "brief", "gone", "less"}
    for name in ("dots", "brief"):
        assert "harbour of Larnholm" in json.dumps(found[name])
    assert "Both left." in json.dumps(found["gone"])
