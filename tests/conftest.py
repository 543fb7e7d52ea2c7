"""What several tests need: a small coverage, the stand-in for Telegram, a bot that runs."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, settings

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.readers.database import Readers
from bot.telegram.application import build
from bot.telegram.polling import serve
from retrieval import Archive
from tests.telegram.server import Reader, TelegramServer
from tests.tools.bots import Bots

pytest_plugins = ["tests.opensearch.skipped", "tests.tools.costs", "tests.tools.packed"]

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
_BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _BUSY, max_examples=25)
settings.register_profile("thorough", _BUSY, max_examples=100)
settings.load_profile("quick")

LONG = "run fair cli delivery processes edges readme reindex streams benchmark notifier".split()
"""The files that take longest, which start first, so that none of them is left for the end."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, for bots and processes are often waited for."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem.removeprefix("test_") not in LONG)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Hardly anything that is imported, or a test, is garbage: it is looked through once."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _authorities_are_read_once() -> Iterator[None]:
    """Each bot makes two clients, and each of these takes longer to read whom TLS trusts than a
    test on loopback takes for all else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "httpx._transports.default.create_ssl_context", cache(httpx.create_ssl_context)
        )
        yield


@pytest.fixture(autouse=True)
def _own_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No setting, no proxy and no language of the machine reaches a test; what passages mean is
    worked out where a test asks for it alone."""
    everywhere = str(tmp_path_factory.getbasetemp())
    monkeypatch.setenv("LANGUAGE", "en")
    for variable in list(os.environ):
        if variable.upper().startswith("NUTGRAF_") or variable.lower().endswith("_proxy"):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("NUTGRAF_MEANING", "false")
    monkeypatch.setenv("NUTGRAF_CEILING", everywhere)
    monkeypatch.setenv("XDG_CONFIG_HOME", everywhere)


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


@pytest.fixture(scope="session")
def archive(coverage: Path) -> Iterator[Archive]:
    """An Archive over those articles; only to be read."""
    with Archive(coverage) as opened:
        yield opened


@pytest.fixture(scope="session")
def _no_readers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readers") / "readers.db"
    with closing(Readers(path)):
        return path


@pytest.fixture
def readers_file(_no_readers: Path, tmp_path: Path) -> Path:
    """A readers' file of the test's own, holding nothing: a copy costs less than one made anew."""
    return Path(shutil.copy(_no_readers, tmp_path / "readers.db"))


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
def backend(archive: Archive, readers_file: Path) -> Iterator[Backend]:
    """A desk over the small coverage, with an empty readers' file; takes the longest message."""
    rules = Rules(longest_question=4096)
    examples = ("What burned down in Larnholm?", "Who won the chess cup in Zanzibar?")
    with (
        closing(Readers(readers_file)) as readers,
        closing(Backend(archive, readers, examples=examples, rules=rules)) as at,
    ):
        yield at


@pytest.fixture
def bot(telegram: TelegramServer, backend: Backend) -> Iterator[Backend]:
    """A running bot; yields its desk."""
    with _running(telegram, backend):
        yield backend


@pytest.fixture
def bots(
    request: pytest.FixtureRequest, telegram: TelegramServer, coverage: Path, tmp_path: Path
) -> Iterator[Bots]:
    """Starts the real `nutgraf run`; in a quick test, with one process that answers."""
    slow = request.node.get_closest_marker("slow") is not None
    with Bots(telegram, coverage, tmp_path, whole=slow) as started:
        yield started


@pytest.fixture
def whole_bots(telegram: TelegramServer, coverage: Path, tmp_path: Path) -> Iterator[Bots]:
    """Starts the real `nutgraf run` with all its processes."""
    with Bots(telegram, coverage, tmp_path) as started:
        yield started


@pytest.fixture
def ada(telegram: TelegramServer) -> Reader:
    """A reader."""
    return telegram.user("Ada")


@pytest.fixture
def ben(telegram: TelegramServer) -> Reader:
    """Another reader."""
    return telegram.user("Ben")
