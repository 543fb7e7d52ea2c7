"""Proxies of the environment work, or end with one line that names the variable, not its value."""

from __future__ import annotations

import os

import pytest

from bot.telegram import proxies
from bot.telegram.proxies import ProxyError, check, route
from tests.telegram.server import TelegramServer
from tests.tools.bots import QUESTION, Bots
from tests.tools.until import until


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("ALL_PROXY", "socks://ada:secretword@127.0.0.1:9", "must be the address of an HTTP or "),
        ("HTTPS_PROXY", "ftp://127.0.0.1:9", "must be the address of an HTTP or SOCKS proxy"),
        ("https_proxy", "http://[::1", "must be the address of an HTTP or SOCKS proxy"),
        ("HTTP_PROXY", "http://127.0.0.1:port", "must be the address of an HTTP or SOCKS proxy"),
        ("HTTP_PROXY", "http://", "must be the address of an HTTP or SOCKS proxy"),
        ("NO_PROXY", "localhost,[::1]", "must be names and addresses parted by commas"),
        ("no_proxy", "http://[::1", "must be names and addresses parted by commas"),
    ],
)
def test_one_that_cannot_be_used_is_one_line(variable: str, value: str, remedy: str) -> None:
    os.environ[variable] = value
    try:
        with pytest.raises(ProxyError) as caught:
            check()
    finally:
        del os.environ[variable]
    assert str(caught.value).startswith(f"{variable}: {remedy}")
    assert "secretword" not in str(caught.value)


def test_a_socks_proxy_without_its_package_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proxies, "find_spec", lambda _: None)
    monkeypatch.setenv("ALL_PROXY", "socks5://ada:secretword@127.0.0.1:1080")
    with pytest.raises(ProxyError, match=r'^ALL_PROXY: a SOCKS .* pip install "nutgraf\[socks\]"'):
        check()


@pytest.mark.parametrize("value", ["http://127.0.0.1:3128", "https://ada:x@p.example", "p:3128"])
def test_an_http_proxy_is_taken(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    monkeypatch.setenv("NO_PROXY", "localhost, 127.0.0.1,::1,.example,10.0.0.0/8")
    check()
    assert route("https://api.telegram.org/bot1") == "api.telegram.org through HTTPS_PROXY"
    assert route("https://ada:secretword@127.0.0.1:8081/bot1") == "127.0.0.1:8081"
    assert route("http://telegram.test/bot1") == "telegram.test"


def test_the_bot_ends_with_the_line(bots: Bots) -> None:
    process = bots.start(polling=False, ALL_PROXY="socks://ada:secretword@127.0.0.1:9")
    assert process.wait(timeout=20) == 1
    assert bots.log().startswith("error: ALL_PROXY: must be the address of an HTTP or SOCKS proxy")
    assert bots.log().count("\n") == 1
    assert "secretword" not in bots.log()


@pytest.mark.slow
def test_the_bot_answers_through_a_proxy(telegram: TelegramServer, bots: Bots) -> None:
    api = "http://ada:secretword@telegram.test"
    process = bots.start(HTTP_PROXY=telegram.url, NUTGRAF_TELEGRAM_API=api)
    reader = telegram.user("Ada")
    reader.says(QUESTION)
    assert telegram.wait_for_message(reader).spans("blockquote")
    assert bots.stop(process) == 0


def test_a_proxy_that_is_away_is_named_and_no_password_is(bots: Bots) -> None:
    api = "http://ada:secretword@telegram.test"
    process = bots.start(
        polling=False, HTTP_PROXY="http://bob:otherword@127.0.0.1:9", NUTGRAF_TELEGRAM_API=api
    )
    until(lambda: "cannot reach telegram.test through HTTP_PROXY" in bots.log())
    bots.stop(process)
    assert "word" not in bots.log()
