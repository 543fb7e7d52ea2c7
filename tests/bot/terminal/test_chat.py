"""The terminal shows what Telegram would: drawn where it is a terminal, plain where not."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.locales.texts import Texts
from bot.terminal.chat import COMMANDS, Chat
from bot.terminal.screen import Screen
from retrieval import Archive
from tests.bot.telegram.handlers.test_buttons import COPY
from tests.tools.coverage_maker import archive as made

QUESTION = "How many people were injured in the warehouse fire?"


def heard(archive: Archive, *lines: str, terminal: bool = False, width: int = 60) -> str:
    """What the screen shows after these lines."""
    shown = io.StringIO()
    console = Console(
        file=shown,
        force_terminal=terminal,
        width=width,
        highlight=False,
        emoji=False,
        color_system="standard" if terminal else None,
    )
    chat = Chat(archive, Screen(console))
    for line in lines:
        assert chat.hear(line)
    return shown.getvalue()


def test_an_answer_is_source_lines_each_with_its_passage_and_address(archive: Archive) -> None:
    lines = heard(archive, "What was the warehouse fire in Larnholm?").splitlines()
    address = archive.ask("What was the warehouse fire in Larnholm?").quotes[0].address
    assert lines[:3] == [
        "[1] The hospital · Island Wire · 6 Mar 2024",
        "    Three people were injured in the warehouse fire in Larnholm, the hospital said on "
        "Wednesday.",
        f"    nutgraf show {address}",
    ]
    page = "    https://coast-post.example/2024/03/05/harbour-fire · nutgraf show "
    assert any(line.startswith(page) for line in lines)


def test_a_terminal_speaks_the_readers_language(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given, said in (("uk", "Прошу."), ("ru", "Пожалуйста."), ("de", "Gern geschehen.")):
        monkeypatch.setenv("LANGUAGE", given)
        assert heard(archive, "thanks") == f"{said}\n"


def test_a_terminal_gets_links_in_place_of_addresses_of_pages(archive: Archive) -> None:
    shown = heard(archive, "What did harbour master Ida Brandt say?", terminal=True, width=200)
    assert ";https://coast-post.example/2024/03/05/harbour-fire\x1b\\" in shown
    assert "https://" not in Text.from_ansi(shown).plain


def test_different_figures_stand_under_their_own_sources(archive: Archive) -> None:
    lines = heard(archive, QUESTION).splitlines()
    assert lines[0] == ENGLISH.screen.figures
    given = [line for line in lines if " people were injured in the warehouse fire" in line]
    assert given[0].startswith("    Three people")
    assert given[1].startswith("    Two people")
    assert lines[lines.index(given[1]) - 1].startswith("[2] Coast Post · 5 Mar 2024")


def test_a_partys_words_are_asked_for_by_its_name_or_refused(archive: Archive) -> None:
    assert heard(archive, "/says Mars How many died?").startswith(ENGLISH.no_parties)


def test_a_passage_is_shown_once_whole_with_markup_like_words_as_they_are(
    archive: Archive,
) -> None:
    shown = heard(archive, "What did harbour master Ida Brandt say?")
    assert shown.count("the harbour master <Ida Brandt> said & confirmed.") == 1
    assert "Twelve fire engines came from three towns." in shown


def test_a_terminal_gets_what_answers_in_bold(archive: Archive) -> None:
    shown = heard(archive, "What did harbour master Ida Brandt say?", terminal=True, width=200)
    assert "\x1b[1mTwo people were injured" in shown


def test_numbers_show_the_quotes_of_the_last_answer_in_their_place(archive: Archive) -> None:
    shown = heard(archive, QUESTION, "/1")
    assert "The warehouse had stored paint and paper since 1998" in shown
    assert ENGLISH.no_such_number.format(number=9) in heard(archive, QUESTION, "/9")
    assert ENGLISH.no_such_number.format(number=1) in heard(archive, "/1")


def test_why_tells_the_parts_of_a_quotes_score(archive: Archive) -> None:
    told = heard(archive, QUESTION, "/why 1", "/why 9", width=400)
    assert "[1] Has “" in told
    assert "\n    Score " in told
    assert "the whole article" in told
    assert ENGLISH.no_such_number.format(number=9) in told


def test_a_refusal_says_why_how_far_and_what_else(archive: Archive) -> None:
    shown = heard(archive, "Who won the chess cup in Zanzibar?")
    assert shown.startswith(f"{ENGLISH.screen.not_covered}\n")
    assert "\n3 articles, 5 Mar 2024 – 6 Mar 2024.\n" in shown
    assert ENGLISH.screen.can_answer in shown


def test_commands_and_empty_lines(archive: Archive) -> None:
    assert ENGLISH.chat_help in heard(archive, "/help")
    assert "Last changed:" in heard(archive, "/about")
    assert ENGLISH.unknown_command in heard(archive, "/frobnicate")
    assert heard(archive, "", "   ") == ""


@pytest.mark.parametrize("line", [" /quit ", "quit", "EXIT\n", "/exit"])
def test_quit_and_exit_end_the_conversation(archive: Archive, line: str) -> None:
    assert not Chat(archive, Screen(Console(file=io.StringIO()))).hear(line)


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_help_lists_what_the_chat_knows(texts: Texts) -> None:
    for command in {*COMMANDS, "says", "since", "asof", "1"} - {"start"}:
        assert f"/{command}" in texts.chat_help, command
    assert {"quit", "exit"} <= set(re.findall(r"\w+", texts.chat_help))


def test_a_follow_up_is_read_with_the_question_before_it(archive: Archive) -> None:
    first = "What burned down in Zanzibar?"
    told = heard(archive, first, "and in Larnholm?", width=200)
    assert ENGLISH.kept.format(question="What burned down in Larnholm?") in told
    told = heard(archive, first, "/new", "and in Larnholm?", width=200)
    assert ENGLISH.afresh in told
    assert "Read as" not in told


def test_what_is_offered_is_asked_by_its_number(archive: Archive) -> None:
    told = heard(archive, "What burned down in Lornhlom?", "/1", width=200)
    assert ENGLISH.did_you_mean in told
    assert "\n/1 What burned down in Larnholm?\n" in told
    assert "\nWhat burned down in Larnholm?\n[1] Coast Post · 5 Mar 2024\n" in told


def test_more_shows_the_quotes_that_follow_to_the_last(archive: Archive) -> None:
    question = "What is known of the warehouse fire in Larnholm?"
    every = archive.ask(question, limit=10).quotes
    shown = heard(archive, question, *["/more"] * len(every), width=300)
    assert shown.count("More → /more") == (len(every) - 1) // 3
    numbers = [int(number) for number in re.findall(r"^\[(\d+)\] ", shown, re.MULTILINE)]
    assert sorted(numbers) == list(range(1, len(every) + 1))
    assert shown.endswith(f"{ENGLISH.no_more}\n")
    assert heard(archive, "/more") == f"{ENGLISH.no_more}\n"
    last = f"/{len(every)}"
    assert ENGLISH.no_such_number.format(number=last[1:]) in heard(archive, question, last)
    assert every[-1].text in heard(archive, question, "/more", last, width=300)


def test_the_newest_articles_come_a_page_at_a_time_and_open_by_number(tmp_path: Path) -> None:
    articles = {f"a{day}": (f"Day {day}", f"It rained on day {day}.") for day in range(1, 8)}
    with made(tmp_path, articles) as archive:
        shown = heard(archive, "/latest", "/more", "/7", "/article 2", "/more", "/8", width=300)
    assert shown.count(ENGLISH.newest) == 2
    assert "\n/6 Day 6 · no date\n/7 Day 7 · no date\n    It rained on day 7.\n" in shown
    assert "    It rained on day 2.\n" in shown
    assert shown.endswith(f"{ENGLISH.no_more}\n{ENGLISH.no_such_number.format(number=8)}\n")


def test_an_article_is_found_by_its_words_and_shown_by_address(archive: Archive) -> None:
    shown = heard(archive, "/article pillars bridge", "/1", width=300)
    assert "/1 The old bridge of Larnholm is closed · Larnholm Gazette · no date\n" in shown
    assert "closed to lorries" in shown
    quote = archive.ask(QUESTION).quotes[0]
    assert quote.text in heard(archive, f"/article {quote.address}", width=300)


def test_near_copies_are_folded_into_one_quote(tmp_path: Path) -> None:
    articles = {
        "a": ("Ferry sinks", f"{COPY}."),
        "b": ("Ferry lost", f"{COPY}, said the captain."),
        "c": ("Sunk", f"Update: {COPY}."),
        "d": ("Rescue", "The ferry that sank at Larnholm will be lifted from the water on Friday."),
    }
    with made(tmp_path, articles) as archive:
        shown = heard(archive, "What happened to the ferry of Larnholm?", width=300)
    assert shown.count(" · also in 2 others\n") == 1
    assert "lifted from the water" in shown
    assert len(re.findall(r"^\[\d\] ", shown, re.MULTILINE)) == 2


def test_verify_alone_looks_at_the_quotes_shown_last(archive: Archive) -> None:
    told = heard(archive, QUESTION, "/verify", width=200)
    for number in (1, 2):
        assert f"[{number}] {ENGLISH.story.verdicts['stands']}" in told


def test_a_conversation_opens_with_how_far_the_coverage_goes_and_questions(
    archive: Archive,
) -> None:
    shown = io.StringIO()
    Chat(archive, Screen(Console(file=shown))).open(["What burned down in Larnholm?", "Chess?"])
    lines = shown.getvalue()
    assert "3 articles" in lines
    assert "/1 What burned down in Larnholm?" in lines
    assert "Chess?" not in lines


@pytest.mark.parametrize("width", [20, 33, 80])
def test_wrapping_keeps_to_the_width_and_changes_no_word(archive: Archive, width: int) -> None:
    shown = Text.from_ansi(heard(archive, QUESTION, terminal=True, width=width)).plain
    sentence = archive.ask(QUESTION).quotes[0].sentence
    assert max(map(len, shown.splitlines())) <= width
    assert sentence in " ".join(shown.split())


def test_a_day_may_open_a_question_and_words_get_a_timeline(archive: Archive) -> None:
    told = heard(archive, "/asof 5 March 2024 injured in the warehouse fire", width=200)
    assert told.startswith("Only articles published by 5 March 2024")
    assert "Two people were injured" in told
    assert "Three people" not in told
    told = heard(archive, "/since 6 March 2024 injured in the warehouse fire", width=200)
    assert told.startswith("Only what is new since 6 March 2024.\n[1] The hospital · Island Wire")
    told = heard(archive, "/timeline warehouse fire", width=200)
    assert told.startswith("5 March 2024 · as the article is dated\n")
    told = heard(archive, "Who is the harbour master?", "/since", width=200)
    assert "Only what has come in since you last asked (" in told
    story = ENGLISH.story
    for command, said in (
        ("/since", story.since_what),
        ("/asof the fire", story.as_of_what),
        ("/timeline", story.timeline_what),
        ("/verify", story.verify_what),
    ):
        assert heard(archive, command, width=300).strip() == said


def test_a_quote_of_the_last_answer_is_verified_and_words_are_compared(archive: Archive) -> None:
    story = ENGLISH.story
    assert story.verdicts["stands"] in heard(archive, QUESTION, "/verify 1", width=200)
    assert ENGLISH.no_such_number.format(number=9) in heard(archive, QUESTION, "/verify 9")
    told = heard(archive, "/verify Two people were hurt in the warehouse fire", width=200)
    assert "Two people were [-hurt-] {+injured+} in the warehouse fire" in told
    drawn = heard(archive, "/verify Two people were hurt in the fire", terminal=True, width=200)
    assert story.struck in drawn
    assert "[-hurt-]" not in drawn


def test_small_talk_is_not_looked_up(archive: Archive) -> None:
    for line in ("thanks!", "Дякую", "👍"):
        said = heard(archive, QUESTION, line).removeprefix(heard(archive, QUESTION))
        assert said.strip() in (ENGLISH.welcome_back, ENGLISH.ask_on)
    assert heard(archive, "source?").startswith(ENGLISH.nothing_cited[:40])
    shown = heard(archive, QUESTION, "link please")
    assert "The warehouse had stored paint and paper since 1998" in shown
    assert heard(archive, "latest news") == heard(archive, "/latest")
    assert heard(archive, "what can you do?") == heard(archive, "/help")
