"""What several tests need: a small coverage, the stand-in for Telegram, a bot that runs."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.readers.database import Readers
from bot.telegram.application import build
from bot.telegram.polling import serve
from retrieval import Archive
from tests.telegram.server import Reader, TelegramServer

Running = Callable[[TelegramServer, Backend], AbstractContextManager[None]]

ARTICLES = {
    "harbour": """\
---
headline: Fire in the harbour of Larnholm & what is known
outlet: Coast Post
url: https://coast-post.example/2024/03/05/harbour-fire
published: 2024-03-05
---

(Larnholm) A warehouse in the harbour of Larnholm burned down on Monday night.

Two people were injured in the warehouse fire, the harbour master <Ida Brandt> said & confirmed. \
Nobody was killed. Twelve fire engines came from three towns.

The cause of the blaze is unknown. The police are looking into it.
""",
    "harbour-later": """\
---
headline: Third person injured in Larnholm fire
outlet: Island Wire
published: 2024-03-06
---

Three people were injured in the warehouse fire in Larnholm, the hospital said on Wednesday.

The warehouse had stored paint and paper since 1998, said its owner.
""",
    "bridge": """\
Bridge | The old bridge of Larnholm is closed

The old bridge of Larnholm is closed to lorries from today, the town council decided.

Its pillars date from 1911 and carry cracks that engineers measured in spring.

source Larnholm Gazette
""",
}


# an example that takes long says that the machine is busy, not that a test fails
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

LONG = "killed run cli application inbox evaluate workers_end notifier readme webhook bm25".split()
"""The files that take longest, which start first, so that none of them is left for the end."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, for bots and processes are often waited for."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem.removeprefix("test_") not in LONG)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting and no proxy of the machine reaches a test."""
    for variable in list(os.environ):
        if variable.upper().startswith("NUTGRAF_") or variable.lower().endswith("_proxy"):
            monkeypatch.delenv(variable)


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three articles: two with a date, one with a URL."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def coverage(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The coverage's file with those articles; only to be read."""
    path = tmp_path_factory.mktemp("coverage") / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([articles])
    return path


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A made-up coverage of 100,000 passages, only to be read, and questions about it."""
    from tests.tools.load import coverage  # needs what few tests need

    return coverage(tmp_path_factory.mktemp("large"), 100_000)


@pytest.fixture
def archive(coverage: Path) -> Iterator[Archive]:
    """An Archive over those articles."""
    with Archive(coverage) as opened:
        yield opened


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    """The stand-in for Telegram; the test fails where the bot broke the Bot API's rules."""
    with TelegramServer() as server:
        yield server
        assert server.violations == []


@pytest.fixture
def running() -> Running:
    """Runs the real Application in a thread of its own, answering from a desk, for a block."""
    return _running


@contextmanager
def _running(telegram: TelegramServer, backend: Backend) -> Iterator[None]:
    failed: list[BaseException] = []
    loop = asyncio.new_event_loop()
    stopped = asyncio.Event()

    def answer() -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(serve(build(telegram.token, backend, api=telegram.url), stopped))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        telegram.wait_until_polling()
        yield
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stopped.set)
        thread.join(15)
    assert not thread.is_alive(), "the bot did not stop"
    assert failed == []


@pytest.fixture
def backend(archive: Archive, tmp_path: Path) -> Iterator[Backend]:
    """A desk over the small coverage, with an empty readers' file; takes the longest message."""
    rules = Rules(longest_question=4096)
    examples = ("What burned down in Larnholm?", "Who won the chess cup in Zanzibar?")
    with (
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers, examples=examples, rules=rules)) as at,
    ):
        yield at


@pytest.fixture
def bot(telegram: TelegramServer, backend: Backend) -> Iterator[Backend]:
    """A running bot; yields its desk."""
    with _running(telegram, backend):
        yield backend


@pytest.fixture
def ada(telegram: TelegramServer) -> Reader:
    """A reader."""
    return telegram.user("Ada")


@pytest.fixture
def ben(telegram: TelegramServer) -> Reader:
    """Another reader."""
    return telegram.user("Ben")
