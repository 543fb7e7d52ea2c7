"""No secret stands in a log, an error or a traceback, whatever its form."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from bot import masking
from bot.telegram import log

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAG-a_token_of_thirty-five_letters0"
SECRET = TOKEN.partition(":")[2]
PASSWORD = "pa/ss w%rd"


@pytest.fixture(autouse=True)
def _hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_hidden", {})


def in_base64() -> Iterator[str]:
    for before in ("", "b", "bo", "bot", f"{quote('user')}:"):
        for after in ("", "/", "/x", "/xy"):
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                yield encode(f"{before}{TOKEN}{after}".encode()).decode()


FORMS = [
    TOKEN,
    SECRET,
    quote(TOKEN, safe=""),
    quote(quote(TOKEN, safe=""), safe=""),
    quote_plus(TOKEN).lower().replace(SECRET.lower(), SECRET),
    "".join(f"%{byte:02x}" for byte in TOKEN.encode()),
    TOKEN.encode().hex(),
    TOKEN.encode().hex().upper(),
    json.dumps({"token": TOKEN}),
    repr(TOKEN.encode()),
    f"https://api.telegram.org/bot{TOKEN}/getMe",
]


@pytest.mark.parametrize("form", [*FORMS, *in_base64()])
def test_the_token_is_masked(form: str) -> None:
    masking.hide(TOKEN)
    line = masking.masked(f"before {form} after")
    assert form not in line
    for each in (TOKEN, SECRET, SECRET[4:-4], base64.b64encode(TOKEN.encode()).decode()[4:-8]):
        assert each not in line
    assert line.startswith("before ")
    assert line.endswith(" after")


def test_what_has_the_form_of_a_token_is_masked_before_any_is_known() -> None:
    assert masking.masked(f"x {TOKEN} y {quote(TOKEN, safe='')}") == "x TOKEN y TOKEN"
    assert masking.masked("at 12:30:45, 123456789: none") == "at 12:30:45, 123456789: none"


@pytest.mark.parametrize(
    "scheme", ["http", "https", "socks5", "socks5h", "socks", "ftp", "postgres"]
)
def test_a_name_and_password_in_an_address_are_masked(scheme: str) -> None:
    for user in (f"ada:{PASSWORD.replace(' ', '')}", "ada:p@ss", "onlyatoken", "ada:"):
        line = masking.masked(f"'{scheme}://{user}@proxy.example:1080/x' failed")
        assert line == f"'{scheme}://***@proxy.example:1080/x' failed"


def test_a_password_is_masked_on_its_own_too() -> None:
    masking.hide_in(f"http://ada:{quote(PASSWORD, safe='')}@bot.example:8081")
    basic = base64.b64encode(f"ada:{PASSWORD}".encode()).decode()
    for line in (
        f"cannot reach ada:{quote(PASSWORD, safe='')}@bot.example",
        f"wrong {PASSWORD}",
        f"Proxy-Authorization: Basic {basic}",
    ):
        assert PASSWORD not in masking.masked(line)
        assert quote(PASSWORD, safe="") not in masking.masked(line)
        assert basic not in masking.masked(line)


def test_of_a_secret_that_begins_as_another_nothing_is_left() -> None:
    masking.hide("herring")
    masking.hide("herring-gull-7")
    assert masking.masked("herring-gull-7 herring") == "TOKEN TOKEN"


def test_the_log_masks_errors_and_what_they_came_from() -> None:
    masking.hide(TOKEN)
    try:
        try:
            raise ValueError(f"https://api.telegram.org/bot{quote(TOKEN, safe='')}/getMe")
        except ValueError as error:
            raise RuntimeError(f"through socks5://ada:secretword@proxy: {TOKEN}") from error
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "\x1b[31m%s", (), sys.exc_info())
        record.args = (base64.b64encode(TOKEN.encode()).decode(),)
    line = log._Discreet("%(message)s").format(record)
    assert "RuntimeError" in line
    assert "ValueError" in line
    for each in (SECRET, "secretword", quote(TOKEN, safe=""), "\x1b"):
        assert each not in line


def test_a_traceback_of_a_crash_masks_it() -> None:
    code = (
        "import threading; from bot import masking; masking.mask_crashes(); "
        f"masking.hide({TOKEN!r}); crash = lambda: int({TOKEN!r}); "
        "thread = threading.Thread(target=crash); thread.start(); thread.join(); crash()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("ValueError: invalid literal") == 2
    assert SECRET not in done.stderr.replace(code, "")


@pytest.mark.parametrize("part", ["http://", "a", "9", "/", "%3a", "123456:", "http://a:b@"])
def test_masking_takes_time_that_grows_with_the_text(part: str) -> None:
    masking.hide(TOKEN)
    began = time.process_time()
    masking.masked(part * (100_000 // len(part)))
    assert time.process_time() - began < 2
