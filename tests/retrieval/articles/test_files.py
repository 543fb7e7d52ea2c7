"""Where articles are found: folders, files, and the lines of JSON Lines files."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from retrieval.articles import files as files_module
from retrieval.articles.files import SUFFIXES, files, parse, sources
from retrieval.articles.formats import jsonl, packing
from retrieval.articles.skipped import Skipped
from retrieval.articles.source import Source

ARTICLE = b"No ferry\n\nThe ferry stayed at the quay on Tuesday.\n"


def record(**fields: object) -> bytes:
    return json.dumps({"headline": "No ferry", "text": "It stayed.", **fields}).encode() + b"\n"


def found(folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in files(folder) if isinstance(p, Path)]


def skipped(items: Iterator[object]) -> list[Skipped]:
    return [item for item in items if isinstance(item, Skipped)]


def only(path: Path, *, root: Path | None = None) -> Source:
    (source,) = sources(path, root=root)
    assert isinstance(source, Source)
    return source


def why(path: Path) -> str:
    (item,) = sources(path, root=None)
    assert isinstance(item, Skipped)
    assert item.path == path.as_posix()
    return item.reason


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(ARTICLE)


def test_a_folder_gives_its_files_in_the_order_of_their_paths(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.text", "a/b/c.TXT", "a.txt", "a-b/x.jsonl", "a/é.jsonl.gz")
    assert found(tmp_path) == sorted(found(tmp_path))
    assert len(found(tmp_path)) == 6


def test_hidden_files_readmes_and_settings_are_left_out_silently(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "README.md", "readme.txt", "x.toml")
    assert list(files(tmp_path)) == [tmp_path / "a.txt"]


def test_a_text_by_another_name_is_skipped_in_a_folder_and_a_picture_by_what_is_in_it(
    tmp_path: Path,
) -> None:
    fill(tmp_path, "article", "old.txt~")
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    reasons = {Path(s.path).name: s.reason for s in skipped(files(tmp_path))}
    assert set(reasons) == {"article", "old.txt~"}
    assert all("name it .txt" in reason for reason in reasons.values())
    assert "a picture" in why(tmp_path / "photo.txt")
    assert {".txt", ".jsonl", ".jsonl.gz", ".json", ".csv"} < set(SUFFIXES)


def test_a_single_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    fill(tmp_path, "README", ".hidden.md")
    for name, article_id in [("README", "README"), (".hidden.md", ".hidden")]:
        assert list(files(tmp_path / name)) == [tmp_path / name]
        assert only(tmp_path / name).id == article_id


def test_links_are_followed_but_never_in_circles(tmp_path: Path) -> None:
    fill(tmp_path, "a/x.txt", "elsewhere/y.txt")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "there").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nothing")
    below = ["gone.txt", "self.txt", "there/y.txt", "x.txt"]
    assert found(tmp_path) == [*(f"a/{name}" for name in below), "elsewhere/y.txt"]
    assert "a link to nothing" in why(tmp_path / "a" / "gone.txt")
    assert "a link to nothing" in why(tmp_path / "a" / "self.txt")


def test_a_folder_that_cannot_be_read_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "a.txt", "shut/b.txt", "z.txt")
    listed = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder.name == "shut":
            raise PermissionError(13, "Permission denied", str(folder))
        return iter(list(listed(folder)))

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert found(tmp_path) == ["a.txt", "z.txt"]
    (shut,) = skipped(files(tmp_path))
    assert "Permission denied" in shut.reason


def test_an_id_is_the_path_below_the_root_without_the_suffix(tmp_path: Path) -> None:
    fill(tmp_path, "2024/cafe\u0301.v2.txt")
    path = tmp_path / "2024" / "cafe\u0301.v2.txt"
    assert only(path, root=tmp_path).id == "2024/café.v2"
    assert only(path).id == "café.v2"
    assert only(path, root=tmp_path / "other").id == "café.v2"
    assert only(path, root=tmp_path).path == path.as_posix()


def test_a_digest_changes_with_the_bytes_and_the_form() -> None:
    digests = {
        Source("a", "a.txt", "text", b"x").digest,
        Source("a", "a.txt", "text", b"y").digest,
        Source("a", "a.txt", "jsonl", b"x").digest,
    }
    assert {len(digest) for digest in digests} == {16}
    assert len(digests) == 3
    assert Source("b", "b.txt", "text", b"x").digest in digests


def test_a_source_can_be_sent_to_another_process(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    source = only(tmp_path / "a.txt")
    assert parse(pickle.loads(pickle.dumps(source))) == parse(source)


@pytest.mark.parametrize("name", ["all.jsonl", "all.JSONL", "all.jsonl.gz"])
def test_json_lines_give_a_source_a_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "2024" / name
    path.parent.mkdir()
    lines = b"\xef\xbb\xbf" + record(id="x/1") + b"\r\n" + record(id=7) + record(id=None)
    path.write_bytes(gzip.compress(lines) if name.endswith(".gz") else lines)
    items = list(sources(path, root=tmp_path))
    assert [item.path for item in items] == [f"{path.as_posix()}:{n}" for n in (1, 3, 4)]
    articles = [parse(item) for item in items if isinstance(item, Source)]
    assert [article.id for article in articles] == ["x/1", "7", "2024/all#4"]


def test_a_bad_line_is_skipped_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    bad = [b"{", b"[]", b"\xff", b'{"id": []}', b'{"id": true}', b'{"id": "\\ud800"}', b"[" * 99999]
    path.write_bytes(b"\n".join([*bad, record(id="good").strip()]))
    *wrong, good = sources(path, root=None)
    assert isinstance(good, Source)
    assert [item.path for item in skipped(iter(wrong))] == [f"{path}:{n}" for n in range(1, 8)]
    assert all("; " in item.reason for item in skipped(iter(wrong)))


def test_the_lines_before_a_break_in_a_gzip_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl.gz"
    whole = gzip.compress(b"".join(record(text=os.urandom(99).hex()) for _ in range(500)))
    path.write_bytes(whole[: len(whole) // 2])
    *lines, last = sources(path, root=None)
    assert len(lines) > 9
    assert isinstance(last, Skipped)
    assert (last.path, "broken gzip" in last.reason) == (path.as_posix(), True)
    path.write_bytes(whole[:20] + b"garbage" * 99)
    assert "broken gzip" in why(path)


def test_bzip2_and_zstandard_are_unpacked_and_a_broken_end_is_named(tmp_path: Path) -> None:
    zstd = packing.zstandard()
    text = b"".join(record(id=str(n), text=os.urandom(999).hex()) for n in range(500))
    for name, pack in (
        ("bzip2", partial(bz2.compress, compresslevel=1)),
        ("zstandard", zstd.compress),
    ):
        path, whole = tmp_path / "all.jsonl.zst", pack(text)
        path.write_bytes(whole)
        assert len([each for each in sources(path, root=None) if isinstance(each, Source)]) == 500
        path.write_bytes(whole[: len(whole) // 2])
        *lines, last = sources(path, root=None)
        assert 9 < len(lines) < 500
        assert isinstance(last, Skipped)
        assert f"broken {name}" in last.reason
        path.write_bytes(whole[:9] + b"garbage" * 99)
        assert not any(isinstance(each, Source) for each in sources(path, root=None))
    path.write_bytes(zstd.compress(b"\n" * 2**25))
    assert "without end; it was read up to there" in why(path)
    path.with_suffix(".csv").write_bytes(zstd.compress(b"title,text\n" + b"a,b\n" * 2**23))
    assert "packed more than 200 times as small" in why(path.with_suffix(".csv"))


def test_a_file_that_only_claims_to_be_gzip_is_read(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl.gz").write_bytes(record(id="a"))
    assert only(tmp_path / "all.jsonl.gz").id == "a"


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl.gz"
    path.write_bytes(gzip.compress(record(id="a") + record(id="b")) + b"never reached")
    items = sources(path, root=None)
    assert isinstance(next(items), Source)
    items.close()  # type: ignore[attr-defined]


def test_what_is_too_large_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "LARGEST", 100)
    monkeypatch.setattr(jsonl, "LARGEST", 100)
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    assert "split it" in why(tmp_path / "a.txt")
    (tmp_path / "a.jsonl").write_bytes(record(text="x" * 999) + record(id="good"))
    long, good = sources(tmp_path / "a.jsonl", root=None)
    assert isinstance(long, Skipped)
    assert isinstance(good, Source)
    assert (long.path, good.path) == (f"{tmp_path}/a.jsonl:1", f"{tmp_path}/a.jsonl:2")


def test_what_cannot_be_read_is_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a folder" in why(tmp_path)
    assert "no such file" in why(tmp_path / "gone.txt")
    assert "empty file" in why(tmp_path / "empty.jsonl")
    assert "not a file" in why(tmp_path / "pipe.txt")
    assert "cannot be read" in why(tmp_path / ("x" * 300))


def test_a_name_that_is_not_utf8_is_skipped(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:
            file.write(ARTICLE)
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    (path,) = files(tmp_path)
    assert isinstance(path, Path)
    (item,) = sources(path, root=tmp_path)
    assert isinstance(item, Skipped)
    assert "rename it" in item.reason
    assert item.path.encode().endswith("caf\ufffd.txt".encode())
