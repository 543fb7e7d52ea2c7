"""Files of an older nutgraf, stopped in the middle of its work, are taken up with all they hold.

tests/data/old/ was written by commit cdad2bd, through tests/tools/old_files.py.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.readers import reports
from bot.readers.database import Readers
from bot.readers.settings import Settings, load
from bot.readers.stories import Story
from retrieval import Archive
from tests.bot.telegram.test_application import asked, pressed
from tests.conftest import Running
from tests.telegram.saved import resume
from tests.telegram.server import Message, Reader, TelegramServer
from tests.telegram.world import Chat
from tests.tools.old_files import FIRST, LATER, SEEDS, STOPPED, TABLES
from tests.tools.until import until

OLD = Path(__file__).parents[1] / "data" / "old"
BROKE = "The Kakhovka dam broke on Tuesday."


class Clock:
    """The moment at which the files are opened: soon after the stop, until hours pass."""

    def __init__(self) -> None:
        self.moment = STOPPED + timedelta(minutes=5)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with copies of both files."""
    for name in ("coverage.db", "readers.db"):
        (tmp_path / name).write_bytes(gzip.decompress((OLD / f"{name}.gz").read_bytes()))
    return tmp_path


@pytest.fixture
def archive(old: Path) -> Iterator[Archive]:
    with Archive(old / "coverage.db") as opened:
        yield opened


@pytest.fixture
def backend(archive: Archive, old: Path, clock: Clock) -> Iterator[Backend]:
    with (
        closing(Readers(old / "readers.db", now=clock)) as readers,
        closing(Backend(archive, readers, look_every=0.05)) as at,
    ):
        yield at


@pytest.fixture
def bot(running: Running, telegram: TelegramServer, backend: Backend) -> Iterator[Backend]:
    """A bot that goes on where the old one stopped."""
    resume(telegram, json.loads((OLD / "telegram.json").read_text("utf-8")))
    with running(telegram, backend):
        yield backend


def person(telegram: TelegramServer, name: str) -> Reader:
    return next(each for each in telegram.people.values() if each.name == name)


def answer_to(chat: Chat, question: str) -> Message:
    """What the old bot answered."""
    number = next(number for number, each in chat.log.items() if each.text == question)
    return chat.log[number + 1]


def test_the_coverage_answers_without_a_reindex_and_after_one(old: Path, archive: Archive) -> None:
    check_answers(archive)
    seeds = old / "seeds"
    seeds.mkdir()
    for name in (*FIRST, LATER, *TABLES):
        shutil.copy(SEEDS / name, seeds)
    summary = archive.reindex([seeds])
    assert (summary.added, summary.removed, summary.skipped) == (0, 0, ())
    check_answers(archive)


def check_answers(archive: Archive) -> None:
    """Words as the articles have them, another spelling from the table of aliases, a party's
    words, and what was corrected."""
    for question in ("When did the Kakhovka dam break?", "When did the Kachowka dam break?"):
        quote = archive.ask(question).quotes[0]
        assert quote.sentence.endswith(BROKE)
        assert quote.citation.article == LATER.removesuffix(".txt")
        assert archive.show(quote.address).passage.text == quote.text
    said = archive.ask("What does Russia say about Makiivka?")
    assert {each.speaker.party for each in said.quotes if each.speaker} == {"Russia"}
    since = STOPPED - timedelta(hours=1)
    killed = archive.ask("How many Russian soldiers were killed in Makiivka?", since=since)
    [corrected] = killed.corrections
    assert corrected.before is not None
    assert corrected.before.endswith("to 89 on Thursday.")


def test_settings_are_kept(telegram: TelegramServer, bot: Backend) -> None:
    ben = person(telegram, "Ben")
    assert load(bot.readers, ben.id) == Settings("2", "uk", "Europe/Kyiv", "22-7")
    answer = asked(telegram, ben, "How many died at Makiivka?")
    screen = LANGUAGES["uk"].screen
    assert answer.buttons[0][:2] == [screen.read_on, screen.more_quotes]


def test_what_is_followed_is_kept_and_delivered_after_the_night(
    telegram: TelegramServer, bot: Backend, clock: Clock
) -> None:
    ben = person(telegram, "Ben")
    assert "water Kakhovka dam" in asked(telegram, ben, "/following").buttons[0][0]
    assert len(bot.stories.waiting(ben.id)) == 4
    last = telegram.messages(ben)[-1]
    clock.moment += timedelta(hours=10)
    news = telegram.wait_for_message(ben, after=last)
    assert "The water of the Dnipro has flooded towns below the dam" in news.text
    until(lambda: not bot.stories.waiting(ben.id))
    assert bot.stories.of(ben.id) == [Story(1, "water Kakhovka dam")]


def test_updates_that_were_not_answered_are_answered(
    telegram: TelegramServer, bot: Backend
) -> None:
    for name in ("Cyd", "Dan"):
        reader = person(telegram, name)
        answer = telegram.wait_for_message(reader)
        assert answer.spans("blockquote")
        assert answer.reply_to is reader.log[1]
    until(lambda: not bot.readers.rows("select 1 from updates where payload is not null"))


@pytest.mark.parametrize(
    ("question", "button", "words"),
    [
        ("How many died at Makiivka, and who says so?", "More →", "4  "),
        ("How many died at Makiivka, and who says so?", "2", "← Back"),
        ("How many died at Makiivka, and who says so?", "Verify", "← Back"),
        ("/asof 3 January 2023 How many died at Makiivka?", "More →", "3 January 2023"),
        ("/timeline Makiivka", "← December 2022", "December 2022"),
        ("What does Russia say about Makiivka?", "3", "← Back"),
    ],
)
@pytest.mark.usefixtures("bot")
def test_a_button_of_an_old_answer_shows_another_page(
    telegram: TelegramServer, question: str, button: str, words: str
) -> None:
    ada = person(telegram, "Ada")
    answer = answer_to(ada, question)
    assert pressed(telegram, ada, answer, button) == ""
    assert answer.edits == 1
    assert words in f"{answer.text} {answer.buttons}"


@pytest.mark.usefixtures("bot")
def test_other_buttons_of_old_answers_do_what_they_say(telegram: TelegramServer) -> None:
    ada = person(telegram, "Ada")
    answer = answer_to(ada, "How many died at Makiivka, and who says so?")
    assert pressed(telegram, ada, answer, "👎") == ENGLISH.thanks
    followed = "How many died at Makiivka, and who says so?"
    assert pressed(telegram, ada, answer, "🔔") == ENGLISH.follows.format(words=followed)
    refusal = answer_to(ada, "Did Erdogan visit Kherson?")
    last = telegram.messages(ada)[-1]
    assert pressed(telegram, ada, refusal, "ask:0") == ""
    assert telegram.wait_for_message(ada, after=last).spans("blockquote")


@pytest.mark.usefixtures("bot")
def test_buttons_of_an_old_answer_in_a_group_are_still_the_askers(telegram: TelegramServer) -> None:
    group = next(each for each in telegram.groups.values() if each.title == "Newsroom")
    answer = answer_to(group, "/ask How many died at Makiivka?")
    assert pressed(telegram, person(telegram, "Ben"), answer, "More →") == LANGUAGES["uk"].not_yours
    assert pressed(telegram, person(telegram, "Ada"), answer, "More →") == ""
    assert answer.edits == 1


@pytest.mark.usefixtures("bot")
def test_a_follow_up_is_read_with_the_question_before_the_stop(telegram: TelegramServer) -> None:
    answer = asked(telegram, person(telegram, "Ada"), "and Ukraine?")
    kept, _, _ = ENGLISH.kept.partition("{")
    assert answer.text.startswith(f"{kept}What does Russia say about ")


def test_counts_feedback_and_the_numbers_of_groups_are_kept(backend: Backend) -> None:
    said = reports.stats(backend.readers, backend.archive.coverage())
    for line in (
        "questions: 6",
        "refused: 1 (unknown_words 1)",
        "readers: 1",
        "following a story: 1",
        "thumbs, ever: 1 up, 0 down",
        "feedback, ever: 1",
        "asked in vain most: Erdogan, Kherson",
    ):
        assert line in said.splitlines()
    assert reports.feedback(backend.readers, 9) == "2023-07-01  More of the east, please."
    assert "Did Erdogan visit Kherson?" in reports.unanswered(backend.counts.unanswered(9))
    [(chat, before)] = backend.readers.rows("select chat_id, before from moves")
    assert backend.readers.earlier(chat) == [before]
