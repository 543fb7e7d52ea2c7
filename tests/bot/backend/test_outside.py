"""What looks through the coverage is done in the process that answers, not in the bot's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.backend.processes import Answerer
from bot.conversation import shelf
from bot.conversation.commands import verified
from bot.conversation.stories import known, of_month
from retrieval import Archive, UnknownAddressError

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
    dear = ("verify", "verified", "explain", "timeline", "search", "ask", "answered", "found")
    for path in ROOM.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for name in dear:
            assert f".asked(at.archive.{name}" not in text, path
            assert f".asked({name}, at.archive" not in text, path
            assert f".asked(shelf.{name}, at.archive" not in text, path
