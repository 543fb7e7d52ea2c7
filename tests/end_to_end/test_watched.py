"""`nutgraf run --watch`: what is published is answered from while the bot runs."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.server import TelegramServer
from tests.tools.bots import Bots
from tests.tools.until import until
from tests.web.site import Reply, Site, item, long_text, rss, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


def watches(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of the bot that watch."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(each) for each in children if b"watch" in commands(int(each))]


def commands(process: int) -> bytes:
    """Its command and words; nothing once it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.slow
def test_what_a_feed_publishes_is_answered_from_and_the_watch_ends_with_the_bot(
    telegram: TelegramServer, whole_bots: Bots, site: Site
) -> None:
    bots, feed = whole_bots, [item("/a", "Mill", long_text("Norby"))]
    site.pages["/feed"] = lambda _: Reply(rss(feed))
    (bots.folder / "config.toml").write_text(f'[[coverage]]\nfeed = "{site.url}/feed"\n')
    process = bots.start("--watch", NUTGRAF_PRIVATE_ADDRESSES="true")
    until(lambda: "1 added" in bots.log())
    ada = telegram.user("Ada")
    asked = ada.says("Who was injured in the fire in the harbour of Norby?")
    answer = telegram.wait_for_message(ada, after=asked)
    assert "harbour of Norby" in answer.text
    (watch,) = watches(process)
    secret = Path(f"/proc/{watch}/environ").read_bytes()
    assert b"NUTGRAF_DATABASE" in secret
    assert telegram.token.encode() not in secret
    assert bots.stop(process, signal.SIGINT) == 0
    assert commands(watch) == b""

    second = bots.start("--watch", NUTGRAF_PRIVATE_ADDRESSES="true")
    until(lambda: watches(second))
    (watch,) = watches(second)
    time.sleep(0.5)
    second.kill()
    second.wait()
    until(lambda: commands(watch) == b"")
