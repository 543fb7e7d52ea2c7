from __future__ import annotations

from pathlib import Path

from retrieval.store.checksums import sealed_columns
from retrieval.store.database import connect_to_read
from tests.tools.coverage_maker import archive


def test_an_article_is_compared_with_its_own_checksum_alone(tmp_path: Path) -> None:
    opened = archive(tmp_path, {name: [name, "A drone fell."] for name in "abc"})
    database, asked = connect_to_read(opened.path), list[str]()
    database.set_trace_callback(asked.append)
    assert sealed_columns(database, "id = ?", "b")
    plan = [row[3] for row in database.execute(f"explain query plan {asked[0]}")]
    assert plan[-1] == "SEARCH checksums USING PRIMARY KEY (kind=? AND key=?)"
    database.close()
    opened.close()
