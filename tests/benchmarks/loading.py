"""What it takes to load a coverage into an OpenSearch cluster, on this machine.

    python -m tests.benchmarks.loading ARTICLES [--runs 3] [--nodes 1] [--shards 1] [--copies 0]

Starts nodes, loads the articles so many times, each time anew, and prints for each: passages a
second from the files to shown, and the seconds of processor time that this process, its workers
and the nodes took for it. The first run pays for what Java compiles; take the others.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from retrieval import Archive
from retrieval.opensearch.client import Cluster
from retrieval.opensearch.indices import Indices
from tests.opensearch.cluster import Node, lacks, nodes
from tests.opensearch.parts import address_of, divide, opened

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measures what the command line asks for."""
    given = _options()
    if reason := lacks():
        sys.exit(f"no OpenSearch 3 to measure: {reason}")
    with (
        tempfile.TemporaryDirectory() as folder,
        nodes(Path(folder), given.nodes, heap=given.heap) as started,
    ):
        for run in range(given.runs):
            print(_measured(f"run{run}", started, given), flush=True)


def _measured(name: str, started: list[Node], given: argparse.Namespace) -> str:
    address = address_of(started[0].address, name)
    divide(address, given.shards, given.copies)
    before, began = _processor(started), time.perf_counter()
    with Archive(address) as archive:
        passages = archive.reindex([given.articles]).passages
    seconds = time.perf_counter() - began
    own, workers, node = (now - was for now, was in zip(_processor(started), before, strict=True))
    with opened(address) as cluster:
        _forget(cluster, name)
    return (
        f"{passages:,} passages in {seconds:.1f} s: {passages / seconds:,.0f}/s; processor time of "
        f"this process {own:.1f} s, its workers {workers:.1f} s, the nodes {node:.1f} s; "
        f"load average {os.getloadavg()[0]:.1f}"
    )


def _forget(cluster: Cluster, name: str) -> None:
    Indices(name).remove(cluster)
    cluster.call("DELETE", f"/{name}-lock")


def _processor(started: Iterable[Node]) -> tuple[float, float, float]:
    """Seconds of this process, of its workers that have ended, and of the nodes."""
    own, workers = (
        resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (
        own.ru_utime + own.ru_stime,
        workers.ru_utime + workers.ru_stime,
        sum(_of_process(each.number) for each in started),
    )


def _of_process(number: int) -> float:
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    for name, value in (("runs", 3), ("nodes", 1), ("shards", 1), ("copies", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--heap", default="1g")
    return parser.parse_args()


if __name__ == "__main__":
    main()
