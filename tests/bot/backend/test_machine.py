"""How much of the machine the bot takes for its processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.backend import machine
from retrieval import children

GB = 10**9


def group(folder: Path, content: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = "memory.limit_in_bytes" if "memory" in folder.parts else "memory.max"
    (folder / name).write_text(f"{content}\n", encoding="ascii")


def test_memory_is_what_groups_of_either_version_leave(tmp_path: Path) -> None:
    own, groups = tmp_path / "own", tmp_path / "groups"
    whole = machine.memory(groups, own)
    assert whole == os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    own.write_text("0::/system.slice/nutgraf.service\n", encoding="ascii")
    assert machine.memory(groups, own) == whole
    group(groups / "system.slice" / "nutgraf.service", "max")
    group(groups / "system.slice", str(GB // 2))
    assert machine.memory(groups, own) == GB // 2
    group(groups / "system.slice" / "nutgraf.service", str(GB // 4))
    assert machine.memory(groups, own) == GB // 4

    own.write_text("5:cpu,cpuacct:/x\n4:hugetlb,memory:/a/b\n0::/\n", encoding="ascii")
    group(groups / "memory" / "a", str(GB // 8))
    assert machine.memory(groups, own) == GB // 8


@pytest.mark.parametrize(
    ("cores", "bytes_", "processes"), [(1, 8 * GB, 2), (4, GB, 2), (2, 2 * GB, 3)]
)
def test_a_small_machine_has_fewer_processes_that_answer(
    monkeypatch: pytest.MonkeyPatch, cores: int, bytes_: int, processes: int
) -> None:
    monkeypatch.setattr(children, "cores", lambda: cores)
    monkeypatch.setattr(machine, "memory", lambda: bytes_)
    assert machine.answering() == processes


@pytest.mark.skipif(not shutil.which("taskset"), reason="needs a tool that keeps to one core")
def test_cores_are_those_that_a_process_may_use() -> None:
    program = "from retrieval import children; print(children.cores())"
    told = subprocess.run(
        ["taskset", "-c", "0", sys.executable, "-c", program], capture_output=True, check=True
    )
    assert told.stdout == b"1\n"
