"""What a cluster takes for the same is read as the same, and nothing of an index is left unread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import nutgraf
from retrieval import Archive, Described, FetchError, Index, Reading
from retrieval.model import Article
from retrieval.opensearch.address import IndexAddress
from retrieval.opensearch.taking import pages
from tests.opensearch.fake import fake
from tests.opensearch.test_taking import CLOSED, OPENED, UNKNOWN, lines, page

FERRY = "The ferry to Oster sank on Monday.", "All 41 passengers were saved by a passing boat."
HTML = "".join(f"<p>{each}</p>" for each in FERRY)


def hit(source: dict[str, Any], key: str = "1", index: str = "news") -> dict[str, Any]:
    return {"_index": index, "_id": key, "_source": source, "sort": [key]}


def read(folder: Path, source: dict[str, Any], **reading: Any) -> Article:
    """The article that the document is read as."""
    with fake(UNKNOWN, OPENED, page(hit(source), total=1), CLOSED) as at:
        index = Index(IndexAddress(*at.address), Reading(**reading))
        index.take(folder / "fetched")
    place = index.folder(folder / "fetched")
    with Archive(folder / "coverage.db") as archive:
        archive.reindex(place, coverage=[Described(place, index.read_as)])
        return archive.article("news/1")


@pytest.mark.parametrize(
    ("source", "reading"),
    [
        ({"title": ["Ferry"], "body": [HTML], "date": ["2024-03-05T09:00:00Z"]}, {}),
        ({"title": ["Ferry"], "body": [HTML], "created": [1709629200], "status": [True]}, {}),
        (
            {"headline": "Ferry", "body_html": HTML, "firstpublished": "2024-03-05T09:00:00+0000"},
            {},
        ),
        ({"post_title": "Ferry", "post_content": HTML, "post_date": "2024-03-05 09:00:00"}, {}),
        (
            {
                "headlines": {"basic": "Ferry"},
                "content_elements": [{"type": "text", "content": each} for each in FERRY],
                "first_publish_date": "2024-03-05T09:00:00.123Z",
            },
            {},
        ),
        (
            {"title": "Ferry", "blocks": [{"kind": "p", "words": each} for each in FERRY], "t": 1},
            {"text": "blocks.words"},
        ),
        (
            {
                "article.title": "Ferry",
                "article": {"parts": [{"p": [FERRY[0]]}, {"p": [FERRY[1]]}]},
                "meta": [{"day": "2024-03-05"}],
            },
            {"headline": "article.title", "text": "article.parts.p", "published": "meta.day"},
        ),
    ],
)
def test_documents_of_many_programs_are_one_article(
    source: dict[str, Any], reading: dict[str, str], tmp_path: Path
) -> None:
    found = read(tmp_path, source, **reading)
    assert (found.headline, found.body) == ("Ferry", "\n\n".join(FERRY))
    if "t" not in source:
        assert (found.published or "").startswith("2024-03-05")


def test_documents_of_one_name_in_several_indices_are_all_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 1)
    monkeypatch.setattr(pages, "_FIRST", 1)
    source = {"title": "Ferry", "body": HTML}
    first, second = hit(source, "a", "news-1"), hit(source, "a", "news-2")
    with fake(UNKNOWN, OPENED, UNKNOWN, page(first, total=2), page(second), page(), CLOSED) as at:
        index = Index(IndexAddress(*at.address))
        index.take(tmp_path)
    given = [each["nutgraf:id"] for each in lines(index, tmp_path)]
    assert given == ["news/a", "news/news-2/a"]
    asked = [body for _, path, body in at.asked if path.startswith("/_search?")]
    assert '"sort":[{"_id":"asc"},{"_index":"asc"}]' in asked[-1].replace(" ", "")


def test_the_error_of_a_part_names_the_index(tmp_path: Path) -> None:
    with (
        fake(UNKNOWN, OPENED, page(failed=1), CLOSED) as at,
        pytest.raises(FetchError, match=r"a part of the index news does not answer \(1 of 2"),
    ):
        Index(IndexAddress(*at.address)).take(tmp_path)


def test_what_an_index_gave_that_is_named_no_more_is_told(tmp_path: Path) -> None:
    source = {"title": "Ferry", "body": HTML}
    config = tmp_path / "config.toml"
    with fake(UNKNOWN, OPENED, page(hit(source), total=1), CLOSED) as at:
        port = at.address.hosts[0].port
        config.write_text(f'[[coverage]]\nopensearch = "http://127.0.0.1:{port}/news"\n')
        done = CliRunner().invoke(nutgraf, ["reindex", "--config", str(config)])
        assert (done.exit_code, "left over" in done.output) == (0, False)
    (folder,) = (tmp_path / "fetched").iterdir()
    config.write_text(f"seeds = ['{tmp_path / 'none'}']\n")
    (tmp_path / "none").mkdir()
    done = CliRunner().invoke(nutgraf, ["reindex", "--config", str(config)])
    assert f"left over: {folder}, of an index that no [[coverage]] names" in done.output
    done = CliRunner().invoke(nutgraf, ["doctor", "--config", str(config)])
    assert (done.exit_code, f"left over: {folder}, of an" in done.output) == (0, True)
