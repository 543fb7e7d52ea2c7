"""Findings -> a picture of cost against size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.benchmarks.report import NAMES, Finding, percentile

_COLOURS: Final = {
    "nutgraf": "#c0392b",
    "nutgraf_ask": "#e59866",
    "tantivy": "#1f618d",
    "bm25s": "#7d3c98",
    "fts5": "#117a65",
    "rank_bm25": "#707b7c",
}


def plot(results: dict[int, Finding], path: Path) -> None:
    """Four panels of cost against passages, log-log, as a PNG at `path`."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, NullFormatter

    panels: dict[str, Callable[[Finding], float | None]] = {
        "query, p50, ms": lambda each: percentile(each["ms"], 50) if "ms" in each else None,
        "query, p99, ms": lambda each: percentile(each["ms"], 99) if "ms" in each else None,
        "start to first answer, s": lambda each: each.get("start_s"),
        "peak memory answering, MB": lambda each: each.get("peak_mb"),
    }
    figure = Figure(figsize=(10, 8), layout="constrained")
    for axes, (title, value) in zip(figure.subplots(2, 2).flat, panels.items(), strict=True):
        for name in NAMES:
            points = [
                (passages, cost)
                for passages, found in sorted(results.items())
                if (cost := value(_of(found, name))) is not None
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
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda cost, _: f"{cost:,g}"))
            axis.set_minor_formatter(NullFormatter())
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    figure.savefig(path, dpi=110)


def _of(found: Finding, name: str) -> Finding:
    """What was found of an engine; the times of one that was asked apart are there, too."""
    engine: Finding = found["engines"].get(name, {})
    return {**found.get("beside_rank", {}).get(name, {}), **engine}
