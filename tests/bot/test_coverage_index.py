"""Articles in somebody's index, as config.toml names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.archives import password_of_index
from bot.cli import nutgraf
from bot.config import ConfigError, load
from bot.masking import masked
from retrieval import Index
from tests.opensearch.fake import fake
from tests.opensearch.test_taking import CLOSED, DENIED, OPENED, UNKNOWN, doc, page

PLACE = 'opensearch = "https://reader@search1:9200,search2/oster-*"'
SAID = """headline = "title"
text = "body.content"
published = "meta.day"
"""


def written(folder: Path, *lines: str) -> Path:
    file = folder / "config.toml"
    file.write_text("\n".join(["[[coverage]]", *lines]))
    return file


def test_an_index_is_named_with_its_fields_query_and_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUTGRAF_ARCHIVE_CA", str(tmp_path / "ca.pem"))
    more = 'outlet = {field = "brand"}', 'query = {term = {state = "published"}}'
    (index,) = load(written(tmp_path, PLACE, *more, 'language = "en"', SAID)).feeds
    assert isinstance(index, Index)
    assert index.url == "https://search1:9200,search2:9200/oster-*"
    assert (index.address.user, index.outlet, index.language) == ("reader", "brand", None)
    assert (index.reading.text, index.reading.language) == ("body.content", "en")
    assert (index.query, index.ca) == ({"term": {"state": "published"}}, tmp_path / "ca.pem")
    with pytest.raises(ConfigError, match="NUTGRAF_COVERAGE_PASSWORD, or password_file in its"):
        password_of_index(index)
    monkeypatch.setenv("NUTGRAF_COVERAGE_PASSWORD", "swordfish-1")
    assert password_of_index(index) == "swordfish-1"
    (tmp_path / "secret").write_text("marlin-spike\n")
    (index,) = load(written(tmp_path, PLACE, 'password_file = "secret"')).feeds
    assert isinstance(index, Index)
    assert password_of_index(index) == "marlin-spike"
    assert masked("swordfish-1 marlin-spike") == "TOKEN TOKEN"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['opensearch = "https://a:swordfish@h/x"'], "opensearch: a password must not stand in it"),
        (['opensearch = "http://h/x"'], "without TLS only this machine may be asked"),
        (['opensearch = "https://h"'], "write it as https://USER@HOST:PORT,HOST:PORT/INDEX"),
        (['opensearch = "https://h/_all"'], "the index at its end is none"),
        (["opensearch = 3"], "write it as https://USER@HOST:PORT"),
        ([PLACE, 'path = "a"'], "opensearch: stands beside a path"),
        ([PLACE, 'convert = {".pdf" = "x {}"}'], "convert: stands beside an index"),
        ([PLACE, "query = {day = 2024-01-01}"], "query: must be a query of the cluster"),
        ([PLACE, 'outlet = {column = "a"}'], "outlet: must be a text in quotes, or of an index"),
        (['path = "a"', 'query = {term = {a = "b"}}'], "query: speaks of an index"),
        (['path = "a"', 'language = {field = "b"}'], "language: speaks of an index"),
    ],
)
def test_what_is_wrong_of_an_index_is_one_line(lines: list[str], said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(written(tmp_path, *lines))
    assert "[[coverage]] 1: " in str(raised.value)
    assert said in str(raised.value)
    assert "swordfish" not in str(raised.value)


@pytest.mark.slow
def test_a_reindex_reads_the_index_and_of_one_that_fails_all_stays(tmp_path: Path) -> None:
    whole = UNKNOWN, OPENED, page(doc("a"), doc("b"), total=2), CLOSED
    fewer = UNKNOWN, OPENED, page(doc("b"), doc("c", title="A third ferry"), total=2), CLOSED
    with fake(*whole, DENIED, *fewer) as at:
        place = f"http://127.0.0.1:{at.address.hosts[0].port}/news"
        file = str(written(tmp_path, f'opensearch = "{place}"', SAID))
        first, denied, last = (
            CliRunner().invoke(nutgraf, [*command, "--config", file])
            for command in (["reindex"], ["reindex"], ["watch", "--once"])
        )
    assert first.exit_code == last.exit_code == 0
    assert first.output.startswith("2 added, 0 changed, 0 removed, 0 unchanged")
    assert "headline=title text=body.content published=meta.day id=nutgraf:id, 2 rows" in (
        first.output
    )
    assert denied.exit_code == 3
    assert "0 added, 0 changed, 0 removed, 2 unchanged" in denied.output
    assert f"not read {place}: it does not let the user in (403)" in denied.output
    assert last.output == "1 added, 0 changed, 1 removed\n"
