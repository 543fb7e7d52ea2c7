"""Several bots over one archive: two processes ask while a third reindexes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive
from tests.opensearch.answers import answer_of
from tests.opensearch.cluster import Node
from tests.opensearch.made_up import altered, asked_of, some, written
from tests.opensearch.parts import address_of
from tests.tools.equal import Asked
from tests.tools.until import until

pytestmark = [pytest.mark.slow, pytest.mark.cluster]
PASSAGES, QUESTIONS = 1_500, 8
ASK = """
import json, os, sys
from pathlib import Path
from retrieval import Archive
from tests.tools.equal import asked_in
from tests.opensearch.answers import answer_of
ended = Path(sys.argv[3])
with Archive(sys.argv[1]) as archive:
    last = False
    while not last:
        last = ended.exists()
        for each in asked_in(Path(sys.argv[2])):
            print(json.dumps([each.text, answer_of(archive, each)], sort_keys=True), flush=True)
"""


def test_two_processes_ask_while_a_third_reindexes_and_get_whole_answers(
    node: Node, tmp_path: Path
) -> None:
    address = address_of(node.address, f"s{uuid4().hex[:12]}")
    before = some(PASSAGES)
    source, questions = written(tmp_path / "articles.jsonl", before), asked_of(before, QUESTIONS)
    states = (altered(before), before, altered(before))
    with Archive(tmp_path / "coverage.db") as file, Archive(address) as third:
        for at in (file, third):
            at.reindex([source])
        right = [lines_of(file, questions)]
        ended = tmp_path / "ended"
        with asking(address, tmp_path, questions, ended) as askers:
            until(lambda: min(map(len, said_in(tmp_path))) >= QUESTIONS, seconds=120)
            for state in states:
                written(source, state)
                for at in (file, third):
                    at.reindex([source])
                right.append(lines_of(file, questions))
            ended.touch()
            assert [asker.wait(300) for asker in askers] == [0, 0]
    said = said_in(tmp_path)
    assert right[0] != right[1]
    for lines in said:
        assert set(lines) <= set().union(*right)
        assert lines[:QUESTIONS] == right[0]
        assert lines[-QUESTIONS:] == right[-1]


def lines_of(archive: Archive, questions: list[Asked]) -> list[str]:
    """What whoever asks prints of them."""
    return [json.dumps([each.text, answer_of(archive, each)], sort_keys=True) for each in questions]


def said_in(folder: Path) -> list[list[str]]:
    """What each of them has printed."""
    paths = (folder / f"said-{number}" for number in range(2))
    return [path.read_text(encoding="utf-8").splitlines() for path in paths]


@contextmanager
def asking(
    address: str, folder: Path, questions: list[Asked], ended: Path
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two processes that ask all of them again and again, until it has `ended`."""
    path = folder / "questions.jsonl"
    rows = ({"question": each.text, "asked_on": each.day.isoformat()} for each in questions)
    path.write_text("".join(f"{json.dumps(each)}\n" for each in rows))
    command = [sys.executable, "-c", ASK, address, str(path), str(ended)]
    askers = []
    for number in range(2):
        with open(folder / f"said-{number}", "w", encoding="utf-8") as said:
            askers.append(subprocess.Popen(command, stdout=said))
    try:
        yield askers
    finally:
        for each in askers:
            each.kill()
            each.wait()
