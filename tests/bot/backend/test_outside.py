"""What looks through the coverage is done in the process that answers, not in the bot's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.backend.backend import Backend
from bot.backend.news import look, sentence_at
from bot.backend.processes import Answerer, TookTooLongError
from bot.conversation import shelf
from bot.conversation.asked import NOTHING, Asked
from bot.conversation.commands import read, verified
from bot.conversation.examples import suggested
from bot.conversation.stories import known, of_month
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers
from bot.telegram.handlers.inline import newest
from retrieval import Archive, UnknownAddressError
from tests.telegram.server import TelegramServer

ROOM = Path(__file__).parents[3] / "bot" / "telegram"
QUESTION = "How many warehouses burned in Larnholm?"


@pytest.fixture
def answerer(archive: Archive) -> Iterator[Answerer]:
    with closing(Answerer(archive)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (Archive.verify, (None, "The warehouse burned down.")),
        (verified, ([],)),
        (shelf.found, ("Larnholm warehouse",)),
        (known, ("Larnholm warehouse", 3)),
        (of_month, ("Larnholm warehouse", "")),
        (read, (ENGLISH, "says", "police: What burned?", NOTHING)),
        (read, (LANGUAGES["uk"], "asof", "6 березня 2024 Що згоріло?", NOTHING)),
        (shelf.latest, (0,)),
        (suggested, (("What burned down in Larnholm?",),)),
        (newest, (1,)),
        (Archive.outlets, ()),
        (Archive.coverage, ()),
        (Archive.show, ("vj2pn7idx5ul-1-826b",)),
        (sentence_at, ("vj2pn7idx5ul-1-826b", "warehouse fire")),
    ],
)
async def test_each_look_is_the_same_in_another_process(
    archive: Archive, answerer: Answerer, function: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    assert await answerer.ask(function, *args) == function(archive, *args)


async def test_an_address_that_names_nothing_is_said_to_be_unknown(answerer: Answerer) -> None:
    with pytest.raises(UnknownAddressError):
        await answerer.ask(Archive.verify, "aaaaaaaaaaaa-1-0000", None)


def test_no_handler_looks_through_the_coverage_in_the_bots_own_process() -> None:
    """But for the terms of a question, for words that name no command, and for what is looked up
    once after a reindex, whatever is asked."""
    allowed = (
        *("at.archive.terms(", "read(at.archive, render.texts, command"),
        "on_archive(at.nature)",
    )
    for path in (ROOM / "handlers").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            own = "on_archive" in line or "archive" in line.partition("at.")[2].partition(",")[0]
            assert not own or any(each in line for each in allowed), (path, line)


COMMANDS = (
    "/says police: What burned?",
    "/since 5 March 2024 What burned in Larnholm?",
    "/asof 6 March 2024 What burned in Larnholm?",
    "/timeline Larnholm",
    "/follow Larnholm",
    "/verify The warehouse burned",
    "/article Larnholm",
    "/article vj2pn7idx5ul-1-826b",
    "/latest",
    "/outlets",
    "/about",
    "/start",
    "/start vj2pn7idx5ul-1-826b",
    "What burned in Larnholm?",
)


@pytest.mark.usefixtures("bot", "slow")
def test_a_command_that_takes_too_long_is_given_up_with_a_line(
    telegram: TelegramServer,
) -> None:
    """Each by another reader, for they wait longer who asked what took too long."""
    asked = []
    for words in COMMANDS:
        reader = telegram.user("Reader")
        asked.append((reader, reader.says(words)))
    for reader, command in asked:
        said = telegram.wait_for_message(reader, after=command)
        assert said.text == ENGLISH.took_too_long, command.text


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked in another process takes too long."""

    async def too_long(*_: object, **__: object) -> None:
        raise TookTooLongError

    monkeypatch.setattr(Backend, "in_pool", too_long)


async def test_a_followed_story_that_takes_too_long_holds_up_no_other(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        closing(Readers(tmp_path / "readers.db")) as readers,
        closing(Backend(archive, readers)) as at,
    ):
        for words in ("too dear", "warehouse fire Larnholm"):
            at.stories.follow(7, 7, words, [])
        at.stories.looked(0, {}, [])
        real = at.in_pool

        async def dear(_: Backend, function: Any, asked: Asked, **options: Any) -> Any:
            if asked.question == "too dear":
                raise TookTooLongError
            return await real(function, asked, **options)

        monkeypatch.setattr(Backend, "in_pool", dear)
        assert await look(at) > 0
        assert {each.words for each in at.stories.waiting(7)} == {"warehouse fire Larnholm"}
        assert await look(at) == 0
