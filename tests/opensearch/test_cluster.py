"""The real nodes under the tests: they start, and end with whoever started them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.opensearch.cluster import JAVA, Node, lacks

pytestmark = pytest.mark.slow
_CODE = """
import sys, time
from pathlib import Path
from tests.opensearch.cluster import nodes
with nodes(Path(sys.argv[1])) as (one,):
    print(one.number, flush=True)
    time.sleep(600)
"""


def version(node: Node) -> str:
    with urllib.request.urlopen(node.address, timeout=10) as answer:
        return str(json.load(answer)["version"]["number"])


@pytest.mark.cluster
def test_both_lines_of_opensearch_run_here(node: Node, old_node: Node) -> None:
    assert version(node) == "3.8.0"
    assert version(old_node) == "2.19.6"


def test_a_node_ends_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    if reason := lacks():
        pytest.skip(f"no OpenSearch 3 to test with: {reason}")
    starter = subprocess.Popen(
        [sys.executable, "-c", _CODE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    with starter.stdout:
        number = int(starter.stdout.readline())
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    until = time.monotonic() + 30
    while Path(f"/proc/{number}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{number}").exists()


def test_a_machine_without_java_says_which_tests_it_does_not_run(tmp_path: Path) -> None:
    none = {f"NUTGRAF_TEST_JAVA_{line}": str(tmp_path) for line in JAVA}
    here = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "-m", "cluster"]
    done = subprocess.run(
        [*here, "tests/opensearch"],
        env=os.environ | none,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests NOT run: no OpenSearch 3 to test with: no JDK 25 found" in done.stdout
    assert "tests NOT run: no OpenSearch 2 to test with: no JDK 17 found" in done.stdout
