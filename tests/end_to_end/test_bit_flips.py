"""Bits of the two files that flip: no traceback, no quote that differs unnoticed."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.conversation.asked import Asked
from bot.readers.conversations import Conversations, MessageId
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.readers.file import ReadersError
from bot.readers.settings import Settings, save
from retrieval import Answer, Archive, NutgrafError, Quote, Refusal
from tests.tools.commands import here

pytestmark = pytest.mark.beside

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTIONS = (
    "How many soldiers died at Makiivka?",
    "When did the Kakhovka dam break?",
    "What does Russia say about Makiivka?",
)
COUNTS = [15, pytest.param(1000, marks=pytest.mark.slow)]
SEED = 311


class Whole(NamedTuple):
    """A coverage, what it answers, and its articles."""

    path: Path
    answers: tuple[Answer, ...]
    bodies: dict[str, str]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    path = tmp_path_factory.mktemp("whole") / "coverage.db"
    with Archive(path) as archive:
        archive.reindex([SEEDS])
        bodies = {each: archive.article(each).body for each in archive.digests()}
        return Whole(path, tuple(map(archive.ask, QUESTIONS)), bodies)


def flipped(raw: bytes, count: int, folder: Path) -> Iterator[Path]:
    """Files of these bytes, each with one bit that differs."""
    chance = random.Random(SEED)
    for number in range(count):
        flipped, at = bytearray(raw), chance.randrange(8 * len(raw))
        flipped[at // 8] ^= 1 << at % 8
        own = folder / f"{number}"
        own.mkdir()
        path = own / "file.db"
        path.write_bytes(flipped)
        yield path
        shutil.rmtree(own)


def shown(quote: Quote) -> tuple[object, ...]:
    return quote.sentence, quote.text, quote.address, quote.citation, quote.speaker


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.slow
def test_a_bit_that_flips_in_the_coverage_changes_no_quote_unnoticed(
    whole: Whole, tmp_path: Path, count: int
) -> None:
    for path in flipped(whole.path.read_bytes(), count, tmp_path):
        with suppress(NutgrafError):
            check(path, whole)
        done = here("doctor", folder=path.parent, NUTGRAF_DATABASE=path)
        assert done.returncode in (0, 1)
        assert done.stderr.count("\n") == done.returncode


def check(path: Path, whole: Whole) -> None:
    """Each quote is the article's words; what differs in an answer is known to doctor."""
    with Archive(path) as archive:
        for question, before in zip(QUESTIONS, whole.answers, strict=True):
            answer = archive.ask(question)
            for quote in answer.quotes:
                body = whole.bodies[quote.citation.article]
                assert body[slice(*quote.offsets.text)] == quote.text
            if list(map(shown, answer.quotes)) != list(map(shown, before.quotes)):
                assert archive.doctor().findings
        archive.timeline("Makiivka")
        archive.latest()


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of forty readers."""
    path = tmp_path_factory.mktemp("readers") / "readers.db"
    refusal = Refusal("unknown_words", unknown=("Erdogan",), day=None, suggestions=())
    with closing(Readers(path)) as opened:
        for number in range(40):
            asked = Asked(f"Who said {number}?", date(2024, 3, 6))
            Conversations(opened).remember(MessageId(number, 1, number), asked)
            save(opened, number, Settings("2", "uk", "Europe/Kyiv", "22-7"))
            Counts(opened).question(9.0, refusal, ["erdogan", f"kherson{number}"], reader_id=number)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("vacuum")
    return path


@pytest.mark.parametrize("count", COUNTS)
def test_a_bit_that_flips_in_the_readers_file_is_one_line_at_most(
    readers: Path, whole: Whole, tmp_path: Path, count: int
) -> None:
    for path in flipped(readers.read_bytes(), count, tmp_path):
        for command in ("stats", "unanswered"):
            done = here(
                command, folder=path.parent, NUTGRAF_READERS=path, NUTGRAF_DATABASE=whole.path
            )
            assert done.returncode in (0, 1)
            assert done.stderr.count("\n") == done.returncode
        with suppress(ReadersError), closing(Readers(path)) as opened:
            for number in range(40):
                Conversations(opened).recall(number, 1)
            Counts(opened).since()
