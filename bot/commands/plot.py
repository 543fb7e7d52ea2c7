"""A picture of how reliable the confidence is."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from retrieval import NutgrafError
from retrieval.evaluation import Row


class PlotError(NutgrafError):
    """No picture can be drawn, for want of a library or a folder."""


def canvas_for(path: Path) -> Any:
    """An empty picture. Raises PlotError, before anything was measured in vain."""
    if not path.absolute().parent.is_dir():
        raise PlotError(f"{path}: its folder does not exist; make it, or name another")
    try:
        return import_module("matplotlib.figure").Figure(figsize=(10, 5), layout="constrained")
    except ImportError:
        raise PlotError("--plot needs matplotlib: pip install 'nutgraf[plot]'") from None


def draw(canvas: Any, measured: Sequence[Row]) -> None:
    """Two panels: how reliable the confidence is, and risk against coverage; a line a row."""
    left, right = canvas.subplots(1, 2)
    left.plot([0, 1], [0, 1], color="grey", linestyle=":")
    for row in measured:
        bins = row.reliability
        left.plot([each.confidence for each in bins], [each.right for each in bins], marker="o")
        right.plot(*row.risk_coverage, label=row.name)
    left.set(xlabel="confidence", ylabel="first quote answers", xlim=(0, 1), ylim=(0, 1))
    right.set(xlabel="coverage: share answered", ylabel="risk: share of these wrong")
    right.set(xlim=(0, 1), ylim=(0, 1))
    right.legend()
