"""Whatever lies in a folder: a reindex says what it skips, a line each, and indexes the rest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from retrieval import Archive, MissingPathError, Summary
from tests.tools.examples import up_to

GOOD = b"The ferry\n\nThe ferry left the harbour on Tuesday.\n"
WORDS = (
    *("headline", "outlet", "url", "published", "language", "id", "text", "x", ": ", ":", "\n"),
    *("!!int", "!!bool maybe", "!!timestamp foo", "!!int ''", "!!binary x", "!!python/name:os"),
    *("&a", "*a", "<<", "- ", "? ", "[", "]", "{", "}", ",", "|", ">", "'", '"', "\\", "#", "!"),
    *("---", "...", "~", "null", "0x1F", "1_000", "9" * 5000, "%YAML", "T00:00+14:00", "T24:00"),
    *("2024-02-30", "0001-01-01", "9999-12-31", "https://[::1", "http://a", "\x85", "\u2028", "é"),
    *("yesterday", "tomorrow", "on Monday", "last year", "in 0000", "said Putin", "The drone"),
    *("\\UFFFFFFFF", "\\ud800", "\\u0000", "1e999", "NaN", "-", "\t", "\r", "\x0c", "\x1b[31m"),
    *("\ufeff", "\ud7ff", "41", "=", ".", " "),
)
TOML = (
    *("same", "near", "sides", "others", "vague", " = ", "=", "[", "]", "[[", "]]", "{", "}", ","),
    *('"Kyiv"', '"Kiev"', '"?"', '"\'s"', '""', "'’s'", '"\\u0000"', '"a b"', "Ukraine", "a.b"),
    *("9" * 5000, "1e999", "2024-02-30", "true", "inf", '"""', "'''", "#", "\\", "x", '"ʼ"', '"्"'),
    *("\n", "."),
)
PATHS = ("**", "*", "/", ".", "[", "]", "?", "a")
pieces = st.lists(st.sampled_from(WORDS) | st.text(max_size=9), max_size=30).map("".join)
bytes_of = pieces.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=99)
front = st.tuples(bytes_of, bytes_of).map(lambda both: b"---\n%b\n---\n%b" % both)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | pieces,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(pieces, inner, max_size=3),
    max_leaves=5,
)
names = ("headline", "text", "id", "outlet", "url", "published", "language")
record = st.dictionaries(st.sampled_from(names), values).map(lambda each: json.dumps(each).encode())
tables = st.lists(st.sampled_from(TOML) | st.text(max_size=3), max_size=30).map("".join)
name = st.binary(min_size=1, max_size=20).filter(
    lambda each: not {47, 0} & set(each) and each not in (b".", b"..")
)
paths = (st.text(max_size=30) | st.lists(st.sampled_from(PATHS)).map("".join)).filter(
    lambda each: ".." not in each  # what lies outside the folder is not this test's
)
hunt = settings(
    max_examples=up_to(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder with one good article."""
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "good.txt").write_bytes(GOOD)
        yield Path(made)


def reindexed(at: Path, path: str | Path | None = None) -> Summary:
    """What a reindex of the folder says, in whose coverage all that it added is sound."""
    with tempfile.TemporaryDirectory() as other, Archive(Path(other) / "c.db") as opened:
        summary = opened.reindex([at if path is None else path])
        for each in summary.skipped:
            assert f"{each.path}{each.reason}".isprintable()
            assert "please report it" not in each.reason, each.reason
            assert 0 < len(each.reason) < 1_100
        assert opened.doctor().findings == ()
        if summary.added:
            opened.ask("What left the harbour on Tuesday, and what fell?")
            opened.latest()
        again = opened.reindex([at if path is None else path])
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
    return summary


@hunt
@given(bytes_of | front)
@example(b"---\nx: !!bool maybe\n---\n" + GOOD)
@example(b"---\nx: !!timestamp foo\n---\n" + GOOD)
@example(b"---\nx: !!int ''\n---\n" + GOOD)
@example(b"---\na: &a [" + b"x," * 9 + b"]\n<<: [*a, *a]\n---\n" + GOOD)
@example(b'---\nx: "\\UFFFFFFFF"\n---\n' + GOOD)
@example(b"---\npublished: 0001-01-01\n---\nThe ferry\n\nIt left yesterday, he said, on Monday.\n")
@example(b"---\npublished: 9999-12-31\n---\nThe ferry\n\nIt leaves tomorrow, on Sunday.\n")
def test_any_bytes_are_an_article_or_a_line(raw: bytes) -> None:
    with folder() as at:
        (at / "any.txt").write_bytes(raw)
        summary = reindexed(at)
        assert summary.added + len(summary.skipped) == 2


@hunt
@given(st.lists(bytes_of | record, max_size=5))
@pytest.mark.slow
def test_any_lines_are_articles_or_lines(lines: list[bytes]) -> None:
    with folder() as at:
        (at / "any.jsonl").write_bytes(b"\n".join(lines))
        assert reindexed(at).added > 0


@hunt
@given(tables | pieces, st.sampled_from(["aliases.toml", "speakers.toml"]))
@example('[sides]\n"?" = ["x"]\n', "speakers.toml")
@example('[sides]\n"\'s" = []\n[others]\n"" = ["x"]\n', "speakers.toml")
@example("same = " + "[" * 100_000, "aliases.toml")
@example("a." * 100_000 + "b = 1", "aliases.toml")
@example("same = " + "9" * 5_000, "aliases.toml")
@example('same = [["?", "\\u0000"]]\nnear = [["!", "..."]]', "aliases.toml")
@pytest.mark.slow
def test_any_table_is_taken_or_a_line(written: str, file: str) -> None:
    with folder() as at:
        (at / file).write_text(written, encoding="utf-8", errors="replace")
        summary = reindexed(at)
        assert summary.added == 1
        assert len(summary.skipped) <= 1


@hunt
@given(name, st.booleans())
@pytest.mark.slow
def test_any_name_is_indexed_or_a_line(called: bytes, is_folder: bool) -> None:
    with folder() as at:
        path = os.fsencode(at) + b"/" + called + b".txt"
        if is_folder:
            os.mkdir(path)
            path += b"/a.txt"
        with open(path, "wb") as file:
            file.write(GOOD)
        summary = reindexed(at)
        assert summary.added + len(summary.skipped) <= 2


@hunt
@given(paths)
@example("**/" * 50 + "x")
@example("\0")
@example("\udcff")
@example("\ud800")
@example("x\ny")
@pytest.mark.slow
def test_any_path_is_read_or_one_line(named: str) -> None:
    with folder() as at:
        (at / "a" / "b").mkdir(parents=True)
        shutil.copy(at / "good.txt", at / "a" / "b")
        said = ""
        try:
            reindexed(at, f"{at}/a/{named}")
        except MissingPathError as error:
            said = str(error)
        assert said == "" or said.isprintable()


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices lie in folders the POSIX way")
def test_what_is_no_file_is_a_line_and_nobody_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(GOOD)
    for pipe in ("aliases.toml", "pipe.txt", "pipe.jsonl.gz"):
        os.mkfifo(tmp_path / pipe)
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "speakers.toml").symlink_to("/dev/tty")
    summary = reindexed(tmp_path)
    assert (summary.added, len(summary.skipped), summary.unread) == (1, 5, ())


@pytest.fixture
def bottomless(tmp_path: Path) -> Iterator[Path]:
    """A folder that Python could not remove."""
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)


@pytest.mark.slow
def test_a_folder_1500_deep_is_read_and_what_has_too_long_a_path_is_a_line(
    bottomless: Path,
) -> None:
    here = os.open(bottomless, os.O_RDONLY)
    for depth in range(1_506):
        called = "d" if depth < 1_500 else "e" * 250
        os.mkdir(called, dir_fd=here)
        deeper = os.open(called, os.O_RDONLY, dir_fd=here)
        if depth == 1_499:
            article = os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=deeper)
            os.write(article, GOOD)
            os.close(article)
        os.close(here)
        here = deeper
    os.close(here)
    with Archive(bottomless / "coverage.db") as opened:
        summary = opened.reindex([bottomless / "d"])
        assert summary.added == 1
        (line,) = summary.unread
        assert "File name too long" in line.reason
        assert opened.reindex([bottomless / "d" / "**" / "*.txt"]).unchanged == 1
