"""Findings -> Markdown tables and a plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
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
_COLOURS: Final = {
    "nutgraf": "#c0392b",
    "nutgraf_ask": "#e59866",
    "tantivy": "#1f618d",
    "bm25s": "#7d3c98",
    "fts5": "#117a65",
    "rank_bm25": "#707b7c",
}


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
            "Queries, ms, and agreement with rank_bm25's ten best:",
            _queries(found),
            "Fresh process: from its start to the first answer with the index out of the page "
            "cache, and its peak memory answering all questions "
            f"(an interpreter with numpy and the questions: {found['baseline']['peak_mb']:.0f} MB):",
            _fresh(found),
            "Build, and adding one article of 25 paragraphs to it:",
            _builds(found, passages),
            "The bounds that nutgraf sets itself:",
            _bounds(found, passages),
        ]
    return "\n\n".join(parts) + "\n"


def bounds(found: Finding, passages: int) -> list[tuple[str, float, float]]:
    """What nutgraf must keep, and what it measured: (name, measured, at most)."""
    ours, tantivy = found["engines"]["nutgraf"], found["engines"].get("tantivy")
    large = passages > 300_000
    kept = []
    if tantivy:
        for percent, most in ((50, 2 if large else 1.5), (99, 4 if large else 3)):
            ratio = percentile(ours["ms"], percent) / percentile(tantivy["ms"], percent)
            kept.append((f"query p{percent}, times tantivy's", ratio, most))
        ratio = ours["start_s"] / tantivy["start_s"]
        kept.append(("start to first answer, times tantivy's", ratio, 1.5))
    if beside := _beside_rank(found):
        ratio = percentile(beside[0], 50) / percentile(beside[1], 50)
        kept.append(("query p50, times rank_bm25's", ratio, 1 / 400 if large else 1 / 200))
    if "agreement" in ours:
        differ = 1 - ours["agreement"]["same"]
        kept.append(("top 10 unlike rank_bm25's, share of questions", differ, 0))
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
                f"{agreed['same']:.0%} of {agreed['questions']}" if agreed else "",
                f"{agreed['overlap']:.1%}" if agreed else "",
            ]
        )
    table = _table(
        "engine | p50 | p95 | p99 | p50 : tantivy | p99 : tantivy | p50 : rank_bm25 | "
        "questions x runs | ids and scores equal | passages shared",
        rows,
    )
    beside = _beside_rank(found)
    if beside and not rank:
        ours, theirs = (percentile(each, 50) for each in beside)
        agreed = found["beside_rank"]["agreement"]
        table += (
            f"\n\nBeside rank_bm25 alone, {len(beside[1])} questions once each: rank_bm25 p50 "
            f"{theirs:,.0f} ms, nutgraf {ours:.2f} ms, 1/{theirs / ours:.0f}; ids and scores equal "
            f"in {agreed['same']:.0%} of {agreed['questions']}."
        )
    return table


def _fresh(found: Finding) -> str:
    tantivy = found["engines"].get("tantivy", {}).get("start_s")
    return _table(
        "engine | start s | : tantivy | peak MB | of it own MB",
        [
            [
                NAMES[name],
                f"{each['start_s']:.2f}",
                f"{each['start_s'] / tantivy:.2f} x" if tantivy else "",
                f"{each['peak_mb']:.0f}",
                f"{each['own_mb']:.0f}",
            ]
            for name, each in _engines(found, "start_s")
        ],
    )


def _builds(found: Finding, passages: int) -> str:
    return _table(
        "engine | build s | passages/s | peak MB with children | disk MB | add ms | until found ms",
        [
            [
                NAMES[name],
                f"{each['build_s']:.1f}",
                f"{passages / each['build_s']:,.0f}",
                f"{each['build_mb']:.0f}",
                f"{each['disk_mb']:.1f}",
                f"{each['add_ms']:.1f}" if "add_ms" in each else "built anew",
                f"{each['found_ms']:.1f}" if "found_ms" in each else "",
            ]
            for name, each in _engines(found, "build_s")
        ],
    )


def _bounds(found: Finding, passages: int) -> str:
    return _table(
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


def _table(head: str, rows: list[list[str]]) -> str:
    width = head.count("|") + 1
    lines = [f"| {head} |", f"|{'---|' * width}"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def plot(results: dict[int, Finding], path: Path) -> None:
    """Four panels of cost against passages, log-log, as a PNG at `path`."""
    from matplotlib.figure import Figure

    panels: dict[str, Callable[[Finding], float | None]] = {
        "query, p50, ms": lambda each: percentile(each["ms"], 50) if "ms" in each else None,
        "query, p99, ms": lambda each: percentile(each["ms"], 99) if "ms" in each else None,
        "start to first answer, s": lambda each: each.get("start_s"),
        "peak memory answering, MB": lambda each: each.get("peak_mb"),
    }
    figure = Figure(figsize=(10, 7.5), layout="constrained")
    for axes, (title, value) in zip(figure.subplots(2, 2).flat, panels.items(), strict=True):
        for name in NAMES:
            points = [
                (passages, cost)
                for passages, found in sorted(results.items())
                if (cost := value(found["engines"].get(name, {}))) is not None
            ]
            if points:
                axes.loglog(
                    *zip(*points, strict=True),
                    marker="o",
                    color=_COLOURS[name],
                    linewidth=2.5 if name == "nutgraf" else 1.3,
                    label=NAMES[name].replace("`", ""),
                )
        axes.set_title(title)
        axes.set_xlabel("passages")
        axes.grid(visible=True, which="major", alpha=0.3)
    figure.axes[0].legend(fontsize=8)
    figure.savefig(path, dpi=110)


_INTRODUCTION: Final = """\
# nutgraf's index beside other engines

Made by `python tests/benchmarks/engines.py`; what each figure means stands in that file.

![cost against passages](engines.png)

All engines hold the same made-up coverage (a seeded generator: sentences from `seeds/`, a Zipf
vocabulary that grows, articles of 25 paragraphs of 68 words on average), and are asked the same
analysed terms in one process, in an order drawn anew for each question; the median of a question's
runs counts. Scans of whole collections by the slow engines empty the processor's caches for the
others, so that all are slower here than alone: read the ratios. tantivy and FTS5 have other
parameters built in, bm25s another idf, and none of the three can weigh a headline's word one half;
only nutgraf and rank_bm25 have the same formula. nutgraf's build reads JSON Lines, analyses them,
and keeps the articles; the peers' starts from analysed terms and keeps none."""
