"""Coverages that nobody would build, and questions to them: sane ranks, never an exception."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise, product
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.conversation.asked import Asked
from bot.conversation.replies import reply
from bot.locales.english import ENGLISH
from bot.telegram.rendering.messages import Renderer
from bot.terminal.chat import END, Chat
from bot.terminal.screen import Screen
from retrieval import Archive, NothingIndexedError
from tests.end_to_end.test_hostile import ASKED_ON, ODD, is_answer, odd_questions
from tests.tools.coverage_maker import archive, write
from tests.tools.examples import up_to

PIERS = ["".join(letters) for letters in product("bdfg", "ou", "lmnr", "ka", "z")]
COMMON = "The drone fell on the harbour."
COVERAGES = {
    "one paragraph": {"a": ["The", COMMON]},
    "one word": {"a": ["The", "Drone"]},
    "stop words": {"a": ["The", "The and of."], "b": ["Of", "It was."]},
    "no words": {"a": ["41", "41 63"], "b": ["🚀", "🚀 7 🚀"]},
    "a term in every passage": {
        f"a{number:02}": ["The", *(f"{COMMON} {pier} burns." for pier in piers)]
        for number, piers in enumerate(zip(PIERS[::2], PIERS[1::2], strict=True))
    },
    "identical passages": {f"a{number:02}": ["The", COMMON, COMMON] for number in range(30)},
    "odd words": {f"a{at:02}": ["Odd", f"Word {odd} {at}."] for at, odd in enumerate(ODD[:44])},
}
WORDS = ("drone", "harbour", PIERS[7], "the", "fell on", "Drone?", "🚀", "Word")


@pytest.fixture(scope="module", params=COVERAGES)
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Each of the odd coverages."""
    folder = tmp_path_factory.mktemp("odd")
    wanted = {
        name: [text.encode(errors="replace").decode().replace("\0", "") for text in texts]
        for name, texts in COVERAGES[request.param].items()
    }
    return archive(folder, wanted)


@settings(
    max_examples=up_to(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), odd_questions)
def test_an_odd_coverage_answers_or_refuses_in_sane_order(
    odd: Archive, known: str, hostile: str
) -> None:
    for question in (known, hostile, f"{known} {hostile}"):
        hits = odd.search(question, asked_on=ASKED_ON, limit=200)
        assert all(isfinite(hit.score) and isfinite(hit.bm25) for hit in hits)
        assert all(first.score >= second.score for first, second in pairwise(hits))
        places = [(hit.passage.article_id, hit.passage.start) for hit in hits]
        assert len(set(places)) == len(places)
        answer = odd.ask(question, asked_on=ASKED_ON)
        assert is_answer(answer)
        for quote in answer.quotes:
            assert (
                odd.article(quote.citation.article).body[slice(*quote.offsets.text)] == quote.text
            )
        assert answer == odd.ask(question, asked_on=ASKED_ON)


def test_an_odd_coverage_is_sound_and_stays_so(odd: Archive) -> None:
    assert odd.doctor().findings == ()
    assert odd.reindex([odd.path.parent / "articles"]).changed == 0
    assert odd.coverage().articles > 0


def test_the_only_paragraph_answers_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["The", COMMON]})
    (hit,) = opened.search("drone")
    assert hit.score > 0
    assert [quote.text for quote in opened.ask("Where did the drone fall?").quotes] == [COMMON]
    refusal = opened.ask("Who won the chess cup?").refusal
    assert refusal
    assert refusal.reason == "no_match"
    assert "cup" in refusal.unknown


def test_where_every_passage_has_the_term_the_rarer_term_decides(tmp_path: Path) -> None:
    opened = archive(tmp_path, COVERAGES["a term in every passage"])
    assert opened.search(f"drone {PIERS[7]}")[0].passage.text == f"{COMMON} {PIERS[7]} burns."
    hits = opened.search("drone", limit=100)
    assert len(hits) == len(PIERS)
    assert all(hit.bm25 > 0 for hit in hits)


def test_identical_passages_rank_by_article_and_paragraph_and_are_quoted_once(
    tmp_path: Path,
) -> None:
    opened = archive(tmp_path, COVERAGES["identical passages"])
    hits = opened.search("drone harbour", limit=60)
    places = [(hit.passage.article_id, hit.passage.paragraph) for hit in hits]
    assert places == sorted(places)
    assert len(places) == 60
    assert len({hit.bm25 for hit in hits}) == 1
    (quote,) = opened.ask("Where did the drone fall?").quotes
    assert (quote.citation.article, quote.citation.paragraph) == ("a00", 1)


def test_a_coverage_whose_last_article_went_is_empty_again(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": ["The", COMMON]})
    (tmp_path / "articles" / "a.txt").unlink()
    assert opened.reindex([tmp_path / "articles"]).removed == 1
    for ask in (opened.ask, opened.search, opened.show, opened.article):
        with pytest.raises(NothingIndexedError, match="nothing indexed yet; run `nutgraf reindex`"):
            ask("drone")
    assert opened.doctor().findings == ()
    write(tmp_path / "articles", {"b": ["The", COMMON]})
    assert opened.reindex([tmp_path / "articles"]).added == 1
    assert opened.ask("drone").answered


@settings(
    max_examples=up_to(100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(odd_questions)
def test_an_odd_question_can_be_shown_in_the_terminal_and_on_telegram(
    archive: Archive, question: str
) -> None:
    chat = Chat(archive, Screen(Console(file=io.StringIO(), width=60)))
    assert chat.hear(question) == (question.strip().lower() not in END)
    found = reply(archive, Asked(question, ASKED_ON), limit=4)
    message = Renderer(ENGLISH, "nutgraf_bot").answer(found, echo=True)
    assert 0 < len(message.html) < 9_000


@pytest.mark.parametrize(
    "question",
    [b"", b"\xff\xfe warehouse", b"\xed\xa0\x80 fire", "\u202ewarehouse\u200f 🚀".encode(), b'"'],
)
@pytest.mark.slow
def test_odd_bytes_as_a_question_give_json_that_programs_can_read(
    coverage: Path, archive: Archive, question: bytes
) -> None:
    done = subprocess.run(
        [sys.executable, *"-m bot ask --json --asked-on 2024-03-07 --".split(), question],
        env=os.environ | {"NUTGRAF_DATABASE": str(coverage), "PYTHONWARNINGS": "error"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    answer = archive.ask(os.fsdecode(question), asked_on=date(2024, 3, 7))
    assert json.loads(done.stdout) == json.loads(json.dumps({"schema": 1} | answer.as_json()))


def test_odd_lines_in_a_chat_are_all_answered(coverage: Path) -> None:
    lines = [
        b"\xff\xfe",
        b"\0fire\0",
        b"fire " * 10_000,
        b"/\xff",
        b"/99999999999999999999",
        b"NOT *",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        env=os.environ | {"NUTGRAF_DATABASE": str(coverage), "PYTHONWARNINGS": "error"},
        input=b"\n".join(lines) + b"\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n? ") + done.stdout.startswith(b"? ") == len(lines)
