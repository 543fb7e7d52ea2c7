"""What the tools that check the documentation and the answers find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.cluster_page import page
from tests.tools.compare import compared
from tests.tools.equal import differences, likeness
from tests.tools.site import elsewhere

OWN = '<link rel="stylesheet" href="own.css"><img src="own.svg"><a href="https://a.example">a</a>'
LOADED = (
    '<script src="https://a.example/a.js"></script>',
    '<link rel="preconnect" href="https://a.example">',
    '<img src="//a.example/a.png">',
    "<style>@import 'https://a.example/a.css';</style>",
    '<pre class="mermaid">graph</pre>',
)


def report(**values: float) -> dict[str, Any]:
    figures = {name: {"value": value} for name, value in values.items()}
    empty: dict[str, Any] = {"article": {}, "sentence": {"@1": None}}
    return {"sets": [{"name": "own", "passage": {}, "refusal": figures, **empty}]}


def test_a_site_that_loads_its_own_files_alone_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(OWN)
    (tmp_path / "own.css").write_text("body { background: url(own.png) }")
    assert list(elsewhere(tmp_path)) == []


def test_whatever_comes_from_elsewhere_is_named_with_its_file(tmp_path: Path) -> None:
    for number, each in enumerate(LOADED):
        (tmp_path / f"{number}.html").write_text(OWN + each)
    (tmp_path / "a.css").write_text("@font-face { src: url(https://a.example/a.woff2) }")
    (tmp_path / "a.svg").write_text('<svg><image href="https://a.example/a.png"/></svg>')
    files = [each.partition(":")[0] for each in elsewhere(tmp_path)]
    assert files == [*(f"{number}.html" for number in range(len(LOADED))), "a.css", "a.svg"]


def test_less_of_what_is_wrong_is_better_and_more_of_what_is_right() -> None:
    before = report(auroc=0.9, false_answers=0.1, answered=0.7)
    better = report(auroc=0.91, false_answers=0.05, answered=0.6)
    assert not any(row.is_worse for row in compared(before, better))
    worse = [row.name for row in compared(better, before) if row.is_worse]
    assert worse == ["own refusal auroc", "own refusal false_answers"]
    assert not any(row.is_worse for row in compared(before, before))


def test_answers_are_alike_but_for_the_last_bits_of_a_score() -> None:
    one = {"quotes": [{"text": "a", "score": 0.1 + 0.2}, {"text": "b", "score": 1.0}]}
    assert likeness(one, {"quotes": [*one["quotes"]]}) == "same"
    near = {"quotes": [{"text": "a", "score": 0.3}, {"text": "b", "score": 1.0}]}
    assert likeness(one, near) == "last bits"
    far = {"quotes": [{"text": "a", "score": 0.3}, {"text": "c", "score": 1.0}]}
    assert likeness(one, far) == "other"
    assert list(differences(one, far)) == [("answer.quotes[1].text", "b", "c")]
    assert likeness(one, {"quotes": one["quotes"][:1]}) == "other"


def test_a_page_of_clusters_reckons_a_century_from_what_was_measured() -> None:
    def side(ms: float) -> dict[str, Any]:
        asked = {"ms": [ms, 2 * ms], "calls": 6, "failed": 0}
        some = {"ms": [ms], "rate": 1000 / ms, "failed": 0}
        found = {"first": asked, "again": asked, "together": {"1": some, "2": some}}
        return found | {"seconds": 10.0, "loaded": 1e5, "bytes": 1e8, "add": {"ms": 9, "most": 9}}

    def shape(passages: int, ms: float) -> dict[str, Any]:
        found = {"date": "2026-11-25", "machine": "2 cores", "load": [1.0, 2.0]}
        return found | {"passages": passages, "file": side(ms / 2), "cluster": side(ms)}

    results = {"100000": {"1 node, 1 shard": shape(100_000, 30.0)}}
    assert "400 GB without copies" in page(results)
    assert "is not told from one size" in page(results)
    results["1000000"] = {"1 node, 1 shard": shape(1_000_000, 60.0)}
    assert "by a straight line" in page(results)
