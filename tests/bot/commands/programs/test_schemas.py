"""What commands print with --json is as `nutgraf schema` says: each key, and no other."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator, ValidationError

from bot.cli import nutgraf
from bot.commands.programs.schema import FOLDER, names, whole
from bot.conversation.asked import Asked
from bot.readers.conversations import Conversations, MessageId
from bot.readers.counts import Counts
from bot.readers.database import Readers
from bot.readers.reports import keep_feedback
from retrieval import Archive, Refusal
from tests.tools import fields
from tests.tools.commands import here
from tests.tools.schemas import faults, keys
from tests.web.site import Reply, item, long_text, page, rss, running

pytestmark = pytest.mark.beside

FIRE = (
    "A fire broke out in the granary of Larnholm on Tuesday, and 31 people were brought to safety.",
    "The fire service says that the roof had come down before its boats could reach the quay.",
    "“We shall rebuild it before winter,” said Ida Brandt, the mayor, to those who had come.",
    "Merchants put the loss at 1,200 tonnes of grain, which is a third of the year's harvest.",
)
OTHER = tuple(each.replace("31 people", "33 people") for each in FIRE)
DAM = "The dam of Nova broke on 6 March 2024. It was old and nobody had looked after it for years."
NOTE = "Correction: an earlier version of this article gave another day."
SPEAKERS = '[sides]\nNova = ["Nova", "Nova\'s"]\nOster = ["Oster"]\n'
COPIES = "How many people were brought to safety from the granary of Larnholm?"
ASKED: tuple[tuple[str, ...], ...] = (
    (COPIES, "--limit", "5", "--explain"),
    ("When did the dam of Nova break?", "--explain"),
    ("What happened to the dam on 6 March 2024?", "--outlet", "Nova Wire"),
    ("the granery of Larnholm", "--path", "press"),
    ("Who won the chess cup in Zanzibar?",),
    ("What happened in Larnholm on 1 January 1999?",),
    ("Did the mayor Ida Brandt resign?",),
    ("?!",),
    ("What did Ida Brandt say about the granary?",),
    ("What does Nova say about the dam?",),
    ("What does Oster say about the dam?",),
    ("What did Quarx say about the dam?",),
    ("the dam", "--party", "Nova"),
    ("the dam of Nova", "--party", "Oster"),
    ("What happened this week?",),
    ("Wer gewann den Pokal in Sansibar?",),
    ("the dam of Nova", "--as-of", "2024-03-09"),
    ("the dam of Nova", "--as-of", "2024-03-11"),
    ("the dam of Nova", "--as-of", "1999-01-01"),
    ("the dam of Nova", "--since", "2024-03-11"),
    ("the dam of Nova", "--since", "2031-01-01"),
    ("Що сталося з греблею?",),
    ("seals of Lindholm",),
)
ELSEWHERE = {
    "ask.found_by": "where what passages mean was worked out",
    "ask.explanations.meaning": "the same",
    "ask.explanations.language": "in a coverage of several languages",
    "reindex.meaning": "the same",
    "reindex.meaning.passages": "the same",
    "reindex.meaning.left": "the same",
    "config.passed_over.file": "where another program's config.toml lies further up",
    "config.passed_over.reason": "the same",
    "watch.withdrawn": "where a page is gone",
    "watch.leaving": "the same",
    "watch.back": "the same",
    "watch.kept": "the same",
    "watch.url": "the same",
    "watch.key": "the same",
    "watch.until": "the same",
}
"""Keys whose cases stand in tests/bot/commands/test_meanings.py and test_departing.py, and in
tests/bot/test_config_found.py."""


PLAIN = {"NUTGRAF_MEANING": "false", "LANGUAGE": "en"}


class Printed:
    """Runs commands in a folder, and keeps what they print for programs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.found = folder, list[tuple[str, Any]]()

    def __call__(self, *words: object, code: int = 0, **more: str) -> Any:
        done = here(*words, "--json", folder=self.folder, **PLAIN, **more)
        assert done.returncode == code, (words, done.stderr, done.stdout)
        lines = done.stdout.splitlines() if words[0] == "watch" else [done.stdout]
        self.found += [(str(words[0]), json.loads(each)) for each in lines]
        return self.found[-1][1]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Any]]:
    """What all commands print over a small coverage, with which command printed it."""
    said = Printed(tmp_path_factory.mktemp("programs"))
    said("init")
    said("config")
    _write(said.folder)
    said("reindex", "--dry-run", code=3)
    _index_as_of_two_days(said.folder)
    (said.folder / "articles" / "new.txt").write_text("New\n\nThe quay of Larnholm is new.\n")
    said("reindex", code=3)
    for words in ASKED:
        said("ask", *words)
    _look_through(said)
    _operate(said)
    _measure(said)
    _fetch(said)
    return said.found


def _write(folder: Path) -> None:
    """Articles with copies, notes, marks, speakers, pages; a setting for these."""
    press = folder / "articles" / "press.jsonl"
    press.parent.mkdir()
    rows = [
        _row("oster", "Oster Post", 7, FIRE),
        _row("nadir", "Daily Nadir", 8, FIRE),
        _row("herald", "Herald", 7, OTHER),
        {"no": "article"},
    ]
    press.write_text("".join(f"{json.dumps(each)}\n" for each in rows), encoding="utf-8")
    (press.parent / "speakers.toml").write_text(SPEAKERS, encoding="utf-8")
    paged = f"Seals\n\n{'A page of seals. ' * 9}\n\f\nThe keeper counted 14 seals of Lindholm.\n\f"
    (press.parent / "seals.paged").write_text(paged)
    _write_dam(press.parent, DAM)
    config = folder / "config.toml"
    convert = '[[coverage]]\npath = "articles/seals.paged"\nconvert = {".paged" = "cat {}"}\n'
    gone = '[[coverage]]\npath = "articles/closed.jsonl.gz"\n'
    (press.parent / "closed.jsonl.gz").write_bytes(b"\x1f\x8b\x08damaged")
    config.write_text(f'seeds = ["articles"]\nkeep_questions = true\n{convert}{gone}')


def _row(name: str, outlet: str, day: int, paragraphs: tuple[str, ...]) -> dict[str, str]:
    return {
        "id": f"press/{name}",
        "headline": f"What {outlet} says of the fire",
        "outlet": outlet,
        "published": f"2023-03-{day:02}",
        "url": f"https://{name}.example/fire",
        "text": "\n\n".join(paragraphs),
    }


def _write_dam(folder: Path, words: str) -> None:
    text = f"{words}\n\nNova's mayor said that the dam had been old.\n\n{NOTE}\n"
    head = "headline: The dam of Nova\noutlet: Nova Wire\nurl: no address\npublished: 2024-03-07\n"
    (folder / "dam.txt").write_text(f"---\n{head}---\n\n{text}")


def _index_as_of_two_days(folder: Path) -> None:
    """What was indexed on one day has changed on another."""
    for day, words in ((10, DAM), (12, DAM.replace("old", "new"))):
        _write_dam(folder / "articles", words)
        at = datetime(2024, 3, day, tzinfo=UTC)
        with Archive(folder / "coverage.db", now=lambda at=at: at) as archive:  # type: ignore[misc]
            archive.reindex([folder / "articles"])


def _look_through(said: Printed) -> None:
    (first,) = said("ask", COPIES, "--limit", "1")["quotes"]
    dam = said("ask", "When did the dam of Nova break?")["quotes"][0]
    said("show", dam["address"])
    said("show", first["address"])
    said("list")
    said("search", "granary", "--all")
    said("search", "granary of Larnholm", "--limit", "2")
    said("verify", first["address"])
    said("verify", "--text", FIRE[0].replace("31", "1,300"), code=3)
    said("verify", "--text", "Nova’s mayor said that the dam had been old")
    said("verify", "--text", "Zebras graze in Zanzibar at night", code=3)
    said("timeline", "dam", "--to", "2024-03-20")
    said("timeline", "granary", "zanzibar", "--from", "2023-01-01")
    said("timeline", "new", "quay")
    said("doctor")
    damaged = shutil.copy(said.folder / "coverage.db", said.folder / "damaged.db")
    with closing(sqlite3.connect(damaged)) as opened, opened:
        opened.execute("update articles set headline = 'Another'")
    assert said("doctor", code=1, NUTGRAF_DATABASE=str(damaged))["findings"]
    said("health")


def _operate(said: Printed) -> None:
    with closing(Readers(said.folder / "readers.db")) as readers:
        keep_feedback(readers, "More of the east, please.")
        kept = Conversations(readers)
        with Archive(said.folder / "coverage.db") as archive:
            shown = archive.search("dam", limit=1)[0].passage.address
        for reader in range(1, 4):
            refusal = Refusal("unknown_words", ("Kherson",))
            Counts(readers).question(7, refusal, ["kherson"], "Kherson?", reader_id=reader)
            kept.remember(
                MessageId(reader, reader, reader, reader, None, 0),
                Asked("Whose dam?", date(2024, 3, 7)),
                shown,
            )
            kept.vote(reader, reader, False, "dam")
    said("stats")
    assert said("unanswered")["questions"]
    assert said("disliked")["passages"]
    said("backup", "copy")
    said("remove", "press/herald", "--id")
    said("remove", "press/herald", "--id", "--undo")
    said("withdraw", "new")
    said("restore", "copy")
    said("stats", NUTGRAF_DATABASE=str(_empty(said.folder)))


def _empty(folder: Path) -> Path:
    """A coverage that holds nothing."""
    (folder / "nothing").mkdir()
    with Archive(folder / "empty.db") as archive:
        archive.reindex([folder / "nothing"])
    return folder / "empty.db"


def _measure(said: Printed) -> None:
    articles = said.folder / "articles" / "press.jsonl"
    asked: tuple[tuple[str, list[str]], ...]
    asked = ((COPIES, ["press/oster#1"]), ("Who won the chess cup?", []), ("Whose barn?", ["x#1"]))
    rows = [{"id": f"{n}", "question": q, "answers": a} for n, (q, a) in enumerate(asked)]
    lines = "".join(f"{json.dumps(each)}\n" for each in rows)
    questions = said.folder / "a.questions.jsonl"
    questions.write_text(lines)
    other = said.folder / "b.questions.jsonl"
    other.write_text(f"{json.dumps(rows[1])}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.evaluation.metrics.ROUNDS", 20)
        said("eval", articles, questions, other, "--misses", "--compare")
    reader = {"coverage": "town", "question": "Who sang?", "after": None, "asked_on": "2024-03-06"}
    (said.folder / "reader.jsonl").write_text(
        json.dumps(reader | {"expect": "answer", "evidence": ["Ida"]})
    )
    said("eval", "--reader", "reader.jsonl", "--coverage", f"town={articles}", "--misses")
    labelled = {
        "id": "d",
        "sentence": "The ship left.",
        "speakers": [{"speaker": "The ship", "stance": "claimed", "party": "R", "where": "in"}],
    }
    (said.folder / "who.jsonl").write_text(json.dumps(labelled))
    said(
        *("eval", "--attribution", "who.jsonl", "--misses"),
        *("--speakers", said.folder / "articles" / "speakers.toml"),
    )


def _fetch(said: Printed) -> None:
    with running() as site, pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.fetching.asking.pace.DELAY", 0.0)
        items = [item("/a", "Fire", long_text("Larnholm")), item("/b", "Ferry", "In short.")]
        site.pages |= {
            "/feed": Reply(rss(items)),
            "/c": Reply(page("The mill of Oster", "Oster")),
            "/sitemap.xml": Reply(f"<urlset><url><loc>{site.url}/c</loc></url></urlset>".encode()),
        }
        patch.setenv("NUTGRAF_PRIVATE_ADDRESSES", "true")
        said("add", f"{site.url}/c")
        said("add", f"{site.url}/feed")
        said("add", f"{site.url}/sitemap.xml", "--back", "all")
        said("watch", "--once")
        del site.pages["/feed"]
        said("watch", "--once", code=3)


def test_each_command_with_json_has_a_schema_and_no_other_has() -> None:
    context = click.Context(nutgraf)
    commands = {name: nutgraf.get_command(context, name) for name in nutgraf.list_commands(context)}
    having = [
        name
        for name, command in commands.items()
        if command and any("--json" in each.opts for each in command.params)
    ]
    assert having == names()


@pytest.mark.parametrize("name", names())
def test_a_schema_is_one_of_its_draft_and_names_its_version(name: str) -> None:
    schema = whole(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    for each in schema.get("oneOf", []) if "properties" not in schema else [schema]:
        assert "schema" in each["required"]
        assert schema["$id"] == f"urn:nutgraf:{name}:{each['properties']['schema']['const']}"


@pytest.mark.parametrize("name", [path.stem for path in FOLDER.glob("*.json")])
def test_each_key_says_what_it_is(name: str) -> None:
    for key, described in _properties(json.loads((FOLDER / f"{name}.json").read_text("utf-8"))):
        assert described.get("description") or "/properties/" in described.get("$ref", ""), key


def _properties(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        yield from part.get("properties", {}).items()
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _properties(each)


def test_the_page_has_the_keys_of_each_and_no_other() -> None:
    page = fields.PAGE.read_text(encoding="utf-8")
    assert fields.missing(page) == set()
    assert fields.refreshed(page) == page, "run: python -m tests.tools.fields"


@pytest.mark.slow
def test_all_that_commands_print_is_described(printed: list[tuple[str, Any]]) -> None:
    for command, content in printed:
        assert content["schema"] == 1
        faults(command, content)


@pytest.mark.slow
def test_each_described_key_is_printed_by_some_command(printed: list[tuple[str, Any]]) -> None:
    seen = {key for command, content in printed for key in keys(command, content)}
    described = {key for name in names() for key in keys(name)}
    assert described - seen == set(ELSEWHERE)


@pytest.mark.slow
def test_each_reason_of_a_refusal_is_met(printed: list[tuple[str, Any]]) -> None:
    refusals = [content["refusal"] for command, content in printed if command == "ask"]
    reasons = whole("ask")["properties"]["refusal"]["anyOf"][0]["properties"]["reason"]["examples"]
    met = {each["reason"] for each in refusals if each}
    assert set(reasons) == met


@pytest.mark.slow
def test_a_key_that_is_not_described_is_found(printed: list[tuple[str, Any]]) -> None:
    answer = next(content for command, content in printed if command == "ask")
    for more in (answer | {"mood": "good"}, answer | {"coverage": answer["coverage"] | {"x": 1}}):
        with pytest.raises(AssertionError, match="nutgraf ask --json"):
            faults("ask", more)
        Draft202012Validator(whole("ask")).validate(more)  # others ignore what they do not know
    with pytest.raises(ValidationError):
        Draft202012Validator(whole("ask")).validate({"schema": 1})


def test_the_command_prints_it_whole_and_lists_those_there_are(tmp_path: Path) -> None:
    assert json.loads(here("schema", "ask", folder=tmp_path).stdout) == whole("ask")
    assert here("schema", folder=tmp_path).stdout.split() == names()
    wrong = here("schema", "chat", folder=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "has no --json" in wrong.stderr
    assert not list(tmp_path.iterdir())


def test_with_json_what_goes_wrong_is_a_line_on_standard_error_alone(tmp_path: Path) -> None:
    for words in (("ask", "dam"), ("list",), ("health",), ("doctor",), ("verify", "nowhere")):
        done = here(*words, "--json", folder=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("error: ")
