"""How a running bot is, by HTTP and by `nutgraf health`."""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
import time
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.locales.english import ENGLISH
from bot.readers.lock import exclusive, is_held
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import QUESTION, ROOT, Bots
from tests.tools.commands import here
from tests.tools.until import until

GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.fixture
def place() -> str:
    """Where nobody listens yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def asked(folder: Path, coverage: Path, place: str) -> CompletedProcess[str]:
    """What `nutgraf health` says."""
    return here("health", folder=folder, NUTGRAF_DATABASE=coverage, NUTGRAF_HEALTH=place)


def figures(place: str) -> dict[str, float]:
    """All that Prometheus reads, by name and labels."""
    answer = httpx.get(f"http://{place}/metrics", timeout=5)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        f"{sample.name}{''.join(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def faults_of(text: str) -> list[str]:
    """What Prometheus' own rules for names and texts find in the figures."""
    found = []
    for family in text_string_to_metric_families(text):
        words = family.name.split("_")
        counts = family.type == "counter"
        for sample in family.samples:
            end = sample.name.removeprefix(family.name)
            allowed = {"counter": {"_total"}, "histogram": {"_bucket", "_count", "_sum"}}
            if end not in allowed.get(family.type, {""}):
                found.append(f"{sample.name}: no ending of a {family.type}")
            if not all(re.fullmatch("[a-z_]+", label) for label in sample.labels):
                found.append(f"{sample.name}: labels {[*sample.labels]}")
        if words[0] != "nutgraf" or not re.fullmatch("[a-z_]+", family.name):
            found.append(f"{family.name}: its name")
        if {*words} & {family.type, "ms", "milliseconds", "minutes", "hours", "days", "mb", "kb"}:
            found.append(f"{family.name}: no base unit, or its type in its name")
        if not re.fullmatch("[A-Z].*[.]", family.documentation):
            found.append(f"{family.name}: HELP {family.documentation!r}")
        if counts != any(sample.name.endswith("_total") for sample in family.samples):
            found.append(f"{family.name}: _total is for counters, and all of them")
    return found


def test_a_bot_tells_prometheus_what_it_does_and_says_whether_it_is_well(
    telegram: TelegramServer, bots: Bots, ada: Reader, coverage: Path, tmp_path: Path, place: str
) -> None:
    assert asked(tmp_path, coverage, place).stdout == "ok: 3 articles\n"  # no bot runs
    bots.start("--verbose", NUTGRAF_HEALTH=place, NUTGRAF_LOG="json")
    ada.says(QUESTION)
    telegram.wait_for_message(ada)
    refused = ada.says("Who won the chess cup in Zanzibar?")
    telegram.wait_for_message(ada, after=refused)
    ada.says("/help")
    telegram.wait_for(lambda: telegram.messages(ada)[-1].text == ENGLISH.help)
    until(lambda: figures(place)["nutgraf_queue_length"] == 0)
    text = httpx.get(f"http://{place}/metrics").text
    assert faults_of(text) == []
    named = {line.split()[2] for line in text.splitlines() if line.startswith("# HELP ")}
    assert named == {*re.findall(r"^\| `(nutgraf_\w+)[`{]", GUIDE, re.M)}
    found = figures(place)
    assert found["nutgraf_questions_total"] == found["nutgraf_answer_seconds_count"] == 2
    assert sum(value for name, value in found.items() if name.startswith("nutgraf_refusals")) == 1
    assert found["nutgraf_answer_seconds_bucket+Inf"] == 2
    assert found["nutgraf_floods_total"] == 0
    assert (found["nutgraf_articles"], found["nutgraf_followers"]) == (3, 0)
    assert 0 <= found["nutgraf_index_age_seconds"] < 10_000

    assert httpx.get(f"http://{place}/healthz").text == "ok: 3 articles\n"
    assert httpx.get(f"http://{place}/other").status_code == 404
    assert httpx.post(f"http://{place}/healthz").status_code == 405
    assert asked(tmp_path, coverage, place).stdout == (
        f"ok: 3 articles; the bot answers on {place}\n"
    )
    log = [json.loads(line) for line in bots.log().splitlines()]
    assert {"DEBUG", "INFO"} <= {each["level"] for each in log}
    assert any(each["message"].startswith("a question: ") for each in log)
    assert "Zanzibar" not in bots.log()


@pytest.mark.slow
def test_a_bot_that_is_stuck_is_not_well_and_floods_are_counted(
    telegram: TelegramServer, bots: Bots, ada: Reader, coverage: Path, tmp_path: Path, place: str
) -> None:
    process = bots.start(NUTGRAF_HEALTH=place)
    telegram.fail("sendMessage", retry_after=1, chat=ada)
    ada.says(QUESTION)
    telegram.wait_for_message(ada)
    telegram.fail("getUpdates", retry_after=1)
    telegram.fail("answerInlineQuery", retry_after=1)
    ada.asks_inline(QUESTION)
    until(lambda: figures(place)["nutgraf_floods_total"] == 3)
    process.send_signal(signal.SIGSTOP)
    began, said = time.monotonic(), asked(tmp_path, coverage, place)
    process.send_signal(signal.SIGCONT)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"error: the bot runs, and does not answer within 2 s on {place}\n"
    assert time.monotonic() - began < 4


def test_a_place_that_is_taken_ends_the_bot_with_one_line(bots: Bots, place: str) -> None:
    host, port = place.split(":")
    with socket.create_server((host, int(port))):
        assert bots.start(polling=False, NUTGRAF_HEALTH=place).wait(timeout=30) == 1
    assert bots.log() == (
        f"error: health: cannot listen on {place} (Address already in use); name another\n"
    )


def test_without_a_coverage_nothing_is_well(tmp_path: Path, place: str) -> None:
    said = asked(tmp_path, tmp_path / "none.db", place)
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert not [*tmp_path.iterdir()]


def test_a_bot_may_start_while_it_is_looked_whether_one_runs(readers_file: Path) -> None:
    lock = readers_file.with_name("readers.db.lock")
    assert not is_held(readers_file)
    assert not lock.exists()
    with exclusive(readers_file):
        assert is_held(readers_file)
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.002):
            is_held(readers_file)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(50):
            with exclusive(readers_file):
                assert is_held(readers_file)
    finally:
        over.set()
        looking.join()
