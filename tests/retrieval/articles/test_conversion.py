"""What a command of the operator's makes plain text of is read as plain text, page by page."""

from __future__ import annotations

import os
import shlex
import sys
import time
from pathlib import Path

import pytest

from retrieval import Archive, Described, Reading, Summary
from retrieval.articles.conversion.command import for_file
from retrieval.articles.conversion.converter import converted

HEAD = "The Oster Post                                Monday 2 January 2023\n\n"
TITLE = "Ferry to Lindholm resumes\n\n"
ONE = "The ferry between Oster and Lindholm sailed\nagain on Monday with 20 passengers.\n"
TWO = "Harbour master Ilse Brandt said 41 boats had\nbroken loose in the storm.\n"
THREE = "The lighthouse keeper counted 7 seals on the\nislands after the storm.\n"
PAGED = (
    f"{HEAD}{TITLE}{ONE}\n\n        1\n\f{HEAD}{TWO}\n\n        2\n\f{HEAD}{THREE}\n       3\n\f"
)
SCRIPT = """
import os, socket, subprocess, sys, time
from pathlib import Path
file = Path(sys.argv[1])
name, text = file.stem, file.read_bytes()
if name == "slow": time.sleep(60)
if name == "broken":
    sys.exit("\\nxref table is missing\\nand more of it")
if name == "killed": os.kill(os.getpid(), 9)
if name == "endless":
    while True: sys.stdout.write("words " * 10_000)
if name == "leaves":
    child = subprocess.Popen(["sleep", "50"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print("Left", child.pid)
if name == "secret": text = os.environ.get("NUTGRAF_TOKEN", "no token at all").encode()
if name == "writes":
    for at in (file.with_suffix(".new"), Path(os.environ["TMPDIR"], "own")):
        try: print(at.name, at.write_text("x"))
        except OSError as error: print(at.name, error.strerror)
sys.stdout.buffer.write(text)
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A command that copies a file, or does what its name says."""
    path = tmp_path_factory.mktemp("tools") / "it's a converter.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return f"{shlex.join([sys.executable, str(path)])} {{}}"


def made(script: str, path: Path, text: str = "", seconds: int = 20) -> str:
    path.write_text(text, encoding="utf-8")
    return converted(for_file(script, path), seconds=seconds).decode()


def indexed(folder: Path, convert: dict[str, str]) -> Summary:
    coverage = [Described(folder, Reading(convert=tuple(convert.items())))]
    with Archive(folder.parent / "coverage.db") as archive:
        return archive.reindex([folder], coverage=coverage)


@pytest.mark.slow
def test_a_page_is_cited_and_what_is_the_pages_own_is_not_quoted(
    tmp_path: Path, script: str
) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a b;$(x).pdf").write_text(PAGED)
    (folder / "-f.EPUB").write_text(f"Of an EPUB\n\n{TWO}")
    (folder / "odd.xyz").write_text("A form of no name\n\nThe words of the odd file are here.\n")
    (folder / "page.pdf").write_text(f"<!doctype html><html><p>{ONE}{TWO}{THREE}</html>")
    summary = indexed(folder, dict.fromkeys((".pdf", ".epub", ".xyz"), script))
    assert (summary.added, summary.skipped) == (4, ())
    with Archive(tmp_path / "coverage.db") as archive:
        article = archive.article("a b;$(x)")
        texts = [article.body[each.start : each.end] for each in article.blocks]
        assert (article.headline, texts) == (
            "Ferry to Lindholm resumes",
            [each.rstrip() for each in (ONE, TWO, THREE)],
        )
        [quote] = archive.ask("How many seals did the keeper count?", limit=1).quotes
        assert quote.citation.page == 3
        assert quote.as_json()["citation"]["page"] == 3
        assert archive.show(quote.address).as_json()["citation"]["page"] == 3
        [other] = archive.ask("What are the words of the odd file?", limit=1).quotes
        assert "page" not in other.as_json()["citation"]
    assert indexed(folder, dict.fromkeys((".pdf", ".epub", ".xyz"), script)).unchanged == 4
    assert indexed(folder, {".pdf": script, ".epub": f"{script} -", ".xyz": script}).changed == 1


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("broken.pdf", "", "ends with exit code 1: xref table is missing; mend the file"),
        ("killed.pdf", "", "is ended by SIGKILL; mend the file"),
        ("slow.pdf", "", "takes over 1 s; leave the file out, or split it"),
        ("endless.pdf", "", "over 4 MB; no article is that long: split it"),
        ("scan.pdf", " \n\n 1 \n\f\n 2\n\f", "scanned: its pages hold no text; "),
        ("none.pdf", " \n", "no text comes of it; leave it out, or change `convert`"),
    ],
)
def test_what_gives_no_text_is_one_line_with_what_to_do(
    tmp_path: Path, script: str, name: str, text: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as caught:
        made(script, tmp_path / name, text, seconds=1 if name == "slow.pdf" else 20)
    assert str(caught.value).removeprefix(f"{Path(sys.executable).name} ").startswith(reason)


def test_an_unknown_program_is_named_and_the_article_stays(tmp_path: Path, script: str) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.pdf").write_text(PAGED)
    indexed(folder, {".pdf": script})
    [skipped] = indexed(folder, {".pdf": "pdf2words --all {}"}).skipped
    assert skipped.reason == "no program pdf2words; install it, or change `convert` in [[coverage]]"
    with Archive(tmp_path / "coverage.db") as archive:
        assert archive.article("a").paragraphs == 3


def test_what_converts_knows_no_secret_writes_nowhere_else_and_leaves_nothing_running(
    tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUTGRAF_TOKEN", "123:secret")
    assert made(script, tmp_path / "secret.pdf") == "no token at all"
    if os.uname().sysname == "Linux":
        assert made(script, tmp_path / "writes.pdf") == "writes.new Permission denied\nown 1\n"
    left = int(made(script, tmp_path / "leaves.pdf").split()[1])
    until = time.monotonic() + 5
    while os.path.exists(f"/proc/{left}/cmdline") and Path(f"/proc/{left}/cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize(
    "command", ["", "{}", "pdftotext -", "pdftotext '{} -", "pdftotext {} - | head", "'{}' x"]
)
def test_a_command_that_is_none_is_refused(command: str) -> None:
    with pytest.raises(ValueError, match=r"program|missing|closed|shell"):
        Reading(convert=((".pdf", command),))
