"""A coverage in a cluster beside the same one in a file: loads, sizes, answers, and how long they
take.

python -m tests.benchmarks.cluster ARTICLES QUESTIONS.jsonl ... [--shards N] [--nodes N] [--limit N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from retrieval import Archive
from retrieval.opensearch.address import parsed
from retrieval.opensearch.client import Cluster
from tests.opensearch.cluster import nodes


def main() -> None:
    """Prints what was measured, a line each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    lines = (line for file in given.questions for line in file.read_text().splitlines())
    questions = [json.loads(line) for line in lines][: given.limit]
    with TemporaryDirectory() as folder, nodes(Path(folder), given.nodes, heap="1g") as started:
        address = started[0].address.replace("http://", "opensearch+http://") + "/bench"
        with (
            counted(address, given.shards, given.nodes - 1) as cluster,
            Archive(Path(folder, "coverage.db")) as file,
            Archive(address) as archive,
        ):
            loaded(file, archive, given.articles, cluster)
            asked(file, archive, questions)


@contextmanager
def counted(address: str, shards: int, replicas: int) -> Iterator[Cluster]:
    """The cluster, whose indices are made of so many parts."""
    cluster = Cluster(parsed(address))
    settings = {"number_of_shards": shards, "number_of_replicas": replicas}
    template = {"index_patterns": ["bench-*"], "template": {"settings": settings}}
    cluster.call("PUT", "/_index_template/bench", template)
    yield cluster
    cluster.close()


def loaded(file: Archive, archive: Archive, articles: Path, cluster: Cluster) -> None:
    """Loads both, and says how fast, and how large they are."""
    for name, at in (("file", file), ("cluster", archive)):
        began, busy = time.perf_counter(), os.getloadavg()[0]
        passages = at.reindex([articles]).passages
        took = time.perf_counter() - began
        rate = f"{passages / took:.0f} passages/s"
        print(f"{name}: {passages} passages in {took:.1f} s, {rate}; load before {busy:.1f}")
    found: dict[str, Any] = dict(cluster.call("GET", "/bench-*/_stats/store"))
    size = found["_all"]["primaries"]["store"]["size_in_bytes"]
    held = archive.coverage().passages
    print(f"cluster: {size / 1e6:.0f} MB, {size / held:.0f} bytes a passage")


def asked(file: Archive, archive: Archive, questions: list[dict[str, Any]]) -> None:
    """Asks both, in turn, twice: what was asked before is met again the second time."""
    for nth in ("first", "again"):
        times: dict[str, list[float]] = {"file": [], "cluster": []}
        same = 0
        for each in questions:
            on = date.fromisoformat(each["asked_on"]) if each.get("asked_on") else date.today()
            said = []
            for name, at in (("file", file), ("cluster", archive)):
                began = time.perf_counter()
                answer = at.ask(each["question"], asked_on=on).as_json()
                times[name].append(1e3 * (time.perf_counter() - began))
                del answer["coverage"]["indexed_at"]
                said.append(json.dumps(answer, sort_keys=True))
            same += said[0] == said[1]
        print(f"{nth}: {same} of {len(questions)} answers the same to the byte")
        for name, some in times.items():
            p95, p99 = (statistics.quantiles(some, n=100)[at] for at in (94, 98))
            print(f"  {name}: p50 {statistics.median(some):.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms")
    print(f"load at the end {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
