"""The address of a coverage in a cluster, and what is said of each way in which it is wrong."""

from __future__ import annotations

import pytest

from retrieval import ArchiveAddressError
from retrieval.opensearch.address import ClusterAddress, Host, cluster_address, credentials, parsed


def test_an_address_names_hosts_user_and_coverage() -> None:
    assert parsed("opensearch+https://bot@search1:9201,search2/oster-post") == ClusterAddress(
        (Host("search1", 9201), Host("search2", 9200)), "oster-post", "bot", secure=True
    )
    assert parsed("OpenSearch+http://127.0.0.1:9200/news_1/") == ClusterAddress(
        (Host("127.0.0.1", 9200),), "news_1", None, secure=False
    )
    assert parsed("opensearch+http://[::1]:1,localhost/a").hosts == (
        Host("::1", 1),
        Host("localhost", 9200),
    )
    assert parsed("opensearch+https://me%40oster@h/a").user == "me@oster"


def test_an_address_as_text_is_what_was_written() -> None:
    for text in (
        "opensearch+https://bot@search1:9201,search2:9200/oster",
        "opensearch+http://[::1]:9200/a",
    ):
        assert str(parsed(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "https://bot@h/oster",
        "http://127.0.0.1:9200/oster",
        "elasticsearch+https://h/oster",
        " opensearch+https://h/oster",
        "opensearch+https:/h/oster",
        "opensearch+https:h/oster",
        "file:///srv/coverage.db",
    ],
)
def test_what_is_meant_as_an_address_is_no_path(text: str) -> None:
    with pytest.raises(ArchiveAddressError, match="write it as opensearch"):
        cluster_address(text)


def test_a_name_and_a_password_are_shown_in_utf_8() -> None:
    address = parsed("opensearch+https://j%C3%B6rg@h/oster")
    shown = credentials(address, "пароль:@/%") or ()
    assert [each.encode("latin-1").decode() for each in shown] == ["jörg", "пароль:@/%"]
    assert credentials(parsed("opensearch+https://h/oster"), "x") is None


def test_a_path_is_no_address() -> None:
    for path in ("coverage.db", "/srv/opensearch/coverage.db", "opensearch"):
        assert cluster_address(path) is None
    assert cluster_address("opensearch+https://x/y") == parsed("opensearch+https://x/y")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("opensearch://h/a", "write it as opensearch+https://USER@HOST:PORT,HOST:PORT/NAME"),
        ("opensearch+ftp://h/a", "write it as opensearch+https://"),
        ("opensearch+https://h", "name is missing at its end"),
        ("opensearch+https://h/", "name is missing at its end"),
        ("opensearch+https:///a", "a host is missing"),
        ("opensearch+https://h1,,h2/a", "a host is missing"),
        ("opensearch+https://h 1/a", "one of its hosts is none"),
        ("opensearch+https://[12::g]/a", "one of its hosts is none"),
        ("opensearch+https://[1]/a", "one of its hosts is none"),
        ("opensearch+https://h:0/a", "ports go from 1 to 65535"),
        ("opensearch+https://h:65536/a", "ports go from 1 to 65535"),
        ("opensearch+https://h:x/a", "one of its hosts is none"),
        ("opensearch+https://bot:secret@h/a", "a password must not stand in it"),
        ("opensearch+https://@h/a", "the name of its user"),
        ("opensearch+https://a%3Ab@h/a", "the name of its user"),
        ("opensearch+https://h/a/b", "lower-case letters, digits"),
        ("opensearch+https://h/Oster", "lower-case letters, digits"),
        ("opensearch+https://h/_all", "begins with a letter or digit"),
        ("opensearch+https://h/" + "a" * 101, "no longer than 100"),
        ("opensearch+https://h/a?x=secret", "nothing follows its name"),
        ("opensearch+http://h/a", "without TLS only this machine may be asked"),
        ("opensearch+http://127.0.0.1,10.0.0.1/a", "without TLS only this machine may be asked"),
    ],
)
def test_each_way_to_be_wrong_has_a_line_that_never_shows_the_address(text: str, said: str) -> None:
    with pytest.raises(ArchiveAddressError) as raised:
        parsed(text)
    line = str(raised.value)
    assert said in line
    assert not any(each in line for each in ("\n", "secret", text))
