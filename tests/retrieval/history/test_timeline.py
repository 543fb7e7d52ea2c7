"""A story day by day: one whole sentence for each day that the coverage speaks of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import cli
from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.readers.database import Readers
from bot.telegram.rendering.messages import Renderer
from retrieval import Coverage, Day, Timeline
from tests.bot.telegram.rendering.test_messages import parsed, quotes
from tests.bot.telegram.test_application import asked, pressed
from tests.bot.test_cli import Nutgraf
from tests.retrieval.index.test_filters import Newsroom
from tests.telegram.server import Reader, TelegramServer
from tests.tools.examples import up_to

STORY = ENGLISH.story
LEAKS = "The dam of Larnholm leaks, said the mayor."


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    yield made
    made.archive.close()


@pytest.fixture
def story(newsroom: Newsroom) -> Newsroom:
    """A dam's story in two months, with a gap, a copy, a passing mention, and an undated end."""
    newsroom.write("leak", LEAKS, "It has cost 3 million.", published="2024-02-28")
    newsroom.write("copy", LEAKS, "Nobody knew.", published="2024-02-29")
    broke = "The mayor ate. On Monday the dam of Larnholm broke. Snow fell on the dam of Larnholm."
    newsroom.write("break", broke, "A dam is a wall.", published="2024-03-06")
    newsroom.write("later", "Larnholm counts its losses.", published="2024-03-08")
    newsroom.write("repair", "The dam of Larnholm is repaired.", published="2024-03-07")
    newsroom.write("old", "The dam of Larnholm was built by hand.")
    newsroom.reindex()
    return newsroom


def told(timeline: Timeline) -> list[tuple[str | None, str | None, int, str]]:
    return [(each.day, each.told, each.gap, each.quote.sentence) for each in timeline.days]


class TestADay:
    def test_is_the_passages_own_else_its_articles_and_gaps_are_counted(
        self, story: Newsroom
    ) -> None:
        timeline = story.archive.timeline("dam of Larnholm")
        assert told(timeline) == [
            ("2024-02-28", "article", 0, LEAKS),
            ("2024-03-04", "passage", 4, "On Monday the dam of Larnholm broke."),
            ("2024-03-07", "article", 2, "The dam of Larnholm is repaired."),
        ]
        assert [each.quote.sentence for each in timeline.undated] == [
            "The dam of Larnholm was built by hand."
        ]
        assert timeline.undated[0].day is None
        assert timeline.months == ("2024-02", "2024-03")

    def test_has_a_whole_verbatim_sentence_with_its_citation(self, story: Newsroom) -> None:
        timeline = story.archive.timeline("dam of Larnholm")
        for number, each in enumerate((*timeline.days, *timeline.undated), 1):
            quote = each.quote
            body = story.archive.article(quote.citation.article).body
            assert body[slice(*quote.offsets.sentence)] == quote.sentence
            assert body[slice(*quote.offsets.text)] == quote.text
            assert quote.citation.number == number
            assert story.archive.show(quote.address).passage.text == quote.text

    def test_is_not_filled_by_what_holds_too_few_of_the_words(self, story: Newsroom) -> None:
        days = [each.day for each in story.archive.timeline("dam of Larnholm").days]
        assert "2024-03-08" not in days
        assert "2024-03-08" in [each.day for each in story.archive.timeline("Larnholm").days]
        assert not story.archive.timeline("chess cup Larnholm Zanzibar").days

    def test_is_not_filled_by_a_copy_but_counts_it(self, newsroom: Newsroom) -> None:
        for name in ("one", "two"):
            newsroom.write(name, LEAKS, published="2024-02-28")
        newsroom.write("three", LEAKS, published="2024-02-29")
        newsroom.reindex()
        timeline = newsroom.archive.timeline("dam Larnholm")
        assert [(each.day, each.copies) for each in timeline.days] == [("2024-02-28", 1)]

    def test_is_the_first_of_a_few_and_none_of_a_long_time(self, newsroom: Newsroom) -> None:
        newsroom.write("few", "In the night of 4 to 5 March 2024 the dam broke.")
        newsroom.write("long", "In March 2024 the dam was repaired.")
        newsroom.reindex()
        timeline = newsroom.archive.timeline("dam")
        assert [each.day for each in timeline.days] == ["2024-03-04"]
        assert [each.quote.citation.article for each in timeline.undated] == ["long"]


class TestAWindow:
    def test_has_its_own_gaps_at_both_ends(self, story: Newsroom) -> None:
        timeline = story.archive.timeline(
            "dam of Larnholm", since=date(2024, 3, 1), until=date(2024, 3, 10)
        )
        assert [(each.day, each.gap) for each in timeline.days] == [
            ("2024-03-04", 3),
            ("2024-03-07", 2),
        ]
        assert timeline.gap == 3
        assert timeline.undated == ()
        assert timeline.months == ("2024-02", "2024-03")

    def test_is_not_emptied_by_many_better_passages_of_other_days(self, newsroom: Newsroom) -> None:
        crowd = "\n\n".join(f"Dam dam dam {number}." for number in range(2100))
        newsroom.write("crowd", crowd, published="2024-03-03")
        snow = "Snow fell on the hills and the roads were closed for some hours. " * 5
        newsroom.write("early", f"{snow}The dam holds.", published="2024-02-01")
        newsroom.reindex()
        month = newsroom.archive.timeline("dam", since=date(2024, 2, 1), until=date(2024, 2, 29))
        assert [each.quote.sentence for each in month.days] == ["The dam holds."]

    def test_of_any_days_is_answered(self, story: Newsroom) -> None:
        for since, until in ((date.min, date.max), (date.max, None), (None, date.min)):
            timeline = story.archive.timeline("dam of Larnholm", since=since, until=until)
            assert len(timeline.days) == (3 if until == date.max else 0)


DAYS = st.lists(
    st.builds(
        Day,
        st.dates(date(2024, 3, 1), date(2024, 3, 31)).map(date.isoformat),
        st.sampled_from(["passage", "article"]),
        quotes(),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=31,
)


@settings(max_examples=up_to(25), deadline=None)
@given(DAYS, st.text(max_size=300), st.sampled_from(sorted(LANGUAGES)))
def test_any_month_keeps_all_limits_and_shows_each_day_once(
    days: list[Day], words: str, code: str
) -> None:
    cover = Coverage(1, 1, None, None, "2024-03-06T12:30:00Z")
    timeline = Timeline(words, None, None, tuple(days), 3, (), ("2024-03",), (), cover)
    render = replace(Renderer(LANGUAGES[code], "nutgraf_test_bot"))
    shown, part = 0, 0
    while True:
        message = render.timeline(timeline, months=("2024-03",), month="2024-03", part=part)
        shown += len(parsed(message).links())
        if f"month:2024-03:{part + 1}" not in str(message.keyboard):
            break
        part += 1
    assert shown == len(days)


class TestOnTelegram:
    @pytest.fixture(autouse=True)
    def _bot(
        self,
        story: Newsroom,
        tmp_path: Path,
        telegram: TelegramServer,
        running: Callable[[TelegramServer, Backend], AbstractContextManager[None]],
    ) -> Iterator[None]:
        with (
            closing(Readers(tmp_path / "readers.db")) as readers,
            closing(Backend(story.archive, readers)) as backend,
            running(telegram, backend),
        ):
            yield

    def test_a_page_is_a_month_and_buttons_lead_to_the_others(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        page = asked(telegram, ada, "/timeline dam of Larnholm")
        heading = STORY.timeline.format(words="dam of Larnholm", month="March 2024")
        assert page.text.startswith(
            f"{heading}\n\n3 days without coverage\n\n"
            f"4 March 2024 · {STORY.told['passage']}\nbreak · 6 Mar 2024\n"
            "On Monday the dam of Larnholm broke.\n\n2 days without coverage\n\n7 March 2024"
        )
        assert page.buttons == [["← February 2024", "no date →"]]
        pressed(telegram, ada, page, "← February 2024")
        assert f"28 February 2024 · {STORY.told['article']}\nleak\n{LEAKS}" in page.text
        assert page.text.endswith("1 day without coverage")
        pressed(telegram, ada, page, "March 2024 →")
        pressed(telegram, ada, page, "no date →")
        assert "\nold\nThe dam of Larnholm was built by hand." in page.text
        assert page.buttons == [["← March 2024"]]

    def test_words_without_a_story_are_refused(self, telegram: TelegramServer, ada: Reader) -> None:
        assert asked(telegram, ada, "/timeline").text == STORY.timeline_what
        assert "“Zanzibar” stands in no article." in asked(telegram, ada, "/timeline Zanzibar").text
        assert asked(telegram, ada, "/timeline hand wall snow million").text == STORY.no_timeline

    def test_alone_it_tells_what_was_asked_last(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        asked(telegram, ada, "dam of Larnholm")
        assert "On Monday the dam of Larnholm broke." in asked(telegram, ada, "/timeline").text


def test_the_command_prints_days_and_gaps_and_takes_a_window(
    coverage: Path, tmp_path: Path
) -> None:
    nutgraf = Nutgraf(tmp_path, coverage)
    lines = nutgraf("timeline", "warehouse", "fire", "--to", "2024-03-08").stdout.splitlines()
    assert lines[0] == f"5 March 2024 · {STORY.told['article']}"
    assert lines[1] == "Coast Post · 5 Mar 2024"
    assert lines[2].startswith("    Two people were injured in the warehouse fire")
    assert lines[-1] == "2 days without coverage"
    done = CliRunner(env={"NUTGRAF_DATABASE": str(coverage)}).invoke(
        cli.nutgraf, ["timeline", "--json", "warehouse", "--from", "2024-03-06"]
    )
    printed = json.loads(done.stdout)
    assert [each["day"] for each in printed["days"]] == ["2024-03-06"]
    assert printed["months"] == ["2024-03"]


def test_gaps_are_counted_in_words() -> None:
    assert [ENGLISH.gap(days) for days in (1, 3)] == [
        "1 day without coverage",
        "3 days without coverage",
    ]
    assert LANGUAGES["uk"].gap(3) == "3 дні без новин"
