"""Following a story: what is new comes once, seldom, not at night, and to those who want it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers
from bot.readers.settings import Settings, save
from bot.readers.stories import MOST, Due, Fresh, Stories
from bot.telegram.notifier import is_silent
from retrieval import Archive
from tests.bot.telegram.test_application import QUESTION, asked, pressed
from tests.conftest import ARTICLES, Running
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.coverage_maker import write
from tests.tools.until import until

WORDS = "warehouse fire Larnholm"
NEW = (
    "Fourth person hurt",
    "Four people are now known to have been injured in the warehouse fire in Larnholm.",
)
COPY = ("Copied", f"{NEW[1]} So much is known.")
LATER = ("Cause found", "A broken cable caused the warehouse fire of Larnholm, the police said.")


class Newsroom:
    """A coverage that grows, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2024, 3, 7, 12, tzinfo=UTC)
        self.articles = folder / "articles"
        self.articles.mkdir()
        for name, text in ARTICLES.items():
            (self.articles / f"{name}.txt").write_text(text, encoding="utf-8")
        self.archive = Archive(folder / "coverage.db")
        self.archive.reindex([self.articles])
        self.path = folder / "readers.db"

    def backend(self) -> Backend:
        readers = Readers(self.path, now=lambda: self.now)
        return Backend(self.archive, readers, look_every=0.05)

    def publishes(self, name: str, article: tuple[str, str]) -> None:
        write(self.articles, {name: article})
        self.archive.reindex([self.articles])


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    yield made
    made.archive.close()


@pytest.fixture
def backend(newsroom: Newsroom) -> Iterator[Backend]:
    with closing(newsroom.backend()) as at:
        yield at
    at.readers.close()


@pytest.fixture
def bot(running: Running, telegram: TelegramServer, backend: Backend) -> Iterator[Backend]:
    with running(telegram, backend):
        yield backend


def follows(
    telegram: TelegramServer, reader: Reader, backend: Backend, words: str = WORDS
) -> Message:
    """Follow, and wait until the coverage has been looked at as it is."""
    said = asked(telegram, reader, f"/follow {words}")
    until(lambda: backend.stories.generation())
    return said


def settled(newsroom: Newsroom, backend: Backend) -> None:
    """Wait until the newest coverage has been looked at."""
    newest = newsroom.archive.generation()
    until(lambda: backend.stories.generation() == newest)


def test_what_is_new_comes_once_grouped_with_its_citation(
    telegram: TelegramServer, bot: Backend, ada: Reader, newsroom: Newsroom
) -> None:
    said = follows(telegram, ada, bot)
    assert said.text == ENGLISH.follows.format(words=WORDS)
    newsroom.publishes("new", NEW)
    news = telegram.wait_for_message(ada, after=said)
    assert news.text.splitlines() == [
        ENGLISH.news_of.format(words=WORDS),
        "Fourth person hurt · no date",
        NEW[1],
    ]
    assert news.links()[0][1].startswith(f"https://t.me/{telegram.username}?start=")
    newsroom.publishes("copy", COPY)
    settled(newsroom, bot)
    newsroom.now += timedelta(hours=2)
    newsroom.publishes("later", LATER)
    second = telegram.wait_for_message(ada, after=news)
    assert LATER[1] in second.text
    assert COPY[0] not in second.text
    assert len(telegram.messages(ada)) == 3


def test_a_chat_gets_at_most_one_message_an_hour(
    telegram: TelegramServer, bot: Backend, ada: Reader, newsroom: Newsroom
) -> None:
    said = follows(telegram, ada, bot)
    newsroom.publishes("new", NEW)
    news = telegram.wait_for_message(ada, after=said)
    newsroom.publishes("later", LATER)
    settled(newsroom, bot)
    assert asked(telegram, ada, "/help").text == ENGLISH.help
    assert len(telegram.messages(ada)) == 3
    newsroom.now += timedelta(minutes=61)
    assert LATER[1] in telegram.wait_for_message(ada, after=news, count=2).text


def test_nothing_comes_in_silent_hours_and_all_of_it_after_them(
    telegram: TelegramServer, bot: Backend, ada: Reader, newsroom: Newsroom
) -> None:
    newsroom.now = newsroom.now.replace(hour=23)
    pressed(telegram, ada, asked(telegram, ada, "/settings"), "Silent at night: no")
    follows(telegram, ada, bot)
    newsroom.publishes("new", NEW)
    newsroom.publishes("later", LATER)
    settled(newsroom, bot)
    last = asked(telegram, ada, "/help")
    assert len(telegram.messages(ada)) == 3
    newsroom.now += timedelta(hours=9)
    news = telegram.wait_for_message(ada, after=last)
    assert NEW[1] in news.text
    assert LATER[1] in news.text


def test_a_restart_keeps_what_is_followed_and_repeats_nothing(
    running: Running, telegram: TelegramServer, ada: Reader, newsroom: Newsroom
) -> None:
    for name, article in (("", NEW), ("new", NEW), ("later", LATER)):
        with closing(newsroom.backend()) as backend:
            if name:
                newsroom.now += timedelta(hours=2)
                newsroom.publishes(name, article)
            with running(telegram, backend):
                if not name:
                    follows(telegram, ada, backend)
                if name:
                    telegram.wait_for_message(ada, count=2 if name == "new" else 3)
        backend.readers.close()
    with closing(newsroom.backend()) as backend, running(telegram, backend):
        settled(newsroom, backend)
    backend.readers.close()
    assert [NEW[1] in each.text for each in telegram.messages(ada)] == [False, True, False]
    assert len(telegram.messages(ada)) == 3


def test_a_reader_who_blocks_the_bot_is_dropped(
    telegram: TelegramServer, bot: Backend, ada: Reader, newsroom: Newsroom
) -> None:
    ben = telegram.user("Ben")
    follows(telegram, ben, bot)
    said = follows(telegram, ada, bot)
    ben.blocks_bot()
    newsroom.publishes("new", NEW)
    telegram.wait_for_message(ada, after=said)
    until(lambda: bot.stories.followers() == 1)
    assert bot.stories.of(ben.id) == []


def test_following_lists_stories_and_stops_them(
    telegram: TelegramServer, bot: Backend, ada: Reader, newsroom: Newsroom
) -> None:
    assert asked(telegram, ada, "/following").text == ENGLISH.following_none
    assert asked(telegram, ada, "/follow").text == ENGLISH.follow_what
    answer = asked(telegram, ada)
    told = pressed(telegram, ada, answer, "Follow 🔔")
    assert told.startswith("You will hear of new articles")
    follows(telegram, ada, bot)
    listed = asked(telegram, ada, "/following")
    assert [row[0] for row in listed.buttons] == [f"Stop: {QUESTION}", f"Stop: {WORDS}"]
    for words in (QUESTION, WORDS):
        pressed(telegram, ada, listed, f"Stop: {words}")
    assert listed.text == ENGLISH.following_none
    newsroom.publishes("new", NEW)
    last = asked(telegram, ada, "/help")
    assert telegram.messages(ada)[-1] is last


def test_news_are_told_in_the_followers_language(
    telegram: TelegramServer, bot: Backend, newsroom: Newsroom
) -> None:
    olha = telegram.user("Olha", language_code="uk")
    said = follows(telegram, olha, bot)
    newsroom.publishes("new", NEW)
    news = telegram.wait_for_message(olha, after=said)
    assert news.text.startswith(LANGUAGES["uk"].news_of.format(words=WORDS))


def test_an_outage_only_delays_what_is_new(
    telegram: TelegramServer,
    bot: Backend,
    ada: Reader,
    newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.attempts.PAUSES", (0.01,))
    said = follows(telegram, ada, bot)
    telegram.fail("sendMessage", drop=True, times=4)
    newsroom.publishes("new", NEW)
    news = telegram.wait_for_message(ada, after=said)
    assert NEW[1] in news.text


def test_silent_hours_go_by_the_readers_clock() -> None:
    noon = datetime(2024, 3, 7, 12, tzinfo=UTC)
    assert not is_silent(Settings(), noon)
    assert not is_silent(Settings(silent="22-7"), noon)
    assert is_silent(Settings(silent="22-7", zone="Asia/Tokyo"), noon + timedelta(hours=2))
    assert is_silent(Settings(silent="22-7"), noon.replace(hour=22))
    assert not is_silent(Settings(silent="22-7"), noon.replace(hour=7))


def test_a_chat_follows_only_so_many_stories(tmp_path: Path) -> None:
    with closing(Readers(tmp_path / "readers.db")) as readers:
        stories = Stories(readers)
        followed = [stories.follow(1, 1, f"story {n}", []) for n in range(MOST + 1)]
        assert followed == [True] * MOST + [False]
        assert stories.follow(1, 1, "story 0", [])
        assert stories.follow(2, 2, "story 99", [])


def test_the_silent_do_not_keep_the_others_waiting(tmp_path: Path) -> None:
    with closing(Readers(tmp_path / "readers.db")) as readers:
        stories = Stories(readers)
        for chat_id in range(1, 701):
            stories.follow(chat_id, chat_id, "dam", [], language="uk")
        save(readers, 1, Settings(silent="22-7", zone="Europe/Kyiv"))
        stories.looked(1, {}, [Fresh(1, "abc-1-0000", "The dam broke.")])
        due = stories.due()
        assert [each.chat_id for each in due] == list(range(1, 701))
        assert due[0] == Due(1, "uk", Settings(silent="22-7", zone="Europe/Kyiv"))
        assert due[1].chosen == Settings()
        stories.delivered(2, [stories.waiting(2)[0].number])
        assert len(stories.due()) == 699


def test_one_who_follows_a_story_and_is_blocked_then_is_told_nothing_of_it(
    running: Running,
    telegram: TelegramServer,
    backend: Backend,
    newsroom: Newsroom,
    ada: Reader,
    ben: Reader,
) -> None:
    with running(telegram, backend):
        said = follows(telegram, ada, backend)
        follows(telegram, ben, backend)
    blocking = Rules(blocked=frozenset({ben.id}))
    with closing(newsroom.backend()) as at, running(telegram, replace(at, rules=blocking)):
        newsroom.publishes("new", NEW)
        assert NEW[1] in telegram.wait_for_message(ada, after=said).text
        until(lambda: not at.stories.waiting(ben.id))
    assert len(telegram.messages(ben)) == 1
