"""A PATH with wildcards: what it reads, and what is removed when files vanish."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Archive, MissingPathError, Summary
from retrieval.reindex.patterns import Pattern, pattern
from tests.tools.coverage_maker import write
from tests.tools.examples import up_to

DRONE = ["The", "A drone fell on the harbour."]
FILES = (
    *("a.txt", "b.jsonl", "README.md", "aliases.toml", ".hidden.txt", "[x].txt"),
    *("2023/a.txt", "2023/b.txt", "2023/march/a.txt", "2024/a.txt", ".old/a.txt"),
)
PARTS = ("*", "**", "*.txt", "?.txt", "[ab].*", "2023", "20*", "march", "a.txt", ".*", "[[]x].txt")


def matched(folder: Path, text: str) -> list[str]:
    found = [path for path in pattern(folder / text).matches() if isinstance(path, Path)]
    return [path.relative_to(folder).as_posix() for path in found]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with FILES."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("*.txt", ["[x].txt", "a.txt"]),
        ("[ab].*", ["a.txt", "b.jsonl"]),
        ("[x].txt", ["[x].txt"]),
        ("*", ["2023", "2024", "[x].txt", "a.txt", "b.jsonl"]),
        ("20*/a.txt", ["2023/a.txt", "2024/a.txt"]),
        ("**/a.txt", ["a.txt", "2023/a.txt", "2023/march/a.txt", "2024/a.txt"]),
        ("**/march/**/*.txt", ["2023/march/a.txt"]),
        ("20*/**/**/*.txt", ["2023/a.txt", "2023/b.txt", "2023/march/a.txt", "2024/a.txt"]),
        ("**", ["."]),
        ("2023/**", ["2023"]),
        ("**/*", ["2023", "2024", "[x].txt", "a.txt", "b.jsonl"]),
        (".*/*", [".old/a.txt"]),
    ],
)
def test_a_pattern_matches_as_in_a_shell(tree: Path, text: str, files: list[str]) -> None:
    assert matched(tree, text) == files


@pytest.mark.parametrize("text", ["*.pdf", "2025/*", "*/*/*/*", "README*", "*.toml", "a.txt/*"])
def test_a_pattern_that_nothing_matches_is_one_clear_line(tree: Path, text: str) -> None:
    with pytest.raises(MissingPathError, match="nothing matches this pattern; name articles") as no:
        pattern(tree / text)
    assert str(no.value).startswith(f"{tree / text}: ")


@pytest.mark.skipif(os.name != "posix", reason="links are made the POSIX way")
def test_a_folder_that_links_back_into_itself_is_matched_once(tree: Path) -> None:
    for name in ("again", "once-more"):
        (tree / "2023" / name).symlink_to(tree)
    assert len(matched(tree, "2023/**/march/a.txt")) < 10


@settings(
    max_examples=up_to(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the tree is only read
)
@given(parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=4))
def test_what_matches_is_covered_and_what_is_covered_was_read(tree: Path, parts: list[str]) -> None:
    named = Pattern(tree, tuple(parts))
    found = set(named.matches())
    for file in FILES:
        path = tree / file
        below = not found.isdisjoint((path, *path.parents))
        if path.name not in ("README.md", "aliases.toml"):
            assert named.covers(str(path)) == below, file


def reindexed(opened: Archive, path: Path | str, *, prune: bool = True) -> Summary:
    return opened.reindex([path], prune=prune)


def test_ids_count_from_the_folder_before_the_first_wildcard(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"2023/a": DRONE, "2024/a": DRONE, "b": DRONE})
    with Archive(tmp_path / "coverage.db") as opened:
        assert reindexed(opened, folder / "*" / "a.txt").added == 2
        assert opened.article("2024/a").body == DRONE[1]
        summary = reindexed(opened, folder)
        assert (summary.added, summary.unchanged) == (1, 2)


def test_a_file_that_vanished_from_a_pattern_is_removed_and_others_stay(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"a1": DRONE, "a2": DRONE, "b": DRONE, "sub/a3": DRONE})
    with Archive(tmp_path / "coverage.db") as opened:
        reindexed(opened, folder)
        for name in ("a1.txt", "b.txt", "sub/a3.txt"):
            (folder / name).unlink()
        assert reindexed(opened, folder / "a*.txt", prune=False).removed == 0
        assert reindexed(opened, folder / "a*.txt").removed == 1
        assert reindexed(opened, folder / "**" / "a*.txt").removed == 1
        assert opened.coverage().articles == 2
        assert reindexed(opened, folder / "**").removed == 1


def test_a_pattern_whose_last_file_vanished_removes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"a": DRONE, "b": DRONE})
    with Archive(tmp_path / "coverage.db") as opened:
        reindexed(opened, folder / "a*")
        (folder / "a.txt").unlink()
        with pytest.raises(MissingPathError):
            reindexed(opened, folder / "a*")
        assert opened.coverage().articles == 1


def test_a_file_that_two_paths_name_is_read_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"a": DRONE})
    with Archive(tmp_path / "coverage.db") as opened:
        summary = opened.reindex([folder, folder / "a.txt", folder / "*.txt"])
    assert (summary.added, summary.unchanged, summary.skipped) == (1, 0, ())


def test_a_pattern_takes_the_alias_table_of_its_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"a": ["The", "A drone fell on Artemivsk."]})
    (folder / "aliases.toml").write_text('same = [["Bakhmut", "Artemivsk"]]\n')
    with Archive(tmp_path / "coverage.db") as opened:
        reindexed(opened, folder / "*.txt")
        assert opened.ask("What fell on Bakhmut?").answered
