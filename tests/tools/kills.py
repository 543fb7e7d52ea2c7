"""Kills reindexes and bots, many times: `python -m tests.tools.kills --reindex 500 --bot 50`.

Each reindex is killed in a phase of its own at a random instant, and must leave the old coverage or
the new one, whole, and no process. Each bot is killed while readers ask. With `--cluster 50` so
many reindexes of a cluster of one node, which is started for it, are killed too: first loads,
changes of a tenth, and rebuilds in turn. What was found is printed; a failed promise ends it with
an AssertionError.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.opensearch.cluster import lacks, nodes
from tests.tools import killed_bot, killed_cluster, killed_reindex


def reindexes(folder: Path, times: int, seed: int) -> None:
    """Kills so many, and prints in which phase they were and which coverage they left."""
    began = time.monotonic()
    made = killed_reindex.coverages(folder)
    found = killed_reindex.kill(made, folder, times, seed=seed)
    print(f"reindex: {times} in {time.monotonic() - began:.0f} s")
    for (phase, left), count in sorted(found.items()):
        print(f"  {phase:12}{left:5}{count:6}")


def clusters(folder: Path, times: int, seed: int) -> None:
    """Kills so many reindexes of a cluster, and prints the same, each as it is done too."""
    if reason := lacks():
        raise SystemExit(f"no OpenSearch 3 to kill reindexes of: {reason}")
    with nodes(folder) as (node,):
        began = time.monotonic()
        found = Counter[tuple[str, str, str]]()
        for each in killed_cluster.kills(node.address, folder, times, seed):
            found[each] += 1
            print(f"  {found.total()} of {times}: {', '.join(each)}", file=sys.stderr, flush=True)
        print(f"reindex of a cluster: {times} in {time.monotonic() - began:.0f} s")
    for (kind, phase, left), count in sorted(found.items()):
        print(f"  {kind:12}{phase:12}{left:5}{count:6}")


def bots(folder: Path, times: int, seed: int, *, hurry: bool) -> None:
    """Kills so many, and prints what was lost and what came twice."""
    began = time.monotonic()
    found = killed_bot.kill(folder, times, seed=seed, hurry=hurry)
    print(f"bot: {times} in {time.monotonic() - began:.0f} s")
    for name, value in asdict(found).items():
        print(f"  {name:13}{value}")
    assert not found.lost
    assert found.repeated <= found.in_the_act


def main() -> None:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reindex", type=int, default=500, help="how many reindexes to kill")
    parser.add_argument("--bot", type=int, default=50, help="how many bots to kill")
    parser.add_argument("--cluster", type=int, default=0, help="the same of a cluster")
    parser.add_argument("--hurry", action="store_true", help="kill bots that have not caught up")
    parser.add_argument("--seed", type=int, default=311)
    options = parser.parse_args()
    bot = partial(bots, hurry=options.hurry)
    for work, times in (
        (reindexes, options.reindex),
        (clusters, options.cluster),
        (bot, options.bot),
    ):
        with tempfile.TemporaryDirectory() as folder:
            if times:
                work(Path(folder), times, options.seed)


if __name__ == "__main__":
    main()
