"""Findings -> Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

Finding = dict[str, Any]

NAMES: Final = {
    "nutgraf": "nutgraf, `bm25.top`",
    "nutgraf_ask": "nutgraf, `Archive.ask`",
    "tantivy": "tantivy",
    "bm25s": "bm25s, numpy, mmap",
    "fts5": "SQLite FTS5",
    "rank_bm25": "rank_bm25, full scan",
}


REAL: Final = "## Paragraphs of real length"
"""The heading of the section that real.py makes; what is behind the tables begins with it."""


def percentile(values: Sequence[float], percent: float) -> float:
    """The least value that `percent` of a hundred values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def markdown(results: dict[int, Finding]) -> str:
    """All tables, for docs/benchmarks.md."""
    parts = [_INTRODUCTION]
    for passages, found in sorted(results.items()):
        parts += [f"## {passages:,} passages", _setting(found)]
        parts += [
            "Queries, ms, and questions for which ids and scores of the ten best are rank_bm25's:",
            _queries(found),
            _FRESH.format(**found["baseline"]),
            _fresh(found),
            "Build, and adding one article of 25 paragraphs to it:",
            _builds(found, passages),
        ]
        if bounds(found, passages):
            parts += ["The bounds that nutgraf sets itself:", _bounds(found, passages)]
    return "\n\n".join(parts) + "\n"


def with_section(page: str, section: str) -> str:
    """The page with its section on paragraphs of real length made anew."""
    before, _, after = page.partition(f"{REAL}\n")
    _, heading, rest = after.partition("\n## ")
    return f"{before}{section}\n{heading}{rest}"


def with_tables(page: str, tables: str) -> str:
    """The page with its tables made anew."""
    _, heading, rest = page.partition(f"\n{REAL}\n")
    return f"{tables}{heading}{rest}"


def bounds(found: Finding, passages: int) -> list[tuple[str, float, float]]:
    """What nutgraf must keep, and what it measured: (name, measured, at most)."""
    if passages < 100_000:
        return []
    ours, tantivy = found["engines"]["nutgraf"], found["engines"].get("tantivy")
    large = passages > 300_000
    kept = []
    if tantivy:
        for percent, most in ((50, 2 if large else 1.5), (99, 4 if large else 3)):
            ratio = percentile(ours["ms"], percent) / percentile(tantivy["ms"], percent)
            kept.append((f"query p{percent}, times tantivy's", ratio, most))
        ratio = ours["start_s"] / tantivy["start_s"]
        kept.append(("start to first answer, times tantivy's", ratio, 1.5))
        ratio = ours["start_s"] / tantivy["start_numpy_s"]
        kept.append(("the same, numpy loaded in tantivy's process too", ratio, 1.5))
    if beside := _beside_rank(found):
        ratio = percentile(beside[0], 50) / percentile(beside[1], 50)
        kept.append(("query p50, times rank_bm25's", ratio, 1 / 400 if large else 1 / 200))
        agreed = ours.get("agreement") or found["beside_rank"]["agreement"]
        differ = agreed["questions"] - agreed["same"]
        kept.append(("questions whose top 10 is unlike rank_bm25's", differ, 0))
    kept += [
        ("peak memory answering, MB", ours["peak_mb"], 270 if large else 90),
        ("one article more until found, ms", ours["found_ms"], 25 if large else 15),
        ("reindex, s for 12,000 passages", 12_000 / (passages / ours["build_s"]), 1),
        ("peak memory of reindex with its children, MB", ours["build_mb"], 600),
    ]
    return kept


def _setting(found: Finding) -> str:
    corpus = found["corpus"]
    return (
        f"Load average before and after: {found['load'][0]:.1f}, {found['load'][1]:.1f}. "
        f"{found['date']}, {found['machine']}; {found['versions']}. "
        f"The questions' terms stand in {corpus['df_median']:,.0f} passages together (median; "
        f"p95 {corpus['df_p95']:,.0f}); {corpus['terms']:,} distinct terms, "
        f"{corpus['length']:.0f} a passage. "
        f"Analysis alone, on one core: {corpus['analysis']:.1f} s."
    )


def _queries(found: Finding) -> str:
    rows = []
    tantivy = found["engines"].get("tantivy", {}).get("ms")
    rank = found["engines"].get("rank_bm25", {}).get("ms")
    for name, each in _engines(found, "ms"):
        at = [percentile(each["ms"], percent) for percent in (50, 95, 99)]
        agreed = each.get("agreement")
        rows.append(
            [
                NAMES[name],
                *(f"{value:.2f}" for value in at),
                f"{at[0] / percentile(tantivy, 50):.2f} x" if tantivy else "",
                f"{at[2] / percentile(tantivy, 99):.2f} x" if tantivy else "",
                f"1/{percentile(rank, 50) / at[0]:.0f}" if rank and name != "rank_bm25" else "",
                f"{len(each['ms'])} x {each['runs']}",
                f"{agreed['same']} of {agreed['questions']}" if agreed else "",
                f"{agreed['overlap']:.1%}" if agreed else "",
            ]
        )
    rendered = table(
        "engine | p50 | p95 | p99 | p50 : tantivy | p99 : tantivy | p50 : rank_bm25 | "
        "questions x runs | equal | passages shared",
        rows,
    )
    beside = _beside_rank(found)
    if beside and not rank:
        ours, theirs = (percentile(each, 50) for each in beside)
        agreed = found["beside_rank"]["agreement"]
        rendered += (
            f"\n\nBeside rank_bm25 alone, {len(beside[1])} questions once each: rank_bm25 p50 "
            f"{theirs:,.0f} ms, nutgraf {ours:.2f} ms, 1/{theirs / ours:.0f}; ids and scores equal "
            f"for {agreed['same']} of {agreed['questions']}."
        )
    return rendered


def _fresh(found: Finding) -> str:
    tantivy = found["engines"].get("tantivy", {})
    return table(
        "engine | start s | : tantivy | start s with numpy | : tantivy | peak MB | of it own MB",
        [
            [
                NAMES[name],
                f"{each['start_s']:.2f}",
                f"{each['start_s'] / tantivy['start_s']:.2f} x" if tantivy else "",
                f"{each['start_numpy_s']:.2f}",
                f"{each['start_numpy_s'] / tantivy['start_numpy_s']:.2f} x" if tantivy else "",
                f"{each['peak_mb']:.0f}",
                f"{each['own_mb']:.0f}",
            ]
            for name, each in _engines(found, "start_s")
        ],
    )


def _builds(found: Finding, passages: int) -> str:
    return table(
        "engine | build s | passages/s | peak MB with children | of it own MB | disk MB | add ms | "
        "until found ms | most",
        [
            [
                NAMES[name],
                f"{each['build_s']:.1f}",
                f"{passages / each['build_s']:,.0f}",
                f"{each['build_mb']:.0f}",
                f"{each['build_own_mb']:.0f}",
                f"{each['disk_mb']:.1f}",
                f"{each['add_ms']:.1f}" if "add_ms" in each else "built anew",
                f"{each['found_ms']:.1f}" if "found_ms" in each else "",
                f"{each['most_ms']:.1f}" if "most_ms" in each else "",
            ]
            for name, each in _engines(found, "build_s")
        ],
    )


def _bounds(found: Finding, passages: int) -> str:
    return table(
        "| measured | at most | kept",
        [
            [name, f"{measured:.4g}", f"{most:.4g}", "yes" if measured <= most else "**no**"]
            for name, measured, most in bounds(found, passages)
        ],
    )


def _beside_rank(found: Finding) -> tuple[list[float], list[float]] | None:
    """nutgraf's and rank_bm25's ms, of one process."""
    where = found.get("beside_rank") or found["engines"]
    if "rank_bm25" not in where or "ms" not in where["rank_bm25"]:
        return None
    return where["nutgraf"]["ms"], where["rank_bm25"]["ms"]


def _engines(found: Finding, key: str) -> list[tuple[str, Finding]]:
    return [(name, each) for name, each in found["engines"].items() if key in each]


def table(head: str, rows: list[list[str]]) -> str:
    width = head.count("|") + 1
    lines = [f"| {head} |", f"|{'---|' * width}"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


_INTRODUCTION: Final = """\
# nutgraf's index beside other engines

Made by `python tests/benchmarks/engines.py`; what each figure means stands in that file.

![cost against passages](engines.png)

All engines hold the same made-up coverage (a seeded generator: sentences from `seeds/`, a Zipf
vocabulary that grows, articles of 25 paragraphs of 68 words on average), and are asked the same
analysed terms in one process, in turns of 25 questions, in an order drawn anew for each turn; the
median of a question's runs counts. Machines are noisy: read the ratios. tantivy and FTS5 have other
parameters built in, bm25s another idf, and none of the three can weigh a headline's word one half;
only nutgraf and rank_bm25 have the same formula. nutgraf's build reads JSON Lines, analyses them,
and keeps the articles; the peers' starts from analysed terms and keeps none."""

_FRESH: Final = """\
Fresh processes: from their start to the first answer with the index out of the page cache (also
with numpy loaded, where the engine does not use it: {start_s:.2f} s of an interpreter that does
nothing else), and their peak memory when they answer all questions ({peak_mb:.0f} MB of an
interpreter that has numpy and the questions and does nothing):"""
