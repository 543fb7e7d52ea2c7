"""Which days a question asks about, and which a passage speaks of."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval import Archive
from retrieval.days.asked import Asked, asked, nearness
from retrieval.days.mentioned import spoken
from retrieval.days.prefilter import RELATIVE, Sign, signs_in
from retrieval.days.written import points

TODAY = date(2023, 1, 18)  # a Wednesday


def day(text: str) -> date:
    return date.fromisoformat(text)


def read(question: str, today: date = TODAY, latest: date | None = None) -> str | None:
    """What a question asks, as `kind first..last`."""
    found = asked(question, today, latest=latest)
    if found is None:
        return None
    if found.first == found.last:
        return f"{found.kind} {found.first}"
    return f"{found.kind} {found.first or ''}..{found.last or ''}"


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened on January 2?", "on 2023-01-02"),
        ("What happened on 2 Jan 2023?", "on 2023-01-02"),
        ("what happened on 2 jan", "on 2023-01-02"),
        ("What happened on January 2nd, 2023?", "on 2023-01-02"),
        ("What happened on the 2nd of January?", "on 2023-01-02"),
        ("Who spoke on the second of January 2023?", "on 2023-01-02"),
        ("What happened on 2.1.2023?", "on 2023-01-02"),
        ("What happened on 2023-01-02?", "on 2023-01-02"),
        ("What happened on 02/01/2023?", "on 2023-01-02"),
        ("What happened on 12/31/2022?", "on 2022-12-31"),
        ("Who died on Monday, 2 January?", "on 2023-01-02"),
        ("Who died on Saturday, 31 December?", "on 2022-12-31"),
        ("What happened on Friday 24 February?", "on 2017-02-24"),
        ("What happened on 29 February?", "on 2020-02-29"),
        ("What happened last Monday?", "on 2023-01-16"),
        ("What happened last Wednesday?", "on 2023-01-11"),
        ("what happened on monday?", "on 2023-01-16"),
        ("What did she say on Wednesday?", "on 2023-01-18"),
        ("Which ferry sank early Tuesday?", "on 2023-01-17"),
        ("what happened on thu?", "on 2023-01-12"),
        ("What happened yesterday?", "on 2023-01-17"),
        ("What happened today?", "on 2023-01-18"),
        ("What happened the day before yesterday?", "on 2023-01-16"),
        ("What happened three days ago?", "on 2023-01-15"),
        ("What happened a day ago?", "on 2023-01-17"),
        ("What burned last night?", "on 2023-01-17"),
        ("What happened 2 weeks ago?", "on 2023-01-01..2023-01-07"),
        ("What happened last week?", "on 2023-01-09..2023-01-15"),
        ("What happened this week?", "on 2023-01-12..2023-01-18"),
        ("What happened in the past 3 days?", "on 2023-01-15..2023-01-18"),
        ("What happened at the weekend?", "on 2023-01-14..2023-01-15"),
        ("What happened last month?", "on 2022-12-01..2022-12-31"),
        ("What happened last year?", "on 2022-01-01..2022-12-31"),
        ("What happened on New Year's Eve?", "on 2022-12-31"),
        ("What happened on new years eve", "on 2022-12-31"),
        ("What happened on New Year’s Day?", "on 2023-01-01"),
        ("What happened on New Year's Day 2022?", "on 2022-01-01"),
        ("Who was hit over the New Year?", "on 2022-12-31..2023-01-01"),
        ("Who was hit on Christmas Day?", "on 2022-12-25"),
        ("Was there a truce at Christmas?", "on 2022-12-24..2022-12-26"),
        ("What happened in March 2022?", "on 2022-03-01..2022-03-31"),
        ("what happened in march?", "on 2022-03-01..2022-03-31"),
        ("What happened in May?", "on 2022-05-01..2022-05-31"),
        ("What happened in 2022?", "on 2022-01-01..2022-12-31"),
        ("What happened between 3 and 5 May 2022?", "between 2022-05-03..2022-05-05"),
        ("What happened between May 3 and May 5?", "between 2022-05-03..2022-05-05"),
        ("Who left from 31 December to 2 January 2023?", "between 2022-12-31..2023-01-02"),
        ("Who left from 24 February 2022 to 3 March?", "between 2022-02-24..2022-03-03"),
        ("Who left between March and May 2022?", "between 2022-03-01..2022-05-31"),
        ("Who left between 2004 and 2014?", "between 2004-01-01..2014-12-31"),
        ("Who left between Friday and Sunday?", "between 2023-01-13..2023-01-15"),
        ("What happened since 24 February?", "since 2022-02-24.."),
        ("What happened since Monday?", "since 2023-01-16.."),
        ("What happened from 2 January on?", "since 2023-01-02.."),
        ("What happened after 31 December?", "since 2023-01-01.."),
        ("What happened before 2 January?", "before ..2023-01-01"),
        ("What happened before March 2022?", "before ..2022-02-28"),
        ("What happened until 2 January?", "before ..2023-01-02"),
        ("What happened the day before Christmas Eve?", "on 2022-12-23"),
        ("What happened the day after New Year's Day?", "on 2023-01-02"),
        (
            "Who was hit in the night of 31 December to 1 January?",
            "on 2022-12-31..2023-01-01",
        ),
        ("Who was hit in the night from Saturday to Sunday?", "on 2023-01-14..2023-01-15"),
        ("What happened on 2 and 3 January?", "on 2023-01-02..2023-01-03"),
        ("What happened on 31 December or on 1 January?", "on 2022-12-31..2023-01-01"),
        ("Who said on Monday what had changed since 24 February?", "on 2023-01-16"),
        ("Which of this year's storms struck on 4 January?", "on 2023-01-04"),
    ],
    ids=str,
)
def test_a_question_is_read_as_the_days_it_asks_about(question: str, days: str) -> None:
    assert read(question) == days


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What happened at Makiivka?",
        "Who may have fired the missile?",
        "How many of the 12 may have died?",
        "Who began the march on Kyiv?",
        "Did the 9 march on Kyiv?",
        "Did Theresa May's visit help?",
        "What did 24 Channel report?",
        "Were 9 drones shot down at 3 pm?",
        "What happened on Day 311?",
        "Who counted the 2,439 prisoners?",
        "Which missile was the Kh-22, and what is an Su-24?",
        "Do 2022 soldiers make a brigade?",
        "Who won the 2024 election?",
        "When does the next total eclipse come after the 2024 event?",
        "What was the second missile?",
        "Where does the sun rise?",
        "What happens next Monday?",
        "What will open on Friday?",
        "Who is paid every Friday?",
        "What sells on Black Friday?",
        "Who put up the Christmas tree?",
        "What do today's teens want?",
        "Are rents higher than a year ago?",
        "What is section 1.2.3 about?",
        "What happened on 31 February 2022?",
        "What happened on 99.99.2022?",
    ],
)
def test_a_question_without_a_date_asks_about_no_day(question: str) -> None:
    assert read(question) is None


def test_a_day_without_a_year_is_sought_in_the_years_of_the_coverage() -> None:
    late = date(2026, 11, 22)
    assert read("What happened on 2 January?", late, day("2023-06-06")) == "on 2023-01-02"
    assert read("What happened on 31 December?", late, day("2023-06-06")) == "on 2022-12-31"
    assert read("What happened in March?", late, day("2023-06-06")) == ("on 2023-03-01..2023-03-31")
    assert read("What happened on 2 January?", day("2023-01-01"), late) == "on 2022-01-02"


def test_a_weekday_beside_a_date_without_a_year_picks_the_year() -> None:
    late = date(2026, 11, 22)
    assert read("What happened on Monday, 2 January?", late, late) == "on 2023-01-02"


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("What happened on January 2?", "January 2"),
        ("What changed since 24 February 2022?", "since 24 February 2022"),
        ("Who left between 3 and 5 May 2022, and why?", "between 3 and 5 May 2022"),
        ("Who was hit yesterday?", "yesterday"),
    ],
)
def test_the_words_that_name_the_day_are_given_back(question: str, written: str) -> None:
    found = asked(question, TODAY, latest=None)
    assert found is not None
    assert found.written == written == question[slice(*found.span)]


# Published on Wednesday, 2023-01-18, where nothing else is said.
SPOKEN = [
    ("The ferry sank on Monday.", "2023-01-16"),
    ("The ferry sank on Wednesday.", "2023-01-18"),
    ("The ferry sank on Thursday.", "2023-01-12"),
    ("Monday evening brought rain to the islands.", "2023-01-16"),
    ("Tuesday's fire began in a kitchen.", "2023-01-17"),
    ("The mayor resigned late Sunday night.", "2023-01-15"),
    ("By Monday evening the toll had risen to 20.", "2023-01-16"),
    ("Rockets fell in the night of Saturday to Sunday.", "2023-01-14..2023-01-15"),
    ("The bridge burned overnight from Monday to Tuesday.", "2023-01-16..2023-01-17"),
    ("Shelling went on from Saturday night into Sunday.", "2023-01-14..2023-01-15"),
    ("There were strikes on Monday and Tuesday.", "2023-01-16 2023-01-17"),
    ("It snowed between Friday and Sunday.", "2023-01-13..2023-01-15"),
    ("The lights failed overnight.", "2023-01-17..2023-01-18"),
    ("Yesterday the council met.", "2023-01-17"),
    ("The council met the day before yesterday.", "2023-01-16"),
    ("“We are staying here today”, the captain said.", "2023-01-18"),
    ("The storm reached the coast this morning.", "2023-01-18"),
    ("Two barns burned last night.", "2023-01-17"),
    ("The well ran dry three days ago.", "2023-01-15"),
    ("Last week the harbour was closed.", "2023-01-09..2023-01-15"),
    ("It closed on Tuesday last week.", "2023-01-10"),
    ("It closed last Wednesday.", "2023-01-11"),
    ("Thousands marched over the weekend.", "2023-01-14..2023-01-15"),
    ("The deal was signed on 22 July.", "2022-07-22"),
    ("The deal was signed on July 22nd.", "2022-07-22"),
    ("The strike came on December 31.", "2022-12-31"),
    ("The strike came on 31 December 2022, the eve of the New Year.", "2022-12-31"),
    ("War began on Thursday, 24 February 2022.", "2022-02-24"),
    ("It was on Saturday, 29 October, that they left.", "2022-10-29"),
    ("They left on Sept. 25-26, before the rain.", "2022-09-25..2022-09-26"),
    ("Fighters surrendered in the days from 16 to 20 May.", "2022-05-16..2022-05-20"),
    (
        "Five died from Saturday, 31 December 2022, to Monday, 2 January 2023.",
        "2022-12-31..2023-01-02",
    ),
    ("Three months, from 22 July to 29 October, lay between.", "2022-07-22 2022-10-29"),
    ("Votes were held on 24 February and 3 March 2022.", "2022-02-24 2022-03-03"),
    ("The report of 2022-11-15 names no one.", "2022-11-15"),
    ("The report of 15.11.2022 names no one.", "2022-11-15"),
    ("On New Year's Eve the sirens sounded.", "2022-12-31"),
    ("The shop opened on New Year’s Day.", "2023-01-01"),
    ("Rain fell over Christmas.", "2022-12-24..2022-12-26"),
    ("The grid has been bombed in October and rebuilt.", "2022-10-01..2022-10-31"),
    ("The defenders left in May 2022.", "2022-05-01..2022-05-31"),
    ("He said on Monday that parliament will vote.", "2023-01-16"),
    ("It will be built soon, the mayor said on Tuesday.", "2023-01-17"),
    ("On Monday, the ministry said it would reply.", "2023-01-16"),
    ("Trains stopped due to the flood on Sunday.", "2023-01-15"),
    ("Parliament will vote on Friday.", ""),
    ("On Friday, parliament will vote.", ""),
    ("The ministers meet next Monday.", ""),
    ("The payment is due on 31 January.", ""),
    ("She said the talks would resume on Saturday.", ""),
    ("Talks are scheduled for Thursday.", ""),
    ("The border has been shut since 24 February.", ""),
    ("They had held the plant until May.", ""),
    ("The club plays every Friday.", ""),
    ("Shops were full on Black Friday.", ""),
    ("The Sunday Times printed the letter.", ""),
    ("It may rain, and we march on.", ""),
    ("Of 2,439 fighters, 24 Channel named nine.", ""),
    ("The Christmas tree arrived by ferry.", ""),
    ("President May met 12 people at 3 pm.", ""),
]


def said(text: str, published: date | None) -> str:
    return " ".join(
        f"{one.first}" if one.first == one.last else f"{one.first}..{one.last}"
        for one in spoken(text, published)
    )


def test_sixty_sentences_are_in_the_table() -> None:
    assert len(SPOKEN) == 60


@pytest.mark.parametrize(("text", "days"), SPOKEN, ids=str)
def test_a_passage_speaks_of_days_before_its_article(text: str, days: str) -> None:
    assert said(text, TODAY) == days


def test_an_undated_passage_speaks_only_of_days_written_in_full() -> None:
    assert said("On Monday, 24 February 2022, as on 3 March and yesterday, it rained.", None) == (
        "2022-02-24"
    )
    assert said("It rained from 31 December to 2 January 2023.", None) == "2022-12-31..2023-01-02"


def test_the_words_that_say_so_are_marked_and_a_month_is_a_weak_sign() -> None:
    text = "The pier, closed in October, sank on Monday. It sank on 16 January."
    month, monday = spoken(text, TODAY)
    assert (text[slice(*month.span)], month.wide) == ("October", True)
    assert (text[slice(*monday.span)], monday.wide) == ("Monday", False)


@pytest.mark.parametrize(
    ("published", "near"),
    [
        ("2023-01-01", 0.4),
        ("2023-01-02", 1.0),
        ("2023-01-03", 0.8),
        ("2023-01-04", 0.4),
        ("2023-01-05", 0.0),
        ("2022-12-31", 0.0),
    ],
)
def test_an_article_is_near_on_the_day_and_for_two_days_after(published: str, near: float) -> None:
    on = asked("What happened on 2 January 2023?", TODAY, latest=None)
    assert on is not None
    assert nearness((day(published), day(published)), on) == near


@pytest.mark.parametrize(
    ("first", "last", "near"),
    [
        ("2023-01-02", "2023-01-02", 1.0),
        ("2022-12-31", "2023-01-02", 1.0),
        ("2023-01-03", "2023-01-03", 0.4),
        ("2023-01-04", "2023-01-04", 0.0),
        ("2023-01-01", "2023-01-31", 0.1),
        ("2023-02-01", "2023-02-28", 0.0),
    ],
)
def test_a_spoken_day_is_near_on_the_day_itself(first: str, last: str, near: float) -> None:
    on = asked("What happened on 2 January 2023?", TODAY, latest=None)
    assert on is not None
    assert nearness((day(first), day(last)), on, spoken=True) == near


def test_open_ends_reach_every_day_beyond() -> None:
    since = asked("What happened since 24 February 2022?", TODAY, latest=None)
    before = asked("What happened before 24 February 2022?", TODAY, latest=None)
    assert since is not None
    assert before is not None
    assert nearness((TODAY, TODAY), since) == 1.0
    assert nearness((TODAY, TODAY), before) == 0.0
    assert nearness((day("2000-01-01"), day("2000-01-01")), before) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "Doors open Friday, Jan. 27, at noon.",
        "Registration: 2 February.",
        "The game starts at 4 p.m. and, if they win on Monday, a second follows.",
        "The parade is held on the last Monday of May 2021.",
    ],
)
def test_a_day_that_is_rather_to_come_is_no_spoken_day(text: str) -> None:
    assert not [one for one in spoken(text, TODAY) if not one.wide]


PHRASES = st.lists(
    st.sampled_from(
        "on since before between and to the from last this week weekend month Monday 3 31 29 99 "
        "May may 2022 0001 9999 999 years ago days January Feb. New Year's Eve , - 1/1/1000 "
        "first of night overnight yesterday will until day after".split()
    )
).map(" ".join)
DATES = st.dates()


@given(st.text() | PHRASES, DATES, st.none() | DATES)
@example("999 years ago", date.min, None)
@example("this weekend, last month and in January", date.min, date.min)
@example("in December, overnight and on 31 December 9999", date.max, date.max)
def test_any_question_is_read_the_same_twice(
    question: str, today: date, latest: date | None
) -> None:
    found = asked(question, today, latest=latest)
    assert found == asked(question, today, latest=latest)
    if found:
        assert question[slice(*found.span)] == found.written
        assert found.first is None or found.last is None or found.first <= found.last


@given(st.text() | PHRASES, st.none() | DATES)
@example("last week, overnight, on Monday and in January", date.min)
@example("on New Year's Eve and 31 December to 2 January 9999", date.max)
def test_any_passage_is_read_the_same_twice(text: str, published: date | None) -> None:
    days = spoken(text, published)
    assert days == spoken(text, published)
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in days)
    assert all(one.first <= one.last for one in days)


@pytest.mark.parametrize("word", ["Monday ", "1 ", "31 December to ", "in May and ", "May 1-"])
def test_a_very_long_passage_takes_no_longer_than_its_length(word: str) -> None:
    start = time.process_time()
    spoken(word * 5_000, TODAY)
    asked(word * 5_000, TODAY, latest=None)
    assert time.process_time() - start < 5


def test_nearness_is_a_share_of_one() -> None:
    everything = Asked(None, None, "since", (0, 0), "")
    assert nearness((date.min, date.max), everything, spoken=True) == 1.0


def test_a_question_for_reports_prefers_what_was_published_on_that_day(tmp_path: Path) -> None:
    dated = "---\nheadline: {}\npublished: {}\n---\n\n{}\n"
    before = dated.format("Talks", "2023-01-02", "The bridge of Kherson was closed to lorries.")
    after = dated.format("Bridge", "2023-01-04", "On 2 January the bridge of Kherson fell.")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "before.txt").write_text(before)
    (folder / "after.txt").write_text(after)
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([folder])
        asked_on = date(2023, 1, 10)
        reported = archive.search("What was reported on 2 January on it?", asked_on=asked_on)
        happened = archive.search("What fell on 2 January, the bridge?", asked_on=asked_on)
    assert reported[0].passage.article_id == "before"
    assert happened[0].passage.article_id == "after"


@given(
    st.lists(
        st.sampled_from([*"abc, last on May March 3 2022 Monday, 2022-03-04 ago".split(), "two"])
    )
)
def test_a_text_without_signs_of_a_day_has_none(words: list[str]) -> None:
    text, published = " ".join(words), date(2023, 1, 5)
    all_lines = 2 * RELATIVE - 1
    every_word = [Sign(word, all_lines) for word in text.split()]
    assert spoken(text, published) == spoken(text, published, every_word)


@pytest.mark.parametrize(
    "text",
    [
        "On Wednesday afternoon, the 21st, through the 28th of September, 2022, it rained.",
        "It was Wednesday afternoon, September 21st, through the 28th, 2022, that it rained.",
        "On the twenty-seventh of September, 2022 it rained.",
        "Since then, from the Eve of the New Year, in 2022, it rained.",
        "On Wednesday it rained, and on Sunday, 3.4.2022 and 2022-03-04, too.",
    ],
)
def test_the_longest_forms_are_found_beside_their_signs(text: str) -> None:
    assert points(text, signs=signs_in(text)) == points(text) != []
