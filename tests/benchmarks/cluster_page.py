"""What was found of clusters -> a page of tables, a picture, and what it says of 400 million."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.report import percentile, table

Finding = dict[str, Any]
CENTURY: Final = 400_000_000
"""Passages of a century of a daily paper."""
_SHARD_GB: Final = 30
"""What OpenSearch's own advice for searches bounds a shard to: 10 to 30 GB."""
_SIDES: Final = ("file", "cluster")
_EARLIER: Final = "earlier"
"""The file of an earlier checkout."""
TURNS: Final = ("first", "again", "warm")
"""How often all questions were asked before: never, once, six times."""
_COLOURS: Final = {"file": "#707b7c", "cluster": "#c0392b"}


def page(results: Finding) -> str:
    """The page: for each size its tables, and what follows for a century."""
    parts = [_INTRODUCTION]
    for passages, shapes in sorted(results.items(), key=lambda each: int(each[0])):
        parts += [f"## {int(passages):,} passages"]
        parts += [_setting(shape, found) for shape, found in shapes.items()]
        parts += ["Loads, and one article more until it is quoted:", _loads(shapes)]
        parts += ["Asked by one, in turns:", _asked(shapes)]
        parts += ["Asked by several at once, threads of one process:", _together(shapes)]
    return "\n\n".join([*parts, _century(results)]) + "\n"


def _setting(shape: str, found: Finding) -> str:
    before, after = found["load"]
    return (
        f"{shape}: {found['date']}, {found['machine']}; "
        f"load average before and after {before:.1f}, {after:.1f}."
    )


def _loads(shapes: Finding) -> str:
    rows = []
    for shape, found in shapes.items():
        for side in _SIDES:
            one = found[side]
            rate, size = _rate(one), one["bytes"] / found["passages"]
            ratio = rate / _rate(found["file"])
            add = one["add"]
            merged = f"{one['merged']:.0f}" if "merged" in one else ""
            cells = [f"{one['seconds']:.0f}", f"{rate:,.0f}", f"{ratio:.2f} x", merged]
            cells += [f"{size:,.0f}"]
            rows.append([shape, side, *cells, f"{add['ms']:.0f}", f"{add['most']:.0f}"])
    head = "nodes | | load s | passages/s | : file | merged s later | bytes a passage"
    return table(f"{head} | add until quoted ms | most", rows)


def _asked(shapes: Finding) -> str:
    rows = []
    for shape, found in shapes.items():
        for turn in (each for each in TURNS if each in found["file"]):
            for side in (*_SIDES, *([_EARLIER] if _EARLIER in found else [])):
                said = found[side][turn]
                middle, high = (percentile(said["ms"], at) for at in (50, 99))
                ratios = [
                    f"{each / percentile(found[base][turn]['ms'], at):.2f} x"
                    for base in ("file", *([_EARLIER] if _EARLIER in found else []))
                    for each, at in ((middle, 50), (high, 99))
                ]
                ratios += ["", ""] * (_EARLIER not in found)
                calls = said["calls"] / (len(said["ms"]) + said["failed"])
                cells = [f"{middle:.0f}", f"{high:.0f}", *ratios]
                rows.append([shape, turn, side, *cells, f"{calls:.2f}", f"{said['failed']}"])
    head = "nodes | asked | | p50 ms | p99 ms | p50 : file | p99 : file | p50 : earlier"
    return table(f"{head} | p99 : earlier | calls a question | errors", rows)


def _together(shapes: Finding) -> str:
    rows = []
    for shape, found in shapes.items():
        for askers in found["file"]["together"]:
            cells = []
            for side in _SIDES:
                some = found[side]["together"][askers]
                cells += [f"{some['rate']:.1f}"]
                cells += [f"{percentile(some['ms'], at):.0f}" for at in (50, 99)]
                cells += [f"{some['failed']}"] if side == "cluster" else []
            rows.append([shape, askers, *cells])
    head = "nodes | askers | file: questions/s | p50 ms | p99 ms"
    return table(f"{head} | cluster: questions/s | p50 ms | p99 ms | errors", rows)


def _rate(one: Finding) -> float:
    return float(one["loaded"] / one["seconds"])


def _century(results: Finding) -> str:
    """What follows for 400 million, and what that assumes."""
    known = {
        int(size): each["1 node, 1 shard"]
        for size, each in results.items()
        if "1 node, 1 shard" in each
    }
    if not known:
        return ""
    most = max(known)
    found = known[most]
    size = found["cluster"]["bytes"] / most * CENTURY / 1e9
    shards = ceil(size / _SHARD_GB)
    hours = CENTURY / _rate(found["cluster"]) / 3600
    said = _CENTURY.format(
        most=most, size=size, shards=shards, each=CENTURY // shards, copied=2 * size, hours=hours
    )
    return f"{said}\n{_times(known, CENTURY // shards)}"


def _last(side: Finding) -> Finding:
    """What was measured of questions that were asked most often before."""
    said: Finding = side[[each for each in TURNS if each in side][-1]]
    return said


def _times(known: dict[int, Finding], shard: int) -> str:
    """What a question takes in a shard of that size, by a line through the sizes measured."""
    if len(known) < 2:
        return _ONE_SIZE
    few, many = min(known), max(known)
    lines = []
    for percent in (50, 99):
        low, high = (
            percentile(_last(known[each]["cluster"])["ms"], percent) for each in (few, many)
        )
        slope = max(0.0, high - low) / (many - few)
        lines.append(f"p{percent} {low + slope * (shard - few):,.0f} ms")
    return _LINE.format(shard=shard, times=", ".join(lines))


def plot(results: Finding, path: Path) -> None:
    """Questions a second, and p99, against how many ask, of the largest coverage measured."""
    from matplotlib.figure import Figure

    passages = max(results, key=int)
    figure = Figure(figsize=(10, 4.5), layout="constrained")
    rates, slowest = figure.subplots(1, 2)
    styles = dict(zip(results[passages], ("-", "--", ":", "-."), strict=False))
    for shape, style in styles.items():
        for side in _SIDES:
            some = results[passages][shape][side]["together"]
            askers = [int(each) for each in some]
            form = {"color": _COLOURS[side], "linestyle": style, "marker": "o"}
            label = f"{side}, beside or in {shape}"
            rates.plot(askers, [each["rate"] for each in some.values()], label=label, **form)
            slowest.plot(askers, [percentile(each["ms"], 99) for each in some.values()], **form)
    for axes, title in ((rates, "questions a second"), (slowest, "p99, ms")):
        axes.set_title(f"{title}, {int(passages):,} passages")
        axes.set_xlabel("askers at once")
        axes.set_ylim(bottom=0)
        axes.grid(visible=True, alpha=0.3)
    figure.legend(*rates.get_legend_handles_labels(), loc="outside lower center", ncols=2)
    figure.savefig(path, dpi=110)


_INTRODUCTION: Final = """\
# A cluster beside a file

Made by `python -m tests.benchmarks.cluster`; what each figure means stands in that file.

![questions a second and p99 against askers](cluster.png)

All nodes run on the one machine that asks, too, and share its cores with the process that asks:
a cluster of three is slower here than one node, as it is not on three machines. File and cluster
are asked in turns, in one run: read the ratios, not the milliseconds. Where the load average is
above the cores there are, each call of a question waits for a core anew, and a file has none: the
ratios are then worse for the cluster than on a machine that has nothing else to do. A node that
has just begun is slow until Java has compiled what it runs: "warm" is asked the seventh time."""

_CENTURY: Final = """\
## What it says of 400 million passages

Reckoned from one node with one shard and {most:,} passages, not measured. It assumes that a
passage takes as many bytes there, and is loaded as fast, as here.

- {size:,.0f} GB without copies, {copied:,.0f} GB with one of each.
- {shards} shards of at most 30 GB, about {each:,} passages in each.
- {hours:,.0f} hours of loading by one process into one node of two cores; what is analysed takes
  the same processor time wherever the nodes are."""

_ONE_SIZE: Final = """\
- How long a question takes there is not told from one size; measure another with `--passages`."""

_LINE: Final = """\
- A question, in a shard of {shard:,} passages: {times}, by a straight line through the sizes
  measured. It assumes that all shards are searched at once, each by a core of its own, that their
  files lie in the page cache, and that the network adds nothing. Of common words a node skips
  most passages, so that a straight line says rather too much."""
