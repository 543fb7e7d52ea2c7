"""Real nodes of OpenSearch on this machine, for trying a cluster out; Ctrl-C ends them.

    python -m tests.tools.nodes [--nodes 3] [--line 3] [--heap 512m]

They listen on loopback alone, without security; what they hold is deleted at the end.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.opensearch.cluster import lacks, nodes


def main() -> int:
    """Starts them, says where they are, and waits."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--line", type=int, default=3, choices=(2, 3))
    parser.add_argument("--heap", default="512m")
    given = parser.parse_args()
    if reason := lacks(given.line):
        print(f"no OpenSearch {given.line} to try: {reason}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"Starting {given.nodes} of OpenSearch {given.line} (half a minute) ...", flush=True)
    try:
        with (
            TemporaryDirectory(prefix="nutgraf-cluster-") as folder,
            nodes(Path(folder), given.nodes, line=given.line, heap=given.heap) as started,
        ):
            hosts = ",".join(f"127.0.0.1:{each.port}" for each in started)
            print(f"NUTGRAF_DATABASE=opensearch+http://{hosts}/trial", flush=True)
            print("Ctrl-C ends them, and deletes what they hold.", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("ended")
    return 0


if __name__ == "__main__":
    sys.exit(main())
