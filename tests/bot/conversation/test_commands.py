"""What a reader's words mean, on Telegram and in the terminal alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.console import Console

from bot.backend.backend import Backend
from bot.conversation.asked import FRESH, NOTHING, Asked, Before, today
from bot.conversation.commands import address_in, parted, quoted, read, story
from bot.locales.english import ENGLISH
from bot.readers.database import Readers
from bot.terminal.chat import Chat
from bot.terminal.screen import Screen
from retrieval import Answered, Archive, Limits
from tests.conftest import Running
from tests.telegram.server import TelegramServer

SEEDS = Path(__file__).parents[3] / "seeds"
MOSKVA = "How many missiles hit the Moskva?"
DIED = "How many died in Makiivka?"
STORY = ENGLISH.story
JUNE, MAY = date(2023, 6, 5), date(2023, 5, 31)
PARTIES = "Ukraine, Russia, third country, international body, no side, unnamed"


class Listening(Archive):
    """An archive that keeps what it is asked."""

    heard: list[tuple[str, date | None, date | datetime | None]]

    def answered(
        self,
        question: str,
        *,
        limit: int = 3,
        asked_on: date | None = None,
        party: str | None = None,
        limits: Limits,
    ) -> Answered:
        """As an Archive's."""
        self.heard.append((question, limits.as_of, limits.since))
        return super().answered(
            question, limit=limit, asked_on=asked_on, party=party, limits=limits
        )


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    with Listening(tmp_path_factory.mktemp("seeds") / "coverage.db") as archive:
        archive.reindex([SEEDS])
        yield archive


Said = Callable[[str], str]


@pytest.fixture(params=["telegram", "terminal"])
def said(
    request: pytest.FixtureRequest,
    seeds: Listening,
    telegram: TelegramServer,
    running: Running,
    readers_file: Path,
) -> Iterator[Said]:
    """What is said to a line of one reader; what the archive is asked for it is in `seeds`."""
    seeds.heard = []
    if request.param == "terminal":
        yield in_the_terminal(seeds)
        return
    reader = telegram.user("Ada")
    with (
        closing(Readers(readers_file)) as readers,
        closing(Backend(seeds, readers)) as backend,
        running(telegram, backend),
    ):
        yield lambda line: telegram.wait_for_message(reader, after=reader.says(line)).text


def in_the_terminal(archive: Archive) -> Said:
    shown = io.StringIO()
    chat = Chat(archive, Screen(Console(file=shown, highlight=False, emoji=False)))

    def said(line: str) -> str:
        before = len(shown.getvalue())
        assert chat.hear(line)
        return shown.getvalue()[before:].rstrip("\n")

    return said


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        ((MOSKVA,), (MOSKVA, None, None)),
        ((f"/ask {MOSKVA}",), (MOSKVA, None, None)),
        (
            ("/says Ukraine What happened to the Moskva?",),
            ("According to Ukraine: What happened to the Moskva?", None, None),
        ),
        (("/since 5 June 2023 Kakhovka dam",), ("Kakhovka dam", None, JUNE)),
        (("/since on 5 June 2023: Kakhovka dam",), ("Kakhovka dam", None, JUNE)),
        (("/asof 31 May 2023 Kakhovka dam",), ("Kakhovka dam", MAY, None)),
        ((DIED, "/since 5 June 2023"), (DIED, None, JUNE)),
        ((DIED, "and in Dnipro?"), ("How many died in Dnipro?", None, None)),
        ((DIED, "/ask and in Dnipro?"), ("How many died in Dnipro?", None, None)),
        (("/timeline Makiivka", "and Dnipro?"), ("Dnipro?", None, None)),
        ((DIED, "/asof 31 May 2023 and in Dnipro?"), ("and in Dnipro?", MAY, None)),
        ((DIED, "/new", "and in Dnipro?"), ("and in Dnipro?", None, None)),
    ],
)
def test_a_line_asks_the_same_everywhere(
    seeds: Listening, said: Said, lines: tuple[str, ...], asked: tuple[object, ...]
) -> None:
    for line in lines:
        seeds.heard.clear()
        said(line)
    assert seeds.heard[0] == asked


@pytest.mark.parametrize("line", ["/since", "/since Kakhovka dam"])
def test_since_without_a_day_is_since_the_reader_last_asked(
    seeds: Listening, said: Said, line: str
) -> None:
    began = datetime.now(UTC).replace(microsecond=0)
    said(DIED)
    seeds.heard.clear()
    said(line)
    ((question, _, since), *_) = seeds.heard
    assert question == (line.partition(" ")[2] or DIED)
    assert isinstance(since, datetime)
    assert began <= since <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/ask", ENGLISH.ask_what),
        ("/says", ENGLISH.says_what),
        ("/says Ukraine", ENGLISH.says_what),
        ("/says Mars How many died?", ENGLISH.unknown_party.format(parties=PARTIES)),
        ("/since", STORY.since_what),
        ("/since Kakhovka dam", STORY.since_what),
        ("/since 5 June 2023", STORY.since_what),
        ("/asof", STORY.as_of_what),
        ("/asof 31 May 2023", STORY.as_of_what),
        ("/asof Kakhovka dam", STORY.as_of_what),
        ("/timeline", STORY.timeline_what),
        ("/verify", STORY.verify_what),
        ("/verify abcdefghijkl-1-0000", ENGLISH.unknown_address),
        ("/article", ENGLISH.which_article),
        ("/article Zanzibar", ENGLISH.no_article),
        ("/article abcdefghijkl-1-0000", ENGLISH.unknown_address),
        ("/new", ENGLISH.afresh),
        ("/frobnicate", ENGLISH.unknown_command),
    ],
)
def test_what_asks_nothing_is_told_the_same_everywhere(
    seeds: Listening, said: Said, line: str, words: str
) -> None:
    assert said(line) == words
    assert seeds.heard == []


def test_the_shelf_and_the_outlets_are_the_same_everywhere(said: Said) -> None:
    newest = said("/latest").replace("/1 ", "1. ")
    assert "1. Kakhovka dam breaks, towns on the Dnipro are flooded · Sample Monitor · 6" in newest
    assert said("/outlets").splitlines()[0] == "Sample Daily: 4 articles, newest 4 January 2023"
    assert "The Moskva sinks" in said("/article Moskva")


def test_an_address_after_article_shows_its_passage(seeds: Listening, said: Said) -> None:
    quote = seeds.ask(MOSKVA).quotes[0]
    shown = said(f"/article {quote.address}")
    assert quote.text in shown
    assert "15 Apr 2022" in shown


def test_the_words_of_an_edited_question_lean_on_what_it_asked(seeds: Listening) -> None:
    before = Before("How many died in Dnipro?", since=JUNE)
    seeds.heard = []
    for command, words, asked in (
        ("", "and in Bucha?", Asked("and in Bucha?", today(), before.base)),
        ("says", "Russia why?", Asked("According to Russia: why?", today(), before.base)),
        ("since", "the dam", Asked("the dam", today(), since=JUNE)),
        ("since", "", STORY.since_what),
        ("help", "", ENGLISH.unknown_command),
    ):
        assert read(seeds, ENGLISH, command, words, before) == asked


def test_an_empty_coverage_is_said_to_be_empty(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as archive:
        for command in ("says", "since", "asof"):
            assert read(archive, ENGLISH, command, "x", NOTHING) == ENGLISH.nothing_indexed
        chat = in_the_terminal(archive)
        for line in (MOSKVA, "/asof 31 May 2023 the dam", "/latest", "/outlets", "/about"):
            assert chat(line) == ENGLISH.nothing_indexed


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("/ask@nutgraf_bot  Who?", "ask", "Who?"),
        ("/SAYS\nRussia why?\nhow?", "says", "Russia why?\nhow?"),
        ("/says:Russia why?", "says", "Russia why?"),
        ("/1", "1", ""),
        ("/", "", "/"),
        ("/ Who?", "", "/ Who?"),
        ("/\N{CYRILLIC SMALL LETTER A} Who?", "", "/\N{CYRILLIC SMALL LETTER A} Who?"),
        (" Who /ask? ", "", "Who /ask?"),
        ("/ask \ud800", "ask", "?"),
        ("", "", ""),
    ],
)
def test_a_command_is_parted_from_its_words(text: str, command: str, words: str) -> None:
    assert parted(text) == (command, words)


@pytest.mark.parametrize(
    ("words", "address", "text"),
    [
        ("5wui7aiknrmv-2-fa34", "5wui7aiknrmv-2-fa34", None),
        ("5WUI7AIKNRMV-C1-FA34 63 dead", "5wui7aiknrmv-c1-fa34", "63 dead"),
        ("63 dead", None, "63 dead"),
        ("5wui7aiknrmv-2 63 dead", None, "5wui7aiknrmv-2 63 dead"),
    ],
)
def test_an_address_may_open_what_is_to_be_verified(
    words: str, address: str | None, text: str | None
) -> None:
    assert quoted(words) == (address, text)
    assert address_in(words) == (address if address and not text else "")


def test_a_story_is_the_words_or_else_what_was_asked_of_late() -> None:
    asked_at = datetime(2024, 3, 6, tzinfo=UTC)
    fresh = Before.last("Who\nsaid so?", asked_at, now=asked_at)
    assert story(" the  dam ", fresh) == "the dam"
    assert story("", fresh) == "Who said so?"
    assert story("", Before.last("Who?", asked_at, now=asked_at + FRESH)) == story("") == ""
    assert len(story("dam " * 100)) <= 200
