"""Articles that print one text: found at reindex, quoted once, with all that print it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import connect

import pytest

from retrieval import Answer, Archive, remove, withdraw
from tests.tools.copies import pairs, quotes, reindexed
from tests.tools.printed import made

FIRE = (
    "A fire broke out in the granary of Larnholm on Tuesday, and 31 people were brought to safety.",
    "The fire service says that the roof had come down before its boats could reach the quay.",
    "“We shall rebuild it before winter,” said Ida Brandt, the mayor, to those who had come.",
    "Merchants put the loss at 1,200 tonnes of grain, which is a third of the year's harvest.",
    "The road along the canal remains closed to everything but ambulances until the inquiry ends.",
)
BRIEF = ("The mayor Ida Brandt will speak about the granary of Larnholm in the town hall.",)
QUESTION = "How many people were brought to safety from the granary of Larnholm?"
LOSS = "How many tonnes of grain did the merchants lose?"


def row(
    article: str, outlet: str, day: int, paragraphs: Sequence[str] = FIRE, **more: str
) -> dict[str, str]:
    return {
        "id": article,
        "headline": f"What {outlet} says of the fire",
        "outlet": outlet,
        "published": f"2023-03-{day:02}",
        "url": f"https://{outlet.split()[-1].lower()}.example/{article}",
        "text": "\n\n".join(paragraphs),
        **more,
    }


OTHER_FIGURE = tuple(each.replace("31 people", "33 people") for each in FIRE)
ROWS = (
    row("oster", "Oster Post", 7),
    row("kurier", "Kurier", 7, (f"(Larnholm) {FIRE[0]}", *FIRE[1:4])),
    row("nadir", "Daily Nadir", 8),
    row("herald", "Herald", 7, OTHER_FIGURE),
    row("brief", "Herald", 9, BRIEF),
)


class Press:
    """A file of articles, and the archive that reads it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "articles.jsonl"
        self.archive = Archive(folder / "coverage.db")

    def prints(self, *rows: dict[str, str]) -> Press:
        self.file.write_text("".join(f"{json.dumps(each)}\n" for each in rows), "utf-8")
        self.archive.reindex([self.file])
        return self

    def ask(self, question: str = QUESTION, **limits: object) -> Answer:
        return self.archive.ask(question, asked_on=date(2023, 3, 20), **limits)  # type: ignore[arg-type]

    def texts(self) -> list[set[str]]:
        """The articles of each text that several print."""
        with closing(connect(self.archive.path)) as database:
            rows = database.execute(
                "select text, id from copies join articles on number = article"
            ).fetchall()
        return [{each for of, each in rows if of == text} for text in {of for of, _ in rows}]


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    made = Press(tmp_path)
    with made.archive:
        yield made


def printing(answer: Answer) -> list[set[str]]:
    """For each quote the articles that print it, its own first."""
    return [
        {each.citation.article, *(copy.article for copy in each.copies)} for each in answer.quotes
    ]


def test_one_text_is_quoted_once_with_all_that_print_it(press: Press) -> None:
    press.prints(*ROWS)
    assert press.texts() == [{"oster", "kurier", "nadir", "herald"}]
    first, other, *_ = (answer := press.ask()).quotes
    assert printing(answer)[:2] in (
        [{"oster", "kurier", "nadir"}, {"herald"}],
        [{"herald"}, {"oster", "kurier", "nadir"}],
    )
    assert {"31", "33"} == {each.figure for each in answer.figures}
    assert {len(first.copies), len(other.copies)} == {0, 2}
    quoted = first if first.copies else other
    for copy in quoted.copies:
        shown = press.archive.show(copy.address)
        assert not shown.changed
        assert "31 people were brought to safety" in shown.passage.text
    told = quoted.as_json()["copies"]
    assert {each["outlet"] for each in told} < {"Oster Post", "Kurier", "Daily Nadir"}
    assert set(told[0]) >= {"article", "outlet", "url", "day", "address"}
    assert "copies" not in (other if quoted is first else first).as_json()
    assert press.archive.doctor().findings == ()


def test_the_limits_of_a_question_hold_for_copies_too(press: Press) -> None:
    press.prints(*ROWS)
    assert printing(press.ask(LOSS))[0] == {"oster", "kurier", "nadir", "herald"}
    assert printing(press.ask(LOSS, as_of=date(2023, 3, 7)))[0] == {"oster", "kurier", "herald"}
    assert printing(press.ask(f"{LOSS[:-1]} before 8 March 2023?"))[0] >= {"oster", "kurier"}
    assert "nadir" not in printing(press.ask(f"{LOSS[:-1]} before 8 March 2023?"))[0]
    for outlet, article in (("Kurier", "kurier"), ("Daily Nadir", "nadir")):
        assert printing(press.ask(LOSS, outlet=outlet)) == [{article}]
    said = press.ask("What did Ida Brandt say about the winter?")
    assert said.quotes[0].speaker is not None
    assert printing(said)[0] == {"oster", "kurier", "nadir", "herald"}


def test_what_is_taken_out_or_not_out_yet_is_no_copy(press: Press) -> None:
    late = row("late", "Gazette", 7, embargo="2999-01-01T00:00:00Z")
    press.prints(*ROWS, late)
    assert "late" not in printing(press.ask(LOSS))[0]
    remove(press.archive.path, "kurier", kind="id")
    withdraw(press.archive.path, "nadir")
    assert printing(press.ask(LOSS))[0] == {"oster", "herald"}
    assert press.archive.doctor().findings == ()
    press.prints(ROWS[0], ROWS[4])
    assert press.texts() == []
    assert printing(press.ask(LOSS))[0] == {"oster"}


def test_a_changed_copy_joins_or_leaves_and_the_others_stay(press: Press) -> None:
    press.prints(ROWS[0], row("kurier", "Kurier", 7, BRIEF))
    assert press.texts() == []
    press.prints(*ROWS[:3])
    assert press.texts() == [{"oster", "kurier", "nadir"}]
    press.prints(row("oster", "Oster Post", 7, BRIEF), *ROWS[1:3])
    assert press.texts() == [{"kurier", "nadir"}]
    assert press.archive.doctor().findings == ()


def test_texts_are_the_same_in_whatever_order_their_articles_come(
    press: Press, tmp_path: Path
) -> None:
    for upto in (1, 3, 5):
        press.prints(*ROWS[:upto])
    (tmp_path / "other").mkdir()
    other = Press(tmp_path / "other")
    with other.archive:
        other.prints(*reversed(ROWS))
        assert sorted(map(sorted, other.texts())) == sorted(map(sorted, press.texts()))
        assert press.ask(LOSS).quotes[0].copies == other.ask(LOSS).quotes[0].copies


def test_a_coverage_from_before_is_asked_as_it_is_and_its_copies_found_by_the_next_reindex(
    press: Press,
) -> None:
    press.prints(*ROWS).archive.close()
    with closing(connect(press.archive.path)) as database:
        for statement in (
            "drop table alike",
            "drop table copies",
            "delete from meta where key = 'likeness'",
            "delete from _sqlite_migrations where name = 'keep_copies'",
        ):
            database.execute(statement)
        database.commit()
    assert all(not each.copies for each in press.ask(LOSS).quotes)
    press.prints(*ROWS)
    assert printing(press.ask(LOSS))[0] == {"oster", "kurier", "nadir", "herald"}


def test_damage_to_what_is_kept_of_copies_is_found(press: Press) -> None:
    press.prints(*ROWS).archive.close()
    with closing(connect(press.archive.path)) as database:
        database.execute("update alike set key = key + 1")
        database.execute("delete from copies where article != text")
        database.commit()
    found = {each.where for each in press.archive.doctor().findings}
    assert found == {"table alike", "table copies"}


@pytest.mark.slow
def test_copies_are_told_from_what_only_looks_alike(tmp_path: Path) -> None:
    prints = made(4, 20)
    with reindexed(tmp_path, prints) as archive:
        of_pairs = pairs(archive.path, prints)
        named, _ = quotes(archive, prints)
    assert of_pairs.precision >= 0.98
    assert of_pairs.recall >= 0.9
    assert named.precision == 1
    assert named.recall >= 0.9
