"""Real OpenSearch nodes on loopback, from Maven's artifacts; they end with whoever started them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).parent / "node"
JAVA: Final = {2: 17, 3: 25}
"""The Java that each line of OpenSearch runs on."""
_NAMED: Final = {line: os.environ.get(f"NUTGRAF_TEST_JAVA_{line}") for line in JAVA}
_FLAGS: Final = {
    2: "",
    3: "--enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector "
    "--sun-misc-unsafe-memory-access=allow",
}
_STARTS: Final = 120.0
"""Seconds that nodes may take to start: 6 to 35 on two cores."""


class Node(NamedTuple):
    """A node that runs: `number` is its process's. It was started by the `command`, and logs to the
    file `log`."""

    address: str
    number: int
    command: tuple[str, ...]
    log: Path

    @property
    def port(self) -> int:
        """Where it listens for HTTP."""
        return int(self.address.rpartition(":")[2])


def lacks(line: int = 3) -> str | None:
    """What this machine lacks to run nodes of the line; None for nothing."""
    if _java(line) is None:
        return f"no JDK {JAVA[line]} found; install one, or name it in NUTGRAF_TEST_JAVA_{line}"
    if not _jars(line).exists() and shutil.which("mvn") is None:
        return "no Maven found, which fetches OpenSearch's jars"
    return None


@contextmanager
def nodes(
    folder: Path, count: int = 1, *, line: int = 3, heap: str = "512m"
) -> Iterator[list[Node]]:
    """A cluster of so many nodes, its data below the `folder`."""
    with ExitStack() as stack:
        free = ports(2 * count)
        names = [f"n{each}" for each in range(1, count + 1)]
        form = ["discovery.type=single-node"]
        if count > 1:
            seeds = ",".join(f"127.0.0.1:{port}" for port in free[count:])
            form = [
                f"discovery.seed_hosts={seeds}",
                f"cluster.initial_cluster_manager_nodes={','.join(names)}",
            ]
        started = [
            stack.enter_context(
                _node(
                    folder,
                    line,
                    heap,
                    [
                        f"node.name={name}",
                        f"cluster.name=nutgraf-{free[0]}",
                        f"http.port={free[at]}",
                        f"transport.port={free[count + at]}",
                        *form,
                    ],
                )
            )
            for at, name in enumerate(names)
        ]
        found = [
            Node(f"http://127.0.0.1:{port}", process.pid, command, folder / f"{name}.log")
            for port, name, (process, command) in zip(free, names, started, strict=False)
        ]
        _wait(found, [process for process, _ in started], folder)
        yield found


@contextmanager
def again(*gone: Node) -> Iterator[list[Node]]:
    """Nodes that were killed, started again: with the data that they had, where they were. It is
    not waited for them."""
    with ExitStack() as stack:
        started = [stack.enter_context(_process(each.command, each.log)) for each in gone]
        yield [
            each._replace(number=process.pid) for each, process in zip(gone, started, strict=True)
        ]


@contextmanager
def _node(
    folder: Path, line: int, heap: str, settings: Sequence[str]
) -> Iterator[tuple[subprocess.Popen[bytes], tuple[str, ...]]]:
    java, jars = _java(line), _library(line)
    assert java is not None
    name = settings[0].rpartition("=")[2]
    command = (
        str(java / "bin/java"),
        f"-Xms{heap}",
        f"-Xmx{heap}",
        *"-XX:+UseG1GC -Xss512k -Djava.awt.headless=true -Dlog4j2.disable.jmx=true "
        "-Dio.netty.noUnsafe=true -Dfile.encoding=UTF-8".split(),
        *_FLAGS[line].split(),
        "-cp",
        f"{jars / 'classes'}:{jars / 'lib'}/*",
        f"Launcher{line}",
        str(folder / name),
        "network.host=127.0.0.1",
        "cluster.routing.allocation.disk.threshold_enabled=false",
        f"path.repo={folder / 'snapshots'}",
        *settings,
    )
    with _process(command, folder / f"{name}.log") as process:
        yield process, command


@contextmanager
def _process(command: Sequence[str], path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with open(path, "ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


def _wait(found: Sequence[Node], started: Sequence[subprocess.Popen[bytes]], folder: Path) -> None:
    """Waits until the cluster has all of its nodes."""
    until = time.monotonic() + _STARTS
    asked = f"{found[0].address}/_cluster/health?wait_for_nodes={len(found)}&timeout=1s"
    while time.monotonic() < until and all(each.poll() is None for each in started):
        with suppress(OSError), urllib.request.urlopen(asked, timeout=5) as answer:
            if b'"timed_out":false' in answer.read():
                return
        time.sleep(0.2)
    logs = "\n".join(each.read_text()[-2000:] for each in sorted(folder.glob("n*.log")))
    raise AssertionError(f"OpenSearch did not start:\n{logs}")


@cache
def _java(line: int) -> Path | None:
    """The folder of the JDK that the line runs on."""
    named = _NAMED[line]
    homes = [Path(named)] if named else sorted(Path("/usr/lib/jvm").glob(f"*{JAVA[line]}*"))
    return next((each for each in homes if (each / "bin/javac").exists()), None)


def _jars(line: int) -> Path:
    """Where the line's jars and its launcher are kept for all runs of the tests."""
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache_home / "nutgraf-tests" / f"opensearch-{line}"


@cache
def _library(line: int) -> Path:
    """The same, with all that there must be: fetched and compiled where it is missing."""
    kept, java = _jars(line), _java(line)
    assert java is not None
    if not (kept / "lib").is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        part = kept / f"lib.{os.getpid()}"
        fetch = ["mvn", "-q", "-B", "-f", str(HERE / f"pom-{line}.xml")]
        copy = ["dependency:copy-dependencies", "-DincludeScope=runtime"]
        _run([*fetch, *copy, f"-DoutputDirectory={part}"], JAVA_HOME=str(java))
        with suppress(OSError):  # another run was faster
            part.rename(kept / "lib")
        shutil.rmtree(part, ignore_errors=True)
    sources, made = [HERE / "Home.java", HERE / f"Launcher{line}.java"], kept / "classes"
    compiled = made / f"Launcher{line}.class"
    newest = max(each.stat().st_mtime for each in sources)
    if not compiled.exists() or compiled.stat().st_mtime < newest:
        compiler = [str(java / "bin/javac"), "-cp", f"{kept / 'lib'}/*"]
        _run([*compiler, "-d", str(made), *map(str, sources)])
    return kept


def _run(command: Sequence[str], **more: str) -> None:
    done = subprocess.run(command, env=os.environ | more, capture_output=True, text=True)
    assert done.returncode == 0, f"{command[0]}: {(done.stdout + done.stderr)[-2000:]}"


def ports(count: int) -> list[int]:
    """Ports that nobody listens on: two runs beside each other do not meet."""
    with ExitStack() as stack:
        held = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in held]
