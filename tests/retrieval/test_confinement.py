"""What reads strangers' files can do nothing else, and what it does wrong costs that file alone."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.articles.files import FORMS
from retrieval.articles.source import Source
from retrieval.confinement import landlock
from retrieval.errors import ArticleFormError
from retrieval.inversion import worker, workers
from retrieval.inversion.inverted import Inverted
from retrieval.inversion.inverter import Inverter
from tests.tools import hostile_form

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
by_the_kernel = pytest.mark.skipif(landlock() < 6, reason="the kernel forbids it: Linux 6.12")


@pytest.fixture(autouse=True)
def _hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, "hostile", hostile_form.FORM)
    monkeypatch.setattr(worker, "SERVE", hostile_form.SERVE)


def made_of(*deeds: str) -> Sequence[str]:
    """What becomes of files that call for such deeds: bodies, or why one is no article."""
    files = [Source(f"a{n}", f"a{n}", "hostile", deed.encode()) for n, deed in enumerate(deeds)]
    outcomes = [outcome for outcome, _ in workers.inverted(files, Inverter(), processes=1)]
    return [
        each.article.body if isinstance(each, Inverted) else each.reason
        for each in outcomes
        if isinstance(each, Inverted | ArticleFormError)
    ]


@by_the_kernel
def test_no_file_is_read_listed_written_removed_or_run(tmp_path: Path) -> None:
    readers = tmp_path / "readers.db"
    readers.write_text("what is known of readers")
    made = made_of(
        f"read {readers}",
        f"read /proc/{os.getpid()}/environ",
        "read /etc/passwd",
        f"list {tmp_path}",
        f"write {tmp_path / 'new'}",
        f"write {readers}",
        f"remove {readers}",
        "run /bin/true",
    )
    assert made == [*["PermissionError."] * 7, "127."]
    assert [each.name for each in tmp_path.iterdir()] == ["readers.db"]
    assert readers.read_text() == "what is known of readers"


def test_python_still_finds_what_it_imports_late() -> None:
    assert made_of("import encodings.cp1251", "import wave") == ["imported."] * 2


@by_the_kernel
def test_nothing_is_sent_and_nobody_interrupted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        made = made_of(f"connect {port}", f"interrupt {os.getpid()}")
    assert made == ["PermissionError."] * 2


def test_there_is_no_token_to_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_TOKEN", "123456789:AAG-a_token_of_thirty-five_letters0")
    monkeypatch.setenv("https_proxy", "http://ada:pass-word@127.0.0.1:3128")
    (variables,) = made_of("variables")
    assert "NUTGRAF" not in variables
    assert "pass-word" not in variables
    assert json.loads(variables[:-1])["PATH"] == os.environ["PATH"]


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("eat", "takes over 2 GB of memory to read; split it, or leave it out"),
        ("loop", "takes over 20 s to read; split it, or leave it out"),
        ("sleep", "takes over 20 s to read; split it, or leave it out"),
        ("crash", "what reads it crashed; leave it out"),
    ],
)
@pytest.mark.slow
def test_too_much_costs_the_file_alone(deed: str, reason: str) -> None:
    good = "The\n\nA drone fell."
    assert made_of(good, deed, good) == ["A drone fell.", reason, "A drone fell."]
