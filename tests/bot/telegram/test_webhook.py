"""The bot behind a webhook: only Telegram is heard, and nothing is lost or done twice."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bot.telegram.webhook import Webhook, WebhookError, _tls
from tests.telegram.server import TelegramServer
from tests.tools.bots import QUESTION, Bots


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def post(port: int, body: object, secret: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    connection.request("POST", "/hook", json.dumps(body), headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.slow
def test_questions_are_answered_through_restarts_and_strangers_are_refused(
    telegram: TelegramServer, bots: Bots, port: int
) -> None:
    arguments = ("--webhook", f"http://127.0.0.1:{port}/hook", "--listen", f"127.0.0.1:{port}")
    first = bots.start(*arguments, polling=False)
    telegram.wait_for(lambda: telegram.updates.webhook, timeout=20)
    ada = telegram.user("Ada")
    question = ada.says(QUESTION)
    answer = telegram.wait_for_message(ada)
    assert answer.spans("blockquote")
    assert question.update_id is not None
    update = telegram.updates.sent[question.update_id]
    hook = telegram.updates.webhook
    assert hook is not None
    assert hook.secret is not None
    assert [post(port, update, secret) for secret in ("", "wrong")] == [403, 403]
    assert post(port, update, hook.secret) == 200
    assert post(port, "nonsense", hook.secret) == 400
    assert bots.stop(first) == 0

    ada.presses(answer, "👍")
    bots.start(*arguments, polling=False)
    telegram.wait_for_call("answerCallbackQuery", timeout=20)
    assert len(telegram.messages(ada)) == 1
    assert hook.secret not in bots.log(0)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
@pytest.mark.slow
def test_a_certificate_of_our_own_is_enough(
    telegram: TelegramServer, bots: Bots, port: int, tmp_path: Path
) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    making = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1".split()
    named = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate)
    subprocess.run([*making, *named], check=True, capture_output=True)
    telegram.deliver_to(f"https://127.0.0.1:{port}", certificate=certificate)
    bots.start(
        *("--webhook", "https://127.0.0.1:8443/hook", "--listen", f"127.0.0.1:{port}"),
        *("--certificate", str(certificate), "--key", str(key)),
        polling=False,
    )
    telegram.wait_for(lambda: telegram.updates.webhook, timeout=20)
    ada = telegram.user("Ada")
    ada.says(QUESTION)
    assert telegram.wait_for_message(ada).spans("blockquote")
    (given,) = [call.arguments for call in telegram.calls_of("setWebhook")]
    assert given["certificate"] == f"<file certificate.pem, {certificate.stat().st_size} bytes>"


@pytest.mark.slow
def test_a_place_that_is_taken_is_one_clear_line(bots: Bots, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = bots.start(
            "--webhook",
            "https://bot.example/hook",
            "--listen",
            f"127.0.0.1:{port}",
            polling=False,
        )
        assert process.wait(timeout=20) == 1
    assert f"error: 127.0.0.1:{port}: cannot listen there" in bots.log()


def test_an_address_that_telegram_does_not_take_is_one_clear_line(bots: Bots, port: int) -> None:
    process = bots.start(
        "--webhook", "https://bot.example:9/x", "--listen", f"127.0.0.1:{port}", polling=False
    )
    assert process.wait(timeout=20) == 1
    assert "error: https://bot.example:9/x: Telegram does not take it: " in bots.log()


def test_a_certificate_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.pem"
    with pytest.raises(WebhookError, match=r"none\.pem: cannot be used"):
        _tls(Webhook("https://bot.example", certificate=missing))
    missing.write_text("no certificate")
    with pytest.raises(WebhookError, match=r"none\.pem: cannot be used"):
        _tls(Webhook("https://bot.example", certificate=missing))
    assert _tls(Webhook("https://bot.example")) is None
    assert issubclass(ssl.SSLError, OSError)
