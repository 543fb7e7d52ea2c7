"""A folder of ArchiveBox's is one article a snapshot, and nothing of what lies around."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import Archive
from retrieval.articles.files import files
from tests.retrieval.articles.formats.test_pages import HEADLINE, PARAGRAPHS, TEXT, saved

URL = "https://oster.example/a"
PAGE = saved(TEXT)
CONTENT = f"<div id='readability-page-1'>{TEXT}</div>"
INDEX = {"timestamp": "1672650000.123", "url": URL, "title": HEADLINE, "canonical": {}, "tags": []}
DETAILS = f"<html><head><title>{HEADLINE}</title></head><body><h1>Archived</h1>{TEXT}</body></html>"


def singlefile(number: int) -> str:
    comment = f"<!--\n Page saved with SingleFile \n url: {URL}{number} \n saved date: x\n-->"
    return PAGE.replace("<head>", f"<head>{comment}", 1)


def snapshot(folder: Path, number: int, *, without: tuple[str, ...] = ()) -> Path:
    written = {
        "index.json": json.dumps(INDEX),
        "index.html": DETAILS,
        "headers.json": json.dumps({"status": 200, "Content-Type": "text/html"}),
        "singlefile.html": singlefile(number),
        "output.html": PAGE,
        "htmltotext.txt": "\n".join(PARAGRAPHS),
        "archive.org.txt": "https://web.archive.org/web/2023/x",
        "title.txt": HEADLINE,
        "readability/content.html": CONTENT,
        "readability/content.txt": "\n".join(PARAGRAPHS),
        "readability/article.json": json.dumps({"title": HEADLINE, "byline": "Jo Hale"}),
        "mercury/content.html": CONTENT,
        "mercury/article.json": json.dumps({"title": HEADLINE, "content": CONTENT}),
        "oster.example/a.html": PAGE,
        "media/a.json": json.dumps({"title": "A film", "description": "Of the storm."}),
    }
    at = folder / "archive" / f"16726500{number:02}.123"
    for name, text in written.items():
        if name not in without:
            (at / name).parent.mkdir(parents=True, exist_ok=True)
            (at / name).write_text(text)
    return at


def test_each_snapshot_is_one_article(tmp_path: Path) -> None:
    for number in range(3):
        snapshot(tmp_path, number)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "1672650000-import.txt").write_text(f"{URL}\n\n{URL}0\n\n{URL}1\n")
    (tmp_path / "index.sqlite3").write_bytes(b"SQLite format 3\0")
    (tmp_path / "index.html").write_text(DETAILS)
    (tmp_path / "ArchiveBox.conf").write_text("[SERVER_CONFIG]\n")
    with Archive(tmp_path / "coverage.db") as archive:
        summary = archive.reindex([tmp_path])
        assert (summary.added, summary.skipped) == (3, ())
        for number in range(3):
            article = archive.article(f"archive/16726500{number:02}.123/singlefile")
            assert (article.headline, article.outlet) == (HEADLINE, "Oster Post")
            assert article.published == "2023-01-02T10:00:00+01:00"  # never that of the snapshot
            assert article.paragraphs == len(PARAGRAPHS)
            assert article.url == f"{URL}{number}"


@pytest.mark.parametrize(
    ("missing", "read"),
    [
        ((), "singlefile.html"),
        (("singlefile.html",), "output.html"),
        (("singlefile.html", "output.html"), "readability/content.html"),
        (("singlefile.html", "output.html", "readability/content.html"), "mercury/content.html"),
    ],
)
def test_of_its_copies_the_best_is_read(
    tmp_path: Path, missing: tuple[str, ...], read: str
) -> None:
    at = snapshot(tmp_path, 1, without=missing)
    assert list(files(at.parent)) == [at / read]


def test_a_newer_folder_of_folders_is_read_too(tmp_path: Path) -> None:
    at = tmp_path / "1672650001"
    for name, text in (("singlefile/singlefile.html", PAGE), ("dom/output.html", PAGE)):
        (at / name).parent.mkdir(parents=True)
        (at / name).write_text(text)
    assert list(files(tmp_path)) == [at / "singlefile" / "singlefile.html"]


def test_other_folders_are_read_whole(tmp_path: Path) -> None:
    for name in ("output.html", "index.json", "dom.html", "mercury/a.html", "media/b.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("[]" if name == "index.json" else PAGE)
    assert len(list(files(tmp_path))) == 5


@pytest.mark.slow
def test_a_better_copy_that_comes_later_takes_the_place_of_the_other(tmp_path: Path) -> None:
    at = snapshot(tmp_path, 1, without=("singlefile.html",))
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([tmp_path])
        (at / "singlefile.html").write_text(singlefile(1))
        archive.reindex([tmp_path])
        assert [each.rpartition("/")[2] for each in archive.digests()] == ["singlefile"]
