"""What a site published before: WordPress's interface, sitemaps, the pages of a feed."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from urllib.parse import parse_qs, urlsplit

import pytest

from retrieval.errors import FetchError
from retrieval.fetching.web import Web
from tests.retrieval.fetching.conftest import Turned
from tests.web.site import Asked, Reply, Site, item, long_text, page, rss


def post(number: int) -> dict[str, object]:
    return {
        "guid": {"rendered": f"https://gazette.example/?p={number}"},
        "link": f"https://gazette.example/{number}",
        "date": "2022-05-01T12:00:00",
        "date_gmt": "2022-05-01T09:00:00",
        "title": {"rendered": f"Fire No. {number} in Larnholm &amp; Norby"},
        "content": {"rendered": long_text(f"Larnholm {number}"), "protected": number == 7},
    }


def wordpress(site: Site, posts: int) -> None:
    """A site made with WordPress, of so many posts."""
    api = {"name": "Larnholm Gazette", "namespaces": ["wp/v2"]}
    site.pages["/wp-json/"] = Reply(json.dumps(api).encode())

    def answer(asked: Asked) -> Reply:
        wanted = int(parse_qs(urlsplit(asked.path).query).get("page", ["1"])[0])
        some = [post(each) for each in range(posts)][100 * (wanted - 1) : 100 * wanted]
        if not some:
            return Reply(b'{"code":"rest_post_invalid_page_number"}', status=400)
        return Reply(json.dumps(some).encode(), headers={"X-WP-Total": str(posts)})

    query = "/wp-json/wp/v2/posts?per_page=100&orderby=date&order=desc"
    after = "&after=2022-01-01T00%3A00%3A00"
    for each in ("", *(f"&page={number}" for number in range(1, 6))):
        site.pages[f"{query}{each}"] = site.pages[f"{query}{after}{each}"] = answer


def files(web: Web) -> int:
    return len(list(web.folder.glob("*/*/[!.]*.json")))


def test_wordpress_gives_all_of_its_past_and_whoever_ended_goes_on(web: Web, site: Site) -> None:
    wordpress(site, 230)
    plan = web.plan(site.url, date(2022, 1, 1))
    assert (plan.kind, plan.total, plan.requests, plan.title) == (
        "wordpress",
        230,
        3,
        "Larnholm Gazette",
    )
    assert web.seconds(plan) == 3
    list(islice(web.past(site.url, plan, date(2022, 1, 1)), 2))
    asked = len(site.asked)
    again = web.plan(site.url, date(2022, 1, 1))
    assert again == plan
    (*_, polled) = web.past(site.url, again, date(2022, 1, 1))
    assert len(site.asked) - asked in (2, 3)
    assert polled.items in (30, 130)
    assert files(web) == 229  # but for the one with a password
    some = next(iter(web.folder.glob("*/*/[!.]*.json")))
    record = json.loads(some.read_bytes())
    assert record["published"] == "2022-05-01T12:00:00+03:00"
    assert record["headline"].endswith("in Larnholm & Norby")
    assert record["id"].startswith("https://gazette.example/?p=")


def test_wordpress_below_a_sites_root_is_found_by_what_its_page_says(web: Web, site: Site) -> None:
    wordpress(site, 3)
    site.pages = {f"/blog{path}": answer for path, answer in site.pages.items()}
    link = f'<link rel="https://api.w.org/" href="{site.url}/blog/wp-json/">'
    site.pages["/blog/"] = Reply(f"<html><head>{link}</head><body>Blog</body></html>".encode())
    assert web.plan(f"{site.url}/blog/", None).total == 3


def sitemaps(site: Site) -> None:
    index = "".join(
        f"<sitemap><loc>{site.url}/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("posts-1", "2022-03-01"), ("posts-0", "2020-01-01"), ("tags", ""))
    )
    urls = "".join(
        f"<url><loc>{site.url}/{each}</loc><lastmod>2022-02-{each + 1:02}</lastmod></url>"
        for each in range(25)
    )
    away = "<url><loc>https://other.example/1</loc></url>"
    site.pages |= {
        "/robots.txt": Reply(f"Sitemap: {site.url}/index.xml".encode()),
        "/index.xml": Reply(f"<sitemapindex>{index}</sitemapindex>".encode()),
        "/posts-1.xml": Reply(f"<urlset>{urls}{away}</urlset>".encode()),
    }
    days = '<meta property="article:published_time" content="2022-{}-01T10:00:00Z">'
    for each in range(25):
        head = days.format("01" if each == 20 else "03")
        site.pages[f"/{each}"] = Reply(page(f"No. {each}", f"Larnholm {each}", head=head))


def test_sitemaps_are_read_from_a_day_on_and_whoever_ended_goes_on(
    web: Web, site: Site, turned: Turned
) -> None:
    sitemaps(site)
    since = date(2022, 2, 3)
    plan = web.plan(site.url, since)
    assert (plan.kind, plan.total) == ("sitemap", 23)
    assert not {"/posts-0.xml", "/tags.xml"} & set(site.paths())
    list(islice(web.past(site.url, plan, since), 21))
    assert web.done(site.url) == 20
    list(web.past(site.url, web.plan(site.url, since), since))
    assert files(web) == 22  # but for the one that was published before
    assert sum(path.strip("/").isdigit() for path in site.paths()) == 23
    assert sum(turned.waited) >= 23 * 0.9
    list(web.past(site.url, web.plan(site.url, since), since))
    assert sum(path.strip("/").isdigit() for path in site.paths()) == 23


def test_the_pages_of_a_feed_are_read_until_there_are_none(web: Web, site: Site) -> None:
    for number, path in enumerate(("/feed", "/feed?paged=2", "/feed?paged=3")):
        items = [item(f"/{number}-{each}", "One", long_text(f"{number}{each}")) for each in "ab"]
        site.pages[path] = Reply(rss(items))
    plan = web.plan(f"{site.url}/feed", None)
    assert (plan.kind, plan.total) == ("feed", 0)
    list(web.past(f"{site.url}/feed", plan, None))
    assert files(web) == 6


def test_a_feed_that_gives_the_same_for_every_page_is_read_once(web: Web, site: Site) -> None:
    same = Reply(rss([item("/a", "One", long_text("Larnholm"))]))
    site.pages |= {"/feed": same, "/feed?paged=2": same, "/feed?paged=3": same}
    plan = web.plan(f"{site.url}/feed", None)
    assert len(list(web.past(f"{site.url}/feed", plan, None))) == 1


def test_a_site_without_a_way_into_its_past_is_one_line(web: Web, site: Site) -> None:
    site.pages["/"] = Reply(b"<html><body>Welcome</body></html>")
    with pytest.raises(FetchError, match="neither WordPress nor a sitemap"):
        web.plan(f"{site.url}/", None)
