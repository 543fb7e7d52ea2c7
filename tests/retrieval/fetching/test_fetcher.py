"""Asking sites politely, within bounds, at public addresses."""

from __future__ import annotations

import gzip
import ssl
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from itertools import count

import pytest

from retrieval.errors import FetchError
from retrieval.fetching.asking.addresses import is_public
from retrieval.fetching.asking.connecting import _verifying
from retrieval.fetching.asking.fetcher import Fetcher
from retrieval.fetching.asking.pace import Pace
from retrieval.fetching.asking.robots import Robots
from retrieval.fetching.asking.urls import onward, shown
from tests.retrieval.fetching.conftest import Turned
from tests.web.site import Asked, Reply, Site, closed_port, unless_known


@pytest.fixture
def fetcher(pace: Pace) -> Fetcher:
    return Fetcher(private=True, pace=pace)


def refused(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert "\n" not in str(caught.value)
    return caught.value


def test_what_has_not_changed_is_not_sent_again(fetcher: Fetcher, site: Site) -> None:
    site.pages["/feed"] = unless_known(b"news", '"v1"')
    first = fetcher.get(f"{site.url}/feed")
    assert (first.status, first.raw, first.etag) == (200, b"news", '"v1"')
    again = fetcher.get(f"{site.url}/feed", etag=first.etag, modified="Mon, 02 Jan 2023 10:00 GMT")
    assert (again.status, again.raw) == (304, b"")
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 02 Jan 2023 10:00 GMT"
    assert site.asked[-1].headers["user-agent"].startswith("nutgraf")


def test_a_host_is_asked_once_a_second_and_by_one_at_a_time(
    fetcher: Fetcher, site: Site, turned: Turned
) -> None:

    def slowly(_: Asked) -> Reply:
        time.sleep(0.01)
        return Reply(b"a")

    site.pages["/a"] = slowly
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(fetcher.get, [f"{site.url}/a"] * 4))
    assert site.most_together == 1
    assert len(turned.waited) == len(site.asked) - 1
    assert all(0.9 < each <= 1 for each in turned.waited)


def test_robots_txt_is_asked_once_and_heeded(fetcher: Fetcher, site: Site, turned: Turned) -> None:
    text = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    site.pages |= {"/robots.txt": Reply(text.encode()), "/a": Reply(b"a"), "/private": Reply(b"b")}
    site.pages["/over"] = Reply(status=302, headers={"Location": "/private"})
    for url in ("/private", "/over"):
        assert "robots.txt" in str(refused(fetcher, site.url + url))
    assert fetcher.get(f"{site.url}/a").raw == b"a"
    assert site.paths() == ["/over", "/a"]
    assert len(site.asked) == 3
    assert turned.waited[-1] > 6


def test_where_robots_txt_fails_nothing_is_asked(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(status=500), "/a": Reply(b"a")}
    assert refused(fetcher, f"{site.url}/a").wait
    assert site.paths() == []


def test_rules_of_robots_txt_are_read_as_the_standard_says() -> None:
    robots = Robots.of(
        "Sitemap: https://oster.example/s.xml\nuser-agent: NUTGRAF\nUser-agent: other\n"
        "Disallow: /\nAllow: /news/\nDisallow: /news/*?print=\nAllow: /$\nDisallow: /news/%61b\n"
        "\nUser-agent: *\nDisallow:\n",
        "nutgraf",
    )
    allowed = ["/", "/news/1", "/news/", "/robots.txt2"]
    assert [robots.allows(f"https://oster.example{each}") for each in allowed] == [
        True, True, True, False,
    ]  # fmt: skip
    assert not robots.allows("https://oster.example/news/1?print=1")
    assert not robots.allows("https://oster.example/news/abc")
    assert robots.sitemaps == ("https://oster.example/s.xml",)
    assert Robots.of("User-agent: other\nDisallow: /", "nutgraf").allows("https://a.example/x")
    hostile = Robots.of(f"User-agent: *\nDisallow: /{'*a' * 400}b$\n" * 200, "nutgraf")
    began = time.process_time()
    assert hostile.allows(f"https://a.example/{'a' * 2_000}")
    assert time.process_time() - began < 1


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(
    fetcher: Fetcher, site: Site, turned: Turned
) -> None:
    answers: Iterator[Reply] = iter(
        [Reply(status=429, headers={"Retry-After": "120"}), Reply(b"news")]
    )
    site.pages["/feed"] = lambda _: next(answers)
    assert fetcher.get(f"{site.url}/feed").raw == b"news"
    assert max(turned.waited) > 119
    late = formatdate(turned.at + 7_200, usegmt=True)
    site.pages["/feed"] = Reply(status=503, headers={"Retry-After": late})
    error = refused(fetcher, f"{site.url}/feed")
    assert error.wait == pytest.approx(7_200, abs=2)
    asked = len(site.asked)
    assert refused(fetcher, f"{site.url}/other").wait == pytest.approx(7_200, abs=2)
    assert len(site.asked) == asked


def test_what_fails_is_one_line(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/500": Reply(status=500),
        "/403": Reply(status=403),
        "/broken": Reply(b"no gzip", headers={"Content-Encoding": "gzip"}),
        "/odd": Reply(b"x", headers={"Content-Encoding": "br"}),
        "/short": Reply(pieces=iter([b"x"]), headers={"Content-Length": "1000"}),
    }
    assert "the server fails (500)" in str(refused(fetcher, f"{site.url}/500"))
    assert "not open to programs (403)" in str(refused(fetcher, f"{site.url}/403"))
    for path in ("/broken", "/odd", "/short"):
        refused(fetcher, site.url + path)
    assert "its robots.txt cannot be read" in str(
        refused(fetcher, f"http://127.0.0.1:{closed_port()}/")
    )
    for url in (
        "ftp://a.example/",
        "http://",
        "http:///x",
        "http://a.example:0/",
        "http://[x/",
        "",
    ):
        refused(fetcher, url)
    assert fetcher.get(f"{site.url}/nowhere").status == 404


def test_redirects_are_followed_so_often_and_the_lasting_ones_remembered(
    fetcher: Fetcher, site: Site
) -> None:
    site.pages |= {
        "/old": Reply(status=301, headers={"Location": "/new"}),
        "/now": Reply(status=302, headers={"Location": "/new"}),
        "/new": Reply(b"news"),
        "/round": Reply(status=302, headers={"Location": "/round"}),
        "/file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
    }
    assert fetcher.get(f"{site.url}/old").moved == f"{site.url}/new"
    found = fetcher.get(f"{site.url}/now")
    assert (found.moved, found.url, found.raw) == (None, f"{site.url}/new", b"news")
    assert "leads on more than 5 times" in str(refused(fetcher, f"{site.url}/round"))
    assert site.paths().count("/round") == 6
    refused(fetcher, f"{site.url}/file")


def test_large_and_packed_bodies_end_at_a_bound(pace: Pace, site: Site) -> None:
    fetcher = Fetcher(private=True, pace=pace, largest=2**20)
    packed = gzip.compress(b"0" * 2**23)
    site.pages |= {
        "/bomb": Reply(packed, headers={"Content-Encoding": "gzip"}),
        "/deflated": Reply(zlib.compress(b"news"), headers={"Content-Encoding": "deflate"}),
        "/twice": Reply(gzip.compress(packed), headers={"Content-Encoding": "gzip, gzip"}),
        "/endless": lambda _: Reply(pieces=(b"0" * 2**16 for _ in count())),
    }
    for path in ("/bomb", "/endless"):
        assert "over 1 MB" in str(refused(fetcher, site.url + path))
    refused(fetcher, f"{site.url}/twice")
    assert fetcher.get(f"{site.url}/deflated").raw == b"news"


def test_slow_bodies_and_heads_end_in_time(pace: Pace, site: Site) -> None:
    fetcher = Fetcher(private=True, pace=pace, seconds=0.15)

    def dropped() -> Iterator[bytes]:
        for _ in range(60):
            time.sleep(0.02)
            yield b"x"

    def drops(_: Asked) -> Reply:
        return Reply(pieces=dropped())

    site.pages |= {"/robots.txt": Reply(b""), "/slow": drops}
    began = time.monotonic()
    assert "in time" in str(refused(fetcher, f"{site.url}/slow"))
    assert time.monotonic() - began < 1


def test_private_addresses_are_refused_by_name_and_by_number(pace: Pace, site: Site) -> None:
    fetcher = Fetcher(
        pace=pace, resolve=lambda host, _: ["10.0.0.1"] if host == "rebound.example" else [host]
    )
    for host in ("127.0.0.1", "rebound.example", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"):
        error = refused(fetcher, f"http://{host}:{site.port}/")
        assert "private address" in str(error)
        assert "private_addresses" in str(error)
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(
    pace: Pace, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.fetching.asking.addresses.is_public", "127.0.0.1".__eq__)
    site.pages["/feed"] = Reply(status=302, headers={"Location": f"http://127.0.0.2:{site.port}/"})
    assert "127.0.0.2: leads to a private address" in str(
        refused(Fetcher(pace=pace), f"{site.url}/feed")
    )
    assert site.paths() == ["/feed"]


def test_a_name_is_resolved_once_and_what_was_looked_at_is_connected_to(
    pace: Pace, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.fetching.asking.addresses.is_public", "127.0.0.1".__eq__)
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    fetcher = Fetcher(pace=pace, resolve=lambda *_: next(answers))
    site.pages["/feed"] = Reply(b"news")
    url = f"http://rebound.example:{site.port}/feed"
    assert fetcher.get(url).raw == b"news"
    assert site.asked[-1].headers["host"] == f"rebound.example:{site.port}"
    assert "private address" in str(refused(fetcher, url))


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "127.0.0.1", "100.64.0.1", "169.254.1.1", "192.168.1.1", "0.0.0.0", "224.0.0.1",
     "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
     "64:ff9b:1::a00:1", "255.255.255.255", "nonsense"],
)  # fmt: skip
def test_addresses_at_home_are_told_from_those_of_the_web(address: str) -> None:
    assert not is_public(address)


def test_addresses_of_the_web_are_public() -> None:
    for address in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"):
        assert is_public(address), address


def test_names_and_passwords_go_to_their_own_site_alone_and_into_no_line(
    fetcher: Fetcher, site: Site
) -> None:
    site.pages |= {
        "/feed": Reply(status=302, headers={"Location": "/own"}),
        "/own": Reply(b"news"),
        "/away": Reply(status=302, headers={"Location": f"http://localhost:{site.port}/own"}),
        "/500": Reply(status=500),
    }
    whose = f"http://reader:secret@127.0.0.1:{site.port}"
    fetcher.get(f"{whose}/feed")
    assert "authorization" in site.asked[-1].headers
    fetcher.get(f"{whose}/away")
    assert "authorization" not in site.asked[-1].headers
    for url in (f"{whose}/500", f"http://reader:secret@127.0.0.1:{closed_port()}/", "http://a:b@["):
        assert "secret" not in str(refused(fetcher, url))
    assert shown("https://a:b@c.example/x?y#z") == "https://c.example/x?y#z"


def test_https_is_not_left_for_http_nor_an_unknown_certificate_trusted(site: Site) -> None:
    with pytest.raises(FetchError, match="from https to http"):
        onward("https://oster.example/a", "http://oster.example/b", "https://oster.example/a")
    fetcher = Fetcher(private=True, pace=Pace(delay=0))
    assert "cannot be reached" in str(refused(fetcher, f"https://127.0.0.1:{site.port}/"))
    context = _verifying()
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


def test_a_network_that_was_away_is_tried_again_in_a_minute(
    fetcher: Fetcher, site: Site, turned: Turned
) -> None:
    site.pages |= {"/robots.txt": Reply(pieces=iter([]), headers={"Content-Length": "9"})}
    assert refused(fetcher, f"{site.url}/a").wait == pytest.approx(60, abs=5)
    site.pages = {"/a": Reply(b"news")}
    turned.at += 61
    assert fetcher.get(f"{site.url}/a").raw == b"news"
