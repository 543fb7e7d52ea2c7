"""A folder with a file of every form is indexed by the processes that may do nothing else."""

from __future__ import annotations

from pathlib import Path

from retrieval import Archive
from tests.retrieval.articles.formats.samples import SAMPLES, SECOND

NO_ARTICLE = {"pdf", "lfs", "png"}
SUFFIXES = {"csv": ".csv", "csv.gz": ".csv.gz", "html": ".html", "docx": ".docx", "pdf": ".pdf",
            "jsonl": ".jsonl", "jsonl.gz": ".jsonl.gz", "jsonl.zst": ".jsonl.zst",
            "csv.zst": ".csv.zst", "warc.gz": ".warc.gz"}  # fmt: skip


def test_a_folder_with_a_file_of_every_form_is_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "coverage"
    folder.mkdir()
    for number, (name, raw) in enumerate(SAMPLES.items()):
        (folder / f"{number}{SUFFIXES.get(name, '.txt')}").write_bytes(raw)
    with Archive(tmp_path / "coverage.db") as archive:
        summary = archive.reindex([folder])
        assert len(summary.skipped) == len(NO_ARTICLE)
        assert all("text=" in each.fields for each in summary.mappings)
        hits = archive.search("boats broken loose and sunk", limit=200)
        found = {hit.passage.article_id.partition("#")[0] for hit in hits}
    assert {hit.passage.text for hit in hits} >= {SECOND}
    assert len(found) > len(SAMPLES) - len(NO_ARTICLE) - 8
